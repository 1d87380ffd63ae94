"""Which limits and events belong to the period, so that each is counted once (docs/definitions.md, 窗口).

What earlier editions knew and counted decides it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np
import pandas as pd

from pipeline.base.day_columns import earlier, since, until
from pipeline.base.period import Period
from pipeline.bundles import PastEdition
from pipeline.measure.columns import among, order_of
from pipeline.measure.judges import (
    KNOWN_BY,
    Judge,
    by_indicator,
    had_dates,
    months_by_span,
    stand_in,
    stood_of,
)
from pipeline.measure.stands import held, keys
from pipeline.rules.unit_days import lies_in
from pipeline.rules.windows import Closing, Windows, closes, closing_of

BOTH, COUNTY_SIDE, UNIT_SIDE = "both", "county", "unit"
ONCE = tuple(KNOWN_BY)
"""The indicators that count an item once. Both 满意率 follow 参评率, and 延期件占比 follows 按期办结率."""
_FIXED_BY = {"concluded_on_time": ("accepted_on", "concluded_on"), "simple_on_time": ("accepted_on",)}
"""The dates of which an edition needs one to know the limit."""


@dataclass(frozen=True)
class Fall:
    """Which stands an indicator counts in the period: ``inside``, for the ``unit``, for the ``county`` (None: all).

    ``late``: the day lies in a window that is closed, and no other edition of the kind counted it. ``unknown``: of
    those, the ones that no edition which closed the window knew, so that they weren't on time. ``there``: the stand
    held its matter on that day. ``taken``: an edition of the kind has counted it already.
    """

    inside: pd.Series
    unit: pd.Series | None
    county: pd.Series | None
    late: pd.Series
    unknown: pd.Series
    there: pd.Series
    taken: pd.Series
    basis: pd.Series


@dataclass(frozen=True)
class Once:
    """What editions of the period's kind have counted, and which windows are closed for it.

    ``knowing``: all editions, of any kind, by whose knowledge a limit that comes late is in time or not; except those
    that rest on the period's own edition, because they don't show what was known when it was made. ``done``: indicator
    -> the rows of the tables stood of other editions of the kind. ``kept``: those of the period's own edition where it
    stays.
    """

    period: Period
    judges: tuple[Judge, ...]
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
        if self.period.kind == "range" or not (self.judges or id_ in self.done or id_ in self.kept):
            return Fall(now, None, None, none, none, there, none, basis)
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
            for span in judge.unmade:
                alone = lies_in(span, units, days).to_numpy()
                if alone.any():
                    assumed[alone] |= judge.counted(id_, numbers[alone])
            for span in judge.refused:
                known |= lies_in(span, units, days).to_numpy()
        fixing = _FIXED_BY.get(id_, ("case_no",))
        for each in self.knowing:
            covers = each.covers(units, days).to_numpy()
            if covers.any():
                known[covers] |= had_dates(each, numbers[covers], fixing, in_time=True)
                known = known | each.had_ledger(units, days, "refused").to_numpy() & covers
        late[before], knew[before] = closed & ~assumed, known
        return late, knew


def once_of(
    period: Period,
    windows: Windows,
    own: PastEdition | None,
    later: Sequence[PastEdition],
    refused: frozenset[tuple[str, str]] = frozenset(),
) -> Once:
    """What the editions say that ``windows`` names as closing.

    ``own``: the one that is made again; ``later``: those of later periods. 上半年, 前三季度 and 1—N月 have the places
    of their year: what other years have counted isn't theirs. ``refused``: (folder, unit) with nothing but refused
    files, for months of which no edition was made.
    """
    if period.kind == "range":
        return Once(period, ())
    stays = [own] if own is not None and own.stays and closes(own) else []
    closing = [*windows.closing, *(closing_of(e) for e in (*stays, *later) if closes(e))]
    same = [c for c in closing if c.kind == ("year" if period.yearly else period.kind) and not _of_its_year(c, period)]
    judges = [Judge(c, c.windows) for c in same]
    others = [c.edition for c in same if own is None or c.edition.name != own.name]
    stood = stood_of(others)
    if period.kind != "month":
        have = {c.edition.name for c in same} | {period.name}
        for name, months in months_by_span(windows.closing, period).items():
            if name not in have:
                judges.append(stand_in(name, months, windows, refused))
                stood += stood_of([each.edition for each in months])
    knowing = [*windows.closing, *(closing_of(e) for e in stays)]
    return Once(period, tuple(judges), tuple(knowing), by_indicator(stood), by_indicator(stood_of(stays)))


def _of_its_year(closing: Closing, period: Period) -> bool:
    """Whether an edition is that of the year whose beginning the period is: the one is a part of the other."""
    return period.kind == "cumulative" and closing.edition.name == f"{period.first_day.year:04d}"


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
            "indicator": pd.Categorical.from_codes(
                np.repeat(np.arange(len(chosen), dtype=np.int8), [len(at) for at in chosen.values()]),
                dtype=pd.CategoricalDtype(list(chosen)),
            ),
            **{column: state[column].iloc[every].reset_index(drop=True) for column in rows},
            "side": pd.Categorical.from_codes(
                np.concatenate(sides).astype(np.int8), dtype=pd.CategoricalDtype([BOTH, COUNTY_SIDE, UNIT_SIDE])
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
