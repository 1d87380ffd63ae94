"""Which matters share a number: whose dates differ, who numbers for themselves, what editions have told apart."""

from __future__ import annotations

import pandas as pd
import pytest

from pipeline.merge.numbers.local_numbers import Own, choose, divide, published_split

UNITS = {name: name for name in ("甲镇", "乙镇", "丙镇")} | {"旧镇": "甲镇"}
FIRST, SECOND, THIRD = (pd.Timestamp(f"2023-01-1{day}") for day in (0, 1, 2))
Line = tuple[str, str, pd.Timestamp | None, str]


def own(name: str, *days: pd.Timestamp, unit: str = "") -> Own:
    """甲镇's matter of number 1, for 甲镇."""
    return Own(f"1（{name}）", {name}, {unit or name}, set(days))


def apart(*days: tuple[pd.Timestamp | None, pd.Timestamp | None], number: int = 1) -> list[Line]:
    """Numbers 1, 2, … of 甲镇 and 乙镇 with these dates of each."""
    pairs = enumerate(days, start=number)
    return [line for at, (a, b) in pairs for line in ((str(at), "甲镇", a, "甲镇"), (str(at), "乙镇", b, "乙镇"))]


def divided(
    lines: list[Line], split: dict[str, list[Own]] | None = None, named: str = "", settled: str = ""
) -> dict[str, list[str]]:
    """Number -> what its matters are called, of the numbers told apart."""
    rows = pd.DataFrame(lines, columns=["number", "name", "day", "other"])
    rows["day"] = pd.to_datetime(rows["day"])
    rows = rows.assign(text=rows["number"], unit=rows["name"].map(UNITS))
    found = {} if split is None else split
    divide(rows, found, frozenset(named), frozenset(settled))
    return {number: [each.shown for each in owns] for number, owns in found.items()}


ONE = {"1": ["1（甲镇）", "1（乙镇）"]}


def test_other_days_are_other_matters_and_one_day_is_one() -> None:
    assert divided(apart((FIRST, SECOND))) == ONE
    assert divided(apart((FIRST, FIRST))) == {}


def test_two_matters_have_the_days_and_names_of_their_units() -> None:
    split: dict[str, list[Own]] = {}
    divided(apart((FIRST, SECOND)), split)
    assert split["1"] == [own("甲镇", FIRST), own("乙镇", SECOND)]


def test_a_unit_that_names_the_other_or_has_no_day_means_the_same_matter() -> None:
    assert divided([("1", "甲镇", FIRST, "甲镇"), ("1", "乙镇", SECOND, "甲镇")]) == {}
    assert divided(apart((FIRST, None))) == {}


def test_a_number_that_a_register_names_is_one_matter_and_so_is_one_that_is_settled() -> None:
    assert divided(apart((FIRST, SECOND)), named="1") == {}
    assert divided(apart((FIRST, SECOND)), settled="1") == {}


@pytest.mark.parametrize(
    ("others", "alone"),
    [
        ([(FIRST, SECOND)] * 2, False),
        ([(FIRST, SECOND)] * 3, True),
        ([(FIRST, SECOND)] * 3 + [(FIRST, FIRST)], True),
        ([(FIRST, SECOND)] * 3 + [(FIRST, FIRST)] * 2, False),
    ],
)
def test_units_number_for_themselves_where_three_and_most_of_their_common_numbers_differ(
    others: list[tuple[pd.Timestamp, pd.Timestamp]], alone: bool
) -> None:
    """Number 9, of which 乙镇 has no day, is then another matter too. It is one of the common numbers."""
    found = divided([*apart(*others), *apart((FIRST, None), number=9)])
    assert ("9" in found) == alone


def test_where_units_number_for_themselves_no_register_joins_a_number() -> None:
    assert "3" in divided(apart((FIRST, SECOND), (FIRST, SECOND), (FIRST, SECOND), (FIRST, SECOND)), named="3")
    assert "3" not in divided(apart((FIRST, SECOND), (FIRST, SECOND), (FIRST, SECOND)), named="3")


@pytest.mark.parametrize(("common", "alone"), [(3, False), (4, True)])
def test_a_number_whose_row_names_the_other_unit_speaks_against_numbering_alone(common: int, alone: bool) -> None:
    lines = apart(*[(FIRST, SECOND)] * common)
    lines[-1] = (str(common), "乙镇", SECOND, "甲镇")
    assert (str(common) in divided(lines)) == alone


def test_what_editions_told_apart_stays_and_a_third_unit_is_a_third_matter() -> None:
    split = {"1": [own("甲镇", FIRST), own("乙镇", SECOND)]}
    assert divided([("1", "丙镇", SECOND, "丙镇")], split) == ONE
    assert divided([("1", "丙镇", THIRD, "丙镇")], split) == {"1": [*ONE["1"], "1（丙镇）"]}


def test_another_day_of_the_same_unit_is_its_matters_unless_it_is_the_others() -> None:
    split = {"1": [own("甲镇", FIRST), own("乙镇", SECOND)]}
    divided([("1", "甲镇", THIRD, "甲镇"), ("1", "甲镇", SECOND, "甲镇")], split)
    assert [each.dates for each in split["1"]] == [{FIRST, THIRD}, {SECOND}]


def test_what_an_edition_told_apart_stays_so_though_a_decision_settles_the_number_since() -> None:
    split = {"1": [own("甲镇", FIRST), own("乙镇", SECOND)]}
    assert divided([("1", "丙镇", THIRD, "丙镇")], split, settled="1") == {"1": [*ONE["1"], "1（丙镇）"]}


@pytest.mark.parametrize(
    ("name", "unit", "day", "meant"),
    [
        ("甲镇", "甲镇", FIRST, "1（甲镇）"),
        ("甲镇", "甲镇", SECOND, "1（乙镇）"),
        ("甲镇", "甲镇", THIRD, "1（甲镇）"),
        ("甲镇", "甲镇", None, "1（甲镇）"),
        ("旧镇", "甲镇", None, "1（甲镇）"),
        ("丙镇", "丙镇", SECOND, "1（乙镇）"),
        ("丙镇", "丙镇", THIRD, None),
        ("丙镇", "丙镇", None, None),
        ("", "", None, None),
    ],
)
def test_a_row_means_its_units_matter_unless_its_day_is_anothers(
    name: str, unit: str, day: pd.Timestamp | None, meant: str | None
) -> None:
    found = choose([own("甲镇", FIRST), own("乙镇", SECOND)], name, unit, day)
    assert (found and found.shown) == meant


def test_of_two_matters_of_a_unit_the_one_of_the_day_is_meant() -> None:
    owns = [own("旧镇", FIRST, unit="甲镇"), own("甲镇", SECOND)]
    assert choose(owns, "新镇", "甲镇", SECOND) is owns[1]
    assert choose(owns, "新镇", "甲镇", None) is owns[0]
    assert choose(owns, "甲镇", "甲镇", FIRST) is owns[0]


def test_editions_numbers_with_a_unit_of_the_roster_in_brackets_are_told_apart() -> None:
    """What stands in other brackets, or alone, is a number like any other; a day that isn't known tells nothing."""
    numbers = ("0012（甲镇）", "0012（旧镇）", "0012（外县）", "0012", "（甲镇）", "0012(甲镇)", "0012（甲镇）")
    days = (FIRST, pd.NaT, FIRST, FIRST, FIRST, FIRST, SECOND)
    assert published_split(zip(numbers, days, strict=True), UNITS) == {
        "0012": [
            Own("0012（甲镇）", {"甲镇"}, {"甲镇"}, {FIRST, SECOND}),
            Own("0012（旧镇）", {"旧镇"}, {"甲镇"}, set()),
        ]
    }
