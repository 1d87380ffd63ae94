"""The long tables of 审核.html, with pages and filters: findings, decisions, sheets, changes and files."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Literal

import pandas as pd

from pipeline.base.finding import SEVERITY_ORDER, Severity
from pipeline.messages.page import PAGE_WORDS as WORDS
from pipeline.messages.rule_names import rule_name
from pipeline.render.overview import REFUSED, Overview
from pipeline.schema.state_labels import state_label
from pipeline.schema.table_labels import CHANGE_LABELS, DECIDED_LABELS, FILE_LABELS, FINDING_LABELS, SHEET_LABELS
from pipeline.schema.vocabulary import Verdict

PAGE_SIZE = 50
SIGNS = {Severity.ERROR.value: "✖", Severity.REMINDER.value: "!", Severity.NOTE.value: "·"}
ACT = "▲"
URGENT = (SIGNS[Severity.ERROR.value], ACT)
"""The signs of what the office must act on; a word is printed in red only behind one of them."""
_WORKBOOK = "汇总.xlsx“{}”"
_PARQUET = "data/{}.parquet"

Style = Literal["text", "short", "number", "after"]


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell that every line has. ``parts``: the columns that it shows, the first large, the others small below it.

    ``link``: the column of the addresses to which the first one leads, '' for none.
    """

    label: str
    parts: tuple[int, ...]
    style: Style = "text"
    link: int | None = None


@dataclass(frozen=True, slots=True)
class Shown:
    """A cell of one line as the page shows it. ``act``: the office must act on it."""

    text: str
    small: str
    style: Style
    sign: str
    act: bool
    href: str = ""


@dataclass(frozen=True, slots=True)
class Filter:
    """A choice among the values of one column. ``options``: (value, how the page shows it)."""

    label: str
    column: int
    options: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Listing:
    """A long table: all rows ``packed`` for the script, and the ``first`` PAGE_SIZE rows for a browser without scripts.

    ``packed``: per column its distinct values and, for each row, the index of its value, because a few hundred values
    fill 100,000 cells. ``whole``: the file that holds the whole table.
    """

    id: str
    title: str
    caption: str
    whole: str
    cells: tuple[Cell, ...]
    filters: tuple[Filter, ...]
    total: int
    first: tuple[tuple[Shown, ...], ...]
    packed: Mapping[str, object] = field(repr=False)


def listing(
    id_: str,
    columns: Sequence[Sequence[str]],
    cells: tuple[Cell, ...],
    *,
    whole: str,
    title: str,
    caption: str,
    filters: tuple[Filter, ...] = (),
    signs: Mapping[int, Mapping[str, str]] | None = None,
) -> Listing:
    """A Listing of columns of equal length.

    ``signs``: column -> value -> the sign before it; ✖ and ▲ mark what the office must act on.

    >>> table = listing("x", [["a", "b", "a"]], (Cell("x", (0,)),), whole="", title="", caption="")
    >>> table.packed["words"], table.packed["codes"]
    ([['a', 'b']], [[0, 1, 0]])
    """
    distinct, codes = [], []
    for column in columns:
        index = {value: i for i, value in enumerate(dict.fromkeys(column))}
        distinct.append(list(index))
        codes.append([index[value] for value in column])
    total = len(columns[0])
    packed = {
        "total": total,
        "words": distinct,
        "codes": codes,
        "whole": whole,
        "signs": signs or {},
        "cells": [{"parts": cell.parts, "style": cell.style, "link": cell.link} for cell in cells],
    }
    rows = zip(*(column[:PAGE_SIZE] for column in columns), strict=True)
    first = tuple(tuple(_cell_of(row, cell, signs or {}) for cell in cells) for row in rows)
    return Listing(id_, title, caption, whole, cells, filters, total, first, packed)


def _cell_of(row: tuple[str, ...], cell: Cell, signs: Mapping[int, Mapping[str, str]]) -> Shown:
    text, *small = (row[part] for part in cell.parts)
    sign = signs.get(cell.parts[0], {}).get(text, "")
    href = "" if cell.link is None else row[cell.link]
    return Shown(text, " · ".join(filter(None, small)), cell.style, sign, sign in URGENT, href)


def findings_list(overview: Overview) -> Listing:
    """问题清单, with filters for township, severity and rule."""
    frame = overview.report.tables["findings"]
    labels = {id_: label for id_, label in FINDING_LABELS.items() if id_ != "case_nos"}
    columns = texts_of(frame, labels)
    label = list(labels.values())
    lines = frame["code"].value_counts()
    own = overview.report.settings.own_messages
    rules = tuple(
        (str(code), " ".join(filter(None, (str(code), rule_name(str(code), own), f"（{lines[code]}）"))))
        for code in sorted(lines.index)
    )
    return listing(
        "findings",
        columns,
        (
            Cell(label[0], (0,), "short"),
            Cell(label[1], (1,), "short"),
            Cell(label[2], (2,), "short"),
            Cell(WORDS["place_of"], (5, 4, 3)),
            Cell(label[6], (6,), "number"),
            Cell(label[7], (7,)),
            Cell(label[8], (8,)),
        ),
        filters=(
            township_filter(overview, columns[2], 2),
            Filter(WORDS["severity"], 0, tuple((s.value, s.value) for s in SEVERITY_ORDER)),
            Filter(WORDS["rule"], 1, rules),
        ),
        signs={0: SIGNS},
        whole=_WORKBOOK.format("问题清单"),
        title=WORDS["findings"],
        caption=WORDS["findings_caption"],
    )


def decided_list(overview: Overview) -> Listing:
    """The decisions of the ledger reader, one sentence per line, with the township of the file."""
    frame = _newest_first(overview, overview.decided)
    file, sheet, cell, decision = texts_of(frame, DECIDED_LABELS)
    townships = _townships_of(overview, file)
    return listing(
        "decided",
        [townships, file, sheet, cell, decision],
        (
            Cell(WORDS["township"], (0,), "short"),
            Cell(WORDS["place_of"], (3, 2, 1)),
            Cell(DECIDED_LABELS["decision"], (4,)),
        ),
        filters=(township_filter(overview, townships, 0),),
        whole=_PARQUET.format("decided"),
        title=WORDS["decided_heading"],
        caption=WORDS["decided_caption"],
    )


def sheets_list(overview: Overview) -> Listing:
    """How many rows of each sheet were kept, set aside or no data. The office must act on rows set aside."""
    columns = texts_of(_newest_first(overview, overview.report.tables["rows"]), SHEET_LABELS)
    label = list(SHEET_LABELS.values())
    return listing(
        "sheets",
        columns,
        (
            Cell(label[2], (2,), "short"),
            Cell(label[0], (0,)),
            Cell(label[1], (1,), "short"),
            Cell(label[3], (3,), "short"),
            *(Cell(label[i], (i,), "number") for i in range(4, 9)),
        ),
        filters=(township_filter(overview, columns[2], 2),),
        signs={7: {word: ACT for word in columns[7] if word not in ("", "0")}},
        whole=_PARQUET.format("rows"),
        title=WORDS["sheets_heading"],
        caption=WORDS["sheets_caption"],
    )


def changes_list(overview: Overview) -> Listing:
    """Each value that the reader changed, before → after, except those of 检举控告."""
    columns = texts_of(_newest_first(overview, overview.changes), CHANGE_LABELS)
    label = list(CHANGE_LABELS.values())
    townships = _townships_of(overview, columns[0])
    names = tuple(dict.fromkeys(columns[3]))
    return listing(
        "changes",
        [*columns, townships],
        (
            Cell(WORDS["township"], (6,), "short"),
            Cell(WORDS["place_of"], (2, 1, 0)),
            Cell(label[3], (3,), "short"),
            Cell(label[4], (4,)),
            Cell(label[5], (5,), "after"),
        ),
        filters=(township_filter(overview, townships, 6), Filter(label[3], 3, tuple((name, name) for name in names))),
        whole=_PARQUET.format("changes"),
        title=WORDS["changes_heading"],
        caption=WORDS["changes_caption"],
    )


def files_list(overview: Overview) -> Listing:
    """Every file that came in and its verdict. The office must act on refused files."""
    columns = texts_of(_newest_first(overview, overview.report.tables["files"]), FILE_LABELS)
    columns[3] = [state_label(Verdict, verdict) for verdict in columns[3]]
    label = list(FILE_LABELS.values())
    verdicts = tuple(dict.fromkeys(columns[3]))
    return listing(
        "files",
        columns,
        (
            Cell(label[2], (2,), "short"),
            Cell(label[0], (0,)),
            Cell(label[1], (1,), "short"),
            Cell(label[3], (3,), "short"),
            Cell(label[4], (4,)),
        ),
        filters=(township_filter(overview, columns[2], 2), Filter(label[3], 3, tuple((v, v) for v in verdicts))),
        signs={3: {state_label(Verdict, REFUSED): ACT}},
        whole=_PARQUET.format("files"),
        title=WORDS["files_heading"],
        caption=WORDS["files_caption"],
    )


def texts_of(frame: pd.DataFrame, columns: Mapping[str, str]) -> list[list[str]]:
    """The columns of a table as texts, '' for null."""
    return [["" if pd.isna(value) else str(value) for value in frame[column]] for column in columns]


def _newest_first(overview: Overview, frame: pd.DataFrame) -> pd.DataFrame:
    """The rows of the newest folder's files first, then those of earlier folders, each in their order."""
    newest = frame["file"].str.startswith(f"{overview.newest_folder}/").fillna(value=False).astype(bool)
    return pd.concat([frame[newest], frame[~newest]])


def _townships_of(overview: Overview, files: Sequence[str]) -> list[str]:
    """The township of each file; '' for a file of no township or of several."""
    table = overview.report.tables["files"]
    known = dict(zip(table["file"], table["township"].fillna(""), strict=True))
    return [known.get(file, "") for file in files]


def township_filter(overview: Overview, column: Sequence[str], index: int) -> Filter:
    """A filter by the townships of a column: in roster order, then others by name, then the choice of no township."""
    townships = set(column)
    order = overview.report.submissions
    names = [*(n for n in order if n in townships), *sorted(n for n in townships if n and n not in order)]
    options = [(name, name) for name in names] + ([("", WORDS["nobody"])] if "" in townships else [])
    return Filter(WORDS["township"], index, tuple(options))
