"""To which part of a merged unit a matter belongs that the unit lists for the first time (docs/definitions.md, 5.1)."""

from __future__ import annotations

from datetime import date

import pandas as pd
import pytest

from pipeline.base.period import parse_period
from pipeline.merge.context import Context
from pipeline.merge.holders.open_parts import OpenParts
from pipeline.rules.windows import Windows
from pipeline.settings.record import Settings, Township

FOLDERS = ("2023-01", "2023-02", "2023-03")
INTO: dict[str, object] = {"merged_into": "新镇", "merged_on": date(2023, 2, 10)}
OLD = (Township(1, "乙镇", **INTO), Township(2, "丙镇", **INTO))
FOUNDED = (*OLD, Township(3, "新镇", since=date(2023, 2, 10)))
"""乙镇 and 丙镇 became 新镇 on 10 February."""
ENLARGED = (*OLD, Township(3, "新镇"))
"""The same, but 新镇 had been there."""
FEBRUARY = (date(2023, 2, 1), date(2023, 2, 28))
JANUARY = (date(2023, 1, 1), date(2023, 1, 31))
NONE_LEFT = (date(2023, 3, 1), date(2023, 2, 28))


def parts(roster: tuple[Township, ...], **windows: tuple[date, date]) -> OpenParts:
    """``windows``: unit -> its window of February; 乙镇 and 丙镇 have that month's and none after."""
    months = {(unit, "2023-01"): JANUARY for unit in ("乙镇", "丙镇")}
    months |= {(unit, "2023-02"): window for unit, window in {"乙镇": FEBRUARY, "丙镇": FEBRUARY, **windows}.items()}
    months |= {(unit, "2023-03"): NONE_LEFT for unit in ("乙镇", "丙镇")}
    period = parse_period("2023-03")
    settings = Settings(roster, {}, ())
    return OpenParts(Context(settings, FOLDERS, Windows(period, months, {}, ()), period.last_day, period.last_day))


def day(text: str | None) -> pd.Timestamp | None:
    return None if text is None else pd.Timestamp(f"2023-{text}")


@pytest.mark.parametrize(
    ("registered_on", "part"),
    [("01-10", "乙镇"), ("02-09", "乙镇"), ("02-10", "新镇"), ("02-20", "新镇"), (None, "新镇")],
)
def test_what_was_registered_before_a_unit_was_founded_is_a_parts_and_since_its_own(
    registered_on: str | None, part: str
) -> None:
    """Of the two parts, whose windows began on one day, it is the first of the roster's."""
    assert parts(FOUNDED).of("新镇", 1, day(registered_on)) == part


def test_the_part_whose_window_began_first_has_it() -> None:
    later = (date(2023, 2, 3), date(2023, 2, 28))
    assert parts(FOUNDED, 乙镇=later).of("新镇", 1, day("01-10")) == "丙镇"


def test_a_last_window_of_one_day_is_open_and_one_without_a_day_is_not() -> None:
    one = (date(2023, 2, 28), date(2023, 2, 28))
    assert parts(FOUNDED, 乙镇=one, 丙镇=NONE_LEFT).of("新镇", 1, day("01-10")) == "乙镇"
    assert parts(FOUNDED, 乙镇=NONE_LEFT, 丙镇=NONE_LEFT).of("新镇", 1, day("01-10")) == "新镇"


def test_a_unit_that_was_there_before_has_what_it_lists_unless_a_parts_window_began_before_its_own() -> None:
    assert parts(ENLARGED).of("新镇", 1, day("01-10")) == "新镇"
    later = parts(ENLARGED, 新镇=(date(2023, 2, 2), date(2023, 2, 28)))
    assert later.of("新镇", 1, day("01-10")) == "乙镇"
    assert later.of("新镇", 1, day("02-10")) == "新镇"


def test_before_the_merger_and_once_the_last_windows_are_over_there_are_no_parts() -> None:
    for folder in (0, 2):
        assert parts(FOUNDED).of("新镇", folder, day("01-10")) == "新镇"
    assert parts(FOUNDED).of("丁镇", 1, day("01-10")) == "丁镇"


def test_a_part_whose_window_before_reached_past_the_merger_has_none_open() -> None:
    """乙镇's January window went on to 10 February, the day of the merger, or one day less."""
    for last, part in ((date(2023, 2, 9), "乙镇"), (date(2023, 2, 10), "丙镇")):
        months = {("乙镇", "2023-01"): (date(2023, 1, 1), last), ("乙镇", "2023-02"): FEBRUARY}
        months |= {("丙镇", "2023-02"): FEBRUARY}
        period = parse_period("2023-02")
        settings = Settings(FOUNDED, {}, ())
        windows = Windows(period, months, {}, ())
        open_ = OpenParts(Context(settings, FOLDERS[:2], windows, period.last_day, period.last_day))
        assert open_.of("新镇", 1, day("01-10")) == part


def test_a_matter_that_was_first_listed_while_its_part_was_open_is_looked_at_again() -> None:
    """01 in February by 新镇; 02 before, by 乙镇 itself; 03 since the founding; 04 is known from an edition alone."""
    rows = pd.DataFrame(
        [
            ("02", "乙镇", 0, "01-10", True),
            ("01", "新镇", 1, "01-10", True),
            ("02", "新镇", 1, "01-10", True),
            ("03", "新镇", 1, "02-10", True),
            ("04", "新镇", 1, "01-10", False),
            ("01", "新镇", 2, "01-10", True),
        ],
        columns=["case_no", "part", "folder_no", "registered_on", "fresh"],
    )
    rows["registered_on"] = pd.to_datetime("2023-" + rows["registered_on"])
    assert parts(FOUNDED).first_listed(rows).tolist() == [False, True, False, False, False, True]
    apart = parts((Township(1, "新镇"),))
    assert apart.first_listed(rows).tolist() == [False] * 6
    assert parts(FOUNDED).first_listed(rows.iloc[[0, 3]]).tolist() == [False, False]
