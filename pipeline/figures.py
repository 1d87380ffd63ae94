"""From folders that were read to the figures of a period: merging and measuring, nothing told or written."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from pipeline import FORMULA_VERSION
from pipeline.archive import Edition, Standing
from pipeline.bundles import Merged, PastEdition, Reading
from pipeline.measure.indicators import Measured, measure
from pipeline.merge.merge import merge
from pipeline.settings import Settings
from pipeline.sources import Sources
from pipeline.windows import Windows, windows_of

NO_EDITION = Standing()
_KEPT = ("windows", "stands", "stood")


@dataclass(frozen=True)
class Figures:
    """One row per stand of a matter, the indicators over the state at the cut-off, and the windows that they go by."""

    merged: Merged
    measured: Measured
    windows: Windows


def figures(
    reading: Reading,
    settings: Settings,
    sources: Sources,
    cut_off: date,
    editions: Mapping[str, Edition],
    standing: Standing = NO_EDITION,
) -> Figures:
    """The figures of ``sources``. ``editions``: earlier published periods by name, oldest first. ``standing``: the edition of this very
    period, which is made again, and the later ones that rest on it."""
    period = sources.period
    past = [past_edition(e, _made_from(e, editions)) for e in editions.values()]
    own = None if standing.edition is None else past_edition(standing.edition, frozenset(), stays=standing.stays)
    later = [past_edition(e, frozenset()) for e in standing.later]
    windows = windows_of(
        period,
        sources.folders,
        reading.registers.get("reports"),
        past,
        settings,
        own if own is not None and own.stays and own.current else None,
    )
    merged = merge(
        reading,
        settings,
        folders=sources.folders,
        editions=past,
        last_day=period.last_day,
        cut_off=cut_off,
        windows=windows,
        own=own,
        later=later,
    )
    measured = measure(merged, settings, period=period, cut_off=cut_off, folders=sources.own, windows=windows, own=own, later=later)
    return Figures(merged, measured, windows)


def past_edition(edition: Edition, made_from: frozenset[str], *, stays: bool = True) -> PastEdition:
    """What a run needs of an edition. Tables that its formula version didn't have are missing."""
    return PastEdition(
        edition.name, edition.cut_off, edition.tables["matters"], made_from, {name: edition.tables[name] for name in _KEPT if name in edition.tables},
        cut=edition.period.cut, current=edition.formula_version == FORMULA_VERSION, stays=stays,
    )  # fmt: skip


def _made_from(edition: Edition, editions: Mapping[str, Edition]) -> frozenset[str]:
    named = edition.manifest.get("earlier_editions", {})
    return frozenset(name for name, digest in named.items() if name in editions and editions[name].manifest_sha256 == digest)
