"""Filling a Word template: docxtpl in a sandbox that refuses a missing figure, then the finish that a page of type needs."""

from __future__ import annotations

import io
import math
import re
import zipfile
from collections.abc import Mapping, MutableMapping
from datetime import date, datetime
from functools import cache, lru_cache
from typing import Any

from docx.opc.exceptions import PackageNotFoundError
from docxtpl import DocxTemplate
from jinja2 import StrictUndefined, Template, TemplateError, UndefinedError, nodes
from jinja2.exceptions import SecurityError
from jinja2.sandbox import SandboxedEnvironment

from pipeline.render.package import pack, unpack
from pipeline.render.word_layout import fit_mark, fit_signature, set_faces, share_columns
from pipeline.render.word_room import make_room_for_imprint

_LEFT_OVER = re.compile(r"\{\{|\}\}|\{%|%\}|｛｛|｝｝|｛%|%｝|｛％|％｝")


class DocumentFault(RuntimeError):
    """One document can't be made; the sentence says why. The others go on."""


def render_document(template: bytes, context: Mapping[str, Any], office: Mapping[str, str], *, title: str, made_on: date) -> bytes:
    """The document as bytes, the same for the same arguments.

    ``context``: what naming.as_context gives. ``office``: the faces to set (标题字体 …). ``made_on`` stands in the properties, for no
    clock may. Raises DocumentFault when a tag names nothing, a value is missing, or a tag is left over.
    """
    try:
        document = DocxTemplate(io.BytesIO(template))
        document.render(dict(context), jinja_env=environment())
    except UndefinedError as fault:
        raise DocumentFault(f"模板用了没有的名字（{fault.message}）；请对照可用的名字改正模板") from fault
    except (TemplateError, SecurityError) as fault:
        raise DocumentFault(f"模板有误（{fault}）；请改正标签，或换回程序自带的模板") from fault
    except (zipfile.BadZipFile, PackageNotFoundError, KeyError) as fault:
        raise DocumentFault("模板不是可用的 .docx 文件；请换回程序自带的模板") from fault
    made = document.docx
    leftover = left_over("\n".join(node.text or "" for node in made.element.body.iter(_TEXT)), context)
    if leftover:
        raise DocumentFault(f"模板里的标签“{leftover}”没有被替换；请检查是否用了全角括号，例如应写 {{{{ 期间 }}}}")
    set_faces(made, office)
    fit_mark(made)
    fit_signature(made)
    share_columns(made)
    make_room_for_imprint(made)
    properties = made.core_properties
    properties.title, properties.author, properties.last_modified_by = title, "", ""
    properties.created = properties.modified = datetime(made_on.year, made_on.month, made_on.day)
    properties.revision = 1
    buffer = io.BytesIO()
    made.save(buffer)
    return pack(unpack(buffer.getvalue()))


_TEXT = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}t"


class _Environment(SandboxedEnvironment):
    """Compiles a text once: the same template is filled for many units."""

    def from_string(
        self,
        source: str | nodes.Template,
        globals: MutableMapping[str, Any] | None = None,  # noqa: A002 - jinja's own name for it
        template_class: type[Template] | None = None,
    ) -> Template:
        if isinstance(source, str) and globals is None and template_class is None:
            return _compiled(source)
        return super().from_string(source, globals, template_class)

    def compile_once(self, source: str) -> Template:
        """What from_string gives for a text that wasn't met yet."""
        return super().from_string(source)


@lru_cache(maxsize=64)
def _compiled(source: str) -> Template:
    return environment().compile_once(source)


@cache
def environment() -> _Environment:
    """Jinja as every template meets it: escaped, strict, sandboxed."""
    return _Environment(autoescape=True, undefined=StrictUndefined, finalize=_refuse_missing)


def _refuse_missing(value: object) -> object:
    """Nothing that would print as None or nan passes."""
    if value is None or (isinstance(value, float) and math.isnan(value)):
        raise TemplateError("有标签的值是空的")
    return value


def left_over(text: str, context: Mapping[str, Any]) -> str:
    """The first mark of a tag that is still in ``text`` and that no value brought along; '' when there is none."""
    for found in _LEFT_OVER.finditer(text):
        line = text[text.rfind("\n", 0, found.start()) + 1 :].split("\n", 1)[0]
        if not any(found[0] in value and value in line for value in _texts(context)):
            return line.strip()[:40]
    return ""


def _texts(value: Any) -> list[str]:
    if isinstance(value, str):
        return [value] if value else []
    if isinstance(value, Mapping):
        return [text for item in value.values() for text in _texts(item)]
    if isinstance(value, list):
        return [text for item in value for text in _texts(item)]
    return []
