"""重新办理: a matter that the office has opened again (docs/definitions.md, 重新办理)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import pandas as pd

from pipeline.merge.holders.stand import Day, Stand
from pipeline.merge.registers import Decision
from pipeline.schema.vocabulary import Way

_DAY = pd.Timedelta(days=1)


def with_rework(stands: Sequence[Stand], decision: Decision | None, end: Day) -> list[Stand]:
    """From its day the matter is open and its clock begins anew, in the hands of whoever holds it then."""
    day = None if decision is None else decision.day
    if decision is None or day is None or day > end:
        return list(stands)
    result: list[Stand] = []
    for stand in stands:
        starts, ends = stand.held_from, stand.held_until
        if ends is not None and ends < day:
            result.append(stand)
        elif starts is not None and starts >= day:
            result.append(replace(stand, clock_on=day, rework_on=day) if stand.way == Way.AGREED else stand)
        elif stand.way == Way.REWORK and stand.rework_on == day:
            result.append(stand)
        else:
            result.append(replace(stand, held_until=day - _DAY, until_no=decision.folder_no))
            result.append(replace(stand, way=Way.REWORK, clock_on=day, held_from=day, rework_on=day))
    return result
