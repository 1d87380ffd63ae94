"""A fault that the ledgers of several months of a quarter or year have is told once, of the newest."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

import pytest

from pipeline.base.finding import Finding
from pipeline.base.period import parse_period
from pipeline.check import check_ledgers
from pipeline.schema.ledger import LEDGER_IDS
from tests.check.check_rows import SETTINGS, ledger
from tools.check_cases.rows import SHEET, Row

pytestmark = pytest.mark.slow

Month = tuple[str, Sequence[Row]]
EARLY = {"case_no": "01", "accepted_on": "2023-01-05", "registered_on": "2023-01-06"}
"""Accepted before it was registered: R111, an error."""
SOUND = {**EARLY, "accepted_on": "2023-01-06"}
SAID = "1件受理日期早于登记日期（编号{}：受理日期2023-01-05、登记日期2023-01-06），不计为及时受理"


def checked(*months: Month, township: str = "城关镇") -> list[tuple[str, str, str]]:
    """Code, place and sentence of every finding about these months' ledgers, oldest first."""
    return [(f.code, f"{f.place.file} {f.place.cell}", f.message) for f in findings(*months, township=township)]


def findings(*months: Month, township: str = "城关镇") -> tuple[Finding, ...]:
    frames, columns = [], {}
    for month, rows in months:
        file = f"{month}/{township}.xlsx"
        frames.append((parse_period(month), ledger(*({"source_file": file, **row} for row in rows))))
        columns[file, SHEET] = {id_: index for index, id_ in enumerate(LEDGER_IDS)}
        columns[file.replace(township, "东岭镇"), SHEET] = columns[file, SHEET]
    return check_ledgers(frames, columns, SETTINGS, cut_off=date(2023, 12, 31))


def test_a_fault_of_three_months_is_told_of_the_newest_which_names_the_others() -> None:
    months = [(name, [EARLY]) for name in ("2023-01", "2023-02", "2023-03")]
    assert checked(*months) == [
        ("R111", "2023-03/城关镇.xlsx P4", SAID.format("01") + "；2023-01、2023-02台账也有同样问题，不另列")
    ]


def test_more_than_three_months_are_counted() -> None:
    """From January on, five months besides the newest."""
    (found,) = checked(*((f"2023-0{n}", [EARLY]) for n in range(1, 7)))
    assert found[2] == SAID.format("01") + "；2023-01等另外5个月的台账也有同样问题，不另列"


def test_a_fault_that_a_newer_ledger_has_mended_is_told_of_the_ledger_that_has_it() -> None:
    """It still bars the quarter's title; had in January and February, it is told of February."""
    assert checked(("2023-01", [EARLY]), ("2023-02", [SOUND])) == [
        ("R111", "2023-01/城关镇.xlsx P4", SAID.format("01"))
    ]
    (found,) = checked(("2023-01", [EARLY]), ("2023-02", [EARLY]), ("2023-03", [SOUND]))
    assert found == ("R111", "2023-02/城关镇.xlsx P4", SAID.format("01") + "；2023-01台账也有同样问题，不另列")


def test_of_several_matters_each_is_told_where_it_is_newest() -> None:
    """02 was mended in February, 03 is new there."""
    second, third = ({**EARLY, "case_no": number} for number in ("02", "03"))
    assert checked(("2023-01", [EARLY, second]), ("2023-02", [EARLY, third])) == [
        ("R111", "2023-01/城关镇.xlsx P5", SAID.format("02")),
        (
            "R111",
            "2023-02/城关镇.xlsx P4:P5",
            SAID.replace("1件", "2件").format("01").replace("编号", "如编号") + "；2023-01台账也有同样问题，不另列",
        ),
    ]


@pytest.mark.parametrize("newer", [{"township": "东岭镇", "source_file": "2023-02/东岭镇.xlsx"}, {"case_no": "02"}])
def test_another_township_or_number_is_another_fault(newer: Row) -> None:
    """The same number in another township's ledger; another number in its own."""
    assert [f.code for f in findings(("2023-01", [EARLY]), ("2023-02", [{**EARLY, **newer}]))] == ["R111", "R111"]


def test_another_rule_is_another_fault() -> None:
    """In February the dates are right and 初重件 is missing."""
    found = findings(("2023-01", [EARLY]), ("2023-02", [{**SOUND, "occurrence": None}]))
    assert [(f.code, f.place.file) for f in found] == [("R111", "2023-01/城关镇.xlsx"), ("R102", "2023-02/城关镇.xlsx")]


def test_what_is_said_of_a_whole_ledger_is_said_of_each() -> None:
    """Ten conclusions on one day in January and in February."""
    done = {
        "accepted_on": "2023-01-06",
        "registered_on": "2023-01-06",
        "concluded_on": "2023-01-18",
        "outcome": "其他",
        "settled": "未化解",
    }
    rows = [{**done, "case_no": f"{n:02}", "persons": n} for n in range(1, 11)]
    told = [f.place.file for f in findings(("2023-01", rows), ("2023-02", rows)) if f.code == "R184"]
    assert told == ["2023-01/城关镇.xlsx", "2023-02/城关镇.xlsx"]


def test_an_error_stays_an_error() -> None:
    """Whatever is folded, a township that had one has one: the title that it bars stays barred."""
    for months in ([EARLY], [SOUND]), ([SOUND], [EARLY]), ([EARLY], [EARLY]):
        assert [f.severity for f in findings(*zip(("2023-01", "2023-02"), months, strict=True))] == ["错误"]
