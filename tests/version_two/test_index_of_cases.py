"""Which tests here show the cases that changed with formula version 2, through real files, and where each one's honest
twin is.

A twin in brackets is that parameter of the test itself; where everybody in a case is honest there is none.
"""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

HONEST = "everybody in it is honest"
CASES: dict[int, tuple[str, tuple[str, ...], str]] = {
    1: (
        "events after the day of sending",
        ("test_1_what_happened_after_a_ledger_was_sent_stands_in_the_next_window",),
        "[in May]",
    ),
    2: (
        "an edition with a late cut-off",
        ("test_2_a_late_cut_off_makes_nothing_of_february_late",),
        "[cut off on 31 January]",
    ),
    3: ("a special period before the month", ("test_3_a_special_period_closes_no_month",), "[none]"),
    4: (
        "given away, later in nobody's ledger",
        ("test_4_a_matter_that_was_given_away_stays_with_whom_it_was_given_to",),
        HONEST,
    ),
    5: (
        "another name, or left out while a neighbour lists it",
        (
            "test_5_another_name_in_the_column_of_the_unit_moves_nothing",
            "test_5_a_neighbour_that_lists_what_its_holder_leaves_out_moves_nothing",
            "test_5_a_matter_whose_limit_was_missed_does_not_move_by_agreement",
        ),
        "test_5_who_goes_on_listing_an_overdue_matter_has_what_who_does_not_has",
    ),
    6: (
        "handed back, taken over and left lying",
        ("test_6_a_matter_handed_back_with_consent_is_that_of_whoever_took_it_over",),
        "[accepted]",
    ),
    7: (
        "a ledger that a merged part owed",
        ("test_7_a_merged_unit_answers_for_every_ledger_that_a_part_owed",),
        "[all were sent]",
    ),
    8: (
        "told after the limit and the cut-off",
        ("test_8_a_notice_given_after_the_limit_is_late_even_when_it_lies_after_the_cut_off",),
        "test_8_who_could_not_be_told_counts_as_told",
    ),
    9: (
        "one number in several writings",
        (
            "test_9_two_ways_of_writing_a_number_are_one_matter",
            "test_9_and_of_writing_it_from_month_to_month",
        ),
        HONEST,
    ),
    10: (
        "a published day that can't be read any more",
        ("test_10_a_published_day_stands_when_its_cell_can_no_longer_be_read",),
        "[as published]",
    ),
    11: (
        "a run of years",
        (
            "test_11_a_zero_report_in_a_year_that_nobody_assessed_keeps_no_run",
            "test_11_a_merged_unit_has_the_shortest_run_of_its_parts",
        ),
        HONEST,
    ),
    12: (
        "what would move a limit, written afterwards",
        (
            "test_12_a_limit_missed_stays_missed_whatever_is_written_afterwards",
            "test_12_nor_by_another_ledger_in_a_folder_that_was_published",
        ),
        "test_12_a_limit_missed_stays_missed_whatever_is_written_afterwards",
    ),
    13: (
        "what a confirmed correction speaks for",
        (
            "test_13_a_correction_once_confirmed_speaks_for_its_column",
            "test_13_and_for_the_folder_that_it_lies_in",
        ),
        "test_13_and_for_the_day_that_the_row_there_has",
    ),
    14: (
        "dated into a published month, or held back",
        (
            "test_14_a_conclusion_dated_into_a_published_month_counts_when_it_is_known",
            "test_14_a_matter_held_back_until_its_limit_has_passed_counts_as_late",
            "test_14_a_month_made_again_and_again_doesn_t_turn_what_was_entered_late_into_what_was_in_time",
        ),
        "test_14_its_honest_twin_has_it_once_too",
    ),
    15: (
        "published ratings and states",
        (
            "test_15_a_better_rating_or_state_waits",
            "test_15_a_discontent_matter_shown_open_again_stays_in_n",
            "test_15_a_state_of_an_assigned_matter_counts_at_once",
        ),
        "test_15_an_honest_step_back_counts_in_the_quarter",
    ),
    16: (
        "受理日期 never filled in",
        ("test_16_a_matter_without_a_day_of_acceptance_is_due_from_its_registration",),
        "[written]",
    ),
    17: (
        "claims",
        (
            "test_17_what_is_bad_in_a_row_counts_for_its_claimant",
            "test_17_what_is_good_counts_for_nobody_and_costs_nobody_its_title",
            "test_17_it_is_settled_by_a_decision",
        ),
        "test_17_who_claims_each_others_bad_matters_has_one_more_and_the_county_none",
    ),
    21: (
        "a limit after the day of sending",
        ("test_21_a_limit_after_the_day_of_sending_belongs_to_the_next_window",),
        "[sent in May]",
    ),
    22: (
        "given away by the office before the due date",
        ("test_22_a_matter_that_the_office_gives_away_has_its_new_holders_own_clock",),
        HONEST,
    ),
    23: ("both ledgers agree on a move", ("test_23_both_ledgers_agree_and_the_clock_runs_on",), HONEST),
    24: (
        "检举控告 afterwards",
        ("test_24_a_matter_that_becomes_an_accusation_is_counted_as_first_sent_and_never_shown",),
        "test_24_a_matter_that_becomes_an_accusation_is_counted_as_first_sent_and_never_shown",
    ),
    26: (
        "a number that can't be read",
        (
            "test_26_a_row_whose_number_cannot_be_read_is_a_matter_not_accepted_in_time",
            "test_26_mended_in_february_it_is_counted_once",
        ),
        "[QH2023-07-expected1]",
    ),
    28: (
        "已化解 and 不满意",
        ("test_28_a_discontent_petitioner_of_a_settled_matter_is_visited",),
        HONEST,
    ),
    29: (
        "收到日期 after 登记日期; due on a day off",
        (
            "test_29_a_receipt_after_registration_moves_no_limit_of_the_townships_level",
            "test_29_a_day_due_that_is_a_day_off_is_the_next_working_day",
        ),
        "[2023-01-18-expected1]",
    ),
    30: (
        "the register's matter, left out",
        (
            "test_30_the_register_above_says_whose_it_is_when_a_neighbour_lists_it_first",
            "test_30_whose_blank_procedure_in_the_register_is_an_opinion_matter",
        ),
        "test_30_who_lists_what_the_register_has_as_its_own_has_no_omission",
    ),
    31: (
        "不满意 published, better or open afterwards",
        (
            "test_31_discontent_that_was_published_stands_at_once",
            "test_31_taking_the_conclusion_back_takes_no_discontent_back",
            "test_31_a_claimant_betters_no_rating_that_it_has_told_and_it_counts_once",
        ),
        "[不满意]",
    ),
}
"""Case -> what it is about, the tests that show it, the honest twin."""


def _tests() -> dict[str, str]:
    """Test -> its source, of every module of this folder."""
    found: dict[str, str] = {}
    for path in sorted(Path(__file__).parent.glob("test_*.py")):
        text = path.read_text(encoding="utf-8")
        lines = text.splitlines()
        for node in ast.parse(text).body:
            if isinstance(node, ast.FunctionDef) and node.name.startswith("test_"):
                first = min([node.lineno, *(mark.lineno for mark in node.decorator_list)])
                found[node.name] = "\n".join(lines[first - 1 : node.end_lineno])
    return found


TESTS = _tests()


def test_the_cases_are_those_that_change_a_figure() -> None:
    assert list(CASES) == [*range(1, 18), *range(21, 25), 26, *range(28, 32)]


@pytest.mark.parametrize("case", CASES, ids=str)
def test_each_case_has_its_tests_and_its_twin(case: int) -> None:
    """Each test bears the case's number; a twin in brackets names values or an id that stand in one of them."""
    _, tests, twin = CASES[case]
    assert all(name in TESTS and name.startswith(f"test_{case}_") for name in tests)
    if twin.startswith("["):
        part = twin.strip("[]").removesuffix("-expected1")
        assert any(f'"{part}"' in TESTS[name] for name in tests)
    elif twin != HONEST:
        assert twin in TESTS


def test_every_test_that_bears_a_number_is_of_a_case() -> None:
    """18, 19, 20, 25 and 27 are cases of papers and ranks."""
    numbers = {int(name.split("_")[1]) for name in TESTS if name.split("_")[1].isdigit()}
    assert numbers - set(CASES) == {18, 19, 20, 25, 27}
