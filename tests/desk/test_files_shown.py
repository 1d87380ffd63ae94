"""What step ② says of each file: whose it is, whose it may be, and which of several counts."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from pipeline.base.period import parse_period
from pipeline.desk.files_shown import FileShown, files_of
from pipeline.desk.inbox import Entry
from pipeline.desk.period_page import Paper, to_act_on
from pipeline.editions.issued import IssuedPaper
from pipeline.sheets.versions import Version

MONTH = parse_period("2023-02")


def told(file: str, **words: Any) -> dict[str, Any]:
    """What a check tells of a ledger that counts for 东岭镇, but for ``words``."""
    usual = {"township": "东岭镇", "verdict": "采用", "reason": "", "decided": "", "units": [], "named": ""}
    return {"file": f"2023-02/{file}", **usual, "ledger": True, "register": False, **words}


def shown(*files: dict[str, Any]) -> dict[str, FileShown]:
    tops = dict.fromkeys(each["file"].split("/")[1] for each in files)
    entries = [Entry(name, (Version("a", "2023-03-01 09:00"),), "a") for name in tops]
    return {each.name: each for each in files_of(entries, {"files": list(files)}, MONTH)}


def test_of_two_ledgers_that_keep_each_other_from_counting_one_click_keeps_one():
    refused = {"verdict": "拒收", "reason": "同一乡镇有多份不同的台账：“更正.xlsx”、“再更正.xlsx”"}
    rows = shown(told("更正.xlsx", **refused), told("再更正.xlsx", **refused), told("西河镇.xlsx", township="西河镇"))
    assert rows["再更正.xlsx"].rivals == ("更正.xlsx",)
    assert rows["更正.xlsx"].rivals == ("再更正.xlsx",)
    assert rows["西河镇.xlsx"].rivals == ()


def test_what_lies_in_a_zip_is_taken_away_with_the_zip_alone():
    refused = {"verdict": "拒收", "reason": "同一乡镇有多份不同的台账"}
    rows = shown(
        told("包.zip", verdict="忽略", ledger=False), told("包.zip/甲.xlsx", **refused), told("乙.xlsx", **refused)
    )
    assert rows["乙.xlsx"].rivals == ()
    assert rows["乙.xlsx"].note == "拒收：同一乡镇有多份不同的台账；要用这一份，请撤下“包.zip/甲.xlsx”。"


def test_a_workbook_of_several_townships_names_them_and_is_no_register():
    row = shown(told("全.xlsx", township="", units=["南山乡", "西河镇"]))["全.xlsx"]
    assert (row.several, row.note) == ("2个乡镇：南山乡、西河镇", "")
    register = shown(told("簿.xlsx", township="", ledger=False, register=True))["簿.xlsx"]
    assert (register.several, register.note, register.asked) == ("", "县里的登记簿", False)


def test_a_ledger_whose_rows_name_another_is_pointed_at_with_the_township_to_click():
    row = shown(told("台账.xlsx", named="西河镇"))["台账.xlsx"]
    assert row.note == "这份认作东岭镇，但各行的责任单位多是西河镇；是西河镇的台账，请点下面的按钮"
    assert (row.named, row.faulty) == ("西河镇", True)


def test_nobody_is_asked_whose_a_document_is():
    row = shown(told("说明.docx", township="", verdict="拒收", reason="这是文档文件", ledger=False))["说明.docx"]
    assert (row.asked, row.note) == (False, "拒收：这是文档文件")


def test_a_correction_that_was_issued_is_not_asked_for_again():
    issued = IssuedPaper("通报/更正通报.docx", 2, "更正通报", "", "青信联办〔2023〕4号", "2023-03-09", "主任", "0" * 64)
    said = ["定稿的月度通报（3号）与现在的数据有2处不同；需要更正的，可用 通报/更正通报.docx 起草。", "石门乡：错误1项"]
    draft = Paper(issued.path, "更正通报", "", headed=True)
    assert len(to_act_on(said, {"石门乡"}, [draft])) == 2
    assert to_act_on(said, {"石门乡"}, [replace(draft, issued=issued)]) == (("石门乡", "：错误1项"),)


def test_a_replaced_ledger_is_not_counted():
    rows = shown(told("旧.xlsx", verdict="被替换", reason="退回修改后由“新.xlsx”替换"), told("新.xlsx"))
    assert [rows[name].replaced for name in ("旧.xlsx", "新.xlsx")] == [True, False]
