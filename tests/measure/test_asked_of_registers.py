"""For which unit an entry of 交办清单 counts, and by which months' editions a quarter without one is judged."""

from __future__ import annotations

from datetime import date

import pandas as pd

from pipeline.base.period import parse_period
from pipeline.bundles import PastEdition
from pipeline.measure.judges import months_by_span
from pipeline.measure.once import Once, once_of
from pipeline.measure.registered import entry_holders
from pipeline.rules.windows import Closing, Windows

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


def judged(*names: str, refused: tuple[tuple[str, str], ...] = ()) -> Once:
    """The second quarter after editions of these periods, each of which counted its own name as a matter."""
    closing = tuple(
        Closing(
            PastEdition(
                name,
                parse_period(name).last_day,
                pd.DataFrame(),
                tables={"stood": pd.DataFrame({"indicator": ["resolution"], "case_no": [name]})},
            ),
            {"甲镇": (parse_period(name).first_day, parse_period(name).last_day)},
            frozenset(),
            frozenset(),
            {},
        )
        for name in names
    )
    period = parse_period("2023-Q2")
    return once_of(period, Windows(period, {}, {}, closing), None, (), frozenset(refused))


def test_a_quarter_without_an_edition_is_judged_by_its_newest_months_and_has_counted_what_each_of_them_did() -> None:
    """February had none: what March's had of its days is taken for counted, unless its ledger was refused."""
    once = judged("2023-01", "2023-03", refused=(("2023-02", "甲镇"), ("2023-01", "甲镇")))
    (judge,) = once.judges
    february = (date(2023, 2, 1), date(2023, 2, 28))
    assert judge.closing.edition.name == "2023-03"
    assert judge.windows == {"甲镇": (date(2023, 1, 1), date(2023, 3, 31))}
    assert judge.unmade == ({"甲镇": february},)
    assert judge.refused == ({"甲镇": february},)
    assert once.done["resolution"]["case_no"].tolist() == ["2023-01", "2023-03"]


def test_a_quarters_own_edition_speaks_in_place_of_its_months() -> None:
    once = judged("2023-01", "2023-03", "2023-Q1")
    assert [judge.closing.edition.name for judge in once.judges] == ["2023-Q1"]
    assert once.done["resolution"]["case_no"].tolist() == ["2023-Q1"]
    assert [each.edition.name for each in once.knowing] == ["2023-01", "2023-03", "2023-Q1"]
