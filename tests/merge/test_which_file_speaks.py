"""Which file speaks for a township in each folder, and who has sent one, settled without merging anything."""

from __future__ import annotations

from dataclasses import replace

import pytest

from pipeline.bundles import Reading
from pipeline.merge.registers import Decisions, with_missing
from pipeline.merge.submissions import Submissions, declared_zero, settle_files, stand_ins
from tests.merge.merge_rows import FEBRUARY, JANUARY, Row, reading, register


def settled(read: Reading) -> Submissions:
    registers = with_missing(read.registers)
    return settle_files(read, registers, Decisions(registers["decisions"], [JANUARY, FEBRUARY]))


def of(file: str, case_no: str = "01", **more: object) -> Row:
    """A row of a file of 甲镇's."""
    return {"file": file, "sender": "甲镇", "case_no": case_no, **more}


def verdicts(sent: Submissions) -> dict[str, str]:
    return {
        path.split("/", 1)[1]: verdict for path, verdict in zip(sent.files["file"], sent.files["verdict"], strict=True)
    }


def test_two_different_files_of_a_township_are_both_refused_and_its_rows_are_lost() -> None:
    sent = settled(reading([of("一"), of("二", persons=2), {"township": "乙镇"}]))
    assert verdicts(sent) == {"一.xlsx": "拒收", "乙镇.xlsx": "采用", "二.xlsx": "拒收"}
    assert (len(sent.ledger), len(sent.lost)) == (1, 2)
    assert sent.lost["reason"].tolist() == ["同一乡镇有多份不同的台账：“一.xlsx”、“二.xlsx”"] * 2
    assert [f.code for f in sent.findings] == ["R201", "R201"]
    assert sent.submitted == {(FEBRUARY, "乙镇")}
    assert sent.refused == {(FEBRUARY, "甲镇")}


def test_three_that_share_a_number_are_refused_and_three_that_share_none_are_read() -> None:
    shared = settled(reading([of("一"), of("二", "02"), of("三", "01", persons=2)]))
    assert set(verdicts(shared).values()) == {"拒收"}
    several = settled(reading([of("一"), of("二", "02"), of("三", "03")]))
    assert set(verdicts(several).values()) == {"采用"}
    assert [(f.code, f.place.file) for f in several.findings] == [("R230", "2023-02/二.xlsx")]
    assert several.submitted == {(FEBRUARY, "甲镇")}


@pytest.mark.parametrize(
    "register_entry",
    [
        {"reports": [{"township": "甲镇", "file_name": "二.xlsx", "due_on": "2023-03-05"}]},
        {"decisions": [{"subject": "二.xlsx", "decision": "采用此件"}]},
        {
            "decisions": [{"subject": "二.xlsx", "decision": "采用此件"}],
            "reports": [{"township": "甲镇", "file_name": "一.xlsx", "due_on": "2023-03-05"}],
        },
    ],
)
def test_the_file_that_a_register_names_speaks_and_a_decision_goes_before_a_report(
    register_entry: dict[str, list[Row]],
) -> None:
    sent = settled(reading([of("一"), of("二", persons=2), of("三", persons=3)], **register_entry))
    assert verdicts(sent) == {"一.xlsx": "被替换", "三.xlsx": "被替换", "二.xlsx": "采用"}
    assert sent.files["reason"].dropna().tolist() == ["以“二.xlsx”为准"] * 2
    assert sent.ledger["persons"].tolist() == [2]
    assert dict(sent.instead) == {"2023-02/一.xlsx": "2023-02/二.xlsx", "2023-02/三.xlsx": "2023-02/二.xlsx"}


def test_an_entry_of_another_folder_and_one_that_means_two_files_name_none() -> None:
    rows = [of("一"), of("二", persons=2)]
    elsewhere = {"subject": "二.xlsx", "decision": "采用此件", "folder": JANUARY}
    both = [{"subject": name, "decision": "采用此件"} for name in ("一.xlsx", "二.xlsx")]
    for entries in ([elsewhere], both):
        assert set(verdicts(settled(reading(rows, decisions=entries))).values()) == {"拒收"}


def carrying(read: Reading, **carried: str) -> Reading:
    """``carried``: file -> the file whose SHA-256 it carries."""
    pairs = {
        f"2023-02/{new}.xlsx": (f"{old if '/' in old else '2023-02/' + old}.xlsx",) for new, old in carried.items()
    }
    return replace(read, carried=pairs)


def test_a_corrected_file_stands_in_for_the_first_and_the_last_of_three_for_both() -> None:
    read = carrying(reading([of("一"), of("二", persons=2), of("三", persons=3)]), 二="一", 三="二")
    assert stand_ins(read) == {"2023-02/一.xlsx": "2023-02/三.xlsx", "2023-02/二.xlsx": "2023-02/三.xlsx"}
    sent = settled(read)
    assert verdicts(sent) == {"一.xlsx": "被替换", "三.xlsx": "采用", "二.xlsx": "被替换"}
    assert sent.files["reason"].dropna().tolist() == ["退回修改后由“三.xlsx”替换"] * 2
    assert sent.findings == ()


def test_of_a_corrected_file_and_a_third_one_both_are_asked_about() -> None:
    """The first is out of it; what 报送登记 says of the first means its correction."""
    rows = [of("一"), of("二", persons=2), of("三", persons=3)]
    assert verdicts(settled(carrying(reading(rows), 二="一"))) == {
        "一.xlsx": "被替换",
        "三.xlsx": "拒收",
        "二.xlsx": "拒收",
    }
    named = reading(rows, reports=[{"township": "甲镇", "file_name": "一.xlsx", "due_on": "2023-03-05"}])
    assert verdicts(settled(carrying(named, 二="一"))) == {"一.xlsx": "被替换", "三.xlsx": "被替换", "二.xlsx": "采用"}


def test_two_that_replace_each_other_one_of_another_folder_and_one_of_another_unit_replace_nothing() -> None:
    rows = [of("一"), of("二", persons=2)]
    assert stand_ins(carrying(reading(rows), 一="二", 二="一")) == {}
    assert stand_ins(carrying(reading(rows), 一="一")) == {}
    elsewhere = reading([{**of("一"), "folder": JANUARY}, of("二", persons=2)])
    assert stand_ins(carrying(elsewhere, 二=f"{JANUARY}/一")) == {}
    other = reading([{"file": "一", "sender": "乙镇"}, of("二", persons=2)])
    assert stand_ins(carrying(other, 二="一")) == {}
    refused = reading(rows)
    refused.files.loc[refused.files["file"] == "2023-02/二.xlsx", "verdict"] = "拒收"
    assert stand_ins(carrying(refused, 二="一")) == {}


def test_who_says_that_there_is_nothing_has_sent_and_one_with_rows_all_the_same_is_told() -> None:
    reports = [
        {"township": "乙镇", "zero": "是", "due_on": "2023-03-05"},
        {"township": "丙镇", "zero": "是", "daily": "是", "due_on": "2023-03-05"},
        {"township": "丙镇", "zero": "否", "due_on": "2023-03-05"},
        {"township": "甲镇", "zero": "是", "due_on": "2023-03-05"},
    ]
    sent = settled(reading([{}], zero=[(JANUARY, "乙镇")], reports=reports))
    assert sent.submitted == {(FEBRUARY, "甲镇"), (FEBRUARY, "乙镇"), (JANUARY, "乙镇")}
    assert sent.zero == {(FEBRUARY, "乙镇"), (JANUARY, "乙镇")}
    assert [(f.code, f.township) for f in sent.findings] == [("R202", "甲镇")]
    assert declared_zero(None) == set()
    assert declared_zero(register("reports", reports)) == {(FEBRUARY, "乙镇"), (FEBRUARY, "甲镇")}


def test_a_file_of_several_units_speaks_for_those_whose_rows_it_has() -> None:
    """It has no township of its own; a file without a row has been sent by its township."""
    read = reading(
        [{"file": "全县", "township": name, "sender": "x"} for name in ("甲镇", "乙镇")], sent=[(FEBRUARY, "丙镇")]
    )
    read.files.loc[read.files["file"] == "2023-02/全县.xlsx", "township"] = None
    sent = settled(read)
    assert sent.submitted == {(FEBRUARY, "甲镇"), (FEBRUARY, "乙镇"), (FEBRUARY, "丙镇")}
    read.rows["kind"] = "登记"
    assert settled(read).submitted == {(FEBRUARY, "甲镇"), (FEBRUARY, "乙镇")}
