"""The matters of the golden year as they were, of seven invented townships and a department, 2022-10 to 2023-12.

东岗镇 and 西坪镇 do the same all year, so that they tie. 古桥镇, called 古桥乡 until June, is good. 南湾乡 is slow
and makes mistakes. 中和镇 extends and omits matters, and its petitioners come back. 北川乡 has no matter until March
and few after that. 早溪镇 is good and sends its ledger on the 25th of every month. 县住建局 is a 县直部门. ``special``
has the matters that show one rule each.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import cycle

from pipeline.base.period import parse_period

Row = dict[str, object]
YEAR = 2023
DEPARTMENT = "县住建局"
UNITS = ("东岗镇", "西坪镇", "南湾乡", "北川乡", "中和镇", "古桥镇", "早溪镇", DEPARTMENT)
"""The units in the order of the roster. A matter that was handed back and that nobody took over has the unit NOBODY."""
NOBODY = "无人接手"
RENAMED, FORMER, RENAMED_FROM = "古桥镇", "古桥乡", "2023-07"
EARLY, EARLY_DAY = "早溪镇", 25
"""Unit -> the day of each month on which it sends its ledger."""
MONTHS = tuple(f"{YEAR}-{month:02}" for month in range(1, 13))
BATCH, SECOND_BATCH = "第二批集中治理重复信访", "突出信访问题"
_START, _END = date(2022, 10, 8), date(2023, 12, 20)


@dataclass(frozen=True)
class Habit:
    """How a township works: it registers a matter every so many days and takes so many days (None: for ever)."""

    letter: str
    every: int
    accepted: Sequence[int]
    concluded: Sequence[int | None]
    settled: Sequence[str] = ("已化解", "已化解", "已化解", "部分化解")
    rated: Sequence[str] = ("满意", "满意", "基本满意", "未评价", "满意")
    office: Sequence[str] = ("满意", "未评价", "基本满意")
    start: date = _START


_EVEN = Habit("", 10, (3, 9, 15, 2), (30, 58, 60, 45, 50))
HABITS = {
    "东岗镇": _EVEN,
    "西坪镇": _EVEN,
    "南湾乡": Habit(
        "",
        9,
        (5, 16, 10, 20),
        (50, 75, None, 62, 90),
        ("未化解", "已化解", "部分化解"),
        ("不满意", "基本满意", "满意", "未评价"),
    ),
    "北川乡": Habit("", 60, (4, 6), (33, 41), start=date(2023, 3, 6)),
    "中和镇": Habit(
        "", 12, (7, 14), (59, 28, 60), ("已化解", "未化解", "已化解"), ("满意", "满意", "不满意", "未评价")
    ),
    "古桥镇": Habit(
        "", 13, (1, 2, 4), (15, 20, 25, 18, 22, 56), ("已化解",), ("满意", "满意", "满意", "满意", "基本满意", "未评价")
    ),
    "早溪镇": Habit(
        "",
        7,
        (14, 15, 12, 15, 13),
        (58, 60, 57, 59, 45),
        ("已化解", "已化解", "部分化解"),
        ("满意", "不满意", "基本满意", "满意"),
    ),
    DEPARTMENT: Habit(
        "",
        6,
        (2, 5),
        (15, 40, 22),
        ("已化解", "已化解", "已化解", "未化解"),
        ("满意", "满意", "不满意", "基本满意", "满意"),
    ),
}
LETTERS = dict(zip(UNITS, "EWSNZGCJ", strict=True))


def _usual(habit: Habit, township: str) -> Iterator[Row]:
    turns = [
        cycle(turn)
        for turn in (
            habit.accepted,
            habit.concluded,
            habit.settled,
            habit.rated,
            habit.office,
            ("来访", "来信", "网上"),
        )
    ]
    day, number = habit.start, 1
    while day <= _END:
        accept, conclude, settled, rated, office, channel = (next(turn) for turn in turns)
        row = matter(f"{LETTERS[township]}{number:03}", township, day, accept=int(str(accept)), 信访形式=str(channel))
        if conclude is not None:
            row |= concluded(row, int(str(conclude)), str(settled), str(rated), str(office))
        yield row
        day += timedelta(days=habit.every)
        number += 1


def matter(number: str, township: str, registered: date, *, accept: int | None = None, **more: object) -> Row:
    """Make a matter whose dates are given in days after registration."""
    row: Row = {
        "信访件编号": number,
        "责任单位": township,
        "登记日期": registered,
        "信访形式": "来访",
        "信访目的": "申诉求决",
        "初重件": "初件",
        "首件编号": number,
        "信访层级": "乡镇",
        "办理程序": "信访处理意见",
        **more,
    }
    if accept is not None:
        row["受理日期"] = registered + timedelta(days=accept)
    return row


def concluded(row: Row, days: int, settled: str = "已化解", rated: str = "满意", office: str = "满意") -> Row:
    """Return the columns that a conclusion so many days after acceptance adds."""
    start = row["受理日期"]
    assert isinstance(start, date)
    return {
        "办结日期": start + timedelta(days=days),
        "办理结果": "予以支持",
        "化解状态": settled,
        "对责任单位评价": rated,
        "对信访部门评价": office,
    }


def usual_matters() -> list[Row]:
    """Return the matters that each unit has by its habit, as they are at the end of the year."""
    return [row for name in UNITS for row in _usual(HABITS[name], name)]


def named(unit: str, month: str) -> str:
    """Return a unit's name in a month."""
    return FORMER if unit == RENAMED and month < RENAMED_FROM else unit


def sent_on(unit: str, month: str) -> date | None:
    """Return the day on which a unit sent its ledger of a month, as in 报送登记; None: never."""
    if (month, unit) in UNSENT:
        return None
    if unit == EARLY:
        return date.fromisoformat(f"{month}-{EARLY_DAY}")
    return due_on(month) + timedelta(days=LATE.get((month, unit), -1))


def due_on(month: str) -> date:
    """Return 应报日期 as the office writes it: three days after the month's end, even when that is a day off."""
    return parse_period(month).last_day + timedelta(days=3)


def known_until(unit: str, month: str) -> date:
    """Return the last day of which a ledger reports: that of the month, or the day on which the ledger was sent."""
    sent, end = sent_on(unit, month), parse_period(month).last_day
    return end if sent is None else min(sent, end)


ASSIGNED = (
    ("S911", "南湾乡", BATCH, date(2022, 12, 1), date(2023, 3, 31)),
    ("S911", "南湾乡", SECOND_BATCH, date(2023, 2, 1), date(2023, 6, 30)),
    ("S912", "南湾乡", BATCH, date(2022, 12, 1), date(2023, 6, 30)),
    ("Z911", "中和镇", BATCH, date(2022, 12, 1), date(2023, 9, 30)),
    ("E911", "东岗镇", BATCH, date(2022, 12, 1), date(2023, 3, 31)),
    ("W911", "西坪镇", BATCH, date(2022, 12, 1), date(2023, 3, 31)),
    ("J911", DEPARTMENT, BATCH, date(2022, 12, 1), date(2023, 6, 30)),
)
"""交办清单: S911 is in two batches and counts once, by its earlier date."""
SUPERVISED = (
    ("S003", "南湾乡", date(2023, 5, 10), "推诿", "是", date(2023, 6, 5)),
    ("Z911", "中和镇", date(2023, 6, 8), None, "否", None),
    ("S010", "南湾乡", date(2023, 10, 12), "拖延", "是", None),
)
"""督办登记: number, unit, 督办日期, 事由, 有责, 认定日期; without it the first counts in the month of 督办日期."""
FOUND_FALSE = (("E012", "2023-06"), ("W012", "2023-06"))
"""抽查登记 of that month's folder: 化解 found 不属实."""
OMITTED = {"Z904": ("2023-08", "2023-09")}
"""Number -> the months in which 中和镇's ledger lacks the matter, though 上级登记台账 has it from August on."""
UNSENT = (("2023-02", "北川乡"),)
ZERO = (("2023-01", "北川乡"),)
LATE = {("2023-05", "西坪镇"): 3, ("2023-05", "南湾乡"): 2, ("2023-08", "南湾乡"): 2, ("2023-11", "中和镇"): 2}
"""Month and unit -> days after 应报日期. In May that is a Saturday: two days later is in time, three days are late."""
ERRORS = {
    "南湾乡": ("2023-08", "2023-10"),
    "中和镇": ("2023-07", "2023-08", "2023-09", "2023-10", "2023-11", "2023-12"),
}
"""Unit -> the months in which its ledger has an error.

中和镇: from July on an extension that was approved too late, in August and September an omission too. 南湾乡: a
conclusion that a closed month lacked, and a row without a number.
"""
PAST_TITLES = ((2021, "东岗镇"), (2022, "东岗镇"), (2022, "西坪镇"), (2021, FORMER), (2022, FORMER))
