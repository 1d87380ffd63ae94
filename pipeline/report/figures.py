"""From folders that were read to the figures of a period: windows, merging and measuring, nothing told or written."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

import pandas as pd

from pipeline import FORMULA_VERSION
from pipeline.base.period import parse_period
from pipeline.base.same_number import Numbers
from pipeline.bundles import Merged, PastEdition, Reading, with_notice
from pipeline.editions.archive import Edition, Standing
from pipeline.measure.indicators import Measured, measure
from pipeline.merge.merge import merge
from pipeline.merge.numbers.numbers import called_today, renamed
from pipeline.report.basis import Basis
from pipeline.report.sources import choose
from pipeline.rules.windows import Windows, windows_of
from pipeline.settings.record import Settings

_USED = ("windows", "stands", "kept", "stood")
"""The tables of an edition that merging and measuring rest on beside its matters."""
_NAMING = ("township", "part")


@dataclass(frozen=True)
class Figures:
    """The stands of every matter, the indicators at the cut-off, and the windows by which they were counted."""

    merged: Merged
    measured: Measured
    windows: Windows


def figures(reading: Reading, basis: Basis) -> Figures:
    """The figures of the period from what was read.

    Where a later edition rests on the one that this run replaces, or a paper of it was issued, its windows stand.
    """
    settings, sources, period, standing = basis.settings, basis.sources, basis.period, basis.standing
    past = [past_edition(e, basis.editions, settings) for e in basis.editions.values()]
    own = (
        None
        if standing.edition is None
        else replace(
            past_edition(standing.edition, basis.editions, settings, stays=standing.stays), undecided=basis.undecided
        )
    )
    later = [past_edition(e, {}, settings) for e in (*standing.later, *standing.beside)]
    reports = reading.registers.get("reports")
    kept = own if standing.stays else None
    windows = windows_of(period, sources.folders, reports, past, settings, kept, later)
    merged = merge(
        reading,
        settings,
        folders=sources.folders,
        editions=past,
        last_day=period.last_day,
        cut_off=basis.cut_off,
        windows=windows,
        own=own,
    )
    if merged.numbers:
        closing = tuple(replace(c, edition=_of_today(c.edition, merged.numbers)) for c in windows.closing)
        windows = replace(windows, closing=closing)
        own = None if own is None else _of_today(own, merged.numbers)
        later = [_of_today(e, merged.numbers) for e in later]
    measured = measure(
        merged,
        settings,
        period=period,
        cut_off=basis.cut_off,
        folders=sources.own,
        windows=windows,
        own=own,
        later=later,
    )
    return Figures(merged, measured, windows)


def figures_again(basis: Basis, edition: Edition) -> pd.DataFrame | None:
    """The indicators of an earlier edition's period by its folders today; None when they give no such period."""
    names = list(dict.fromkeys((*basis.sources.earlier, *basis.sources.folders)))
    if not set(names) & set(edition.period.months()):
        return None
    sources = choose(names, edition.name)
    if sources.period != edition.period:
        return None
    order = edition.period.order
    then = replace(
        basis,
        sources=sources,
        cut_off=edition.cut_off,
        editions={name: e for name, e in basis.editions.items() if e.period.order < order},
        standing=Standing(edition, tuple(e for e in basis.editions.values() if e.period.order > order), kept=True),
    )
    return figures(then.read(), then).measured.table


def _of_today(edition: PastEdition, numbers: Numbers) -> PastEdition:
    """The edition with the present numbers of its matters, so that nothing is counted again under another number."""
    texts = [*numbers.by_text, *(text for text, _ in numbers.by_unit)]
    hit = edition.matters["case_no"].isin(texts)
    if not hit.any():
        return edition
    about = edition.matters[hit]
    called = called_today(about, numbers.over(about))
    tables = {name: renamed(table, called) for name, table in edition.tables.items()}
    return replace(edition, matters=renamed(edition.matters, called), tables=tables)


def past_edition(
    edition: Edition, editions: Mapping[str, Edition], settings: Settings, *, stays: bool = True
) -> PastEdition:
    """What merging and measuring need of a published edition, each unit by its present name.

    ``editions``: those that it may have been made from.
    """
    named = edition.manifest.get("earlier_editions", {})
    made_from = frozenset(
        name for name, digest in named.items() if name in editions and editions[name].manifest_sha256 == digest
    )
    tables = {name: _in_names_of_today(edition.tables[name], settings) for name in _USED if name in edition.tables}
    matters = with_notice(_in_names_of_today(edition.tables["matters"], settings))
    cut = edition.period.last_day < parse_period(edition.name).last_day
    current = edition.formula_version in ("", FORMULA_VERSION)
    return PastEdition(edition.name, edition.cut_off, matters, made_from, tables, cut, current, stays)


def _in_names_of_today(table: pd.DataFrame, settings: Settings) -> pd.DataFrame:
    """With 曾用名 replaced in the columns that name units; merged parts keep their own names."""
    renamed: dict[str, pd.Series] = {}
    for column in _NAMING:
        if column in table:
            present = {name: settings.named_today(name) for name in table[column].dropna().unique()}
            if any(name != now for name, now in present.items()):
                renamed[column] = table[column].map(present).astype(table[column].dtype)
    return table.assign(**renamed) if renamed else table
