"""What a township gains by a trick is nothing: each against an honest twin, with the office's registers in place."""

from __future__ import annotations

from pathlib import Path

import pytest
from trick_county import FEBRUARY, JANUARY, RIVAL, TRICKSTER, County, Trick, february, gains, honest, truth

from pipeline.archive import Edition
from pipeline.compute import Computed


def garbled_date(county: County) -> None:
    """Late: the acceptance, and the conclusion after it."""
    county.row("05")["accepted_on"] = "2023年2月30日"
    county.row("02")["concluded_on"] = "2月中旬"


def garbled_acceptance_of_an_overdue_matter(county: County) -> None:
    """So that no due date can be counted from it."""
    county.row("03")["accepted_on"] = "见附件"


def blank_acceptance(county: County) -> None:
    """Of a matter concluded late: taken as accepted on that day it would have sixty days more."""
    county.row("02")["accepted_on"] = None


def blank_acceptance_of_an_overdue_matter(county: County) -> None:
    """Without acceptance there is no due date."""
    county.row("03")["accepted_on"] = None


def repeat_as_new(county: County) -> None:
    """The matter that came back is called new."""
    county.row("08").update(occurrence="初件", related_case_no=None)


def hand_back_on_day_59(county: County) -> None:
    """Handed back when sixty days were nearly over; nobody agreed."""
    county.row("03")["withdrawn_on"] = "2023-02-17"


def paper_closing_on_the_28th(county: County) -> None:
    """The overdue matter closed on paper on the last day, with nothing settled."""
    county.row("03").update(concluded_on="2023-02-28", outcome="解释说明", settled="未化解")


def paper_closing_dated_back(county: County) -> None:
    """The same, dated into January, when it was still open and not yet due."""
    county.row("03").update(concluded_on="2023-01-28", outcome="解释说明", settled="未化解")


def ratings_left_blank_that_the_register_lacks(county: County) -> None:
    """The discontent ones, and 上级登记台账 has no ratings at all."""
    for row in county.superior:
        row["rating_unit"] = None
    rating_left_blank(county)


def moved_conclusion(county: County) -> None:
    """A conclusion of January moved to a day when nothing came back within ninety days and no rating window ends."""
    county.row("09")["concluded_on"] = "2022-12-20"


def moved_acceptance(county: County) -> None:
    """The acceptance of December moved to the next month: the due date would move with it."""
    county.row("03")["accepted_on"] = "2023-01-10"


def moved_registration(county: County) -> None:
    """Registered later, accepted in time."""
    county.row("05")["registered_on"] = "2023-02-10"


def renamed_procedure(county: County) -> None:
    """Other procedures have limits of their own."""
    for key in ("02", "03"):
        county.row(key)["procedure"] = "法定程序"


def missing_file(county: County) -> None:
    """No ledger at all."""
    county.ledgers[FEBRUARY, TRICKSTER] = None
    county.sent[TRICKSTER] = None


def zero_report_over_open_matters(county: County) -> None:
    """Nothing in hand, it says."""
    county.ledgers[FEBRUARY, TRICKSTER] = None
    county.zero = (TRICKSTER,)


def duplicate_with_kinder_state(county: County) -> None:
    """The overdue matter a second time, concluded."""
    rows = county.ledgers[FEBRUARY, TRICKSTER]
    assert rows is not None
    rows.append({**county.row("03"), "concluded_on": "2023-02-15", "outcome": "予以支持", "settled": "已化解", "rating_unit": "满意"})


def rivals_matter_claimed(county: County) -> None:
    """What the neighbour did well."""
    rows = county.ledgers[FEBRUARY, TRICKSTER]
    assert rows is not None
    own = truth(RIVAL)
    rows += [{**own[key], "township": TRICKSTER} for key in ("03", "04", "16")]


def extension_after_the_fact(county: County) -> None:
    """Approved in January, it says now; January's ledger had none."""
    county.row("03").update(extension_approved_on="2023-01-20", extended_to="2023-03-20", extension_reason="情况复杂")


def extension_approved_too_late(county: County) -> None:
    """Approved when the matter was overdue already."""
    county.row("03").update(extension_approved_on="2023-02-19", extended_to="2023-03-20", extension_reason="情况复杂")


def early_extended_to(county: County) -> None:
    """延期至 alone, and one approved before acceptance."""
    county.row("03")["extended_to"] = "2023-03-20"
    county.row("02").update(extension_approved_on="2022-12-09", extended_to="2023-03-10", extension_reason="情况复杂")


def rating_left_blank(county: County) -> None:
    """The discontent ones."""
    for key in ("02", "09", "13"):
        county.row(key)["rating_unit"] = None


def row_left_out_of_january_too(county: County) -> None:
    """January has been published; its ledger is exchanged for one that never had the overdue matter, the backlog and the discontent one."""
    for key in ("03", "13", "15"):
        county.drop(key, JANUARY, FEBRUARY)


def row_left_out_of_january_too_though_a_value_of_it_was_corrected(county: County) -> None:
    """The office once confirmed a date of it."""
    row_left_out_of_january_too(county)
    county.decisions = [{"subject": "A03", "decision": "更正属实"}]


def row_left_out(county: County) -> None:
    """The overdue one, the one accepted late and one that is new this month."""
    for key in ("03", "05", "18"):
        county.drop(key)


TRICKS: tuple[Trick, ...] = (
    garbled_date, garbled_acceptance_of_an_overdue_matter, blank_acceptance, blank_acceptance_of_an_overdue_matter, repeat_as_new,
    hand_back_on_day_59, moved_conclusion, moved_acceptance, moved_registration, renamed_procedure, missing_file,
    zero_report_over_open_matters, duplicate_with_kinder_state, rivals_matter_claimed, extension_after_the_fact, extension_approved_too_late,
    early_extended_to, rating_left_blank, row_left_out_of_january_too, row_left_out_of_january_too_though_a_value_of_it_was_corrected,
)  # fmt: skip
BY_DEFINITION: tuple[tuple[Trick, list[str]], ...] = (
    (paper_closing_on_the_28th, ["逾期未办结 2 → 1"]),
    (paper_closing_dated_back, ["逾期未办结 2 → 1"]),
    (row_left_out, ["办结率 1/5 → 1/4"]),
    (ratings_left_blank_that_the_register_lacks, ["责任单位满意率 3/4 → 3/3", "得分 71.7 → 75.4"]),
)
"""Lies that no register of this county refutes: what they gain by the definitions as they stand, and nothing more."""


def test_the_honest_twin_stands_where_it_could_rise_and_fall(true: Computed) -> None:
    """Second of three, without an error of its own, and with something bad in every rate that a trick might hide."""
    ranking = true.report.tables["ranking"]
    assert ranking[["township", "rank"]].to_numpy().tolist() == [["乙镇", 1], ["甲镇", 2], ["丙镇", 3]]
    assert [f for f in true.findings if f.severity == "错误"] == []


@pytest.mark.parametrize("trick", TRICKS, ids=lambda trick: trick.__name__)
def test_a_trick_gains_nothing(trick: Trick, true: Computed, published: Edition, tmp_path: Path) -> None:
    county = honest()
    trick(county)
    assert gains(february(county, tmp_path / "inputs", published), true) == []


@pytest.mark.parametrize(("trick", "gained"), BY_DEFINITION, ids=lambda value: getattr(value, "__name__", ""))
def test_a_lie_that_nothing_refutes_gains_what_the_definitions_say(
    trick: Trick, gained: list[str], true: Computed, published: Edition, tmp_path: Path
) -> None:
    """Plainly: docs/definitions.md, section 5."""
    county = honest()
    trick(county)
    assert gains(february(county, tmp_path / "inputs", published), true) == gained
