"""What an edition published: its tables as parquet and its papers as Word files, read without the renderer."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from functools import cached_property
from pathlib import Path

import pandas as pd
from docx import Document

from pipeline.schema.indicators import INDICATOR

WHOLE = "全县"


@dataclass(frozen=True)
class Published:
    """An edition: its folder, and the one before with what was overdue then (None for none)."""

    folder: Path
    before: Path | None

    def table(self, name: str, *, before: bool = False) -> pd.DataFrame:
        """A table as published; of the edition before with the units of today."""
        folder = self.before if before else self.folder
        assert folder is not None
        frame = pd.read_parquet(folder / "data" / f"{name}.parquet")
        return frame.replace({"township": self.merged}) if before and "township" in frame else frame

    @cached_property
    def figures(self) -> dict[tuple[str, str], tuple[int | None, int | None]]:
        """(Township, label) -> n and N, by the labels that 指标表 prints."""
        return _figures(self.table("indicators"))

    @cached_property
    def ranking(self) -> pd.DataFrame:
        return self.table("ranking")

    @cached_property
    def departments(self) -> frozenset[str]:
        """The 县直部门: they have a place in the ranking and none in 三无."""
        rows = self.ranking
        return frozenset(rows.loc[rows["three_none"] == "不参加", "township"])

    @property
    def townships_ranked(self) -> pd.DataFrame:
        """The rows of the ranking with a rank among townships."""
        rows = self.ranking
        return rows[rows["rank"].notna() & ~rows["township"].isin(self.departments)]

    @cached_property
    def overdue(self) -> pd.DataFrame:
        """What may be listed: the table has no 检举控告."""
        return self.table("overdue")

    @cached_property
    def figures_before(self) -> dict[tuple[str, str], tuple[int | None, int | None]]:
        """As ``figures``, of the edition before, those of merged units added up; empty without one."""
        return {} if self.before is None else _figures(self.table("indicators", before=True))

    def pair(self, unit: str, label: str, *, before: bool = False) -> tuple[int | None, int | None]:
        """n and N of a unit; (None, None) where nothing is known."""
        return (self.figures_before if before else self.figures).get((unit, label), (None, None))

    def percents(self, unit: str, label: str, *, before: bool = False) -> str:
        """A rate as it is printed; — without anything to count."""
        n, of = self.pair(unit, label, before=before)
        return percent(n, of) if n is not None and of else "—"

    def earlier(self, name: str) -> pd.DataFrame | None:
        """A table of the edition before; None without one."""
        return None if self.before is None else self.table(name, before=True)

    @property
    def special(self) -> bool:
        """Whether it is a range of days."""
        return len(self.folder.name) == len("2023-03-04..2023-03-20")

    @property
    def several(self) -> bool:
        """Whether it is a quarter, a year or a part of one, which has a ledger a month."""
        return not self.special and re.fullmatch(r"\d{4}-\d\d", self.folder.name) is None

    @cached_property
    def merged(self) -> dict[str, str]:
        """Units that were merged by the cut-off -> where they went."""
        settings = json.loads((self.folder / "manifest.json").read_text(encoding="utf-8"))["settings"]
        form, ends = re.compile(r"(\d{4}-\d\d-\d\d)撤并至(.+)"), f"{self.cut_off:%Y-%m-%d}"
        told = [(key, found) for key, said in settings.items() if (found := form.search(str(said)))]
        return {key.removeprefix("乡镇名录."): found[2] for key, found in told if found[1] <= ends}

    @cached_property
    def cut_off(self) -> pd.Timestamp:
        """The day 数据截至."""
        return pd.Timestamp(json.loads((self.folder / "manifest.json").read_text(encoding="utf-8"))["cut_off"])

    @cached_property
    def matters(self) -> pd.DataFrame:
        return self.table("matters")

    @cached_property
    def members(self) -> pd.DataFrame:
        """Of the units alone."""
        rows = self.table("members")
        return rows[rows["township"].notna()]

    def months_with(self, unit: str) -> int:
        """In how many months the unit has a value of one of the three rates that weigh most."""
        scored = self.table("scored")
        weights = {i: Decimal(w) for i, w in zip(scored["indicator"], scored["weight"], strict=True) if not pd.isna(w)}
        heavy = sorted(weights, key=lambda i: -weights[i])[:3]
        rows = self.table("series")
        mine = rows[(rows["township"] == unit) & rows["indicator"].isin(heavy) & (rows["denominator"] > 0)]
        return int(mine["month"].nunique())

    @property
    def registered(self) -> int:
        rows = self.table("volumes")
        return int(rows.loc[(rows["township"] == WHOLE) & (rows["by"] == "channel"), "matters"].sum())


def _figures(rows: pd.DataFrame) -> dict[tuple[str, str], tuple[int | None, int | None]]:
    sums = rows.groupby(["township", "indicator"])[["numerator", "denominator"]].sum(min_count=1)
    return {
        (str(t), label_of(str(i))): (None if pd.isna(n) else int(n), None if pd.isna(of) else int(of))
        for (t, i), n, of in zip(sums.index, sums["numerator"], sums["denominator"], strict=True)
    }


def label_of(indicator: str) -> str:
    """The label that papers print of an indicator."""
    return INDICATOR[indicator].label


def known(pair: tuple[int | None, int | None]) -> int | None:
    """The number of a count."""
    return pair[0]


def case_numbers(text: str) -> set[str]:
    """The numbers of a cell, joined by 、 over several lines."""
    return {each for each in text.replace("\n", "").split("、") if each}


def same_number(one: str, other: str) -> bool:
    """Whether two places are the same, spaces aside."""
    return "".join(one.split()) == "".join(other.split())


def percent(n: int, of: int) -> str:
    """One decimal, half up."""
    return f"{(Decimal(100 * n) / of).quantize(Decimal('0.1'), ROUND_HALF_UP)}%"


def paragraphs(path: Path) -> list[str]:
    """The paragraphs of a paper with text in them."""
    return [p.text for p in Document(str(path)).paragraphs if p.text.strip()]


def tables_of(path: Path) -> list[list[list[str]]]:
    """The tables of a paper, each a list of rows."""
    return [[[cell.text for cell in row.cells] for row in table.rows] for table in Document(str(path)).tables]


def rows_of(path: Path) -> list[list[str]]:
    """The rows of a paper's tables."""
    return [row for table in tables_of(path) for row in table]
