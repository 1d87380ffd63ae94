"""更正对照: what issued papers say and what would be printed now."""

from __future__ import annotations

from pipeline.messages.issuing import CORRECTIONS_NOTE
from pipeline.render.overview import Overview
from pipeline.render.workbook.block import BlockSheet
from pipeline.render.workbook.filtered_table import Listed, table
from pipeline.render.workbook.formats import Formats
from pipeline.schema.summary_sheets import CORRECTIONS_SHEET
from pipeline.schema.table_labels import CORRECTION_LABELS

_WIDTHS = {
    "document": 14,
    "recipient": 12,
    "number": 22,
    "kind": 8,
    "township": 12,
    "item": 18,
    "issued": 40,
    "now": 40,
}
_LONG = ("item", "issued", "now")


def corrections(sheet: BlockSheet, overview: Overview, formats: Formats) -> None:
    """Write one row per difference, by paper in the order in which they were issued."""
    frame = overview.report.tables["corrections"]
    columns = [
        Listed(label, _WIDTHS[id_], frame[id_].fillna(""), formats.wrapped if id_ in _LONG else formats.text)
        for id_, label in CORRECTION_LABELS.items()
    ]
    note = CORRECTIONS_NOTE.format(count=len(frame))
    table(sheet, overview, formats, CORRECTIONS_SHEET, note, columns)
