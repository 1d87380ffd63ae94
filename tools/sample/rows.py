"""Rows on their way into a ledger, with marks that say what was planted in them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from tools.sample.county import MONTHS
from tools.sample.matter import Matter


@dataclass(frozen=True, slots=True)
class Mark:
    """A planted fault: ``column`` is the ledger id whose cell holds it; ``what`` and ``expect`` are Chinese."""

    column: str
    what: str
    expect: str


@dataclass(slots=True)
class Row:
    """One ledger row before layout: values by ledger id; a date column holds a str where the fault needs one."""

    values: dict[str, object]
    marks: list[Mark] = field(default_factory=list)

    def copy(self) -> Row:
        """An equal row without marks."""
        return Row(dict(self.values))


@dataclass(frozen=True, slots=True)
class Planted:
    """A line of the list of planted faults; ``file`` is relative to inputs, ``cell`` is '' where no cell shows it."""

    month: str
    file: str
    cell: str
    case_no: str
    what: str
    expect: str


Ledgers = dict[tuple[str, str], list[Row]]
"""(month, township) -> rows in the order of the sheet."""


@dataclass(slots=True)
class Sample:
    """The matters as they were, and every view made of them; planters change the views, never the matters."""

    truth: Mapping[str, list[Matter]]
    ledgers: Ledgers
    superior: dict[str, list[dict[str, object]]]
    decisions: dict[str, list[tuple[str, str, str]]] = field(default_factory=lambda: {m: [] for m in MONTHS})
    spot_checks: dict[str, list[tuple[str, str]]] = field(default_factory=lambda: {m: [] for m in MONTHS})
    planted: list[Planted] = field(default_factory=list)

    def find(self, month: str, township: str, case_no: str) -> Row:
        """The row of a matter in a township's ledger."""
        return next(r for r in self.ledgers[month, township] if r.values["case_no"] == case_no)


def views(truth: Mapping[str, list[Matter]]) -> Sample:
    """Make every township's ledger and the superior register at each month's end, before anything is planted."""
    ledgers: Ledgers = {}
    superior: dict[str, list[dict[str, object]]] = {}
    for month, day in MONTHS.items():
        known = {name: [m for m in matters if m.registered_on <= day] for name, matters in truth.items()}
        for name, matters in known.items():
            ledgers[month, name] = [Row(m.view(day)) for m in matters]
        superior[month] = [m.view(day) for matters in known.values() for m in matters if m.level != "乡镇"]
    return Sample(truth, ledgers, superior)
