"""登记簿: its sheets by name, every row typed; a row that lacks what its register needs is set aside and reported."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import numpy as np
import pandas as pd
from rapidfuzz import fuzz, process

from pipeline.base.finding import Finding
from pipeline.ledgers.cells.office_decisions import Decided, column_of, parse_decision
from pipeline.ledgers.cells.roster import Roster
from pipeline.ledgers.frames import Built, Source, build
from pipeline.ledgers.ledger_files import FileRead
from pipeline.ledgers.sheet.kind import Kind
from pipeline.rules.fitting_days import example_of, number_of
from pipeline.schema.fields import FORM_SHEETS, Field, Sheet, with_words
from pipeline.schema.registers import CHECKED, DECISIONS, FAULTS, REGISTERS, Register
from pipeline.schema.vocabulary import Answer
from pipeline.sheets.formats.faults import Issue

_BY_NAME = {sheet.name: sheet for sheet in REGISTERS}
_NEAR = 50


def register_kinds(aliases: Mapping[str, Sequence[str]]) -> dict[str, Kind]:
    """Sheet name -> how that register is read."""
    return {sheet.name: _kind(sheet, aliases if sheet.id == "superior" else {}) for sheet in REGISTERS}


def _kind(sheet: Register, aliases: Mapping[str, Sequence[str]]) -> Kind:
    vital = tuple(f.id for f in sheet.fields if f.required == "yes")
    return Kind(sheet.fields, sheet.key, sheet.day, vital, aliases, least=2)


def judge_registers(read: FileRead) -> None:
    """Report the sheets that are no register, and those without a header."""
    for name, used, _ in read.skipped:
        if not used or name in FORM_SHEETS or any(issue.sheet == name for issue in read.issues):
            continue
        near = process.extractOne(name, list(_BY_NAME), scorer=fuzz.ratio, score_cutoff=_NEAR)
        read.issues.append(
            Issue("R060", name, words={"found": name, "nearest": near[0]})
            if near
            else Issue("R021", name, words={"sheet": name})
        )
    for table in read.tables:
        if not table.header_row and table.rows_read:
            labels = "、".join(f.label for f in _BY_NAME[table.name.strip()].fields[:6])
            read.issues.append(Issue("R063", table.name, "A1", 1, words={"sheet": table.name, "labels": labels}))


def build_register(
    sheet: Sheet, sources: Sequence[Source], roster: Roster
) -> tuple[pd.DataFrame, list[int], list[int], list[Finding], list[dict[str, object]]]:
    """The typed rows of one register over all folders, the rows kept and set aside per source, findings, changes."""
    needed = [f for f in sheet.fields if f.required == "yes"]
    aliases = roster.settings.value_aliases if sheet.id == "superior" else {}
    built = build(sources, with_words(sheet.fields, aliases), roster, {f.id: {"": "R062"} for f in needed})
    frame = built.frame
    if "place" in frame:
        frame["place"] = frame["place"].map(lambda text: roster.find(text) or text, na_action="ignore").astype("str")
    findings = built.findings
    out = np.zeros(len(frame), dtype=bool)
    if sheet.id == "decisions":
        faults, out = _decide(built, roster)
        findings += faults
    elif sheet.id == "spot_checks":
        frame["checked"] = frame["checked"].where(frame["checked"].notna() | frame["checked_bad"], CHECKED[0])
    elif sheet.id == "supervised":
        groundless = (frame["at_fault"] == Answer.YES) & ~frame["matter"].isin(FAULTS)
        findings += _findings(built, groundless.to_numpy(), "R072", "at_fault", codes="、".join(FAULTS))
    findings += _twice(sheet, sources)
    out = out | frame[[f.id for f in needed]].isna().any(axis=1).to_numpy()
    for column in needed:
        findings += _blanks(built, column)
    kept = np.bincount(built.sheet_of[~out], minlength=len(sources)).tolist()
    aside = np.bincount(built.sheet_of[out], minlength=len(sources)).tolist()
    return frame[~out].reset_index(drop=True), kept, aside, findings, built.changes


def _decide(built: Built, roster: Roster) -> tuple[list[Finding], np.ndarray]:
    """Type the entries' decision, to, from_on and column; return the findings and which entries aren't understood."""
    frame = built.frame
    entries = [parse_decision(text, roster) if isinstance(text, str) else Decided() for text in frame["decision"]]
    named = [column_of(text) if isinstance(text, str) else None for text in frame["column"]]
    unknown = frame["column"].notna().to_numpy() & np.array([name is None for name in named], dtype=bool)
    faults = np.array([entry.fault for entry in entries], dtype=object)
    findings = [
        finding
        for fault in dict.fromkeys(filter(None, faults))
        for finding in _findings(
            built,
            faults == fault,
            "R074",
            "decision",
            reason=fault,
            decisions="、".join(DECISIONS),
            unit=roster.example,
        )
    ]
    findings += _findings(built, unknown, "R073", "column")
    index = frame.index
    day = pd.Series(np.array([entry.day for entry in entries], dtype="datetime64[s]"), index=index)
    frame["from_on"] = day.fillna(frame["from_on"]).fillna(frame["decided_on"])
    frame["to"] = pd.Series([entry.to or None for entry in entries], index=index, dtype="str")
    frame["decision"] = pd.Series([entry.word or None for entry in entries], index=index, dtype="str").fillna(
        frame["decision"]
    )
    frame["column"] = pd.Series(
        [name or entry.column or None for name, entry in zip(named, entries, strict=True)], index=index, dtype="str"
    )
    return findings, faults != ""


def _findings(built: Built, mask: np.ndarray, code: str, id_: str, **words: Any) -> Iterator[Finding]:
    """One finding per sheet on the cells of a column in the rows of the mask."""
    for at in np.unique(built.sheet_of[mask]):
        source = built.sources[at]
        rows = [int(row) for row in built.frame.loc[mask & (built.sheet_of == at), "source_row"]]
        day = source.context.last_day
        given = {**words, "day": f"{day.replace(day=10):%Y-%m-%d}", "number": number_of("QH2023020009", day)}
        yield Issue.column(code, source.table.name, rows, source.table.columns[id_], **given).at(source.file)


def _twice(sheet: Sheet, sources: Sequence[Source]) -> Iterator[Finding]:
    """One finding per further workbook of a folder that has the same register; all of them are read."""
    first: dict[str, str] = {}
    for source in sources if sheet.id != "issued" else ():  # The program writes a file of its own beside staff's.
        other = first.setdefault(source.folder, source.file)
        if other != source.file:
            words = {"sheet": sheet.name, "other": other.rpartition("/")[2]}
            yield Issue("R075", source.table.name, words=words).at(source.file)


def _blanks(built: Built, field: Field) -> list[Finding]:
    blank = built.frame[field.id].isna().to_numpy() & (built.columns[field.id].state == 0)
    findings = []
    for at in np.unique(built.sheet_of[blank]):
        source = built.sources[at]
        rows = [int(row) for row in built.frame["source_row"][blank & (built.sheet_of == at)]]
        words = {"label": field.label, "example": example_of(field, source.context.last_day)}
        issue = Issue.column("R061", source.table.name, rows, source.table.columns[field.id], **words)
        findings.append(issue.at(source.file))
    return findings
