"""From folders that were read to the figures of a period: windows, merging and measuring, nothing told or written."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

import pandas as pd

from pipeline import FORMULA_VERSION
from pipeline.base.period import parse_period
from pipeline.base.same_number import Numbers
from pipeline.bundles import Merged, PastEdition, Reading
from pipeline.editions.archive import Edition
from pipeline.measure.indicators import Measured, measure
from pipeline.merge.merge import merge
from pipeline.merge.numbers.numbers import called_today, renamed
from pipeline.report.sources import Sources
from pipeline.rules.windows import Windows, windows_of
from pipeline.settings.record import Settings

_USED = ("windows", "stands", "kept", "stood")
"""The tables of an edition that merging and measuring rest on beside its matters."""
_NAMING = ("township", "part")


@dataclass(frozen=True)
class Figures:
    """The stands of every matter, the indicators over their state at the cut-off, and the windows by which they were counted."""

    merged: Merged
    measured: Measured
    windows: Windows


def figures(
    reading: Reading,
    settings: Settings,
    sources: Sources,
    cut_off: date,
    editions: Mapping[str, Edition],
    own: Edition | None = None,
    later: Sequence[Edition] = (),
    *,
    stays: bool = False,
) -> Figures:
    """The figures of ``sources``.

    ``editions``: earlier published periods by name, oldest first. ``own``: the edition of this very period that this
    run makes again; ``stays``: a later one rests on it or a paper of it was issued, so that its windows stand.
    ``later``: editions of later periods.
    """
    period = sources.period
    past = [past_edition(e, editions, settings) for e in editions.values()]
    standing = None if own is None else past_edition(own, editions, settings, stays=stays)
    kept = standing if stays else None
    after = [past_edition(e, {}, settings) for e in later]
    windows = windows_of(period, sources.folders, reading.registers.get("reports"), past, settings, kept, after)
    merged = merge(
        reading,
        settings,
        folders=sources.folders,
        editions=past,
        last_day=period.last_day,
        cut_off=cut_off,
        windows=windows,
        own=standing,
    )
    if merged.numbers:
        closing = tuple(replace(c, edition=_of_today(c.edition, merged.numbers)) for c in windows.closing)
        windows = replace(windows, closing=closing)
        standing = None if standing is None else _of_today(standing, merged.numbers)
        after = [_of_today(e, merged.numbers) for e in after]
    measured = measure(
        merged,
        settings,
        period=period,
        cut_off=cut_off,
        folders=sources.own,
        windows=windows,
        own=standing,
        later=after,
    )
    return Figures(merged, measured, windows)


def _of_today(edition: PastEdition, numbers: Numbers) -> PastEdition:
    """The edition in the matters' numbers of today, so that what it counted isn't counted again under another number."""
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

    ``editions``: those that it may have been made

    from.
    """
    named = edition.manifest.get("earlier_editions", {})
    made_from = frozenset(
        name for name, digest in named.items() if name in editions and editions[name].manifest_sha256 == digest
    )
    tables = {name: _in_names_of_today(edition.tables[name], settings) for name in _USED if name in edition.tables}
    matters = _in_names_of_today(edition.tables["matters"], settings)
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
