"""A state of the published tables is written by its name in schema/vocabulary, nowhere by the bare word."""

from __future__ import annotations

import ast

from pipeline.schema.vocabulary import (
    Answer,
    Claim,
    Daily,
    Group,
    Held,
    Origin,
    Sending,
    Status,
    Step,
    Title,
    Verdict,
    Way,
)
from tests.program_source import nodes

ELSEWHERE = {"台账", "往期", "排名", "未报送", "零报告", "迟报"}
"""Words that also mean something else: a kind of sheet, a sheet's name, a heading of a paper."""
NOT_STATES = {"sheets/personal.py", "settings/consent.py"}
"""待定 and 否 as a township may write them in place of a name; 是 as an approval."""


def test_the_stored_words_are_frozen() -> None:
    words = [
        [*kind] for kind in (Verdict, Claim, Way, Origin, Group, Title, Answer, Status, Sending, Daily, Held, Step)
    ]
    assert words == [
        ["采用", "拒收", "忽略", "被替换"],
        ["确定", "待定", "争议"],
        ["首报", "协议", "决定", "退回", "重办"],
        ["台账", "上级", "往期"],
        ["排名", "样本不足", "无件", "未报送", "专项"],
        ["是", "否", "未评定", "无件，不评定", "不参加"],
        ["是", "否"],
        ["已报", "零报告", "迟报", "已报（退回）", "未报送"],
        ["按时", "迟报", "漏报"],
        ["零报告", "按时", "迟报", "缺报"],
        ["已报", "退回", "未报"],
        ["受理", "延期", "办结"],
    ]


def test_no_module_writes_a_state_as_a_bare_word() -> None:
    states = {
        str(word) for kind in (Verdict, Claim, Origin, Group, Title, Answer, Status, Sending) for word in kind
    } - ELSEWHERE
    found = []
    for path, written in nodes().items():
        place = path.removeprefix("pipeline/")
        if not place.startswith(("schema/", "messages/")) and place not in NOT_STATES:
            names = {id(node) for call in written if _is_name(call) for node in ast.walk(call)}
            parts = {id(value) for text in written if isinstance(text, ast.JoinedStr) for value in text.values}
            found += [
                (place, node.lineno, node.value)
                for node in written
                if isinstance(node, ast.Constant) and node.value in states and id(node) not in names | parts
            ]
    assert found == []


def _is_name(node: ast.AST) -> bool:
    """A name that templates print, with its example."""
    return isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "Name"
