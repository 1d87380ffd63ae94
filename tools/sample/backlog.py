"""The assigned matters (交办清单) of a township: an old batch of repeats and a newer one of standing problems."""

from __future__ import annotations

from datetime import date, timedelta
from random import Random

from tools.sample.county import (
    ASSIGNED_ON,
    BATCH_ONE,
    BATCH_TWO,
    MERGED_INTO,
    MERGED_UNIT,
    Unit,
    case_number,
    working_from,
)
from tools.sample.matter import Matter

_OLD_PAIRS = 3
_SECOND_BATCH = 3
_OLD_DUE = date(2022, 12, 31)


def add_old_batch(unit: Unit, core: Random) -> list[Matter]:
    """Pairs of a first matter and its repeat of before June 2022, the repeat assigned in the first batch.

    A clean township has settled them by the day asked for; others leave some open or half settled.
    """
    made: list[Matter] = []
    for index in range(_OLD_PAIRS):
        first_day = working_from(date(2021, 11, 8) + timedelta(days=core.randint(0, 80)))
        again_day = working_from(date(2022, 3, 7) + timedelta(days=core.randint(0, 60)))
        settled = unit.clean or core.random() < 0.7
        concluded: date | None = working_from(date(2022, 10, 10) + timedelta(days=core.randint(0, 72)))
        if not settled and core.random() < 0.5:
            concluded = None
        first = _old_matter(unit, first_day, 90 + index, concluded, settled)
        again = _old_matter(unit, again_day, 95 + index, concluded, settled)
        again.occurrence, again.related_case_no = "重件", first.case_no
        again.batches, again.settle_by = (BATCH_ONE,), _OLD_DUE
        if index == 0 and core.random() < 0.3:
            again.batches = (BATCH_ONE, BATCH_TWO)
        again.lead_official = "是"
        if unit.name == MERGED_INTO and index < 2:
            first.written_unit = again.written_unit = MERGED_UNIT
        made += [first, again]
    return sorted(made, key=lambda m: (m.registered_on, m.case_no))


def _old_matter(unit: Unit, day: date, serial: int, concluded: date | None, settled: bool) -> Matter:
    matter = Matter(case_number(unit, day, serial), unit.name, day, day)
    matter.accepted_on = working_from(day + timedelta(days=6))
    matter.notified_on = matter.accepted_on
    matter.concluded_on = concluded
    if concluded:
        matter.settled = "已化解" if settled else "部分化解"
        matter.outcome = "调解和解" if settled else "解释说明"
        matter.rating_unit = matter.rating_office = "满意" if settled else "不满意"
        matter.rated_on = concluded + timedelta(days=10)
    return matter


def choose_second_batch(unit: Unit, matters: list[Matter], core: Random) -> None:
    """Assign ordinary matters that were in hand on the day of the second batch.

    In a clean township none of them may come back by a later matter.
    """
    assigned_on = ASSIGNED_ON[BATCH_TWO]
    related = {m.related_case_no for m in matters}
    last = date(2023, 1, 31)
    usable = [
        m
        for m in matters
        if m.procedure == "信访处理意见" and m.occurrence == "初件" and m.case_no not in related
        if m.registered_on < assigned_on and m.accepted_on and m.concluded_on and assigned_on < m.concluded_on <= last
    ]
    for matter in core.sample(usable, min(_SECOND_BATCH, len(usable))):
        matter.batches, matter.lead_official = (BATCH_TWO,), "是"
        matter.settle_by = (
            date(2023, 2, 28) if unit.clean else core.choice((date(2023, 1, 31), date(2023, 2, 28), date(2023, 3, 31)))
        )
        if unit.clean or core.random() < 0.8:
            matter.settled, matter.outcome = "已化解", "调解和解"
            if matter.rating_unit == "不满意":
                matter.rating_unit = "基本满意"
