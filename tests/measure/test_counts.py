"""Assigned matters, leaders, ledgers, descriptive rates and counts (docs/definitions.md, section 6)."""

from __future__ import annotations

from datetime import date

import pytest

from pipeline.base.county import COUNTY
from tests.measure.matter_rows import FEBRUARY, QUIET, RESOLVED, figure, measured, one, state, wrong

Figure = tuple[int | None, int | None]
Case = tuple[dict[str, object], *tuple[Figure, ...]]
OUT, MISSED, HIT = (0, 0), (0, 1), (1, 1)
OPEN = {"concluded_on": None}
NEW = {"accepted_on": None, "concluded_on": None}


def test_a_matter_of_two_batches_is_one_of_the_assigned_matters() -> None:
    """With its earliest day; handed back or not it stays in 交办清单: validly handed back to nobody it is the
    county's alone.
    """
    batches = [
        {"case_no": "01", "township": "甲镇", "batch": b, "assigned_on": "2022-06-01", "settle_by": d}
        for b, d in (("第一批", "2023-03-31"), ("第二批", "2023-02-28"))
    ]
    result = measured({**OPEN, "withdrawn_on": "2023-02-01", "handed_back": True}, assigned=batches)
    assert figure(result, "backlog_clearance", COUNTY) == MISSED
    assert figure(result, "backlog_overdue", COUNTY) == (1, None)
    assert (figure(result, "backlog_clearance"), figure(result, "backlog_overdue")) == (OUT, (0, None))
    still = measured({**OPEN, "withdrawn_on": "2023-02-01"}, assigned=batches)
    assert (figure(still, "backlog_clearance"), figure(still, "backlog_overdue")) == (MISSED, (1, None))
    assert still.cases["甲镇", "backlog_overdue"] == ("01",)
    assert figure(measured(RESOLVED, assigned=batches), "backlog_clearance") == HIT
    assert figure(measured(RESOLVED, assigned=batches), "backlog_overdue") == (0, None)


@pytest.mark.parametrize(
    ("assigned_on", "settle_by", "clearance", "overdue"),
    [
        ("2023-02-28", "2023-02-28", MISSED, 1),
        ("2023-02-28", "2023-03-01", MISSED, 0),
        ("2023-03-01", "2023-02-28", OUT, 0),
        ("2023-02-01", None, MISSED, 0),
    ],
)
def test_assigned_matters_count_from_the_day_they_are_assigned(
    assigned_on: str, settle_by: str | None, clearance: tuple[int, int], overdue: int
) -> None:
    """A matter that no ledger has counts too: the list alone fixes the denominator."""
    row = {"case_no": "99", "township": "乙镇", "batch": "第二批", "assigned_on": assigned_on, "settle_by": settle_by}
    result = measured({}, assigned=[row])
    assert figure(result, "backlog_clearance", "乙镇") == clearance
    assert figure(result, "backlog_overdue", "乙镇") == (overdue, None)


def test_a_leader_is_asked_for_repeats_and_backlog_in_force() -> None:
    """In force: registered by the last day and not concluded before the first."""
    cases: list[Case] = [
        ({"occurrence": "重件", "lead_official": "是"}, HIT),
        ({"occurrence": "重件"}, MISSED),
        ({"backlog_batch": "第二批", "lead_official": "是"}, HIT),
        ({"lead_official": "是"}, OUT),
        ({"lead_official": "是", "bad": ("occurrence",)}, MISSED),
        ({"lead_official": "是", "bad": ("occurrence",), "backlog_batch": "第二批"}, HIT),
        ({"occurrence": "重件", "concluded_on": "2023-02-01"}, MISSED),
        ({"occurrence": "重件", "concluded_on": "2023-01-31"}, OUT),
        ({"occurrence": "重件", "registered_on": "2023-02-28", "accepted_on": None}, MISSED),
    ]
    assert wrong(cases, "led_by_official", **OPEN) == []
    assigned = [{"case_no": "01", "township": "甲镇", "batch": "第二批", "assigned_on": "2022-06-01"}]
    assert one("led_by_official", {**OPEN, "lead_official": "是"}, assigned=assigned) == HIT


@pytest.mark.parametrize(
    ("reports", "found"),
    [
        ([{"township": "甲镇", "sent_on": "2023-03-03"}], HIT),
        ([{"township": "甲镇", "sent_on": "2023-03-04"}], MISSED),
        ([{"township": "甲镇", "sent_on": None}], MISSED),
        ([{"township": "乙镇", "sent_on": "2023-03-03"}], MISSED),
        (
            [
                {"township": "甲镇", "sent_on": "2023-03-03", "daily": "是"},
                {"township": "乙镇", "sent_on": "2023-03-03"},
            ],
            MISSED,
        ),
        ([{"township": "甲镇", "sent_on": "2023-03-03", "daily": "是"}], (None, None)),
        ([{"township": "甲镇", "sent_on": "2023-03-03", "folder": "2023-01"}], (None, None)),
    ],
)
def test_one_ledger_a_township_is_due_in_each_folder_with_a_register_of_reports(
    reports: list[dict[str, object]], found: tuple[int | None, int | None]
) -> None:
    """No row and no 报送日期 are 0 of 1; daily rows are outside; a folder whose register has no monthly row asks
    for nothing.
    """
    assert one("reported_on_time", {}, reports=[{"due_on": "2023-03-03", **row} for row in reports]) == found


def test_descriptive_rates_count_what_was_accepted_and_registered_in_the_month() -> None:
    """办结率 of the accepted, 重复信访率 of the registered, 延期件 of those due."""
    new = {"registered_on": "2023-02-01", "accepted_on": "2023-02-01", "concluded_on": None}
    due = {"accepted_on": "2022-11-10", "concluded_on": None}
    extended = {**due, "extended_to": "2023-02-08", "extension_approved_on": "2023-01-09"}
    cases: list[Case] = [
        (new, MISSED, MISSED, OUT),
        ({**new, "concluded_on": "2023-02-28"}, HIT, MISSED, OUT),
        ({**new, "concluded_on": "2023-03-01"}, MISSED, MISSED, OUT),
        ({**new, "occurrence": "重件"}, MISSED, HIT, OUT),
        ({**new, "registered_on": "2023-01-31"}, MISSED, OUT, OUT),
        (extended, OUT, OUT, HIT),
        ({**due, "accepted_on": "2022-12-10"}, OUT, OUT, MISSED),
    ]
    assert wrong(cases, "conclusion", "repeat", "extended") == []


def test_overdue_unaccepted_is_what_passed_its_limit_by_the_last_day() -> None:
    """Neither accepted nor concluded by the cut-off, 检举控告 aside."""
    cases = [
        ({"registered_on": "2023-02-13"}, 1),
        ({"registered_on": "2023-02-14"}, 0),
        ({"registered_on": "2022-12-01"}, 1),
        ({"registered_on": "2022-12-01", "accepted_on": "2023-02-28"}, 0),
        ({"registered_on": "2022-12-01", "accepted_on": "2023-03-01"}, 1),
        ({"registered_on": "2022-12-01", "concluded_on": "2023-02-28"}, 0),
        ({"registered_on": "2022-12-01", "procedure": "检举控告"}, 0),
        ({"registered_on": "2022-12-01", "bad": ("accepted_on",)}, 1),
    ]
    rows: list[Case] = [(row, (count, None)) for row, count in cases]
    assert wrong(rows, "overdue_unaccepted", **NEW) == []


def test_overdue_open_is_what_passed_its_due_date_by_the_last_day() -> None:
    """Concluded before acceptance counts as accepted, not concluded."""
    cases = [
        ({"accepted_on": "2022-12-30"}, 1),
        ({"accepted_on": "2022-12-31"}, 0),
        ({"accepted_on": "2022-12-30", "concluded_on": "2023-02-28"}, 0),
        ({"accepted_on": "2022-12-30", "concluded_on": "2023-03-01"}, 1),
        ({"accepted_on": "2022-12-30", "concluded_on": "2022-12-29"}, 1),
        ({"accepted_on": "2022-12-30", "procedure": "法定程序"}, 0),
        ({"accepted_on": None}, 0),
    ]
    rows: list[Case] = [(row, (count, None)) for row, count in cases]
    assert wrong(rows, "overdue_open", **OPEN) == []


@pytest.mark.slow
def test_at_fault_counts_matters_supervised_in_the_month() -> None:
    """有责 是, each matter once a township; the register alone says so."""
    row = {"case_no": "01", "township": "甲镇", "at_fault": "是", "supervised_on": "2023-02-01"}
    assert one("at_fault", {}, supervised=[row, {**row, "supervised_on": "2023-02-28"}]) == (1, None)
    for other in (
        {"at_fault": "否"},
        {"at_fault": None},
        {"supervised_on": "2023-01-31"},
        {"supervised_on": "2023-03-01"},
    ):
        assert one("at_fault", {}, supervised=[{**row, **other}]) == (0, None)
    assert one("at_fault", {}) == (None, None)


def test_a_matter_validly_handed_back_is_no_fault_of_the_township() -> None:
    """Hand-back leaves every count: agreed and dated by the cut-off; not agreed, it stays."""
    fault = {"case_no": "01", "township": "甲镇", "at_fault": "是", "supervised_on": "2023-02-01"}
    back = {"withdrawn_on": "2023-02-06"}
    assert one("at_fault", {**back, "handed_back": True}, supervised=[fault]) == (0, None)
    assert one("at_fault", back, supervised=[fault]) == (1, None)


def test_evidence_never_names_an_accusation() -> None:
    """It counts as a supervised matter, without its number."""
    rows = [{"case_no": n, "township": "甲镇", "at_fault": "是", "supervised_on": "2023-02-01"} for n in ("01", "02")]
    result = measured({"procedure": "检举控告"}, {}, supervised=rows)
    assert figure(result, "at_fault") == (2, None)
    assert result.cases["甲镇", "at_fault"] == ("02",)


def test_a_matter_whose_holder_is_pending_counts_for_the_county_alone() -> None:
    """Neither of the two that claim it."""
    result = measured(
        {**NEW, "registered_on": "2023-02-01", "claim": "待定"},
        {**NEW, "registered_on": "2023-02-01", "township": "乙镇"},
    )
    assert [figure(result, "accepted_on_time", t) for t in ("甲镇", "乙镇", "全县")] == [(0, 0), (0, 1), (0, 2)]
    assert result.cases["全县", "overdue_unaccepted"] == ("01", "02")


@pytest.mark.slow
def test_what_happens_after_the_cut_off_has_not_happened() -> None:
    """A later cut-off sees it; the period stays February."""
    row = {
        "registered_on": "2022-12-10",
        "accepted_on": "2022-12-10",
        "concluded_on": "2023-03-02",
        "settled": "已化解",
        "rating_unit": "满意",
    }
    assert one("overdue_open", row) == (1, None)
    assert one("overdue_open", row, cut_off=date(2023, 3, 2)) == (0, None)
    hidden = state(row).iloc[0]
    assert [str(hidden[c]) for c in ("concluded_on", "settled", "rating_unit")] == ["NaT", "nan", "nan"]
    assert state({**QUIET, "registered_on": "2023-03-01"}).empty
    assert FEBRUARY.last_day == date(2023, 2, 28)


def test_of_two_entries_on_one_matter_of_a_unit_the_one_that_counts_counts() -> None:
    """The one before says 否 in this month, or 是 in another."""
    fault = {"case_no": "01", "township": "甲镇", "at_fault": "是", "supervised_on": "2023-02-20"}
    for other in ({"at_fault": "否", "supervised_on": "2023-02-10"}, {"supervised_on": "2023-01-10"}):
        assert one("at_fault", {}, supervised=[{**fault, **other}, fault]) == (1, None)
