"""发文登记.xlsx of another version of the program, or made by hand: it is written into, or a sentence says why not."""

from __future__ import annotations

import io
from collections.abc import Sequence
from datetime import date
from pathlib import Path

import pytest
from openpyxl import Workbook, load_workbook

from pipeline.base.errors import UserError
from pipeline.editions.issued import Issued
from pipeline.issuing.register import with_row

NEW = Issued("督办函", "城关镇", "青信〔2023〕2号", date(2023, 3, 6), "主任")


def register(tmp_path: Path, labels: Sequence[str]) -> Path:
    book = Workbook()
    assert book.active is not None
    book.active.title = "发文登记"
    book.active.append(list(labels))
    folder = tmp_path / "inputs" / "2023-02"
    folder.mkdir(parents=True)
    book.save(folder / "发文登记.xlsx")
    return folder


def test_headings_in_another_order_and_a_column_of_the_office_s_own_are_kept(tmp_path: Path):
    folder = register(tmp_path, ["成文日期", "文号", "备注", "签发人", "文书", "乡镇"])
    _, content = with_row(folder, NEW, "督办函", ())
    assert content is not None
    sheet = load_workbook(io.BytesIO(content))["发文登记"]
    assert [cell.value for cell in sheet[2]][1:] == ["青信〔2023〕2号", None, "主任", "督办函", "城关镇"]


def test_a_column_that_a_newer_program_added_is_asked_for_and_nothing_is_written(tmp_path: Path):
    folder = register(tmp_path, ["文书", "乡镇", "文号", "成文日期"])
    before = (folder / "发文登记.xlsx").read_bytes()
    with pytest.raises(UserError) as refused:
        with_row(folder, NEW, "督办函", ())
    assert str(refused.value) == (
        "发文登记“inputs/2023-02/发文登记.xlsx”里没有“发文登记”工作表和列名（文书、乡镇、文号、成文日期、签发人），"
        "没有写入任何文件；请改好这个文件，或移走它后再试。"
    )
    assert (folder / "发文登记.xlsx").read_bytes() == before
