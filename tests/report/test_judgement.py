"""Sound reporting over mergers, new units and renames, ratings of the level above, and what the office is reminded
of.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import pandas as pd
import pytest

from pipeline.base.county import COUNTY
from pipeline.base.rate import Rate
from pipeline.bundles import Merged
from pipeline.measure.ranks.scoring import rates_of
from pipeline.report.basis import Basis
from pipeline.report.figures import Figures
from pipeline.report.judgement import Judged, missing_ledgers, rated_above, reminders, sent_by_unit
from pipeline.report.sources import Sources, choose
from pipeline.settings.record import Settings, Township
from tests.measure.matter_rows import SETTINGS, Row, measured

MONTHS = [f"2023-{month:02d}" for month in range(1, 13)]
YEAR = choose(MONTHS, "2023")
NOTHING = pd.DataFrame()


def merged(submitted: set[tuple[str, str]], zero: set[tuple[str, str]] = frozenset()) -> Merged:  # type: ignore[assignment]
    """Only who sent and who declared zero."""
    return Merged(NOTHING, NOTHING, NOTHING, NOTHING, {}, NOTHING, frozenset(submitted | zero), frozenset(zero), ())


def missing(settings: Settings, submitted: set[tuple[str, str]], sources: Sources = YEAR) -> dict[str, int]:
    return missing_ledgers(sent_by_unit(merged(submitted), settings, sources), settings, sources)


def every(*names: str, months: list[str] = MONTHS) -> set[tuple[str, str]]:
    return {(month, name) for month in months for name in names}


def test_a_merged_unit_answers_for_every_ledger_that_any_part_owed() -> None:
    """Case 7: 甲镇 sent nothing in March and was merged with 丁镇 in December, which sent all: one is missing."""
    roster = (Township(1, "甲镇", merged_into="丁镇", merged_on=date(2023, 12, 1)), Township(2, "丁镇"))
    county = replace(SETTINGS, roster=roster)
    sent = every("丁镇") | every("甲镇", months=MONTHS[:11])
    assert missing(county, sent) == {"丁镇": 0}
    assert missing(county, sent - {("2023-03", "甲镇")}) == {"丁镇": 1}


def test_what_a_part_sends_after_the_merger_is_its_unit_s() -> None:
    county = replace(
        SETTINGS, roster=(Township(1, "甲镇", merged_into="丁镇", merged_on=date(2023, 12, 1)), Township(2, "丁镇"))
    )
    assert missing(county, every("甲镇") | every("丁镇", months=MONTHS[:11])) == {"丁镇": 0}


def test_a_new_unit_owes_its_first_ledger_for_the_month_on_whose_last_day_it_exists() -> None:
    """From 15 March on: January and February are nobody's."""
    county = replace(SETTINGS, roster=(Township(1, "甲镇"), Township(2, "乙镇", since=date(2023, 3, 15))))
    assert missing(county, every("甲镇")) == {"甲镇": 0, "乙镇": 10}
    assert missing(county, every("甲镇"), choose(MONTHS, "2023-Q1")) == {"甲镇": 0, "乙镇": 1}
    assert missing(county, every("甲镇"), choose(MONTHS, "2023-02")) == {"甲镇": 0}


def test_a_renamed_unit_has_sent_what_it_sent_under_its_old_name() -> None:
    county = replace(SETTINGS, roster=(Township(1, "甲镇", former_names=("老甲乡",)),))
    assert missing(county, every("老甲乡", months=MONTHS[:6]) | every("甲镇", months=MONTHS[6:])) == {"甲镇": 0}


RATED: Row = {
    "registered_on": "2022-12-01",
    "accepted_on": "2022-12-01",
    "concluded_on": "2023-01-10",
    "rating_unit": "满意",
}


def test_ratings_that_only_the_township_wrote_are_left_out_where_the_county_says_so() -> None:
    """Two of three matters stand above: one of them content, one not rated. 甲镇 alone would have 2/2 and 2/3."""
    found = rated_above(
        measured({**RATED, "in_superior": True}, {**RATED, "in_superior": True, "rating_unit": "未评价"}, RATED)
    )
    assert found["甲镇"] == found[COUNTY] == {"satisfaction": Rate(1, 1), "rating_turnout": Rate(1, 2)}
    assert found["乙镇"] == {"satisfaction": Rate(0, 0), "rating_turnout": Rate(0, 0)}


def told(zero: set[tuple[str, str]], turnout: dict[str, tuple[int, int]], *rows_sent: Row) -> list[tuple[str, str]]:
    """Code and township of the reminders of March. ``rows_sent``: what the matters of the ledgers say."""
    sources = choose(MONTHS[:3], "2023-03")
    rows = [
        {"township": n, "indicator": "rating_turnout", "own_numerator": a, "own_denominator": b}
        for n, (a, b) in turnout.items()
    ]
    scored = pd.DataFrame(rows).astype({"own_numerator": "Int64", "own_denominator": "Int64"})
    result = Figures(merged(set(), zero), measured(*rows_sent), None)  # type: ignore[arg-type]  # no windows here
    return [
        (f.code, f.township)
        for f in reminders(
            result, Judged(NOTHING, NOTHING, scored, ()), Basis(Path(), SETTINGS, sources, sources.period.last_day)
        )
    ]


QUIET = dict.fromkeys(("甲镇", "乙镇", "丙镇", COUNTY), (0, 0))


@pytest.mark.parametrize(("months", "reminded"), [(MONTHS[:3], True), (MONTHS[1:3], False), (MONTHS[:2], False)])
def test_from_the_third_zero_report_in_a_row_the_office_is_asked_to_compare(months: list[str], reminded: bool) -> None:
    assert told(every("甲镇", months=months), QUIET) == ([("R348", "甲镇")] if reminded else [])


def test_a_share_of_ratings_below_half_the_county_s_is_worth_a_look_from_ten_matters_on() -> None:
    """The county has 60 %: 2/10 is below half of it, 3/10 is not, 1/9 is too few to say, and so are nine that can be
    read.
    """
    assert told(set(), {"甲镇": (2, 10), "乙镇": (3, 10), "丙镇": (1, 9), COUNTY: (60, 100)}) == [("R349", "甲镇")]
    unread: Row = {**RATED, "occurrence": None}
    assert told(set(), {**QUIET, "甲镇": (2, 10), COUNTY: (60, 100)}, unread) == []
    assert rates_of(pd.DataFrame({"township": [], "indicator": [], "numerator": [], "denominator": []})) == {}
