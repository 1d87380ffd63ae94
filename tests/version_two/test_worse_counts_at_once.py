"""What an edition has may be made worse by the township's own pen, and counts at once; what was first submitted
stands either way (section 5.2).
"""

from __future__ import annotations

from collections.abc import Mapping

import pytest

from tests.version_two.months_told import A, B, Begin, Row, assigned, matter
from tests.version_two.published_months import Figure, Published

pytestmark = pytest.mark.slow

FRESH = matter("A1", "2023-01-20", "2023-01-25", notified_on="2023-01-26")
"""Limit 4 February, accepted and told in time."""
EXTENDED = matter(
    "A1",
    "2022-12-18",
    "2022-12-20",
    extension_approved_on="2023-01-20",
    extended_to="2023-03-20",
    extension_reason="情况复杂",
)
"""Base 18 February; due on 20 March."""
DONE = matter("A1", "2022-12-18", "2022-12-20", "2023-01-25", rating_office="满意")
"""Due on 18 February, concluded on 25 January, rated by 24 February."""
LED = matter("A1", "2022-12-18", "2022-12-20", lead_official="是", backlog_batch="第一批")


def february(begin: Begin, before: Row, after: Row) -> Published:
    """January's edition has ``before``, February's ledger ``after``; A1 is in 交办清单."""
    story = begin(A, B)
    registers: Mapping[str, list[Row]] = {"交办清单": [assigned("A1", A)]}
    story.month("2023-01", {A: [before]}, zero=[B], registers=registers)
    story.run("2023-01")
    story.month("2023-02", {A: [after]}, zero=[B], registers=registers)
    return story.run("2023-02")


@pytest.mark.parametrize(
    ("before", "worse", "indicator", "was", "now"),
    [
        (FRESH, {"accepted_on": "2023-02-10"}, "accepted_on_time", (1, 1), (0, 1)),
        (FRESH, {"notified_on": "2023-02-10"}, "accepted_on_time", (1, 1), (0, 1)),
        (FRESH, {"received_on": "2023-01-08"}, "accepted_on_time", (1, 1), (0, 1)),
        (EXTENDED, {"extended_to": "2023-02-25"}, "concluded_on_time", (0, 0), (0, 1)),
        (EXTENDED, {"extended_to": "2023-02-25"}, "overdue_open", (0, None), (1, None)),
        (EXTENDED, {"extension_approved_on": "2023-02-19"}, "overdue_open", (0, None), (1, None)),
        (DONE, {"concluded_on": "2023-02-20"}, "concluded_on_time", (1, 1), (0, 1)),
        (DONE, {"concluded_on": "2023-02-20"}, "resolution", (0, 0), (0, 0)),
        (DONE, {"concluded_on": "2023-02-20"}, "led_by_official", (0, 0), (0, 1)),
        (
            DONE,
            {"concluded_on": "", "outcome": "", "settled": "", "rating_unit": "", "rating_office": ""},
            "overdue_open",
            (0, None),
            (1, None),
        ),
        (DONE, {"settled": "未化解"}, "backlog_clearance", (1, 1), (0, 1)),
        (DONE, {"settled": "部分化解"}, "backlog_clearance", (1, 1), (0, 1)),
        (DONE, {"rating_unit": "不满意"}, "satisfaction", (1, 1), (0, 1)),
        (DONE, {"rating_office": "不满意"}, "office_satisfaction", (1, 1), (0, 1)),
        (LED, {"lead_official": "否"}, "led_by_official", (1, 1), (0, 1)),
    ],
    ids=[
        "受理日期",
        "告知日期",
        "收到日期",
        "延期至",
        "延期至, overdue",
        "延期批准日期",
        "办结日期",
        "办结日期, no new cohort",
        "办结日期, in force",
        "taken back",
        "化解状态",
        "部分化解",
        "对责任单位评价",
        "对信访部门评价",
        "包案领导",
    ],
)
def test_a_worse_value_counts_at_once(
    begin: Begin, before: Row, worse: Row, indicator: str, was: Figure, now: Figure
) -> None:
    """Received on 8 January the limit is the 23rd, which January's window had: the edition closed it as kept by 4
    February; February counts it as missed.
    """
    assert february(begin, before, before).figure(A, indicator) == was
    assert february(begin, before, {**before, **worse}).figure(A, indicator) == now


@pytest.mark.parametrize(
    "change",
    [
        {"registered_on": "2023-01-05"},
        {"registered_on": "2023-02-01"},
        {"occurrence": "重件", "related_case_no": "A9"},
        {"level": "县"},
        {"purpose": "检举控告"},
        {"procedure": "法定程序"},
    ],
    ids=lambda change: "、".join(map(str, change.values())),
)
def test_what_was_first_submitted_stands(begin: Begin, change: Row) -> None:
    """Better or worse: 1/1 in February as before, and nothing repeated."""
    published = february(begin, FRESH, {**FRESH, **change})
    assert published.figure(A, "accepted_on_time") == (1, 1)
    assert published.counted("A1", "初重件") == "初件"
