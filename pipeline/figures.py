"""From folders that were read to the figures of a period: merging and measuring, nothing told or written."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from pipeline.archive import Edition
from pipeline.bundles import Merged, PastEdition, Reading
from pipeline.measure.indicators import Measured, measure
from pipeline.measure.state import as_of
from pipeline.merge.merge import merge
from pipeline.settings import Settings
from pipeline.sources import Sources


@dataclass(frozen=True)
class Figures:
    """One row a matter, and the indicators over the state at the cut-off."""

    merged: Merged
    measured: Measured


def figures(reading: Reading, settings: Settings, sources: Sources, cut_off: date, editions: Mapping[str, Edition]) -> Figures:
    """The figures of ``sources``. ``editions``: earlier published periods by name, oldest first."""
    period = sources.period
    past = [PastEdition(e.name, e.cut_off, e.tables["matters"], _made_from(e, editions)) for e in editions.values()]
    merged = merge(reading, settings, folders=sources.folders, editions=past, last_day=period.last_day, cut_off=cut_off)
    state = as_of(merged.matters, cut_off, settings)
    return Figures(merged, measure(state, merged.registers, settings, period=period, cut_off=cut_off, folders=sources.own))


def _made_from(edition: Edition, editions: Mapping[str, Edition]) -> frozenset[str]:
    named = edition.manifest.get("earlier_editions", {})
    return frozenset(name for name, digest in named.items() if name in editions and editions[name].manifest_sha256 == digest)
