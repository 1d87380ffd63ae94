"""All ledgers as one frame: units filled in, rows without identity set aside, titles compared with what the rows say."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd

from pipeline.ingest.faults import Issue
from pipeline.ingest.frames import Built, Source, build
from pipeline.ingest.roster import Roster
from pipeline.ingest.words import squeezed
from pipeline.model import Finding
from pipeline.period import Period
from pipeline.schema.ledger import DATE_IDS, IDENTITY_IDS, LEDGER

_SET_ASIDE = {"R030": "R044", "R034": "R045", "R033": "R046", "R035": "R047", "R064": "R065"}
_PAST_IDS = tuple(id_ for id_ in DATE_IDS if id_ not in ("due_on", "extended_to"))
_LABELS = {f.id: f.label for f in LEDGER}
_EXAMPLES = {f.id: f.example for f in LEDGER}
_BLANK, _UNREAD = "没有填“{label}”", "“{label}”读不出"


@dataclass(frozen=True)
class Ledgers:
    """``kept`` and ``set_aside`` count the rows of each source, in order."""

    frame: pd.DataFrame
    unplaced: pd.DataFrame
    kept: list[int]
    set_aside: list[int]
    findings: list[Finding]
    changes: list[dict[str, object]]


def build_ledger(sources: Sequence[Source], roster: Roster, periods: dict[str, Period]) -> Ledgers:
    """The frame of bundles.Reading.ledger, and what was set aside.

    A row stays unless case_no, township or registered_on is blank or unreadable; a blank township is the sheet's unit.
    """
    built = build(sources, LEDGER, roster.resolve, dict.fromkeys(IDENTITY_IDS, _SET_ASIDE))
    frame = built.frame
    units = pd.array([source.unit or None for source in sources] or [None], dtype="str").take(built.sheet_of)
    frame["township"] = frame["township"].where(frame["township"].notna() | frame["township_bad"], units)
    out = frame[list(IDENTITY_IDS)].isna().any(axis=1).to_numpy()
    unread = {id_: built.columns[id_].state != 0 for id_ in IDENTITY_IDS}
    findings = [*built.findings, *_blanks(built, unread)]
    findings += [issue.at(s.file, s.unit) for i, s in enumerate(sources) for issue in _titles(s, built, i, roster, periods)]
    unplaced = frame.loc[out, ["folder", "source_file", "source_sheet", "source_row"]].assign(
        township=pd.Series(units, index=frame.index)[out].fillna(frame.loc[out, "township"]), reason=_reasons(frame[out], unread, out)
    )
    sizes = len(sources)
    return Ledgers(
        frame=frame[~out].reset_index(drop=True),
        unplaced=unplaced.astype({"township": "str", "reason": "str"}).reset_index(drop=True),
        kept=np.bincount(built.sheet_of[~out], minlength=sizes).tolist(),
        set_aside=np.bincount(built.sheet_of[out], minlength=sizes).tolist(),
        findings=findings,
        changes=built.changes,
    )


def _blanks(built: Built, unread: dict[str, np.ndarray]) -> list[Finding]:
    """One finding a sheet and column for rows set aside because a cell is blank."""
    findings = []
    for id_ in IDENTITY_IDS:
        blank = built.frame[id_].isna().to_numpy() & ~unread[id_]
        for at in np.unique(built.sheet_of[blank]):
            source = built.sources[at]
            here = built.frame[blank & (built.sheet_of == at)]
            rows = [int(row) for row in here["source_row"]]
            column = source.table.columns.get(id_, source.table.columns["case_no"])
            numbers = [str(number) for number in here["case_no"].dropna()]
            issue = Issue.column("R040", source.table.name, rows, column, case_nos=numbers, label=_LABELS[id_], example=_EXAMPLES[id_])
            findings.append(issue.at(source.file, source.unit))
    return findings


def _reasons(frame: pd.DataFrame, unread: dict[str, np.ndarray], out: np.ndarray) -> list[str]:
    reasons = []
    flags = {id_: unread[id_][out] for id_ in IDENTITY_IDS}
    blanks = {id_: frame[id_].isna().to_numpy() for id_ in IDENTITY_IDS}
    for row in range(len(frame)):
        found = [(_UNREAD if flags[id_][row] else _BLANK).format(label=_LABELS[id_]) for id_ in IDENTITY_IDS if blanks[id_][row]]
        reasons.append("；".join(found))
    return reasons


def _titles(source: Source, built: Built, index: int, roster: Roster, periods: dict[str, Period]) -> list[Issue]:
    """The title's month and township against the folder and the unit."""
    table, period = source.table, periods[source.folder]
    issues = []
    month = table.month
    due = (period.first_day.year, period.first_day.month)
    if period.kind == "month" and month and month not in (due, (0, due[1])) and table.rows:
        rows = built.frame[built.sheet_of == index]
        first, last = pd.Timestamp(period.first_day), pd.Timestamp(period.last_day)
        in_month = any(rows[id_].between(first, last).any() for id_ in _PAST_IDS)
        words = {"found": f"{month[0]}年{month[1]}月" if month[0] else f"{month[1]}月", "folder": source.folder}
        issues.append(Issue("R050" if in_month else "R051", table.name, "A1", 1, words=words))
    names = [(squeezed(unit.name), unit.name) for unit in roster.settings.roster]
    for text in table.titles:
        named = {unit for name, unit in names if name in text}
        if source.unit and len(named) == 1 and source.unit not in named:
            words = {"found": named.pop(), "name": source.unit}
            issues.append(Issue("R056", table.name, "A1", 1, words=words))
            break
    return issues
