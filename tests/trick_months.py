"""The months of the tricksters' county, computed one after the other from its files."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from pipeline import FORMULA_VERSION
from pipeline.editions.archive import Edition
from pipeline.editions.parquet import read_table, table_bytes
from pipeline.ledgers.memory import ReadMemory
from pipeline.report.basis import Basis
from pipeline.report.compute import Computed, compute
from pipeline.report.sources import choose
from pipeline.settings.record import Settings
from tests.trick_county import FEBRUARY, JANUARY, MONTHS, SETTINGS, County, honest
from tests.trick_files import write

_MEMORY = ReadMemory()
"""The neighbours' files are the same in every story."""


def january(inputs: Path, *, register: bool = True) -> Edition:
    """January as it was published: what is written in February doesn't change it."""
    write(honest(register=register), inputs)
    return edition(JANUARY, computed(inputs, JANUARY, {}))


def edition(month: str, result: Computed) -> Edition:
    """A month's report as its published tables are read back."""
    tables = {name: read_table(table_bytes(name, table)) for name, table in result.report.tables.items()}
    return Edition(month, MONTHS[month], tables, f"of {month}", FORMULA_VERSION)


def february(county: County, inputs: Path, published: Edition) -> Computed:
    """February's report, January's edition having been published."""
    write(county, inputs)
    return computed(inputs, FEBRUARY, {JANUARY: published})


def computed(
    inputs: Path,
    month: str,
    editions: Mapping[str, Edition],
    settings: Settings = SETTINGS,
    memory: ReadMemory = _MEMORY,
) -> Computed:
    """A month's report by what lies in the folders and by the editions before it.

    ``memory``: of what was read under the same settings.
    """
    sources = choose(list(MONTHS), month)
    return compute(Basis(inputs, settings, sources, sources.period.last_day, editions, memory=memory), lambda _: None)
