"""All ledgers as one frame: units filled in, rows without number or unit set aside, titles compared with the rows."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

import numpy as np
import pandas as pd

from pipeline.base.finding import Finding
from pipeline.base.period import Period
from pipeline.ledgers.cells.roster import Roster
from pipeline.ledgers.cells.values import BAD
from pipeline.ledgers.frames import Built, Source, build
from pipeline.rules.fitting_days import dates_of, example_of
from pipeline.schema.fields import with_words
from pipeline.schema.ledger import DATE_IDS, LEDGER
from pipeline.sheets.formats.faults import Issue

_SET_ASIDE = {"R034": "R045", "R035": "R047", "R064": "R065"}
_RECODED = {"case_no": _SET_ASIDE, "township": {"R033": "R069"}}
_NAMED = ("case_no", "township")
"""A row without a number or without a unit (in a workbook for several units that names none) is set aside."""
_EARLIEST = timedelta(days=7)
_MONTH = timedelta(days=31)
_PAST_IDS = tuple(id_ for id_ in DATE_IDS if id_ not in ("due_on", "extended_to"))
_LABELS = {f.id: f.label for f in LEDGER}
_FIELDS = {f.id: f for f in LEDGER}
_BLANK, _UNREAD = "没有填“{label}”", "“{label}”读不出"


HandedIn = Mapping[tuple[str, str], tuple[date, date]]
"""(Folder, township) -> 应报日期 and the latest 报送日期 of its ledger."""


@dataclass(frozen=True)
class Ledgers:
    """All ledgers; ``kept`` and ``set_aside`` count the rows per source, in the order of the sources."""

    frame: pd.DataFrame
    unplaced: pd.DataFrame
    kept: list[int]
    set_aside: list[int]
    findings: list[Finding]
    changes: list[dict[str, object]]


def build_ledger(sources: Sequence[Source], roster: Roster, periods: dict[str, Period], handed_in: HandedIn) -> Ledgers:
    """The frame of bundles.Reading.ledger, and the rows set aside.

    A row is set aside when its number is blank or unreadable, or when neither it nor its sheet names a unit. ``sender``
    is the sheet's unit, else the row's own. A township that is blank or not understood is the sender's. A registered_on
    that is blank, unreadable or later than the day on which the ledger was handed in is null and ``registered_on_bad``.
    """
    built = build(sources, with_words(LEDGER, roster.settings.value_aliases), roster, _RECODED)
    frame = built.frame
    units = pd.Series(
        pd.array([source.unit or None for source in sources] or [None], dtype="str").take(built.sheet_of),
        index=frame.index,
    )
    frame["sender"] = units.fillna(frame["township"]).astype("str")
    frame["township"] = frame["township"].fillna(frame["sender"]).astype("str")
    out = frame[list(_NAMED)].isna().any(axis=1).to_numpy()
    unread = {id_: built.columns[id_].state == BAD for id_ in (*_NAMED, "registered_on")}
    findings = [
        *built.findings,
        *_blanks(built, unread),
        *_too_late(built, handed_in, periods),
        *_far_ahead(built, periods),
        *_amended(built),
    ]
    frame["registered_on_bad"] = frame["registered_on"].isna()
    findings += [
        issue.at(s.file, s.unit) for i, s in enumerate(sources) for issue in _titles(s, built, i, roster, periods)
    ]
    unplaced = frame[out].assign(reason=_reasons(frame[out], unread, out))
    sizes = len(sources)
    return Ledgers(
        frame=frame[~out].reset_index(drop=True),
        unplaced=unplaced.astype({"reason": "str"}).reset_index(drop=True),
        kept=np.bincount(built.sheet_of[~out], minlength=sizes).tolist(),
        set_aside=np.bincount(built.sheet_of[out], minlength=sizes).tolist(),
        findings=findings,
        changes=built.changes,
    )


def _blanks(built: Built, unread: dict[str, np.ndarray]) -> list[Finding]:
    """One finding per sheet and column on the rows whose number, unit or 登记日期 is blank."""
    findings = []
    for id_, code in (("case_no", "R040"), ("township", "R040"), ("registered_on", "R070")):
        blank = built.frame[id_].isna().to_numpy() & ~unread[id_]
        for at in np.unique(built.sheet_of[blank]):
            source = built.sources[at]
            here = built.frame[blank & (built.sheet_of == at)]
            rows = [int(row) for row in here["source_row"]]
            column = source.table.columns.get(id_, source.table.columns["case_no"])
            numbers = [str(number) for number in here["case_no"].dropna()]
            issue = Issue.column(
                code,
                source.table.name,
                rows,
                column,
                case_nos=numbers,
                label=_LABELS[id_],
                example=_example(here, source, id_),
            )
            findings.append(issue.at(source.file, source.unit))
    return findings


def _too_late(built: Built, handed_in: HandedIn, periods: dict[str, Period]) -> list[Finding]:
    """Blank each registered_on after the day on which its ledger was handed in, with one finding per sheet.

    That day is 报送日期, but no earlier than 应报日期 or seven days before the folder's last day, whichever is earlier.
    """
    findings = []
    frame = built.frame
    for at, source in enumerate(built.sources):
        days = handed_in.get((source.folder, source.unit))
        if days is None:
            continue
        day = max(days[1], min(days[0], periods[source.folder].last_day - _EARLIEST))
        late = (built.sheet_of == at) & (frame["registered_on"] > pd.Timestamp(day)).to_numpy()
        if late.any():
            rows, column = [int(row) for row in frame.loc[late, "source_row"]], source.table.columns["registered_on"]
            numbers = [str(number) for number in frame.loc[late, "case_no"].dropna()]
            words = {
                "label": _LABELS["registered_on"],
                "day": f"{days[1]:%Y-%m-%d}",
                "example": _example(frame[late], source, "registered_on"),
            }
            findings.append(
                Issue.column("R071", source.table.name, rows, column, case_nos=numbers, **words).at(
                    source.file, source.unit
                )
            )
            frame.loc[late, "registered_on"] = pd.NaT
    return findings


def _far_ahead(built: Built, periods: dict[str, Period]) -> Iterator[Finding]:
    """One reminder per sheet with a registered_on over a month after its folder's last day: Excel has put in a year."""
    ends = [np.datetime64(periods[source.folder].last_day + _MONTH, "s") for source in built.sources]
    if not ends:
        return
    ahead = built.frame["registered_on"].to_numpy() > np.array(ends)[built.sheet_of]
    for at in np.unique(built.sheet_of[ahead]):
        source, rows = built.sources[at], built.frame[ahead & (built.sheet_of == at)]
        words = {
            "label": _LABELS["registered_on"],
            "folder": source.folder,
            "example": _in_its_year(rows["registered_on"].iloc[0], periods[source.folder].last_day),
        }
        yield Issue.column(
            "R095",
            source.table.name,
            [int(row) for row in rows["source_row"]],
            source.table.columns["registered_on"],
            case_nos=[str(number) for number in rows["case_no"].dropna()],
            **words,
        ).at(source.file, source.unit)


def _amended(built: Built) -> Iterator[Finding]:
    """One note per sheet and column on the cells that took the value of 申请更正."""
    for at, source in enumerate(built.sources):
        for id_, rows in source.table.amended.items():
            here = built.frame[(built.sheet_of == at) & built.frame["source_row"].isin(rows).to_numpy()]
            numbers = [str(number) for number in here["case_no"].dropna()]
            column = source.table.columns[id_]
            issue = Issue.column("R386", source.table.name, rows, column, case_nos=numbers, label=_LABELS[id_])
            yield issue.at(source.file, source.unit)


def _in_its_year(day: pd.Timestamp, last: date) -> str:
    """Month and day as written, in the newest year in which they lie no later than ``last``."""
    year = last.year - ((day.month, day.day) > (last.month, last.day))
    return f"{year}-{day.month:02}-{min(day.day, monthrange(year, day.month)[1]):02}"


def _example(rows: pd.DataFrame, source: Source, id_: str) -> str:
    """An example for the column, by the first of these rows."""
    return example_of(_FIELDS[id_], source.context.last_day, dates_of(rows, 0), source.unit)


def _reasons(frame: pd.DataFrame, unread: dict[str, np.ndarray], out: np.ndarray) -> list[str]:
    reasons = []
    flags = {id_: unread[id_][out] for id_ in _NAMED}
    blanks = {id_: frame[id_].isna().to_numpy() for id_ in _NAMED}
    for row in range(len(frame)):
        parts = [
            (_UNREAD if flags[id_][row] else _BLANK).format(label=_LABELS[id_]) for id_ in _NAMED if blanks[id_][row]
        ]
        reasons.append("；".join(parts))
    return reasons


def _titles(source: Source, built: Built, index: int, roster: Roster, periods: dict[str, Period]) -> list[Issue]:
    """The issues of a title whose month isn't the folder's, or whose township isn't the unit."""
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
    for text in table.titles:
        named = {unit for name, unit in roster.present if name in text}
        if source.unit and not source.told and len(named) == 1 and source.unit not in named:
            words = {"found": named.pop(), "name": source.unit}
            issues.append(Issue("R056", table.name, "A1", 1, words=words))
            break
    return issues
