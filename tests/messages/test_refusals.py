"""Every refusal has its code and its sentence in one catalogue."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from string import Formatter

from pipeline.messages.refusals import REFUSALS, refusal
from tests.program_source import nodes

CHINESE = re.compile("[\u4e00-\u9fff]")


def calls(name: str) -> Iterator[tuple[str, ast.Call]]:
    """Every call of a function by this name: the module's path and the call."""
    for path, written in nodes().items():
        for node in written:
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == name:
                yield path, node


def test_no_refusal_says_a_sentence_of_its_own() -> None:
    own = {
        place
        for place, call in calls("UserError")
        for node in ast.walk(call)
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and CHINESE.search(node.value)
    }
    assert own == set()


def test_every_code_is_raised_in_one_place_and_every_refusal_is_in_the_catalogue() -> None:
    raised = [
        node.args[0].value
        for name in ("refusal", "refusals")
        for _, node in calls(name)
        if isinstance(node.args[0], ast.Constant)
    ]
    assert sorted(map(str, raised)) == sorted(REFUSALS)


def test_every_refusal_is_given_exactly_the_words_of_its_sentence() -> None:
    """All but ``program``, which is filled for every refusal alike."""
    wrong = []
    for place, call in calls("refusal"):
        code = call.args[0]
        if isinstance(code, ast.Constant) and all(word.arg for word in call.keywords):
            gaps = {gap for _, gap, _, _ in Formatter().parse(REFUSALS[str(code.value)]) if gap} - {"program"}
            if {word.arg for word in call.keywords} != gaps:
                wrong.append((place, code.value))
    assert wrong == []


def test_a_refusal_carries_its_code() -> None:
    fault = refusal("E031", figure="得分")
    assert (str(fault), fault.code) == ("“得分”没有明细表；--csv 只用于指标，例如 按期办结率。", "E031")


def test_every_refusal_is_one_whole_sentence() -> None:
    """All but two, which quote a fault that is a sentence itself."""
    assert [code for code, text in REFUSALS.items() if not text.endswith("。")] == ["E026", "E039"]
