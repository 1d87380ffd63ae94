"""收支核对: every matter in the terms where it belongs, and a balance that closes (docs/definitions.md, section 10)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

import pandas as pd
import pytest

from pipeline.base.county import COUNTY
from pipeline.base.period import parse_period
from pipeline.measure.balance import balance, movements, opening
from pipeline.settings.record import Settings, Township
from tests.measure.matter_rows import FEBRUARY, SETTINGS, Row, published, state

JANUARY = parse_period("2023-01")
NAMES = ("甲镇", "乙镇", "丙镇")
UNITS = {name: name for name in NAMES}
OPEN: Row = {"registered_on": "2023-01-10", "accepted_on": "2023-01-11", "concluded_on": None}
DONE: Row = {**OPEN, "concluded_on": "2023-02-10", "outcome": "予以支持", "settled": "已化解"}
NEW: Row = {**OPEN, "registered_on": "2023-02-03", "accepted_on": "2023-02-04"}
Line = tuple[int, ...]
Lines = dict[str, Line]


def of_units() -> Settings:
    """A county of the townships of WITHOUT_AN_EDITION."""
    return replace(SETTINGS, roster=tuple(Township(at, name) for at, name in enumerate(WITHOUT_AN_EDITION, start=1)))


def lines(now: pd.DataFrame, opened: pd.DataFrame, names: Sequence[str] = NAMES) -> Lines:
    """Township -> 期初, 登记, 划入, 办结, 退回, 划出, 期末 of those that have any, and of the county."""
    table = balance(now, opened, movements(now, opened), names)
    assert table["township"].tolist() == [*names, COUNTY]
    rows = {row[0]: tuple(int(v) for v in row[1:]) for row in table.itertuples(index=False)}
    return {name: row for name, row in rows.items() if any(row)}


def february(
    *rows: Row, before: list[Row] | None = None, units: dict[str, str] = UNITS, cut_off: date = FEBRUARY.last_day
) -> Lines:
    """February of these rows; ``before``: what January's edition had."""
    now = state(*rows, cut_off=cut_off)
    edition = None if before is None else published(JANUARY, *before)
    return lines(now, opening(now, edition, units))


WITHOUT_AN_EDITION: dict[str, tuple[Row, Line]] = {
    "open throughout": (OPEN, (1, 0, 0, 0, 0, 0, 1)),
    "concluded": (DONE, (1, 0, 0, 1, 0, 0, 0)),
    "registered": (NEW, (0, 1, 0, 0, 0, 0, 1)),
    "came and went": ({**DONE, "registered_on": "2023-02-01"}, (0, 1, 0, 1, 0, 0, 0)),
    "came and was handed back": ({**NEW, "withdrawn_on": "2023-02-09", "handed_back": True}, (0, 1, 0, 0, 1, 0, 0)),
    "handed back": ({**OPEN, "withdrawn_on": "2023-02-09", "handed_back": True}, (1, 0, 0, 0, 1, 0, 0)),
    "handed back without consent stays": ({**OPEN, "withdrawn_on": "2023-02-09"}, (1, 0, 0, 0, 0, 0, 1)),
    "a hand-back goes before a conclusion": (
        {**DONE, "withdrawn_on": "2023-02-09", "handed_back": True},
        (1, 0, 0, 0, 1, 0, 0),
    ),
    "an accusation counts": ({**OPEN, "registered_on": "2023-02-01", "procedure": "检举控告"}, (0, 1, 0, 0, 0, 0, 1)),
    "an unreadable conclusion is none": ({**OPEN, "bad": ("concluded_on",)}, (1, 0, 0, 0, 0, 0, 1)),
    "nor is one before acceptance": ({**DONE, "concluded_on": "2023-01-05"}, (1, 0, 0, 0, 0, 0, 1)),
}
"""What a matter is -> the matter, and its line."""


def test_without_an_earlier_edition_todays_tables_tell_the_start() -> None:
    """Each is the only matter of a township that is called after what it is."""
    now = state(*({**row, "township": name} for name, (row, _) in WITHOUT_AN_EDITION.items()), settings=of_units())
    assert lines(now, opening(now, None, UNITS), tuple(WITHOUT_AN_EDITION)) == {
        **{name: line for name, (_, line) in WITHOUT_AN_EDITION.items()},
        COUNTY: tuple(map(sum, zip(*(line for _, line in WITHOUT_AN_EDITION.values()), strict=True))),
    }


def test_what_was_concluded_before_the_period_is_in_no_term() -> None:
    assert february({"concluded_on": "2023-01-31"}) == {}


def test_what_happens_after_the_last_day_belongs_to_the_next_period_even_where_the_cut_off_sees_it() -> None:
    """Cut-off 3 March: a conclusion of 2 March and a registration of 1 March are March's."""
    rows = ({**DONE, "concluded_on": "2023-03-02"}, {**NEW, "registered_on": "2023-03-01"})
    assert february(*rows, cut_off=date(2023, 3, 3)) == {"甲镇": (1, 0, 0, 0, 0, 0, 1), COUNTY: (1, 0, 0, 0, 0, 0, 1)}


@pytest.mark.slow
@pytest.mark.parametrize(
    ("before", "now", "line"),
    [
        ([OPEN], [{**DONE, "concluded_on": "2023-01-20"}], (1, 0, 0, 1, 0, 0, 0)),
        ([], [OPEN], (0, 1, 0, 0, 0, 0, 1)),
        ([], [{**DONE, "concluded_on": "2023-02-05"}], (0, 1, 0, 1, 0, 0, 0)),
        ([{**DONE, "concluded_on": "2023-01-20"}], [OPEN], (0, 1, 0, 0, 0, 0, 1)),
        ([OPEN], [], (1, 0, 0, 0, 0, 1, 0)),
        ([OPEN], [{**OPEN, "withdrawn_on": "2023-01-20", "handed_back": True}], (1, 0, 0, 0, 1, 0, 0)),
    ],
    ids=[
        "concluded late on paper (补登)",
        "sent late",
        "sent late and concluded",
        "a conclusion taken back",
        "gone from every table",
        "handed back on an earlier day",
    ],
)
def test_what_comes_to_light_late_moves_when_it_does_for_the_published_end_is_the_start(
    before: list[Row], now: list[Row], line: tuple[int, ...]
) -> None:
    assert february(*now, before=before) == {"甲镇": line, COUNTY: line}


def test_a_matter_that_came_late_and_was_over_before_the_period_is_in_no_term() -> None:
    assert february({**DONE, "concluded_on": "2023-01-20"}, before=[]) == {}


def test_a_matter_that_changed_hands_is_out_of_one_township_and_into_the_other_and_moves_not_for_the_county() -> None:
    """The second was concluded by whoever took it over."""
    assert february({**OPEN, "township": "乙镇"}, {**DONE, "township": "乙镇"}, before=[OPEN, OPEN]) == {
        "甲镇": (2, 0, 0, 0, 0, 2, 0),
        "乙镇": (0, 0, 2, 1, 0, 0, 1),
        COUNTY: (2, 0, 0, 1, 0, 0, 1),
    }


def test_a_matter_whose_holder_is_pending_is_the_countys_alone_and_moves_when_it_is_settled() -> None:
    """The first becomes 待定, the second is settled, the third is registered as 待定, the fourth gone."""
    pending = {**OPEN, "claim": "待定"}
    assert february(pending, OPEN, {**NEW, "claim": "待定"}, before=[OPEN, pending, {**pending, "case_no": "99"}]) == {
        "甲镇": (1, 0, 1, 0, 0, 1, 1),
        COUNTY: (3, 1, 0, 0, 0, 1, 3),
    }


def test_what_a_merged_township_had_in_hand_is_its_successors_from_the_start() -> None:
    """乙镇 went into 甲镇: nothing moves."""
    units = {"甲镇": "甲镇", "乙镇": "甲镇", "丙镇": "丙镇"}
    assert february(OPEN, OPEN, before=[{**OPEN, "township": "乙镇"}, OPEN], units=units)["甲镇"] == (
        2,
        0,
        0,
        0,
        0,
        0,
        2,
    )


def test_every_term_names_its_matters() -> None:
    """Number, township, term; a matter gone moves for the county too, and accusations are marked so that no list
    shows them.
    """
    now = state({**OPEN, "township": "乙镇"}, DONE, {**NEW, "procedure": "检举控告"})
    opened = opening(now, published(JANUARY, OPEN, OPEN, {**OPEN, "case_no": "09"}), UNITS)
    moves = movements(now, opened)
    assert list(moves.itertuples(index=False, name=None)) == [
        ("01", "乙镇", "moved_in", False, False),
        ("01", "甲镇", "moved_out", False, False),
        ("02", "甲镇", "concluded", True, False),
        ("03", "甲镇", "registered", True, True),
        ("09", "甲镇", "moved_out", True, False),
    ]


def test_a_balance_that_does_not_close_is_a_fault_of_the_program() -> None:
    now = state(OPEN, DONE)
    opened = opening(now, None, UNITS)
    with pytest.raises(RuntimeError) as fault:
        balance(now, opened, movements(now, opened).iloc[:0], NAMES)
    assert str(fault.value).startswith("balance of 甲镇: 2 ")


def test_only_an_accusation_moves_as_one() -> None:
    """Whether it was one at the start, is one now, or both."""
    now = state({**OPEN, "procedure": "检举控告"}, OPEN, {**NEW, "procedure": "检举控告"}, NEW)
    before = published(JANUARY, OPEN, OPEN, {**OPEN, "case_no": "gone"})
    moved = movements(now, opening(now, before, UNITS))
    told = dict(zip(zip(moved["case_no"], moved["term"], strict=True), moved["accusation"], strict=True))
    assert told == {("03", "registered"): True, ("04", "registered"): False, ("gone", "moved_out"): False}
