"""docs/definitions.md lists every trick of the kit: how it is told, and what it gains."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import pytest
from all_tricks import TRICKS
from kit import Gains, Trick
from trick_county import FEBRUARY, MARCH

DEFINITIONS = Path(__file__).parents[2] / "docs" / "definitions.md"
HEADING = "## Tricks, and what they gain"
MONTH = {FEBRUARY: "February", MARCH: "March"}


@cache
def table() -> dict[str, tuple[str, str]]:
    """Trick -> how it is told, what it gains."""
    section = DEFINITIONS.read_text(encoding="utf-8").split(HEADING)[1].split("\n## ")[0]
    rows = [[cell.strip() for cell in line.strip("|").split("|")] for line in section.splitlines() if line.startswith("|")]
    assert rows[0] == ["trick", "told", "gain"]
    return {name: (told, gain) for name, told, gain in rows[2:]}


def written(gain: Gains, alone: Gains) -> str:
    """A gain as the table has it.

    >>> written({}, {}), written({"2023-03": ["化解率 2/5 → 2/4"]}, {"2023-03": ["化解率 2/5 → 2/4"]})
    ('0', 'March: 化解率 2/5 → 2/4')
    """
    with_register, without = _said(gain), _said(alone)
    return with_register if with_register == without else f"{with_register}; without 上级登记台账 {without}"


def _said(gains: Gains) -> str:
    return "; ".join(f"{MONTH[month]}: {'、'.join(lines)}" for month, lines in gains.items()) or "0"


def test_the_table_has_the_tricks_of_the_kit_in_their_order() -> None:
    assert list(table()) == [trick.name for trick in TRICKS]


@pytest.mark.parametrize("trick", TRICKS, ids=lambda trick: trick.play.__name__)
def test_what_the_table_says_a_trick_gains_is_what_the_kit_holds_it_to(trick: Trick) -> None:
    assert table()[trick.name][1] == written(trick.gain, trick.alone)
