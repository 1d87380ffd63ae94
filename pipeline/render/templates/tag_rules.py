"""What a tag may not do, told before any data is read: reach inside values, call, grow without end, fail to reckon."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from jinja2 import TemplateError, UndefinedError, nodes

from pipeline.messages.paper_templates import template_sentence
from pipeline.render.naming import Shape
from pipeline.render.word.bounds import LIMITS, PLACED, Exceeded
from pipeline.render.word.chart import Chart, Line
from pipeline.render.word.chart_parts import Drawing
from pipeline.render.word.tag_values import Placed, environment

_BRACKETS = {"(": 1, "[": 1, "{": 1, ")": -1, "]": -1, "}": -1}
_USABLE = (
    nodes.Output,
    nodes.TemplateData,
    nodes.For,
    nodes.If,
    nodes.Assign,
    nodes.Name,
    nodes.Const,
    nodes.Getattr,
    nodes.Getitem,
    nodes.Compare,
    nodes.Operand,
    nodes.And,
    nodes.Or,
    nodes.Not,
    nodes.Add,
    nodes.Sub,
    nodes.Mul,
    nodes.Div,
    nodes.FloorDiv,
    nodes.Mod,
    nodes.Neg,
    nodes.Pos,
    nodes.Concat,
    nodes.CondExpr,
    nodes.Filter,
    nodes.Test,
    nodes.Keyword,
    nodes.Pair,
    nodes.List,
    nodes.Tuple,
)
_WRITTEN = {nodes.Pow: "**", nodes.Dict: "{…}", nodes.Slice: "[…:…]", nodes.AssignBlock: "{% set … %}…{% endset %}"}
_RECKONED = (nodes.Add, nodes.Sub, nodes.Mul, nodes.Div, nodes.FloorDiv, nodes.Mod, nodes.Compare, nodes.Neg, nodes.Pos)
_ATTRIBUTED = frozenset(
    {"map", "select", "selectattr", "reject", "rejectattr", "groupby", "sort", "sum", "min", "max", "unique", "join"}
)
_CHART = Chart("条形图", "图", ("甲",), (Line("数", (1.0,)),), percent=False, without="没有数据")


def too_much(written: str, where: str) -> str:
    """The fault of a tag that is too long or too deep to be read at all; '' when it isn't."""
    if len(written) > LIMITS.tag:
        return template_sentence("long", found=len(written), most=LIMITS.tag, where=where)
    depth = most = 0
    for sign in written:
        depth += _BRACKETS.get(sign, 0)
        most = max(most, depth)
    return template_sentence("deep", most=LIMITS.brackets, where=where) if most > LIMITS.brackets else ""


def refused(tree: nodes.Template, where: str) -> Iterator[str]:
    """A sentence for everything in a tag, or in a whole part, that templates may not use."""
    for node in tree.find_all(nodes.Node):
        if isinstance(node, nodes.Call):
            yield template_sentence("call", name=_named(node.node), where=where)
        elif not isinstance(node, _USABLE) or (isinstance(node, nodes.For) and node.recursive):
            yield template_sentence("unusable", written=_WRITTEN.get(type(node), type(node).__name__), where=where)
        elif isinstance(node, nodes.Filter):
            if node.dyn_args is not None or node.dyn_kwargs is not None:
                yield template_sentence("unusable", written="|…(*…)", where=where)
            yield from _attributes(node, where)
        elif name := _reached(node):
            yield template_sentence("underscore", name=name, where=where)


def _attributes(node: nodes.Filter, where: str) -> Iterator[str]:
    """The names of fields that a filter is given as texts: |map(attribute='…')."""
    if node.name not in _ATTRIBUTED:
        return
    given = [*node.args, *(keyword.value for keyword in node.kwargs if keyword.key == "attribute")]
    for text in (each.value for each in given if isinstance(each, nodes.Const) and isinstance(each.value, str)):
        if any(piece.startswith("_") for piece in text.split(".")):
            yield template_sentence("underscore", name=text, where=where)


def _reached(node: nodes.Node) -> str:
    """The name beginning with an underscore that a node reaches for; '' when it doesn't."""
    if isinstance(node, nodes.Getattr):
        name = node.attr
    elif isinstance(node, nodes.Getitem) and isinstance(node.arg, nodes.Const):
        name = str(node.arg.value)
    else:
        name = node.name if isinstance(node, nodes.Name) else ""
    return name if name.startswith("_") else ""


def _named(node: nodes.Node) -> str:
    return node.attr if isinstance(node, nodes.Getattr) else node.name if isinstance(node, nodes.Name) else "…"


def nested(tree: nodes.Node, where: str) -> Iterator[str]:
    """A sentence when if and for, or for alone, stand too deep in one another."""
    waiting: list[tuple[nodes.Node, int, int]] = [(tree, 0, 0)]
    blocks = loops = 0
    while waiting:
        node, depth, rounds = waiting.pop()
        depth += isinstance(node, nodes.If | nodes.For)
        rounds += isinstance(node, nodes.For)
        blocks, loops = max(blocks, depth), max(loops, rounds)
        waiting += [(child, depth, rounds) for child in node.iter_child_nodes()]
    if blocks > LIMITS.blocks:
        yield template_sentence("blocks", most=LIMITS.blocks, where=where)
    if loops > LIMITS.loops:
        yield template_sentence("loops", most=LIMITS.loops, where=where)


def growing(tree: nodes.Template, where: str) -> Iterator[str]:
    """A sentence when set joins names into ever longer ones."""
    weights: dict[str, int] = {}
    for assigned in tree.find_all(nodes.Assign):
        weight = sum(weights.get(name.name, 1) for name in assigned.node.find_all(nodes.Name))
        weight = weights.get(assigned.node.name, 1) if isinstance(assigned.node, nodes.Name) else weight
        if weight > LIMITS.terms:
            yield template_sentence("growing", where=where)
            return
        if isinstance(assigned.target, nodes.Name):
            weights[assigned.target.name] = max(1, weight)


def tried(tree: nodes.Template, written: str, scope: Mapping[str, Shape], where: str) -> Iterator[str]:
    """A sentence when a tag that reckons can't do so with a value of each kind for the names in ``scope``."""
    if next(tree.find_all((*_RECKONED, nodes.Filter)), None) is None:
        return
    names = {node.name for node in tree.find_all(nodes.Name)}
    if any(name not in scope or _unknown(scope[name]) for name in names):
        return
    for piece in tree.body:
        for expression in piece.nodes if isinstance(piece, nodes.Output) else [getattr(piece, "test", None)]:
            if not isinstance(expression, nodes.Expr) or isinstance(expression, nodes.TemplateData):
                continue
            alone = nodes.Template([nodes.If(expression, [], [], [], lineno=1)], lineno=1)
            alone.set_environment(environment())
            yield from _outcome(alone, written, {name: sample(scope[name]) for name in names}, where)


def _outcome(tree: nodes.Template, written: str, values: Mapping[str, Any], where: str) -> Iterator[str]:
    try:
        environment().compile_once(tree).render({**values, PLACED: Placed(_undrawn)})
    except Exceeded:
        yield template_sentence("exceeded", written=written, where=where)
    except UndefinedError:
        return  # An item that a list of one doesn't have.
    except TemplateError as fault:
        if values and str(fault) == template_sentence("zero"):
            return  # The value of a sample; that of the data may be another.
        yield template_sentence("reckoned", written=written, why=fault, where=where)
    except Exception as fault:  # noqa: BLE001 - whatever a template brings about is its own fault
        yield template_sentence("reckoned", written=written, why=why_not(fault), where=where)


def _undrawn(_: Chart) -> Drawing:
    raise TemplateError


def why_not(fault: Exception) -> str:
    """Why a tag can't be reckoned, in words; the kind of fault where there are none."""
    if isinstance(fault, TypeError):
        return template_sentence("kinds")
    return template_sentence("zero") if isinstance(fault, ZeroDivisionError) else type(fault).__name__


def sample(shape: Shape) -> Any:
    """A value of a shape; a list of one item."""
    if shape.kind == "记录":
        return {name: sample(field) for name, field in shape.fields.items()}
    if shape.kind == "列表":
        return [sample(shape.item)] if shape.item else []
    if shape.kind == "整数":
        return 1
    return {"是否": True, "图表": _CHART}.get(shape.kind, "文字")


def _unknown(shape: Shape) -> bool:
    return shape.kind == "未知"
