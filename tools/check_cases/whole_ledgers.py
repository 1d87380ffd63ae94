"""Rules about a whole ledger whose rows look too much the same, with the fewest rows at which they apply."""

from __future__ import annotations

from datetime import date, timedelta

from tools.check_cases.rows import ACCEPTED, Case, Row

_WORKED = ("2023-02-08", "2023-02-09", "2023-02-10")


def concluded(days: list[str], **more: object) -> list[Row]:
    """Return concluded matters with different registration dates, so that nothing else looks copied."""
    start = date(2023, 1, 3)
    rows: list[Row] = []
    for number, day in enumerate(days):
        opened = f"{start + timedelta(days=number % 24)}"
        rows.append(
            {"registered_on": opened, "accepted_on": opened, "concluded_on": day, "outcome": "予以支持", **more}
        )
    return rows


def _rated(count: int) -> list[Row]:
    """Return matters that are all rated 满意, concluded on three days."""
    return concluded([_WORKED[number % 3] for number in range(count)], rating_unit="满意")


_NUMBERS: list[Row] = [{"case_no": f"2023{number:04}"} for number in range(19)]
_ODD: Row = {"case_no": "202399"}
_OFF, _EXCHANGED = "2023-02-11", "2023-01-28"
"""A Saturday, and one that was worked in exchange for a holiday."""

CASES: list[Case] = [
    (
        "R183",
        [ACCEPTED, ACCEPTED, {**ACCEPTED, "channel": "来信"}, ACCEPTED],
        "A4:A5、A7",
        "3行除编号外完全相同（如编号01），疑似复制填充",
        [ACCEPTED, ACCEPTED],
    ),
    (
        "R184",
        [*concluded(["2023-02-10"] * 10), {}],
        "U4:U13",
        "全部10件办结事项的办结日期都是同一天（如编号01：办结日期2023-02-10），疑似填表日期",
        concluded(["2023-02-10"] * 9),
    ),
    ("R185", [*_rated(20), {"rating_unit": "未评价"}], "AA4:AA23", "全部20件评价都是满意", _rated(19)),
    ("R186", [*_NUMBERS, _ODD], "A23", "1件编号的位数与其他编号不同（编号202399）", [*_NUMBERS[1:], _ODD]),
    (
        "R187",
        concluded([_OFF] * 6 + [_EXCHANGED] * 4),
        "U4:U9",
        "半数以上的办结日期是休息日，共6件（如编号01：办结日期2023-02-11）",
        concluded([_OFF] * 5 + [_EXCHANGED] * 5),
    ),
]
