"""Ledgers whose rows name another unit than the one as whose they count: the form may have been a neighbour's."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from pipeline.base.finding import Finding
from pipeline.bundles import Report
from pipeline.schema.contract import LEDGER_KIND

_ROWS_NAME_ANOTHER = "R212"


def named_by_rows(report: Report, findings: Iterable[Finding]) -> dict[str, str]:
    """File -> the unit that at least half of its kept rows name in 责任单位, although the file is another's."""
    files, rows = report.tables["files"], report.tables["rows"]
    owner = dict(zip(files["file"], files["township"], strict=True))
    kept = rows[rows["kind"] == LEDGER_KIND].groupby("file")["kept"].sum().to_dict()
    counts: Counter[tuple[str, str]] = Counter()
    for each in findings:
        if each.code == _ROWS_NAME_ANOTHER and each.place.file and each.township != owner.get(each.place.file):
            counts[each.place.file, each.township] += each.cells
    return {file: unit for (file, unit), cells in counts.items() if 2 * cells >= max(kept.get(file, 0), 1)}
