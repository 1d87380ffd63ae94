"""The fictional county 青禾县: its townships, how well each works, and its calendar.

Every name and figure is invented.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

SEED = "青禾县-2023"
COUNTY_NAME = "青禾县"
MONTHS: dict[str, date] = {"2023-01": date(2023, 1, 31), "2023-02": date(2023, 2, 28)}
"""Sample folder -> its cut-off."""
FIRST_DUE_CONCLUSION = date(2022, 10, 1)
"""A ledger of 2023 holds a matter of earlier years unless it was concluded before this day."""


@dataclass(frozen=True, slots=True)
class Unit:
    """A township and the probabilities by which its matters are drawn.

    ``size``: the number of ordinary matters known by the end of February. ``clean``: nothing is overdue at the end of
    either month. ``twin``: the unit whose draw of dates, states and ratings this one repeats, so that the two tie in
    every rate.
    """

    order: int
    name: str
    aliases: str
    population: int
    size: int
    accept: float = 0.99
    conclude: float = 0.95
    settle: float = 0.8
    satisfied: float = 0.9
    turnout: float = 0.8
    repeat: float = 0.14
    clean: bool = False
    twin: str = ""
    leading_zeros: bool = False


UNITS: tuple[Unit, ...] = (
    Unit(1, "城关镇", "城关、城关镇人民政府", 86400, 372, 0.97, 0.90, 0.72, 0.83, 0.74, 0.18),
    Unit(2, "柳树镇", "柳树", 52300, 300, 0.995, 0.98, 0.88, 0.96, 0.88, 0.12, clean=True),
    Unit(3, "青石乡", "青石", 23100, 236, 0.99, 0.97, 0.84, 0.93, 0.86, 0.13, clean=True),
    Unit(4, "白鹭镇", "白鹭", 31800, 256, 0.99, 0.96, 0.86, 0.95, 0.9, 0.11, clean=True),
    Unit(5, "双桥镇", "双桥", 28600, 222, 0.995, 0.97, 0.85, 0.94, 0.83, 0.13, clean=True),
    Unit(6, "石门乡", "石门", 19400, 204, 0.96, 0.88, 0.68, 0.78, 0.68, 0.17),
    Unit(7, "清河镇", "清河、清河镇政府", 44700, 318, 0.98, 0.94, 0.78, 0.88, 0.79, 0.15),
    Unit(8, "杨林镇", "杨林", 36500, 274, 0.98, 0.93, 0.76, 0.87, 0.77, 0.16),
    Unit(9, "红岩乡", "红岩", 18200, 192, 0.99, 0.98, 0.87, 0.97, 0.92, 0.10, clean=True),
    Unit(10, "太平川镇", "太平川、太平镇", 40100, 292, 0.97, 0.90, 0.70, 0.82, 0.72, 0.18),
    Unit(11, "大湾镇", "大湾", 33900, 264, 0.99, 0.96, 0.82, 0.91, 0.85, 0.14, clean=True),
    Unit(12, "南坪乡", "南坪", 21600, 198, 0.96, 0.87, 0.66, 0.76, 0.64, 0.19),
    Unit(13, "东禾镇", "东禾", 27900, 222, 0.995, 0.97, 0.85, 0.94, 0.83, 0.13, clean=True, twin="双桥镇"),
    Unit(14, "北塘镇", "北塘", 30400, 248, 0.98, 0.92, 0.75, 0.86, 0.76, 0.15),
    Unit(15, "西岭乡", "西岭", 17500, 194, 0.97, 0.89, 0.71, 0.80, 0.70, 0.17),
    Unit(16, "金穗镇", "金穗", 38800, 284, 0.98, 0.93, 0.77, 0.88, 0.80, 0.14),
    Unit(17, "甘泉镇", "甘泉", 29700, 248, 0.98, 0.92, 0.75, 0.86, 0.76, 0.15, twin="北塘镇"),
    Unit(18, "马头乡", "马头", 20300, 196, 0.97, 0.91, 0.73, 0.84, 0.75, 0.16),
    Unit(19, "松岗镇", "松岗", 26800, 232, 0.98, 0.94, 0.79, 0.89, 0.81, 0.14, leading_zeros=True),
    Unit(20, "云台乡", "云台", 6900, 0, clean=True),
)
UNIT = {unit.name: unit for unit in UNITS}
MERGED_UNIT = "桃园乡"
"""Merged into 柳树镇 on 2022-07-01; some old matters still carry its name."""
MERGED_INTO = "柳树镇"
MERGED_ON = date(2022, 7, 1)
ZERO_UNIT = "云台乡"
ABSENT_UNIT = "南坪乡"
"""Sends no ledger for February."""

BATCH_ONE = "第二批集中治理重复信访"
BATCH_TWO = "突出信访问题"
ASSIGNED_ON = {BATCH_ONE: date(2022, 6, 15), BATCH_TWO: date(2022, 11, 10)}

_HOLIDAY_SPANS = (
    (date(2022, 1, 1), date(2022, 1, 3)),
    (date(2022, 1, 31), date(2022, 2, 6)),
    (date(2022, 4, 3), date(2022, 4, 5)),
    (date(2022, 5, 1), date(2022, 5, 4)),
    (date(2022, 6, 3), date(2022, 6, 5)),
    (date(2022, 9, 10), date(2022, 9, 12)),
    (date(2022, 10, 1), date(2022, 10, 7)),
    (date(2022, 12, 31), date(2023, 1, 2)),
    (date(2023, 1, 21), date(2023, 1, 27)),
)


def case_number(unit: Unit, day: date, serial: int) -> str:
    """Return 'QH' + day + the unit's order + serial; townships on the old system write 00 instead of QH."""
    return f"{'00' if unit.leading_zeros else 'QH'}{day:%Y%m%d}{unit.order:02d}{serial:02d}"


def is_working(day: date) -> bool:
    """Whether the sample's offices are open: weekdays outside the long holidays; make-up Saturdays don't count."""
    return day.weekday() < 5 and not any(first <= day <= last for first, last in _HOLIDAY_SPANS)


def working_from(day: date) -> date:
    """The day itself or the next working day."""
    while not is_working(day):
        day += timedelta(days=1)
    return day


def working_until(day: date) -> date:
    """The day itself or the last working day before it."""
    while not is_working(day):
        day -= timedelta(days=1)
    return day


def month_end_of(day: date) -> date:
    """The last day of the month of ``day``."""
    return (day.replace(day=1) + timedelta(days=32)).replace(day=1) - timedelta(days=1)
