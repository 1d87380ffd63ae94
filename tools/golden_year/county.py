"""The truth of the golden year: every matter of seven invented townships and a department from October 2022 to December 2023.

东岗镇 and 西坪镇 do the same all year, so that they tie. 古桥镇, until June 古桥乡, is good, 南湾乡 is slow and writes
what it likes, 中和镇 extends, omits and comes back, 北川乡 has nothing until March and then little. 早溪镇 is good too
and sends its ledger on the 25th of every month. 县住建局 is a 县直部门. What one rule turns on stands in ``special``.
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
"""In the order of the roster. A matter that was handed back and that nobody took over has the unit NOBODY."""
NOBODY = "无人接手"
RENAMED, FORMER, RENAMED_FROM = "古桥镇", "古桥乡", "2023-07"
EARLY, EARLY_DAY = "早溪镇", 25
"""Whose ledger goes out on that day of each month."""
MONTHS = tuple(f"{YEAR}-{month:02}" for month in range(1, 13))
BATCH, SECOND_BATCH = "第二批集中治理重复信访", "突出信访问题"
_START, _END = date(2022, 10, 8), date(2023, 12, 20)


@dataclass(frozen=True)
class Habit:
    """How a township works, in days and turns: a matter every so many days, accepted and concluded after so many (None: never)."""

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
    """A matter with the dates said in days after registration."""
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
    """What a conclusion so many days after acceptance adds."""
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
    """What each unit has by its habit, as it stood at the end of the year."""
    return [row for name in UNITS for row in _usual(HABITS[name], name)]


def named(unit: str, month: str) -> str:
    """What a unit was called in a month."""
    return FORMER if unit == RENAMED and month < RENAMED_FROM else unit


def sent_on(unit: str, month: str) -> date | None:
    """The day on which a unit's ledger of a month went out; the office writes it into 报送登记. None: never."""
    if (month, unit) in UNSENT:
        return None
    if unit == EARLY:
        return date.fromisoformat(f"{month}-{EARLY_DAY}")
    return due_on(month) + timedelta(days=LATE.get((month, unit), -1))


def due_on(month: str) -> date:
    """应报日期 as the office writes it, a day off or not: three days after the month's end."""
    return parse_period(month).last_day + timedelta(days=3)


def known_until(unit: str, month: str) -> date:
    """The last day that a ledger tells of: the month's, or that on which it was sent."""
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
"""交办清单: S911 stands in two batches and counts once, by its earlier date."""
SUPERVISED = (
    ("S003", "南湾乡", date(2023, 5, 10), "推诿", "是", date(2023, 6, 5)),
    ("Z911", "中和镇", date(2023, 6, 8), None, "否", None),
    ("S010", "南湾乡", date(2023, 10, 12), "拖延", "是", None),
)
"""督办登记: number, unit, 督办日期, 事由, 有责, 认定日期; without it the first counts in the month of 督办日期."""
FOUND_FALSE = (("E012", "2023-06"), ("W012", "2023-06"))
"""抽查登记 of that month's folder: 化解 found 不属实."""
OMITTED = {"Z904": ("2023-08", "2023-09")}
"""In 上级登记台账 from August on, in 中和镇's ledger from October on."""
UNSENT = (("2023-02", "北川乡"),)
ZERO = (("2023-01", "北川乡"),)
LATE = {("2023-05", "西坪镇"): 3, ("2023-05", "南湾乡"): 2, ("2023-08", "南湾乡"): 2, ("2023-11", "中和镇"): 2}
"""Days after 应报日期. That of May is a Saturday: two days later is in time, three late."""
ERRORS = {
    "南湾乡": ("2023-08", "2023-10"),
    "中和镇": ("2023-07", "2023-08", "2023-09", "2023-10", "2023-11", "2023-12"),
}
"""Months whose ledgers hold an error: from July the extension approved too late, in August and September the omission too; a conclusion

that the closed month lacked, a row without a number.
"""
PAST_TITLES = ((2021, "东岗镇"), (2022, "东岗镇"), (2022, "西坪镇"), (2021, FORMER), (2022, FORMER))
