"""What a tag may do, and how much may come of it: the filters, tests and operators of every Word template.

A template is anybody's file. What it asks for is bounded while it is filled, so that one template can't take the
machine's time or memory, or print what no field gives.
"""

from __future__ import annotations

import math
import operator
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import wraps
from itertools import islice
from typing import Any

from jinja2 import TemplateError, nodes, pass_context
from jinja2.filters import FILTERS
from jinja2.runtime import Context
from jinja2.tests import TESTS

from pipeline.messages.paper_templates import template_sentence

PLACED = " placed"
"""The key of the record of placed values in the context; with its space no tag can name it."""
_COUNTED, _JOINED = " counted", " joined"
"""Filters put around every loop's list and every ~; no tag can name them either."""
_AT_ONCE = 64
"""So many pieces of a part are joined before its length is asked again."""


@dataclass(frozen=True)
class Limits:
    """``text``: characters of one result. ``digits``: of a number. ``rounds``: of all loops of a part together.

    ``part``: characters of a filled part. ``tag``: characters of one tag. ``brackets``, ``blocks``, ``loops``: how deep
    they may stand in one another. ``terms``: how many values may be joined into one name.
    """

    text: int = 20_000
    digits: int = 15
    rounds: int = 200_000
    part: int = 64_000_000
    tag: int = 500
    brackets: int = 15
    blocks: int = 20
    loops: int = 4
    terms: int = 1_000


LIMITS = Limits()


class Exceeded(TemplateError):
    """A result is over a bound; the message says which."""


_OPERATORS: Mapping[str, Callable[[Any, Any], Any]] = {
    "+": operator.add,
    "-": operator.sub,
    "*": operator.mul,
    "/": operator.truediv,
    "//": operator.floordiv,
    "%": operator.mod,
}
INTERCEPTED = frozenset({*_OPERATORS, "**"})


def reckoned(sign: str, left: Any, right: Any) -> Any:
    """The result of an operator: of two numbers, or of two texts that are added.

    Raises Exceeded when it is over a bound, and TemplateError for other values, for ** and for a division by nought.
    """
    if sign == "**":
        raise Exceeded(template_sentence("power"))
    if isinstance(left, int | float) and isinstance(right, int | float):
        try:
            return bounded(_OPERATORS[sign](left, right))
        except ZeroDivisionError:
            raise TemplateError(template_sentence("zero")) from None
    if sign == "+" and isinstance(left, str) and isinstance(right, str):
        return bounded(left + right)
    if isinstance(left, str | int | float | Mapping | list) and isinstance(right, str | int | float | Mapping | list):
        raise TemplateError(template_sentence("operands", left=_short(left), right=_short(right), operator=sign))
    return _OPERATORS[sign](left, right)  # An undefined name, which raises as such.


def bounded(value: Any) -> Any:
    """The value itself. Raises Exceeded when it is a text or a number over the bound."""
    if isinstance(value, str):
        if len(value) > LIMITS.text:
            raise Exceeded(template_sentence("text_long", most=LIMITS.text))
    elif isinstance(value, int | float) and (not math.isfinite(value) or abs(value) >= 10**LIMITS.digits):
        raise Exceeded(template_sentence("number_large", most=LIMITS.digits))
    return value


def within(pieces: Iterable[str]) -> str:
    """The filled part, of its pieces. Raises Exceeded soon after they are too long together: asked a few at a time."""
    length, most = 0, LIMITS.part
    kept: list[str] = []
    rest = iter(pieces)
    while some := list(islice(rest, _AT_ONCE)):
        text = "".join(some)
        length += len(text)
        if length > most:
            raise Exceeded(template_sentence("part_large", most=most))
        kept.append(text)
    return "".join(kept)


def guarded(tree: nodes.Template) -> nodes.Template:
    """The tree with every loop counted and every ~ bounded, for it is compiled to code that asks nobody."""
    for loop in tree.find_all(nodes.For):
        loop.iter = _filtered(loop.iter, _COUNTED)
    for holder in list(tree.find_all(nodes.Node)):
        for name, value in list(holder.iter_fields()):
            if isinstance(value, nodes.Concat):
                setattr(holder, name, _joined_node(value))
            elif isinstance(value, list):
                value[:] = [_joined_node(each) if isinstance(each, nodes.Concat) else each for each in value]
    tree.set_environment(tree.environment)  # type: ignore[arg-type]  # parse sets it
    return tree


def _joined_node(concat: nodes.Concat) -> nodes.Filter:
    return _filtered(nodes.List(concat.nodes, lineno=concat.lineno), _JOINED)


def _filtered(node: Any, name: str) -> nodes.Filter:
    return nodes.Filter(node, name, [], [], None, None, lineno=node.lineno)


@pass_context
def _counted(context: Context, items: Any) -> list[Any]:
    try:
        listed = items if isinstance(items, list) else list(items)
    except TypeError:
        raise TemplateError(template_sentence("no_list", value=_short(items))) from None
    placed = context[PLACED]
    placed.rounds += len(listed)
    if placed.rounds > LIMITS.rounds:
        raise Exceeded(template_sentence("rounds", most=LIMITS.rounds))
    return listed


def _joined(values: list[Any]) -> Any:
    return bounded("".join(map(str, values)))


def _rounded(value: float, precision: int = 0, method: str = "common") -> Any:
    return FILTERS["round"](bounded(value), max(-LIMITS.digits, min(LIMITS.digits, precision)), method)


def _bounded(function: Callable[..., Any]) -> Callable[..., Any]:
    @wraps(function)
    def within_bounds(*values: Any, **named: Any) -> Any:
        return bounded(function(*values, **named))

    return within_bounds


_JINJA: Mapping[str, Any] = FILTERS
_JINJA_TESTS: Mapping[str, Any] = TESTS
_FILTERS = (
    "abs count d default first float groupby int join last length list lower map max min reject rejectattr replace "
    "reverse select selectattr sort sum trim truncate unique upper"
)
_TESTS = (
    "!= < <= == > >= defined divisibleby eq equalto even false ge greaterthan gt in le lessthan lt ne none number odd "
    "string true undefined"
)
USABLE_FILTERS: Mapping[str, Callable[..., Any]] = {
    **{name: _bounded(_JINJA[name]) for name in _FILTERS.split()},
    "round": _bounded(_rounded),
    _COUNTED: _counted,
    _JOINED: _joined,
}
USABLE_TESTS: Mapping[str, Callable[..., Any]] = {name: _JINJA_TESTS[name] for name in _TESTS.split()}


def _short(value: object) -> str:
    text = str(value)
    return text if len(text) <= LIMITS.brackets else f"{text[: LIMITS.brackets]}…"
