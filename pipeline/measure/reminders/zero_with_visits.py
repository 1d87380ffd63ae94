"""A zero report beside visits that 接访登记 has of the same township and month."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence

import pandas as pd

from pipeline.base.finding import Finding
from pipeline.base.period import parse_period
from pipeline.base.place import Place, cell_name
from pipeline.messages.catalogue import finding
from pipeline.rules.places import row_no
from pipeline.rules.windows import Windows

CODE = "R261"


def zero_with_visits(
    visits: pd.DataFrame | None,
    zero: Collection[tuple[str, str]],
    folders: Sequence[str],
    windows: Windows,
    unit_of: Mapping[str, str],
) -> Iterator[Finding]:
    """R261: one finding for each zero report (``zero``: folder, township) beside visits, at the first one in 接访登记.

    A visit counts where its day lies in the township's window of that month, so that a report sent on the 25th says
    nothing of the 27th. Rows without 批次 or with 0, and those of 县级, don't count. ``unit_of``: name in the register
    -> the unit of the period's last day.
    """
    if visits is None:
        return
    received = visits[(visits["visits"] > 0).fillna(value=False).astype(bool)]
    place = received["place"].map(lambda name: unit_of.get(name, name))
    for folder in folders:
        for _, name in sorted(pair for pair in zero if pair[0] == folder):
            first, last = windows.month(name, folder)
            own = received[
                (place == unit_of.get(name, name)) & received["on"].between(pd.Timestamp(first), pd.Timestamp(last))
            ]
            if own.empty:
                continue
            row = own.sort_values(["on", "source_file", "source_row"], kind="stable").iloc[0]
            where = Place(str(row["source_file"]), str(row["source_sheet"]), cell_name(row_no(row), 0))
            yield finding(
                CODE,
                where,
                township=name,
                row=row_no(row),
                cells=len(own),
                month=parse_period(folder).label,
                name=name,
                count=int(own["visits"].sum()),
                day=f"{row['on']:%Y-%m-%d}",
            )
