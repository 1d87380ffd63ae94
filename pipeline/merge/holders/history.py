"""What follows from the holders: still required, omissions, who moved, the days of a merger, the first matter of a chain."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

import pandas as pd

from pipeline.base.period import parse_period
from pipeline.bundles import text_of
from pipeline.merge.holders.holders import CLAIMED, PENDING
from pipeline.merge.registers import GIVEN_TO, Decisions
from pipeline.rules.accusations import is_hidden
from pipeline.rules.required import still_required
from pipeline.rules.windows import Windows
from pipeline.settings.record import Settings

_DAY = pd.Timedelta(days=1)


def looked_up(numbers: pd.Series, register: pd.DataFrame, id_: str) -> pd.Series:
    """The register's value for each case number, null where it hasn't the matter; ``register`` is indexed by case number.

    Not Series.map, which loses the type of a register without rows.
    """
    return register[id_].reindex(numbers).set_axis(numbers.index)


def omitted(
    frame: pd.DataFrame,
    superior: pd.DataFrame,
    decisions: Decisions,
    windows: Windows,
    settings: Settings,
    *,
    last_day: date,
    unit: Mapping[str, str],
) -> pd.DataFrame:
    """Rows of 上级登记台账 absent from their holder's ledgers, though received_on (else registered_on + 15) + the days of grace lie by the

    end of its window; with ``part`` and ``township`` (of today) of the holder.

    Section 1 must require them; handed back ones and 检举控告 are never omissions.
    """
    given = {d.subject: d.to for d in decisions if d.kind.startswith(GIVEN_TO) and d.to}
    part = text_of(superior["case_no"], given, superior["township"])
    rows = superior.assign(part=part.astype("str"))
    now = frame[frame["present"]].set_index("case_no")
    known = rows["case_no"].isin(now.index)
    absent = ~known | rows["case_no"].isin(now.index[now["alone"].astype(bool)])
    rows.loc[known, "part"] = rows.loc[known, "case_no"].map(now["part"])
    rows["township"] = rows["part"].map(lambda name: unit.get(name, name)).astype("str")
    received = rows["received_on"].fillna(rows["registered_on"] + pd.Timedelta(days=15))
    due = received + pd.Timedelta(days=settings.options.omission_grace_days) <= windows.last(rows["part"])
    back = rows["withdrawn_on"].notna() | rows["case_no"].isin(decisions.subjects("同意退回"))
    # By the register's own values, which count; what some ledger called 检举控告 is a figure too, and only not shown.
    accusing = is_hidden(rows.drop(columns="hidden", errors="ignore"))
    return rows[due & absent & still_required(rows, last_day) & ~back & ~accusing & (rows["part"] != "")]


def first_listing(
    frame: pd.DataFrame, rows: pd.DataFrame, folders: Sequence[str], unit: Mapping[str, str]
) -> pd.DataFrame:
    """With ``listed_in``: the folder in which the unit that first listed a matter did so, for a part the unit of today (``unit``); of one that

    no ledger has, the row's own.
    """
    real = rows[rows["fresh"]].drop_duplicates(["case_no", "part"])
    names = real["folder_no"].map(dict(enumerate(folders)))
    single = ~real["case_no"].duplicated(keep=False)
    plain = pd.Series(names[single].to_numpy(dtype=object), index=pd.Index(real.loc[single, "case_no"]))
    several: dict[tuple[str, str], str] = {}
    listed_by = zip(
        real["case_no"][~single].tolist(), real["part"][~single].tolist(), names[~single].tolist(), strict=True
    )
    for no, part, folder in listed_by:
        several[no, part] = folder
        several.setdefault((no, unit.get(part, part)), folder)
    listed = plain.reindex(frame["case_no"]).set_axis(frame.index).astype("str")
    if several:
        pairs = list(zip(frame["case_no"].tolist(), frame["first_part"].tolist(), strict=True))
        found = [several.get((no, part)) or several.get((no, unit.get(part, part))) for no, part in pairs]
        listed = listed.fillna(pd.Series(found, index=frame.index, dtype="str"))
    return frame.assign(listed_in=listed.fillna(frame["folder"]).astype("str"))


def split_at_mergers(frame: pd.DataFrame, settings: Settings, windows: Windows, last_day: date) -> pd.DataFrame:
    """What a part still had in hand when its last window ended is from then on the stand of the unit that it was merged into, by the same clock."""
    for unit in settings.roster:
        if unit.merged_on is None or unit.merged_on > last_day:
            continue
        into = settings.successor(unit.name, last_day)
        over = pd.Timestamp(_last_window(unit.name, unit.merged_on, last_day, windows))
        if over >= pd.Timestamp(windows.period[into][1]):
            continue  # the part's last window isn't over: what is in hand is still the part's
        mine = (frame["part"] == unit.name) & frame["held_until"].isna() & (frame["claim"] != CLAIMED)
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
    """Who gave a matter to whom: case_no, from, to (units of today; '' nobody), on, way, basis. Mergers aside."""
    several = frame[frame["case_no"].duplicated(keep=False) & (frame["claim"] != CLAIMED)]
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
    """The last cut-off at which an edition had the matter open, of those whose 办结日期 can't be read; null for all others."""
    seen = pd.Series(pd.NaT, index=frame.index, dtype="datetime64[s]")
    unread = frame["concluded_on_bad"] & frame["concluded_on"].isna()
    if unread.any():
        for edition in counted:
            open_ = edition.loc[edition["concluded_on"].isna(), ["case_no", "cut_off"]].set_index("case_no")["cut_off"]
            end = frame.loc[unread, "case_no"].map(open_[~open_.index.duplicated()])
            seen.loc[unread] = end.fillna(seen[unread]).astype("datetime64[s]")
    return seen


def roots(states: pd.DataFrame) -> pd.Series:
    """The first matter of each one's chain of 关联件编号; a matter without relation is its own root, a cycle ends where it closes."""
    linked = states[states["related_case_no"].notna()]
    parent = dict(zip(linked["case_no"].tolist(), linked["related_case_no"].tolist(), strict=True))
    if not parent:
        return states["case_no"]
    found: dict[str, str] = {}
    for start in parent:
        path = []
        node = start
        while node in parent and node not in path and node not in found:
            path.append(node)
            node = parent[node]
        root = found.get(node, min(path[path.index(node) :]) if node in path else node)
        for step in path:
            found[step] = root
        found.setdefault(start, root)
    numbers = states["case_no"]
    return pd.Series([found.get(number, number) for number in numbers.tolist()], index=states.index, dtype="str")


def claimants(frame: pd.DataFrame) -> dict[str, list[str]]:
    """Number -> the units that claim it, of 待定 matters."""
    rows = frame[frame["claim"] == CLAIMED]
    pending = set(frame.loc[(frame["claim"] == PENDING) & (frame["part"] != ""), "case_no"])
    return {str(no): list(group["township"]) for no, group in rows.groupby("case_no", sort=True) if no in pending}
