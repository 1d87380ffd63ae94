"""Small faults that can be put into a Python file one at a time: a comparison turned round, a figure one higher."""

from __future__ import annotations

import ast
import copy
import gc
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from types import CodeType, FunctionType
from typing import Any

ROOT = Path(__file__).parent.parent
_SWAPS: dict[type[ast.AST], type[ast.AST]] = {
    ast.Lt: ast.LtE,
    ast.LtE: ast.Lt,
    ast.Gt: ast.GtE,
    ast.GtE: ast.Gt,
    ast.Eq: ast.NotEq,
    ast.NotEq: ast.Eq,
    ast.In: ast.NotIn,
    ast.NotIn: ast.In,
    ast.Is: ast.IsNot,
    ast.IsNot: ast.Is,
    ast.And: ast.Or,
    ast.Or: ast.And,
    ast.BitAnd: ast.BitOr,
    ast.BitOr: ast.BitAnd,
    ast.Add: ast.Sub,
    ast.Sub: ast.Add,
    ast.Mult: ast.Add,
}
_NAMES = {"any": "all", "all": "any", "min": "max", "max": "min", "notna": "isna", "isna": "notna", "first": "last"}


@dataclass(frozen=True)
class Fault:
    """The ``number``-th place of a file that can be changed: its line, and what is done there."""

    path: str
    number: int
    line: int
    what: str


class _Changer(ast.NodeTransformer):
    """Walks a file's places in order; changes the one that is ``wanted`` and remembers them all."""

    def __init__(self, wanted: int = -1) -> None:
        self.wanted, self.places = wanted, list[tuple[int, str]]()

    def _here(self, node: Any, what: str) -> bool:
        self.places.append((node.lineno, what))
        return len(self.places) - 1 == self.wanted

    def visit_Compare(self, node: ast.Compare) -> ast.AST:
        self.generic_visit(node)
        for at, op in enumerate(node.ops):
            new = _SWAPS.get(type(op))
            if new and self._here(node, f"{type(op).__name__} → {new.__name__} in {ast.unparse(node)}"):
                node.ops[at] = new()  # type: ignore[call-overload]
        return node

    def visit_BoolOp(self, node: ast.BoolOp) -> ast.AST:
        self.generic_visit(node)
        new = _SWAPS[type(node.op)]
        if self._here(node, f"{type(node.op).__name__} → {new.__name__} in {ast.unparse(node)[:90]}"):
            node.op = new()  # type: ignore[assignment]
        return node

    def visit_BinOp(self, node: ast.BinOp) -> ast.AST:
        self.generic_visit(node)
        new = _SWAPS.get(type(node.op))
        text = any(isinstance(side, ast.JoinedStr) for side in (node.left, node.right))
        if (
            new
            and not text
            and self._here(node, f"{type(node.op).__name__} → {new.__name__} in {ast.unparse(node)[:90]}")
        ):
            node.op = new()  # type: ignore[assignment]
        return node

    def visit_UnaryOp(self, node: ast.UnaryOp) -> ast.AST:
        self.generic_visit(node)
        if isinstance(node.op, ast.Not | ast.Invert) and self._here(
            node, f"left out: {type(node.op).__name__} in {ast.unparse(node)[:90]}"
        ):
            return node.operand
        return node

    def visit_Constant(self, node: ast.Constant) -> ast.AST:
        if isinstance(node.value, bool):
            if self._here(node, f"{node.value} → {not node.value}"):
                return ast.copy_location(ast.Constant(not node.value), node)
        elif isinstance(node.value, int) and self._here(node, f"{node.value} → {node.value + 1}"):
            return ast.copy_location(ast.Constant(node.value + 1), node)
        return node

    def visit_Call(self, node: ast.Call) -> ast.AST:
        self.generic_visit(node)
        name = (
            node.func.attr
            if isinstance(node.func, ast.Attribute)
            else node.func.id
            if isinstance(node.func, ast.Name)
            else ""
        )
        if name in _NAMES and self._here(node, f"{name} → {_NAMES[name]} in {ast.unparse(node)[:90]}"):
            if isinstance(node.func, ast.Attribute):
                node.func.attr = _NAMES[name]
            elif isinstance(node.func, ast.Name):
                node.func.id = _NAMES[name]
        return node

    def visit_AnnAssign(self, node: ast.AnnAssign) -> ast.AST:
        if node.value is not None:
            node.value = self.visit(node.value)
        return node

    def visit_arg(self, node: ast.arg) -> ast.AST:
        return node

    def visit_FunctionDef(self, node: ast.FunctionDef) -> ast.AST:
        node.args.defaults = [self.visit(each) for each in node.args.defaults]
        node.args.kw_defaults = [each and self.visit(each) for each in node.args.kw_defaults]
        node.body = [self.visit(each) for each in node.body]
        return node


def faults_of(path: str) -> list[Fault]:
    """Every fault that can be put into a file."""
    changer = _Changer()
    changer.visit(ast.parse((ROOT / path).read_text("utf-8")))
    return [Fault(path, number, line, what) for number, (line, what) in enumerate(changer.places)]


def faulty(fault: Fault) -> CodeType:
    """The file with its fault, compiled."""
    tree = _Changer(fault.number).visit(copy.deepcopy(ast.parse((ROOT / fault.path).read_text("utf-8"))))
    return compile(ast.fix_missing_locations(tree), str(ROOT / fault.path), "exec", dont_inherit=True)


def _codes(code: CodeType) -> list[CodeType]:
    """A code object and all that stand in it, in their order."""
    return [code, *(each for const in code.co_consts if isinstance(const, CodeType) for each in _codes(const))]


@cache
def _functions(file: str) -> tuple[FunctionType, ...]:
    """The functions of a file, and of its classes, that this process has loaded."""
    gc.unfreeze()
    return tuple(each for each in gc.get_objects() if type(each) is FunctionType and each.__code__.co_filename == file)


def loaded(fault: Fault) -> list[tuple[FunctionType, CodeType]]:
    """The loaded functions that the fault changes, each with its changed code.

    None where the fault stands in what runs while the file is loaded: a constant, a default, a field of a class.
    """
    file = str(ROOT / fault.path)
    sound = compile(ast.parse((ROOT / fault.path).read_text("utf-8")), file, "exec", dont_inherit=True)
    changed = [(old, new) for old, new in zip(_codes(sound), _codes(faulty(fault)), strict=True) if old != new]
    return [(each, new) for each in _functions(file) for old, new in changed if each.__code__ == old]
