"""What a walk over the folders reads and returns: rows, entries of registers, stands (docs/definitions.md, 归属)."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

import pandas as pd

from pipeline.merge.registers import Decision

Day = pd.Timestamp
BY_DECISION, BY_SUPERIOR, BY_ASSIGNED, BY_BOTH, BY_BACK, BY_LEDGER, BY_EDITION = (
    "处理决定",
    "上级登记台账",
    "交办清单",
    "两地台账一致",
    "退回",
    "首报台账",
    "往期成果",
)
"""The claim of a stand: settled; the county's row of a matter not settled; a row of one claimant of such a matter."""
COLUMNS = (
    "case_no",
    "part",
    "way",
    "clock_on",
    "held_from",
    "held_until",
    "present",
    "claim",
    "at",
    "fill",
    "basis",
    "until_no",
    "rework_on",
    "first_part",
)
"""The columns of a table of stands. ``at``, ``fill``: positions in the table of all rows, -1 for none."""


@dataclass(frozen=True, slots=True)
class Row:
    """A row of one ledger.

    ``part``: in whose ledger it stands. ``names``: the unit that its 责任单位 names. ``at``: its position among all
    rows. ``withdrawn_on``: 退回日期, where the hand-back is valid. ``received_on``: 收到日期. ``registered_on``:
    登记日期.
    """

    folder_no: int
    part: str
    names: str
    at: int
    withdrawn_on: Day | None = None
    received_on: Day | None = None
    registered_on: Day | None = None


@dataclass(frozen=True, slots=True)
class Entry:
    """A register's row: 上级登记台账 (``day`` is 收到日期) or 交办清单 (``day`` is 交办日期)."""

    folder_no: int
    part: str
    day: Day | None
    batch: str = ""


@dataclass(frozen=True, slots=True)
class Stand:
    """A matter in the hands of one unit by one clock.

    ``way``: how it came to the unit. ``basis``: by whose word. ``clock_on``: the day from which its limits run, None
    for the matter's first clock. ``until_no``: the number of the folder that made its end known, -1 while it lasts.
    """

    part: str
    way: str
    clock_on: Day | None = None
    held_from: Day | None = None
    held_until: Day | None = None
    basis: str = BY_LEDGER
    until_no: int = -1
    rework_on: Day | None = None


@dataclass(frozen=True)
class Matter:
    """All that was ever said of one matter's holder.

    ``given``: the entries of 归属. ``start``: the stands that an edition has published, ``rivals``: the claimants that
    it had, ``after``: the last folder that editions cover. ``unseen``: the row of an edition that is newer than what
    its unit's ledgers have of the matter today.
    """

    number: str
    rows: tuple[Row, ...]
    superior: tuple[Entry, ...] = ()
    assigned: tuple[Entry, ...] = ()
    given: tuple[Decision, ...] = ()
    rework: Decision | None = None
    start: tuple[Stand, ...] = ()
    rivals: tuple[str, ...] = ()
    after: int = -1
    unseen: Row | None = None


@dataclass(frozen=True)
class Around:
    """What the walk asks beyond the matter itself.

    ``unit``: roster name -> unit of today. ``window``: (part, folder_no) -> its window. ``sent``: (folder_no, unit of
    today) whose ledger is in. ``missed``: (row position, day) -> whether a limit was missed before that day.
    ``unfavourable``: row position -> whether something in the row is. ``end``: the cut-off. ``part_of``: (unit,
    folder_no, 登记日期) -> the unit, or its part, to which a matter belongs that the unit lists for the first time.
    ``worst``: row positions of a matter -> that of the least favourable.
    """

    unit: Mapping[str, str]
    window: Callable[[str, int], tuple[Day, Day]]
    sent: frozenset[tuple[int, str]]
    missed: Callable[[int, Day], bool]
    unfavourable: Callable[[int], bool]
    end: Day
    part_of: Callable[[str, int, Day | None], str]
    worst: Callable[[Sequence[int]], int]

    def same(self, one: str, other: str) -> bool:
        """Whether two roster names are one unit today."""
        return self.unit.get(one, one) == self.unit.get(other, other)


@dataclass(frozen=True)
class Outcome:
    """What a walk returns: ``stands``, oldest first, or the ``claimants`` of a 待定 matter.

    ``refused``: (giver, taker) who agreed though a limit had been missed. ``since``: the day from which the claimants
    of a matter handed back may have it; ``stands`` are then those before it.
    """

    stands: tuple[Stand, ...]
    claimants: tuple[str, ...] = ()
    refused: tuple[tuple[str, str], ...] = ()
    since: Day | None = None
