"""What is listed and told beside the figures: overdue matters, volumes, the table of matters."""

from __future__ import annotations

import pandas as pd

from pipeline.base.period import parse_period
from pipeline.measure.lists.overdue import overdue_list
from pipeline.measure.matters_table import matters_table
from pipeline.measure.volumes import by_calendar, volumes
from pipeline.schema.whose_word import FIRST_SUBMITTED_IDS, HELD_IDS, OVERLAID_IDS
from tests.measure.matter_rows import FEBRUARY, matters, measured, state

NAMES = ("甲镇", "乙镇", "丙镇")
LABELS = {"overdue_unaccepted": "逾期未受理", "overdue_open": "逾期未办结"}
LATE = {"registered_on": "2022-12-01", "accepted_on": "2022-12-10", "concluded_on": None}
SILENT = {"registered_on": "2023-02-01", "accepted_on": None, "concluded_on": None}


def test_the_overdue_list_goes_by_roster_then_by_days_over() -> None:
    """Accepted on 10 December, due on 8 February: 20 days over on the 28th.

    Accusations and pending matters aren't listed.
    """
    rows = (
        {**LATE, "township": "乙镇"},
        SILENT,
        LATE,
        {**SILENT, "procedure": "检举控告"},
        {**LATE, "purpose": "检举控告"},
        {**LATE, "claim": "待定"},
    )
    table = overdue_list(measured(*rows), NAMES, LABELS, FEBRUARY.last_day)
    assert list(table[["case_no", "township", "kind", "days_over"]].itertuples(index=False, name=None)) == [
        ("03", "甲镇", "逾期未办结", 20),
        ("02", "甲镇", "逾期未受理", 12),
        ("01", "乙镇", "逾期未办结", 20),
    ]


def test_volumes_tell_matters_visits_and_persons_apart() -> None:
    """人次 are the persons of visits alone, a blank 人数 is 1; handed back matters are left out; pending ones are
    the county's.
    """
    new = {"registered_on": "2023-02-05", "accepted_on": None, "concluded_on": None, "category": "农业农村"}
    rows = (
        {**new, "persons": 5},
        new,
        {**new, "channel": "网上", "persons": 9, "level": "县"},
        {**new, "bad": ("channel",)},
        {**new, "withdrawn_on": "2023-02-06", "handed_back": True},
        {**new, "claim": "待定"},
        {**new, "registered_on": "2023-01-31"},
    )
    table = volumes(measured(*rows), NAMES)
    told = {(r.township, r.by, r.code): (r.matters, r.visits, r.persons) for r in table.itertuples()}
    assert told == {
        ("甲镇", "channel", "来访"): (2, 2, 6),
        ("甲镇", "channel", "网上"): (1, 0, 0),
        ("甲镇", "channel", "未填"): (1, 0, 0),
        ("甲镇", "class", "农业农村"): (4, 2, 6),
        ("甲镇", "level", "乡镇"): (3, 2, 6),
        ("甲镇", "level", "县"): (1, 0, 0),
        ("全县", "channel", "来访"): (3, 3, 7),
        ("全县", "channel", "网上"): (1, 0, 0),
        ("全县", "channel", "未填"): (1, 0, 0),
        ("全县", "class", "农业农村"): (5, 3, 7),
        ("全县", "level", "乡镇"): (4, 3, 7),
        ("全县", "level", "县"): (1, 0, 0),
    }


def test_by_the_calendar_a_year_has_the_days_of_the_year_whatever_the_windows() -> None:
    """Registered on 1 and 31 January count, on 31 December not; of three conclusions two lie in the year.

    A month has no such table.
    """
    new = {"accepted_on": None, "concluded_on": None, "category": "农业农村"}
    rows = (
        {**new, "registered_on": "2022-12-31"},
        {**new, "registered_on": "2023-01-01"},
        {**new, "registered_on": "2023-01-31", "claim": "待定"},
        *({**LATE, "concluded_on": day, "handling": "依法处理"} for day in ("2022-12-31", "2023-01-01", "2023-02-28")),
    )
    table = by_calendar(measured(*rows), NAMES, parse_period("2023"))
    told = {(r.township, r.by, r.code): r.matters for r in table.itertuples()}
    assert told == {
        ("甲镇", "channel", "来访"): 1,
        ("甲镇", "class", "农业农村"): 1,
        ("甲镇", "level", "乡镇"): 1,
        ("甲镇", "handling", "依法处理"): 2,
        ("全县", "channel", "来访"): 2,
        ("全县", "class", "农业农村"): 2,
        ("全县", "level", "乡镇"): 2,
        ("全县", "handling", "依法处理"): 2,
    }
    assert by_calendar(measured(*rows), NAMES, FEBRUARY).empty


def test_the_table_of_matters_has_values_as_submitted_beside_what_was_derived() -> None:
    """The level that counted was the register's; the steps filled in later are named; one registered after the
    cut-off is there too.
    """
    rows = ({**LATE, "level": "县"}, {"registered_on": "2023-03-01"})
    merged, now = matters(*rows), state(*rows)
    now.loc[0, ["backfilled_accepted", "backfilled_concluded"]] = True
    merged = merged.assign(
        **{f"{id_}_submitted": merged[id_] for id_ in (*FIRST_SUBMITTED_IDS, *OVERLAID_IDS, *HELD_IDS)}
    )
    merged["level_submitted"] = "乡镇"
    table = matters_table(merged, now)
    first, second = table.iloc[0], table.iloc[1]
    assert (first["level"], first["backfilled"], first["due_date"]) == (
        "乡镇",
        ["受理", "办结"],
        pd.Timestamp("2023-02-08"),
    )
    assert pd.isna(second["due_date"])
    assert pd.isna(second["backfilled"])
