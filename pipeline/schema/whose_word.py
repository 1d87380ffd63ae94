"""Whose word counts for each ledger column: the table by which merging chooses values (docs/definitions.md, 合并).

A township writes its own ledger. It can't better by its own pen what it wrote first, what an edition has published, or
what the registers say. This table says so for every column, and nothing else does.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from pipeline.schema.ledger import LEDGER, PROCEDURES, RATINGS, SETTLED

Word = Literal["first", "held", "free", "key"]
Worse = Literal["later", "earlier", "listed", "blank", "never", ""]
"""Which of a published value and a new one is the worse.

later, earlier: the later or the earlier date. listed: the code that stands earlier in ``order``. blank: any new value
counts, and a blank changes nothing. never: no new value counts, what was published stands.
"""


@dataclass(frozen=True, slots=True)
class Standing:
    """How one column stands.

    ``word``: first (the value first submitted counts), held (once a value is published a better one waits and a worse
    one counts at once), free (the newest row's value counts), key (the column names the row). ``superior``: where
    上级登记台账 has the matter, its value wins. ``default``: what a blank means, where it means a value. ``worse`` and
    ``order`` belong to held columns; ``order`` lists codes, the least favourable first. ``clause``: where
    docs/definitions.md says so.
    """

    id: str
    word: Word
    clause: str
    superior: bool = False
    default: str = ""
    worse: Worse = ""
    order: tuple[str, ...] = ()


SETTLED_ORDER = tuple(reversed(SETTLED))
"""未化解, 部分化解, 已化解."""
RATING_ORDER = ("不满意", "未评价", "基本满意", "满意")
assert set(RATING_ORDER) == set(RATINGS)
_FIRST, _HELD, _FREE = "5.2 首次报送", "5.2 已发布", "5.2 最新台账"

STANDING: dict[str, Standing] = {
    s.id: s
    for s in (
        Standing("case_no", "key", "5.2"),
        Standing("related_case_no", "held", _HELD, superior=True, worse="blank"),
        Standing("township", "key", "5.3"),
        Standing("registered_on", "first", _FIRST, superior=True),
        Standing("received_on", "first", _FIRST, superior=True),
        Standing("channel", "free", _FREE),
        Standing("purpose", "first", _FIRST, superior=True, default="申诉求决"),
        Standing("category", "free", _FREE),
        Standing("occurrence", "first", _FIRST, superior=True),
        Standing("persons", "free", _FREE),
        Standing("level", "first", _FIRST, superior=True, default="乡镇"),
        Standing("visit_class", "held", _HELD, worse="listed", order=("异常", "正常")),
        Standing("incident", "held", _HELD, worse="listed", order=("极端事件", "大规模聚集", "负面炒作", "无")),
        Standing("procedure", "first", _FIRST, superior=True, default=PROCEDURES[0]),
        Standing("notified_on", "held", _HELD, worse="later"),
        Standing("accepted_on", "held", _HELD, worse="later"),
        Standing("due_on", "free", _FREE),
        Standing("extended_to", "held", _HELD, worse="earlier"),
        Standing("extension_approved_on", "held", _HELD, worse="later"),
        Standing("extension_reason", "free", _FREE),
        Standing("concluded_on", "held", _HELD, worse="later"),
        Standing("outcome", "held", _HELD, worse="blank"),
        Standing("handling", "free", _FREE),
        Standing("settled", "held", _HELD, worse="listed", order=SETTLED_ORDER),
        Standing("lead_official", "free", _FREE),
        Standing("backlog_batch", "held", _HELD, worse="blank"),
        Standing("rating_unit", "held", _HELD, superior=True, worse="listed", order=RATING_ORDER),
        Standing("rating_office", "held", _HELD, superior=True, worse="listed", order=RATING_ORDER),
        Standing("withdrawn_on", "held", _HELD, worse="later"),
    )
}
assert tuple(STANDING) == tuple(f.id for f in LEDGER), "every column of the ledger, in its order"

FIRST_SUBMITTED_IDS = tuple(s.id for s in STANDING.values() if s.word == "first")
"""The value first submitted counts; a later one counts when 处理决定 更正属实 names the column."""
OVERLAID_IDS = tuple(s.id for s in STANDING.values() if s.superior)
"""Where 上级登记台账 has the matter, its value counts."""
RATING_IDS = ("rating_unit", "rating_office")
"""Where 上级登记台账 has the matter, a blank rating there is 未评价."""
HELD_IDS = tuple(s.id for s in STANDING.values() if s.word == "held")
"""The value that an edition published counts: a better one waits, a worse one counts at once."""
UNDATED_IDS = ("outcome", "settled", "rating_unit", "rating_office")
"""States without a date of their own: they go with the conclusion."""
STEP_IDS = ("accepted_on", "extension_approved_on", "concluded_on")
"""The steps that are 补登 where an edition that closed their window lacked them (5.4)."""

RULE_COLUMNS: dict[str, tuple[str, ...]] = {
    "R208": FIRST_SUBMITTED_IDS,
    "R209": STEP_IDS,
    "R215": HELD_IDS,
    "R216": HELD_IDS,
    "R217": ("concluded_on", "outcome"),
    "R218": STEP_IDS,
}
"""Rule -> the columns that an entry 更正属实 corrects when its 栏目 is blank and it names this rule.

An entry that names neither a column nor one of these rules corrects all columns.
"""


def columns_named(column: str | None, rule: str | None) -> tuple[str, ...]:
    """The ids of the columns that an entry 更正属实 corrects.

    >>> columns_named("accepted_on", None), columns_named(None, "R217")
    (('accepted_on',), ('concluded_on', 'outcome'))
    """
    if column:
        return (column,)
    return RULE_COLUMNS.get(rule or "", (*FIRST_SUBMITTED_IDS, *HELD_IDS))
