"""What the office watches beside the ranking: late hand-backs, leaders on duty, batches, advice given. None ranks."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import pandas as pd

from pipeline.base.county import COUNTY
from pipeline.base.period import Period
from pipeline.bundles import contract_table
from pipeline.rules.coded import plain
from pipeline.rules.deadlines import OBJECT_WORKING_DAYS, WorkingDays, add_working_days
from pipeline.schema.registers import COUNTY_LEVEL
from pipeline.schema.vocabulary import Answer
from pipeline.settings.record import Settings


def late_returns(state: pd.DataFrame, names: Sequence[str], settings: Settings) -> pd.DataFrame:
    """The contract's late_returns: matters handed back in the period more than five working days after receipt.

    Hand-backs count whether agreed to or not.

    Receipt is 收到日期, where it is blank 登记日期. Roster order, then number; without 检举控告.
    """
    inside = (state["withdrawn_on"] >= state["first"]) & (state["withdrawn_on"] <= state["last"])
    rows = plain(state[inside & ~state["hidden"]].drop_duplicates(["case_no", "township"]))
    rows["received_on"] = rows["received_on"].fillna(rows["registered_on"])
    rows["hand_back_by"] = add_working_days(rows["received_on"], OBJECT_WORKING_DAYS, WorkingDays(settings.holidays))
    rows = rows[rows["withdrawn_on"] > rows["hand_back_by"]]
    order = {name: at for at, name in enumerate(names)}
    rows = rows.sort_values(
        ["township", "case_no"], key=lambda c: c.map(order) if c.name == "township" else c, kind="stable"
    )
    return contract_table(
        "late_returns", rows[["township", "case_no", "received_on", "hand_back_by", "withdrawn_on"]].to_dict("records")
    )


def leaders_on_duty(
    visits: pd.DataFrame | None, names: Sequence[str], unit_of: Mapping[str, str], period: Period, settings: Settings
) -> pd.DataFrame:
    """The contract's leaders_on_duty from 接访登记: one row per unit in roster order, then 县级, 全县 last.

    There are no rows without the register.

    days: calendar days of the period with a leader on duty. due: 每月接访天数 for each month of the period, null for
    县级 and 全县, for a range of days and where the setting is 0. visits, settled: 批次 and 当场化解批次.
    """
    if visits is None:
        return contract_table("leaders_on_duty")
    rows = visits[_in_period(visits["on"], period)]
    place = rows["place"].map(lambda name: unit_of.get(name, name))
    months = 0 if period.kind == "range" else len(period.months())
    due = settings.options.duty_days * months or None
    listed = []
    for name in (*names, COUNTY_LEVEL, COUNTY):
        here = rows if name == COUNTY else rows[place == name]
        led = here[here["official"].notna()]
        listed.append(
            {
                "place": name,
                "days": led["on"].nunique(),
                "due": due if name in names else None,
                "visits": int(here["visits"].sum()),
                "settled": int(here["settled"].sum()),
            }
        )
    return contract_table("leaders_on_duty", listed)


def batches(assigned: pd.DataFrame, names: Sequence[str]) -> pd.DataFrame:
    """The contract's batches from the table assigned: batch × unit in the order met, each batch's 全县 after its units.

    matters, settled, overdue: of the batch; a matter in two batches stands in each.
    """
    order = {name: at for at, name in enumerate(names)}
    listed = []
    for batch in dict.fromkeys(assigned["batch"]):
        rows = assigned[assigned["batch"] == batch]
        units = sorted(dict.fromkeys(rows["township"]), key=lambda name: order.get(name, len(order)))
        for name in (*units, COUNTY):
            here = rows if name == COUNTY else rows[rows["township"] == name]
            listed.append(
                {
                    "batch": batch,
                    "township": name,
                    "matters": len(here),
                    "settled": int(here["settled"].sum()),
                    "overdue": int(here["overdue"].sum()),
                }
            )
    return contract_table("batches", listed)


def advice(
    given: pd.DataFrame | None, names: Sequence[str], unit_of: Mapping[str, str], period: Period
) -> pd.DataFrame:
    """The contract's advice from 建议登记 (Art. 40, 41): kind × unit of the period; never from a score.

    全县 comes after the units of a kind.

    given, answered (a 书面反馈日期 by the period's end), adopted (采纳 是).
    """
    if given is None:
        return contract_table("advice")
    rows = given[_in_period(given["on"], period)]
    unit = rows["township"].map(lambda name: unit_of.get(name, name))
    order = {name: at for at, name in enumerate(names)}
    listed = []
    for kind in dict.fromkeys(rows["kind"].dropna()):
        mine = rows["kind"] == kind
        for name in (*sorted(dict.fromkeys(unit[mine].dropna()), key=lambda n: order.get(n, len(order))), COUNTY):
            here = rows[mine] if name == COUNTY else rows[mine & (unit == name)]
            answered = here["replied_on"] <= pd.Timestamp(period.last_day)
            listed.append(
                {
                    "kind": kind,
                    "township": name,
                    "given": len(here),
                    "answered": int(answered.sum()),
                    "adopted": int((here["adopted"] == Answer.YES).sum()),
                }
            )
    return contract_table("advice", listed)


def _in_period(days: pd.Series, period: Period) -> pd.Series:
    """The office's own registers go by the calendar."""
    return days.between(pd.Timestamp(period.first_day), pd.Timestamp(period.last_day))
