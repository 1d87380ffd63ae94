"""Volumes by unit and level: what came, was accepted, was concluded and is in hand (docs/definitions.md, Volumes)."""

from __future__ import annotations

from pipeline.base.county import COUNTY
from pipeline.measure.balance import movements, opening
from pipeline.measure.workload import COUNTS, workload
from tests.measure.matter_rows import Row, measured

NAMES = ("甲镇", "乙镇")
UNITS = {name: name for name in NAMES}
NEW: Row = {"registered_on": "2023-02-05", "accepted_on": None, "concluded_on": None}


def numbers(*rows: Row) -> dict[tuple[str, str], tuple[int, ...]]:
    """(Unit, level) -> registered, visits, persons, group visits, their persons, accepted, concluded, in hand."""
    result = measured(*rows)
    table = workload(result, movements(result.state, opening(result.state, None, UNITS)), NAMES)
    return {(row.township, row.level): tuple(int(getattr(row, c)) for c in COUNTS) for row in table.itertuples()}


def test_what_came_was_accepted_concluded_and_is_in_hand() -> None:
    """甲镇: a visit of 5 persons and one of 4, accepted on 6 February; one of January concluded in February; one
    handed back. 乙镇: a letter from the county, and one that nobody could read the level of.
    """
    rows: tuple[Row, ...] = (
        {**NEW, "persons": 5},
        {**NEW, "persons": 4, "accepted_on": "2023-02-06"},
        {"registered_on": "2023-01-10", "accepted_on": "2023-01-11", "concluded_on": "2023-02-10"},
        {**NEW, "withdrawn_on": "2023-02-06", "handed_back": True},
        {**NEW, "township": "乙镇", "channel": "来信", "persons": 9, "level": "县", "accepted_on": "2023-02-07"},
        {**NEW, "township": "乙镇", "channel": "网上", "bad": ("level",)},
    )
    assert numbers(*rows) == {
        ("甲镇", "乡镇"): (2, 2, 9, 1, 5, 1, 1, 2),
        ("乙镇", "县"): (1, 0, 0, 0, 0, 1, 0, 1),
        ("乙镇", "未填"): (1, 0, 0, 0, 0, 0, 0, 1),
        (COUNTY, "乡镇"): (2, 2, 9, 1, 5, 1, 1, 2),
        (COUNTY, "县"): (1, 0, 0, 0, 0, 1, 0, 1),
        (COUNTY, "未填"): (1, 0, 0, 0, 0, 0, 0, 1),
    }


def test_a_blank_number_of_persons_is_one_and_a_level_of_group_begins_at_five() -> None:
    rows = ({**NEW, "persons": None}, {**NEW, "persons": 5}, {**NEW, "persons": 4})
    assert numbers(*rows)[COUNTY, "乡镇"][:5] == (3, 3, 10, 1, 5)


def test_a_matter_whose_unit_is_not_settled_counts_for_the_county_alone_and_once() -> None:
    """One that two units claim: the county's row and the two claimants' own."""
    rows = (
        {**NEW, "case_no": "01", "claim": "待定", "township": "甲镇"},
        {**NEW, "case_no": "01", "claim": "争议", "township": "甲镇", "present": False},
        {**NEW, "case_no": "01", "claim": "争议", "township": "乙镇", "present": False},
    )
    assert numbers(*rows) == {(COUNTY, "乡镇"): (1, 1, 1, 0, 0, 0, 0, 1)}


def test_an_accusation_is_counted_like_any_other_matter() -> None:
    assert numbers({**NEW, "procedure": "检举控告"})[COUNTY, "乡镇"] == (1, 1, 1, 0, 0, 0, 0, 1)
