"""抽查核实单: what is drawn, what is always looked at, and when a draw stands."""

from __future__ import annotations

import pandas as pd
import pytest

from pipeline.bundles import contract_table
from pipeline.measure.lists.spot_checks import draw_stands, spot_checks
from tests.measure.matter_rows import RESOLVED, Row, measured, register

NAMES = ("甲镇", "乙镇", "丙镇")
LEDGERS = ("aa", "bb")


def listed(
    *rows: Row, ledgers: tuple[str, ...] = LEDGERS, standing: pd.DataFrame | None = None
) -> list[tuple[str, str, str]]:
    """(number, what is checked, why) of February's sheet."""
    frame = spot_checks(measured(*rows), NAMES, ledgers, standing)
    return list(zip(frame["case_no"], frame["checked"], frame["why"], strict=True))


def test_one_in_twenty_of_what_was_resolved_is_drawn_and_three_a_township_at_least() -> None:
    """100 of 甲镇 give five, two of 乙镇 are both taken, twenty of 丙镇 give three; what wasn't resolved is never
    drawn.
    """
    rows = (
        [{**RESOLVED, "township": "甲镇"}] * 100
        + [{**RESOLVED, "township": "乙镇"}] * 2
        + [{**RESOLVED, "township": "丙镇"}] * 20
    )
    frame = spot_checks(measured(*rows, {**RESOLVED, "settled": "未化解"}), NAMES, LEDGERS)
    assert frame["township"].value_counts(sort=False).to_dict() == {"甲镇": 5, "乙镇": 2, "丙镇": 3}
    assert set(frame["why"]) == {"抽取"}


def test_the_same_ledgers_draw_the_same_and_another_ledger_draws_anew() -> None:
    """Whatever the order in which they are read: nobody knows the draw before the last ledger is in."""
    result = measured(*[RESOLVED] * 100)
    drawn, turned, other = (
        spot_checks(result, NAMES, ledgers, None)["case_no"].tolist()
        for ledgers in (LEDGERS, tuple(reversed(LEDGERS)), ("aa", "bc"))
    )
    assert turned == drawn
    assert other != drawn


def test_every_matter_called_resolved_and_rated_discontent_is_looked_at() -> None:
    """Case 28: of 40 contented ones three are drawn; the two discontented ones stand besides, unless they were
    drawn.
    """
    found = listed(*[RESOLVED] * 40, *[{**RESOLVED, "rating_unit": "不满意"}] * 2)
    assert {("41", "化解"), ("42", "化解")} <= {(no, checked) for no, checked, _ in found}


def test_extensions_approved_in_the_period_are_looked_at() -> None:
    row: Row = {
        "registered_on": "2022-12-20",
        "accepted_on": "2022-12-20",
        "concluded_on": None,
        "extension_approved_on": "2023-02-10",
        "extended_to": "2023-03-10",
    }
    assert listed(row) == [("01", "延期", "延期件")]
    assert listed({**row, "extension_approved_on": "2023-01-31"}) == []


@pytest.mark.parametrize("row", [{"procedure": "检举控告"}, {"claim": "待定"}])
def test_accusations_and_matters_whose_holder_is_open_are_never_listed(row: Row) -> None:
    assert listed({**RESOLVED, **row}) == []


def test_a_draw_that_stands_is_kept_and_what_came_since_is_added() -> None:
    """03 was drawn; a corrected ledger changes the seed and not the draw; 99, gone from the ledgers, stays its
    holder's of then.
    """
    before = contract_table(
        "spot_checks", [{"township": "乙镇", "case_no": no, "checked": "化解", "why": "抽取"} for no in ("03", "99")]
    )
    rows = [RESOLVED] * 10 + [{**RESOLVED, "rating_unit": "不满意"}]
    frame = spot_checks(measured(*rows), NAMES, ("cc",), before)
    assert list(frame[["township", "case_no", "why"]].itertuples(index=False, name=None)) == [
        ("甲镇", "03", "抽取"),
        ("甲镇", "11", "评价不满意"),
        ("乙镇", "99", "抽取"),
    ]


def test_a_draw_stands_once_it_has_gone_out_or_a_result_of_it_was_entered() -> None:
    before = contract_table("spot_checks", [{"case_no": "03"}])
    assert draw_stands(before, None, issued=True)
    assert draw_stands(before, register("spot_checks", [{"case_no": "03", "result": "属实"}]), issued=False)
    assert not draw_stands(before, register("spot_checks", [{"case_no": "77", "result": "属实"}]), issued=False)
    assert not draw_stands(None, None, issued=True)
