"""What is told of 补登: a step that lies in a window which an edition had closed without it."""

from __future__ import annotations

from types import SimpleNamespace

import pandas as pd

from pipeline.base.finding import Finding
from pipeline.measure.reminders.late_findings import late_findings
from pipeline.schema.ledger import LEDGER_IDS

COLUMNS = {("乙.xlsx", "台账"): {id_: at for at, id_ in enumerate(LEDGER_IDS)}}
COLUMNS[("甲.xlsx", "台账")] = COLUMNS["乙.xlsx", "台账"]
USUAL: dict[str, object] = {
    "township": "甲镇",
    "source_file": "甲.xlsx",
    "source_sheet": "台账",
    "claim": "确定",
    "hidden": False,
    "accepted_on": "02-10",
    "acceptance_limit": "02-10",
    "extension_submitted": True,
    "concluded_on": "02-10",
    "due_date": "02-09",
}
DAYS = ("accepted_on", "acceptance_limit", "concluded_on", "due_date")


def told(*rows: dict[str, object], draft: str = "") -> list[Finding]:
    """``accepted``, ``extended``, ``concluded`` of a row: the edition that lacked the step."""
    made = [{**USUAL, "case_no": f"{at:02}", "source_row": 3 + at, **row} for at, row in enumerate(rows, start=1)]
    state = pd.DataFrame(made).assign(**{id_: [f"2023-{row[id_]}" for row in made] for id_ in DAYS})
    state[list(DAYS)] = state[list(DAYS)].apply(pd.to_datetime)
    steps = {"accepted": "accepted_on", "extended": "extension_approved_on", "concluded": "concluded_on"}
    lacking = {id_: pd.Series([row.get(step) for row in made], dtype="str") for step, id_ in steps.items()}
    return list(late_findings(SimpleNamespace(state=state, lacking=lacking), COLUMNS, draft))  # type: ignore[arg-type]


def test_without_a_step_that_an_edition_lacked_nothing_is_told() -> None:
    assert told({}, {}) == []


def test_a_step_that_would_be_in_time_but_for_that_is_an_error_and_one_late_in_any_case_a_reminder() -> None:
    """Accepted on its last day, concluded a day late."""
    found = told({"accepted": "2023-01", "concluded": "2023-01"}, {"concluded": "2023-01", "due_date": "02-10"})
    assert [(f.code, f.severity, f.place.cell, f.case_nos) for f in found] == [
        ("R218", "错误", "P4", ("01",)),
        ("R209", "提醒", "U4", ("01",)),
        ("R218", "错误", "U5", ("02",)),
    ]
    assert found[0].message.startswith("1件受理的日期不晚于已发布的2023-01截止日，但当时台账没有")
    late = told(
        {"accepted": "2023-01", "acceptance_limit": "02-09"}, {"extended": "2023-01", "extension_submitted": False}
    )
    assert [f.code for f in late] == ["R209", "R209"]


def test_steps_of_one_sheet_and_edition_are_told_together_by_the_highest_row() -> None:
    found = told(
        {"concluded": "2023-01", "source_row": 9},
        {"concluded": "2023-01"},
        {"concluded": "2022-12"},
        {"concluded": "2023-01", "township": "乙镇", "source_file": "乙.xlsx"},
    )
    assert [(f.township, f.place.cell, f.row, f.case_nos) for f in found] == [
        ("乙镇", "U7", 7, ("04",)),
        ("甲镇", "U6", 6, ("03",)),
        ("甲镇", "U5、U9", 5, ("01", "02")),
    ]
    assert "（如编号02）" in found[2].message


def test_of_what_is_secret_or_not_settled_or_in_no_ledger_nothing_is_told() -> None:
    late = {"concluded": "2023-01"}
    assert told({**late, "hidden": True}, {**late, "claim": "争议"}, {**late, "source_file": None}) == []


def test_what_the_periods_own_draft_alone_lacked_is_a_reminder() -> None:
    step = {"accepted": "2023-02"}
    assert [f.severity for f in told(step)] == ["错误"]
    assert [f.severity for f in told(step, draft="2023-02")] == ["提醒"]
    assert [f.severity for f in told({"accepted": "2023-01"}, draft="2023-02")] == ["错误"]
