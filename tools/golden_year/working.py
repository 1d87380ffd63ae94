"""算稿.xlsx: the figures of the golden year in spreadsheet formulas, made from the definitions and not by the program.

A clerk can follow them. 报送 and 时段 say which days each unit's month has; 事项 has each matter with its limits and
the month in which each counts; 状态 has its state at each month's end; 指标 has every numerator and denominator; 排名
has scores, ranks, conditions and letters. A formula is written once and filled down.
"""

from __future__ import annotations

import io
from collections.abc import Iterable, Sequence
from datetime import date, timedelta

from openpyxl import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from pipeline.base.period import parse_period
from tools.golden_year.county import ASSIGNED, ERRORS, MONTHS, NOBODY, SUPERVISED, UNITS, YEAR, due_on, sent_on
from tools.golden_year.figures import figure_formulas
from tools.golden_year.items import item_sheet, state_sheet
from tools.golden_year.special import matters
from tools.golden_year.standings import standing_sheet

PERIODS = (*MONTHS, *(f"{YEAR}-Q{quarter}" for quarter in range(1, 5)), str(YEAR))
_OFF = (
    ("2022-12-31", "2023-01-02"),
    ("2023-01-21", "2023-01-27"),
    ("2023-04-05", "2023-04-05"),
    ("2023-04-29", "2023-05-03"),
    ("2023-06-22", "2023-06-24"),
    ("2023-09-29", "2023-10-06"),
    ("2023-12-30", "2024-01-01"),
)
_ON = (
    "2022-10-08",
    "2022-10-09",
    "2023-01-28",
    "2023-01-29",
    "2023-04-23",
    "2023-05-06",
    "2023-06-25",
    "2023-10-07",
    "2023-10-08",
)
"""The State Council's days off and exchanged working days, from its notices (国办发明电〔2021〕11号, 〔2022〕16号)."""


def working() -> bytes:
    """Return the workbook with formulas but without their values, which a spreadsheet program works out."""
    book = Workbook()
    book.remove(book["Sheet"])
    rows = matters()
    last = len(rows) + 1
    _periods(book.create_sheet("期间"))
    _calendar(book.create_sheet("日历"))
    _reports(book.create_sheet("报送"))
    _windows(book.create_sheet("时段"))
    fill(book.create_sheet("事项"), *item_sheet(rows))
    fill(book.create_sheet("状态"), *state_sheet(last))
    _registers(book, rows)
    heading = ["期间", "乡镇", "指标", "分子", "分母", "近12月分子", "近12月分母"]
    fill(book.create_sheet("指标"), heading, figure_formulas(PERIODS, last))
    standing_sheet(book.create_sheet("排名"), PERIODS, last)
    content = io.BytesIO()
    book.save(content)
    return content.getvalue()


def fill(sheet: Worksheet, heading: Sequence[str], rows: Iterable[Sequence[object]]) -> None:
    """Write headings and rows; a cell is shown as a day by its type or by the end of its heading."""
    sheet.append(list(heading))
    for row in rows:
        sheet.append(list(row))
    days = {
        column for column, label in enumerate(heading) if label.endswith(("日", "日期", "期限", "应报", "报送", "月末"))
    }
    for cells in sheet.iter_rows(min_row=2):
        for column, cell in enumerate(cells):
            if column in days or isinstance(cell.value, date):
                cell.number_format = "yyyy-mm-dd"
    sheet.freeze_panes = "C2"


def _periods(sheet: Worksheet) -> None:
    """Write each period: name, first and last month and day, the period just before of the same kind."""
    rows = []
    for name in PERIODS:
        period = parse_period(name)
        first, last = period.first_day, period.last_day
        rows.append([name, first.month, last.month, first, last, period.previous().name])
    fill(sheet, ["期间", "首月", "末月", "首日", "末日", "上一期"], rows)


def _calendar(sheet: Worksheet) -> None:
    """Write each day, 1 for a working day, and the number of working days up to it."""
    off = {
        start + timedelta(days=n)
        for a, b in _OFF
        for start in [date.fromisoformat(a)]
        for n in range((date.fromisoformat(b) - start).days + 1)
    }
    on = {date.fromisoformat(day) for day in _ON}
    days = [date(2022, 10, 1) + timedelta(days=n) for n in range(500)]
    rows = []
    for at, day in enumerate(days, start=2):
        works = day in on or (day.weekday() < 5 and day not in off)
        rows.append([day, int(works), f"=SUM(B$2:B{at})"])
    fill(sheet, ["日期", "工作日（1是0否）", "累计工作日数"], rows)


def _reports(sheet: Worksheet) -> None:
    """Write a row per unit and month. 顺延应报 is 应报 itself or, on a day off, the next working day."""
    rows: list[list[object]] = []
    for unit in UNITS:
        for month in MONTHS:
            at = len(rows) + 2
            before = f"VLOOKUP(D{at}-1,日历!$A$2:$C$501,3,FALSE)"
            next_working_day = f"=INDEX(日历!$A$2:$A$501,MATCH({before}+1,日历!$C$2:$C$501,0))"
            wrong = int(month in ERRORS.get(unit, ()))
            rows.append(
                [
                    unit,
                    int(month[-2:]),
                    parse_period(month).last_day,
                    due_on(month),
                    sent_on(unit, month),
                    wrong,
                    next_working_day,
                ]
            )
    fill(sheet, ["单位", "月", "月末", "应报", "报送", "有错误", "顺延应报"], rows)


def _windows(sheet: Worksheet) -> None:
    """Write a row per unit and month.

    A window ends at the month's end, or on the day when the ledger was sent if that is earlier, but not before 应报 nor
    more than seven days before the month's end. The next begins on the day after. For what nobody took over the
    calendar's months count.
    """
    rows: list[list[object]] = []
    for unit in (*UNITS, NOBODY):
        for month in MONTHS:
            at, period = len(rows) + 2, parse_period(month)
            first: object = period.first_day if month == MONTHS[0] else f"=D{at - 1}+1"
            sent = (
                f'IF(OR(报送!E{at}="",报送!E{at}>报送!C{at}),报送!C{at},'
                f"MAX(报送!E{at},MIN(报送!D{at},报送!C{at}-7),C{at}))"
            )
            rows.append([unit, int(month[-2:]), first, period.last_day if unit == NOBODY else f"={sent}"])
    fill(sheet, ["单位", "月", "时段首日", "时段末日"], rows)


def _registers(book: Workbook, rows: Sequence[dict[str, object]]) -> None:
    """Write 交办 (one row per matter, its earliest date), 督办, and 搁置 (the row without a number)."""
    once: dict[str, list[object]] = {}
    for number, name, _, assigned_on, settle_by in sorted(ASSIGNED, key=lambda row: row[4]):
        once.setdefault(number, [number, name, assigned_on, settle_by])
    fill(book.create_sheet("交办"), ["信访件编号", "单位", "交办日期", "要求化解日"], once.values())
    supervised = [
        [number, name, on, at_fault, judged, f'=IF(E{at}="",C{at},E{at})']
        for at, (number, name, on, _, at_fault, judged) in enumerate(SUPERVISED, start=2)
    ]
    fill(book.create_sheet("督办"), ["信访件编号", "单位", "督办日期", "有责", "认定日期", "计入日期"], supervised)
    set_aside = []
    for row in rows:
        mended, registered = row.get("补编号月"), row["登记日期"]
        if isinstance(mended, int) and isinstance(registered, date):
            set_aside += [[row["责任单位"], month] for month in range(registered.month, mended)]
    fill(book.create_sheet("搁置"), ["单位", "月"], set_aside)
