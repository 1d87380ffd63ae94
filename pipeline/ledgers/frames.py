"""The tables of many sheets become one typed frame; what was unreadable or changed on the way is reported."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np
import pandas as pd

from pipeline.base.finding import Finding
from pipeline.base.place import cell_name
from pipeline.ledgers.cells.roster import Roster
from pipeline.ledgers.cells.values import (
    BAD,
    ID_FIELDS,
    IMAGE,
    MASKED,
    NOTED,
    PERSONAL,
    STRIPPED,
    Column,
    Context,
    convert_column,
    misplaced,
)
from pipeline.ledgers.sheet.tables import SheetTable
from pipeline.ledgers.yearless import settle_years
from pipeline.messages import read_words
from pipeline.rules.fitting_days import dates_of, example_of
from pipeline.schema.fields import Field
from pipeline.schema.showable import may_be_shown
from pipeline.sheets.formats.faults import Issue
from pipeline.sheets.personal import MASK, holds_number

_CODES = {"date": "R030", "count": "R031", "code": "R032", "township": "R033"}
_FLAGGED = frozenset({"date", "code", "count", "township"})
_EXAMPLES = 3
_REMARK = re.compile(r"[(（].*")
_WITHIN = "R078"
_WITHOUT_UNIT = {"R069": "R046"}
"""The code where the sheet has no unit: a row without its own unit is nobody's then."""


@dataclass(frozen=True)
class Source:
    """A sheet on its way into a frame. ``unit`` is its township, '' when its rows name their own.

    ``told``: it has been told already that the form names another one.
    """

    file: str
    folder: str
    table: SheetTable
    context: Context
    unit: str = ""
    told: bool = False


@dataclass
class Built:
    """``frame``: the fields, ``<id>_bad``, folder, source_file, source_sheet, source_row.

    ``sheet_of``: each row's index in ``sources``. ``units``: the roster's words.
    """

    sources: Sequence[Source]
    frame: pd.DataFrame
    sheet_of: np.ndarray
    roster: Roster
    units: tuple[str, ...]
    columns: dict[str, Column] = field(default_factory=dict)
    findings: list[Finding] = field(default_factory=list)
    changes: list[dict[str, object]] = field(default_factory=list)


def build(
    sources: Sequence[Source],
    fields: Sequence[Field],
    roster: Roster,
    recode: Mapping[str, Mapping[str, str]],
) -> Built:
    """One frame over all sheets, one row per matter in the order of the sheets.

    ``recode``: field id -> usual code of the catalogue ('': any) -> the code to use in its place, for fields without
    which a row is set aside.
    """
    sizes = [len(source.table.rows) for source in sources]
    at = np.repeat(np.arange(len(sources)), sizes)
    contexts = list(dict.fromkeys(source.context for source in sources))
    context_of = np.repeat(np.array([contexts.index(s.context) for s in sources], dtype=np.int64), sizes)
    built = Built(sources, pd.DataFrame(), at, roster, roster.settings.unit_words)
    data: dict[str, Any] = {}
    for column in fields:
        cells: list[object] = []
        for source, size in zip(sources, sizes, strict=True):
            cells += source.table.cells.get(column.id) or [None] * size
        built.columns[column.id] = convert_column(column, cells, contexts, context_of, roster.resolve)
    settle_years(built.columns, contexts, context_of)
    for column in fields:
        converted = built.columns[column.id]
        data[column.id] = converted.values
        if column.type in _FLAGGED:
            data[f"{column.id}_bad"] = converted.state == BAD
    for name, values in (
        ("folder", [s.folder for s in sources]),
        ("source_file", [s.file for s in sources]),
        ("source_sheet", [s.table.name for s in sources]),
    ):
        data[name] = pd.array(values, dtype="str").take(at) if sources else pd.array([], dtype="str")
    data["source_row"] = pd.array([row for source in sources for row in source.table.rows], dtype="Int64")
    built.frame = pd.DataFrame(data)
    owners = _owners(built)
    for column in fields:
        _report(built, column, owners, recode.get(column.id, {}))
    _list_fills(built, {f.id: f for f in fields})
    return built


def _owners(built: Built) -> np.ndarray:
    """The unit to which each row's faults belong: the sheet's township, else the row's own, else ''."""
    owners: np.ndarray = np.array([source.unit for source in built.sources], dtype=object)[built.sheet_of]
    if "township" in built.frame:
        own = built.frame["township"].fillna("").to_numpy(dtype=object)
        owners = np.where(owners == "", own, owners)
    return owners


def _report(built: Built, field: Field, owners: np.ndarray, recode: Mapping[str, str]) -> None:
    """Add a column's findings, with alike cells of a sheet grouped, and its lines of the list of changes."""
    column = built.columns[field.id]
    groups: dict[tuple[int, str, int, bool, str], list[int]] = {}
    for row in np.flatnonzero(column.state):
        code = column.codes[row]
        key = (
            int(built.sheet_of[row]),
            str(owners[row]),
            int(column.state[row]),
            column.faulty[code],
            _reason(built, field, int(row)),
        )
        groups.setdefault(key, []).append(int(row))
    rows_of = built.frame["source_row"].to_numpy(dtype=np.int64) if groups else np.array([], dtype=np.int64)
    numbers = built.frame["case_no"] if "case_no" in built.frame and groups else None
    for (at, owner, state, faulty, reason), rows in groups.items():
        source = built.sources[at]
        index = source.table.columns[field.id]
        sheet_rows = [int(rows_of[row]) for row in rows]
        words: dict[str, Any] = {
            "label": field.label,
            "example": example_of(field, source.context.last_day, dates_of(built.frame, rows[0]), owner),
            "reason": reason,
            "codes": "、".join(field.codes),
            "examples": "",
        }
        code = {NOTED: "R039", PERSONAL: "R037", IMAGE: "R038", STRIPPED: "R041", MASKED: "R067"}.get(state, "")
        if state == BAD:
            usual = "R034" if field.id in ID_FIELDS else _CODES.get(field.type, "R036")
            code = "R064" if reason == read_words.HOLDS_ID else "R035" if faulty else usual
            code = recode.get(code, recode.get("", code))
            code = code if source.unit else _WITHOUT_UNIT.get(code, code)
            code = _WITHIN if reason == _WITHIN else code
            words["examples"] = _examples(built, field, [column.shown[column.codes[row]] for row in rows])
        elif state == NOTED:
            words["examples"] = _pairs(built, field, rows) if field.type != "code" else ""
        if state in (NOTED, PERSONAL, STRIPPED, MASKED) or (state == BAD and reason == read_words.HOLDS_ID):
            _list_changes(built, field, rows, sheet_rows, source, index, masked=state not in (NOTED, STRIPPED))
        case_nos = [] if numbers is None or state != BAD else [str(number) for number in numbers.iloc[rows].dropna()]
        issue = Issue.column(code, source.table.name, sheet_rows, index, case_nos=case_nos, **words)
        built.findings.append(issue.at(source.file, owner))


def _reason(built: Built, field: Field, row: int) -> str:
    """Why a cell can't be read; _WITHIN for a unit within the sheet's own township, which counts for that."""
    column = built.columns[field.id]
    code = column.codes[row]
    unit = built.sources[built.sheet_of[row]].unit
    unread = field.id == "township" and column.state[row] == BAD and not column.faulty[code]
    if unread and unit and built.roster.opens_with(column.shown[code], unit):
        return _WITHIN
    return str(column.reasons[code])


def _examples(built: Built, field: Field, texts: Sequence[str]) -> str:
    # An unreadable number isn't shown: it may hold one of a matter that stands in no list.
    shown = [text for text in dict.fromkeys(texts) if text and _has_form(built, field, text)][:_EXAMPLES]
    return "，如" + "、".join(f"“{text}”" for text in shown) if shown else ""


def _may_be_shown(built: Built, field: Field, text: str) -> bool:
    """Whether a cell's text has a form that may be shown: a number where a number belongs, words of the column."""
    if field.id in ID_FIELDS and not misplaced(field, text):
        return not holds_number(text)
    return _has_form(built, field, text)


def _has_form(built: Built, field: Field, text: str) -> bool:
    return may_be_shown(text, built.units if field.type == "township" else (*field.codes, *field.code_aliases))


def _after(built: Built, field: Field, row: int) -> str:
    value: Any = built.frame[field.id].iloc[row]
    if pd.isna(value):
        return ""
    return f"{value:%Y-%m-%d}" if field.type == "date" else str(value)


def _pairs(built: Built, field: Field, rows: Sequence[int]) -> str:
    column = built.columns[field.id]
    firsts = {column.shown[column.codes[row]]: row for row in reversed(rows)}
    shown = [
        f"{text} → {_after(built, field, row)}"
        for text, row in reversed(firsts.items())
        if _may_be_shown(built, field, text)
    ]
    return "，如 " + "、".join(shown[:_EXAMPLES]) if shown else ""


def _list_changes(
    built: Built,
    field: Field,
    rows: Sequence[int],
    sheet_rows: Sequence[int],
    source: Source,
    index: int,
    *,
    masked: bool,
) -> None:
    column = built.columns[field.id]
    for row, number in zip(rows, sheet_rows, strict=True):
        before = column.shown[column.codes[row]]
        if field.type == "code":
            # A remark behind a code may name somebody.
            before = _REMARK.sub("（…）", before)
        before = MASK if masked or not _may_be_shown(built, field, before) else before
        built.changes.append(_change(source, cell_name(number, index), field, before, _after(built, field, row)))


def _list_fills(built: Built, fields: Mapping[str, Field]) -> None:
    """Add the lines of the list of changes for 同上; its findings were made with the table."""
    start = 0
    for source in built.sources:
        table = source.table
        position = {row: start + index for index, row in enumerate(table.rows)} if table.filled else {}
        for row, id_, text in table.filled:
            cell = cell_name(row, table.columns[id_])
            built.changes.append(_change(source, cell, fields[id_], text, _after(built, fields[id_], position[row])))
        start += len(table.rows)


def _change(source: Source, cell: str, field: Field, before: str, after: str) -> dict[str, object]:
    return {
        "file": source.file,
        "sheet": source.table.name,
        "cell": cell,
        "column": field.label,
        "before": before,
        "after": after,
    }
