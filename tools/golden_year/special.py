"""The matters of the golden year that show one rule each, and where their ledgers said something else.

A matter that changes hands, or that is opened anew, has one row per clock: ``接手日`` is the first day of the later
clock, ``接手方式`` by whose word it began, ``移出日`` the last day of the earlier clock. ``办结补登月``, ``撤回月`` and
``补编号月`` are numbers of months: the one in which a ledger first had a conclusion, took it back, or gave a number to
a row that had none.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from tools.golden_year.county import BATCH, DEPARTMENT, LETTERS, NOBODY, UNITS, Row, concluded, matter, usual_matters

HANDED_BACK = "G903"
DECIDED, DECIDED_ON = "Z920", date(2023, 2, 25)
"""处理决定 归属乡镇: from that day it is 古桥镇's, three days before 中和镇's due date."""
AGREED = "S920"
OPENED_ANEW, OPENED_ON = "G940", date(2023, 5, 20)
BETTERED = {"S960": ("2023-06", "满意")}
"""Number -> the month from whose ledger on the rating isn't the one published, and that rating."""


def matters() -> list[Row]:
    """Return every matter as it counts at the end of the year, one row per clock, by unit and number."""
    usual = usual_matters()
    order = (*UNITS, NOBODY)
    rows = [*usual, *_special({str(row["信访件编号"]): row for row in usual})]
    return sorted(
        rows, key=lambda row: (order.index(str(row["责任单位"])), str(row["信访件编号"]), str(row.get("接手日", "")))
    )


def _special(usual: dict[str, Row]) -> Iterator[Row]:
    yield from _twins()
    yield from _limits()
    yield from _repeats(usual)
    yield from _backlog()
    yield from _hands()
    yield from _late()


def _twins() -> Iterator[Row]:
    for township in ("东岗镇", "西坪镇"):  # the same for both, so that they tie
        letter = LETTERS[township]
        yield matter(f"{letter}901", township, date(2023, 4, 3), 信访目的="检举控告", 办理程序="检举控告")
        advice = matter(f"{letter}902", township, date(2023, 5, 8), accept=3, 信访目的="建议意见", 办理程序="建议意见")
        yield advice | concluded(advice, 20, "已化解", "不满意", "满意")
        simple = matter(f"{letter}903", township, date(2023, 1, 17), accept=1, 办理程序="简易办理")
        # 10 working days from 18 January run over the Spring Festival to 6 February; 19 days after it is that very day.
        yield simple | concluded(simple, 19, "已化解", "满意", "未评价")


def _limits() -> Iterator[Row]:
    late = matter("Z903", "中和镇", date(2023, 9, 25), accept=1, 办理程序="简易办理")
    # 10 working days from 26 September run over the National Day to 13 October; concluded four days later it is one of
    # 60 days.
    yield late | concluded(late, 21, "已化解", "基本满意", "满意")
    yield matter("S901", "南湾乡", date(2023, 2, 14), accept=8, 办理程序="法定程序")
    notified = matter("G901", "古桥镇", date(2023, 3, 16), accept=5, 告知日期=date(2023, 4, 4))
    yield notified | concluded(notified, 30)  # accepted in time, notified four days late: unknown in March
    higher = matter("G902", "古桥镇", date(2023, 6, 5), accept=28, 信访层级="市")
    yield higher | concluded(higher, 24)  # 30 days at a higher level without 收到日期
    received = matter("N901", "北川乡", date(2023, 8, 1), accept=24, 信访层级="县", 收到日期=date(2023, 8, 11))
    yield received | concluded(received, 60)  # 15 days from receipt end on 26 August; accepted on the 25th
    before = matter("C901", "早溪镇", date(2023, 3, 8), accept=9, 收到日期=date(2023, 3, 3))
    yield before | concluded(before, 40)  # limit from the earlier receipt 18 March; accepted on the 17th
    after = matter("S902", "南湾乡", date(2023, 6, 7), accept=19, 收到日期=date(2023, 6, 14))
    # A later receipt at level 乡镇 changes nothing: the limit is 22 June, accepted on the 26th.
    yield after | concluded(after, 50, "部分化解")
    routed = matter("C902", "早溪镇", date(2023, 9, 4), accept=30, 信访层级="省", 收到日期=date(2023, 10, 2))
    # Routing ends after 15 days, whatever the ledger says: the limit is 4 October, accepted on that day.
    yield routed | concluded(routed, 50)
    valid = matter(
        "Z901", "中和镇", date(2023, 2, 6), accept=4, 延期批准日期=date(2023, 4, 11), 延期至=date(2023, 5, 11)
    )
    yield valid | concluded(valid, 90)  # approved on the 60th day, to the 30th day after it, concluded on that day
    unlawful = matter(
        "Z902", "中和镇", date(2023, 5, 15), accept=2, 延期批准日期=date(2023, 7, 17), 延期至=date(2023, 8, 10)
    )
    yield unlawful | concluded(unlawful, 80)  # approved on the 61st day: it changes nothing
    yield matter(
        "Z904", "中和镇", date(2023, 8, 5), accept=65, 信访层级="县", 收到日期=date(2023, 8, 10), 包案领导="是"
    )
    blank = matter("S980", "南湾乡", date(2023, 3, 10))
    # Never accepted: it counts as accepted on 20 May, while its due date runs from registration to 9 May.
    yield blank | {**concluded(blank | {"受理日期": date(2023, 3, 10)}, 71, "部分化解", "未评价")}


def _repeats(usual: dict[str, Row]) -> Iterator[Row]:
    for number, first, days in (
        ("Z905", "Z013", 90),
        ("Z906", "Z016", 91),
        ("S905", "S014", 40),
        ("E905", "E008", 60),
        ("W905", "W008", 60),
    ):
        end = usual[first]["办结日期"]
        assert isinstance(end, date)
        again = matter(
            number,
            str(usual[first]["责任单位"]),
            end + timedelta(days=days),
            accept=5,
            初重件="重件",
            关联件编号=first,
            首件编号=first,
            包案领导="是",
        )
        yield again | concluded(again, 35)


def _backlog() -> Iterator[Row]:
    for number, township, accept, led in (
        ("S911", "南湾乡", 10, ""),
        ("S912", "南湾乡", 6, "是"),
        ("Z911", "中和镇", 9, "是"),
    ):
        yield matter(number, township, date(2022, 11, 7), accept=accept, 积案批次=BATCH, 包案领导=led)
    for township in ("东岗镇", "西坪镇", DEPARTMENT):
        old = matter(f"{LETTERS[township]}911", township, date(2022, 11, 7), accept=3, 积案批次=BATCH, 包案领导="是")
        yield old | concluded(old, 59, "已化解", "满意", "满意")


def _hands() -> Iterator[Row]:
    """Yield matters that were handed back, moved by a decision or by agreement, or opened anew."""
    back = matter(HANDED_BACK, "古桥镇", date(2023, 7, 4), 退回日期=date(2023, 7, 6))
    yield back
    # The decision of 10 July agrees and nobody lists it since: from then on it counts for 全县 alone.
    yield {**{key: value for key, value in back.items() if key != "退回日期"}, "责任单位": NOBODY}
    given = matter(DECIDED, "中和镇", date(2022, 12, 29), accept=1)
    yield given | {"移出日": DECIDED_ON - timedelta(days=1), "移交给": "古桥镇"}
    # Own receipt and acceptance on 25 February: limit 12 March, due 26 April; concluded on 15 April.
    yield given | {**concluded(given, 106), "责任单位": "古桥镇", "接手日": DECIDED_ON, "接手方式": "决定"}
    shared = matter(AGREED, "南湾乡", date(2022, 12, 20), accept=8)
    yield shared | {"移出日": date(2023, 1, 31), "移交给": "中和镇"}
    # Both February ledgers name 中和镇: its own from 1 February, the clock of 28 December runs on to 26 February.
    yield shared | {**concluded(shared, 54), "责任单位": "中和镇", "接手日": date(2023, 2, 1), "接手方式": "商定"}
    first = matter(OPENED_ANEW, "古桥镇", date(2022, 9, 5), accept=2)
    yield first | {**concluded(first, 24), "移出日": OPENED_ON - timedelta(days=1)}
    # Concluded on 1 October; 重新办理 from 20 May, due 19 July, concluded anew on 20 June.
    yield first | {**concluded(first, 286), "接手日": OPENED_ON, "接手方式": "重办"}


def _late() -> Iterator[Row]:
    """Yield matters that a ledger reported late, took back, improved, or gave no number."""
    late = matter("S930", "南湾乡", date(2023, 6, 1), accept=7)
    yield late | {**concluded(late, 42), "办结补登月": 8}  # 20 July, as August's ledger says; July's had it open
    back = matter("S940", "南湾乡", date(2023, 3, 2), accept=4)
    yield back | {
        **concluded(back, 35),
        "撤回月": 5,
    }  # 10 April, published; May's ledger and all later ones have it open again
    discontent = matter("S960", "南湾乡", date(2023, 4, 3), accept=7)
    yield discontent | concluded(
        discontent, 25, "部分化解", "不满意", "未评价"
    )  # 5 May, published so; June's ledger says 满意
    row = matter("S950", "南湾乡", date(2023, 10, 12), accept=8)
    yield row | {
        **concluded(row, 51),
        "补编号月": 11,
    }  # without a number in October: a row set aside, corrected in November


def as_sent(row: Row, month: str) -> Row:
    """Return the row of a matter as the ledger of a month has it, where that isn't how it was."""
    number, position = str(row["信访件编号"]), int(month[-2:])
    sent = dict(row)
    taken_back, first_reported = row.get("撤回月"), row.get("办结补登月")
    if (isinstance(taken_back, int) and position >= taken_back) or (
        isinstance(first_reported, int) and position < first_reported
    ):
        for heading in ("办结日期", "办理结果", "化解状态", "对责任单位评价", "对信访部门评价"):
            sent.pop(heading, None)
    numbered = row.get("补编号月")
    if isinstance(numbered, int) and position < numbered:
        sent["信访件编号"] = None
    since, rating = BETTERED.get(number, ("9999", ""))
    if month >= since and "办结日期" in sent:
        sent["对责任单位评价"] = rating
    return sent
