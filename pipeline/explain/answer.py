"""A question about a published figure becomes lines to read and, for an indicator, a table for Excel."""

from __future__ import annotations

import csv
import io
from pathlib import Path

from pipeline.editions.archive import published
from pipeline.explain.conditions import explain_title
from pipeline.explain.figure import explain_figure, items
from pipeline.explain.places import NOWHERE
from pipeline.explain.question import SCORE, Asked, ask
from pipeline.explain.score import explain_score
from pipeline.messages.refusals import refusal
from pipeline.schema.indicators import INDICATOR

_BEGINS_A_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
TABLES = (
    "indicators",
    "members",
    "counted",
    "matters",
    "three_none",
    "ranking",
    "scored",
    "findings",
    "files",
    "headings",
)


def explain(
    outputs: Path, period: str, township: str, figure: str, *, as_table: bool = False
) -> tuple[list[str], bytes]:
    """Return the explanation of one published figure as lines, and as CSV bytes when ``as_table`` (else b'').

    Raises UserError with the nearest name when there is no such edition, township or figure; when a table isn't the one
    that was published; when ``as_table`` is asked for a figure that has no table.
    """
    edition = published(outputs, period, TABLES)
    if missing := [name for name in TABLES if name not in edition.tables]:
        raise refusal("E030", edition=edition.name, tables="、".join(missing))
    asked = ask(edition, township, figure)
    if asked.subject in INDICATOR:
        return explain_figure(asked, asked.subject), _table(asked, asked.subject) if as_table else b""
    if as_table:
        raise refusal("E031", figure=figure)
    if asked.subject == SCORE:
        return explain_score(asked), b""
    return explain_title(asked, outputs, asked.subject), b""


def _table(asked: Asked, id_: str) -> bytes:
    """Return a CSV of one row per item, with the mark by which Excel knows UTF-8; 检举控告 items have no number."""
    indicator = INDICATOR[id_]
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\r\n")
    dates = tuple(filter(None, (indicator.basis, indicator.done)))
    writer.writerow(
        ("乡镇", "编号", "情况", "原因", *dates, "再次信访", "来源文件", "工作表", "行", "单元格", "另见", "说明")
    )
    for item in items(asked, id_):
        number = item.number or "检举控告，不列出"
        # The sign makes a number of 16 digits text, which Excel doesn't round.
        unrounded = f'="{number}"'
        first = item.spots[0] if item.spots else NOWHERE
        after_number = (
            item.part,
            item.reason,
            *(item.basis, item.done)[: len(dates)],
            item.repeat,
            *first.columns,
            first.cells_in_words,
            "；".join(str(spot) for spot in item.spots[1:]),
            "；".join(item.notes),
        )
        shown = unrounded if number.isdigit() else as_text(number)
        writer.writerow((as_text(item.township), shown, *(as_text(value) for value in after_number)))
    return text.getvalue().encode("utf-8-sig")


def as_text(value: object) -> str:
    """What a cell of a CSV says, with an apostrophe before a sign by which Excel or WPS would take it for a formula.

    >>> as_text("=1+1.xlsx"), as_text("城关镇.xlsx"), as_text(None)
    ("'=1+1.xlsx", '城关镇.xlsx', '')
    """
    text = "" if value is None else str(value)
    return f"'{text}" if text.startswith(_BEGINS_A_FORMULA) else text
