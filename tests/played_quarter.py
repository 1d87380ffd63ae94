"""A quarter of six townships, played by the same clerks on the program's forms and on ledgers of their own.

What a clerk wants to type is drawn once for each cell and is the same in both quarters, slips included. On a form its
own lists, checks and locks decide what can be typed: a refused word is looked up, a refused day written properly, a
number of which the form warns corrected. On a ledger of the clerk's own everything goes in, days of earlier months are
typed over now and then, and rows of concluded matters are deleted, which a form's locked cells prevent. Whatever the
county told last month is mended in both, where the cell can be typed over.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from random import Random

import openpyxl
from openpyxl.cell.cell import Cell
from openpyxl.workbook import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from pipeline.doors.blank_forms import write_filled, write_ledgers
from pipeline.render.forms.settings_form import settings_form
from pipeline.run import Outcome, run_period

UNITS = ("东山镇", "南溪镇", "西坪乡", "北湖乡", "中河镇", "高桥乡")
MONTHS = {"2023-01": date(2023, 1, 31), "2023-02": date(2023, 2, 28), "2023-03": date(2023, 3, 31)}
MATTERS = 24
"""How many matters a township has by the end of the quarter."""
SLIP, OVERWRITTEN, DELETED = 0.03, 0.01, 0.05
"""How often a typed cell is wrong, a cell of earlier months typed over, a concluded matter's row deleted."""
HEADER = 3
_DAY_SLIPS = ("2023.2.30", "二月底", "13月5日")
_WORD_SLIPS = {
    "信访形式": "微信群",
    "初重件": "新件",
    "化解状态": "差不多",
    "对责任单位评价": "还行",
}
_LEFT_OUT = ("办理结果", "关联件编号")
"""Columns that a clerk forgets."""
Row = dict[str, object]


@dataclass(frozen=True)
class Matter:
    """What is true of a matter: each column's value and the day from which it can be known."""

    number: str
    known: dict[str, tuple[date, object]]

    def by(self, day: date) -> Row:
        """The row that a faultless ledger of this day has; empty before the matter is registered."""
        row = {label: value for label, (since, value) in self.known.items() if since <= day}
        return {"信访件编号": self.number, **row} if "登记日期" in row else {}


def truth() -> dict[str, list[Matter]]:
    """Township -> its matters in the order of registration."""
    dice = Random("a quarter")
    letters = dict(zip(UNITS, "ABCDEF", strict=True))
    return {unit: [_matter(dice, letter, n) for n in range(MATTERS)] for unit, letter in letters.items()}


def _matter(dice: Random, letter: str, n: int) -> Matter:
    registered = date(2022, 11, 1) + timedelta(days=6 * n + dice.randrange(6))
    accepted = registered + timedelta(days=dice.randrange(1, 8))
    concluded = accepted + timedelta(days=dice.randrange(15, 56))
    concluded += timedelta(days=max(0, concluded.isoweekday() - 5) and 8 - concluded.isoweekday())
    again = n > 6 and dice.random() < 0.15
    known: dict[str, tuple[date, object]] = {
        "登记日期": (registered, registered),
        "信访形式": (registered, dice.choice(["来信", "来访", "网上", "来电"])),
        "初重件": (registered, "重件" if again else "初件"),
        "人数": (registered, dice.choice([1, 1, 2, 3])),
        "受理日期": (accepted, accepted),
        "告知日期": (accepted, accepted),
        "办结日期": (concluded, concluded),
        "办理结果": (concluded, dice.choice(["予以支持", "解释说明"])),
        "三到位一处理": (concluded, "解决问题到位"),
        "化解状态": (concluded, dice.choice(["已化解", "已化解", "部分化解"])),
        "对责任单位评价": (concluded + timedelta(days=10), dice.choice(["满意", "基本满意"])),
    }
    if again:
        known["关联件编号"] = (registered, f"{letter}2023{n - 6:04d}")
    return Matter(f"{letter}2023{n:04d}", known)


def slip(unit: str, number: str, label: str, value: object, before: str, *, careful: bool) -> object:
    """What the clerk wants to type for ``value``: mostly that. ``before``: the number of the row above."""
    dice = Random(f"{unit} {number} {label}")
    if careful or dice.random() >= SLIP * (3 if label in _LEFT_OUT else 1):
        return value
    if label in _LEFT_OUT:
        return None
    if label == "信访件编号":
        return before or value
    if isinstance(value, date):
        return dice.choice(_DAY_SLIPS)
    return _WORD_SLIPS.get(label, "若干" if label == "人数" else value)


class Form:
    """A sheet of the program's, as a spreadsheet program lets a clerk type into it."""

    def __init__(self, path: Path) -> None:
        """Open the file; its heading stands in row 3."""
        self.book = openpyxl.load_workbook(path)
        self.sheet: Worksheet = self.book["台账"]
        self.column = {str(c.value).removesuffix("*"): c.column for c in self.sheet[HEADER] if c.value}
        self.row = {
            str(line[0].value): line[0].row for line in self.sheet.iter_rows(min_row=HEADER + 1) if line[0].value
        }
        self.checks = {
            at: rule for rule in self.sheet.data_validations.dataValidation for at in self._columns(str(rule.sqref))
        }

    def _columns(self, ranges: str) -> Iterator[int]:
        for each in ranges.split():
            yield self.sheet[each.split(":")[0]].column

    def put(self, number: str, label: str, wanted: object, right: object) -> None:
        """Type ``wanted`` where the form takes it; where it refuses, ``right``; nothing into a locked cell."""
        fresh = number not in self.row
        at = self.row.setdefault(number, HEADER + 1 + len(self.row))
        cell = self.sheet.cell(at, self.column[label])
        if not fresh and self._locked(cell):
            return
        cell.value = wanted if self._takes(cell, wanted) else right

    def _locked(self, cell: Cell) -> bool:
        return bool(
            self.sheet.protection.sheet and cell.has_style and cell.protection.locked and cell.value is not None
        )

    def _takes(self, cell: Cell, value: object) -> bool:
        rule = self.checks.get(cell.column)
        if rule is None or value is None:
            return True
        if rule.type == "list":
            return str(value) in str(rule.formula1).strip('"').split(",")
        return rule.type == "custom" or isinstance(value, date if rule.type == "date" else int)


def on_forms(path: Path, unit: str, matters: list[Matter], day: date, last: date | None, *, careful: bool) -> Workbook:
    """The form of the month, filled in; the first month's is blank."""
    form = Form(path)
    before = ""
    for matter in matters:
        row = matter.by(day)
        known = matter.by(last) if last else {}
        for label, value in row.items():
            if label not in known:
                # A number that the form warns of is looked up again, so that its row is the matter's own.
                wanted = (
                    value if label == "信访件编号" else slip(unit, matter.number, label, value, before, careful=careful)
                )
            elif matter.number in form.row:
                wanted = value
            else:
                continue
            form.put(matter.number, label, wanted, value)
        before = matter.number if row else before
    return form.book


def on_own(rows: dict[str, Row], unit: str, matters: list[Matter], day: date, last: date | None) -> Workbook:
    """The clerk's own ledger, carried on from ``rows``, number of the matter -> its row as it was sent."""
    before = ""
    for matter in matters:
        row, known = matter.by(day), matter.by(last) if last else {}
        dice = Random(f"{unit} {matter.number} {day}")
        if "办结日期" in known and dice.random() < DELETED:
            rows[matter.number] = {}
        own = rows.setdefault(matter.number, {})
        for label, value in row.items():
            if label not in known:
                own[label] = slip(unit, matter.number, label, value, before, careful=False)
            elif own:
                own[label] = value
                if isinstance(value, date) and dice.random() < OVERWRITTEN:
                    own[label] = value + timedelta(days=1)
        before = matter.number if row else before
    book = Workbook()
    sheet = book.active
    sheet.append([f"填报单位：{unit}"])
    labels = ["信访件编号", *dict.fromkeys(label for matter in matters for label in matter.known)]
    sheet.append(labels)
    for own in rows.values():
        if own:
            sheet.append([own.get(label) for label in labels])
    return book


def play(place: Path, *, forms: bool, careful: bool = False) -> dict[str, Outcome]:
    """Month -> its run. ``careful``: the clerks make no slips at all."""
    inputs, outputs = place / "inputs", place / "outputs"
    inputs.mkdir(parents=True)
    roster = [[at, unit] for at, unit in enumerate(UNITS, start=1)]
    (inputs / "设置.xlsx").write_bytes(settings_form({"单位": [["县名", "样例县"]], "乡镇名录": roster}))
    county, own = truth(), {unit: dict[str, Row]() for unit in UNITS}
    outcomes: dict[str, Outcome] = {}
    last: date | None = None
    for month, day in MONTHS.items():
        (inputs / month).mkdir()
        out = place / "forms" / month
        if forms:
            earlier = max(outcomes, default="")
            if earlier:
                write_filled(inputs, outputs, out, month, earlier, None)
            else:
                write_ledgers(inputs, out, None)
        for unit, matters in county.items():
            book = (
                on_forms(next(out.glob(f"{unit}*.xlsx")), unit, matters, day, last, careful=careful)
                if forms
                else on_own(own[unit], unit, matters, day, last)
            )
            book.save(inputs / month / f"{unit}.xlsx")
        outcomes[month] = run_period(inputs, outputs, month, None, lambda _: None)
        last = day
    return outcomes
