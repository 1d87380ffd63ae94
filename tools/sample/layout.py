"""A township's rows become the cells of a sheet: title, headings, rows, totals and footers as its clerk writes them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date

from pipeline.base.place import column_letter
from pipeline.schema.ledger import LEDGER, LEDGER_IDS
from tools.sample.rows import Row
from tools.sample.styles import GROUPS, PERSONAL, SERIAL, SPACER, DateStyle, Style

_LABELS = {f.id: f.label for f in LEDGER}
_OPTIONAL_TEXT = (
    "related_case_no",
    "lead_official",
    "backlog_batch",
    "extended_to",
    "extension_approved_on",
    "withdrawn_on",
)
"""The columns in which a clerk writes 无 or / where there is nothing."""
_GROUP_OF = {id_: name for name, ids in GROUPS.items() for id_ in ids}


@dataclass(frozen=True, slots=True)
class Formula:
    """A formula with the value that its program cached."""

    text: str
    value: int


@dataclass(slots=True)
class Page:
    """Cells by (row, column) from 0; merges as (first row, first column, last row, last column)."""

    name: str
    cells: dict[tuple[int, int], object] = field(default_factory=dict)
    merges: list[tuple[int, int, int, int]] = field(default_factory=list)
    header_rows: set[int] = field(default_factory=set)
    hidden_rows: set[int] = field(default_factory=set)
    row_of: list[tuple[int, Row]] = field(default_factory=list)
    column_of: dict[str, int] = field(default_factory=dict)

    def address(self, row: int, column: str) -> str:
        """Return the A1 address of a ledger column in a row; of the case number where the ledger lacks the column."""
        return f"{column_letter(self.column_of.get(column, self.column_of['case_no']))}{row + 1}"


def written_date(value: date, style: DateStyle) -> object:
    """Return a day as this clerk writes it: a real date, or one of five texts."""
    plain = f"{value.year}{{0}}{value.month}{{1}}{value.day}"
    return {
        "cell": value,
        "2023-02-06": value.isoformat(),
        "2023.2.6": plain.format(".", "."),
        "2023/2/6": plain.format("/", "/"),
        "2023年2月6日": plain.format("年", "月") + "日",
        "20230206": f"{value:%Y%m%d}",
    }[style]


def _personal(heading: str, serial: int) -> str:
    """A plainly invented personal value; none of it may ever leave the reader."""
    return {
        "姓名": ("张样例", "李示例", "王假名", "赵虚构")[serial % 4],
        "身份证": f"0000001990{serial % 12 + 1:02d}{serial % 28 + 1:02d}{serial % 10000:04d}",
        "电话": f"138{serial % 100:08d}",
        "住址": f"示例村{serial}号",
        "内容": f"（虚构内容）反映示例事项{serial}",
    }[PERSONAL[heading]]


def _cell(column: str, row: Row, serial: int, style: Style) -> object:
    if column == SERIAL:
        return serial
    if column == SPACER:
        return None
    if column in PERSONAL:
        return _personal(column, serial)
    value = row.values.get(column)
    if isinstance(value, date):
        return written_date(value, style.dates)
    if value is None and style.nothing and column in _OPTIONAL_TEXT:
        return style.nothing
    if column == "persons" and isinstance(value, int) and style.persons_word:
        return f"{value}{style.persons_word}"
    return value


def lay_out(unit: str, rows: list[Row], style: Style, cut_off: date, title_month: int | None = None) -> Page:
    """Return the sheet of a township's ledger; ``title_month``: the month in a title that its clerk didn't change."""
    page = Page(style.sheet)
    top, left = style.origin
    columns = {name: left + index for index, name in enumerate(style.columns)}
    page.column_of = {name: column for name, column in columns.items() if name in LEDGER_IDS}
    last = left + len(style.columns) - 1
    if style.title:
        page.cells[0, left] = style.title.format(unit=unit, year=cut_off.year, m=title_month or cut_off.month)
        page.merges.append((0, left, 0, last))
    if style.unit_line:
        page.cells[1, left] = f"填报单位：{unit}"
        page.cells[1, last - 2] = f"统计截止：{cut_off.year}年{cut_off.month}月{cut_off.day}日"
    sheet_row = _headings(page, style, columns, top)
    first = sheet_row
    previous: object = None
    for serial, row in enumerate(rows, start=1):
        month = str(row.values.get("registered_on"))[:7]
        if style.subtotals and serial > 1 and month != previous:
            sheet_row = _sum_row(page, columns, sheet_row, "小计", serial - 1)
        previous = month
        if style.repeat_every and serial > 1 and (serial - 1) % style.repeat_every == 0:
            sheet_row = _headings(page, style, columns, sheet_row)
        if style.blank_every and serial > 1 and (serial - 1) % style.blank_every == 0:
            sheet_row += 1
        for name, column in columns.items():
            value = _cell(name, row, serial, style)
            if value is not None:
                page.cells[sheet_row, column] = value
        page.row_of.append((sheet_row, row))
        sheet_row += 1
    if not rows:
        page.cells[sheet_row, left] = "本月无信访事项，零报告"
        sheet_row += 1
    page.hidden_rows = {page.row_of[i][0] for i in style.hidden if i < len(page.row_of)}
    if style.merge_unit and rows:
        _merge_down(page, columns["township"], [r for r, _ in page.row_of])
    if style.total and rows:
        _total(page, style, columns, first, sheet_row)
        sheet_row += 1
    if style.footer:
        page.cells[sheet_row + 1, left] = "填表人：信访专干"
        page.cells[sheet_row + 1, left + 4] = "审核人：分管领导"
        page.cells[sheet_row + 1, left + 8] = f"填报日期：{cut_off.year}年{cut_off.month}月{cut_off.day}日"
    return page


def _headings(page: Page, style: Style, columns: dict[str, int], sheet_row: int) -> int:
    """Write the header at ``sheet_row`` and return the first row after it."""
    if style.groups:
        runs: list[tuple[str, int, int]] = []
        for name, column in columns.items():
            group = _GROUP_OF.get(name, "")
            if runs and group and runs[-1][0] == group:
                runs[-1] = (group, runs[-1][1], column)
            else:
                runs.append((group, column, column))
        for group, first, last in runs:
            page.cells[sheet_row, first] = group or SERIAL
            page.merges.append(
                (sheet_row, first, sheet_row, last) if group else (sheet_row, first, sheet_row + 1, last)
            )
        page.header_rows.add(sheet_row)
        sheet_row += 1
    for name, column in columns.items():
        heading = style.headings.get(name, _LABELS.get(name, name))
        if name != SPACER and not (style.groups and name == SERIAL):
            page.cells[sheet_row, column] = heading
    page.header_rows.add(sheet_row)
    return sheet_row + 1


def _sum_row(page: Page, columns: dict[str, int], sheet_row: int, label: str, count: int) -> int:
    first = min(columns.values())
    page.cells[sheet_row, first] = label
    page.cells[sheet_row, first + 1] = f"{count}件"
    return sheet_row + 1


def _total(page: Page, style: Style, columns: dict[str, int], first: int, sheet_row: int) -> None:
    """Write 合计: a formula over the persons with its cached value, or a typed number.

    It is typed where the cells are texts, where the format isn't xlsx, and where the sum is to be wrong.
    """
    _sum_row(page, columns, sheet_row, "合计", len(page.row_of))
    column = columns["persons"]
    truth = sum(_numbers(row.values.get("persons") for _, row in page.row_of))
    letter = column_letter(column)
    typed = style.persons_word or style.total_off or style.kind != "xlsx"
    page.cells[sheet_row, column] = (
        truth + style.total_off if typed else Formula(f"=SUM({letter}{first + 1}:{letter}{sheet_row})", truth)
    )


def _numbers(values: Iterable[object]) -> list[int]:
    return [v for v in values if isinstance(v, int)]


def _merge_down(page: Page, column: int, rows: list[int]) -> None:
    page.merges.append((rows[0], column, rows[-1], column))
    for row in rows[1:]:
        page.cells.pop((row, column), None)
