"""Days: of registration, receipt, notice, acceptance, extension, conclusion and hand-back."""

from __future__ import annotations

from tests.trick_county import FEBRUARY, JANUARY, MARCH, County
from tests.tricks.kit import SET_ASIDE, believed, in_february, trick


@trick
def garbled_date(county: County) -> None:
    """Late: the acceptance, and the conclusion after it."""
    county.write("05", accepted_on="2023年2月30日")
    county.write("02", concluded_on="2月中旬")


@trick
def garbled_acceptance_of_an_overdue_matter(county: County) -> None:
    """So that no due date can be counted from it."""
    county.write("03", accepted_on="见附件")


@trick
def blank_acceptance(county: County) -> None:
    """Of a matter concluded late: taken as accepted on that day it would have sixty days more."""
    county.write("02", accepted_on=None)


@trick
def blank_acceptance_of_an_overdue_matter(county: County) -> None:
    """Without acceptance there is no due date."""
    county.write("03", accepted_on=None)


@trick
def moved_acceptance(county: County) -> None:
    """The acceptance of December moved to the next month: the due date would move with it."""
    county.write("03", accepted_on="2023-01-10")


@trick
def acceptance_dated_into_the_published_month(county: County) -> None:
    """Accepted in time, it says now; January's edition had it not accepted."""
    county.write("05", accepted_on="2023-01-31")


@trick
def acceptance_that_comes_later_than_was_published(county: County) -> None:
    """Accepted on 17 January, due on 18 March: accepted on 12 February, it says now."""
    county.write("21", accepted_on="2023-02-12")


@trick
def acceptance_before_registration(county: County) -> None:
    """Of the matter accepted late: before there was one."""
    county.write("05", accepted_on="2023-01-20")


@trick
def moved_registration(county: County) -> None:
    """Registered later, accepted in time."""
    county.write("05", registered_on="2023-02-10")


@believed(SET_ASIDE, {}, {FEBRUARY: ["逾期未受理 1 → 0"], MARCH: ["逾期未受理 1 → 0"]})
def garbled_registration(county: County) -> None:
    """So that no limit can be counted from it."""
    county.write("05", registered_on="一月底")
    county.write("18", registered_on="二月初")


@believed(SET_ASIDE, {}, {FEBRUARY: ["逾期未受理 1 → 0"]})
def registration_after_the_cut_off(county: County) -> None:
    """The matter that is new and not accepted, registered in March, it says in February."""
    county.write("18", FEBRUARY, registered_on="2023-03-05")


@trick
def receipt_written_later(county: County) -> None:
    """At the township's level, where registration counts."""
    county.write("18", received_on="2023-02-20")
    county.write("05", received_on="2023-02-10")


@trick
def conclusion_moved_out_of_its_cohort(county: County) -> None:
    """A conclusion of January moved to a day when no rating window ends."""
    county.write("09", concluded_on="2022-12-20")


@trick
def conclusion_moved_to_a_later_cohort(county: County) -> None:
    """The same, moved to February: its rating would wait until March."""
    county.write("09", concluded_on="2023-02-08")


@trick
def conclusion_before_acceptance(county: County) -> None:
    """The overdue matter concluded before it was accepted, and another before it was registered."""
    county.write("03", concluded_on="2022-12-19", outcome="予以支持", settled="已化解", rating_unit="满意")
    county.write("21", concluded_on="2023-01-14", outcome="予以支持", settled="已化解", rating_unit="满意")


@trick
def conclusion_earlier_than_was_published(county: County) -> None:
    """Concluded on 20 January as published: on the 2nd, it says, before the matter that came back to it."""
    county.write("01", concluded_on="2023-01-02")


@in_february
def late_conclusion_made_timely(county: County) -> None:
    """Published as concluded on 20 February, due on the 8th: on the 7th, it says in March and in February's
    exchanged ledger.
    """
    county.write("02", concluded_on="2023-02-07")


@in_february
def conclusion_dated_into_the_published_february(county: County) -> None:
    """Due on 13 March, concluded on the 20th: on 27 February, it says; February's edition had it open."""
    county.write("19", MARCH, concluded_on="2023-02-27")


@trick
def extension_after_the_fact(county: County) -> None:
    """Approved in January, it says now; January's ledger had none."""
    county.write("03", extension_approved_on="2023-01-20", extended_to="2023-03-20", extension_reason="情况复杂")


@trick
def extension_approved_too_late(county: County) -> None:
    """Approved when the matter was overdue already."""
    county.write("03", extension_approved_on="2023-02-19", extended_to="2023-03-20", extension_reason="情况复杂")


@trick
def early_extended_to(county: County) -> None:
    """延期至 alone, and one approved before acceptance."""
    county.write("03", extended_to="2023-03-20")
    county.write("02", extension_approved_on="2022-12-09", extended_to="2023-03-10", extension_reason="情况复杂")


@trick
def extension_of_more_than_thirty_days(county: County) -> None:
    """Approved in time: to a day 60 days after the due date."""
    county.write("03", extension_approved_on="2023-02-10", extended_to="2023-04-19", extension_reason="情况复杂")


@trick
def own_day_due(county: County) -> None:
    """限办日期 of the township's own."""
    for key in ("02", "03", "21"):
        county.write(key, due_on="2023-04-30")


@trick
def hand_back_on_day_59(county: County) -> None:
    """Handed back when sixty days were nearly over; nobody agreed."""
    county.write("03", withdrawn_on="2023-02-17")


@trick
def hand_back_of_what_is_new(county: County) -> None:
    """Never ours, it says of the matter that was left lying."""
    county.write("18", withdrawn_on="2023-02-05")


@trick
def hand_back_of_a_discontent_matter(county: County) -> None:
    """After it was concluded and rated."""
    county.write("09", withdrawn_on="2023-01-15")


@in_february
def late_acceptance_made_timely(county: County) -> None:
    """Published as accepted on 20 February, limit the 14th."""
    county.write("05", FEBRUARY, MARCH, accepted_on="2023-02-10")


_PAPER = (
    "no register has acceptances, notices and conclusions: "
    "a day within the open window is believed until 抽查 finds it out"
)


@believed(_PAPER, {FEBRUARY: ["逾期未办结 2 → 1"], MARCH: ["逾期未办结 3 → 2"]})
def paper_closing_on_the_28th(county: County) -> None:
    """The overdue matter closed on paper on the last day, with nothing settled: still late, and not resolved."""
    county.write("03", concluded_on="2023-02-28", outcome="解释说明", settled="未化解")


@believed(_PAPER, {FEBRUARY: ["逾期未办结 2 → 1"], MARCH: ["逾期未办结 3 → 2"]})
def paper_closing_dated_back(county: County) -> None:
    """The same, dated into January, when it was still open and not yet due: late by 补登."""
    county.write("03", concluded_on="2023-01-28", outcome="解释说明", settled="未化解")


@believed(_PAPER, {FEBRUARY: ["及时受理率 4/6 → 5/6"]})
def acceptance_on_paper(county: County) -> None:
    """Accepted on 20 February, limit the 14th: on the 10th, it says."""
    county.write("05", accepted_on="2023-02-10")


@believed(_PAPER, {MARCH: ["及时受理率 3/5 → 4/5"]})
def notice_left_blank(county: County) -> None:
    """Told on 25 March, limit the 18th."""
    county.write("26", notified_on=None)


@believed(_PAPER, {MARCH: ["及时受理率 3/5 → 4/5"]})
def notice_dated_back(county: County) -> None:
    """The same, on the 10th."""
    county.write("26", notified_on="2023-03-10")


@believed(_PAPER, {MARCH: ["及时受理率 3/5 → 4/5"]})
def notice_called_impossible(county: County) -> None:
    """无法告知."""
    county.write("26", notified_on="无法告知")


@believed(
    "the day of approval lies in the open window; it goes into 抽查核实单",
    {FEBRUARY: ["按期办结率 3/5 → 3/4", "逾期未办结 2 → 1"]},
)
def extension_approved_since_the_last_edition(county: County) -> None:
    """Approved on 10 February, it says: due on 20 March instead of 18 February."""
    county.write("03", extension_approved_on="2023-02-10", extended_to="2023-03-20", extension_reason="情况复杂")


@believed(
    "without 上级登记台账 the first day of registration is believed; a date inside the number is looked at",
    {},
    {FEBRUARY: ["及时受理率 4/6 → 4/5", "逾期未受理 1 → 0"]},
)
def late_registration(county: County) -> None:
    """Registered on 3 February and left lying: on the 25th, it says when it is first sent; limit 12 March."""
    county.write("18", registered_on="2023-02-25")


@believed(
    "without 上级登记台账 nobody knows of it before it is listed; then it counts as late",
    {},
    {FEBRUARY: ["及时受理率 4/6 → 4/5", "逾期未受理 1 → 0"]},
)
def held_back_until_march(county: County) -> None:
    """The matter that is new and left lying isn't listed until March, when it counts 0/1."""
    county.drop("18", FEBRUARY)


EXCHANGED = (JANUARY, FEBRUARY, MARCH)


@trick
def exchanged_january_with_a_later_acceptance(county: County) -> None:
    """January has been published; its ledger is exchanged for one with the later day."""
    county.write("03", *EXCHANGED, accepted_on="2023-01-10")


@trick
def exchanged_january_with_a_timely_acceptance(county: County) -> None:
    """The same with an acceptance that January's edition lacked."""
    county.write("05", *EXCHANGED, accepted_on="2023-01-31")


@trick
def exchanged_january_with_an_extension(county: County) -> None:
    """The same with an extension."""
    county.write(
        "03", *EXCHANGED, extension_approved_on="2023-01-20", extended_to="2023-03-20", extension_reason="情况复杂"
    )


@trick
def exchanged_january_with_a_later_registration(county: County) -> None:
    """The same with another day of registration."""
    county.write("05", *EXCHANGED, registered_on="2023-02-10")


@in_february
def exchanged_february_with_a_timely_conclusion(county: County) -> None:
    """February's ledger is exchanged for one in which what March closes late, and unsettled, was closed in time."""
    county.write(
        "19", FEBRUARY, MARCH, concluded_on="2023-02-25", outcome="予以支持", settled="未化解", rating_unit="不满意"
    )
