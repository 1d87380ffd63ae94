"""The truth of the golden year: every matter of six invented townships from October 2022 to December 2023, and the office's registers.

东岗镇 and 西坪镇 do the same all year, so that they tie. 古桥乡 is good and late once in a while, 南湾乡 is slow, 中和镇 extends, omits and comes
back, 北川乡 has nothing until March and then little.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import cycle

Row = dict[str, object]
YEAR = 2023
TOWNSHIPS = ("东岗镇", "西坪镇", "南湾乡", "北川乡", "中和镇", "古桥乡")
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
        "", 9, (5, 16, 10, 20), (50, 75, None, 62, 90), ("未化解", "已化解", "部分化解"), ("不满意", "基本满意", "满意", "未评价")
    ),
    "北川乡": Habit("", 60, (4, 6), (33, 41), start=date(2023, 3, 6)),
    "中和镇": Habit("", 12, (7, 14), (59, 28, 60), ("已化解", "未化解", "已化解"), ("满意", "满意", "不满意", "未评价")),
    "古桥乡": Habit("", 13, (1, 2, 4), (15, 20, 25, 18, 22, 66), ("已化解",), ("满意", "满意", "满意", "满意", "基本满意", "未评价")),
}
LETTERS = dict(zip(TOWNSHIPS, "EWSNZG", strict=True))


def _usual(habit: Habit, township: str) -> Iterator[Row]:
    turns = [cycle(turn) for turn in (habit.accepted, habit.concluded, habit.settled, habit.rated, habit.office, ("来访", "来信", "网上"))]
    day, number = habit.start, 1
    while day <= _END:
        accept, conclude, settled, rated, office, channel = (next(turn) for turn in turns)
        row = matter(f"{LETTERS[township]}{number:03}", township, day, accept=int(str(accept)), channel=str(channel))
        if conclude is not None:
            row |= concluded(row, int(str(conclude)), str(settled), str(rated), str(office))
        yield row
        day += timedelta(days=habit.every)
        number += 1


def matter(number: str, township: str, registered: date, *, accept: int | None = None, **more: object) -> Row:
    """A matter with the dates said in days after registration."""
    row: Row = {
        "信访件编号": number, "责任单位": township, "登记日期": registered, "信访形式": more.pop("channel", "来访"), "信访目的": "申诉求决",
        "初重件": "初件", "首件编号": number, "信访层级": "乡镇", "办理程序": "信访处理意见", **more,
    }  # fmt: skip
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


def _again(number: str, township: str, first: str, registered: date, accept: int, conclude: int) -> Row:
    row = matter(number, township, registered, accept=accept, 初重件="重件", 关联件编号=first, 首件编号=first, 包案领导="是")
    return row | concluded(row, conclude)


def _special(rows: dict[str, Row]) -> Iterator[Row]:
    """The matters that a rule turns on, each for itself."""
    for township in ("东岗镇", "西坪镇"):  # alike, for they tie
        letter = LETTERS[township]
        yield matter(f"{letter}901", township, date(2023, 4, 3), 信访目的="检举控告", 办理程序="检举控告")
        advice = matter(f"{letter}902", township, date(2023, 5, 8), accept=3, 信访目的="建议意见", 办理程序="建议意见")
        yield advice | concluded(advice, 20, "已化解", "不满意", "满意")
        simple = matter(f"{letter}903", township, date(2023, 1, 17), accept=1, 办理程序="简易办理")
        # 10 working days from 18 January run over the Spring Festival to 6 February; 19 days after it is that very day.
        yield simple | concluded(simple, 19, "已化解", "满意", "未评价")
    late = matter("Z903", "中和镇", date(2023, 9, 25), accept=1, 办理程序="简易办理")
    # 10 working days from 26 September run over the National Day to 13 October; concluded four days later it is one of 60 days.
    yield late | concluded(late, 21, "已化解", "基本满意", "满意")
    yield matter("S901", "南湾乡", date(2023, 2, 14), accept=8, 办理程序="法定程序")
    told = matter("G901", "古桥乡", date(2023, 3, 16), accept=5, 告知日期=date(2023, 4, 4))
    yield told | concluded(told, 30)  # accepted in time, told of it four days late: in March nobody could know
    higher = matter("G902", "古桥乡", date(2023, 6, 5), accept=28, 信访层级="市")
    yield higher | concluded(higher, 24)  # 30 days at a higher level without 收到日期
    back = matter("G903", "古桥乡", date(2023, 7, 4), 退回日期=date(2023, 7, 6))
    yield back
    received = matter("N901", "北川乡", date(2023, 8, 1), accept=24, 信访层级="县", 收到日期=date(2023, 8, 11))
    yield received | concluded(received, 60)  # 15 days from receipt end on 26 August; accepted on the 25th
    valid = matter("Z901", "中和镇", date(2023, 2, 6), accept=4, 延期批准日期=date(2023, 4, 11), 延期至=date(2023, 5, 11))
    yield valid | concluded(valid, 90)  # approved on the 60th day, to the 30th day after it, concluded on that day
    unlawful = matter("Z902", "中和镇", date(2023, 5, 15), accept=2, 延期批准日期=date(2023, 7, 17), 延期至=date(2023, 8, 10))
    yield unlawful | concluded(unlawful, 80)  # approved on the 61st day: it changes nothing
    yield matter("Z904", "中和镇", date(2023, 8, 5), accept=65, 信访层级="县", 收到日期=date(2023, 8, 10), 包案领导="是")
    for number, first, days in (
        ("Z905", "Z013", 90),
        ("Z906", "Z016", 91),
        ("S905", "S014", 40),
        ("E905", "E008", 60),
        ("W905", "W008", 60),
    ):
        end = rows[first]["办结日期"]
        assert isinstance(end, date)
        yield _again(number, str(rows[first]["责任单位"]), first, end + timedelta(days=days), 5, 35)
    for number, township, accept, led in (("S911", "南湾乡", 10, ""), ("S912", "南湾乡", 6, "是"), ("Z911", "中和镇", 9, "是")):
        yield matter(number, township, date(2022, 11, 7), accept=accept, 积案批次=BATCH, 包案领导=led)
    for township in ("东岗镇", "西坪镇"):
        old = matter(f"{LETTERS[township]}911", township, date(2022, 11, 7), accept=3, 积案批次=BATCH, 包案领导="是")
        yield old | concluded(old, 59, "已化解", "满意", "满意")


def matters() -> list[Row]:
    """Every matter as it stood at the end of the year, by township and number."""
    usual = {str(row["信访件编号"]): row for name in TOWNSHIPS for row in _usual(HABITS[name], name)}
    rows = [*usual.values(), *_special(usual)]
    return sorted(rows, key=lambda row: (TOWNSHIPS.index(str(row["责任单位"])), str(row["信访件编号"])))


ASSIGNED = (
    ("S911", "南湾乡", BATCH, date(2022, 12, 1), date(2023, 3, 31)),
    ("S911", "南湾乡", SECOND_BATCH, date(2023, 2, 1), date(2023, 6, 30)),
    ("S912", "南湾乡", BATCH, date(2022, 12, 1), date(2023, 6, 30)),
    ("Z911", "中和镇", BATCH, date(2022, 12, 1), date(2023, 9, 30)),
    ("E911", "东岗镇", BATCH, date(2022, 12, 1), date(2023, 3, 31)),
    ("W911", "西坪镇", BATCH, date(2022, 12, 1), date(2023, 3, 31)),
)
"""交办清单: S911 stands in two batches and counts once, by its earlier date."""
SUPERVISED = (
    ("S003", "南湾乡", date(2023, 5, 10), "是"),
    ("Z911", "中和镇", date(2023, 6, 8), "否"),
    ("G010", "古桥乡", date(2023, 10, 12), "是"),
)
FOUND_FALSE = (("E012", "2023-06"), ("W012", "2023-06"))
"""抽查登记 of that month's folder: 不属实."""
OMITTED = {"Z904": ("2023-08", "2023-09")}
"""In 上级登记台账 from August on, in 中和镇's ledger from October on."""
HANDED_BACK = "G903"
UNSENT = (("2023-02", "北川乡"),)
ZERO = (("2023-01", "北川乡"),)
LATE = (("2023-05", "西坪镇"), ("2023-05", "南湾乡"), ("2023-08", "南湾乡"), ("2023-11", "中和镇"))
ERRORS = {"中和镇": ("2023-07", "2023-08", "2023-09", "2023-10", "2023-11", "2023-12")}
"""Months whose ledgers hold an error: from July the extension approved too late, in August and September the omission too."""
PAST_TITLES = ((2021, "东岗镇"), (2022, "东岗镇"), (2022, "西坪镇"), (2021, "古桥乡"), (2022, "古桥乡"))
