"""信访量 on 审核.html: the volumes of each unit in roster order, without colour, rank or sorting."""

from __future__ import annotations

from dataclasses import dataclass

from pipeline.base.county import COUNTY
from pipeline.messages.page import PAGE_WORDS as WORDS
from pipeline.render.overview import NO_VALUE, Overview
from pipeline.render.workload import LEAST_BASE, OWN_LEVEL, Workload, change
from pipeline.schema.table_labels import BLANK, WORKLOAD_LABELS


@dataclass(frozen=True, slots=True)
class Volumes:
    """The table: headings, a row per unit with 全县 last; ``levels``: the county's matters by level in a sentence."""

    labels: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    caption: str
    levels: str


def volumes(overview: Overview) -> Volumes | None:
    """信访量; None when the report has none."""
    loads = Workload(overview.report)
    if not loads.levels(COUNTY):
        return None
    compared = [label for word, kind, _ in loads.earlier for label in (word, kind)]
    rest = [label for id_, label in WORKLOAD_LABELS.items() if id_ != "registered"]
    labels = (WORDS["township"], WORKLOAD_LABELS["registered"], *compared, WORDS["from_above"], *rest)
    levels = "、".join(f"{level}{loads.of(COUNTY, level)['registered']}件" for level in loads.levels(COUNTY))
    return Volumes(
        labels,
        tuple(_row(loads, unit) for unit in loads.units),
        WORDS["workload_caption"].format(least=LEAST_BASE),
        WORDS["workload_levels"].format(levels=levels),
    )


def _row(loads: Workload, unit: str) -> tuple[str, ...]:
    counts = loads.of(unit)
    now = counts["registered"]
    beside = []
    for _, _, tables in loads.earlier:
        then = loads.registered_then(tables, unit)
        beside += [NO_VALUE if then is None else str(then), change(now, then)]
    above = sum(loads.of(unit, at)["registered"] for at in loads.levels(unit) if at not in (OWN_LEVEL, BLANK))
    return unit, str(now), *beside, str(above), *(str(counts[id_]) for id_ in WORKLOAD_LABELS if id_ != "registered")
