"""Matters that came back: the 重件 registered within the days of 重新信访天数 after a conclusion."""

from __future__ import annotations

import numpy as np
import pandas as pd

from pipeline.measure.columns import among, order_of, says
from pipeline.measure.stands import held

_DAYS_APART = 10_000_000
"""More days than any two dates are apart."""


def came_back(state: pd.DataFrame, days: int) -> pd.Series:
    """The number of the 重件 by which each matter came back; null where it didn't.

    That is the first 重件 of the same first matter registered after the conclusion (concluded_day), at most ``days``
    later. It is a 重件 of this township; one of another township counts only if 上级登记台账 has it. A 重件 that was
    handed back doesn't count; one whose 初重件 can't be read does.

    A 重件 whose first matter isn't named or known comes back to its unit's latest conclusion of the last ``days`` days
    that counts as 已化解 and has no 重件 yet. A 待定 one comes back to one conclusion of each claimant.
    """
    # A repeat is a matter, not a stand: of a 待定 one the claimants' rows count, each as the claimant's own; the
    # county's row belongs to no unit.
    counts = state["present"].where(state["claim"] != "待定", other=False) | (state["claim"] == "争议")
    again = (
        ((state["occurrence"] == "重件") | state["occurrence_bad"]) & ~state["withdrawn_valid"] & counts.astype(bool)
    )
    # Few matters are repeated: a conclusion that shares its first matter with no repeat needn't be joined.
    may = state["concluded_day"].notna() & among(state["root_case_no"], state.loc[again, "root_case_no"])
    asked = again | may
    texts = state.loc[asked, ["root_case_no", "township"]]
    # Texts become whole numbers: equal ones stay equal, and a million are compared in a tenth of the time.
    root, unit = (pd.factorize(texts[column])[0] for column in texts)
    table = pd.DataFrame({"_root": root, "_place": np.flatnonzero(asked), "_unit": unit}, index=texts.index)
    repeats = table[again[asked]].join(state.loc[again, ["registered_on", "in_superior"]])
    concluded = table[may[asked]].join(state.loc[may, "concluded_day"])
    pairs = concluded.merge(repeats, on="_root", suffixes=("", "_again"))
    gap = (pairs["registered_on"] - pairs["concluded_day"]).dt.days
    numbers = state["case_no"].to_numpy()
    back = (
        pd.Series(numbers[pairs["_place"]] != numbers[pairs["_place_again"]], index=pairs.index)
        & (gap > 0)
        & (gap <= days)
    )
    back &= (pairs["_unit"] == pairs["_unit_again"]) | pairs["in_superior"]
    pairs = pairs[back]
    returns = pairs.assign(case_no=numbers[pairs["_place_again"]])
    first = returns.sort_values(["registered_on", "case_no"], kind="stable").drop_duplicates("_place")
    repeat_no = pd.Series(None, index=state.index, dtype="str")
    repeat_no.iloc[first["_place"].to_numpy()] = first["case_no"].to_numpy()
    links = state.loc[again, ["case_no", "related_case_no"]]
    known = numbers[among(state["case_no"], links["related_case_no"]).to_numpy()]
    named = among(links["related_case_no"], known) & (links["related_case_no"] != links["case_no"])
    linked = named | among(links["case_no"], returns["case_no"])
    _unlinked(state, state.loc[linked.index[~linked], ["township", "case_no", "registered_on"]], days, repeat_no)
    return repeat_no


def _unlinked(state: pd.DataFrame, loose: pd.DataFrame, days: int, repeat_no: pd.Series) -> None:
    """Enter each 重件 of ``loose`` in ``repeat_no`` at its unit's latest settled conclusion without one, oldest first.

    ``loose``: township, case_no, registered_on of each 重件 whose first matter isn't named or known, of those that name
    themselves and of those whose 初重件 can't be read.
    """
    if loose.empty:
        return
    may = (
        state["concluded_on"].notna()
        & says(state["settled"], "已化解")
        & state["outcome"].notna()
        & ~state["found_false"]
        & (state["claim"] != "待定")
        & held(state, state["concluded_day"])
        & ~state["withdrawn_valid"]
        & repeat_no.isna()
    ).to_numpy(dtype=bool)
    units = pd.Index(loose["township"].dropna().unique())
    places = np.flatnonzero(may)
    settled = state.iloc[places]
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
    """The rows of the ``units``, sorted by unit, day and number.

    Columns: unit_day (one whole number for unit and day), case_no, place (the row's position in the input).
    """
    days = day.to_numpy().astype("datetime64[D]").astype(np.int64)
    codes = units.get_indexer(pd.Index(unit))
    rows = pd.DataFrame(
        {"unit_day": codes * _DAYS_APART + days, "case_no": case_no.to_numpy(), "place": np.arange(len(unit))}
    )
    known = rows[codes >= 0]
    return known.iloc[order_of(known[["unit_day", "case_no"]])].reset_index(drop=True)
