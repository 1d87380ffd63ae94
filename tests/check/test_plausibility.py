"""Rules about a whole ledger that looks too alike, with the least number of rows at which they speak."""

from __future__ import annotations

from datetime import date, timedelta

from check_rows import Row, told

ACCEPTED: Row = {"registered_on": "2023-01-03", "accepted_on": "2023-01-05"}
DONE: Row = {**ACCEPTED, "outcome": "予以支持"}


def _done(days: list[str]) -> list[Row]:
    """Concluded matters that differ in their registration, so that nothing else looks copied."""
    start = date(2022, 12, 1)
    rows: list[Row] = []
    for number, day in enumerate(days):
        rows.append({**DONE, "registered_on": f"{start + timedelta(days=number)}", "accepted_on": None, "concluded_on": day})
    return rows


def test_three_matters_alike_in_all_but_the_number_look_copied():
    assert told("R183", ACCEPTED, ACCEPTED, {**ACCEPTED, "channel": "来信"}, ACCEPTED) == [
        ("A4:A5、A7", "3行除编号外完全相同（如编号01），疑似复制填充")
    ]


def test_two_alike_matters_or_three_not_yet_accepted_do_not_look_copied():
    assert told("R183", ACCEPTED, ACCEPTED) == []
    assert told("R183", {}, {}, {}) == []


def test_a_row_sent_twice_is_not_counted_as_a_copy_of_another_matter():
    assert told("R183", ACCEPTED, ACCEPTED, {**ACCEPTED, "case_no": "02"}) == []


def test_ten_conclusions_on_one_day_and_no_other_are_asked_about():
    assert told("R184", *_done(["2023-02-10"] * 10), {}) == [
        ("U4:U13", "全部10件办结事项的办结日期都是同一天（如编号01：办结日期2023-02-10），疑似填表日期")
    ]


def test_nine_conclusions_on_one_day_or_ten_on_two_days_are_not():
    assert told("R184", *_done(["2023-02-10"] * 9)) == []
    assert told("R184", *_done(["2023-02-10"] * 9 + ["2023-02-09"])) == []


def test_twenty_ratings_all_content_are_asked_about():
    rows = [{**row, "rating_unit": "满意"} for row in _done(["2023-02-10"] * 20)]
    assert told("R185", *rows, {"rating_unit": "未评价"}) == [("AA4:AA23", "全部20件评价都是满意")]


def test_nineteen_ratings_one_lower_rating_or_all_discontent_are_not():
    rows = [{**row, "rating_unit": "满意"} for row in _done(["2023-02-10"] * 20)]
    assert told("R185", *rows[1:]) == []
    assert told("R185", *rows, {**rows[0], "rating_unit": "基本满意"}) == []
    assert told("R185", *[{**row, "rating_unit": "不满意"} for row in rows]) == []


def test_a_number_of_another_length_among_twenty_is_asked_about():
    rows = [{"case_no": f"2023{number:04}"} for number in range(19)]
    assert told("R186", *rows, {"case_no": "202399"}) == [("A23", "1件编号的位数与其他编号不同（编号202399）")]
    assert told("R186", *rows[1:], {"case_no": "202399"}) == []


def test_numbers_of_two_common_lengths_are_not_asked_about():
    rows = [{"case_no": f"2023{number:04}"} for number in range(18)]
    assert told("R186", *rows, {"case_no": "202399"}, {"case_no": "202398"}) == []


def test_more_than_half_of_ten_conclusions_on_days_off_are_asked_about():
    """28 January 2023 is a Saturday that was worked."""
    assert told("R187", *_done(["2023-02-11"] * 6 + ["2023-01-28"] * 4)) == [
        ("U4:U9", "半数以上的办结日期是休息日，共6件（如编号01：办结日期2023-02-11）")
    ]
    assert told("R187", *_done(["2023-02-11"] * 5 + ["2023-01-28"] * 5)) == []
    assert told("R187", *_done(["2023-02-11"] * 6 + ["2023-01-28"] * 3)) == []
