"""审核.html: one self-contained page that opens offline, with the faults to filter and what was decided while reading."""

from __future__ import annotations

import base64
import hashlib
import json
from collections.abc import Collection
from functools import lru_cache

from jinja2 import StrictUndefined, Template, TemplateError, TemplateSyntaxError
from jinja2.sandbox import SandboxedEnvironment
from markupsafe import Markup

from pipeline.bundles import Report
from pipeline.model import UserError
from pipeline.render.page_parts import make_page

TEMPLATE_NAME = "page.html.j2"
_UNSAFE = {"<": "\\u003c", ">": "\\u003e", "&": "\\u0026", "\u2028": "\\u2028", "\u2029": "\\u2029"}


def render_page(report: Report, template: str, returned: Collection[str] = ()) -> bytes:
    """The page as UTF-8, by ``template`` (the text of templates/page.html.j2); the same bytes for the same arguments.

    Style and script stand inline under a content security policy that names their SHA-256; nothing is fetched from anywhere.
    ``returned``: paths of the ledgers sent back, relative to the page, to be linked from their townships.
    Every text is escaped. 检举控告 matters are counted and never listed. Raises UserError when the template is faulty.
    """
    try:
        return _compiled(template).render(page=make_page(report, returned)).encode("utf-8")
    except TemplateError as fault:
        where = f"第{fault.lineno}行" if isinstance(fault, TemplateSyntaxError) else ""
        raise UserError(
            f"审核页的模板“{TEMPLATE_NAME}”{where}有误（{fault}）；请把程序自带的 templates/{TEMPLATE_NAME} 放回原处。"
        ) from fault


@lru_cache(maxsize=2)
def _compiled(template: str) -> Template:
    environment = SandboxedEnvironment(
        autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True, newline_sequence="\n", keep_trailing_newline=True
    )
    environment.filters["csp_hash"] = csp_hash
    environment.filters["json"] = safe_json
    return environment.from_string(template)


def csp_hash(text: str) -> str:
    """What a content security policy calls an inline block of exactly this text: sha256-….

    >>> csp_hash("")
    'sha256-47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU='
    """
    return "sha256-" + base64.b64encode(hashlib.sha256(text.encode("utf-8")).digest()).decode("ascii")


def safe_json(value: object) -> Markup:
    """JSON that can't end the script element it stands in."""
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"))
    for character, escaped in _UNSAFE.items():
        text = text.replace(character, escaped)
    return Markup(text)  # noqa: S704 - no character of HTML is left in it
