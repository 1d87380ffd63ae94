"""What an edition published: its tables as parquet and its papers as Word files, read without the renderer."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from functools import cached_property
from pathlib import Path

import pandas as pd
from docx import Document

WHOLE = "全县"


@dataclass(frozen=True)
class Published:
    """An edition: its folder, and the one before with what was overdue then (None for none)."""

    folder: Path
    before: Path | None

    def table(self, name: str, *, before: bool = False) -> pd.DataFrame:
        """A table as published."""
        folder = self.before if before else self.folder
        assert folder is not None
        return pd.read_parquet(folder / "data" / f"{name}.parquet")

    @cached_property
    def figures(self) -> dict[tuple[str, str], tuple[int | None, int | None]]:
        """(Township, label) -> n and N, by the labels that 指标表 prints."""
        from pipeline.schema.indicators import INDICATOR

        rows = self.table("indicators")
        columns = ("township", "indicator", "numerator", "denominator")
        return {
            (t, INDICATOR[i].label): (None if pd.isna(n) else int(n), None if pd.isna(of) else int(of))
            for t, i, n, of in zip(*(rows[c] for c in columns), strict=True)
        }

    @cached_property
    def ranking(self) -> pd.DataFrame:
        return self.table("ranking")

    @cached_property
    def overdue(self) -> pd.DataFrame:
        """What may be listed: the table has no 检举控告."""
        return self.table("overdue")

    @property
    def registered(self) -> int:
        rows = self.table("volumes")
        return int(rows.loc[(rows["township"] == WHOLE) & (rows["by"] == "channel"), "matters"].sum())


def percent(n: int, of: int) -> str:
    """One decimal, half up."""
    return f"{(Decimal(100 * n) / of).quantize(Decimal('0.1'), ROUND_HALF_UP)}%"


def paragraphs(path: Path) -> list[str]:
    """The paragraphs of a paper with text in them."""
    return [p.text for p in Document(str(path)).paragraphs if p.text.strip()]


def rows_of(path: Path) -> list[list[str]]:
    """The rows of a paper's tables."""
    return [[cell.text for cell in row.cells] for table in Document(str(path)).tables for row in table.rows]
