"""Rates, rounding and differences."""

from __future__ import annotations

from fractions import Fraction

import pytest

from pipeline.base.rate import Rate, points, round_half_up


@pytest.mark.parametrize(
    ("n", "of", "text"),
    [
        (17, 18, "17/18  94.4%"),
        (1, 8, "1/8  12.5%"),
        (1, 16, "1/16  6.3%"),  # 6.25, half up
        (2, 3, "2/3  66.7%"),
        (0, 5, "0/5  0.0%"),
        (5, 5, "5/5  100.0%"),
        (1999, 2000, "1999/2000  100.0%"),  # 99.95
        (0, 0, "0/0  —"),
    ],
)
def test_a_rate_prints_its_numbers_and_one_decimal_half_up(n: int, of: int, text: str):
    assert str(Rate(n, of)) == text


def test_a_rate_of_nothing_has_no_value_and_never_reads_0_or_100_percent():
    rate = Rate(0, 0)
    assert rate.value is None
    assert rate.tenths is None
    assert rate.percent == "—"


def test_a_rate_is_exact():
    """Two rates that print alike may still differ."""
    assert Rate(2, 3).value == Rate(4, 6).value == Fraction(2, 3)
    assert Rate(6667, 10000).percent == Rate(2, 3).percent
    assert Rate(6667, 10000).value != Rate(2, 3).value


def test_a_difference_is_that_of_the_printed_values():
    """94.4 − 92.3 is 2.1, though the exact difference, 2.14, and that of 1/3 and 1/6 (16.67) would print otherwise."""
    assert points(Rate(17, 18), Rate(12, 13)) == "+2.1"
    assert points(Rate(1, 3), Rate(1, 6)) == "+16.6"
    assert points(Rate(1, 6), Rate(1, 3)) == "-16.6"
    assert points(Rate(1, 2), Rate(2, 4)) == "0.0"


def test_a_difference_with_nothing_due_has_no_value():
    assert points(Rate(0, 0), Rate(1, 2)) == "—"
    assert points(Rate(1, 2), Rate(0, 0)) == "—"


def test_halves_go_up():
    assert [round_half_up(Fraction(n, 2)) for n in range(6)] == [0, 1, 1, 2, 2, 3]


def test_a_rate_given_to_a_spreadsheet_is_what_is_printed_at_a_thousand_exact_ties():
    """A quotient such as 23/80 lies below its half in binary, and a program that rounds it prints 28.7 %."""
    ties = [Rate(n, of) for of in range(16, 2001) for n in range(1, of) if 2000 * n % of == 0 and (2000 * n // of) % 2][
        :1000
    ]
    assert len(ties) == 1000
    assert [f"{100 * tie.printed:.1f}%" for tie in ties] == [tie.percent for tie in ties]
    assert Rate(23, 80).printed == 0.288
