"""The table of tricks in docs/definitions.md, read."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from tests.trick_county import FEBRUARY, MARCH
from tests.tricks.kit import Gains

DEFINITIONS = Path(__file__).parents[2] / "docs" / "definitions.md"
HEADING = "## Tricks, and what they gain"
MONTH = {FEBRUARY: "February", MARCH: "March"}
UNTOLD = "—"


@cache
def table() -> dict[str, tuple[str, str]]:
    """Trick -> the rules that tell it, what it gains."""
    section = DEFINITIONS.read_text(encoding="utf-8").split(HEADING)[1].split("\n## ")[0]
    rows = [
        [cell.strip() for cell in line.strip("|").split("|")] for line in section.splitlines() if line.startswith("|")
    ]
    assert rows[0] == ["trick", "told", "gain"]
    return {name: (told, gain) for name, told, gain in rows[2:]}


def rules(name: str) -> set[str]:
    """The rules that the table gives a trick."""
    told = table()[name][0]
    return set() if told == UNTOLD else set(told.split(", "))


def written(gain: Gains, alone: Gains) -> str:
    """A gain as the table has it."""
    with_register, without = _said(gain), _said(alone)
    return with_register if with_register == without else f"{with_register}; without 上级登记台账 {without}"


def _said(gains: Gains) -> str:
    return "; ".join(f"{MONTH[month]}: {'、'.join(lines)}" for month, lines in gains.items()) or "0"
