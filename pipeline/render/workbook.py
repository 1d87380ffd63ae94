"""汇总.xlsx: the figures of a period, the merged ledger and the faults, in one workbook that can be filtered and printed."""

from __future__ import annotations

import io
from datetime import datetime, time

from xlsxwriter.workbook import Workbook

from pipeline.bundles import Report
from pipeline.render import workbook_figures, workbook_lists, workbook_sheets
from pipeline.render.overview import Overview
from pipeline.render.workbook_block import BlockSheet
from pipeline.render.workbook_formats import FONT, make_formats

SHEETS = (
    "首页", "排名", "指标", "三无", "到期预警", "逾期件", "延期件", "积案批次", "督办销号", "接访", "报送", "抽查核实单", "送签单", "合并台账", "问题清单",
    "变更", "口径",
)  # fmt: skip
_LISTS = {
    "到期预警": workbook_lists.due_soon, "延期件": workbook_lists.extended, "积案批次": workbook_lists.batches, "督办销号": workbook_lists.urged,
    "接访": workbook_lists.visits, "报送": workbook_lists.submissions, "抽查核实单": workbook_lists.spot_checks,
    "送签单": workbook_lists.signatures, "变更": workbook_lists.changes,
}  # fmt: skip
_OPTIONS = {
    "in_memory": True,
    # What a township wrote is text, whatever it looks like.
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
}


def render_workbook(report: Report) -> bytes:
    """The workbook; the same bytes for the same report.

    Sheets in the order of SHEETS. Numbers are numbers, days are days, case numbers are text, nothing is a formula. A rate
    without denominator shows —. 检举控告 matters are counted and never listed: neither their rows nor their numbers appear.
    """
    buffer = io.BytesIO()
    book = Workbook(buffer, {**_OPTIONS, "default_format_properties": dict(FONT)})  # XlsxWriter adds to what it is given
    overview = Overview(report)
    book.set_properties({"title": overview.title, "created": datetime.combine(report.cut_off, time())})
    formats = make_formats(book)
    sheets = {name: book.add_worksheet(name, BlockSheet) for name in SHEETS}
    workbook_figures.front(sheets["首页"], overview, formats)
    workbook_figures.ranking(sheets["排名"], overview, formats)
    workbook_figures.three_none(sheets["三无"], overview, formats)
    workbook_sheets.indicators(sheets["指标"], overview, formats)
    workbook_sheets.overdue(sheets["逾期件"], overview, formats)
    workbook_sheets.matters(sheets["合并台账"], overview, formats)
    workbook_sheets.findings(sheets["问题清单"], overview, formats)
    for name, write in _LISTS.items():
        write(sheets[name], overview, formats)
    workbook_sheets.notes(sheets["口径"], overview, formats)
    book.close()
    return buffer.getvalue()
