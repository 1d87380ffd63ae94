"""The county's own rules over rows: what they find, what they say and what they never say."""

from __future__ import annotations

from dataclasses import replace

import pytest

from pipeline.base.finding import Finding, Severity
from pipeline.messages.unnamed import NUMBER
from tests.check.check_rows import asking_alone, check
from tests.own_rule_rows import REMEDY, own_rule
from tests.settings_sheets import settings
from tools.check_cases.rows import Row

DONE: Row = {"accepted_on": "2023-02-08", "concluded_on": "2023-02-20", "outcome": "予以支持"}
ACCUSATION: Row = {"purpose": "检举控告", "procedure": "检举控告"}


def found(*rows: Row, **rule: str) -> list[Finding]:
    """What a rule of the county's own says of these rows."""
    own = settings(own_rule(**rule)).own_rules
    return list(check(*rows, settings=replace(asking_alone("C001"), own_rules=own)))


def cells(test: str, *rows: Row) -> list[str]:
    return [f.place.cell for f in found(*rows, test=test)]


def test_a_rule_is_told_like_those_of_the_program():
    done = {**DONE, "handling": None}
    (told,) = found(
        done,
        {},
        {**done, "concluded_on": "2023-02-21"},
        test="办结日期 不空 且 三到位一处理 空",
        message="已办结而没有填三到位一处理",
        marked="三到位一处理",
        severity="错误",
    )
    assert told.message == "已办结而没有填三到位一处理，共2件（如编号01：办结日期2023-02-20）"
    assert (told.remedy, told.severity, told.place.cell) == (REMEDY, Severity.ERROR, "W4、W6")
    assert (told.township, told.row, told.cells, told.case_nos) == ("城关镇", 4, 2, ("01", "03"))


def test_a_sentence_gives_the_values_of_the_first_row():
    (told,) = found(
        {**DONE, "persons": 3},
        {**DONE, "persons": 4},
        test="人数 > 2 且 办结日期 不空",
        message="人数{〔人数〕}多，化解状态〔化解状态〕",
        remedy="请核对，例如 人数〔人数〕",
    )
    assert told.message == "人数{3}多，化解状态空白，共2件（如编号01：办结日期2023-02-20）"
    assert told.remedy == "请核对，例如 人数3"


def test_a_hidden_matter_is_counted_and_neither_numbered_nor_quoted():
    (told,) = found(
        {**ACCUSATION, "persons": 3}, test="人数 > 2", message="人数〔人数〕太多", remedy="人数〔人数〕请核对"
    )
    assert told.message == f"人数…太多，共1件{NUMBER}"
    assert (told.remedy, told.case_nos) == ("人数…请核对", ())


@pytest.mark.parametrize(
    ("test", "breaking", "keeping"),
    [
        ("办结日期 < 受理日期", {**DONE, "concluded_on": "2023-02-07"}, DONE),
        ("受理日期 ≤ 2023-02-08", DONE, {**DONE, "accepted_on": "2023-02-09"}),
        ("受理日期 = 2023年2月8日", DONE, {**DONE, "accepted_on": "2023-02-09"}),
        ("天数差(受理日期, 办结日期) > 11", DONE, {**DONE, "concluded_on": "2023-02-19"}),
        ("天数差(办结日期, 受理日期) = -12", DONE, {**DONE, "concluded_on": "2023-02-19"}),
        ("人数 ≥ 5", {"persons": 5}, {"persons": 4}),
        ("人数 ≠ 5", {"persons": 4}, {"persons": 5}),
        ("人数 ≠ 5", {"persons": None}, {"persons": 5}),
        ("人数 = 5", {"persons": 5}, {"persons": None}),
        ("信访形式 = 走访", {"channel": "来访"}, {"channel": "来信"}),
        ("信访层级 ≠ 国家", {"level": None}, {"level": "国家"}),
        ("内容分类 属于 三农、城乡建设", {"category": "农业农村"}, {"category": None}),
        ("内容分类 不属于 三农、城乡建设", {"category": None}, {"category": "城乡建设"}),
        ("延期理由 不空", {"extension_reason": "有"}, {"extension_reason": None}),
        ("告知日期 空", {"notified_on": None}, {"notified_on": "1900-01-01"}),
    ],
)
def test_each_comparison_has_a_row_that_breaks_it_and_one_that_just_keeps_it(test: str, breaking: Row, keeping: Row):
    assert len(cells(test, breaking)) == 1
    assert cells(test, keeping) == []


@pytest.mark.parametrize("test", ["办结日期 > 2023-01-01", "办结日期 ≠ 2023-01-01", "办结日期 空", "办结日期 不空"])
def test_a_cell_that_cannot_be_read_is_told_once_and_not_asked(test: str):
    assert cells(test, {**DONE, "bad": ("concluded_on",)}) == []


def test_beyond_notice_is_no_day_that_could_be_early():
    assert cells("告知日期 < 登记日期", {"notified_on": "1900-01-01"}) == []
