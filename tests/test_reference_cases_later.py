"""The reference against the later cases of formula version 2: windows, moves, informants, rows set aside
(docs/definitions.md).
"""

from __future__ import annotations

from datetime import timedelta

from tests.reference.story import Folder, Run, due, row
from tests.test_reference_cases import above, day, decided, figure, numbers, sent, story


def test_case_21_a_limit_after_an_early_ledger_is_the_next_windows():
    """Sent on the 25th of March; the due date is the 27th, eight are concluded on the 26th and told in April."""
    opened = [row(n, "甲镇", day(1, 20), accepted_on=day(1, 26)) for n in numbers("a", 8)]
    done = [{**r, "concluded_on": day(3, 26), "outcome": "予以支持"} for r in opened]
    runs = story(
        Run("2023-03", arrived={"2023-03": Folder(opened, sent(day(3, 25)))}),
        Run("2023-04", arrived={"2023-04": Folder(done, sent(day(4, 25)))}),
    )
    assert figure(runs[0], "甲镇", "concluded_on_time") == (0, 0)
    assert figure(runs[0], "甲镇", "overdue_open") == (0, None)
    assert figure(runs[1], "甲镇", "concluded_on_time") == (8, 8)


def test_case_22_a_decided_move_gives_the_new_holder_its_own_clock():
    """Due on the 4th of March, given to 乙镇 from the 1st: acceptance by the 16th, conclusion sixty days from the
    1st.
    """
    opened = row("a1", "甲镇", day(1, 2), accepted_on=day(1, 3))
    word = {"decisions": [decided("a1", "归属乡镇", to="乙镇", from_on=day(3, 1))]}
    runs = story(
        Run("2023-02", arrived={"2023-02": Folder([opened])}),
        Run(
            "2023-03",
            arrived={
                "2023-03": Folder(
                    [{**opened, "township": "乙镇"}, {**opened, "sender": "乙镇", "township": "乙镇"}], word
                )
            },
        ),
    )
    assert figure(runs[1], "甲镇", "concluded_on_time") == (0, 0)
    assert figure(runs[1], "乙镇", "overdue_open") == (0, None)
    assert figure(runs[1], "乙镇", "accepted_on_time") == (1, 1)


def test_case_23_an_agreed_move_lets_the_clock_run_on():
    opened = row("a1", "甲镇", day(1, 20), accepted_on=day(1, 22))
    taken = {**opened, "sender": "乙镇", "township": "乙镇", "concluded_on": day(2, 20), "outcome": "予以支持"}
    march = Folder([taken])
    runs = story(
        Run("2023-01", arrived={"2023-01": Folder([opened])}),
        Run("2023-02", arrived={"2023-02": Folder([{**opened, "township": "乙镇"}, taken])}),
        Run("2023-03", arrived={"2023-03": march}),
    )
    assert figure(runs[2], "乙镇", "concluded_on_time") == (1, 1)
    assert figure(runs[2], "甲镇", "concluded_on_time") == (0, 0)


def test_case_24_what_is_called_an_accusation_later_counts_as_first_sent():
    old = row("a1", "甲镇", day(1, 10), purpose="申诉求决")
    runs = story(
        Run("2023-01", arrived={"2023-01": Folder([old])}),
        Run("2023-02", arrived={"2023-02": Folder([{**old, "purpose": "检举控告"}])}),
    )
    assert figure(runs[1], "甲镇", "overdue_unaccepted") == (1, None)


def test_case_26_a_row_whose_number_cannot_be_read_is_a_matter_not_accepted_in_time():
    odd = row("?", "甲镇", day(1, 10), accepted_on=day(1, 12), bad={"case_no"})
    mended = row("a1", "甲镇", day(1, 10), accepted_on=day(1, 12))
    runs = story(
        Run("2023-01", arrived={"2023-01": Folder([odd])}),
        Run("2023-02", arrived={"2023-02": Folder([mended])}),
        Run("2023-Q1"),
    )
    assert figure(runs[0], "甲镇", "accepted_on_time") == (0, 1)
    assert figure(runs[1], "甲镇", "accepted_on_time") == (0, 0)
    assert figure(runs[2], "甲镇", "accepted_on_time") == (1, 1)


def test_case_28_content_and_resolution_are_two_things():
    done = row(
        "a1",
        "甲镇",
        day(1, 2),
        accepted_on=day(1, 2),
        concluded_on=day(1, 4),
        outcome="予以支持",
        settled="已化解",
        rating_unit="不满意",
    )
    (first,) = story(Run("2023-01", arrived={"2023-01": Folder([done])}))
    assert figure(first, "甲镇", "resolution") == (1, 1)


def test_case_29_receipt_after_registration_moves_no_limit_at_township_level():
    late = row("a1", "甲镇", day(1, 2), received_on=day(1, 10), accepted_on=day(1, 20))
    saturday = {
        "reports": [due("甲镇", day(1, 28), day(1, 30))]
    }  # 28 January 2023 is a working day, 4 February a Saturday
    (first,) = story(Run("2023-01", arrived={"2023-01": Folder([late], saturday)}))
    assert figure(first, "甲镇", "accepted_on_time") == (0, 1)
    february = {"reports": [due("甲镇", day(3, 4), day(3, 6))]}
    (second,) = story(Run("2023-02", arrived={"2023-02": Folder([], february)}))
    assert figure(second, "甲镇", "reported_on_time") == (1, 1)


def test_case_30_the_register_names_the_holder_and_leaving_it_out_is_an_omission():
    register = {"superior": [above("a1", "甲镇", day(1, 2), received_on=day(1, 3))]}
    (first,) = story(
        Run("2023-01", arrived={"2023-01": Folder([row("a1", "丙镇", day(1, 2), accepted_on=day(1, 4))], register)})
    )
    assert figure(first, "甲镇", "accepted_on_time") == (0, 1)
    assert figure(first, "丙镇", "accepted_on_time") == (0, 0)
    assert first.matters.all["A1"].omitted


def test_case_31_discontent_once_published_stands():
    done = {"accepted_on": day(1, 2), "concluded_on": day(1, 2), "outcome": "予以支持", "rating_unit": "不满意"}
    rows = [row(n, "甲镇", day(1, 2), **done) for n in numbers("a", 5)]
    for later in ({"rating_unit": "满意"}, {"concluded_on": None, "outcome": None}):
        runs = story(
            Run("2023-01", arrived={"2023-01": Folder(rows)}),
            Run("2023-02", arrived={"2023-02": Folder([r | later for r in rows])}),
        )
        assert figure(runs[1], "甲镇", "satisfaction") == (0, 5), later


def test_a_window_begins_after_the_one_before_and_the_calendar_is_tiled():
    first = story(Run("2023-01", arrived={"2023-01": Folder([], sent(day(1, 10)))}))[0]
    windows = first.matters.windows
    assert windows.of("甲镇", "2023-01") == (day(1, 1), day(1, 10))
    assert windows.of("甲镇", "2023-02")[0] == day(1, 10) + timedelta(days=1)
