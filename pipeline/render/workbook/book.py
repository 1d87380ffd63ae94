"""汇总.xlsx: the figures of a period, the merged ledger and the findings in one workbook, to filter and to print."""

from __future__ import annotations

import io
from datetime import datetime, time

from xlsxwriter.workbook import Workbook

from pipeline.bundles import Report
from pipeline.render.overview import Overview
from pipeline.render.workbook import long_sheets, working_lists, workload_sheet
from pipeline.render.workbook.block import add_sheet, finished
from pipeline.render.workbook.corrections_sheet import corrections
from pipeline.render.workbook.formats import FONT, make_formats
from pipeline.render.workbook.front import front
from pipeline.render.workbook.links import Beside
from pipeline.render.workbook.ranking import ranking
from pipeline.render.workbook.submissions import reports
from pipeline.render.workbook.three_none import evidence, evidence_apart, three_none
from pipeline.render.workbook.trend import trend
from pipeline.schema.summary_sheets import (
    CORRECTIONS_SHEET,
    DECIDED_SHEET,
    EVIDENCE_SHEET,
    RESTATED_SHEET,
    SHEET_WORDS,
)

_PLAIN = {
    "指标": long_sheets.indicators,
    "三无": three_none,
    EVIDENCE_SHEET: evidence,
    "到期预警": working_lists.due_soon,
    "延期件": working_lists.extended,
    "积案批次": working_lists.batches,
    "督办销号": working_lists.urged,
    "接访": working_lists.visits,
    "退回超期": working_lists.late_returns,
    "退回后无人接手": working_lists.unclaimed,
    "接访天数": working_lists.leaders_on_duty,
    "信访量": workload_sheet.workload,
    "收支核对": working_lists.balance,
    "抽查核实单": working_lists.spot_checks,
    RESTATED_SHEET: long_sheets.restated,
    CORRECTIONS_SHEET: corrections,
    DECIDED_SHEET: working_lists.undecided,
    "口径": long_sheets.notes,
}
_DRAWN = {"排名": ranking, "趋势": trend}
_LINKED = {
    "逾期件": long_sheets.overdue,
    "报送": reports,
    "送签单": working_lists.signatures,
    "合并台账": long_sheets.matters,
    "问题清单": long_sheets.findings,
    "变更": working_lists.changes,
}
OPTIONS = {
    "in_memory": True,
    # What a township wrote is text, even if it looks like a formula, a link or a number.
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
}


def render_workbook(report: Report, beside: Beside = Beside()) -> bytes:  # noqa: B008 - frozen
    """The workbook; the same arguments give the same bytes. ``beside``: the files to which it may link.

    The sheets are in the order of SHEET_WORDS. Numbers are numbers, days are days, case numbers are text, and there are
    no formulas. A rate with a denominator of 0 shows —. 检举控告 matters are counted and never listed: neither their
    rows nor their numbers appear.
    """
    buffer = io.BytesIO()
    # A copy of FONT, for XlsxWriter changes the mapping that it is given.
    book = Workbook(buffer, {**OPTIONS, "default_format_properties": dict(FONT)})
    overview = Overview(report)
    book.set_properties({"title": overview.title, "created": datetime.combine(report.cut_off, time())})
    formats = make_formats(book)
    empty = {
        name
        for name, table in (
            (RESTATED_SHEET, "restated"),
            (CORRECTIONS_SHEET, "corrections"),
            (DECIDED_SHEET, "undecided"),
        )
        if report.tables[table].empty
    }
    if not evidence_apart(overview):
        empty.add(EVIDENCE_SHEET)
    names = [name for name in SHEET_WORDS if name not in empty]
    sheets = {name: add_sheet(book, name) for name in names}
    front(sheets["首页"], overview, formats, beside.paths, names)
    for name, sheet in sheets.items():
        if name in _PLAIN:
            _PLAIN[name](sheet, overview, formats)
        elif name in _LINKED:
            _LINKED[name](sheet, overview, formats, beside)
        elif name in _DRAWN:
            _DRAWN[name](book, sheet, overview, formats)
    return finished(book, buffer)
