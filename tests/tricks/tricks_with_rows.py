"""Whose row it is, which number it has, whether it is there at all, and the file it lies in."""

from __future__ import annotations

from tests.trick_county import FEBRUARY, JANUARY, MARCH, RIVAL, TRICKSTER, County, truth
from tests.tricks.kit import SET_ASIDE, Gains, believed, in_february, trick

_GOOD = {"outcome": "予以支持", "settled": "已化解", "rating_unit": "满意"}
_LEFT_OUT: Gains = {FEBRUARY: ["及时受理率 4/6 → 4/5", "逾期未受理 1 → 0"], MARCH: ["逾期未受理 1 → 0"]}
_INVENTED = (
    "whether there was a petitioner no ledger shows; "
    "rows alike but for the number, and what 上级登记台账 lacks, are reminders"
)
_LISTED = {"channel": "来访", "occurrence": "初件", "procedure": "信访处理意见"}


def _id_number() -> str:
    """An ID number of nobody: a region that there isn't, with a valid check character."""
    weights = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
    body = "00000019900101000"
    return body + "10X98765432"[sum(int(digit) * weight for digit, weight in zip(body, weights, strict=True)) % 11]


@trick
def missing_file(county: County) -> None:
    """No ledger at all."""
    county.ledgers[FEBRUARY, TRICKSTER] = None
    county.sent[TRICKSTER] = None


@trick
def empty_ledger(county: County) -> None:
    """Headings alone."""
    county.ledgers[FEBRUARY, TRICKSTER] = []


@trick
def zero_report_over_open_matters(county: County) -> None:
    """Nothing in hand, it says."""
    county.ledgers[FEBRUARY, TRICKSTER] = None
    county.zero = (TRICKSTER,)


@trick
def zero_report_beside_a_ledger(county: County) -> None:
    """Nothing in hand, and a ledger without what is bad."""
    county.zero = (TRICKSTER,)
    for key in ("03", "15"):
        county.drop(key, FEBRUARY)


@trick
def a_file_that_cannot_be_opened(county: County) -> None:
    """Refused on purpose, so that nothing is known."""
    county.ledgers[FEBRUARY, TRICKSTER] = None
    county.others[FEBRUARY, f"{TRICKSTER}.xlsx"] = b"PK\x03\x04 damaged on the way"


@trick
def two_ledgers_at_once(county: County) -> None:
    """One with what is bad, one without: which counts?"""
    county.others[FEBRUARY, f"{TRICKSTER}（最终版）.xlsx"] = [
        row for row in county.rows() if row["case_no"] not in ("A03", "A18")
    ]


@trick
def sent_late(county: County) -> None:
    """After the county's figures were asked for."""
    county.sent[TRICKSTER] = "2023-03-20"


@believed(
    "what falls due after the day of sending, a week before the month's end at the most, stands in the next window",
    {FEBRUARY: ["到期未化解积案 1 → 0", "无到期未化解积案 -1 → 1"]},
)
def sent_early(county: County) -> None:
    """On 10 February: the window ends on the 21st all the same; the backlog to be settled by the 28th is March's."""
    county.sent[TRICKSTER] = "2023-02-10"


@trick
def duplicate_with_kinder_state(county: County) -> None:
    """The overdue matter a second time, concluded."""
    county.add({**county.row("03"), "concluded_on": "2023-02-15", **_GOOD})


@trick
def duplicate_in_other_letters(county: County) -> None:
    """The same, its number in small letters and full width."""
    county.add({**county.row("03"), "case_no": "ａ03", "concluded_on": "2023-02-15", **_GOOD})


@trick
def duplicate_with_an_earlier_conclusion(county: County) -> None:
    """Concluded late, and a second time in time."""
    county.add({**county.row("02"), "concluded_on": "2023-02-05", "settled": "已化解", "rating_unit": "满意"})


@trick
def rivals_matter_claimed(county: County) -> None:
    """What the neighbour did well."""
    own = truth(RIVAL)
    county.add(*({**own[key], "township": TRICKSTER} for key in ("03", "04", "16")))


@trick
def rivals_new_matter_claimed(county: County) -> None:
    """The same, of what is listed for the first time by both: 待定, and what is good counts for nobody."""
    county.add({**truth(RIVAL)["17"], "township": TRICKSTER})


@trick
def neighbour_named_in_an_overdue_row(county: County) -> None:
    """责任单位 乙."""
    for key in ("03", "15"):
        county.write(key, township=RIVAL)


@trick
def neighbour_named_in_a_new_row(county: County) -> None:
    """The matter left lying is the neighbour's, it says; the neighbour knows nothing of it."""
    county.write("05", township=RIVAL)


@in_february
def neighbour_that_takes_it_over_when_the_limit_was_missed(county: County) -> None:
    """Overdue since 18 February; in March both say that it moved."""
    county.write("03", MARCH, township=RIVAL)
    county.add({**county.row("03", MARCH), "township": RIVAL}, months=(MARCH,), township=RIVAL)


@believed(
    "without 上级登记台账 both townships' ledgers decide before a limit is missed; the neighbour has it then",
    {},
    {MARCH: ["按期办结率 3/5 → 3/4", "逾期未办结 3 → 2"]},
)
def neighbour_that_takes_it_over_in_time(county: County) -> None:
    """Due on 18 March, named as the neighbour's and listed by it from February on."""
    county.add({**county.row("21"), "township": RIVAL, "received_on": "2023-02-03"}, township=RIVAL)
    county.write("21", township=RIVAL)


@believed("without 上级登记台账 a matter is that of whoever lists it first; the neighbour has it then", {}, _LEFT_OUT)
def neighbour_that_lists_it_for_one(county: County) -> None:
    """The matter left lying stands in 乙's ledger alone."""
    county.add({**county.row("18"), "township": RIVAL}, township=RIVAL)
    county.drop("18")


@trick
def neighbour_that_lists_it_too(county: County) -> None:
    """The same in both ledgers: what is bad in a row counts for its claimant."""
    county.add({**county.row("18"), "township": RIVAL}, township=RIVAL)


@trick
def claimed_with_a_neighbour_and_registered_later_in_march(county: County) -> None:
    """The same; and when February's edition has it as claimed by both, 甲's row says that it came in March."""
    neighbour_that_lists_it_too(county)
    county.write("18", MARCH, registered_on="2023-03-20")


@trick
def listed_by_a_neighbour_and_left_out(county: County) -> None:
    """The overdue matter that January published is in 乙's ledger and no more in 甲's."""
    county.add({**county.row("03"), "township": RIVAL}, township=RIVAL)
    county.drop("03")


@trick
def handed_back_and_listed_by_a_neighbour(county: County) -> None:
    """Without anybody's consent."""
    county.add({**county.row("03"), "township": RIVAL}, township=RIVAL)
    county.write("03", withdrawn_on="2023-02-15")


@trick
def published_row_left_out(county: County) -> None:
    """The overdue one, the backlog and the discontent ones."""
    for key in ("03", "09", "13", "15"):
        county.drop(key)


@believed(
    "what only the ledger could tell of February isn't known; the error that names it bars the title",
    {FEBRUARY: ["办结率 1/5 → 1/4"]},
)
def a_late_acceptance_left_out(county: County) -> None:
    """Accepted late in February: not accepted, then."""
    county.drop("05")


@believed("without 上级登记台账 nobody knows of it", {}, _LEFT_OUT)
def new_row_left_out(county: County) -> None:
    """The matter left lying is never listed."""
    county.drop("18")


@trick
def row_left_out_of_january_too(county: County) -> None:
    """January has been published; its ledger is exchanged for one that never had the overdue matter, the backlog
    and the discontent one.
    """
    for key in ("03", "13", "15"):
        county.drop(key, JANUARY, FEBRUARY, MARCH)


@trick
def row_left_out_of_january_too_though_a_value_of_it_was_corrected(county: County) -> None:
    """The office once confirmed a date of it."""
    row_left_out_of_january_too(county)
    county.decisions = [{"subject": "A03", "decision": "更正属实"}]


@believed(SET_ASIDE, {}, {FEBRUARY: ["逾期未受理 1 → 0"], MARCH: ["逾期未受理 1 → 0"]})
def number_that_cannot_be_read(county: County) -> None:
    """待编, of the overdue matter and of the one left lying."""
    county.write("03", case_no="待编")
    county.write("18", case_no="另行编号")


@believed(SET_ASIDE, {}, {FEBRUARY: ["逾期未受理 1 → 0"], MARCH: ["逾期未受理 1 → 0"]})
def row_without_a_number_left_out_of_the_corrected_ledger(county: County) -> None:
    """The one left lying goes in as 待编; sent back, the ledger comes in again without it."""
    county.write("18", case_no="待编")
    county.corrected[FEBRUARY, TRICKSTER] = [row for row in county.rows() if row["case_no"] != "待编"]
    county.corrected[MARCH, TRICKSTER] = [row for row in county.rows(MARCH) if row["case_no"] != "待编"]


@believed(SET_ASIDE, {}, {FEBRUARY: ["逾期未受理 1 → 0"], MARCH: ["逾期未受理 1 → 0"]})
def id_number_for_a_number(county: County) -> None:
    """Masked and unreadable: the row is set aside, and is the matter that its ledger now lacks."""
    county.write("18", case_no=_id_number())


@believed(_INVENTED, {FEBRUARY: ["及时受理率 4/6 → 5/7"]})
def renumbered_with_a_better_history(county: County) -> None:
    """The overdue matter under a new number, registered and accepted later: the old one counts as it did, the new
    one is another.
    """
    county.write("03", case_no="A43", registered_on="2023-02-01", accepted_on="2023-02-02")


@believed(_INVENTED, {FEBRUARY: ["及时受理率 4/6 → 5/7"]})
def renumbered_with_a_look_alike(county: County) -> None:
    """The letter O for nought."""
    county.write("03", case_no="AO3", registered_on="2023-02-01", accepted_on="2023-02-02")


@trick
def related_to_the_neighbour(county: County) -> None:
    """The repeat is one of the neighbour's matters, it says."""
    county.write("08", related_case_no="B16")


@believed(
    _INVENTED,
    {
        FEBRUARY: ["化解率 3/4 → 4/5", "办结率 1/5 → 2/6"],
        MARCH: ["及时受理率 3/5 → 4/6", "责任单位满意率 3/4 → 4/5"],
    },
)
def a_good_matter_invented(county: County) -> None:
    """Registered on 18 February, accepted the day after, concluded on the 24th to everybody's content."""
    county.add(
        {
            "case_no": "A51",
            "registered_on": "2023-02-18",
            "accepted_on": "2023-02-19",
            "concluded_on": "2023-02-24",
            **_LISTED,
            **_GOOD,
        }
    )


@believed(_INVENTED, {MARCH: ["责任单位满意率 3/4 → 4/5", "办结率 1/5 → 2/6"]}, published=FEBRUARY)
def a_good_matter_invented_in_the_past(county: County) -> None:
    """Concluded in December and January, it says in March: known late, it counts, and is late where there is a
    limit.
    """
    county.add(
        {
            "case_no": "A52",
            "registered_on": "2023-01-04",
            "concluded_on": "2023-01-20",
            **_LISTED,
            **_GOOD,
            "settled": "未化解",
        },
        months=(MARCH,),
    )
