"""处理决定: scores and titles with the decisions and without any of them (docs/definitions.md, 处理决定)."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

import pandas as pd

from pipeline.base.finding import Finding
from pipeline.bundles import Reading, contract_table
from pipeline.measure.ranks.three_none import figures_of
from pipeline.messages import note_words
from pipeline.report.basis import Basis
from pipeline.report.figures import Figures
from pipeline.report.findings import errors_by_township, switch
from pipeline.report.judgement import Judged, judge

Measure = Callable[[Reading], Figures]
Faults = Callable[[Figures], Sequence[Finding]]
_DECISIONS = "decisions"


def without_decisions(
    reading: Reading, faults: Faults, measure: Measure, basis: Basis
) -> tuple[Figures, Judged] | None:
    """The period's figures and judgement as if 处理决定 were empty; None where it is.

    ``measure``: how the period's figures are made from what was read; ``faults``: what is found in them, not yet
    settled. Costs merging and measuring a second time, and nothing where no decision was taken.
    """
    taken = reading.registers.get(_DECISIONS)
    if taken is None or taken.empty:
        return None
    plain = measure(replace(reading, registers={**reading.registers, _DECISIONS: taken.head(0)}))
    findings = switch(faults(plain), basis.settings)
    return plain, judge(plain, basis, errors_by_township(findings, basis.unit_of))


def undecided(with_: tuple[Figures, Judged], without: tuple[Figures, Judged] | None, basis: Basis) -> pd.DataFrame:
    """The contract's undecided: each unit that the decisions moved, in roster order; no rows where they moved none.

    score, rank, group and three_none as they stand, and plain_ those without any decision. indicators: the ids of
    the figures that differ.
    """
    if without is None:
        return contract_table("undecided")
    now, then = figures_of(with_[0].measured.table), figures_of(without[0].measured.table)
    standing, plain = (judged.ranking.set_index("township") for judged in (with_[1], without[1]))
    rows = []
    for name in basis.names:
        moved = [id_ for (unit, id_), figure in now.items() if unit == name and then.get((unit, id_)) != figure]
        row: dict[str, object] = {
            "township": name,
            "indicators": moved or None,
        }
        for prefix, table in (("", standing), ("plain_", plain)):
            row |= {f"{prefix}{key}": table.loc[name, column] for key, column in _SHOWN.items()}
        if moved or any(not _same(row[key], row[f"plain_{key}"]) for key in _SHOWN):
            rows.append(row)
    return contract_table("undecided", rows)


_SHOWN = {"score": "score_1dp", "rank": "rank", "group": "group", "three_none": "three_none"}


def _same(one: object, other: object) -> bool:
    return bool(pd.isna(one) and pd.isna(other)) or (not pd.isna(one) and not pd.isna(other) and one == other)  # type: ignore[call-overload]


def in_words(decisions: pd.DataFrame | None, table: pd.DataFrame) -> str:
    """The sentence of the 口径 note; '' where no decision was taken."""
    if decisions is None or decisions.empty:
        return ""
    figures = int(table["indicators"].notna().sum())
    titles = int((table["three_none"] != table["plain_three_none"]).sum())
    parts = [
        *([note_words.FIGURES_OF.format(count=figures)] if figures else []),
        *([note_words.TITLES_OF.format(count=titles)] if titles else []),
    ]
    what = "、".join(parts)
    moved = note_words.DECIDED_MOVED.format(what=what) if what else note_words.DECIDED_NOTHING
    return note_words.DECIDED.format(count=len(decisions), moved=moved)
