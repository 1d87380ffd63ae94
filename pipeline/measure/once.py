"""Which limits and events belong to the period, so that each is counted once (docs/definitions.md, 窗口).

What earlier editions knew and counted decides it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np
import pandas as pd

from pipeline.base.day_columns import earlier, since, until
from pipeline.base.period import Period, parse_period
from pipeline.bundles import PastEdition, with_unreadable
from pipeline.measure.columns import among, order_of
from pipeline.measure.stands import held, keys
from pipeline.rules.windows import Closing, Window, Windows, closes, closing_of, lies_in

BOTH, COUNTY_SIDE, UNIT_SIDE = "both", "county", "unit"
_KNOWN_BY = {
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
_LIMITS = ("acceptance_limit", "due_date")
ONCE = tuple(_KNOWN_BY)
"""The indicators that count an item once. Both 满意率 follow 参评率, and 延期件占比 follows 按期办结率."""
_FIXED_BY = {"concluded_on_time": ("accepted_on", "concluded_on"), "simple_on_time": ("accepted_on",)}
"""The dates of which an edition needs one to know the limit."""


@dataclass(frozen=True)
class Fall:
    """Which stands an indicator counts in the period: ``inside``, for the ``unit``, for the ``county``.

    ``late``: the day lies in a window that is closed, and no other edition of the kind counted it. ``unknown``: of
    those, the ones that no edition which closed the window knew, so that they weren't on time. ``there``: the stand
    held its matter on that day. ``taken``: an edition of the kind has counted it already.
    """

    inside: pd.Series
    unit: pd.Series
    county: pd.Series
    late: pd.Series
    unknown: pd.Series
    there: pd.Series
    taken: pd.Series
    basis: pd.Series


@dataclass(frozen=True)
class _Judge:
    """An edition by whose knowledge a closed window is judged.

    ``own_kind`` is False where it stands for a period that has no edition of its own kind; it is taken to have counted
    what it knew.
    """

    closing: Closing
    windows: Mapping[str, Window]
    own_kind: bool

    def counted(self, id_: str, numbers: pd.Series) -> np.ndarray:
        """Whether the edition had, for each number, the date by which it would have counted the item.

        A conclusion stands for a blank 受理日期.
        """
        had = _there(self.closing, numbers, (_KNOWN_BY[id_],))
        if id_ != "conclusion":
            return had
        matters = with_unreadable(self.closing.edition.matters)
        unread = among(numbers, matters.loc[matters["accepted_on_bad"], "case_no"]).to_numpy()
        silent: np.ndarray = had | (_there(self.closing, numbers, ("concluded_on",)) & ~unread)
        return silent


@dataclass(frozen=True)
class Once:
    """What editions of the period's kind have counted, and which windows are closed for it.

    ``knowing``: all editions, of any kind, by whose knowledge a limit that comes late is in time or not; except those
    that rest on the period's own edition, because they don't show what was known when it was made. ``done``: indicator
    -> the rows of the tables stood of other editions of the kind. ``kept``: those of the period's own edition where it
    stays.
    """

    period: Period
    judges: tuple[_Judge, ...]
    knowing: tuple[Closing, ...] = ()
    done: dict[str, pd.DataFrame] = field(default_factory=dict)
    kept: dict[str, pd.DataFrame] = field(default_factory=dict)

    def falls(
        self,
        state: pd.DataFrame,
        id_: str,
        basis: pd.Series,
        event: pd.Series | None = None,
        whose: pd.Series | None = None,
    ) -> Fall:
        """Where the days of ``basis`` fall: in the window of the unit that held the matter then, or late.

        ``event``: the day on which the matter must have been the stand's, where it isn't that of ``basis``: a cohort
        belongs to the unit that concluded the matter. ``whose``: the stands that have the item whatever the day, one
        per matter: the item is then counted once per number.
        """
        there = held(state, basis if event is None else event) if whose is None else whose & basis.notna()
        first = state["first"]
        now = there & since(basis, first) & until(basis, state["last"])
        none = pd.Series(data=False, index=state.index)
        yes = pd.Series(data=True, index=state.index)
        if self.period.kind == "range" or not (self.judges or id_ in self.done or id_ in self.kept):
            return Fall(now, yes, yes, none, none, there, none, basis)
        by = "key" if whose is None else "case_no"
        both, county, unit = _counted(state, by, self.done.get(id_))
        mine_both, mine_county, mine_unit = _counted(state, by, self.kept.get(id_))
        late, knew = self._late(state["case_no"], state["part"], id_, basis, there & earlier(basis, first))
        for_unit, for_county = ~(both | unit), ~(both | county)
        kept = (mine_both | mine_county | mine_unit) & there
        falls, new = now | late, for_unit | for_county
        late &= new | kept
        return Fall(
            inside=(falls & new) | kept,
            unit=for_unit | ((mine_both | mine_unit) & there),
            county=for_county | ((mine_both | mine_county) & there),
            late=late,
            unknown=late & ~knew,
            there=there,
            taken=falls & ~new & ~kept,
            basis=basis,
        )

    def counted_aside(self, state: pd.DataFrame) -> pd.Series:
        """Whether a matter counted before as a row set aside, in the month whose ledger had that row.

        An edition of the kind counted it, or the edition that stands for it.
        """
        last = {max(month for _, month in judge.closing.months) for judge in self.judges}
        counted: pd.Series = state["mended"].isin(last)
        return counted

    def _late(
        self, case_nos: pd.Series, parts: pd.Series, id_: str, basis: pd.Series, before: pd.Series
    ) -> tuple[pd.Series, pd.Series]:
        """Whether a day before the window lies in a closed window where no edition counted it; whether one knew it."""
        late, knew = (pd.Series(data=False, index=basis.index) for _ in range(2))
        if not self.judges or not before.any():
            return late, knew
        numbers, units, days = case_nos[before], parts[before], basis[before]
        closed, known, assumed = (np.zeros(len(days), dtype=bool) for _ in range(3))
        for judge in self.judges:
            covers = lies_in(judge.windows, units, days).to_numpy()
            if not covers.any():
                continue
            closed = closed | covers
            if not judge.own_kind:
                assumed[covers] |= judge.counted(id_, numbers[covers])
        fixing = _FIXED_BY.get(id_, ("case_no",))
        for each in self.knowing:
            covers = each.covers(units, days).to_numpy()
            if covers.any():
                known[covers] |= _there(each, numbers[covers], fixing)
                known = known | each.had_ledger(units, days, "refused").to_numpy() & covers
        late[before], knew[before] = closed & ~assumed, known
        return late, knew


def _there(closing: Closing, numbers: pd.Series, columns: Sequence[str]) -> np.ndarray:
    """Whether an edition had, for each number, a value in one of ``columns``, submitted or kept from before.

    A date after the edition's cut-off is no value yet, except a limit.
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
        there_at_all |= there.to_numpy(dtype=bool)[rows]
        if kept is not None and len(kept):
            there_at_all |= among(numbers, kept.loc[kept["column"] == id_, "case_no"]).to_numpy()
    known: np.ndarray = np.logical_and(has, there_at_all)
    return known


def once_of(period: Period, windows: Windows, own: PastEdition | None, later: Sequence[PastEdition]) -> Once:
    """What the editions say that ``windows`` names as closing.

    ``own``: the one that is made again; ``later``: those of later periods.
    """
    if period.kind == "range":
        return Once(period, ())
    stays = [own] if own is not None and own.stays and closes(own) else []
    closing = [*windows.closing, *(closing_of(e) for e in (*stays, *later) if closes(e))]
    same = [c for c in closing if c.kind == period.kind]
    judges = [_Judge(c, c.windows, own_kind=True) for c in same]
    if period.kind != "month":
        have = {c.edition.name for c in same} | {period.name}
        newest = {_span_of(c.edition.name, period.kind): c for c in closing if c.kind == "month"}
        judges += [_stand_in(name, c, windows) for name, c in newest.items() if name not in have]
    others = [c.edition for c in same if own is None or c.edition.name != own.name]
    knowing = [*windows.closing, *(closing_of(e) for e in stays)]
    return Once(period, tuple(judges), tuple(knowing), _by_indicator(others), _by_indicator(stays))


def stood_table(
    members: Mapping[str, tuple[pd.Series, pd.Series, pd.Series, pd.Series]], state: pd.DataFrame
) -> pd.DataFrame:
    """The contract's stood: what the period counted, by indicator, number and clock; without unreadable days.

    ``members``: indicator -> the masks inside, unit and county, and the days, of each one in ONCE. side: both, or the
    one side for which it is counted: a 待定 matter for the county, its claimants each for itself.
    """
    masks = {id_: tuple(mask.to_numpy(dtype=bool) for mask in members[id_][:3]) for id_ in sorted(ONCE)}
    days = {id_: members[id_][3].to_numpy() for id_ in masks}
    chosen = {
        id_: np.flatnonzero(inside & (unit | county) & ~np.isnat(days[id_]))
        for id_, (inside, unit, county) in masks.items()
    }
    counted = np.zeros(len(state), dtype=bool)
    for places in chosen.values():
        counted[places] = True
    once = np.flatnonzero(counted)
    rows = state[["case_no", "clock_on", "part"]].iloc[once]
    order = order_of(rows)
    rank = np.empty(len(state), dtype=np.int64)
    rank[once[order]] = np.arange(len(once))
    chosen = {id_: places[np.argsort(rank[places])] for id_, places in chosen.items()}
    every = np.concatenate(list(chosen.values()))
    sides = [np.where(masks[id_][1][at], np.where(masks[id_][2][at], 0, 2), 1) for id_, at in chosen.items()]
    return pd.DataFrame(
        {
            "indicator": pd.Series(
                np.repeat(np.array(list(chosen), dtype=object), [len(at) for at in chosen.values()]), dtype="str"
            ),
            **{column: state[column].iloc[every].reset_index(drop=True) for column in rows},
            "side": pd.Series(
                np.array([BOTH, COUNTY_SIDE, UNIT_SIDE], dtype=object)[np.concatenate(sides)], dtype="str"
            ),
            "basis_on": np.concatenate([days[id_][at] for id_, at in chosen.items()]),
        }
    )


def _counted(state: pd.DataFrame, by: str, rows: pd.DataFrame | None) -> tuple[pd.Series, pd.Series, pd.Series]:
    """Which stands were counted: on both sides, for the county alone, for this unit alone.

    ``by``: key (number and clock) or case_no.
    """
    if rows is None or rows.empty:
        none = pd.Series(data=False, index=state.index)
        return none, none, none
    key = keys(rows) if by == "key" else rows["case_no"]
    alone = rows["side"] == UNIT_SIDE
    unit = pd.Series(data=False, index=state.index)
    if alone.any():
        pairs = set(zip(key[alone], rows.loc[alone, "part"], strict=True))
        may = among(state[by], key[alone])
        hits = [pair in pairs for pair in zip(state.loc[may, by], state.loc[may, "part"], strict=True)]
        unit[may] = np.array(hits, dtype=bool)
    return among(state[by], key[rows["side"] == BOTH]), among(state[by], key[rows["side"] == COUNTY_SIDE]), unit


def _by_indicator(editions: Sequence[PastEdition]) -> dict[str, pd.DataFrame]:
    tables = [e.tables["stood"] for e in editions if "stood" in e.tables]
    return {str(id_): rows for id_, rows in pd.concat(tables).groupby("indicator", sort=False)} if tables else {}


def _span_of(month: str, kind: str) -> str:
    """The quarter or year that a month lies in."""
    first = parse_period(month).first_day
    return f"{first.year:04d}" if kind == "year" else f"{first.year:04d}-Q{(first.month - 1) // 3 + 1}"


def _stand_in(name: str, closing: Closing, windows: Windows) -> _Judge:
    """A quarter or year without an edition of its own, judged by the newest month's edition in it."""
    month = parse_period(name).months()[0]
    spans = {unit: (min(windows.month(unit, month)[0], last), last) for unit, (_, last) in closing.windows.items()}
    return _Judge(closing, spans, own_kind=False)
