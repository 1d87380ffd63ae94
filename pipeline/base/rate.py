"""Rates: whole numbers that are divided exactly and printed in one way."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction


@dataclass(frozen=True, slots=True)
class Rate:
    """A numerator and a denominator, whole numbers.

    A rate with denominator 0 has no value: it is printed as —, never as 0 % or 100 %.
    """

    numerator: int
    denominator: int

    @property
    def value(self) -> Fraction | None:
        """The exact fraction; None when nothing was due."""
        return Fraction(self.numerator, self.denominator) if self.denominator else None

    @property
    def tenths(self) -> int | None:
        """The printed value in tenths of a percent, rounded half up; None when nothing was due.

        >>> Rate(1, 8).tenths, Rate(1, 16).tenths, Rate(0, 0).tenths
        (125, 63, None)
        """
        if not self.denominator:
            return None
        return nearest(1000 * self.numerator, self.denominator)

    @property
    def printed(self) -> float | None:
        """The printed value as a share, for spreadsheets: they might round an exact half the other way.

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


def nearest(numerator: int, denominator: int) -> int:
    """Return the whole number nearest to a non-negative fraction, halves up; no Fraction has to be made of it.

    >>> nearest(5, 2), nearest(10, 8), nearest(7, 3)
    (3, 1, 2)
    """
    return (2 * numerator + denominator) // (2 * denominator)


def round_half_up(value: Fraction) -> int:
    """Return the whole number nearest to a non-negative ``value``, halves up.

    >>> round_half_up(Fraction(5, 2)), round_half_up(Fraction(3, 2))
    (3, 2)
    """
    return nearest(value.numerator, value.denominator)


def decimal(value: Fraction) -> str:
    """A non-negative value as people read it out: to four decimals, half up, without noughts at its end.

    >>> decimal(Fraction(750, 31)), decimal(Fraction(25)), decimal(Fraction(5, 2))
    ('24.1935', '25', '2.5')
    """
    whole, part = divmod(nearest(10_000 * value.numerator, value.denominator), 10_000)
    return f"{whole}.{part:04}".rstrip("0").rstrip(".")


def equal_to(value: Fraction) -> str:
    """'＝25' where the four decimals are all of a value, else '≈24.1935'.

    >>> equal_to(Fraction(25)), equal_to(Fraction(750, 31))
    ('＝25', '≈24.1935')
    """
    shown = decimal(value)
    return f"{'＝' if Fraction(shown) == value else '≈'}{shown}"


def points(now: Rate, then: Rate) -> str:
    """Return the difference of two printed rates in 百分点: '+2.1', '-0.4', '0.0', — when either has no value.

    >>> points(Rate(17, 18), Rate(12, 13))
    '+2.1'
    """
    if now.tenths is None or then.tenths is None:
        return "—"
    gap = now.tenths - then.tenths
    sign = "+" if gap > 0 else "-" if gap < 0 else ""
    return f"{sign}{abs(gap) // 10}.{abs(gap) % 10}"
