"""Every pattern over texts from outside takes time that grows as the text does, or its text has a bound that is said.

Steps are counted (tests/pattern_steps.py), never seconds: a text of double length may take little more than double.
"""

from __future__ import annotations

import ast
import importlib
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

from tests.pattern_steps import ended, endless, program_of, searched, texts_against

ROOT = Path(__file__).parent.parent
SHORT, LONG, MOST = 24, 48, 12_000
OFFICE = "the county's own template: 2,000 parts, 40 MB; one that takes long keeps its own office waiting"
OURS = "the program's own words or files"
SAID = {
    "messages/rule_names": "the catalogue's sentences; those of a county's own rules have 100 characters",
    "render/pdf_bytes": "what LibreOffice on this machine has just written",
    "render/templates/": OFFICE,
    "render/word/tag_quotes": OFFICE,
    "render/word/marks": OFFICE,
    "render/word/chart_shape": OURS,
    "report/month_ahead": OURS,
    "settings/as_json": OURS,
    "sheets/formats/number_formats": "a number format has 255 characters at the most",
    "settings/own_rules": "设置.xlsx, which the office writes itself",
}
"""The beginning of a module's path -> why its texts are short or the program's own. Every other pattern is linear."""
BUILT_LATER = {
    "base/period": "the forms of a folder's name",
    "messages/without_commands": "a fixed table of commands, looked for in sentences of the program's own",
    "render/word/tag_values": "a set of signs at which lines break",
    "schema/showable": "bounded repeats; the texts have 40 characters, or are looked at place by place",
    "sendback/book": "the name of a sheet, escaped, before the areas of a defined name",
    "sendback/sheet_text": "letters of columns, in rows of one strict form: each match ends with its cell",
    "settings/another_county": "the county's own name",
    "settings/parts": "a set of separators",
}
"""Patterns that are put together while the program runs, and of what."""


@dataclass(frozen=True)
class Used:
    """A pattern where it is written. ``anchored``: nobody looks for it further on than at a text's beginning."""

    module: str
    line: int
    pattern: re.Pattern[Any]
    anchored: bool


@cache
def sources() -> dict[str, str]:
    """Module as a path without pipeline/ and .py -> its text, for modules that use ``re``."""
    texts = {path: path.read_text("utf-8") for path in sorted((ROOT / "pipeline").rglob("*.py"))}
    return {
        path.relative_to(ROOT / "pipeline").with_suffix("").as_posix(): text
        for path, text in texts.items()
        if "import re\n" in text
    }


def calls(text: str) -> Iterator[ast.Call]:
    """The calls of the module ``re`` that take a pattern."""
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr != "escape":
            owner = node.func.value
            if isinstance(owner, ast.Name) and owner.id == "re":
                yield node


def evaluated(node: ast.expr, module: ModuleType) -> Any:
    return eval(compile(ast.Expression(node), "", "eval"), dict(vars(module)))


def found() -> tuple[list[Used], set[str]]:
    """Every pattern that can be known beforehand, and the modules with one that can't."""
    used, later = [], set()
    for name, text in sources().items():
        module = importlib.import_module(f"pipeline.{name.replace('/', '.')}")
        for call in calls(text):
            how = call.func.attr  # type: ignore[attr-defined]
            try:
                given = evaluated(call.args[0], module)
                flags = evaluated(call.args[1], module) if how == "compile" and len(call.args) > 1 else 0
            except NameError:
                later.add(name)
                continue
            pattern = re.compile(given, flags)
            used.append(Used(name, call.lineno, pattern, _anchored(pattern, how, module, text)))
    return used, later


def _anchored(pattern: re.Pattern[Any], how: str, module: ModuleType, text: str) -> bool:
    if how != "compile":
        return how in {"match", "fullmatch"}
    names = [name for name, value in vars(module).items() if isinstance(value, re.Pattern) and value == pattern]
    uses = {use for name in names for use in re.findall(rf"\b{name}\.(\w+)", text)}
    return bool(uses) and uses <= {"match", "fullmatch"}


def slow_text(used: Used) -> str:
    """A text on which double length takes far more than double the steps; '' when none is known."""
    if not endless(used.pattern):
        return ""
    program = program_of(used.pattern)
    for short, long in zip(texts_against(used.pattern, SHORT), texts_against(used.pattern, LONG), strict=True):
        many = searched(program, long, MOST, anchored=used.anchored)
        if many > LONG * 6:
            few = searched(program, short, MOST, anchored=used.anchored)
            if few >= MOST or many > 2.6 * few:
                return long
    return ""


def test_the_counting_machine_agrees_with_re_and_knows_a_slow_pattern() -> None:
    for text in ("aab", "ab", "ba", "a(b)", "x1y22", "", "a\nb", "aaab"):
        for given in (
            "a+b",
            "a+?",
            "(?:a|ab)b",
            r"b(?<=ab)",
            r"\d+$",
            r"\bx|y\d{2}",
            "a.b",
            "(?=a)a?",
            "[^ab]*",
            "(a|b)*b",
        ):
            pattern = re.compile(given)
            match = pattern.match(text)
            assert ended(program_of(pattern), text) == (match.end() if match else -1), (given, text)
    linear, slow = re.compile("a[^b]b"), re.compile("a.*b")
    assert not slow_text(Used("", 0, linear, anchored=False))
    assert slow_text(Used("", 0, slow, anchored=False))
    assert not slow_text(Used("", 0, slow, anchored=True))
    assert slow_text(Used("", 0, re.compile("(?:a|aa)+b"), anchored=True))


@pytest.mark.slow
def test_every_pattern_that_is_put_together_later_is_listed() -> None:
    assert found()[1] == set(BUILT_LATER)


@pytest.mark.slow
def test_every_pattern_over_texts_from_outside_is_linear() -> None:
    """A pattern without an endless repeat is so by its structure; the others are tried on texts made against them."""
    slow = []
    for used in found()[0]:
        if any(used.module.startswith(place) for place in SAID):
            continue
        if text := slow_text(used):
            slow.append(f"{used.module}:{used.line} {used.pattern.pattern!r} on {text[:20]!r}")
    assert not slow, "\n".join(slow)
