"""An entry of 报送登记 or 处理决定 means a file, however its name is written; one that means no file is told."""

from __future__ import annotations

import pytest

from tests.merge.merge_rows import Row, merged, told

pytestmark = pytest.mark.slow

TWO: tuple[Row, Row] = ({"file": "甲镇"}, {"file": "甲镇（2）", "channel": "来信"})
REPORT: Row = {"township": "甲镇", "due_on": "2023-03-03", "sent_on": "2023-03-01"}


@pytest.mark.parametrize(
    "name", ["甲镇（2）", "甲镇(2)", "甲镇(2).xlsx", "甲镇【2】.XLSX", "甲镇（2）.xls", "甲镇 （２）.et", "甲镇[2].csv"]
)
def test_a_file_is_meant_without_its_ending_and_with_other_brackets(name: str) -> None:
    """The file named counts, the other is replaced, and nothing is told."""
    by_register = merged(*TWO, reports=[{**REPORT, "file_name": name}])
    by_decision = merged(*TWO, decisions=[{"subject": name, "decision": "采用此件"}])
    for result in (by_register, by_decision):
        assert dict(zip(result.files["file"], result.files["verdict"], strict=True)) == {
            "2023-02/甲镇.xlsx": "被替换",
            "2023-02/甲镇（2）.xlsx": "采用",
        }
        assert not {"R201", "R237", "R250"} & {f.code for f in result.findings}


def test_the_very_name_goes_before_one_that_is_alike() -> None:
    """甲镇(2).xlsx and 甲镇（2）.xlsx lie side by side: the name decides that is written letter by letter."""
    rows: tuple[Row, Row] = ({"file": "甲镇(2)"}, {"file": "甲镇（2）", "channel": "来信"})
    result = merged(*rows, reports=[{**REPORT, "file_name": "甲镇(2).xlsx"}])
    assert list(result.files["verdict"]) == ["采用", "被替换"]
    both = merged(*rows, reports=[{**REPORT, "file_name": "甲镇[2]"}])
    assert list(both.files["verdict"]) == ["拒收", "拒收"]


@pytest.mark.parametrize("name", ["甲镇（3）.xlsx", "甲镇定稿", "乙镇.xlsx"])
def test_a_file_that_is_not_there_is_told_with_the_nearest(name: str) -> None:
    """The day of the entry counts all the same, and the two files shut each other out."""
    result = merged(*TWO, reports=[{**REPORT, "file_name": name}])
    ((unit, sentence),) = told(result, "R250")
    assert unit == ""
    assert sentence.startswith(f"“报送登记”的文件名“{name}”在2023-02里没有，最接近的是“甲镇")
    assert len(told(result, "R201")) == 2


def test_a_file_of_another_month_is_not_there() -> None:
    """报送登记 of February speaks of files of February."""
    result = merged({"folder": "2023-01"}, {"file": "甲镇二月"}, reports=[{**REPORT, "file_name": "甲镇.xlsx"}])
    assert [sentence for _, sentence in told(result, "R250")] == [
        "“报送登记”的文件名“甲镇.xlsx”在2023-02里没有，最接近的是“甲镇二月.xlsx”，不知道以哪一份为准"
    ]


def test_no_name_is_proposed_that_is_hardly_alike_or_masked() -> None:
    """A masked name can't be copied from the folder; one of other characters isn't what was meant."""
    rows: tuple[Row, Row] = ({"file": "甲镇（已遮盖）"}, {"file": "汇总表", "channel": "来信"})
    result = merged(*rows, reports=[{**REPORT, "file_name": "甲镇定稿.et"}])
    assert [sentence for _, sentence in told(result, "R250")] == [
        "“报送登记”的文件名“甲镇定稿.et”在2023-02里没有，不知道以哪一份为准"
    ]
