"""A county's own rule about the rows of ledgers, as the sheet 自设规则 says it; ``own_rules`` reads it."""

from __future__ import annotations

import re
from dataclasses import dataclass

OWN_CODE = re.compile(r"C\d{3}")
"""What 编号 of a county's own rule is. The program's own rules begin with R."""
BLANK, NOT_BLANK, AMONG, NOT_AMONG = "空", "不空", "属于", "不属于"
"""The operators of a row's test that aren't signs."""


@dataclass(frozen=True, slots=True)
class RowTest:
    """One test of a row.

    ``operator`` is one of = ≠ ≤ ≥ < > and then ``column`` is compared with the one of ``values`` or with the column
    ``other``; or 空, 不空; or 属于, 不属于, which look for the column's value among ``values``. With ``since`` the
    number of days from the date ``since`` to the date ``column`` is compared. Columns are ids; a value is kept as
    in a three-none condition's test: a day in ISO form, a whole number in digits, a code as the code.
    """

    column: str
    operator: str
    values: tuple[str, ...] = ()
    other: str = ""
    since: str = ""


@dataclass(frozen=True, slots=True)
class OwnRule:
    """A rule of the county's own: a row that meets every one of ``tests`` is told ``message`` and ``remedy``.

    ``marked``: the column whose cell is marked. ``wording``: 判定 as it was written. In ``message`` and ``remedy`` a
    column's label in 〔〕 stands for the value of the first row that is told.
    """

    code: str
    tests: tuple[RowTest, ...]
    wording: str
    severity: str
    message: str
    remedy: str
    marked: str

    @property
    def columns(self) -> tuple[str, ...]:
        """The ids of all columns that the rule looks at, the marked one first."""
        ids = [id_ for test in self.tests for id_ in (test.column, test.other, test.since) if id_]
        return tuple(dict.fromkeys([self.marked, *ids]))
