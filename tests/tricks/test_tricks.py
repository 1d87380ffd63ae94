"""What a township gains by a trick is nothing: each against an honest twin, with the office's registers in place and without 上级登记台账."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest
import tricks_with_dates
import tricks_with_rows
import tricks_with_states  # noqa: F401 - they fill the kit
from kit import KIT, Trick
from trick_county import FEBRUARY, JANUARY, MARCH, computed, edition, honest, january, write
from trick_gains import gains

from pipeline.archive import Edition
from pipeline.compute import Computed

FOLLOWS = ("得分", "排名")
"""What follows from the figures of a gain by definition."""


@dataclass(frozen=True)
class Twin:
    """The honest county: February's and March's reports, and the editions of January and February."""

    months: dict[str, Computed]
    editions: dict[str, Edition]


@pytest.fixture(scope="session")
def twin(tmp_path_factory: pytest.TempPathFactory) -> Callable[[bool], Twin]:
    """With 上级登记台账 or without it, made once."""
    made: dict[bool, Twin] = {}

    def of(register: bool) -> Twin:
        if register not in made:
            inputs = tmp_path_factory.mktemp("twin")
            editions = {JANUARY: january(inputs, register=register)}
            months = {FEBRUARY: computed(inputs, FEBRUARY, editions)}
            editions[FEBRUARY] = edition(FEBRUARY, months[FEBRUARY])
            made[register] = Twin({**months, MARCH: computed(inputs, MARCH, editions)}, editions)
        return made[register]

    return of


def played(trick: Trick, true: Twin, inputs: Path, *, register: bool) -> dict[str, Computed]:
    """The months after the trick, each resting on the editions before it."""
    county = honest(register=register)
    trick.play(county)
    write(county, inputs)
    editions = {name: each for name, each in true.editions.items() if name <= trick.published}
    months = {}
    for month in trick.months:
        months[month] = computed(inputs, month, dict(editions))
        editions[month] = edition(month, months[month])
    return months


@pytest.mark.parametrize("register", [True, False], ids=["with 上级登记台账", "without"])
def test_the_honest_twin_stands_where_it_could_rise_and_fall(register: bool, twin: Callable[[bool], Twin]) -> None:
    """Second of three, without an error of its own, and with something bad in every rate that a trick might hide."""
    for month in (FEBRUARY, MARCH):
        true = twin(register).months[month]
        assert true.report.tables["ranking"][["township", "rank"]].to_numpy().tolist() == [["乙镇", 1], ["甲镇", 2], ["丙镇", 3]]
        assert [f for f in true.findings if f.severity == "错误"] == []


def test_there_are_at_least_forty_five_and_each_has_a_name_of_its_own() -> None:
    assert len(KIT) >= 45
    assert len({trick.name for trick in KIT}) == len(KIT)


@pytest.mark.parametrize("register", [True, False], ids=["with", "without"])
@pytest.mark.parametrize("trick", KIT, ids=lambda trick: trick.play.__name__)
def test_a_trick_gains_nothing_but_what_the_definitions_say(
    trick: Trick, register: bool, twin: Callable[[bool], Twin], tmp_path: Path
) -> None:
    """Of a lie that nothing refutes the figures are compared; score and rank follow from them."""
    true = twin(register)
    expected = trick.gain if register else trick.alone
    for month, now in played(trick, true, tmp_path / "inputs", register=register).items():
        gained = gains(now, true.months[month])
        allowed = list(expected.get(month, ()))
        shown = [line for line in gained if not (trick.why and line.startswith(FOLLOWS))]
        assert shown == allowed, f"{trick.name}, {month}: {gained}"
