"""First submitted, units merged, rows set aside (docs/definitions.md, 首次报送, 撤并, 5.5).

Beside each trick stands its honest twin.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pandas as pd
import pytest

from pipeline.settings.record import Township
from tests.merge.merge_rows import FEBRUARY, JANUARY, SETTINGS, Row, edition, merged, only, stands, told

pytestmark = pytest.mark.slow

ABOVE: Row = {"case_no": "01", "township": "甲镇", "registered_on": "2023-01-10"}


@pytest.mark.parametrize(
    ("id_", "first", "later", "counts"),
    [
        ("procedure", None, "法定程序", "信访处理意见"),
        ("purpose", None, "检举控告", None),
        ("purpose", "申诉求决", "检举控告", "申诉求决"),
        ("level", None, "县", None),
        ("level", "县", "乡镇", "县"),
        ("occurrence", "重件", "初件", "重件"),
        ("occurrence", None, "重件", "重件"),
        ("registered_on", "2023-01-10", "2023-01-20", "2023-01-10"),
        ("received_on", "2023-01-10", "2023-01-20", "2023-01-10"),
        ("received_on", None, "2023-01-08", "2023-01-08"),
    ],
)
@pytest.mark.parametrize("published", [False, True], ids=["by the ledgers", "by an edition"])
def test_the_first_value_counts_and_a_blank_is_one_where_it_has_a_default(
    id_: str, first: str | None, later: str, counts: str | None, *, published: bool
) -> None:
    """Case 12. A blank 收到日期 or 初重件 is none: the first that can be read counts."""
    editions = [edition({id_: first})] if published else []
    rows = [] if published else [{"folder": JANUARY, id_: first}]
    value = only(merged(*rows, {id_: later}, editions=editions))[id_]
    shown = None if pd.isna(value) else f"{value:%Y-%m-%d}" if isinstance(value, pd.Timestamp) else value
    assert shown == counts


def test_a_first_value_changed_in_the_published_folder_counts_for_nothing() -> None:
    """January's ledger exchanged after its edition."""
    had = edition({"procedure": "信访处理意见", "level": "县"})
    row = only(merged({"folder": JANUARY, "procedure": "法定程序", "level": "乡镇"}, editions=[had]))
    assert (row["procedure"], row["level"]) == ("信访处理意见", "县")


def test_a_neighbours_earlier_row_says_nothing_of_the_holders_matter() -> None:
    """丙镇 listed 甲镇's matter in January as 法定程序; 上级登记台账 says that it is 甲镇's."""
    rows = [{"folder": JANUARY, "township": "丙镇", "procedure": "法定程序"}, {"procedure": "信访处理意见"}]
    assert only(merged(*rows, superior=[{**ABOVE, "folder": JANUARY}]))["procedure"] == "信访处理意见"


def test_a_decision_names_the_column_that_may_change() -> None:
    rows = [{"folder": JANUARY, "occurrence": "重件", "level": "县"}, {"occurrence": "初件", "level": "乡镇"}]
    row = only(merged(*rows, decisions=[{"subject": "01", "decision": "更正属实", "column": "occurrence"}]))
    assert (row["occurrence"], row["level"]) == ("初件", "县")


def test_the_register_goes_before_what_was_first_submitted() -> None:
    """Received, purpose and procedure are its too."""
    above = {**ABOVE, "received_on": "2023-01-12", "purpose": "申诉求决", "procedure": "信访处理意见"}
    row = only(merged({"received_on": "2023-01-10", "purpose": "其他", "procedure": "法定程序"}, superior=[above]))
    assert (row["received_on"], row["purpose"], row["procedure"]) == (
        pd.Timestamp("2023-01-12"),
        "申诉求决",
        "信访处理意见",
    )
    assert row["received_above"]


# -- mergers
# ------------------------------------------------------------------------------------------


MERGED = replace(
    SETTINGS,
    roster=(
        Township(1, "甲镇"),
        Township(2, "乙镇", merged_into="甲镇", merged_on=date(2023, 2, 10)),
        Township(3, "丙镇"),
    ),
)


def test_what_a_part_has_in_hand_goes_on_as_its_units_by_the_same_clock() -> None:
    """Merged on 10 February: 乙镇's last window is February's, from March on the matter is 甲镇's own.

    In February itself it is 乙镇's yet.
    """
    march = "2023-03"
    rows = [
        {"folder": JANUARY, "township": "乙镇"},
        {"folder": FEBRUARY, "township": "甲镇"},
        {"folder": march, "township": "甲镇"},
    ]
    in_february = merged(*rows[:2], folders=(JANUARY, FEBRUARY), settings=MERGED)
    assert stands(in_february) == [("乙镇", "首报", "", "", "")]
    february = edition(*rows[:2], name=FEBRUARY, settings=MERGED)
    result = merged(*rows, folders=(JANUARY, FEBRUARY, march), settings=MERGED, editions=[february])
    assert stands(result) == [("乙镇", "首报", "", "", "2023-02-28"), ("甲镇", "协议", "", "2023-03-01", "")]
    assert set(result.matters["township"]) == {"甲镇"}
    assert result.moves.empty, "it was nobody else's before"


def test_what_a_part_had_concluded_stays_its_own() -> None:
    done = {"accepted_on": "2023-01-12", "concluded_on": "2023-01-20", "outcome": "予以支持", "township": "乙镇"}
    result = merged({"folder": JANUARY, **done}, folders=(JANUARY, FEBRUARY), settings=MERGED)
    assert stands(result) == [("乙镇", "首报", "", "", "")]
    assert only(result)["township"] == "甲镇"


def test_an_old_name_in_a_ledger_after_the_merger_is_the_units() -> None:
    result = merged({"township": "乙镇"}, settings=MERGED)
    assert only(result)["part"] == "甲镇"


# -- rows set aside
# ------------------------------------------------------------------------------------------


def test_a_row_without_a_readable_day_is_set_aside_where_nobody_has_the_day() -> None:
    """Case 26 for 登记日期: one matter not accepted in time.

    With January's ledger, an edition or the register the day is known.
    """
    bad = {"bad": ("registered_on",), "accepted_on": "2023-02-02"}
    alone = merged(bad)
    assert alone.matters.empty
    assert list(alone.set_aside[["township", "folder", "again"]].itertuples(index=False, name=None)) == [
        ("甲镇", FEBRUARY, False)
    ]
    for known in (merged({"folder": JANUARY}, bad), merged(bad, editions=[edition({})]), merged(bad, superior=[ABOVE])):
        assert known.set_aside.empty
        assert only(known)["registered_on"] == pd.Timestamp("2023-01-10")


def test_a_row_that_was_set_aside_before_with_the_same_cells_is_known_again() -> None:
    bad = {"bad": ("registered_on",)}
    again = merged({**bad, "folder": JANUARY}, bad).set_aside
    assert list(again["again"]) == [False, True]


def test_a_matter_with_the_cells_of_a_row_set_aside_before_is_that_row_mended() -> None:
    bad = {"bad": ("registered_on",), "folder": JANUARY}
    assert only(merged(bad, {"registered_on": "2023-01-10"}))["mended"] == JANUARY
    assert pd.isna(only(merged({"registered_on": "2023-01-10"}))["mended"])


def test_a_row_that_a_part_had_set_aside_is_mended_by_the_unit_that_it_was_merged_into() -> None:
    """乙镇 went into 甲镇 on 10 February; its row of January had no day that could be read."""
    bad = {"bad": ("registered_on",), "folder": JANUARY, "township": "乙镇"}
    assert only(merged(bad, {"registered_on": "2023-01-10"}, settings=MERGED))["mended"] == JANUARY
    assert pd.isna(only(merged(bad, {"registered_on": "2023-01-10", "township": "丙镇"}, settings=MERGED))["mended"])


def test_an_entry_of_a_register_that_hits_nothing_is_told_with_the_nearest() -> None:
    result = merged(
        {"case_no": "QH2023001"},
        spot_checks=[{"case_no": "QH2023002", "result": "属实"}],
        decisions=[{"subject": "QH2023001", "decision": "可列"}],
    )
    assert told(result, "R237") == [
        ("", "“抽查登记”中的编号QH2023002没有对应的事项、文件或单位，这一行没有起作用，最接近的是 QH2023001")
    ]


def test_a_number_that_differs_by_more_than_a_slip_is_not_offered_and_neither_is_one_of_another_unit() -> None:
    """Put into the register, either would make the entry speak of somebody else's matter."""
    rows = {"case_no": "QH2023001"}, {"case_no": "QH2023113", "township": "乙镇"}
    for number, township in (("QH2023032", "甲镇"), ("QH2023131", "甲镇")):
        asked = {"case_no": number, "township": township, "batch": "第一批", "assigned_on": "2023-01-10"}
        ((_, told_),) = told(merged(*rows, assigned=[asked]), "R237")
        assert told_ == f"“交办清单”中的编号{number}没有对应的事项、文件或单位，这一行没有起作用"


def test_a_slip_is_offered_where_the_number_is_the_units_own_and_in_the_register_nowhere_else() -> None:
    """The two last characters changed places; where both numbers are assigned, each is its own matter."""
    slip = {"case_no": "QH2023021", "township": "甲镇", "batch": "第一批", "assigned_on": "2023-01-10"}
    result = merged({"case_no": "QH2023012"}, assigned=[slip])
    assert told(result, "R237")[0][1].endswith("最接近的是 QH2023012")
    both = merged({"case_no": "QH2023012"}, assigned=[slip, {**slip, "case_no": "QH2023012"}])
    assert told(both, "R237")[0][1].endswith("这一行没有起作用")


def test_what_a_unit_that_has_sent_nothing_was_assigned_waits_for_its_ledger() -> None:
    """The entries are right; what lacks is the ledger of 乙镇."""
    asked = [
        {"case_no": f"QH202300{n}", "township": "乙镇", "batch": "第一批", "assigned_on": "2023-01-10"} for n in (7, 8)
    ]
    result = merged({"case_no": "QH2023001"}, assigned=asked)
    assert told(result, "R237") == []
    assert told(result, "R229") == [
        ("", "“交办清单”中有2个编号暂时核对不了：乙镇没有报送2023-02台账（如编号QH2023007）")
    ]
    assert [f.place.cell for f in result.findings if f.code == "R229"] == ["A2:A3"]


def test_a_number_whose_row_was_set_aside_is_there() -> None:
    """Its 登记日期 can't be read, which is told at the row; the entry of the register is right."""
    asked = {"case_no": "QH2023005", "township": "甲镇", "batch": "第一批", "assigned_on": "2023-01-10"}
    bad = {"case_no": "QH2023005", "bad": ("registered_on",)}
    assert told(merged({"case_no": "QH2023001"}, bad, assigned=[asked]), "R237") == []


def test_a_row_without_its_day_is_told_with_what_becomes_of_it() -> None:
    """Once for the township's sheet; without its number where any ledger ever called it 检举控告."""
    bad = {"case_no": "QH2023005", "bad": ("registered_on",)}
    (said,) = told(merged({}, bad), "R281")
    assert said[0] == "甲镇"
    assert said[1].startswith("1行的登记日期读不出，往期台账和登记簿里也没有（如编号QH2023005）：没有列入合并台账")
    before = {**bad, "folder": JANUARY, "purpose": "检举控告"}
    (said,) = told(merged({}, before, bad), "R281")
    assert said[0] == ""
    assert "QH2023005" not in said[1]
