"""What follows from the stands: who first listed a matter, mergers, moves, and the first matter of a chain."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

import pandas as pd

from pipeline.base.period import parse_period
from pipeline.merge.context import Context
from pipeline.rules.windows import Windows
from pipeline.schema.vocabulary import Claim

_DAY = pd.Timedelta(days=1)


def first_listing(frame: pd.DataFrame, rows: pd.DataFrame, context: Context) -> pd.DataFrame:
    """``frame`` with ``listed_in``: the folder in which the unit that first listed the matter did so.

    For a part that is the first folder of its unit of today, where it has none of its own; for a matter that no ledger
    has, the row's own folder.
    """
    real = rows[rows["fresh"]].drop_duplicates(["case_no", "part"])
    names = real["folder_no"].map(dict(enumerate(context.folders)))
    single = ~real["case_no"].duplicated(keep=False)
    plain = pd.Series(names[single].to_numpy(dtype=object), index=pd.Index(real.loc[single, "case_no"]))
    several: dict[tuple[str, str], str] = {}
    listed_by = zip(
        real["case_no"][~single].tolist(), real["part"][~single].tolist(), names[~single].tolist(), strict=True
    )
    for no, part, folder in listed_by:
        several[no, part] = folder
        several.setdefault((no, context.today(part)), folder)
    listed = plain.reindex(frame["case_no"]).set_axis(frame.index).astype("str")
    if several:
        pairs = list(zip(frame["case_no"].tolist(), frame["first_part"].tolist(), strict=True))
        shared = [several.get((no, part)) or several.get((no, context.today(part))) for no, part in pairs]
        listed = listed.fillna(pd.Series(shared, index=frame.index, dtype="str"))
    return frame.assign(listed_in=listed.fillna(frame["folder"]).astype("str"))


def split_at_mergers(frame: pd.DataFrame, context: Context) -> pd.DataFrame:
    """``frame`` in which the merged unit takes over what a part still had in hand when the part's last window ended.

    That is a stand of its own from then on, by the same clock.
    """
    settings, windows, last_day = context.settings, context.windows, context.last_day
    for unit in settings.roster:
        if unit.merged_on is None or unit.merged_on > last_day:
            continue
        into = settings.successor(unit.name, last_day)
        over = pd.Timestamp(_last_window(unit.name, unit.merged_on, last_day, windows))
        if over >= pd.Timestamp(windows.period[into][1]):
            continue  # the part's last window isn't over: what is in hand is still the part's
        mine = (frame["part"] == unit.name) & frame["held_until"].isna() & (frame["claim"] != Claim.CLAIMED)
        going = (
            mine & ~(frame["concluded_day"] <= over) & (frame["registered_on"] <= over) & ~(frame["held_from"] > over)
        )
        late = mine & ((frame["registered_on"] > over) | (frame["held_from"] > over))
        if late.any():
            frame["part"] = frame["part"].mask(late, into)
        if going.any():
            after = frame[going].assign(part=into, way="协议", held_from=over + _DAY)
            before = frame.copy()
            before["held_until"] = before["held_until"].mask(going, over)
            before["present"] &= ~going
            frame = pd.concat([before, after], ignore_index=True)
    return frame


def _last_window(part: str, merged_on: date, last_day: date, windows: Windows) -> date:
    """The last day of a merged part's last window."""
    day = merged_on
    months = [month for unit, month in windows.months if unit == part and parse_period(month).last_day >= merged_on]
    for month in sorted(months):
        first, last = windows.months[part, month]
        if first <= last and last >= merged_on:
            return last
    return min(parse_period(f"{day:%Y-%m}").last_day, last_day)


def moves(frame: pd.DataFrame) -> pd.DataFrame:
    """Who gave a matter to whom: case_no, from, to (units of today; '' nobody), on, way, basis. A merger is no move."""
    several = frame[frame["case_no"].duplicated(keep=False) & (frame["claim"] != Claim.CLAIMED)]
    before = several.groupby("case_no", sort=False)["township"].shift()
    moved = before.notna() & (before != several["township"])
    rows = several[moved]
    return pd.DataFrame(
        {
            "case_no": rows["case_no"],
            "from": before[moved],
            "to": rows["township"],
            "on": rows["held_from"],
            "way": rows["way"],
            "basis": rows["basis"],
        }
    ).reset_index(drop=True)


def last_open(frame: pd.DataFrame, counted: Sequence[pd.DataFrame]) -> pd.Series:
    """The last cut-off at which an edition had the matter open; null unless its 办结日期 can't be read."""
    seen = pd.Series(pd.NaT, index=frame.index, dtype="datetime64[s]")
    unread = frame["concluded_on_bad"] & frame["concluded_on"].isna()
    if unread.any():
        for edition in counted:
            open_ = edition.loc[edition["concluded_on"].isna(), ["case_no", "cut_off"]].set_index("case_no")["cut_off"]
            # reindex, for map fails on a column of days without any: an edition with nothing open
            end = open_[~open_.index.duplicated()].reindex(frame.loc[unread, "case_no"]).set_axis(seen.index[unread])
            seen.loc[unread] = end.fillna(seen[unread]).astype("datetime64[s]")
    return seen


def roots(states: pd.DataFrame) -> pd.Series:
    """The first matter of the chain of 关联件编号 of each; a matter without relation is its own root.

    Of a cycle the smallest number is the root.
    """
    linked = states[states["related_case_no"].notna()]
    parent = dict(zip(linked["case_no"].tolist(), linked["related_case_no"].tolist(), strict=True))
    if not parent:
        return states["case_no"]
    root_of: dict[str, str] = {}
    for start in parent:
        path = []
        node = start
        while node in parent and node not in path and node not in root_of:
            path.append(node)
            node = parent[node]
        root = root_of.get(node, min(path[path.index(node) :]) if node in path else node)
        for step in path:
            root_of[step] = root
        root_of.setdefault(start, root)
    numbers = states["case_no"]
    return pd.Series([root_of.get(number, number) for number in numbers.tolist()], index=states.index, dtype="str")


def claimants(frame: pd.DataFrame) -> dict[str, list[str]]:
    """Number -> the units that claim it, of the matters whose claim is 待定."""
    rows = frame[frame["claim"] == Claim.CLAIMED]
    pending = set(frame.loc[(frame["claim"] == Claim.PENDING) & (frame["part"] != ""), "case_no"])
    return {str(no): list(group["township"]) for no, group in rows.groupby("case_no", sort=True) if no in pending}
