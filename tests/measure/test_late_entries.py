"""补登: a step dated in a window that an edition has closed without it is never on time (docs/definitions.md, 补登)."""

from __future__ import annotations

from dataclasses import replace

import pytest

from pipeline.base.period import parse_period
from tests.measure.matter_rows import Row, edition, figure, measured

JANUARY = parse_period("2023-01")
MISSED, HIT = (0, 1), (1, 1)
OPEN: Row = {"registered_on": "2023-01-20", "accepted_on": None, "concluded_on": None}
ACCEPTED: Row = {**OPEN, "accepted_on": "2023-01-25"}
"""The limit is 4 February, so the acceptance would be in time."""
DUE: Row = {"registered_on": "2022-12-10", "accepted_on": "2022-12-10", "concluded_on": None}
CONCLUDED: Row = {**DUE, "concluded_on": "2023-01-25", "outcome": "予以支持"}
"""Due on 8 February."""
EXTENDED: Row = {
    **DUE,
    "extended_to": "2023-02-28",
    "extension_approved_on": "2023-01-25",
    "concluded_on": "2023-02-20",
    "outcome": "予以支持",
}


SIMPLE: Row = {"accepted_on": "2023-01-20", "procedure": "简易办理"}
BEFORE: list[Row] = [OPEN, {**DUE, "township": "乙镇"}, {**DUE, "township": "丙镇"}, {**DUE, **SIMPLE}]
NOW: list[Row] = [
    ACCEPTED,
    {**CONCLUDED, "township": "乙镇"},
    {**EXTENDED, "township": "丙镇"},
    {**CONCLUDED, **SIMPLE},
]
"""An acceptance, a conclusion, an approval, and the conclusion of a 简易办理 matter."""
OF = (
    ("accepted_on_time", "甲镇"),
    ("concluded_on_time", "乙镇"),
    ("concluded_on_time", "丙镇"),
    ("simple_on_time", "甲镇"),
)


@pytest.mark.parametrize(("before", "found"), [(BEFORE, MISSED), (NOW, HIT), (None, HIT)])
def test_what_the_edition_lacked_although_it_had_the_ledger_is_late(
    before: list[Row] | None, found: tuple[int, int]
) -> None:
    """January's ledger came without it; where the edition had it, or there was none, it counts by its date."""
    result = measured(*NOW, editions=[] if before is None else [edition(JANUARY, *before)])
    assert [figure(result, indicator, unit) for indicator, unit in OF] == [found] * 4


def test_a_conclusion_that_came_late_ends_the_matter_and_counts_as_resolved() -> None:
    result = measured({**CONCLUDED, "settled": "已化解"}, editions=[edition(JANUARY, DUE)])
    assert figure(result, "overdue_open") == (0, None)
    assert figure(result, "resolution") == HIT


@pytest.mark.slow
@pytest.mark.parametrize(("came", "refused"), [((), ()), ((), ("甲镇",)), (("乙镇",), ())])
def test_a_unit_whose_ledger_the_edition_had_not_wrote_nothing_in_later(
    came: tuple[str, ...], refused: tuple[str, ...]
) -> None:
    """Its first ledger since may date the acceptance and the conclusion into January."""
    january = edition(JANUARY, OPEN, came=came, refused=refused)
    assert figure(measured(ACCEPTED, editions=[january]), "accepted_on_time") == HIT
    january = edition(JANUARY, DUE, came=came, refused=refused)
    assert figure(measured(CONCLUDED, editions=[january]), "concluded_on_time") == HIT


@pytest.mark.slow
@pytest.mark.parametrize(("came", "refused", "found"), [((), (), MISSED), ((), ("甲镇",), HIT)])
def test_an_approval_of_a_month_whose_ledger_was_missing_is_late_of_one_refused_it_is_not(
    came: tuple[str, ...], refused: tuple[str, ...], found: tuple[int, int]
) -> None:
    """Concluded on 20 February, due on the 8th unless the extension holds."""
    january = edition(JANUARY, DUE, came=came, refused=refused)
    assert figure(measured(EXTENDED, editions=[january]), "concluded_on_time") == found


@pytest.mark.slow
def test_the_same_date_in_the_register_of_the_office_above_makes_it_timely() -> None:
    """上级登记台账 with another date doesn't."""
    january = edition(JANUARY, OPEN)
    for accepted, found in (("2023-01-25", HIT), ("2023-01-26", MISSED)):
        above = [{**ACCEPTED, "case_no": "01", "township": "甲镇", "accepted_on": accepted}]
        assert figure(measured(ACCEPTED, editions=[january], superior=above), "accepted_on_time") == found


@pytest.mark.slow
def test_a_decision_makes_the_date_timely_of_which_it_speaks() -> None:
    january = edition(JANUARY, OPEN)
    for column, found in (("accepted_on", HIT), ("concluded_on", MISSED)):
        assert figure(measured({**ACCEPTED, "confirmed": (column,)}, editions=[january]), "accepted_on_time") == found


@pytest.mark.slow
def test_an_edition_of_another_formula_version_makes_nothing_late() -> None:
    january = replace(edition(JANUARY, OPEN), current=False)
    assert figure(measured(ACCEPTED, editions=[january]), "accepted_on_time") == HIT


@pytest.mark.parametrize(("day", "found"), [("2023-01-25", HIT), ("2023-01-24", MISSED)])
def test_a_step_that_the_level_above_has_on_the_same_day_was_there(day: str, found: tuple[int, int]) -> None:
    entry = {"case_no": "01", "township": "甲镇", "accepted_on": day}
    assert figure(measured(ACCEPTED, editions=[edition(JANUARY, OPEN)], superior=[entry]), "accepted_on_time") == found
