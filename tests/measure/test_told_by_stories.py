"""What is counted, where and once, told by small stories: rows as they are read, run after run
(docs/definitions.md, 窗口 and 已发布).
"""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from pipeline.settings.attention import BUILT_IN_ATTENTION
from pipeline.settings.conditions import BUILT_IN_CONDITIONS
from pipeline.settings.record import Settings, Township
from tests.reference.program import Program, rows_of
from tests.reference.story import Folder, Run, Story, due, row

pytestmark = pytest.mark.slow

A, D = "甲镇", "丁镇"
Figures = dict[tuple[str, str], tuple[int | None, int | None]]
SOLVED = {"outcome": "予以支持", "settled": "已化解", "rating_unit": "满意"}


def told(*runs: Run, merged_on: date | None = None) -> list[Figures]:
    """The figures of each run; with ``merged_on`` 丁镇 was merged into 甲镇."""
    roster = (Township(1, A), *([Township(2, D, merged_into=A, merged_on=merged_on)] if merged_on else []))
    program = Program(Story(Settings(roster, {}, BUILT_IN_CONDITIONS, BUILT_IN_ATTENTION), []))
    columns = ("township", "indicator", "numerator", "denominator")
    return [
        {(unit, id_): (n, of) for unit, id_, n, of in rows_of(program.run(run)["indicators"], *columns)} for run in runs
    ]


def month(name: str, *rows: dict[str, Any], **folder: Any) -> Run:
    """The month's edition over its folder with these rows."""
    return Run(name, None, {name: Folder(rows=list(rows), **folder)})


def solved(number: str, on: date, **values: Any) -> dict[str, Any]:
    """Registered and accepted on 3 January 2023, settled on a day."""
    return row(number, A, date(2023, 1, 3), **{"accepted_on": date(2023, 1, 3), "concluded_on": on, **SOLVED, **values})


def test_in_a_quarter_without_an_edition_a_better_state_waits_for_the_window_that_its_months_closed() -> None:
    """Six concluded in January, one of them 未化解 until March: 5/6 in January, and in the quarter 5/6 too, for
    January's edition closed the window.
    """
    done = [solved(f"a{n}", date(2023, 1, 10)) for n in range(5)]
    before, after = (solved("a5", date(2023, 1, 10), settled=state) for state in ("未化解", "已化解"))
    runs = [month(name, *done, last) for name, last in (("2023-01", before), ("2023-02", before), ("2023-03", after))]
    january, *_, quarter = told(*runs, Run("2023-Q1"))
    assert january[A, "resolution"] == (5, 6)
    assert quarter[A, "resolution"] == (5, 6)


def test_a_better_state_counts_for_a_cohort_whose_window_is_still_open() -> None:
    """未化解 in January, 已化解 from February on; concluded on 10 January, + 90 is 10 April: 1/1 in April, and in
    the second quarter.
    """
    states = {"2023-01": "未化解", "2023-02": "已化解", "2023-03": "已化解", "2023-04": "已化解"}
    runs = [month(name, solved("a1", date(2023, 1, 10), settled=state)) for name, state in states.items()]
    *_, april, quarter = told(*runs, Run("2023-Q2"))
    assert april[A, "first_time_resolution"] == (1, 1)
    assert quarter[A, "first_time_resolution"] == (1, 1)


def test_what_a_merged_part_concluded_is_rated_in_its_units_windows() -> None:
    """丁镇 concluded on 20 February and was merged on 1 March: the rating due on 22 March counts in March, for 甲镇."""
    ended = {**solved("d1", date(2023, 2, 20)), "sender": D, "township": D}
    _, march = told(
        month("2023-02", ended), month("2023-03", {**ended, "sender": A, "township": A}), merged_on=date(2023, 3, 1)
    )
    assert march[A, "rating_turnout"] == (1, 1)
    assert march["全县", "rating_turnout"] == (1, 1)


def test_a_special_period_rates_no_ledgers() -> None:
    reports = {"reports": [due(A, date(2023, 3, 5), date(2023, 3, 4))]}
    february, special = told(month("2023-02", registers=reports), Run("2023-02-10..2023-02-28"))
    assert february[A, "reported_on_time"] == (1, 1)
    assert special[A, "reported_on_time"] == (None, None)


def test_without_a_day_of_sending_a_row_registered_after_the_cut_off_is_set_aside() -> None:
    """登记日期 3 March in February's ledger, which tells of February: it can't be read, 0/1.

    With a day of sending, 5 March, the row waits for March.
    """
    late = row("a1", A, date(2023, 3, 3), accepted_on=date(2023, 3, 3))
    (unknown,) = told(month("2023-02", late))
    (known,) = told(month("2023-02", late, registers={"reports": [due(A, date(2023, 3, 5), date(2023, 3, 5))]}))
    assert unknown[A, "accepted_on_time"] == (0, 1)
    assert known[A, "accepted_on_time"] == (0, 0)


def test_a_conclusion_before_registration_was_never_published_as_one() -> None:
    """Registered on 3 January, 办结日期 28 December, then blank: nothing was taken back, and no rating is due."""
    wrong = solved("a1", date(2022, 12, 28))
    _, february = told(month("2023-01", wrong), month("2023-02", {**wrong, "concluded_on": None, "outcome": None}))
    assert february[A, "rating_turnout"] == (0, 0)
    assert february[A, "first_time_resolution"] == (0, 0)


def test_what_came_late_stays_late_when_its_edition_is_made_again() -> None:
    """No ledger in January; accepted on 5 January by February's, limit 18 January: not on time in February, then
    and made again after March.
    """
    first = row("a1", A, date(2023, 1, 3), accepted_on=date(2023, 1, 5))
    _, february, _, again = told(month("2023-01"), month("2023-02", first), month("2023-03", first), Run("2023-02"))
    assert february[A, "accepted_on_time"] == (0, 1)
    assert again[A, "accepted_on_time"] == (0, 1)


def test_handled_anew_a_simple_matter_is_due_sixty_days_after_the_decision() -> None:
    """重新办理 from 1 February: no limit in working days; due on 2 April, not concluded."""
    simple = solved("a1", date(2023, 1, 5), procedure="简易办理")
    again = {
        "subject": "a1",
        "decision": "重新办理",
        "rule": None,
        "column": None,
        "to": None,
        "from_on": date(2023, 2, 1),
    }
    january, february, _, april = told(
        month("2023-01", simple),
        month("2023-02", simple, registers={"decisions": [again]}),
        month("2023-03", simple),
        month("2023-04", simple),
    )
    assert january[A, "simple_on_time"] == (1, 1)
    assert february[A, "simple_on_time"] == (0, 0)
    assert april[A, "concluded_on_time"] == (0, 1)
    assert april[A, "overdue_open"] == (1, None)


def test_accepted_on_a_day_that_cannot_be_read_stands_in_the_denominator_alone() -> None:
    """Registered on 3 January, concluded on the 20th: it may have been accepted in January, not in February."""
    unread = solved("a1", date(2023, 1, 20), bad=("accepted_on",))
    january, february = told(month("2023-01", unread), month("2023-02", unread))
    assert january[A, "conclusion"] == (0, 1)
    assert february[A, "conclusion"] == (0, 0)


def test_a_limit_is_in_time_by_any_edition_that_closed_its_window() -> None:
    """No ledger in January; the quarter's edition, made after March's, has the matter: in April, the first month
    that knows it, it is in time.
    """
    known = row("a1", A, date(2023, 1, 3), accepted_on=date(2023, 1, 5))
    other = row("a2", A, date(2022, 12, 3), accepted_on=date(2022, 12, 3))
    runs = [month("2023-01"), month("2023-02"), month("2023-03", other)]
    quarter = Run("2023-Q1", None, {"2023-03": Folder(rows=[other, known])})
    *_, april = told(*runs, quarter, month("2023-04", other, known))
    assert april[A, "accepted_on_time"] == (1, 1)


def test_a_repeat_that_names_itself_or_cannot_be_read_is_a_return_all_the_same() -> None:
    """Two settled on 10 January; a 重件 of the 20th names itself, another matter's 初重件 can't be read: each comes
    back to one of them, 0/2.
    """
    done = [solved("a1", date(2023, 1, 10)), solved("a2", date(2023, 1, 10))]
    itself = row("a3", A, date(2023, 1, 20), occurrence="重件", related_case_no="a3")
    unread = row("a4", A, date(2023, 1, 21), bad=("occurrence",))
    (one,) = told(month("2023-01", *done, itself))
    (both,) = told(month("2023-01", *done, itself, unread))
    assert one[A, "resolution"] == (1, 2)
    assert both[A, "resolution"] == (0, 2)


def test_a_row_set_aside_and_mended_is_counted_once() -> None:
    """Its number can't be read in March, and can in April: 0/1 in March, nothing in April; nor in the second
    quarter, the first one without an edition.
    """
    values = {"accepted_on": date(2023, 3, 27)}
    unread, mended = (row("a1", A, date(2023, 3, 25), bad=bad, **values) for bad in (("case_no",), ()))
    march, april, quarter = told(month("2023-03", unread), month("2023-04", mended), Run("2023-Q2"))
    assert march[A, "accepted_on_time"] == (0, 1)
    assert april[A, "accepted_on_time"] == (0, 0)
    assert quarter[A, "accepted_on_time"] == (0, 0)
