"""The same number given by several units to matters of their own."""

from __future__ import annotations

import pandas as pd
import pytest

from pipeline.bundles import Merged, PastEdition, Reading
from pipeline.merge.numbers import local_numbers
from pipeline.merge.numbers.numbers import unify
from tests.merge.merge_rows import FEBRUARY, JANUARY, SETTINGS, Row, as_published, edition, merged, only, reading, told

pytestmark = pytest.mark.slow

A, B = "2023-01-10", "2023-01-11"
MARCH = "2023-03"


def numbered(unit: str, day: str, *numbers: str, **more: object) -> list[Row]:
    """A ledger of a unit with these numbers, all registered on that day."""
    return [{"case_no": number, "township": unit, "registered_on": day, **more} for number in numbers]


def shown(result: Merged) -> list[tuple[str, str, str]]:
    """Number, holder and claim of every matter."""
    return list(result.matters[["case_no", "township", "claim"]].itertuples(index=False, name=None))


def published(result: Merged, name: str, day: pd.Timestamp) -> PastEdition:
    """The result as an edition of a period."""
    return PastEdition(name, day.date(), as_published(result.matters))


def test_a_number_that_two_units_give_to_matters_of_other_days_is_two_matters() -> None:
    result = merged(*numbered("甲镇", A, "0012"), *numbered("乙镇", B, "0012"))
    assert shown(result) == [("0012（乙镇）", "乙镇", "确定"), ("0012（甲镇）", "甲镇", "确定")]
    assert told(result, "R205") == []
    assert told(result, "R227") == [
        (
            "乙镇",
            (
                "1件的编号与甲镇的事项相同而登记日期不同（如 0012），"
                "按各单位自行编号的不同事项处理，编号后注明单位，如 0012（乙镇）"
            ),
        ),
        (
            "甲镇",
            (
                "1件的编号与乙镇的事项相同而登记日期不同（如 0012），"
                "按各单位自行编号的不同事项处理，编号后注明单位，如 0012（甲镇）"
            ),
        ),
    ]


def test_the_same_day_of_registration_is_the_same_matter() -> None:
    """Even among many numbers that aren't."""
    ours, theirs = numbered("甲镇", A, "1", "2", "3", "4"), numbered("乙镇", B, "1", "2", "3")
    result = merged(*ours, *theirs, *numbered("乙镇", A, "4"))
    assert only(result, "4")["claim"] == "待定"
    assert result.matters["case_no"].nunique() == 7


def test_a_day_that_cannot_be_read_is_no_proof_of_another_matter() -> None:
    result = merged(*numbered("甲镇", A, "1"), {"case_no": "1", "township": "乙镇", "bad": ("registered_on",)})
    assert set(result.matters["case_no"]) == {"1"}


@pytest.mark.parametrize(
    "named",
    [
        {"superior": [{"case_no": "1", "township": "甲镇", "registered_on": A}]},
        {"assigned": [{"case_no": "1", "township": "甲镇", "batch": "第二批", "assigned_on": "2022-06-01"}]},
        {"decisions": [{"subject": "1", "decision": "归属乡镇：甲镇"}]},
    ],
)
def test_a_number_that_the_office_names_is_one_matter(named: dict[str, list[Row]]) -> None:
    result = merged(*numbered("甲镇", A, "1"), *numbered("乙镇", B, "1"), **named)
    assert list(result.matters["case_no"]) == ["1"]


def test_a_row_that_names_the_other_unit_means_the_others_matter() -> None:
    """甲镇's ledger says that 乙镇 answers for it."""
    rows = [{"case_no": "1", "township": "乙镇", "registered_on": A, "file": "甲镇"}, *numbered("乙镇", B, "1")]
    read = reading(rows)
    read = Reading(**{**vars(read), "ledger": read.ledger.assign(sender=pd.Series(["甲镇", "乙镇"], dtype="str"))})
    assert list(unify(read, [], folders=(FEBRUARY,), unit_of=units()).reading.ledger["case_no"]) == ["1", "1"]


def test_two_ledgers_that_number_for_themselves_share_no_number_at_all() -> None:
    """Three of five shared numbers are different matters by their days.

    So is the one that a list names, but not the one of the same day.
    """
    listed = [{"case_no": "4", "township": "乙镇", "batch": "第二批", "assigned_on": "2022-06-01"}]
    result = merged(
        *numbered("甲镇", A, "1", "2", "3", "4", "5"),
        *numbered("乙镇", B, "1", "2", "3", "4"),
        *numbered("乙镇", A, "5"),
        assigned=listed,
    )
    assert {number for number, *_ in shown(result)} == {
        f"{no}（{unit}）" for no in "1234" for unit in ("甲镇", "乙镇")
    } | {"5"}
    assert list(result.registers["assigned"]["case_no"]) == ["4（乙镇）"], "the list means the matter of its own unit"


def test_two_of_five_are_not_most() -> None:
    listed = [{"case_no": no, "township": "乙镇", "batch": "第二批", "assigned_on": "2022-06-01"} for no in "345"]
    result = merged(*numbered("甲镇", A, *"12345"), *numbered("乙镇", B, *"12345"), assigned=listed)
    assert {number for number, *_ in shown(result)} == {
        "1（甲镇）",
        "1（乙镇）",
        "2（甲镇）",
        "2（乙镇）",
        "3",
        "4",
        "5",
    }


def test_the_next_month_goes_on_with_the_same_matters_though_one_ledger_lacks_it() -> None:
    """January published both; in February 乙镇 has concluded and left it out, 甲镇 writes 0012 again."""
    january = merged(
        *numbered("甲镇", A, "0012", folder=JANUARY), *numbered("乙镇", B, "0012", folder=JANUARY), folders=(JANUARY,)
    )
    then = published(january, JANUARY, pd.Timestamp("2023-01-31"))
    result = merged(*numbered("甲镇", A, "0012"), *numbered("乙镇", B, "0099"), folders=(FEBRUARY,), editions=[then])
    assert shown(result) == [
        ("0012（乙镇）", "乙镇", "确定"),
        ("0012（甲镇）", "甲镇", "确定"),
        ("0099", "乙镇", "确定"),
    ]
    assert result.matters["origin"].tolist() == ["往期", "台账", "台账"]


def test_a_third_unit_with_the_number_joins_by_its_day_or_has_a_matter_of_its_own() -> None:
    january = merged(
        *numbered("甲镇", A, "1", folder=JANUARY), *numbered("乙镇", B, "1", folder=JANUARY), folders=(JANUARY,)
    )
    then = published(january, JANUARY, pd.Timestamp("2023-01-31"))
    both = [*numbered("甲镇", A, "1"), *numbered("乙镇", B, "1")]
    same = merged(*both, *numbered("丙镇", A, "1"), folders=(FEBRUARY,), editions=[then])
    assert list(same.matters["case_no"]) == ["1（乙镇）", "1（甲镇）"]
    new = merged(*both, *numbered("丙镇", "2023-02-01", "1"), folders=(FEBRUARY,), editions=[then])
    assert list(new.matters["case_no"]) == ["1（丙镇）", "1（乙镇）", "1（甲镇）"]


def test_a_unit_may_write_the_number_as_the_papers_have_it() -> None:
    """乙镇 takes over 甲镇's: 1（甲镇）, read with other brackets."""
    january = merged(
        *numbered("甲镇", A, "1", folder=JANUARY), *numbered("乙镇", B, "1", folder=JANUARY), folders=(JANUARY,)
    )
    then = published(january, JANUARY, pd.Timestamp("2023-01-31"))
    rows = [*numbered("乙镇", B, "1"), *numbered("乙镇", A, "1(甲镇)")]
    result = merged(*rows, folders=(FEBRUARY,), editions=[then])
    assert set(result.matters["case_no"]) == {"1（乙镇）", "1（甲镇）"}


def test_related_numbers_mean_the_units_own_matter() -> None:
    rows = [*numbered("甲镇", A, "1"), *numbered("乙镇", B, "1"), *numbered("乙镇", B, "9", related_case_no="1")]
    result = merged(*rows)
    assert only(result, "9")["related_case_no"] == "1（乙镇）"


def test_an_entry_that_does_not_say_whose_number_it_means_has_no_effect_and_is_told() -> None:
    """A spot check has no column for the unit."""
    rows = [*numbered("甲镇", A, *"1234"), *numbered("乙镇", B, *"1234")]
    result = merged(*rows, spot_checks=[{"case_no": "1", "result": "不属实"}])
    assert not result.matters["found_false"].any()
    assert told(result, "R228") == [
        ("", "“抽查登记”中的编号1由甲镇、乙镇各自编号，没有写明是哪个单位的，这一行没有起作用")
    ]
    named = merged(*rows, spot_checks=[{"case_no": "1(甲镇)", "result": "不属实"}])
    assert only(named, "1（甲镇）")["found_false"]
    assert told(named, "R228") == []


def test_one_of_the_matters_may_be_given_another_number() -> None:
    rows = [*numbered("甲镇", A, "1"), *numbered("乙镇", B, "1")]
    then = published(merged(*rows), JANUARY, pd.Timestamp("2023-01-31"))
    result = merged(*rows, decisions=[{"subject": "1（乙镇）", "decision": "改号：QH9"}], editions=[then])
    assert list(result.matters["case_no"]) == ["1（甲镇）", "QH9"]
    after = published(result, FEBRUARY, pd.Timestamp("2023-02-28"))
    later = merged(*[{**row, "folder": MARCH} for row in rows], folders=(MARCH,), editions=[after])
    assert "QH9" in list(later.matters["case_no"]), "the decision's folder is read no more"


def test_accusations_are_told_to_the_office_alone() -> None:
    """甲镇's is one; 乙镇 isn't told that 甲镇 has the number."""
    rows = [*numbered("甲镇", A, "1", purpose="检举控告"), *numbered("乙镇", B, "1")]
    result = merged(*rows)
    assert [unit for unit, _ in told(result, "R227")] == ["", ""]
    of_accusations = [f for f in result.findings if f.code == "R227"]
    assert all(not f.case_nos and "登记日期不同（检举控告件，编号不列）" in f.message for f in of_accusations)


def test_a_plain_edition_of_the_number_goes_on_as_its_holders() -> None:
    """甲镇 alone had it in January; in February 乙镇 sends one of its own."""
    then = edition(*numbered("甲镇", A, "1"))
    result = merged(*numbered("甲镇", A, "1"), *numbered("乙镇", B, "1"), folders=(FEBRUARY,), editions=[then])
    assert list(result.matters["case_no"]) == ["1（乙镇）", "1（甲镇）"]
    assert result.numbers.by_unit == {("1", "甲镇"): "1（甲镇）", ("1", "乙镇"): "1（乙镇）"}
    assert told(result, "R204") == []


def test_the_work_grows_with_the_numbers_not_with_their_square(monkeypatch: pytest.MonkeyPatch) -> None:
    """60 units that share 300, then 600 numbers: twice the rows are looked at.

    One table of units is made per 20,000 numbers.
    """

    def cost(numbers: int) -> int:
        looked: list[int] = []
        own = local_numbers._own
        monkeypatch.setattr(local_numbers, "_own", lambda rows: looked.append(len(rows)) or own(rows))
        frame = pd.DataFrame(
            {
                "number": [f"{no}" for no in range(numbers) for _ in range(60)],
                "name": [f"{unit}镇" for _ in range(numbers) for unit in range(60)],
                "day": pd.to_datetime([f"2023-01-{1 + unit % 28:02d}" for _ in range(numbers) for unit in range(60)]),
            }
        )
        split: dict[str, list[local_numbers.Own]] = {}
        local_numbers.divide(
            frame.assign(text=frame["number"], unit=frame["name"], other=frame["name"]), split, frozenset(), frozenset()
        )
        monkeypatch.undo()
        assert len(split) == numbers
        return sum(looked)

    assert cost(600) == 2 * cost(300)


def units() -> dict[str, str]:
    """The roster of the tests."""
    return {t.name: t.name for t in SETTINGS.roster}
