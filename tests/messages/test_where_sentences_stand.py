"""Every Chinese sentence stands in messages/ or schema/; whoever says it fills exactly its gaps."""

from __future__ import annotations

import ast
import importlib
import re
from collections.abc import Iterable, Iterator
from string import Formatter

import pytest

from tests.program_source import PIPELINE, nodes

CATALOGUES = ("messages", "schema")
HAN = re.compile("[\u3400-\u9fff]")
LONG = 12
"""Han characters from which a text with a comma is a sentence; six are enough where a colon ends it."""
WORDS = sorted(path.stem for path in (PIPELINE / "messages").glob("*_words.py"))


def text_of(node: ast.AST) -> str:
    """What a literal says, a gap of an f-string as {}."""
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        return node.value
    if isinstance(node, ast.JoinedStr):
        return "".join(str(part.value) if isinstance(part, ast.Constant) else "{}" for part in node.values)
    return ""


def is_sentence(text: str) -> bool:
    """Whether staff would read the text as a sentence or as a part of one.

    >>> is_sentence("没有接访登记。"), is_sentence("接访登记"), is_sentence("请在这一格里填写数：")
    (True, False, True)
    >>> is_sentence("共{}件，期限在三十天以内的都在下面"), is_sentence("上月，本月")
    (True, False)
    """
    han = len(HAN.findall(text))
    ends = bool(re.search("[。；]", text)) and han > 1
    return ends or (text.rstrip().endswith("：") and han > LONG // 2) or ("，" in text and han >= LONG)


def said_in(written: Iterable[ast.AST]) -> Iterator[str]:
    """The literals among the nodes of a module except docstrings, patterns, and the Name of a paper's tag.

    A pattern looks for what others wrote. Name(label, meaning, example) declares the tag where its value is declared,
    as a Field of schema/ does a column.
    """
    passed: set[int] = set()
    literals = []
    for node in written:
        if isinstance(node, (ast.Constant, ast.JoinedStr)):
            literals.append(node)
        if isinstance(node, ast.Expr):
            passed.add(id(node.value))
        if isinstance(node, ast.JoinedStr):
            passed.update(map(id, node.values))
        if isinstance(node, ast.Call) and declares(node.func):
            passed.update(id(part) for argument in node.args for part in ast.walk(argument))
    yield from (text_of(node) for node in literals if id(node) not in passed)


def declares(called: ast.expr) -> bool:
    """Whether what is called is a function of re, or Name."""
    if isinstance(called, ast.Attribute):
        return isinstance(called.value, ast.Name) and called.value.id == "re"
    return isinstance(called, ast.Name) and called.id == "Name"


def test_no_sentence_stands_outside_the_catalogue() -> None:
    elsewhere = [
        (path, text)
        for path, written in nodes().items()
        if not path.startswith(tuple(f"pipeline/{room}/" for room in CATALOGUES))
        for text in said_in(written)
        if is_sentence(text)
    ]
    assert elsewhere == []


@pytest.mark.parametrize(
    ("source", "sentence"),
    [
        ('warn("已中断。")', True),
        ('note = f"共{n}件，期限在数据截至日后三十天以内"', True),
        ('raise Fault("这个工作表里没有列名：")', True),
        ('def f():\n    """说明：这是一句话。"""', False),
        ('P = re.compile("[。；]本月")', False),
        ('label: Annotated[str, Name("比较", "与上期比较；没有时为空")]', False),
        ('sheet = "到期预警"', False),
    ],
)
def test_the_search_finds_sentences_and_nothing_else(source: str, sentence: bool) -> None:
    assert any(map(is_sentence, said_in(ast.walk(ast.parse(source))))) is sentence


def sentences() -> dict[tuple[str, str], object]:
    """(module, name) -> sentence or sentences, of the modules whose names end in _words."""
    return {
        (module, name): value
        for module in WORDS
        for name, value in vars(importlib.import_module(f"pipeline.messages.{module}")).items()
        if name.isupper()
    }


def used() -> Iterator[tuple[str, tuple[str, str], ast.Call | None]]:
    """Where a module's sentence is said: the path, the sentence, and the call of its .format if there is one."""
    for path, written in nodes().items():
        formatted = {
            id(node.func.value): node
            for node in written
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr == "format"
        }
        for node in written:
            if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name) and node.value.id in WORDS:
                yield path, (node.value.id, node.attr), formatted.get(id(node))


def test_no_sentence_is_left_over() -> None:
    assert set(sentences()) - {sentence for _, sentence, _ in used()} == set()


def test_whoever_says_a_sentence_fills_exactly_its_gaps() -> None:
    known, wrong = sentences(), []
    for path, sentence, call in used():
        said = known[sentence]
        gaps = {gap for _, gap, _, _ in Formatter().parse(said) if gap} if isinstance(said, str) and call else set()
        filled = {keyword.arg for keyword in call.keywords} if call else set()
        braces = isinstance(said, str) and not call and re.search(r"(?<!\{)\{\w+\}", said)
        if filled != gaps or braces:
            wrong.append((path, sentence))
    assert wrong == []
