"""What a township's next ledger begins with, by what it sent itself and what the last edition published.

Nothing of a register or of another unit stands in it: where another value counts, only that it does.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

import pandas as pd

from pipeline.base.finding import Severity
from pipeline.base.listed import texts_in
from pipeline.base.period import Period
from pipeline.editions.archive import Edition
from pipeline.messages import form_words, reason_words
from pipeline.messages.catalogue import CATALOGUE
from pipeline.rules.accusations import is_hidden
from pipeline.rules.required import still_required
from pipeline.schema.ledger import BEYOND_NOTICE, LEDGER
from pipeline.schema.showable import may_be_shown
from pipeline.schema.vocabulary import Claim, Origin
from pipeline.schema.whose_word import STANDING
from pipeline.settings.own_rule import OWN_CODE
from pipeline.settings.record import Settings

TABLES = ("matters", "counted", "stands", "findings", "files", "headings")
"""The tables of the edition that are asked."""
SOON = timedelta(days=30)
_MOVE_LIMITS = frozenset(
    f.id for f in LEDGER if f.type == "date" or f.id in ("level", "procedure", "purpose", "occurrence")
)
"""Columns by which a limit is counted: where another value counts in one, the limit isn't the sender's to know."""
_LOCKED = tuple(
    f.id
    for f in LEDGER
    if f.id == "case_no" or STANDING[f.id].word == "first" or (STANDING[f.id].word, f.type) == ("held", "date")
)
_BLANK_COUNTS = frozenset(s.id for s in STANDING.values() if s.word == "first" and s.default)
"""Columns in which a blank, once sent, is a value."""
_CELLS = re.compile(r"([A-Z]+)(\d+)(?::[A-Z]+(\d+))?")
_LABEL = {f.id: f.label for f in LEDGER}
_BY_RULE = frozenset(
    {reason_words.BLANK, reason_words.DONE_OUTSIDE, reason_words.AFTER_CUT_OFF, reason_words.NOT_ACCEPTED}
)
"""Reasons why a value counts that a rule gives by the sender's own row."""
_GAP = re.compile(r"\{(\w+)\}")
_STRANGE = frozenset({"headings", "heading", "file", "other", "sheet", "sheets", "found", "name", "detail", "nearest"})
"""Gaps of the catalogue's sentences that may hold what a stranger wrote."""


@dataclass(frozen=True, slots=True)
class KnownRow:
    """A matter as its township last sent it: ``values`` by field id, as they are written; blanks aren't there.

    ``locked``: the columns that can't be changed by the pen. ``hint``: its limit and the columns in which another value
    counts, '' for a matter that is listed nowhere. ``lacking``: it was extended and the ledger gave no reason, which
    one without that column was never asked for and a form with it will be.
    """

    values: Mapping[str, object]
    locked: frozenset[str]
    hint: str
    lacking: bool = False


@dataclass(frozen=True, slots=True)
class Due:
    """A limit that ends soon or has passed; ``days`` are left at the cut-off, fewer than 0 when it has passed."""

    case_no: str
    what: str
    on: date
    days: int


@dataclass(frozen=True, slots=True)
class Fault:
    """A fault of the last ledger: where it stands, what it is, what to do about it."""

    severity: str
    place: str
    message: str
    remedy: str
    code: str


@dataclass(frozen=True)
class Ahead:
    """What is known of one township for the ledger of ``period``; ``last`` and ``cut_off`` are the edition's.

    ``changes``: sentences on what isn't as the township sent it last. ``unlisted``: matters that the township has
    to enter by itself, because they stand in no list and changed hands, or because another unit's row of them counts.
    """

    township: str
    period: Period
    last: Period
    cut_off: date
    rows: tuple[KnownRow, ...]
    due: tuple[Due, ...]
    faults: tuple[Fault, ...]
    changes: tuple[str, ...]
    unlisted: int


def months_ahead(edition: Edition, period: Period, settings: Settings) -> dict[str, Ahead]:
    """Township -> what its ledger of ``period`` begins with, for the units that exist on the period's last day."""
    last_day = period.last_day
    unit_of = settings.successors(last_day)
    tables = edition.tables
    matters = tables["matters"].assign(hidden=is_hidden(tables["matters"]))
    matters = matters.sort_values(["source_file", "source_row"], kind="stable", na_position="last")
    sender = matters["source_file"].map(tables["files"].set_index("file")["township"]).map(unit_of)
    # Whose a matter is that two claim isn't settled: each has its own row.
    unit = matters["township"].map(unit_of).mask(matters["claim"] == Claim.PENDING, sender)
    moved = matters["case_no"].isin(tables["stands"]["case_no"])
    own = (sender == unit) | (sender.isna() & ~moved)
    sent = own & matters["origin"].isin([Origin.LEDGER, Origin.EARLIER])
    back = matters["withdrawn_valid"].fillna(value=False).astype(bool)
    needed = still_required(matters, last_day)
    unlisted = matters["hidden"] & moved
    claims = tables["stands"][tables["stands"]["claim"] == Claim.CLAIMED]
    others = tables["counted"][tables["counted"]["counted"].notna() & ~tables["counted"]["reason"].isin(_BY_RULE)]
    counted = {str(number): tuple(ids) for number, ids in others.groupby("case_no")["column"]}
    faulty = _faulty_cells(tables["findings"], tables["headings"])
    ahead = {}
    for name in settings.names_on(last_day):
        mine = (unit == name) & sent
        listed = matters[mine & needed & ~back & ~unlisted]
        rows, due = _rows(listed, edition.cut_off, counted, faulty)
        claimed = set(claims.loc[claims["part"].map(unit_of) == name, "case_no"]) - set(listed["case_no"])
        dropped = int((mine & ~needed & ~back).sum())
        ahead[name] = Ahead(
            name,
            period,
            edition.period,
            edition.cut_off,
            tuple(rows),
            tuple(sorted(due, key=lambda each: (each.on, each.case_no))),
            tuple(_faults(tables["findings"], name, unit_of, settings)),
            tuple(_changes(rows, dropped, int((mine & back).sum()), [n for n in listed["case_no"] if n in counted])),
            int((mine & needed & ~back & unlisted).sum()) + len(claimed - set(matters.loc[unlisted, "case_no"])),
        )
    return ahead


def _rows(
    matters: pd.DataFrame,
    cut_off: date,
    counted: Mapping[str, Sequence[str]],
    faulty: Mapping[tuple[str, str, int], set[str]],
) -> tuple[list[KnownRow], list[Due]]:
    columns = {f.id: _written(matters[f.id]) for f in LEDGER}
    columns["notified_on"] = [
        BEYOND_NOTICE if notice == BEYOND_NOTICE else day
        for notice, day in zip(matters["notice"], columns["notified_on"], strict=True)
    ]
    limits = zip(
        _written(matters["acceptance_limit"]),
        _written(matters["due_date"]),
        matters["hidden"],
        matters["unreadable"],
        matters["in_hand"].fillna(value=False),
        matters[["source_file", "source_sheet", "source_row"]].itertuples(index=False, name=None),
        strict=True,
    )
    rows, due = [], []
    for at, (accept_by, conclude_by, hidden, unread, in_hand, place) in enumerate(limits):
        values = {id_: cells[at] for id_, cells in columns.items() if cells[at] is not None}
        number = str(values["case_no"])
        others = () if hidden else counted.get(number, ())
        bad = set(texts_in(unread)) | faulty.get(place, set())
        locked = {id_ for id_ in _LOCKED if id_ in values or id_ in _BLANK_COUNTS} - bad
        limit = None
        if in_hand and not hidden and "concluded_on" not in values and not _MOVE_LIMITS & set(others):
            what, on = ("受理", accept_by) if "accepted_on" not in values else ("办结", conclude_by)
            if isinstance(on, date):
                limit = Due(number, what, on, (on - cut_off).days)
        if limit and limit.on <= cut_off + SOON:
            due.append(limit)
        lacking = "extended_to" in values and "extension_reason" not in values and not hidden
        rows.append(KnownRow(values, frozenset(locked), _hint(limit, others, lacking=lacking), lacking))
    return rows, due


def _faulty_cells(findings: pd.DataFrame, headings: pd.DataFrame) -> dict[tuple[str, str, int], set[str]]:
    """(File, sheet, row) -> ids of the columns in which the last ledger has a fault to be mended: they stay open."""
    letters = {
        (file, sheet, letter): str(column)
        for file, sheet, column, letter in headings.itertuples(index=False, name=None)
    }
    faulty: dict[tuple[str, str, int], set[str]] = {}
    told = findings[findings["severity"].isin([Severity.ERROR, Severity.REMINDER]) & findings["cell"].notna()]
    for file, sheet, cells in told[["file", "sheet", "cell"]].itertuples(index=False, name=None):
        for letter, first, last in _CELLS.findall(cells):
            for row in range(int(first), int(last or first) + 1):
                faulty.setdefault((file, sheet, row), set()).add(letters.get((file, sheet, letter), ""))
    return faulty


def _written(cells: pd.Series) -> list[object]:
    """The cells as a form has them: days, whole numbers and texts, None for a blank."""
    filled = cells.notna().tolist()
    if cells.dtype.kind == "M":
        return [day if here else None for day, here in zip(cells.dt.date.tolist(), filled, strict=True)]
    written = int if cells.dtype == "Int64" else str
    return [written(cell) if here else None for cell, here in zip(cells.tolist(), filled, strict=True)]


def _hint(limit: Due | None, others: Sequence[str], *, lacking: bool) -> str:
    words = []
    if limit and limit.days < 0:
        words.append(form_words.PASSED.format(what=limit.what, day=limit.on, days=-limit.days))
    elif limit:
        words.append(form_words.LEFT.format(what=limit.what, day=limit.on, days=limit.days))
    if others:
        words.append(form_words.OTHER_COUNTS.format(labels="、".join(_LABEL[id_] for id_ in others)))
    if lacking:
        words.append(form_words.REASON_LACKS)
    return "；".join(words)


def _faults(findings: pd.DataFrame, township: str, unit_of: Mapping[str, str], settings: Settings) -> Iterator[Fault]:
    """The 错误 and 提醒 of the township, without what a stranger wrote and may not be shown."""
    mine = findings["severity"].isin([Severity.ERROR, Severity.REMINDER]) & (
        findings["township"].map(unit_of) == township
    )
    listed = findings.loc[mine, ["severity", "code", "sheet", "cell", "message", "remedy"]].fillna("")
    for severity, code, sheet, cell, message, remedy in listed.itertuples(index=False, name=None):
        entry = CATALOGUE.get(code)
        told = (message, remedy)
        if entry is None:
            # A county's own rule says the county's own words and values of a form that any sentence may give.
            told = told if OWN_CODE.fullmatch(code) else ("", "")
        elif _STRANGE & set(_GAP.findall(entry.message + entry.remedy)):
            told = (_general(entry.message), _general(entry.remedy))
        shown = sheet if may_be_shown(sheet, settings.unit_words) else ""
        yield Fault(severity, f"{shown} {cell}".strip(), *told, code)


def _general(sentence: str) -> str:
    return _GAP.sub("…", sentence)


def _changes(rows: Sequence[KnownRow], dropped: int, back: int, others: Sequence[str]) -> Iterator[str]:
    yield form_words.KNOWN.format(count=len(rows))
    if lacking := sum(row.lacking for row in rows):
        yield form_words.REASONS_LACK.format(count=lacking)
    if dropped:
        yield form_words.DROPPED.format(count=dropped)
    if back:
        yield form_words.HANDED_BACK.format(count=back)
    if others:
        yield form_words.COUNTED_OTHERWISE.format(count=len(others), numbers="、".join(others[:20]))
