"""What a township gains by a trick is nothing: each against an honest twin, with the office's registers in place
and without 上级登记台账.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import cache

import pytest

from pipeline.report.compute import Computed
from tests.trick_county import FEBRUARY, JANUARY, MARCH
from tests.trick_gains import gains_of_months
from tests.tricks.all_tricks import TRICKS
from tests.tricks.batches import TRIOS, UNITS, Twin, honest_twin, played, unit_of
from tests.tricks.kit import Trick
from tests.tricks.trick_table import rules

pytestmark = pytest.mark.slow

FOLLOWS = "得分"
"""What follows from the figures of a gain by definition."""
BATCHES = [
    tricks[at : at + len(TRIOS)]
    for published in (JANUARY, FEBRUARY)
    for tricks in [[trick for trick in TRICKS if trick.published == published]]
    for at in range(0, len(tricks), len(TRIOS))
]
Twins = Callable[[bool], Twin]
Months = Callable[[int, bool], dict[str, Computed]]


@pytest.fixture(scope="session")
def twin(tmp_path_factory: pytest.TempPathFactory) -> Twins:
    """With 上级登记台账 or without it, made once."""
    return cache(lambda register: honest_twin(tmp_path_factory.mktemp("twin"), register=register))


@pytest.fixture(scope="session")
def batch(twin: Twins, tmp_path_factory: pytest.TempPathFactory) -> Months:
    """The months after a batch of tricks, made once."""
    return cache(
        lambda at, register: played(BATCHES[at], twin(register), tmp_path_factory.mktemp("tricks"), register=register)
    )


@pytest.mark.parametrize("register", [True, False], ids=["with", "without"])
@pytest.mark.parametrize("month", [FEBRUARY, MARCH])
def test_the_honest_twin_stands_where_it_could_rise_and_fall(month: str, register: bool, twin: Twins) -> None:
    """Second of three in every trio, without an error of its own, and with something bad in every rate that a trick
    might hide.
    """
    true = twin(register).months[month]
    table = true.report.tables["ranking"]
    rank = dict(zip(table["township"], table["rank"], strict=True))
    for rival, trickster, other in zip(UNITS[1::3], UNITS[::3], UNITS[2::3], strict=True):
        assert rank[rival] < rank[trickster] < rank[other]
    assert [f for f in true.findings if f.severity == "错误"] == []


def test_there_are_at_least_forty_five_and_each_has_a_name_of_its_own() -> None:
    assert len(TRICKS) >= 45
    assert len({trick.name for trick in TRICKS}) == len(TRICKS)


def _placed() -> Sequence[object]:
    return [
        pytest.param(trick, at, place, id=trick.play.__name__)
        for at, tricks in enumerate(BATCHES)
        for place, trick in enumerate(tricks)
    ]


@pytest.mark.parametrize("register", [True, False], ids=["with", "without"])
@pytest.mark.parametrize(("trick", "at", "place"), _placed())
def test_a_trick_gains_nothing_but_what_the_definitions_say(
    trick: Trick, at: int, place: int, register: bool, twin: Twins, batch: Months
) -> None:
    """Of a lie that nothing refutes the figures are compared; the score follows from them."""
    expected = trick.gain if register else trick.alone
    found = gains_of_months(batch(at, register), twin(register).months, unit_of(place))
    allowed = {month: list(expected.get(month, ())) for month in found}
    shown = {
        month: [line for line in lines if not (trick.why and line.startswith(FOLLOWS))]
        for month, lines in found.items()
    }
    assert shown == allowed, f"{trick.name}: {found}"


@pytest.mark.parametrize(("trick", "at", "place"), _placed())
def test_a_trick_is_told_to_whoever_plays_it_as_the_table_says(
    trick: Trick, at: int, place: int, twin: Twins, batch: Months
) -> None:
    """With 上级登记台账 or without it, in one month or the other: each rule that the table names tells something
    that the twin isn't told.
    """
    told = set()
    for register in (True, False):
        for month, now in batch(at, register).items():
            lines = [
                {(f.code, f.message) for f in each.findings if f.township == unit_of(place)}
                for each in (now, twin(register).months[month])
            ]
            told |= {code for code, _ in lines[0] - lines[1]}
    assert rules(trick.name) - told == set()
