"""Rules about a whole ledger that looks too alike, with the least number of rows at which they speak."""

from __future__ import annotations

from tests.check.check_rows import told
from tools.check_cases.rows import ACCEPTED
from tools.check_cases.whole_ledgers import concluded


def test_two_alike_matters_or_three_not_yet_accepted_do_not_look_copied():
    assert told("R183", ACCEPTED, ACCEPTED) == []
    assert told("R183", {}, {}, {}) == []


def test_a_row_sent_twice_is_not_counted_as_a_copy_of_another_matter():
    assert told("R183", ACCEPTED, ACCEPTED, {**ACCEPTED, "case_no": "02"}) == []


def test_nine_conclusions_on_one_day_or_ten_on_two_days_are_not():
    assert told("R184", *concluded(["2023-02-10"] * 9)) == []
    assert told("R184", *concluded(["2023-02-10"] * 9 + ["2023-02-09"])) == []


def test_nineteen_ratings_one_lower_rating_or_all_discontent_are_not():
    rows = [{**row, "rating_unit": "满意"} for row in concluded(["2023-02-10"] * 20)]
    assert told("R185", *rows[1:]) == []
    assert told("R185", *rows, {**rows[0], "rating_unit": "基本满意"}) == []
    assert told("R185", *[{**row, "rating_unit": "不满意"} for row in rows]) == []


def test_numbers_of_two_common_lengths_are_not_asked_about():
    rows = [{"case_no": f"2023{number:04}"} for number in range(18)]
    assert told("R186", *rows, {"case_no": "202399"}, {"case_no": "202398"}) == []


def test_five_of_ten_conclusions_on_days_off_or_nine_conclusions_are_not():
    """28 January 2023 is a Saturday that was worked."""
    assert told("R187", *concluded(["2023-02-11"] * 6 + ["2023-01-28"] * 4)) != []
    assert told("R187", *concluded(["2023-02-11"] * 5 + ["2023-01-28"] * 5)) == []
    assert told("R187", *concluded(["2023-02-11"] * 6 + ["2023-01-28"] * 3)) == []
