"""The editions by whose knowledge closed windows are judged (docs/definitions.md, 窗口)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd

from pipeline.base.period import Period, parse_period
from pipeline.bundles import PastEdition, with_unreadable
from pipeline.measure.columns import among
from pipeline.rules.unit_days import Window
from pipeline.rules.windows import Closing, Windows
from pipeline.schema.vocabulary import Step
from pipeline.schema.whose_word import STEP_IDS

KNOWN_BY = {
    "accepted_on_time": "acceptance_limit",
    "concluded_on_time": "due_date",
    "simple_on_time": "due_date",
    "resolution": "concluded_on",
    "first_time_resolution": "concluded_on",
    "rating_turnout": "concluded_on",
    "conclusion": "accepted_on",
    "repeat": "registered_on",
}
"""Indicators that count an item once -> the published column without which an edition didn't know the item."""
STEP_OF = dict(zip(STEP_IDS, (Step.ACCEPTED, Step.EXTENDED, Step.CONCLUDED), strict=True))
"""The date of a step -> how the table matters names it in its column backfilled."""
_LIMITS = ("acceptance_limit", "due_date")


@dataclass(frozen=True)
class Judge:
    """An edition by whose knowledge a closed window is judged.

    One of a month stands in for a period that has no edition of its own kind. That period is taken to have counted what
    the editions of its months counted, and what this one had of days in ``unmade``, the windows of those months of
    which no edition was made. ``refused``: of these windows, those of units whose ledger came and was refused.
    """

    closing: Closing
    windows: Mapping[str, Window]
    unmade: tuple[Mapping[str, Window], ...] = ()
    refused: tuple[Mapping[str, Window], ...] = ()

    def counted(self, id_: str, numbers: pd.Series) -> np.ndarray:
        """Whether the edition had, for each number, the date by which it would have counted the item.

        A conclusion stands for a blank 受理日期.
        """
        had = had_dates(self.closing, numbers, (KNOWN_BY[id_],))
        if id_ != "conclusion":
            return had
        matters = with_unreadable(self.closing.edition.matters)
        unread = among(numbers, matters.loc[matters["accepted_on_bad"], "case_no"]).to_numpy()
        silent: np.ndarray = had | (had_dates(self.closing, numbers, ("concluded_on",)) & ~unread)
        return silent


def had_dates(closing: Closing, numbers: pd.Series, columns: Sequence[str], *, in_time: bool = False) -> np.ndarray:
    """Whether an edition had, for each number, a value in one of ``columns``, submitted or kept from before.

    A date after the edition's cut-off is no value yet, except a limit. ``in_time``: what the edition itself had as 补登
    doesn't count.
    """
    matters, kept = closing.edition.matters, closing.edition.tables.get("kept")
    rows = pd.Index(matters["case_no"]).get_indexer(numbers)
    has, end = rows >= 0, pd.Timestamp(closing.edition.cut_off)
    there_at_all: np.ndarray = np.zeros(len(numbers), dtype=bool)
    if not has.any():
        return there_at_all
    for id_ in columns:
        values = matters[id_]
        there = values.notna() if values.dtype.kind != "M" or id_ in _LIMITS else values <= end
        late = entered_late(closing, id_) if in_time and id_ in STEP_OF else None
        if late is not None:
            there &= ~late
        there_at_all |= there.to_numpy(dtype=bool)[rows]
        if kept is not None and (of_column := kept["column"] == id_).any():
            said = kept[of_column]
            if late is not None and late.any():
                said = said[~said["case_no"].isin(matters.loc[late, "case_no"])]
            if values.dtype.kind == "M" and id_ not in _LIMITS:
                # of a claimant's row all is kept, also what lay ahead
                said = said[said["part"].isna() | (pd.to_datetime(said["value"]) <= end)]
            there_at_all |= among(numbers, said["case_no"]).to_numpy()
    known: np.ndarray = np.logical_and(has, there_at_all)
    return known


def entered_late(closing: Closing, id_: str) -> pd.Series:
    """The matters of an edition of which it had the date ``id_`` as 补登, in a window that it closes itself.

    It was made before without the date, then. What an earlier edition lacked and this one told is known by this one.
    """
    matters, step = closing.edition.matters, STEP_OF[id_]
    if "backfilled" not in matters:
        return pd.Series(data=False, index=matters.index)
    late = pd.Series([step in steps for steps in matters["backfilled"].fillna("")], index=matters.index, dtype="bool")
    return late & closing.covers(matters["township"], matters[id_])


def stood_of(editions: Sequence[PastEdition]) -> list[pd.DataFrame]:
    """The tables stood of those that have one."""
    return [e.tables["stood"] for e in editions if "stood" in e.tables]


def by_indicator(tables: Sequence[pd.DataFrame]) -> dict[str, pd.DataFrame]:
    """Indicator -> its rows of tables stood."""
    return {str(id_): rows for id_, rows in pd.concat(tables).groupby("indicator", sort=False)} if tables else {}


def months_by_span(closing: Sequence[Closing], period: Period) -> dict[str, list[Closing]]:
    """Each quarter before the period -> the editions of months in it, oldest first; for a yearly period each year."""
    found: dict[str, list[Closing]] = {}
    for each in closing:
        first = parse_period(each.edition.name).first_day
        span = f"{first.year:04d}" if period.yearly else f"{first.year:04d}-Q{(first.month - 1) // 3 + 1}"
        if each.kind == "month" and parse_period(span).last_day < period.first_day:
            found.setdefault(span, []).append(each)
    return found


def stand_in(name: str, months: Sequence[Closing], windows: Windows, refused: frozenset[tuple[str, str]]) -> Judge:
    """A quarter or year without an edition of its own, judged by the newest month's edition in it.

    ``refused``: (folder, unit) with nothing but refused files, by the folders as they are today.
    """
    newest, made = months[-1], {each.edition.name for each in months}
    names = [month for month in parse_period(name).months() if month <= newest.edition.name]
    first = {unit: windows.month(unit, names[0])[0] for unit in newest.windows}
    unmade = {m: {unit: windows.month(unit, m) for unit in newest.windows} for m in names if m not in made}
    return Judge(
        newest,
        {unit: (min(first[unit], last), last) for unit, (_, last) in newest.windows.items()},
        tuple(unmade.values()),
        tuple({unit: w for unit, w in spans.items() if (m, unit) in refused} for m, spans in unmade.items()),
    )
