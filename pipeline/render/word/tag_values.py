"""The Jinja environment of every Word template, and the record of the values that its tags put into a document."""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Mapping, MutableMapping
from dataclasses import dataclass, field
from functools import cache, lru_cache
from typing import Any

from jinja2 import StrictUndefined, Template, TemplateError, nodes, pass_context
from jinja2.runtime import Context, Undefined
from jinja2.sandbox import SandboxedEnvironment

from pipeline.messages import paper_words
from pipeline.render.word.bounds import (
    INTERCEPTED,
    LIMITS,
    PLACED,
    USABLE_FILTERS,
    USABLE_TESTS,
    bounded,
    guarded,
    reckoned,
    within,
)
from pipeline.render.word.chart import Chart
from pipeline.render.word.chart_parts import Drawing
from pipeline.schema.state_labels import answer_label

_OF_EVERY_DICT = frozenset(dir(dict))
_END, _BREAKS = "</w:p>", "\n\t\a\f"


@dataclass
class Placed:
    """The values that the tags of one part put into it, in order.

    ``draw`` gives the markup of a chart, and raises TemplateError in a part that can't hold one. ``rounds``: how often
    the part's loops went round.
    """

    draw: Callable[[Chart], Drawing]
    values: list[str] = field(default_factory=list)
    rounds: int = 0


def fill(engine: Any, source: str, context: Mapping[str, Any], placed: Placed) -> str:
    """The source of a part, filled; every value is added to ``placed``.

    docxtpl's ``engine`` turns line breaks and tabs of values into Word's elements. It gets only the paragraphs that
    have one, because its parsing of all of them takes longer than the filling. Raises TemplateError (Exceeded when a
    result is over a bound).
    """
    template = environment().from_string(source)
    filled = within(template.root_render_func(template.new_context({**context, PLACED: placed})))
    pieces: list[str] = []
    done = 0
    signs = re.compile(f"[{''.join(sign for sign in _BREAKS if sign in filled) or _BREAKS}]")
    while sign := signs.search(filled, done):
        start = filled.rfind(_END, done, sign.start())
        start = done if start < 0 else start + len(_END)
        end = filled.find(_END, sign.start())
        end = len(filled) if end < 0 else end
        pieces += filled[done:start], _with_breaks(engine, filled[start:end])
        done = end
    return "".join((*pieces, filled[done:]))


@lru_cache(maxsize=512)
def _with_breaks(engine: Any, paragraph: str) -> str:
    """A paragraph without its end, with Word's elements for the line breaks and tabs in it."""
    resolved: str = engine.resolve_listing(f"{paragraph}{_END}")
    return resolved[: -len(_END)]


class _Environment(SandboxedEnvironment):
    """Compiles each text once, because a template is filled for many townships; what comes of it is bounded."""

    intercepted_binops = INTERCEPTED

    def call_binop(self, context: Context, operator: str, left: Any, right: Any) -> Any:  # noqa: ARG002 - jinja's own
        return reckoned(operator, left, right)

    def getattr(self, obj: Any, attribute: str) -> Any:
        """A field of a record by its name; as the sandbox does it, for anything else."""
        if type(obj) is dict and attribute in obj and attribute not in _OF_EVERY_DICT:
            return obj[attribute]
        return super().getattr(obj, attribute)

    def from_string(
        self,
        source: str | nodes.Template,
        globals: MutableMapping[str, Any] | None = None,  # noqa: A002 - jinja's own name for it
        template_class: type[Template] | None = None,
    ) -> Template:
        if isinstance(source, str) and globals is None and template_class is None:
            return _compiled(source)
        return super().from_string(source, globals, template_class)

    def compile_once(self, source: str | nodes.Template) -> Template:
        """Compile a text or tree, which from_string asks for only once."""
        return super().from_string(guarded(self.parse(source) if isinstance(source, str) else source))


@lru_cache(maxsize=64)
def _compiled(source: str) -> Template:
    return environment().compile_once(source)


@cache
def environment() -> _Environment:
    """The environment of every template: escaping, strict, sandboxed, with few filters and no global functions."""
    jinja = _Environment(autoescape=True, undefined=StrictUndefined, finalize=_put)
    jinja.globals.clear()
    jinja.filters, jinja.tests = dict(USABLE_FILTERS), dict(USABLE_TESTS)
    return jinja


@pass_context
def _put(context: Context, value: object) -> object:
    """What a tag prints for a value; 是 or 否 for a bool.

    Raises TemplateError for a value that would print as None, nan or a record in braces.
    """
    placed: Placed = context.parent[PLACED]
    if type(value) is str and len(value) <= LIMITS.text:
        placed.values.append(value)
        return value
    if isinstance(value, Undefined):
        return value  # Jinja raises when it prints it.
    if isinstance(value, Chart) and not value.empty:
        return placed.draw(value)
    if value is None or (isinstance(value, float) and math.isnan(value)):
        raise TemplateError(paper_words.NO_VALUE)
    if isinstance(value, Mapping | list | tuple):
        raise TemplateError(paper_words.SET_OF_VALUES)
    printed = value.without if isinstance(value, Chart) else answer_label(value) if isinstance(value, bool) else value
    placed.values.append(str(bounded(printed)))
    return printed
