"""The long sheets of 汇总.xlsx, each a table to filter: 指标, 逾期件, 合并台账, 问题清单, 口径 and 更正."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from functools import partial

import pandas as pd

from pipeline.base.listed import texts_in
from pipeline.messages import workbook_words
from pipeline.messages.rule_names import rule_name
from pipeline.render.overview import NO_VALUE, Overview, joined_labels, whole
from pipeline.render.phrases import ON_THE_DAY
from pipeline.render.workbook.block import BlockSheet
from pipeline.render.workbook.cells import printed_rate
from pipeline.render.workbook.filtered_table import HEADER_ROW, Listed, format_of, table
from pipeline.render.workbook.formats import Formats
from pipeline.render.workbook.links import Beside
from pipeline.report.headings import Headings
from pipeline.schema.contract import TABLES
from pipeline.schema.indicators import INDICATOR
from pipeline.schema.state_labels import state_label
from pipeline.schema.summary_sheets import RESTATED_SHEET
from pipeline.schema.table_labels import FINDING_LABELS, MATTER_LABELS, OVERDUE_LABELS, PLACE, RESTATED_LABELS, RULE
from pipeline.schema.vocabulary import Claim, Origin, Step

_LEDGER_WIDTHS = {
    "procedure": 15,
    "handling": 16,
    "due_date": 17,
    "acceptance_limit": 17,
    "came_back": 15,
    "lead_official": 12,
    "case_no": 20,
    "related_case_no": 20,
    "root_case_no": 20,
    "source_file": 34,
    "category": 16,
    "backlog_batch": 20,
    "occurrence": 8,
    "persons": 7,
    "level": 8,
    "visit_class": 8,
    "extension_reason": 8,
    "extension_valid": 8,
    "withdrawn_valid": 8,
    "in_hand": 8,
}
_LAST_PRINTED = "in_hand"
"""The columns of 合并台账 behind it say where a row came from, which nobody looks up on paper."""
_FINDING_WIDTHS = {
    "severity": 6,
    "code": 7,
    "township": 10,
    "file": 26,
    "sheet": 10,
    "cell": 14,
    "cells": 6,
    "message": 52,
    "remedy": 42,
    "case_nos": 30,
}
_OVERDUE_WIDTHS = {"township": 12, "kind": 14, "case_no": 24}


def indicators(sheet: BlockSheet, overview: Overview, formats: Formats) -> None:
    """指标: a row per township and indicator with n, N, the rate as a number, and the definitions of n and N."""
    frame, options = overview.report.tables["indicators"], overview.report.settings.options
    known = [INDICATOR[id_] for id_ in frame["indicator"]]
    pairs = list(zip(known, frame["numerator"], frame["denominator"], strict=True))
    rates = ["未启用" if pd.isna(n) else None if i.count else printed_rate(n, of) for i, n, of in pairs]
    kinds = ["件数" if i.count else "描述" if i.descriptive else "质效" for i in known]
    columns = (
        Listed("乡镇", 12, frame["township"], formats.text),
        Listed("指标", 16, [overview.report.settings.label(id_) for id_ in frame["indicator"]], formats.text),
        Listed("类别", 7, kinds, formats.centred),
        Listed("分子 n", 8, frame["numerator"], formats.number),
        Listed("分母 N", 8, frame["denominator"], formats.number),
        Listed("率", 9, rates, formats.percent),
        Listed("分子口径", 66, [options.definition(i.numerator) for i in known], formats.wrapped),
        Listed("分母口径", 62, [options.definition(i.denominator) or NO_VALUE for i in known], formats.wrapped),
    )
    note = workbook_words.RATES.format(no_value=NO_VALUE)
    table(sheet, overview, formats, "指标", note, columns)


def overdue(sheet: BlockSheet, overview: Overview, formats: Formats, beside: Beside) -> None:
    """逾期件: the matters whose limit has passed, each linked to its cell in the ledger, without 检举控告."""
    frame, places = overview.overdue, overview.overdue_places
    links = beside.sources(overview, places["file"], places["sheet"], places["cell"])
    columns = [
        Listed(
            label,
            _OVERDUE_WIDTHS.get(id_, 12),
            _days(frame[id_]) if id_ == "days_over" else frame[id_],
            format_of(frame[id_], formats),
        )
        for id_, label in OVERDUE_LABELS.items()
    ]
    shown = [" ".join(filter(None, row)) or None for row in places.itertuples(index=False, name=None)]
    columns.append(Listed(PLACE, 40, shown, formats.link_wrapped if links else formats.wrapped, links))
    day = overview.cut_off.removeprefix("数据截至")
    how = workbook_words.HOW_LINKS if links else ""
    note = workbook_words.OVERDUE.format(count=len(frame), beside=overview.beside_overdue, day=day, links=how)
    table(sheet, overview, formats, "逾期件", note, columns, printed=len(OVERDUE_LABELS))


def _days(column: pd.Series) -> list[object]:
    return [int(days) or ON_THE_DAY for days in column]


def matters(sheet: BlockSheet, overview: Overview, formats: Formats, beside: Beside) -> None:
    """合并台账: every matter with every column of the table matters, linked to its case number in the ledger.

    检举控告 matters are left out; the note says how many they are.
    """
    frame = overview.report.tables["matters"]
    hidden = int(overview.accusations.sum())
    frame = frame[~overview.accusations]
    unread = frame["unreadable"].map(lambda ids: joined_labels(ids, MATTER_LABELS.__getitem__) or None)
    late = [joined_labels(steps, partial(state_label, Step)) or None for steps in frame["backfilled"]]
    frame = frame.assign(unreadable=unread.astype("str"), backfilled=pd.Series(late, index=frame.index, dtype="str"))
    for id_, kind in (("origin", Origin), ("claim", Claim)):
        frame[id_] = frame[id_].map(partial(state_label, kind), na_action="ignore").astype("str")
    kinds = TABLES["matters"].columns
    cells = Headings(overview.report.tables["headings"]).case_no_cells(frame)
    sources = beside.sources(overview, frame["source_file"], frame["source_sheet"], cells)
    links = [link if cell else None for link, cell in zip(sources, cells, strict=bool(sources))]
    values = {
        **{id_: overview.without_unlisted(frame[id_]) for id_ in MATTER_LABELS},
        "source_row": _cells_or_rows(cells, frame),
    }
    columns = [
        Listed(
            label,
            _LEDGER_WIDTHS.get(id_, 12 if kinds[id_] == "date" else 10),
            values[id_],
            format_of(values[id_], formats),
        )
        for id_, label in MATTER_LABELS.items()
    ]
    if links:
        columns[-1] = Listed(columns[-1].label, 10, values["source_row"], formats.line, links)
    note = workbook_words.MATTERS.format(
        listed=len(frame),
        hidden=hidden,
        last_printed=MATTER_LABELS[_LAST_PRINTED],
        links=workbook_words.HOW_LINKS if links else "",
    )
    printed = list(MATTER_LABELS).index(_LAST_PRINTED) + 1
    table(sheet, overview, formats, "合并台账", note, columns, wide=2, printed=printed)


def _cells_or_rows(cells: Sequence[str | None], frame: pd.DataFrame) -> pd.Series:
    """'B7'; '第7行' for a ledger that this run didn't read; null where the row isn't known either."""
    rows = frame["source_row"].fillna(0).tolist()
    return pd.Series(
        [cell or (f"第{row}行" if row else None) for cell, row in zip(cells, rows, strict=True)],
        index=frame.index,
        dtype="str",
    )


def findings(sheet: BlockSheet, overview: Overview, formats: Formats, beside: Beside) -> None:
    """问题清单: every finding with its place, what was found and what to do. 错误 is red."""
    frame = overview.report.tables["findings"]
    frame = frame.assign(case_nos=_shown_numbers(frame["case_nos"], overview.unlisted))
    links = beside.sources(overview, frame["file"], frame["sheet"], frame["cell"].fillna(""))
    long = {"file", "cell", "message", "remedy"}
    columns = [
        Listed(
            label, _FINDING_WIDTHS[id_], frame[id_], formats.wrapped if id_ in long else format_of(frame[id_], formats)
        )
        for id_, label in FINDING_LABELS.items()
    ]
    if links:
        index = list(FINDING_LABELS).index("file")
        columns[index] = Listed(columns[index].label, columns[index].width, frame["file"], formats.link_wrapped, links)
    own, printed = overview.report.settings.own_messages, len(columns)
    columns.append(Listed(RULE, 60, [rule_name(str(code), own) for code in frame["code"]], formats.text))
    note = workbook_words.FINDINGS.format(links=workbook_words.HOW_LINKS if links else "")
    alarm = {"type": "cell", "criteria": "==", "value": '"错误"', "format": formats.alarm_text}
    for part, rows in table(sheet, overview, formats, "问题清单", note, columns, printed=printed):
        if rows:
            part.conditional_format(HEADER_ROW + 1, 0, HEADER_ROW + rows, 0, alarm)


def _shown_numbers(listed: pd.Series, hidden: Collection[str]) -> pd.Series:
    """Numbers joined by 、, without those of matters that stand in no list; null where none is left."""
    kept = ["、".join(number for number in texts_in(cell) if number not in hidden) for cell in listed]
    return pd.Series([text or None for text in kept], index=listed.index, dtype="str")


def notes(sheet: BlockSheet, overview: Overview, formats: Formats) -> None:
    """口径: the notes, numbered, in the order in which papers print them."""
    lines = overview.report.notes
    columns = (
        Listed("序号", 6, list(range(1, len(lines) + 1)), formats.centred),
        Listed("口径", 98, list(lines), formats.wrapped),
    )
    table(
        sheet,
        overview,
        formats,
        "口径",
        workbook_words.NOTES,
        columns,
        filtered=False,
    )


def restated(sheet: BlockSheet, overview: Overview, formats: Formats) -> None:
    """更正: figures that differ from what was published. The published figure stays; today's is beside it."""
    frame = overview.report.tables["restated"]
    pairs = [
        [(whole(n), whole(of)) for n, of in zip(frame[first], frame[second], strict=True)]
        for first, second in (("published_numerator", "published_denominator"), ("numerator", "denominator"))
    ]
    cells: dict[str, tuple[float, pd.Series | list[object]]] = {
        "period": (10, frame["period"]),
        "township": (12, frame["township"]),
        "indicator": (18, [overview.report.settings.label(i) for i in frame["indicator"]]),
        "published": (12, [_fraction(p) for p in pairs[0]]),
        "published_rate": (11, [_share(p) for p in pairs[0]]),
        "now": (12, [_fraction(p) for p in pairs[1]]),
        "rate": (11, [_share(p) for p in pairs[1]]),
        "documents": (46, ["、".join(texts_in(papers)) or None for papers in frame["documents"]]),
    }
    styles = {
        "published_rate": formats.percent,
        "rate": formats.percent,
        "documents": formats.wrapped,
        "published": formats.centred,
        "now": formats.centred,
    }
    columns = [Listed(label, *cells[id_], styles.get(id_, formats.text)) for id_, label in RESTATED_LABELS.items()]
    note = workbook_words.RESTATED.format(count=len(frame))
    table(sheet, overview, formats, RESTATED_SHEET, note, columns)


def _fraction(figure: tuple[int | None, int | None]) -> str:
    """n/N, or a count alone; — for a null."""
    n, of = figure
    return NO_VALUE if n is None else str(n) if of is None else f"{n}/{of}"


def _share(figure: tuple[int | None, int | None]) -> float | str | None:
    n, of = figure
    return None if n is None or of is None else printed_rate(n, of)
