"""算稿.xlsx: the figures of the golden year worked out in spreadsheet formulas, straight from the definitions; none is the program's.

A clerk can follow them: 事项 has each matter with its limits, 状态 what counted at each month's end, 指标 every numerator and
denominator, 排名 scores, ranks, conditions and letters. A formula is written once and filled down.
"""

from __future__ import annotations

import io
from collections.abc import Iterable, Sequence
from datetime import date, timedelta

from openpyxl import Workbook
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from pipeline.period import parse_period
from pipeline.schema.indicators import INDICATORS
from tools.golden_year.county import ASSIGNED, ERRORS, FOUND_FALSE, LATE, MONTHS, OMITTED, SUPERVISED, TOWNSHIPS, UNSENT, YEAR, matters
from tools.golden_year.figures import figure_formulas
from tools.golden_year.standings import standing_sheet

PERIODS = (*MONTHS, *(f"{YEAR}-Q{quarter}" for quarter in range(1, 5)), str(YEAR))
COLUMNS = (
    "信访件编号", "责任单位", "登记日期", "收到日期", "信访目的", "初重件", "首件编号", "信访层级", "办理程序", "受理日期", "告知日期", "延期批准日期",
    "延期至", "办结日期", "办理结果", "化解状态", "包案领导", "积案批次", "对责任单位评价", "对信访部门评价", "退回日期", "不属实自", "漏报始", "漏报止",
)  # fmt: skip
"""What is typed, A to X of the sheet 事项; Y to AD are worked out."""
_OFF = (
    ("2022-12-31", "2023-01-02"), ("2023-01-21", "2023-01-27"), ("2023-04-05", "2023-04-05"), ("2023-04-29", "2023-05-03"),
    ("2023-06-22", "2023-06-24"), ("2023-09-29", "2023-10-06"), ("2023-12-30", "2024-01-01"),
)  # fmt: skip
_ON = ("2022-10-08", "2022-10-09", "2023-01-28", "2023-01-29", "2023-04-23", "2023-05-06", "2023-06-25", "2023-10-07", "2023-10-08")
"""The State Council's days off and exchanged working days, typed from its notices (国办发明电〔2021〕11号, 〔2022〕16号)."""


def working() -> bytes:
    """The workbook, formulas without their values: a spreadsheet program works them out."""
    book = Workbook()
    book.remove(book["Sheet"])
    rows = matters()
    last = len(rows) + 1
    _periods(book.create_sheet("期间"))
    _calendar(book.create_sheet("日历"))
    _matters(book.create_sheet("事项"), rows)
    _state(book.create_sheet("状态"), last)
    _registers(book)
    figures = book.create_sheet("指标")
    _fill(figures, ["期间", "乡镇", "指标", "分子", "分母"], figure_formulas(PERIODS, last))
    standing_sheet(book.create_sheet("排名"), PERIODS)
    content = io.BytesIO()
    book.save(content)
    return content.getvalue()


def _fill(sheet: Worksheet, heading: Sequence[str], rows: Iterable[Sequence[object]]) -> None:
    sheet.append(list(heading))
    for row in rows:
        sheet.append(list(row))
    for cells in sheet.iter_rows(min_row=2):
        for cell in cells:
            if isinstance(cell.value, date):
                cell.number_format = "yyyy-mm-dd"
    sheet.freeze_panes = "C2"


def _periods(sheet: Worksheet) -> None:
    """Name, first and last day, the number of the last month, the period just before of the same kind."""
    rows = []
    for name in PERIODS:
        period = parse_period(name)
        rows.append([name, period.first_day, period.last_day, period.last_day.month, period.previous().name])
    _fill(sheet, ["期间", "首日", "末日", "末月", "上一期"], rows)


def _calendar(sheet: Worksheet) -> None:
    """Each day, 1 for a working day, and how many working days there were up to it."""
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
    _fill(sheet, ["日期", "工作日", "累计工作日"], rows)


def _matters(sheet: Worksheet, rows: Sequence[dict[str, object]]) -> None:
    """Typed columns, then 受理期限, 60日期限, 延期有效, 办理期限, 简易期限, 检举控告."""
    checked = {number: parse_period(month).last_day for number, month in FOUND_FALSE}
    found = []
    for at, row in enumerate(rows, start=2):
        number = str(row["信访件编号"])
        omitted = [parse_period(month) for month in OMITTED.get(number, ())]
        typed = [row.get(column) for column in COLUMNS[:-3]]
        typed += [checked.get(number), omitted[0].first_day if omitted else None, omitted[-1].last_day if omitted else None]
        found.append([
            *typed,
            f'=IF(D{at}<>"",D{at}+15,IF(H{at}="乡镇",C{at}+15,C{at}+30))',
            f'=IF(J{at}="","",J{at}+60)',
            f'=IF(OR(L{at}="",M{at}="",J{at}=""),0,IF(AND(L{at}>=J{at},L{at}<=Z{at},M{at}>Z{at},M{at}<=Z{at}+30),1,0))',
            f'=IF(J{at}="","",IF(AA{at}=1,M{at},Z{at}))',
            f'=IF(OR(I{at}<>"简易办理",J{at}=""),"",INDEX(日历!$A$2:$A$501,MATCH(VLOOKUP(J{at},日历!$A$2:$C$501,3,FALSE)+10,日历!$C$2:$C$501,0)))',
            f'=IF(OR(I{at}="检举控告",E{at}="检举控告"),1,0)',
        ])  # fmt: skip
    _fill(sheet, [*COLUMNS, "受理期限", "60日期限", "延期有效", "办理期限", "简易期限", "检举控告"], found)
    for column in (25, 26, 28, 29):
        for (cell,) in sheet.iter_rows(min_row=2, min_col=column, max_col=column):
            cell.number_format = "yyyy-mm-dd"


def _state(sheet: Worksheet, last: int) -> None:
    """For each month's end, three columns a matter: 再次信访, 化解, 按信访处理意见计. Month m has columns 3m-1, 3m, 3m+1."""
    everyone = {letter: f"事项!${letter}$2:${letter}${last}" for letter in "ABCFGU"}
    found = []
    for at in range(2, last + 1):
        row: list[object] = [f"=事项!A{at}"]
        for month in range(1, 13):
            end = f"期间!$C${month + 1}"
            again = get_column_letter(3 * month - 1)
            row += [
                (f'=IF(事项!N{at}="",0,IF(SUMPRODUCT(({everyone["G"]}=事项!G{at})*({everyone["F"]}="重件")*({everyone["B"]}=事项!B{at})'
                f"*({everyone['A']}<>事项!A{at})*({everyone['C']}>事项!N{at})*({everyone['C']}<=事项!N{at}+90)*({everyone['C']}<={end})"
                f'*((({everyone["U"]}="")+({everyone["U"]}>{end}))>0))>0,1,0))'),
                (f'=IF(AND(事项!N{at}<>"",事项!N{at}<={end},事项!P{at}="已化解",事项!O{at}<>"",事项!S{at}<>"不满意",'
                f'OR(事项!V{at}="",事项!V{at}>{end}),{again}{at}=0),1,0)'),
                (f'=IF(事项!I{at}="信访处理意见",1,IF(AND(事项!I{at}="简易办理",事项!AC{at}<>""),'
                f'IF(AND(事项!AC{at}<={end},OR(事项!N{at}="",事项!N{at}>事项!AC{at})),1,0),0))'),
            ]  # fmt: skip
        found.append(row)
    heading = ["信访件编号", *(f"{month}月{what}" for month in range(1, 13) for what in ("再次信访", "化解", "按意见计"))]
    _fill(sheet, heading, found)


def _registers(book: Workbook) -> None:
    """报送, 交办 (one row a matter, its earliest date), 督办, 错误: what the office typed."""
    reports: list[list[object]] = []
    for month in MONTHS:
        end = parse_period(month).last_day
        due = end + timedelta(days=3)
        for name in TOWNSHIPS:
            sent = None if (month, name) in UNSENT else due + timedelta(days=2) if (month, name) in LATE else due - timedelta(days=1)
            reports.append([name, end, due, sent, int(month in ERRORS.get(name, ()))])
    _fill(book.create_sheet("报送"), ["乡镇", "期末", "应报", "报送", "有错误"], reports)
    once: dict[str, list[object]] = {}
    for number, name, _, assigned_on, settle_by in sorted(ASSIGNED, key=lambda row: row[4]):
        once.setdefault(number, [number, name, assigned_on, settle_by])
    _fill(book.create_sheet("交办"), ["信访件编号", "乡镇", "交办日期", "要求化解"], once.values())
    _fill(book.create_sheet("督办"), ["信访件编号", "乡镇", "督办日期", "有责"], [list(row) for row in SUPERVISED])


assert [i.label for i in INDICATORS][:2] == ["及时受理率", "按期办结率"]
