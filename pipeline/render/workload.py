"""Volumes beside those of earlier periods, as the circular, 汇总.xlsx and 审核.html print them alike."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

import pandas as pd

from pipeline.base.county import COUNTY
from pipeline.base.rate import Rate
from pipeline.bundles import Report
from pipeline.messages import paper_words
from pipeline.render.overview import NO_VALUE
from pipeline.schema.ledger import LEVELS
from pipeline.schema.table_labels import BLANK

LEAST_BASE = 30
"""From such a base on a change or a share is said in per cent; of less it would say more than the matters do."""
OWN_LEVEL = LEVELS[0]
"""What was registered at the township itself; all other levels are from above."""

Counts = Mapping[str, int]
"""Column of the table workload -> its number."""


@dataclass(frozen=True)
class Workload:
    """The volumes of one report. Nothing is measured here, and nothing put in order by number."""

    report: Report

    @cached_property
    def units(self) -> tuple[str, ...]:
        """The units in roster order, 全县 last."""
        return (*self.report.submissions, COUNTY)

    def levels(self, unit: str) -> list[str]:
        """The levels at which the unit has any matter, in their order; 未填 last."""
        return [level for level in (*LEVELS, BLANK) if (unit, level) in self._rows]

    def of(self, unit: str, level: str = "") -> Counts:
        """The numbers of a unit at one level, without ``level`` at all of them; 0 where it has none."""
        rows = [self._rows.get((unit, at), {}) for at in ([level] if level else self.levels(unit))]
        return {column: sum(row.get(column, 0) for row in rows) for column in self._columns}

    @cached_property
    def _columns(self) -> list[str]:
        return [str(c) for c in self.report.tables["workload"] if c not in ("township", "level")]

    @cached_property
    def _rows(self) -> dict[tuple[str, str], dict[str, int]]:
        return {
            (str(row["township"]), str(row["level"])): {c: int(row[c]) for c in self._columns}
            for row in self.report.tables["workload"].to_dict("records")
        }

    @property
    def earlier(self) -> tuple[tuple[str, str, Mapping[str, pd.DataFrame]], ...]:
        """The editions compared with: word for the period, word for the change, tables (empty without an edition).

        Of a year 上年 alone, for it is 上年同期 too, and of a part of a year 上年同期.
        """
        word = self.report.period.earlier_word
        if self.report.period.yearly:
            return ((word, paper_words.YEAR_ON_YEAR, self.report.previous),)
        return (
            (word, paper_words.PERIOD_ON_PERIOD, self.report.previous),
            (paper_words.A_YEAR_BEFORE, paper_words.YEAR_ON_YEAR, self.report.last_year),
        )

    def registered_then(self, tables: Mapping[str, pd.DataFrame], unit: str, level: str = "") -> int | None:
        """How many matters an earlier edition had registered; None without an edition."""
        if "volumes" not in tables:
            return None
        rows = tables["volumes"]
        rows = rows[(rows["township"] == unit) & (rows["by"] == "level")]
        return int(rows.loc[rows["code"] == level if level else rows["code"].notna(), "matters"].sum())

    def compared(self) -> str:
        """What stands behind the county's number of registered matters, in brackets; '' without earlier editions.

        （上月298件，环比增加4.7%；上年同期12件）: per cent only of a base of LEAST_BASE or more.
        """
        now, parts = self.of(COUNTY)["registered"], []
        for word, kind, tables in self.earlier:
            then = self.registered_then(tables, COUNTY)
            if then is not None:
                change = in_words(now, then)
                parts.append(f"{word}{then}件" + (f"，{kind}{change}" if change else ""))
        return f"（{'；'.join(parts)}）" if parts else ""


def change(now: int, then: int | None) -> str:
    """The change against an earlier number in per cent, one decimal, half up; — without a base of LEAST_BASE.

    >>> change(312, 298), change(40, 40), change(290, 298), change(40, 29), change(40, None)
    ('+4.7%', '0.0%', '-2.7%', '—', '—')
    """
    if then is None or then < LEAST_BASE:
        return NO_VALUE
    share = Rate(abs(now - then), then)
    return f"{'' if not share.tenths else '+' if now > then else '-'}{share.percent}"


def in_words(now: int, then: int) -> str:
    """The change as a sentence says it; '' without a base of LEAST_BASE.

    >>> in_words(312, 298), in_words(290, 298), in_words(40, 40), in_words(40, 29)
    ('增加4.7%', '减少2.7%', '持平', '')
    """
    said = change(now, then)
    if said == NO_VALUE:
        return ""
    return {"+": paper_words.MORE, "-": paper_words.FEWER}[said[0]] + said[1:] if said[0] in "+-" else paper_words.SAME


def share(part: int, whole: int) -> str:
    """The share in per cent; — of a whole below LEAST_BASE.

    >>> share(12, 40), share(12, 29)
    ('30.0%', '—')
    """
    return NO_VALUE if whole < LEAST_BASE else Rate(part, whole).percent
