"""A county's months computed one after the other, each with the editions before it, and read back as published
tables are.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from pipeline.editions.archive import Edition
from pipeline.editions.parquet import read_table, table_bytes
from pipeline.report.basis import Basis
from pipeline.report.compute import Computed, compute
from pipeline.report.sources import choose
from pipeline.settings.reader import read_settings
from pipeline.sheets.grids import read_grids


def silent(_: str) -> None:
    """Progress that nobody watches."""


def compute_months(folder: Path, months: Sequence[str]) -> tuple[Computed, dict[str, Edition]]:
    """The last month as it was computed, and every month's edition. ``folder`` holds 设置.xlsx and the months."""
    settings = read_settings(read_grids(folder / "设置.xlsx"), "设置.xlsx")
    editions: dict[str, Edition] = {}
    for month in months:
        sources = choose(list(months), month)
        computed = compute(Basis(folder, settings, sources, sources.period.last_day, editions), silent)
        tables = {name: read_table(table_bytes(name, table)) for name, table in computed.report.tables.items()}
        editions[month] = Edition(month, sources.period.last_day, tables, "", "")
    return computed, editions
