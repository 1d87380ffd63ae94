"""On the desk what was sent is reduced by a button, which is there once a paper of the period was issued."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from pipeline.desk.state import Desk
from pipeline.editions.issued import IssuedPaper, record_bytes, record_file
from tests.desk.conftest import Page, finish
from tests.shared_editions import golden_outputs

pytestmark = pytest.mark.slow
MONTH = "2023-02"


def test_the_button_is_there_after_issue_and_does_what_the_command_does(folders: Path, desk: Desk, page: Page):
    shutil.copytree(golden_outputs(), folders / "outputs", dirs_exist_ok=True)
    button = f'action="/p/{MONTH}/tidy"'
    assert button not in page.get(f"/p/{MONTH}").get_data(as_text=True)
    paper = IssuedPaper("通报/月度通报.docx", 1, "月度通报", "", "青信联办〔2023〕3号", "2023-03-06", "主任", "0" * 64)
    record = record_file(folders / "outputs", MONTH)
    record.parent.mkdir(parents=True)
    record.write_bytes(record_bytes([paper]))
    assert button in page.get(f"/p/{MONTH}").get_data(as_text=True)
    page.post(f"/p/{MONTH}/check")
    finish(desk)
    desk.heard()
    before = (folders / "inputs" / MONTH / "东岭镇.xlsx").read_bytes()
    assert page.post(f"/p/{MONTH}/tidy").status_code == 303
    finish(desk)
    assert desk.heard() == desk.heard(ended="2")  # once, and to each page that saw it end
    assert desk.heard() == []
    assert desk.heard(ended="2") == [
        "2023年2月：精简了3个台账、0份以前的版本，只留下读取过的栏目；以前的版本只能取回精简后的。"
    ]
    assert (folders / "inputs" / MONTH / "东岭镇.xlsx").read_bytes() != before
    assert desk.found(desk.period(MONTH))[1], "the reduced files read as before: nothing has to be checked again"
