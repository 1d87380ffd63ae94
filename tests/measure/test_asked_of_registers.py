"""For which unit an entry of 交办清单 counts, and by which months' editions a quarter without one is judged."""

from __future__ import annotations

from datetime import date

import pandas as pd

from pipeline.base.period import parse_period
from pipeline.bundles import PastEdition
from pipeline.measure.judges import months_by_span
from pipeline.measure.registered import entry_holders
from pipeline.rules.windows import Closing

UNITS = {"甲镇": "甲镇", "乙镇": "乙镇", "旧乡": "乙镇"}
CUT_OFF = pd.Timestamp("2023-02-28")


def holders(*decided: tuple[str, str, str | None, str], handed_back: bool = False) -> list[str]:
    """Of 01, assigned to 甲镇, and 02, assigned to 旧乡. ``decided``: number, decision, unit, first day."""
    rows = pd.DataFrame({"case_no": ["01", "02"], "township": ["甲镇", "旧乡"]}, dtype="str")
    names = ["subject", "decision", "to", "from_on"]
    decisions = pd.DataFrame(decided, columns=names).astype({"subject": "str", "decision": "str", "to": "str"})
    decisions["from_on"] = pd.to_datetime(decisions["from_on"])
    known = pd.DataFrame(
        {"case_no": ["01", "02"], "township": ["甲镇", "乙镇"], "withdrawn_valid": [handed_back, False]}
    )
    return entry_holders(rows, known, decisions, UNITS, CUT_OFF).tolist()


def test_an_entry_counts_for_the_unit_of_today_that_it_names_unless_a_decision_gave_the_matter() -> None:
    assert holders() == ["甲镇", "乙镇"]
    assert holders(("01", "归属乡镇", "旧乡", "2023-02-28")) == ["乙镇", "乙镇"]
    assert holders(("01", "归属乡镇", "乙镇", "2023-02-10"), ("01", "归属乡镇", "甲镇", "2023-02-20")) == [
        "甲镇",
        "乙镇",
    ]


def test_a_decision_of_later_of_another_kind_or_without_a_unit_gives_nothing() -> None:
    for row in (
        ("01", "归属乡镇", "乙镇", "2023-03-01"),
        ("01", "重新办理", "乙镇", "2023-02-10"),
        ("01", "归属乡镇", None, "2023-02-10"),
    ):
        assert holders(row) == ["甲镇", "乙镇"]


def test_what_the_named_unit_validly_handed_back_counts_for_the_county_alone() -> None:
    assert holders(handed_back=True) == ["", "乙镇"]
    assert holders(("01", "归属乡镇", "乙镇", "2023-02-10"), handed_back=True) == ["乙镇", "乙镇"]


def test_the_months_of_the_quarters_and_years_that_are_over_stand_for_them() -> None:
    """A quarter's own edition and the months of the period itself don't."""
    names = ("2022-11", "2022-12", "2023-Q1", "2023-01", "2023-03", "2023-04")
    closing = [
        Closing(PastEdition(n, date(2023, 1, 1), pd.DataFrame()), {}, frozenset(), frozenset(), {}) for n in names
    ]

    def spans(period: str) -> dict[str, list[str]]:
        found = months_by_span(closing, parse_period(period))
        return {span: [each.edition.name for each in months] for span, months in found.items()}

    assert spans("2023-Q2") == {"2022-Q4": ["2022-11", "2022-12"], "2023-Q1": ["2023-01", "2023-03"]}
    assert spans("2023-Q1") == {"2022-Q4": ["2022-11", "2022-12"]}
    assert spans("2023") == {"2022": ["2022-11", "2022-12"]}
