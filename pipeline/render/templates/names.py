"""Whether every name in a tag exists, and is used as what it is: a value, a record, a list or a chart."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from jinja2 import nodes
from rapidfuzz import fuzz, process

from pipeline.messages import template_words
from pipeline.render.naming import Shape
from pipeline.render.templates.places import Spot
from pipeline.render.templates.tags import Tag
from pipeline.render.word.tag_values import environment

_RECKONED = Shape("未知")
_BODY = "正文"


@dataclass(frozen=True)
class NameCheck:
    """Checks the names of tags in the paragraph ``spot``. ``scope``: the names that are defined there."""

    scope: Mapping[str, Shape]
    spot: Spot

    def faults_of(self, tag: Tag) -> Iterator[str]:
        """A sentence for each unknown name or filter, each list or record printed, each loop over no list."""
        if tag.tree is None:
            return
        for piece in tag.tree.body:
            expressions = piece.nodes if isinstance(piece, nodes.Output) else [_expression_of(piece)]
            for expression in expressions:
                if isinstance(expression, nodes.Node) and not isinstance(expression, nodes.TemplateData):
                    yield from self._names(expression)
        yield from self._filters(tag.tree)
        yield from self._kinds(tag)

    def loop_names(self, tag: Tag, loop: Shape) -> dict[str, Shape]:
        """The names that a for defines for the tags within it; ``loop`` is Jinja's own."""
        piece = tag.tree.body[0] if tag.tree else None
        if not isinstance(piece, nodes.For):  # The for itself is a fault; the tags within it aren't.
            variable = re.search(r"\bfor\s+(\w+)", tag.text)
            return {"loop": loop} | ({variable[1]: _RECKONED} if variable else {})
        listed = self._shape(piece.iter)
        targets = piece.target.items if isinstance(piece.target, nodes.Tuple) else [piece.target]
        item = listed.item if listed is not None and listed.item is not None and len(targets) == 1 else _RECKONED
        return {"loop": loop} | {target.name: item for target in targets if isinstance(target, nodes.Name)}

    def set_names(self, tag: Tag) -> dict[str, Shape]:
        """The names that a set defines for the tags behind it."""
        piece = tag.tree.body[0] if tag.tree else None
        if isinstance(piece, nodes.Assign) and isinstance(piece.target, nodes.Name):
            return {piece.target.name: self._shape(piece.node) or _RECKONED}
        return {}

    def _kinds(self, tag: Tag) -> Iterator[str]:
        piece = tag.tree.body[0] if tag.tree and tag.tree.body else None
        if isinstance(piece, nodes.For):
            shape = self._shape(piece.iter)
            if shape is not None and shape.kind not in ("列表", _RECKONED.kind):
                name = _written(piece.iter)
                yield template_words.NO_LIST.format(name=name, kind=shape.kind, where=self.spot.where)
        if tag.word != "put" or not isinstance(piece, nodes.Output):
            return
        for expression in piece.nodes:
            shape, name = self._shape(expression), _written(expression)
            if shape is None:
                continue
            if shape.kind == "记录":
                first = next(iter(shape.fields), "")
                yield template_words.RECORD.format(name=name, where=self.spot.where, first=first)
            elif shape.kind == "列表":
                item = "项" if shape.item is None or not shape.item.fields else f"项.{next(iter(shape.item.fields))}"
                sample = f"{{% for 项 in {name} %}}{{{{ {item} }}}}{{% endfor %}}"
                yield template_words.LIST.format(name=name, where=self.spot.where, sample=sample)
            elif shape.kind == "图表" and self.spot.part != _BODY:
                yield template_words.CHART.format(name=name, where=self.spot.where)

    def _filters(self, tree: nodes.Template) -> Iterator[str]:
        known = environment()
        for kind, usable, sign in ((nodes.Filter, known.filters, "|"), (nodes.Test, known.tests, "is ")):
            for node in tree.find_all(kind):
                if node.name not in usable:
                    near = nearest(node.name, usable)
                    hint = f"，最接近的是“{sign}{near}”" if near else ""
                    yield (
                        template_words.NO_SUCH_SIGN.format(sign=sign, name=node.name, hint=hint, where=self.spot.where)
                    )

    def _names(self, node: nodes.Node) -> Iterator[str]:
        """A sentence for each unknown name of an expression; a chain (登记.件数) is looked at as a whole."""
        if isinstance(node, nodes.Getattr):
            owner = self._shape(node.node)
            if owner is None:
                yield from self._names(node.node)
            elif owner.kind == "列表":
                name = _written(node.node)
                sample = f"{{%p for 项 in {name} %}} … {{{{ 项.{node.attr} }}}} … {{%p endfor %}}"
                yield template_words.FIELD_OF_LIST.format(
                    name=name, attr=node.attr, where=self.spot.where, sample=sample
                )
            elif owner.kind != _RECKONED.kind and node.attr not in owner.fields:
                near = nearest(node.attr, owner.fields)
                owned = _written(node.node)
                yield self._unknown(f"{owned}.{node.attr}", f"{owned}.{near}" if near else "")
            elif not isinstance(node.node, nodes.Name | nodes.Getattr):
                yield from self._names(node.node)
        elif isinstance(node, nodes.Name):
            if node.name not in self.scope:
                yield self._unknown(node.name, nearest(node.name, self.scope))
        else:
            for child in node.iter_child_nodes():
                yield from self._names(child)

    def _unknown(self, name: str, near: str) -> str:
        hint = f"，最接近的是“{near}”" if near else ""
        return template_words.NO_SUCH_NAME.format(name=name, hint=hint, where=self.spot.where, usable=near or "期间")

    def _shape(self, node: nodes.Node) -> Shape | None:
        """The shape of an expression's value; None when a name in it is unknown; 未知 for a value that is computed."""
        if isinstance(node, nodes.Name):
            return self.scope.get(node.name)
        if isinstance(node, nodes.Getattr):
            owner = self._shape(node.node)
            return owner if owner is None or owner.kind == _RECKONED.kind else owner.fields.get(node.attr)
        if isinstance(node, nodes.Getitem):
            owner = self._shape(node.node)
            return owner.item if owner is not None and owner.item is not None else _RECKONED
        return _RECKONED


def _expression_of(piece: nodes.Node) -> nodes.Node:
    """The expression of an if, a for or a set."""
    expression = getattr(piece, "test", None) or getattr(piece, "iter", None) or getattr(piece, "node", None)
    assert isinstance(expression, nodes.Node)
    return expression


def _written(node: nodes.Node) -> str:
    if isinstance(node, nodes.Getattr):
        return f"{_written(node.node)}.{node.attr}"
    return node.name if isinstance(node, nodes.Name) else "…"


def nearest(name: str, known: Mapping[str, object]) -> str:
    """The known name most like ``name``; '' when none is near."""
    match = process.extractOne(name, list(known), scorer=fuzz.ratio, score_cutoff=30)
    return match[0] if match else ""
