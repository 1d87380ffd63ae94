"""The words everything speaks: where a value stands, what was found, a rate, a fault the user must mend."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from fractions import Fraction

COUNTY = "全县"
"""The row that stands for the whole county in every table by township."""


class Severity(StrEnum):
    """错误: a figure may be wrong until it is mended. 提醒: please look. 说明: told for the record."""

    ERROR = "错误"
    REMINDER = "提醒"
    NOTE = "说明"


SEVERITY_ORDER = tuple(Severity)


class UserError(Exception):
    """The run can't start: one Chinese sentence that says what to mend (exit code 2)."""


@dataclass(frozen=True, slots=True, order=True)
class Place:
    """Where a value stands: file relative to inputs with '/', sheet name, A1 cell or ranges ('B7:B19、B22')."""

    file: str = ""
    sheet: str = ""
    cell: str = ""

    def __str__(self) -> str:
        return " ".join(part for part in (self.file, self.sheet, self.cell) if part)


@dataclass(frozen=True, slots=True)
class Finding:
    """One fault or note, alike cells already grouped.

    ``row`` is the first sheet row (from 1; 0 when the finding is about a whole file or register), for sorting.
    ``cells`` counts the cells that the finding stands for. ``case_nos`` names the matters, sorted. ``office_alone``: it
    concerns matters that are listed nowhere; it counts for ``township``, which isn't told.
    """

    severity: Severity
    code: str
    township: str
    place: Place
    message: str
    remedy: str
    row: int = 0
    cells: int = 1
    case_nos: tuple[str, ...] = field(default=())
    office_alone: bool = False


def column_letter(index: int) -> str:
    """The letter of a column counted from 0.

    >>> [column_letter(i) for i in (0, 25, 26, 701, 702)]
    ['A', 'Z', 'AA', 'ZZ', 'AAA']
    """
    letters = ""
    index += 1
    while index:
        index, rest = divmod(index - 1, 26)
        letters = chr(65 + rest) + letters
    return letters


def cell_ranges(rows: list[int], column: int, limit: int = 12) -> str:
    """A1 ranges of one column for sheet rows counted from 1; more than ``limit`` ranges end in 等.

    >>> cell_ranges([7, 8, 9, 12], 1)
    'B7:B9、B12'
    """
    letter = column_letter(column)
    spans: list[tuple[int, int]] = []
    for row in sorted(set(rows)):
        if spans and row == spans[-1][1] + 1:
            spans[-1] = (spans[-1][0], row)
        else:
            spans.append((row, row))
    texts = [f"{letter}{a}" if a == b else f"{letter}{a}:{letter}{b}" for a, b in spans]
    return "、".join(texts[:limit]) + ("等" if len(texts) > limit else "")


@dataclass(frozen=True, slots=True)
class Rate:
    """A numerator and a denominator, whole numbers.

    ``denominator`` 0 has no value: it prints as —, never 0 % or 100 %.
    """

    numerator: int
    denominator: int

    @property
    def value(self) -> Fraction | None:
        """The exact fraction, None when nothing was due."""
        return Fraction(self.numerator, self.denominator) if self.denominator else None

    @property
    def tenths(self) -> int | None:
        """Tenths of a percent as printed, half up.

        >>> Rate(1, 8).tenths, Rate(1, 16).tenths, Rate(0, 0).tenths
        (125, 63, None)
        """
        if not self.denominator:
            return None
        return round_half_up(Fraction(1000 * self.numerator, self.denominator))

    @property
    def printed(self) -> float | None:
        """The rate as it is printed, as a share: what a spreadsheet is given, for it may round an exact half the other way.

        >>> Rate(23, 80).printed, Rate(0, 0).printed
        (0.288, None)
        """
        return None if self.tenths is None else self.tenths / 1000

    @property
    def percent(self) -> str:
        """'94.4%', or — when nothing was due."""
        tenths = self.tenths
        return "—" if tenths is None else f"{tenths // 10}.{tenths % 10}%"

    def __str__(self) -> str:
        return f"{self.numerator}/{self.denominator}  {self.percent}"


def round_half_up(value: Fraction) -> int:
    """Whole number nearest to a non-negative ``value``, halves up.

    >>> round_half_up(Fraction(5, 2)), round_half_up(Fraction(3, 2))
    (3, 2)
    """
    return int((2 * value + 1) // 2)


def points(now: Rate, then: Rate) -> str:
    """The difference of two rates in 百分点, of the printed values: '+2.1', '-0.4', '0.0', — when either has no value.

    >>> points(Rate(17, 18), Rate(12, 13))
    '+2.1'
    """
    if now.tenths is None or then.tenths is None:
        return "—"
    gap = now.tenths - then.tenths
    sign = "+" if gap > 0 else "-" if gap < 0 else ""
    return f"{sign}{abs(gap) // 10}.{abs(gap) % 10}"
