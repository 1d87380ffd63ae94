"""What takes bytes or texts from outside, each as a function of bytes that raises only what is no sentence for anybody.

``tests/test_fuzz_targets.py`` gives them inputs drawn by hypothesis, ``tools/fuzz.py`` by atheris.
"""

from __future__ import annotations

import contextlib
import json
import tempfile
from collections.abc import Callable
from datetime import date, datetime
from pathlib import Path

from pipeline.base.errors import UserError
from pipeline.base.grid import Grid
from pipeline.editions.archive import load_edition
from pipeline.editions.listed import list_editions
from pipeline.ledgers.cells import words
from pipeline.schema import convert
from pipeline.schema.days import to_date
from pipeline.schema.ledger import LEDGER
from pipeline.schema.options import Options
from pipeline.schema.settings_sheets import SETTINGS_SHEETS
from pipeline.schema.showable import may_be_shown, shown_parts
from pipeline.settings.reader import read_settings
from pipeline.sheets.files import identify
from pipeline.sheets.formats import sheet_xml
from pipeline.sheets.formats.archives import open_guarded, read_part
from pipeline.sheets.formats.faults import NotPlain, Refused
from pipeline.sheets.formats.from_csv import read_csv
from pipeline.sheets.formats.ole import read_stream
from pipeline.sheets.formats.plain_book import read_plain
from pipeline.sheets.formats.plain_tags import find_tags
from pipeline.sheets.formats.xls_records import records
from pipeline.sheets.personal import has_batch_form, has_number_form, holds_number, masked
from tests.sheets.hostile_files import PLAIN, SHEET, with_part

LIMITS = Options(inflated_mb=1, most_cells=10_000)
_CODE = next(field for field in LEDGER if field.codes)
_SHEETS = {sheet.name: sheet for sheet in SETTINGS_SHEETS}


def zips(data: bytes) -> None:
    """A container with these bytes put over its end, or these bytes alone."""
    for content in (data, PLAIN[: len(PLAIN) - len(data)] + data, data + PLAIN[len(data) :]):
        identify(content, "a.xlsx", "")
        try:
            with open_guarded(content, LIMITS) as archive:
                for name in archive.namelist():
                    read_part(archive, name, 100_000)
        except (Refused, NotPlain):
            continue


def old_containers(data: bytes) -> None:
    """An OLE container, and the records of a stream."""
    header = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(22) + b"\x07\x00\x06\x00" + bytes(14)
    for content in (data, header + data.ljust(1_024, b"\xff")):
        try:
            read_stream(content, ("Workbook", "Book"))
        except Refused:
            continue
    with contextlib.suppress(Refused):
        list(records(data, 0))


def texts_with_delimiters(data: bytes) -> None:
    """A csv: every line is told or read."""
    try:
        (grid,), _ = read_csv(data, "a", LIMITS)
    except Refused:
        return
    assert sum(any(row) for row in grid.rows) <= data.count(b"\n") + data.count(b"\r") + 1


def sheets(data: bytes) -> None:
    """The XML of a worksheet."""
    with contextlib.suppress(NotPlain):
        find_tags(data)
    for look in (sheet_xml.hidden_columns, sheet_xml.last_value_row, sheet_xml.cell_faults):
        look(data)
    try:
        sheet_xml.used_box(data, len(sheet_xml.row_numbers(data)))
        read_plain(with_part(SHEET, b"<worksheet><sheetData>" + data + b"</sheetData></worksheet>", level=0), LIMITS)
    except (Refused, NotPlain):
        pass


def values(data: bytes) -> None:
    """Days, counts, codes and numbers of matters."""
    text = data.decode("utf-8", "replace")
    for read in (
        lambda: to_date(text, period_year=2023, around=date(2023, 2, 28)),
        lambda: convert.to_count(text),
        lambda: convert.to_text_id(text),
        lambda: convert.to_code(_CODE, text),
        lambda: convert.to_flag(text),
    ):
        try:
            read()
        except convert.Unreadable:
            continue


def headings(data: bytes) -> None:
    """Titles, headings, feet, and what may be shown of them."""
    text = data.decode("utf-8", "replace")
    key, line = words.heading_key(text), words.squeezed(text)
    for ask in (
        words.is_total,
        words.is_footer,
        words.person_line,
        words.zero_words,
        words.title_month,
        words.is_signature,
    ):
        ask(line)
    words.unit_named([line, key])
    words.is_example(text)
    may_be_shown(text)
    shown_parts(text, ("城关镇",), "…")
    holds_number(text)
    assert masked(masked(text)) == masked(text)
    has_number_form(text)
    has_batch_form(text)


def settings(data: bytes) -> None:
    """A sheet of 设置.xlsx, whose cells are the lines of the text; the first byte says which sheet."""
    names = list(_SHEETS)
    sheet = _SHEETS[names[data[0] % len(names)]] if data else SETTINGS_SHEETS[0]
    cells = data[1:].decode("utf-8", "replace").split("\n")
    width = len(sheet.fields)
    rows = [tuple(cells[at : at + width]) for at in range(0, len(cells), width)]
    labels = tuple(field.label for field in sheet.fields)
    roster = Grid("乡镇名录", (("序号", "乡镇"), (1, "城关镇"), (2, "柳树镇")))
    grids = (Grid(sheet.name, (labels, *rows)), *(() if sheet.name == roster.name else (roster,)))
    try:
        read_settings(grids, "设置.xlsx")
    except UserError:
        return


def manifests(data: bytes) -> None:
    """The manifest of an edition: these bytes, or a sound one with a value of theirs."""
    sound = {"cut_off": "2023-02-28", "formula_version": "2", "outputs": {}, "inputs": {}, "settings": {}}
    text = data.decode("utf-8", "replace")
    with tempfile.TemporaryDirectory() as folder:
        place = Path(folder) / "2023-02" / "manifest.json"
        place.parent.mkdir()
        for content in (data, json.dumps({**sound, list(sound)[len(data) % 5]: text}).encode()):
            place.write_bytes(content)
            try:
                list_editions(Path(folder))
                load_edition(Path(folder), "2023-02")
            except UserError:
                continue


TARGETS: dict[str, Callable[[bytes], None]] = {
    each.__name__: each
    for each in (zips, old_containers, texts_with_delimiters, sheets, values, headings, settings, manifests)
}
SEEDS: dict[str, tuple[bytes, ...]] = {
    "sheets": (b'<row r="1"><c r="A1" s="1"><v>12</v></c></row>', b'<col min="1" max="9" hidden="1"/>', b"<mergeCell "),
    "values": tuple(
        t.encode() for t in ("2023年2月3日", "1,200件", "☑来访□来信", "='3700'", f"{datetime(2023, 2, 1)}")
    ),
    "headings": tuple(
        t.encode() for t in ("3、登记日期（年月日）*", "填表人：某某 填报日期：3月1日", "2023年1-2月台账")
    ),
    "texts_with_delimiters": (b'a,"b\n",c\n1,2,3\n', "编号，日期\r\n".encode("gb18030")),
    "settings": ("\x00三无达标\n逾期未受理 = 0 且 逾期未办结 = 0\n1".encode(),),
    "manifests": (b'{"cut_off": "2023-02-28", "outputs": {}, "formula_version": 2}',),
}
"""What inputs begin with; without any they are drawn from nothing."""
