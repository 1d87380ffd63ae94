"""Every guard of the readers, shown with small files and lowered limits: a sentence for each, or the ledger read right.

What harms by its size alone is said here in words: a part or many parts that inflate to gigabytes, more entries than a
directory can be read for, entities within entities, one cell or one merged area at the end of the largest sheet, tags
within tags by the million, chains of an old container that go in a circle, cells repeated to the end of a sheet.
"""

from __future__ import annotations

import contextlib
import struct
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest

from pipeline.sheets.files import identify
from pipeline.sheets.formats import archives, keeping, sheet_xml, witness, witness_odd
from pipeline.sheets.formats.faults import Refused
from pipeline.sheets.formats.ole import _chain, _table
from pipeline.sheets.parsers import parse
from tests.sheets.hostile_files import LIMITS, odd_ledgers

ODD = "文件内部结构异常，为安全起见没有打开："
DAMAGED = "文件已损坏："
NAMES = f"{ODD}内部部件重名或路径异常"
DOCTYPE = f"{ODD}内部含有 DOCTYPE 声明"
ODS = "这是ods文件，不是能读取的表格"
BROKEN = f"{DAMAGED}无法解析"
SOUND = "2 matters"
"""No sentence: the ledger is whole. A claim is no cell, and a link is nothing to follow."""
WHY = {
    "large_part.xlsx": "展开后的大小（MB）是2，超过1（参数“展开大小上限MB”）",
    "dense_part.xlsx": "展开后的大小（MB）是2，超过1（参数“展开大小上限MB”）",
    "lie_about_size.xlsx": f"{DAMAGED}内部部件缺失或残缺",
    "many_parts.xlsx": f"{ODD}内部有40个部件，上限20个",
    "marks_of_parts.xlsx": f"{ODD}内部有60个部件，上限20个",
    "doctype_sheet.xlsx": DOCTYPE,
    "doctype_texts.xlsx": DOCTYPE,
    "doctype_book.xlsx": DOCTYPE,
    "doctype_types.xlsx": SOUND,
    "far_row.xlsx": f"{ODD}工作表的使用区域超过500格",
    "far_column.xlsx": f"{ODD}工作表的使用区域超过500格",
    "many_sheets.xlsx": "工作表数是5，超过3（参数“工作表数上限”）",
    "slip.xlsx": NAMES,
    "back_slip.xlsx": NAMES,
    "absolute.xlsx": NAMES,
    "drive.xlsx": NAMES,
    "doubled.xlsx": NAMES,
    "doubled_case.xlsx": NAMES,
    "nested.xlsx": "0 matters",
    "open_rows.xlsx": f"{DAMAGED}工作表内容残缺",
    "open_cells.xlsx": f"{DAMAGED}工作表内容残缺",
    "no_such_string.xlsx": BROKEN,
    "merges.xlsx": f"{ODD}合并区域超过5个",
    "long_cell.xlsx": "工作表“Sheet1”一格的字数是1200，超过1000（参数“每格字数上限”）",
    "many_cells.xlsx": "单元格数是10200，超过10000（参数“单元格数上限”）",
    "dimension_far.xlsx": SOUND,
    "dimension_small.xlsx": SOUND,
    "dimension_none.xlsx": BROKEN,
    "dimension_small_odd.xlsx": SOUND,
    "outside_book.xlsx": SOUND,
    "outside_link.xlsx": BROKEN,
    "slip_link.xlsx": BROKEN,
    "repeated_cells.ods": "1 matters",
    "open.ods": ODS,
    "commas.csv": "单元格数是10002以上，超过10000（参数“单元格数上限”）",
    "lines.csv": "行数是1001以上，超过1000（参数“行数上限”）",
    "open_quote.csv": f"{DAMAGED}引号没有配对",
    "zeros.csv": "1 matters",
}
LEDGERS = odd_ledgers()


@pytest.fixture(autouse=True)
def _lowered(monkeypatch: pytest.MonkeyPatch) -> None:
    """The limits that no setting has, lowered."""
    monkeypatch.setattr(archives, "_MAX_ENTRIES", 20)
    monkeypatch.setattr(witness, "_MAX_BOX", 500)
    for module in (keeping, witness):
        monkeypatch.setattr(module, "MOST_MERGES", 5)


def verdict(name: str) -> str:
    """The sentence by which a file is refused, or how many rows below a header it has."""
    source = identify(LEDGERS[name], name, "")
    if source.fault:
        return source.fault.at(name).message
    try:
        grids = parse(source.kind, source.data, source.stem, LIMITS).grids
    except Refused as refused:
        return refused.issue.at(name).message
    rows = [row for grid in grids for row in grid.rows if any(cell is not None for cell in row)]
    return f"{max(0, len(rows) - 3) if len(rows) > 1 else len(rows)} matters"


def test_every_file_of_the_kit_is_tried() -> None:
    assert sorted(LEDGERS) == sorted(WHY)


@pytest.mark.parametrize("name", WHY)
def test_an_odd_file_is_refused_with_its_guard_or_read_right(name: str, tmp_path: Path) -> None:
    with contextlib.chdir(tmp_path):
        assert verdict(name) == WHY[name]
    assert list(tmp_path.iterdir()) == []


def test_a_part_denser_than_any_sheet_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(archives, "_RATIO_FROM", 1_000)
    with pytest.raises(Refused) as refused:
        archives.open_guarded(LEDGERS["dense_part.xlsx"], LIMITS.__class__(inflated_mb=9))
    assert refused.value.issue.words["detail"] == "压缩比超过100倍"


def test_a_chain_that_goes_in_a_circle_or_out_of_the_file_is_told() -> None:
    """Sectors of sixteen bytes: the number of each is the place of the next."""
    data = bytes(range(64))
    assert _chain(data, 16, (1, 2, 0xFFFFFFFE), 0, offset=16) == data[16:64]
    for table in ((1, 0), (0,), (7,), (1, 9, 0xFFFFFFFE)):
        with pytest.raises(Refused):
            _chain(data, 16, table, 0, offset=16)


def test_a_list_of_tables_that_names_one_twice_or_never_ends_is_told() -> None:
    header = bytearray(512)
    struct.pack_into("<109I", header, 76, *([0xFFFFFFFF] * 109))
    doubled = bytearray(header)
    struct.pack_into("<2I", doubled, 76, 0, 0)
    for data, first in ((bytes(doubled) + bytes(512), 0xFFFFFFFF), (bytes(header) + bytes(512), 0)):
        with pytest.raises(Refused):
            _table(data, 512, first, 9)


def test_an_address_beyond_any_sheet_is_told_and_a_number_of_a_row_has_seven_digits() -> None:
    with pytest.raises(Refused):
        sheet_xml.used_box(b'<c r="XFE1"><v>1</v></c>', 1)
    with pytest.raises(Refused):
        sheet_xml.used_box(b'<c r="A1048577"><v>1</v></c>', 1)
    assert sheet_xml.row_numbers(b'<row r="12345678"/>') == [1]


def test_cells_repeated_to_the_end_of_a_sheet_aren_t_followed() -> None:
    table = ET.fromstring(
        '<table><table-row number-rows-repeated="1001"><table-cell formula="x"/></table-row>'
        '<table-row number-rows-repeated="2"><table-cell formula="x" number-columns-repeated="3"/></table-row></table>'
    )
    assert sorted(place for place, _ in witness_odd._of_table(table)) == [
        (row, column) for row in (1001, 1002) for column in range(3)
    ]
