"""A matter is counted once, whatever its number or its unit is called since: by the program, over folders told as
rows.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from tests.reference.program import Program, rows_of
from tests.reference.story import IDS, Folder, Run, Story, row
from tests.test_reference_cases import county

pytestmark = pytest.mark.slow

JANUARY, FEBRUARY = "2023-01", "2023-02"


def figures(settings, january, february):
    """(unit, indicator) -> (n, N) of January's run and of February's."""
    program, found = Program(Story(settings, [])), []
    for run in (Run(JANUARY, arrived={JANUARY: january}), Run(FEBRUARY, arrived={FEBRUARY: february})):
        table = program.run(run)["indicators"]
        found.append(
            {(t, i): (n, of) for t, i, n, of in rows_of(table, "township", "indicator", "numerator", "denominator")}
        )
    return found


def test_a_limit_of_what_the_register_alone_has_counts_once_after_a_merger():
    """Registered on 2 January in 乙's name, to be accepted by the 17th; 乙 is merged into 甲 on 1 February: one
    overdue, 甲's.
    """
    settings = county()
    units = tuple(
        replace(t, merged_into="甲镇", merged_on=date(2023, 2, 1)) if t.name == "乙镇" else t for t in settings.roster
    )
    above = dict.fromkeys(IDS) | {
        "case_no": "a1",
        "township": "乙镇",
        "registered_on": date(2023, 1, 2),
        "bad": frozenset(),
        "sender": "乙镇",
    }
    others = [row("b1", "甲镇", date(2023, 1, 20))]
    folders = [Folder(others, {"superior": [above]}), Folder(others, {"superior": [above]})]
    first, second = figures(replace(settings, roster=units), *folders)
    assert first["乙镇", "overdue_unaccepted"] == (1, None)
    assert second["甲镇", "overdue_unaccepted"] == (2, None), "and b1, to be accepted by 4 February"
    assert second["全县", "overdue_unaccepted"] == (2, None)


def test_a_matter_with_a_new_number_is_not_counted_again():
    """Accepted on 8 January, the limit being the 20th: January's. In February 改号 gives it another number."""
    january = Folder([row("a1", "甲镇", date(2023, 1, 5), accepted_on=date(2023, 1, 8))])
    word = {"subject": "a1", "decision": "改号", "rule": None, "column": None, "to": "z9", "from_on": None}
    february = Folder([row("z9", "甲镇", date(2023, 1, 5), accepted_on=date(2023, 1, 8))], {"decisions": [word]})
    first, second = figures(county(), january, february)
    assert first["甲镇", "accepted_on_time"] == (1, 1)
    assert second["甲镇", "accepted_on_time"] == (0, 0)


def test_a_number_told_apart_later_keeps_what_was_counted_of_it():
    """甲's a1 is January's; in February 乙 numbers another matter a1 too: 甲's isn't counted again, 乙's once."""
    mine = row("a1", "甲镇", date(2023, 1, 5), accepted_on=date(2023, 1, 8))
    theirs = row("a1", "乙镇", date(2023, 2, 6), accepted_on=date(2023, 2, 8))
    first, second = figures(county(), Folder([mine]), Folder([mine, theirs]))
    assert first["甲镇", "accepted_on_time"] == (1, 1)
    assert second["甲镇", "accepted_on_time"] == (0, 0)
    assert second["乙镇", "accepted_on_time"] == (1, 1)


def test_claimants_who_each_change_what_they_first_submitted_stop_no_run():
    """Both list a1 with 收到日期 5 January and in February with another one: the first one of each counts."""
    mine, theirs = (row("a1", unit, date(2023, 1, 5), received_on=date(2023, 1, 5)) for unit in ("甲镇", "乙镇"))
    later = date(2023, 1, 12)
    changed = [{**mine, "received_on": later, "level": "县"}, {**theirs, "received_on": later, "level": "县"}]
    first, second = figures(county(), Folder([mine, theirs]), Folder(changed))
    assert first["全县", "overdue_unaccepted"] == (1, None)
    assert second["全县", "overdue_unaccepted"] == (1, None)


def test_what_is_handed_back_on_the_last_day_is_the_county_s_in_that_month():
    """Registered on 5 January as a repeat, handed back on the 31st with consent: in no figure of 甲, in 全县's once."""
    given = row("a1", "甲镇", date(2023, 1, 5), occurrence="重件", withdrawn_on=date(2023, 1, 31))
    word = {"subject": "a1", "decision": "同意退回", "rule": None, "column": None, "to": None, "from_on": None}
    first, second = figures(county(), Folder([given], {"decisions": [word]}), Folder([given]))
    assert (first["甲镇", "repeat"], first["全县", "repeat"]) == ((0, 0), (1, 1))
    assert (first["甲镇", "led_by_official"], first["全县", "led_by_official"]) == ((0, 0), (0, 1))
    assert second["全县", "repeat"] == (0, 0)
