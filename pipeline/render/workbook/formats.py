"""The look of 汇总.xlsx: one font, neutral colours, red for what the office must act on; and how its sheets print."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from xlsxwriter.format import Format
from xlsxwriter.workbook import Workbook
from xlsxwriter.worksheet import Worksheet

# Without the scheme "none" the theme's font would replace the named one.
FONT = {"font_name": "微软雅黑", "font_size": 10, "font_scheme": "none", "valign": "vcenter"}
HEADER_FILL = "#DCE3EA"
BAR = "#9DB2C7"
PALE_BAR = "#D5DEE8"
RED = "#B00020"
LINE = "#A6B1BC"
LINK = "#1F4E79"
GREY = "#404A54"
_A4 = 9
_PAGE_WIDTH = 110
"""The sum of column widths that a landscape page holds at full size."""


@dataclass(frozen=True)
class Formats:
    """Every cell format of the workbook, made once."""

    title: Format
    heading: Format
    alarm_heading: Format
    note: Format
    plain: Format
    header: Format
    text: Format
    wrapped: Format
    centred: Format
    number: Format
    score: Format
    percent: Format
    years: Format
    date: Format
    alarm: Format
    alarm_centred: Format
    alarm_text: Format
    alarm_wrapped: Format
    link: Format
    link_wrapped: Format
    line: Format
    strong: Format
    decimals: Format
    small: Format


def make_formats(book: Workbook) -> Formats:
    """The formats of one workbook."""

    def add(**properties: object) -> Format:
        return book.add_format({**FONT, **properties})

    cell = {"border": 1, "border_color": LINE}
    return Formats(
        title=add(font_size=16, bold=True),
        heading=add(font_size=12, bold=True),
        alarm_heading=add(font_size=12, bold=True, font_color=RED),
        note=add(font_color=GREY, text_wrap=True, valign="top"),
        plain=add(font_color=GREY),
        header=add(**cell, bold=True, bg_color=HEADER_FILL, text_wrap=True, align="center"),
        text=add(**cell, num_format="@", indent=1),
        wrapped=add(**cell, text_wrap=True, indent=1),
        centred=add(**cell, align="center"),
        number=add(**cell, num_format="0", align="right", indent=1),
        score=add(**cell, num_format="0.0", align="right", indent=1),
        percent=add(**cell, num_format="0.0%", align="right", indent=1),
        years=add(**cell, num_format='"连续"0"年"', align="center"),
        date=add(**cell, num_format="yyyy-mm-dd", align="center"),
        alarm=add(**cell, font_color=RED, bold=True, indent=1),
        alarm_centred=add(**cell, font_color=RED, bold=True, align="center"),
        alarm_text=book.add_format({"font_color": RED, "bold": True}),
        alarm_wrapped=add(**cell, font_color=RED, text_wrap=True, indent=1),
        link=add(**cell, indent=1, font_color=LINK, underline=1),
        link_wrapped=add(**cell, text_wrap=True, indent=1, font_color=LINK, underline=1),
        line=add(**cell, num_format="0", align="right", indent=1, font_color=LINK, underline=1),
        strong=add(**cell, bold=True, align="center"),
        decimals=add(**cell, num_format="0.0000", align="right", indent=1),
        small=add(**cell, font_size=9, align="center", num_format="@", font_color=GREY),
    )


class Titled(Protocol):
    """The texts in the head and foot of every sheet."""

    @property
    def title(self) -> str:
        """The title of the workbook."""

    @property
    def cut_off(self) -> str:
        """The cut-off day: 数据截至2023年2月28日."""

    @property
    def period_label(self) -> str:
        """The period: 2023年2月."""


def set_page(
    sheet: Worksheet, overview: Titled, *, first_row: int = 0, last_row: int = 0, wide: int = 1, upright: bool = False
) -> None:
    """Print on A4, landscape unless ``upright``, ``wide`` pages across.

    Every page has the rows from ``first_row`` to ``last_row`` (none if that is 0), the title and a page number.
    """
    title = overview.title.replace("&", "&&")
    if not upright:
        sheet.set_landscape()
    sheet.set_paper(_A4)
    sheet.set_margins(left=0.4, right=0.4, top=0.7, bottom=0.6)
    sheet.set_header(f"&L{title}&R&A", {"margin": 0.3})
    sheet.set_footer(f"&L{overview.cut_off}&R第&P页，共&N页", {"margin": 0.3})
    sheet.fit_to_pages(wide, 0)
    sheet.print_across()
    if last_row:
        sheet.repeat_rows(first_row, last_row)


def bars(colour: str, most: float) -> dict[str, object]:
    """Data bars from 0 to ``most``, so that a bar's length doesn't depend on the other values."""
    return {
        "type": "data_bar",
        "bar_color": colour,
        "bar_solid": True,
        "min_type": "num",
        "max_type": "num",
        "min_value": 0,
        "max_value": most,
    }


def split_pages(sheet: Worksheet, column: int, repeated: int, widths: Sequence[float]) -> None:
    """Print two pages across: the second begins at ``column``, and both have the first ``repeated`` columns.

    ``widths``: of all columns. The scale is fixed, because with fit_to_pages Excel puts the page break elsewhere.
    """
    first, second = sum(widths[:column]), sum(widths[:repeated]) + sum(widths[column:])
    sheet.set_print_scale(min(80, int(100 * _PAGE_WIDTH / max(first, second))))
    sheet.repeat_columns(0, repeated - 1)
    sheet.set_v_pagebreaks([column])


def set_title(
    sheet: Worksheet,
    formats: Formats,
    title: str,
    note: str,
    *,
    last_column: int,
    height: float = 18,
    first_column: int = 0,
) -> None:
    """Write the title into row 1 and the note into row 2, across the table, ``height`` points high.

    ``first_column``: where the note begins, which must be behind the columns that are printed on every page; otherwise
    a piece of it would be printed with them.
    """
    sheet.set_row(0, 26)
    sheet.write_string(0, 0, title, formats.title)
    sheet.set_row(1, height)
    sheet.merge_range(1, first_column, 1, last_column, "", formats.note)
    sheet.write_string(1, first_column, note, formats.note)
