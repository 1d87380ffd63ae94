"""Matters that came back: the 重件 registered within the days of 重新信访天数 after a conclusion."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from operator import is_not

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc

from pipeline.measure.stands import held, holder_on
from pipeline.schema.vocabulary import Claim

_DAYS_APART = 10_000_000
"""More days than any two dates are apart."""


def came_back(state: pd.DataFrame, days: int) -> pd.Series:
    """The number of the 重件 by which each matter came back; null where it didn't.

    That is the first 重件 of the same first matter registered after the conclusion (concluded_day), at most ``days``
    later. It is a 重件 of this township; one of another township counts only if 上级登记台账 has it. A 重件 that was
    handed back doesn't count; one whose 初重件 can't be read does.

    A 重件 whose first matter isn't named or known comes back to its unit's latest conclusion of the last ``days`` days
    that counts as 已化解 and has no 重件 yet. A 待定 one comes back to one conclusion of each claimant.

    A conclusion is the unit's that held the matter on its day. It came back for every stand that has it, that of a unit
    to which the matter was given since among them.
    """
    # A repeat is a matter, not a stand: of a 待定 one the claimants' rows count, each as the claimant's own; the
    # county's row belongs to no unit.
    counts = (state["present"] & (state["claim"] != Claim.PENDING)) | (state["claim"] == Claim.CLAIMED)
    again = ((state["occurrence"] == "重件") | state["occurrence_bad"]) & ~state["withdrawn_valid"] & counts
    concluded_by = holder_on(state, state["concluded_day"])
    asked = _shared(state, again, concluded_by)
    pairs = asked.concluded.merge(asked.repeats, on="root", suffixes=("", "_again"))
    gap = (pairs["registered_on"] - pairs["concluded_day"]).dt.days
    back = (pairs["number"] != pairs["number_again"]) & (gap > 0) & (gap <= days)
    back &= (pairs["unit"] == pairs["unit_again"]) | pairs["in_superior"]
    returns = pairs[back]
    first = returns.sort_values(["registered_on", "place_again"], kind="stable").drop_duplicates("place")
    numbers = state["case_no"].to_numpy()
    repeat_no = pd.Series(None, index=state.index, dtype="str")
    repeat_no.iloc[first["place"].to_numpy()] = numbers[first["place_again"]]
    linked = asked.named | np.isin(asked.repeats["number"].to_numpy(), returns["number_again"].to_numpy())
    loose = asked.repeats["place"].to_numpy()[~linked]
    _unlinked(state, state[["township", "case_no", "registered_on"]].iloc[loose], days, repeat_no)
    return _for_every_stand(state, repeat_no, concluded_by)


def _for_every_stand(state: pd.DataFrame, repeat_no: pd.Series, concluded_by: np.ndarray) -> pd.Series:
    """``repeat_no``, where a stand has none that of the stand that held the matter on the same day of conclusion."""
    elsewhere = np.flatnonzero(concluded_by != np.arange(len(state)))
    if not len(elsewhere):
        return repeat_no
    day, numbers = state["concluded_day"].to_numpy(), repeat_no.to_numpy(dtype=object, copy=True)
    holders = concluded_by[elsewhere]
    take = (day[elsewhere] == day[holders]) & repeat_no.iloc[elsewhere].isna().to_numpy()
    numbers[elsewhere[take]] = numbers[holders[take]]
    return pd.Series(numbers, index=state.index, dtype="str")


@dataclass(frozen=True)
class _Shared:
    """The stands that share their first matter with a 重件.

    ``repeats``: place (the row's position), number, root, unit, registered_on, in_superior; ``concluded``: place,
    number, root, unit, concluded_day. Numbers, roots and units are whole numbers, equal where the texts are; the number
    of a conclusion that no 重件 has or names is -1. ``named``: of each row of ``repeats`` whether it names another
    matter that is known as the one that it repeats.
    """

    repeats: pd.DataFrame
    concluded: pd.DataFrame
    named: np.ndarray


def _shared(state: pd.DataFrame, again: pd.Series, concluded_by: np.ndarray) -> _Shared:
    """Few matters are repeated: a conclusion that shares its first matter with no repeat needn't be joined.

    ``concluded_by``: for each row the position of the stand whose unit the conclusion is.
    """
    repeat = np.flatnonzero(again)
    links = state["related_case_no"].iloc[repeat]
    roots = state["root_case_no"].iloc[repeat]
    others = _of_another(state)
    asked = pa.concat_arrays([_texts(column) for column in (roots, links, state["case_no"].iloc[repeat])])
    sought = (state["case_no"], links, state["root_case_no"].iloc[others])
    number, linked, first = np.split(_places(sought, asked), np.cumsum([len(column) for column in sought])[:-1])
    root = number.copy()
    root[others] = first
    wanted, known = np.zeros(len(asked) + 1, dtype=bool), np.zeros(len(asked) + 1, dtype=bool)
    wanted[root[repeat]] = True
    known[number] = True
    # -1, the place of what isn't asked for and of null, is the last one.
    wanted[-1] = known[-1] = False
    concluded = np.flatnonzero(state["concluded_day"].notna() & wanted[root])
    named = known[linked] & (linked != number[repeat])
    places, holders = np.concatenate([repeat, concluded]), np.concatenate([repeat, concluded_by[concluded]])
    codes = pd.DataFrame(
        {
            "place": places,
            "number": number[places],
            "root": root[places],
            "unit": pd.factorize(state["township"].iloc[holders])[0],
        }
    )

    def rows(part: pd.DataFrame, *columns: str) -> pd.DataFrame:
        return part.assign(**{column: state[column].iloc[part["place"]].to_numpy() for column in columns})

    repeats = rows(codes.iloc[: len(repeat)], "registered_on", "in_superior")
    return _Shared(repeats, rows(codes.iloc[len(repeat) :], "concluded_day"), named)


def _of_another(state: pd.DataFrame) -> np.ndarray:
    """The places of the rows whose first matter isn't written in the very text of their own number.

    Most matters are their own first one, which Python sees without reading the texts.
    """
    own, first = state["case_no"].to_numpy(), state["root_case_no"].to_numpy()
    return np.flatnonzero(np.fromiter(map(is_not, own, first), dtype=bool, count=len(state)))


def _places(texts: Iterable[pd.Series], asked: pa.Array) -> np.ndarray:
    """The first place of each text in ``asked``, column after column; -1 for one that isn't there and for null."""
    found = pc.index_in(pa.chunked_array([_texts(column) for column in texts]), value_set=asked, skip_nulls=True)
    places: np.ndarray = found.fill_null(-1).to_numpy()
    return places


def _texts(column: pd.Series) -> pa.Array:
    return pa.array(column.to_numpy(), type=pa.large_string(), from_pandas=True)


def _unlinked(state: pd.DataFrame, loose: pd.DataFrame, days: int, repeat_no: pd.Series) -> None:
    """Enter each 重件 of ``loose`` in ``repeat_no`` at its unit's latest settled conclusion without one, oldest first.

    ``loose``: township, case_no, registered_on of each 重件 whose first matter isn't named or known, of those that name
    themselves and of those whose 初重件 can't be read.
    """
    if loose.empty:
        return
    may = (
        state["concluded_on"].notna()
        & (state["settled"] == "已化解")
        & state["outcome"].notna()
        & ~state["found_false"]
        & (state["claim"] != Claim.PENDING)
        & held(state, state["concluded_day"])
        & ~state["withdrawn_valid"]
        & repeat_no.isna()
    ).to_numpy(dtype=bool)
    units = pd.Index(loose["township"].dropna().unique())
    places = np.flatnonzero(may)
    settled = state[["township", "concluded_day", "case_no"]].iloc[places]
    conclusions = _by_unit(settled["township"], settled["concluded_day"], settled["case_no"], units)
    repeats = _by_unit(loose["township"], loose["registered_on"], loose["case_no"], units)
    first, last = (conclusions["unit_day"].searchsorted(repeats["unit_day"] - back, side="left") for back in (days, 0))
    numbers, places = conclusions["case_no"].tolist(), places[conclusions["place"]]
    # before[i]: the conclusion to try in place of the i-th. A free one names itself; one that has its 重件 names the
    # one before it. Conclusions are counted from 1; 0 means none.
    before = list(range(len(numbers) + 1))
    given: dict[int, str] = {}

    def latest_free(at: int) -> int:
        while before[at] != at:
            before[at] = before[before[at]]
            at = before[at]
        return at

    for number, none, newest in zip(repeats["case_no"].to_numpy(), first.tolist(), last.tolist(), strict=True):
        at = latest_free(newest)
        while at > none and numbers[at - 1] == number:
            at = latest_free(at - 1)
        if at > none:
            given[at - 1] = number
            before[at] = at - 1
    repeat_no.iloc[places[list(given)]] = list(given.values())


def _by_unit(unit: pd.Series, day: pd.Series, case_no: pd.Series, units: pd.Index) -> pd.DataFrame:
    """The rows of the ``units``, sorted by unit and day, those of one day in their present order, by number.

    Columns: unit_day (one whole number for unit and day), case_no, place (the row's position in the input).
    """
    days = day.to_numpy().astype("datetime64[D]").astype(np.int64)
    codes = units.get_indexer(pd.Index(unit))
    unit_day = np.where(codes < 0, -1, codes * _DAYS_APART + days)
    order = np.argsort(unit_day, kind="stable")
    order = order[np.searchsorted(unit_day[order], 0) :]
    return pd.DataFrame({"unit_day": unit_day[order], "case_no": case_no.to_numpy()[order], "place": order})
