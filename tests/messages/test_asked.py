"""What the user names: a file that must be there, a period that must be one."""

from __future__ import annotations

from pathlib import Path

import pytest

from pipeline.base.errors import UserError
from pipeline.messages.asked import asked_period, existing_file

EXAMPLES = (
    "2023-02（月）、2023-Q1（季）、2023-H1（上半年）、2023-Q1-Q3（前三季度）、2023-01..2023-05（1—5月）、2023（年）、"
    "2023-03-04..2023-03-20（起止日）"
)


def test_a_period_is_taken_as_it_is_written():
    assert asked_period("2023-Q1").name == "2023-Q1"


@pytest.mark.parametrize(("name", "guess"), [("2023-2", "是不是“2023-02”？"), ("上个月", "")])
def test_any_other_name_is_refused_with_what_is_probably_meant_and_with_examples(name: str, guess: str):
    with pytest.raises(UserError) as refusal:
        asked_period(name)
    assert str(refusal.value) == f"“{name}”不是可用的期间，{guess}请写成：{EXAMPLES}。"
    assert refusal.value.code == "E054"


def test_where_a_page_asks_what_is_meant_is_taken():
    assert asked_period("2023年2月", as_meant=True).name == "2023-02"
    with pytest.raises(UserError):
        asked_period("上个月", as_meant=True)


def test_a_file_that_is_missing_is_refused_with_its_folder(tmp_path: Path):
    here = tmp_path / "inputs" / "设置.xlsx"
    with pytest.raises(UserError) as refusal:
        existing_file(here)
    assert (str(refusal.value), refusal.value.code) == ("找不到 设置.xlsx，请把它放在 inputs 文件夹里。", "E053")
    here.parent.mkdir()
    here.write_bytes(b"")
    assert existing_file(here) == here
