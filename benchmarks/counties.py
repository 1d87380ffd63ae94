"""Seeded inputs of any size: a settings book, a register of reports and one ledger a township, all made by text.

``uv run benchmarks/counties.py FOLDER LEDGERS [--rows 300] [--returned 100]`` writes ``FOLDER/inputs``, which a run
takes. A ledger has 22 columns, as most townships keep them, two about persons, and shared strings, as Excel saves them.
``--returned`` is the percentage of ledgers with ten cells that can't be read, which send them back. The same arguments
give the same bytes. A ledger takes about 10 ms, an eighth of XlsxWriter's time.
"""

from __future__ import annotations

import argparse
import io
import sys
from datetime import date, timedelta
from pathlib import Path
from random import Random
from xml.sax.saxutils import escape

import xlsxwriter

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from pipeline.base.period import parse_period  # noqa: E402
from pipeline.base.place import column_letter  # noqa: E402 - importable by the line above
from pipeline.render.forms.settings_defaults import default_tables  # noqa: E402
from pipeline.render.forms.settings_form import settings_form  # noqa: E402
from pipeline.render.package import pack, unpack  # noqa: E402
from pipeline.schema.ledger import LEDGER  # noqa: E402
from pipeline.schema.registers import REGISTER  # noqa: E402

PERIOD = "2023-02"
COLUMNS = LEDGER[:22]
PERSONAL = ("姓名", "联系电话")
"""Two columns more that may not go back, filled with texts that are nobody's."""
_EPOCH = date(1899, 12, 30)
_SHEET, _STRINGS = "xl/worksheets/sheet1.xml", "xl/sharedStrings.xml"
_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_DAY_STYLE = 1
_FAULTY = 10

Row = dict[str, object]


def name_of(number: int) -> str:
    """The name of a township."""
    return f"第{number + 1}乡"


def rows_of(number: int, count: int, *, faulty: bool, seed: int = 22) -> list[Row]:
    """The matters of a township, of December to the end of ``PERIOD``; with ``faulty`` ten of them have a bad cell."""
    dice, end = Random(f"{seed}:{number}"), parse_period(PERIOD).last_day
    rows = [_matter(dice, number, n, end) for n in range(count)]
    if faulty:
        for n in range(min(_FAULTY, count)):
            row = rows[n * (count // min(_FAULTY, count))]
            if n % 3 == 0:
                row["accepted_on"] = "二月三十日"
            elif n % 3 == 1:
                row["channel"] = "口头"
            else:
                row["registered_on"] = "待定"
    return rows


def _matter(dice: Random, number: int, n: int, end: date) -> Row:
    registered = date(2022, 12, 1) + timedelta(days=dice.randrange(90))
    accepted = registered + timedelta(days=dice.choice((1, 3, 6, 9, 15, 17)))
    concluded = accepted + timedelta(days=dice.randint(5, 70))
    row: Row = {
        "case_no": f"37{number:05}{registered:%Y%m%d}{n:04}",
        "township": name_of(number),
        "registered_on": registered,
        "channel": dice.choice(("来信", "来访", "网上", "来电")),
        "purpose": "申诉求决",
        "category": dice.choice(("农业农村", "城乡建设", "劳动和社会保障", "民政", "其他")),
        "occurrence": "初件",
        "persons": dice.randint(1, 4),
        "level": dice.choice(("乡镇", "乡镇", "县")),
        "procedure": dice.choice(("信访处理意见", "信访处理意见", "简易办理")),
    }
    if row["channel"] == "来访":
        row["visit_class"] = "正常"
    if accepted <= end:
        row |= {"accepted_on": accepted, "notified_on": accepted, "due_on": accepted + timedelta(days=60)}
        if concluded <= end:
            row |= {"concluded_on": concluded, "outcome": dice.choice(("予以支持", "部分支持", "解释说明"))}
    return row


class Ledgers:
    """Makes ledgers around one skeleton that XlsxWriter wrote."""

    def __init__(self) -> None:
        buffer = io.BytesIO()
        book = xlsxwriter.Workbook(buffer, {"in_memory": True})
        sheet = book.add_worksheet("台账")
        sheet.write_datetime(0, 0, date(2023, 1, 1), book.add_format({"num_format": "yyyy-mm-dd"}))
        sheet.write_string(0, 1, "x")
        sheet.set_column(0, len(COLUMNS) + len(PERSONAL) - 1, 13)
        book.close()
        self._parts = unpack(buffer.getvalue())
        before, _, rest = self._parts[_SHEET].decode("utf-8").partition("<sheetData>")
        self._before, self._behind = before, rest.partition("</sheetData>")[2]

    def book(self, name: str, rows: list[Row]) -> bytes:
        """A ledger: a line that says whose it is, the headings, the rows."""
        strings: dict[str, int] = {}
        letters = [column_letter(i) for i in range(len(COLUMNS) + len(PERSONAL))]

        def cell(column: int, row: int, value: object) -> str:
            at = f'<c r="{letters[column]}{row}"'
            if isinstance(value, date):
                return f'{at} s="{_DAY_STYLE}"><v>{(value - _EPOCH).days}</v></c>'
            if isinstance(value, int):
                return f"{at}><v>{value}</v></c>"
            return f'{at} t="s"><v>{strings.setdefault(str(value), len(strings))}</v></c>'

        lines = [f'<row r="1">{cell(0, 1, f"填报单位：{name}")}</row>']
        heads = (*(field.label for field in COLUMNS), *PERSONAL)
        lines.append(f'<row r="2">{"".join(cell(i, 2, head) for i, head in enumerate(heads))}</row>')
        for at, values in enumerate(rows, 3):
            cells = [cell(i, at, values[f.id]) for i, f in enumerate(COLUMNS) if f.id in values]
            cells += [cell(len(COLUMNS) + i, at, f"{'某'[: 1 - i]}{at:04}-{i}") for i in range(len(PERSONAL))]
            lines.append(f'<row r="{at}">{"".join(cells)}</row>')
        area = f'<dimension ref="A1:{letters[-1]}{len(rows) + 2}"/>'
        before = self._before.replace('<dimension ref="A1:B1"/>', area)
        items = "".join(f"<si><t>{escape(text)}</t></si>" for text in strings)
        head = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
        return pack(
            {
                **self._parts,
                _SHEET: f"{before}<sheetData>{''.join(lines)}</sheetData>{self._behind}".encode(),
                _STRINGS: f'{head}<sst xmlns="{_MAIN}" uniqueCount="{len(strings)}">{items}</sst>'.encode(),
            }
        )


def write_inputs(folder: Path, ledgers: int, rows: int = 300, returned: int = 100, first: int = 0) -> Path:
    """Write ``folder/inputs`` and return it. ``first``: the number of the first township."""
    inputs, names = folder / "inputs", [name_of(first + n) for n in range(ledgers)]
    place = inputs / PERIOD
    place.mkdir(parents=True)
    tables = default_tables()
    tables["乡镇名录"] = [[number, name, "", "", "", ""] for number, name in enumerate(names, start=1)]
    (inputs / "设置.xlsx").write_bytes(settings_form(tables, names))
    _write_register(place, names)
    made, dice = Ledgers(), Random("returned")
    for n, name in enumerate(names):
        faulty = dice.random() * 100 < returned
        (place / f"{name}.xlsx").write_bytes(made.book(name, rows_of(first + n, rows, faulty=faulty)))
    return inputs


def _write_register(place: Path, names: list[str]) -> None:
    reports, due = REGISTER["reports"], date(2023, 3, 3)
    with xlsxwriter.Workbook(place / "登记簿.xlsx", {"default_date_format": "yyyy-mm-dd"}) as book:
        sheet = book.add_worksheet(reports.name)
        sheet.write_row(0, 0, [field.label for field in reports.fields])
        for row, name in enumerate(names, start=1):
            known = {"township": name, "due_on": due, "sent_on": due - timedelta(days=1), "zero": "否"}
            sheet.write_row(row, 0, [known.get(field.id, "") for field in reports.fields])


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("ledgers", type=int)
    parser.add_argument("--rows", type=int, default=300)
    parser.add_argument("--returned", type=int, default=100)
    typed = parser.parse_args()
    print(write_inputs(typed.folder, typed.ledgers, typed.rows, typed.returned))
