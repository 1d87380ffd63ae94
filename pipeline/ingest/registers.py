"""登记簿: its sheets by name, every row typed; a row that lacks what the register needs is left out and told."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
import pandas as pd
from rapidfuzz import fuzz, process

from pipeline.ingest.faults import Issue
from pipeline.ingest.frames import Built, Source, build
from pipeline.ingest.ledgers import FileRead
from pipeline.ingest.roster import Roster
from pipeline.ingest.tables import Kind
from pipeline.model import Finding
from pipeline.schema.fields import FORM_SHEETS, Sheet
from pipeline.schema.registers import REGISTER_FILE, REGISTERS

_BY_NAME = {sheet.name: sheet for sheet in REGISTERS}
_KEYS = {"visits": ("place", "on"), "reports": ("township", "due_on"), "decisions": ("subject", "decided_on")}
_NEAR = 50


def is_register(stem: str) -> bool:
    """Whether a file of this stem holds the registers."""
    return stem.strip().startswith(REGISTER_FILE)


def register_kinds(aliases: Mapping[str, Sequence[str]]) -> dict[str, Kind]:
    """How each register's sheet is read, by sheet name."""
    return {sheet.name: _kind(sheet, aliases if sheet.id == "superior" else {}) for sheet in REGISTERS}


def _kind(sheet: Sheet, aliases: Mapping[str, Sequence[str]]) -> Kind:
    day = next((f.id for f in sheet.fields if f.type == "date"), "")
    key, day = _KEYS.get(sheet.id, ("case_no", "registered_on" if sheet.id == "superior" else day))
    vital = tuple(f.id for f in sheet.fields if f.required == "yes")
    return Kind(sheet.fields, key, day, vital, aliases, least=2)


def judge_registers(read: FileRead) -> None:
    """Name the sheets that no register claims, and those without a header."""
    for name, used, _ in read.skipped:
        if not used or name in FORM_SHEETS or any(issue.sheet == name for issue in read.issues):
            continue
        near = process.extractOne(name, list(_BY_NAME), scorer=fuzz.ratio, score_cutoff=_NEAR)
        read.issues.append(
            Issue("R060", name, words={"found": name, "nearest": near[0]}) if near else Issue("R021", name, words={"sheet": name})
        )
    for table in read.tables:
        if not table.header_row and table.rows_read:
            labels = "、".join(f.label for f in _BY_NAME[table.name.strip()].fields[:6])
            read.issues.append(Issue("R063", table.name, "A1", 1, words={"sheet": table.name, "labels": labels}))


def build_register(
    sheet: Sheet, sources: Sequence[Source], roster: Roster
) -> tuple[pd.DataFrame, list[int], list[int], list[Finding], list[dict[str, object]]]:
    """The typed rows of one register over all folders; rows kept and set aside of each source; findings; changes."""
    needed = [f for f in sheet.fields if f.required == "yes"]
    built = build(sources, sheet.fields, roster.resolve, {f.id: {"": "R062"} for f in needed})
    frame = built.frame
    if "place" in frame:
        frame["place"] = frame["place"].map(lambda text: roster.find(text) or text, na_action="ignore").astype("str")
    out = frame[[f.id for f in needed]].isna().any(axis=1).to_numpy()
    findings = built.findings
    for column in needed:
        findings += _blanks(built, column.id, column.label, column.example)
    kept = np.bincount(built.sheet_of[~out], minlength=len(sources)).tolist()
    aside = np.bincount(built.sheet_of[out], minlength=len(sources)).tolist()
    return frame[~out].reset_index(drop=True), kept, aside, findings, built.changes


def _blanks(built: Built, id_: str, label: str, example: str) -> list[Finding]:
    blank = built.frame[id_].isna().to_numpy() & (built.columns[id_].state == 0)
    findings = []
    for at in np.unique(built.sheet_of[blank]):
        source = built.sources[at]
        rows = [int(row) for row in built.frame["source_row"][blank & (built.sheet_of == at)]]
        issue = Issue.column("R061", source.table.name, rows, source.table.columns[id_], label=label, example=example)
        findings.append(issue.at(source.file))
    return findings
