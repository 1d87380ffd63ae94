"""报送 of 汇总.xlsx: one row per township with its ledgers, their rows and faults, its papers and its daily reports."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

import pandas as pd

from pipeline.base.finding import Severity
from pipeline.base.period import parse_period
from pipeline.messages import workbook_words
from pipeline.render.daily_grid import SIGNS, DailyGrid
from pipeline.render.overview import NO_VALUE, UNSENT, Overview
from pipeline.render.workbook.block import BlockSheet, height_for, lines_needed
from pipeline.render.workbook.cells import put, to_file
from pipeline.render.workbook.formats import Formats, set_page, set_title, split_pages
from pipeline.render.workbook.links import Beside
from pipeline.schema.papers import filed
from pipeline.schema.state_labels import state_label
from pipeline.schema.vocabulary import Answer, Daily, Sending, Status

_TOP = 3
_SIGNS: dict[str, str] = {Sending.ON_TIME: "✓", Sending.LATE: "▲", Sending.MISSING: "✗"}
_COUNTS = ("计入行", "未计入行", "错误", "提醒")


def reports(sheet: BlockSheet, overview: Overview, formats: Formats, beside: Beside) -> None:
    """Write 报送: the day of each ledger, its rows and faults, its files; daily reports are on a second page.

    A paper has a column if the edition holds it for at least one township.
    """
    report = overview.report
    folders = sorted(set(report.tables["submissions"]["folder"].dropna()))
    daily = DailyGrid(report.tables["daily"])
    papers = [(row, files) for row, files in filed(beside.paths) if row.per_township]
    labels = [row.short for row, _ in papers]
    widths = _headers(sheet, overview, folders, labels, daily, formats)
    submissions = {
        (name, folder): _submission(status, zero, sent_on)
        for name, folder, status, zero, sent_on in zip(
            *(report.tables["submissions"][c] for c in ("township", "folder", "status", "zero", "sent_on")), strict=True
        )
    }
    row_counts = {
        name: (int(kept), int(set_aside))
        for name, kept, set_aside in overview.ledger_rows[["township", "kept", "set_aside"]].itertuples(index=False)
    }
    findings = report.tables["findings"]
    faults = Counter(zip(findings["township"], findings["severity"], strict=True))
    for row, (name, status) in enumerate(report.submissions.items(), start=_TOP):
        put(sheet, row, 0, name, formats.text)
        if status == UNSENT:
            put(sheet, row, 1, f"✗ {state_label(Status, status)}", formats.alarm)
        else:
            put(sheet, row, 1, state_label(Status, status), formats.text)
        for column, folder in enumerate(folders, start=2):
            text = submissions.get((name, folder), NO_VALUE)
            put(sheet, row, column, text, formats.alarm if text.startswith(_SIGNS[Sending.MISSING]) else formats.text)
        column = 2 + len(folders)
        fault_counts = (faults[name, severity.value] for severity in (Severity.ERROR, Severity.REMINDER))
        for count in (*row_counts.get(name, (0, 0)), *fault_counts):
            sheet.write_number(row, column, count, formats.number)
            column += 1
        for paper, files in papers:
            if name in files:
                to_file(sheet, row, column, files[name], f"{paper.short} →", formats)
            else:
                put(sheet, row, column, "", formats.text)
            column += 1
        if daily.days:
            sheet.write_number(row, column, len(daily.days_of(name, Daily.MISSING)), formats.number)
            for offset, day in enumerate(daily.days, start=1):
                sign = daily.sign(name, day)
                missing = sign == SIGNS[Daily.MISSING]
                put(sheet, row, column + offset, sign, formats.alarm_centred if missing else formats.centred)
    sheet.freeze_panes(_TOP, 1)
    set_page(sheet, overview, first_row=_TOP - 1, last_row=_TOP - 1)
    if daily.days:
        split_pages(sheet, 2 + len(folders) + len(_COUNTS) + len(papers), 1, widths)


def _headers(
    sheet: BlockSheet,
    overview: Overview,
    folders: Sequence[str],
    papers: Sequence[str],
    daily: DailyGrid,
    formats: Formats,
) -> list[float]:
    """Write title and header row, with a column for each of ``papers``; returns the widths of the columns."""
    frame = overview.report.tables["submissions"]
    columns = [
        ("乡镇", 12.0),
        ("本期台账", 16.0),
        *((f"{parse_period(f).label}\n{_due(frame, f)}", 20.0) for f in folders),
    ]
    columns += [*((label, 9.0) for label in _COUNTS), *((label, 13.0) for label in papers)]
    last_column = len(columns) - 1
    counts = "，".join(f"{_sent(status)}{n}份" for status, n in frame["status"].value_counts(sort=False).items())
    note = workbook_words.BY_REGISTER.format(counts=counts) if counts else workbook_words.NO_REGISTER
    note += workbook_words.NEWEST_LEDGER
    height = height_for(lines_needed(note, sum(width for _, width in columns)))
    set_title(
        sheet,
        formats,
        "报送",
        f"{overview.report.period.label}。{note}",
        last_column=last_column,
        height=height,
        first_column=1,
    )
    if daily.days:
        zero, sent, late, missing = (SIGNS[state] for state in (Daily.ZERO, Daily.ON_TIME, Daily.LATE, Daily.MISSING))
        legend = workbook_words.DAILY.format(zero=zero, sent=sent, late=late, missing=missing)
        put(sheet, 1, len(columns), legend, formats.plain)
        columns += [("缺报\n天数", 10.0), *((f"{day:%m-%d}", 6.0) for day in daily.days)]
    for column, (label, width) in enumerate(columns):
        sheet.set_column(column, column, width)
        put(sheet, _TOP - 1, column, label, formats.header)
    sheet.set_row(_TOP - 1, 34)
    return [width for _, width in columns]


def _due(frame: pd.DataFrame, folder: str) -> str:
    days = frame.loc[frame["folder"] == folder, "due_on"].dropna().unique()
    return f"应报{pd.Timestamp(days[0]):%m-%d}" if len(days) == 1 else "应报日期不一"


def _submission(status: object, zero: object, sent_on: object) -> str:
    day = "" if pd.isna(sent_on) else f" {pd.Timestamp(sent_on):%m-%d}"  # type: ignore[call-overload, arg-type]
    return f"{_sent(status)}{day}{f'，{state_label(Status, Status.ZERO)}' if zero == Answer.YES else ''}"


def _sent(status: object) -> str:
    return f"{_SIGNS[str(status)]} {state_label(Sending, status)}"
