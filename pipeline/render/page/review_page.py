"""审核.html: one self-contained page that opens offline. Its data is packed for a script that pages and filters."""

from __future__ import annotations

import base64
import hashlib
import json
import zlib
from collections.abc import Collection, Mapping
from functools import lru_cache
from types import SimpleNamespace
from typing import Any

from jinja2 import DictLoader, StrictUndefined, Template, TemplateError, TemplateSyntaxError
from jinja2.sandbox import SandboxedEnvironment
from markupsafe import Markup

from pipeline.bundles import Report
from pipeline.messages.page import PAGE_WORDS
from pipeline.messages.refusals import refusal
from pipeline.render.page.parts import make_page

PAGE_PARTS = (TEMPLATE_NAME, LISTS_NAME, STYLE_NAME, SCRIPT_NAME) = (
    "page.html.j2",
    "page_lists.html.j2",
    "page.css",
    "page.js",
)
"""The template, what it has in common with a roll-up's, and style and script; the page itself needs no other file."""


def render_page(report: Report, parts: Mapping[str, str], paths: Collection[str] = (), ledgers: str = "") -> bytes:
    """The page in UTF-8, from ``parts`` (name -> text of each of PAGE_PARTS); the same arguments give the same bytes.

    Style and script are inline, under a content security policy with their SHA-256; the page loads nothing. ``paths``:
    the edition's files relative to the page, which links to those of each township; ``ledgers``: the relative path to
    the inputs, '' where it isn't known. Every text is escaped. 检举控告
    matters are counted and never listed. Raises UserError for a faulty template.
    """
    return filled(TEMPLATE_NAME, make_page(report, paths, ledgers), parts)


def filled(name: str, page: Any, parts: Mapping[str, str]) -> bytes:
    """The template ``name`` of ``parts``, filled with the records ``page``, of which ``data`` is for the script.

    Raises UserError for a faulty template.
    """
    # Style and script are the program's own files, which may stand in the page without escaping.
    style, script = (Markup(parts[name].replace("\r\n", "\n").strip()) for name in (STYLE_NAME, SCRIPT_NAME))  # noqa: S704
    try:
        template = _compiled(parts[name], parts[LISTS_NAME])
        return template.render(
            page=page, w=SimpleNamespace(**PAGE_WORDS), style=style, script=script, data=pack(page.data)
        ).encode("utf-8")
    except TemplateError as fault:
        where = f"第{fault.lineno}行" if isinstance(fault, TemplateSyntaxError) else ""
        raise refusal("E021", template_name=name, where=where, fault=fault) from fault


@lru_cache(maxsize=2)
def _compiled(template: str, lists: str) -> Template:
    environment = SandboxedEnvironment(
        loader=DictLoader({LISTS_NAME: lists}),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        newline_sequence="\n",
        keep_trailing_newline=True,
    )
    environment.filters["csp_hash"] = csp_hash
    return environment.from_string(template)


def csp_hash(text: str) -> str:
    """The name by which a content security policy allows an inline block of exactly this text: sha256-….

    >>> csp_hash("")
    'sha256-47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU='
    """
    return "sha256-" + base64.b64encode(hashlib.sha256(text.encode("utf-8")).digest()).decode("ascii")


def pack(data: object) -> str:
    """Data for the script as JSON, deflated, in base64: no text can end the element that holds it.

    Browsers can unpack it without a library. A list of 20,000 lines takes a tenth of its JSON
    (benchmarks/review_page.py).

    >>> zlib.decompress(base64.b64decode(pack(["<b>"])))
    b'["<b>"]'
    """
    content = json.dumps(data, ensure_ascii=False, separators=(",", ":")).encode("utf-8")
    return base64.b64encode(zlib.compress(content, 9)).decode("ascii")
