"""Rows edited as text are the bytes that a parser's editing gives; rows of any other form are left to the parser."""

from __future__ import annotations

from datetime import date

import pytest

from pipeline.base.finding import Severity
from pipeline.base.grid import Grid
from pipeline.base.originals import OriginalSheet
from pipeline.sendback import sheet_part
from pipeline.sendback.formula import Safe
from pipeline.sendback.marks import Entry
from pipeline.sendback.sheet_part import SheetEdit
from pipeline.sendback.sheet_text import sheet_text
from pipeline.sendback.styles import MAIN, Styles

HEAD = (
    '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
    f'<worksheet xmlns="{MAIN}" xmlns:x14ac="http://schemas.microsoft.com/office/spreadsheetml/2009/9/ac">'
    '<dimension ref="A1:D9"/><sheetViews><sheetView tabSelected="1" workbookViewId="0"/></sheetViews>'
    '<cols><col min="3" max="4" width="9" style="2" hidden="1"/></cols>'
)
TAIL = '<pageMargins left="0.7" right="0.7" top="0.7" bottom="0.7" header="0.3" footer="0.3"/></worksheet>'
ROWS = (
    '<row r="1" spans="1:4" x14ac:dyDescent="0.2"><c r="A1" t="s"><v>0</v></c><c r="D1" s="1" t="s"><v>1</v></c></row>'
    '<row r="2"><c r="A2" t="s"><v>2</v></c><c r="B2" s="2"><v>44958</v></c><c r="D2" s="1" t="s"><v>3</v></c></row>'
    '<row r="3" s="3" customFormat="1" hidden="1" ht="14"><c r="A3" s="1"><v>-1.5E3</v></c><c r="D3"><v>7</v></c></row>'
    '<row r="5" hidden="1"/>'
    '<row r="9"><c r="B9" t="b"><v>1</v></c><c r="C9" s="2"/><c r="D9" t="s"><v>4</v></c></row>'
)
STYLES = (
    f'<styleSheet xmlns="{MAIN}"><fonts><font/></fonts><fills><fill/></fills><borders><border/></borders>'
    f"<cellXfs>{'<xf/>' * 4}</cellXfs></styleSheet>"
).encode()


def sheet(rows: str) -> bytes:
    return f"{HEAD}<sheetData>{rows}</sheetData>{TAIL}".encode()


def edit(xml: bytes, texts: dict[tuple[int, int], str], marks: tuple[tuple[int, int], ...]) -> tuple[object, ...]:
    grid = Grid("台账", (("编号", None, None, "姓名"), ("甲1", date(2023, 2, 1), None, "某")))
    entry = Entry(Severity.ERROR, "台账", (), "", "有误", "请改正")
    original = OriginalSheet(grid, 1, cut=frozenset({3}), masked=texts, ids=frozenset({0}))
    made = SheetEdit(original, Styles(STYLES), Safe(frozenset(), frozenset({3}), ()), {at: [entry] for at in marks})
    return made.apply(xml), made.strings, made.head, made.styles.content()


@pytest.mark.parametrize(
    ("texts", "marks"),
    [
        ({}, ()),
        ({}, ((2, 0), (2, 1), (2, 2), (3, 1), (5, 2), (9, 0), (9, 3), (1, 3))),
        ({(1, 3): "姓名 & <他>", (2, 3): "不会写进去", (2, 0): " 前后空格 ", (9, 1): "", (9, 0): "没有这格"}, ()),
        ({(2, 0): "（已遮盖）", (3, 0): ""}, ((2, 0), (3, 0), (3, 3))),
        ({(2, 0): "行\r尾"}, ((2, 0),)),
        ({}, ((7, 0),)),
    ],
)
def test_both_ways_write_the_same_bytes(
    monkeypatch: pytest.MonkeyPatch, texts: dict[tuple[int, int], str], marks: tuple[tuple[int, int], ...]
) -> None:
    xml = sheet(ROWS)
    assert sheet_text(xml) is not None
    as_text = edit(xml, texts, marks)
    monkeypatch.setattr(sheet_part, "sheet_text", lambda _: None)
    assert as_text == edit(xml, texts, marks)
    assert b"<v>3</v>" not in as_text[0]  # type: ignore[operator]


@pytest.mark.parametrize(
    "rows",
    [
        "",
        '<row r="1"><c r="A1"><f>1+1</f><v>2</v></c></row>',
        '<row r="1"><c r="A1" t="str"><v>文字</v></c></row>',
        '<row r="1"><c r="A1" t="inlineStr"><is><t>文字</t></is></c></row>',
        '<row r="1"><c r="A1" t="s"><v>0</v></c><!-- 某人 --></row>',
        '<row r="1"><c r="A1" cm="1" t="s"><v>0</v></c></row>',
        '<row r="1"><c t="s"><v>0</v></c></row>',
        '<row><c r="A1"><v>0</v></c></row>',
        '<row r="1"><c r="A1"><v>0</v></c></row> <row r="2"/>',
        '<row r="2"/><row r="1"/>',
        '<row r="1"/><row r="1"/>',
        '<row r="1" ht="1" ht="2"/>',
        '<row r="1" r="2"/>',
        '<row r="1"><c r="A1"><v>某人</v></c></row>',
        '<row r="1"><c r="A1"><v>0</v></c></row></sheetData><sheetData>',
    ],
)
def test_rows_of_any_other_form_are_left_to_the_parser(rows: str) -> None:
    assert sheet_text(sheet(rows)) is None


def test_a_sheet_in_another_encoding_or_with_an_undeclared_prefix_is_left_to_the_parser() -> None:
    assert sheet_text(sheet(ROWS).replace(b"UTF-8", b"GB18030")) is None
    assert sheet_text(sheet(ROWS).replace(b"xmlns:x14ac", b"xmlns:x15ac")) is None
