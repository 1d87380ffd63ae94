"""信访量 of 汇总.xlsx: the volumes of each unit, all levels together and level by level; without filter or rank."""

from __future__ import annotations

from pipeline.messages import workbook_words
from pipeline.render.overview import NO_VALUE, Overview
from pipeline.render.workbook.block import BlockSheet
from pipeline.render.workbook.filtered_table import Listed, table
from pipeline.render.workbook.formats import Formats
from pipeline.render.workload import LEAST_BASE, Workload, change, share
from pipeline.schema.table_labels import WORKLOAD_LABELS

_REST = [id_ for id_ in WORKLOAD_LABELS if id_ != "registered"]


def workload(sheet: BlockSheet, overview: Overview, formats: Formats) -> None:
    """信访量: for each unit, roster order, 全县 last, a row of all levels and one per level where it has several.

    There is no filter, which could sort units by number.
    """
    loads = Workload(overview.report)
    levels = {unit: loads.levels(unit) for unit in loads.units}
    rows = [(unit, level) for unit, several in levels.items() for level in ("", *(several if len(several) > 1 else ()))]
    counts = [loads.of(unit, level) for unit, level in rows]
    now = [each["registered"] for each in counts]
    columns = [
        Listed("乡镇", 12, [unit for unit, _ in rows], formats.text),
        Listed(workbook_words.LEVEL, 7, [level or workbook_words.ALL_LEVELS for _, level in rows], formats.centred),
        Listed(WORKLOAD_LABELS["registered"], 8, now, formats.number),
        Listed(
            workbook_words.SHARE_OF_UNIT,
            9,
            [share(n, loads.of(unit)["registered"]) for n, (unit, _) in zip(now, rows, strict=True)],
            formats.centred,
        ),
    ]
    for word, kind, tables in loads.earlier:
        then = [loads.registered_then(tables, *row) for row in rows]
        columns += [
            Listed(word, 9, [NO_VALUE if n is None else n for n in then], formats.number),
            Listed(kind, 9, [change(n, before) for n, before in zip(now, then, strict=True)], formats.centred),
        ]
    columns += [Listed(WORKLOAD_LABELS[id_], 9, [each[id_] for each in counts], formats.number) for id_ in _REST]
    note = workbook_words.WORKLOAD.format(least=LEAST_BASE, no_value=NO_VALUE)
    table(sheet, overview, formats, "信访量", note, columns, filtered=False)
