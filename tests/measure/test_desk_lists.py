"""Hand-backs that came too late, leaders on duty, batches, advice."""

from __future__ import annotations

from dataclasses import replace

import pandas as pd
import pytest

from pipeline.base.county import COUNTY
from pipeline.base.period import parse_period
from pipeline.bundles import contract_table
from pipeline.measure.lists.desk_lists import advice, batches, late_returns, leaders_on_duty
from tests.measure.matter_rows import FEBRUARY, SETTINGS, Row, register, state

NAMES = ("甲镇", "乙镇", "丙镇")
SAME = {name: name for name in NAMES}
BACK: Row = {"registered_on": "2023-02-01", "received_on": "2023-02-01", "accepted_on": None, "concluded_on": None}


@pytest.mark.parametrize(("day", "late"), [("2023-02-08", False), ("2023-02-09", True)])
def test_a_hand_back_is_late_after_five_working_days_from_receipt(day: str, late: bool) -> None:
    """Received on Wednesday 1 February: the fifth working day is Wednesday the 8th.

    It counts whether or not it was agreed to.
    """
    frame = late_returns(state({**BACK, "withdrawn_on": day}), NAMES, SETTINGS)
    assert frame["case_no"].tolist() == (["01"] if late else [])
    assert frame["hand_back_by"].tolist() == ([pd.Timestamp("2023-02-08")] if late else [])


def test_a_late_hand_back_of_an_accusation_or_of_another_month_is_not_listed() -> None:
    rows = [
        {**BACK, "withdrawn_on": "2023-02-20", "procedure": "检举控告"},
        {**BACK, "registered_on": "2023-01-02", "received_on": None, "withdrawn_on": "2023-01-31"},
    ]
    assert late_returns(state(*rows), NAMES, SETTINGS).empty


VISITS = register(
    "visits",
    [
        {"on": "2023-02-15", "place": "甲镇", "official": "是", "visits": 3, "settled": 1},
        {"on": "2023-02-15", "place": "甲镇", "official": "是", "visits": 2, "settled": 0},
        {"on": "2023-02-20", "place": "甲镇", "official": None, "visits": 1, "settled": 1},
        {"on": "2023-02-21", "place": "县级", "official": "是", "visits": 4, "settled": 2},
        {"on": "2023-01-31", "place": "乙镇", "official": "是", "visits": 9, "settled": 9},
    ],
)


def test_days_with_a_leader_on_duty_stand_beside_the_days_due() -> None:
    """Two rows of one day are one day; a day without a leader has its visits but is none."""
    table = leaders_on_duty(VISITS, NAMES, SAME, FEBRUARY, SETTINGS)
    assert list(table.fillna(-1).itertuples(index=False, name=None)) == [
        ("甲镇", 1, 4, 6, 2),
        ("乙镇", 0, 4, 0, 0),
        ("丙镇", 0, 4, 0, 0),
        ("县级", 1, -1, 4, 2),
        (COUNTY, 2, -1, 10, 4),
    ]


def test_a_quarter_owes_its_months_and_a_county_may_owe_none() -> None:
    assert leaders_on_duty(VISITS, NAMES, SAME, parse_period("2023-Q1"), SETTINGS)["due"].tolist()[0] == 12
    none = replace(SETTINGS, options=replace(SETTINGS.options, duty_days=0))
    assert leaders_on_duty(VISITS, NAMES, SAME, FEBRUARY, none)["due"].isna().all()
    assert leaders_on_duty(None, NAMES, SAME, FEBRUARY, SETTINGS).empty


def test_each_batch_has_its_own_sums() -> None:
    """A matter in two batches stands in each."""
    rows = [("乙镇", "一", True, False), ("甲镇", "一", False, True), ("甲镇", "二", True, False)]
    assigned = contract_table(
        "assigned", [{"township": t, "batch": b, "case_no": "01", "settled": s, "overdue": o} for t, b, s, o in rows]
    )
    assert list(batches(assigned, NAMES).itertuples(index=False, name=None)) == [
        ("一", "甲镇", 1, 0, 1),
        ("一", "乙镇", 1, 1, 0),
        ("一", COUNTY, 2, 1, 1),
        ("二", "甲镇", 1, 1, 0),
        ("二", COUNTY, 1, 1, 0),
    ]


def test_advice_is_counted_by_kind_and_unit() -> None:
    given = pd.DataFrame(
        {
            "kind": ["改进工作", "改进工作", "追究责任"],
            "township": ["甲镇", "乙镇", "甲镇"],
            "adopted": ["是", None, "否"],
            "on": pd.to_datetime(["2023-02-03", "2023-02-05", "2023-01-05"]),
            "replied_on": pd.to_datetime(["2023-02-20", None, None]),
        }
    )
    assert list(advice(given, NAMES, SAME, FEBRUARY).itertuples(index=False, name=None)) == [
        ("改进工作", "甲镇", 1, 1, 1),
        ("改进工作", "乙镇", 1, 0, 0),
        ("改进工作", COUNTY, 2, 1, 1),
    ]
    assert advice(None, NAMES, SAME, FEBRUARY).empty
