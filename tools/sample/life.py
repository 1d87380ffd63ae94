"""The matters of a township are drawn, each as one life history, so that every month's view has the same source."""

from __future__ import annotations

from datetime import date, timedelta
from random import Random

from tools.sample.backlog import add_old_batch, choose_second_batch
from tools.sample.county import (
    FIRST_DUE_CONCLUSION,
    SEED,
    UNITS,
    Unit,
    case_number,
    is_working,
    month_end_of,
    working_from,
    working_until,
)
from tools.sample.dress import dress
from tools.sample.matter import Matter

_MONTH_SHARES = (
    (date(2022, 8, 15), date(2022, 8, 31), 0.07),
    (date(2022, 9, 1), date(2022, 9, 30), 0.15),
    (date(2022, 10, 8), date(2022, 10, 31), 0.14),
    (date(2022, 11, 1), date(2022, 11, 30), 0.17),
    (date(2022, 12, 1), date(2022, 12, 30), 0.17),
    (date(2023, 1, 3), date(2023, 1, 31), 0.14),
    (date(2023, 2, 1), date(2023, 2, 28), 0.16),
)
_STUCK_FROM = date(2022, 12, 1)
"""By this day even a slow township has accepted its matters."""


def simulate() -> dict[str, list[Matter]]:
    """Township -> its matters in order of registration; the same on every machine."""
    return {unit.name: _township(unit) for unit in UNITS}


def _township(unit: Unit) -> list[Matter]:
    core = Random(f"{SEED}-{unit.twin or unit.name}")
    days = sorted(_registration_days(unit, core))
    matters: list[Matter] = []
    counts: dict[date, int] = {}
    for day in days:
        counts[day] = counts.get(day, 0) + 1
        matter = _matter(unit, day, counts[day], matters, core)
        matters.append(matter)
    if matters:
        choose_second_batch(unit, matters, core)
        matters = add_old_batch(unit, core) + matters
        dress(unit, matters)
    return matters


def _registration_days(unit: Unit, core: Random) -> list[date]:
    chosen: list[date] = []
    for first, last, share in _MONTH_SHARES:
        span = (last - first).days
        open_days = [first + timedelta(days=i) for i in range(span + 1)]
        working = [d for d in open_days if is_working(d)]
        chosen += [core.choice(working if core.random() < 0.96 else open_days) for _ in range(round(unit.size * share))]
    return chosen


def _matter(unit: Unit, day: date, serial: int, earlier: list[Matter], core: Random) -> Matter:
    level = core.choices(("乡镇", "县", "市", "省", "国家"), (62, 22, 10, 5, 1))[0]
    received = day if level == "乡镇" else working_from(day + timedelta(days=core.randint(2, 8)))
    matter = Matter(case_number(unit, day, serial), unit.name, day, received, level=level)
    matter.procedure = core.choices(("信访处理意见", "简易办理", "法定程序", "建议意见", "检举控告"), (83, 5, 4, 5, 3))[
        0
    ]
    matter.purpose = matter.procedure if matter.procedure in ("建议意见", "检举控告") else "申诉求决"
    if matter.procedure == "信访处理意见" and core.random() < unit.repeat * 1.2:
        _relate(matter, earlier, core)
    if level != "乡镇" and matter.occurrence == "初件" and core.random() < 0.02 and not day > date(2023, 2, 15):
        matter.withdrawn_on = working_from(received + timedelta(days=2))
        return matter
    for _ in range(200):
        _accept(unit, matter, core)
        _conclude(unit, matter, core)
        if matter.concluded_on is None or matter.concluded_on >= FIRST_DUE_CONCLUSION:
            break
    else:
        # A quick procedure of August ends before October whatever is drawn: such a matter is one of the slow ones.
        matter.procedure, matter.purpose = "信访处理意见", "申诉求决"
        matter.concluded_on = working_until((matter.base_due or day) - timedelta(days=1))
    _close(unit, matter, core)
    return matter


def _relate(matter: Matter, earlier: list[Matter], core: Random) -> None:
    """Mark the matter as 重件 of an earlier one of the township.

    That is mostly a matter concluded in the 90 days before, and more often one that isn't settled.
    """
    usable = [
        m
        for m in earlier
        if m.procedure == "信访处理意见" and m.withdrawn_on is None and m.registered_on < matter.registered_on
    ]
    window = matter.registered_on - timedelta(days=90)
    returned = [m for m in usable if m.concluded_on and window <= m.concluded_on < matter.registered_on]
    unhappy = [m for m in returned if m.settled != "已化解"]
    pool = unhappy if unhappy and core.random() < 0.7 else returned if returned and core.random() < 0.8 else usable
    if pool:
        matter.occurrence, matter.related_case_no = "重件", core.choice(pool).case_no


def _accept(unit: Unit, matter: Matter, core: Random) -> None:
    limit = matter.received_on + timedelta(days=15)
    matter.notified_on = matter.extended_to = matter.extension_approved_on = None
    if matter.procedure == "简易办理":
        matter.accepted_on = working_from(matter.received_on + timedelta(days=core.randint(0, 2)))
        return
    late = core.random() > unit.accept
    if late and not unit.clean and matter.registered_on >= _STUCK_FROM and core.random() < 0.4:
        matter.accepted_on = None
        return
    day = working_from(limit + timedelta(days=core.randint(1, 9))) if late else None
    if day is None or (unit.clean and day > month_end_of(limit)):
        day = working_from(matter.received_on + timedelta(days=core.randint(1, 11)))
        if day > limit:
            day = max(matter.received_on, working_until(limit))
    matter.accepted_on = day
    if core.random() < 0.6:
        notified = working_from(day + timedelta(days=core.randint(0, 2)))
        matter.notified_on = notified if notified <= limit else day


def _conclude(unit: Unit, matter: Matter, core: Random) -> None:
    accepted = matter.accepted_on
    matter.concluded_on = None
    if accepted is None:
        return
    span = {"简易办理": (3, 8), "建议意见": (6, 25), "法定程序": (40, 120), "检举控告": (30, 80)}.get(matter.procedure)
    if span:
        matter.concluded_on = max(accepted, working_until(accepted + timedelta(days=core.randint(*span))))
        return
    base = accepted + timedelta(days=60)
    if core.random() < 0.03:
        matter.extension_approved_on = max(accepted, working_until(base - timedelta(days=core.randint(2, 10))))
        matter.extended_to = base + timedelta(days=core.choice((15, 20, 30)))
    due = matter.due or base
    if core.random() > unit.conclude:
        late = working_from(due + timedelta(days=core.randint(1, 12 if unit.clean else 40)))
        if not unit.clean or late <= month_end_of(due):
            matter.concluded_on = late
            return
    if matter.extended_to:
        matter.concluded_on = max(base, working_until(due - timedelta(days=core.randint(1, 12))))
    else:
        matter.concluded_on = max(
            accepted, working_until(accepted + timedelta(days=round(core.triangular(14, 60, 46))))
        )


def _close(unit: Unit, matter: Matter, core: Random) -> None:
    """Draw outcome, settlement and ratings; satisfaction follows settlement so that the two rates agree."""
    if matter.concluded_on is None:
        return
    settled = core.random() < unit.settle
    matter.settled = "已化解" if settled else core.choice(("部分化解", "未化解"))
    outcomes = ("予以支持", "部分支持", "解释说明", "不予支持", "调解和解")
    matter.outcome = core.choices(outcomes, (40, 14, 24, 0, 22) if settled else (6, 16, 38, 34, 6))[0]
    if matter.procedure in ("法定程序", "检举控告"):
        matter.outcome, matter.settled = "其他", "未化解"
        return
    if core.random() >= unit.turnout:
        return
    matter.rated_on = working_from(matter.concluded_on + timedelta(days=core.randint(2, 24)))
    content = min(0.98, unit.satisfied + 0.06) if settled else max(0.1, unit.satisfied - 0.28)
    pleased = ("满意", "基本满意")
    matter.rating_unit = core.choices(pleased, (75, 25))[0] if core.random() < content else "不满意"
    matter.rating_office = core.choices(pleased, (80, 20))[0] if core.random() < 0.95 else "不满意"
