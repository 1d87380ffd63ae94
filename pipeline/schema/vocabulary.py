"""The states that published tables hold: each a frozen Chinese word, which is stored and never changes.

What staff read may be worded otherwise where it is shown. A state is compared and written by its name here alone.
"""

from __future__ import annotations

from enum import StrEnum


class Resent(StrEnum):
    """What is told of a file that stands in for another: rows, cells, and faults by their rule."""

    ADDED = "新增"
    GONE = "减少"
    CHANGED = "改动"
    MENDED = "已改好"
    LEFT = "仍有"
    NEW = "新出现"


class Verdict(StrEnum):
    """What became of a file (table files)."""

    ADOPTED = "采用"
    REFUSED = "拒收"
    IGNORED = "忽略"
    REPLACED = "被替换"


class Claim(StrEnum):
    """Whose a stand is (tables matters and stands): settled, not settled (the county's row), a claimant's own row."""

    SURE = "确定"
    PENDING = "待定"
    CLAIMED = "争议"


class Way(StrEnum):
    """How a unit came to hold a matter (table stands)."""

    FIRST = "首报"
    AGREED = "协议"
    DECIDED = "决定"
    BACK = "退回"
    REWORK = "重办"


class Origin(StrEnum):
    """Where a matter's row comes from (table matters): a ledger, 上级登记台账 alone, an earlier edition alone."""

    LEDGER = "台账"
    SUPERIOR = "上级"
    EARLIER = "往期"


class Group(StrEnum):
    """Where a unit stands in the ranking (table ranking), in the order of the groups."""

    RANKED = "排名"
    SMALL = "样本不足"
    IDLE = "无件"
    UNSENT = "未报送"
    SPECIAL = "专项"


class Title(StrEnum):
    """Whether a unit is 三无 (table ranking)."""

    YES = "是"
    NO = "否"
    UNASSESSED = "未评定"
    IDLE = "无件，不评定"
    NOT_ASSESSED = "不参加"


class Answer(StrEnum):
    """What a flag says: a column of a register, of 设置.xlsx, ``zero`` of the table submissions, a value of kept."""

    YES = "是"
    NO = "否"


class Mark(StrEnum):
    """What a unit's place in the ranking stands under (table ranking, column marks)."""

    TO_MEND = "待更正"


class Status(StrEnum):
    """How a township stands with its newest ledger."""

    SENT = "已报"
    ZERO = "零报告"
    LATE = "迟报"
    REFUSED = "已报（退回）"
    UNSENT = "未报送"


class Sending(StrEnum):
    """How a due ledger was sent, by 报送登记 (table submissions)."""

    ON_TIME = "按时"
    LATE = "迟报"
    MISSING = "漏报"


class Daily(StrEnum):
    """How a day's report of a special period was sent (table daily)."""

    ZERO = "零报告"
    ON_TIME = "按时"
    LATE = "迟报"
    MISSING = "缺报"


class Held(StrEnum):
    """What an edition knew of a unit's ledger of a month (table windows)."""

    SENT = "已报"
    REFUSED = "退回"
    MISSING = "未报"


class Step(StrEnum):
    """A step of a matter that came late (table matters, column backfilled)."""

    ACCEPTED = "受理"
    EXTENDED = "延期"
    CONCLUDED = "办结"
