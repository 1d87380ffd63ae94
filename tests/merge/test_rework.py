"""Opened again: from that day the matter is open, by a new clock (docs/definitions.md, 重新办理)."""

from __future__ import annotations

import pandas as pd
import pytest

from pipeline.merge.holders.rework import with_rework
from pipeline.merge.holders.stand import Stand
from tests.merge.walks import around, d, given, matter, row, walked

JIA = "甲 首报 - - -"
END = pd.Timestamp("2023-06-30")


@pytest.mark.parametrize(
    ("end", "stands"),
    [("03-01", ["甲 首报 - - 02-28", "甲 重办 03-01 03-01 -"]), ("02-28", [JIA])],
)
def test_opened_again_it_has_a_new_clock_from_that_day(end: str, stands: list[str]) -> None:
    again = given("", "03-01", 2, "重新办理")
    assert walked(matter(row(0, "甲"), rework=again), around(end=end)) == stands


def test_only_who_holds_it_on_the_day_gets_the_new_clock() -> None:
    """Who had it until the day before keeps its own; an agreement after it goes on by the new one, a decision not."""
    again = given("", "03-01", 2, "重新办理")
    before = Stand("甲", "首报", held_until=d("02-28"), until_no=1)
    agreed, decided = (Stand("乙", way, None, d("03-01")) for way in ("协议", "决定"))
    assert with_rework([before, agreed], again, END) == [
        before,
        Stand("乙", "协议", d("03-01"), d("03-01"), rework_on=d("03-01")),
    ]
    assert with_rework([before, decided], again, END) == [before, decided]
    on_the_day = Stand("甲", "首报", held_until=d("03-01"))
    assert [(s.way, s.held_until) for s in with_rework([on_the_day], again, END)] == [
        ("首报", d("02-28")),
        ("重办", d("03-01")),
    ]


def test_a_matter_opened_again_in_an_edition_is_not_opened_twice() -> None:
    again = given("", "03-01", 2, "重新办理")
    stand = Stand("甲", "重办", d("03-01"), d("02-15"), rework_on=d("03-01"))
    assert with_rework([stand], again, END) == [stand]


def test_a_matter_opened_again_may_be_opened_once_more() -> None:
    again = given("", "03-01", 2, "重新办理")
    stand = Stand("甲", "重办", d("02-01"), d("02-01"), rework_on=d("02-01"))
    assert [(s.clock_on, s.held_until) for s in with_rework([stand], again, END)] == [
        (d("02-01"), d("02-28")),
        (d("03-01"), None),
    ]
