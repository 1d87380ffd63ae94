"""Jinja as every Word template meets it, and the record of what its tags put into a document."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping, MutableMapping
from dataclasses import dataclass, field
from functools import cache, lru_cache
from typing import Any

from jinja2 import StrictUndefined, Template, TemplateError, nodes, pass_context
from jinja2.runtime import Context, Undefined
from jinja2.sandbox import SandboxedEnvironment

from pipeline.render.word.chart import Chart
from pipeline.render.word.chart_parts import Drawing

_END, _BREAKS = "</w:p>", "\n\t\a\f"
_PLACED = " placed"
"""The record's key in the context: no tag can write a name with a space."""


@dataclass
class Placed:
    """What the tags of one part put into it, in order.

    ``draw`` gives the markup of a chart, the part's own where it can hold one.
    """

    draw: Callable[[Chart], Drawing]
    values: list[str] = field(default_factory=list)


def fill(engine: Any, source: str, context: Mapping[str, Any], placed: Placed) -> str:
    """A part's source filled; ``placed`` then knows every value.

    Line breaks and tabs of values become Word's own by docxtpl's ``engine``.

    Only paragraphs that hold one are shown to it: taking all apart costs more than the filling.
    """
    filled = environment().from_string(source).render({**context, _PLACED: placed})
    pieces = filled.split(_END)
    return _END.join(
        engine.resolve_listing(f"{piece}{_END}")[: -len(_END)] if any(sign in piece for sign in _BREAKS) else piece
        for piece in pieces
    )


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
    """Jinja as every template meets it: escaped, strict, sandboxed, without its global functions."""
    made = _Environment(autoescape=True, undefined=StrictUndefined, finalize=_put)
    made.globals.clear()
    return made


@pass_context
def _put(context: Context, value: object) -> object:
    """A value on its way into the document: nothing that would print as None, nan or a record in braces passes; 是否 in words."""
    if isinstance(value, Undefined):
        return value  # which raises as it is printed
    placed: Placed = context[_PLACED]
    if isinstance(value, Chart) and not value.empty:
        return placed.draw(value)
    if value is None or (isinstance(value, float) and math.isnan(value)):
        raise TemplateError("有标签的值是空的")
    if isinstance(value, Mapping | list | tuple):
        raise TemplateError("有标签的值是一组数据，不是一个值")
    told = (
        value.without if isinstance(value, Chart) else ("是" if value else "否") if isinstance(value, bool) else value
    )
    placed.values.append(str(told))
    return told
