"""Findings of all stages: answered by 处理决定, switched by 规则开关, put in order, counted."""

from __future__ import annotations

import pandas as pd

from pipeline.base.finding import Finding, Severity
from pipeline.base.place import Place
from pipeline.report.findings import errors_by_township, ordered, settle, switch, table
from pipeline.schema.contract import TABLES
from pipeline.settings.record import RuleSwitch, Settings, Township

FILE = "2023-02/城关镇.xlsx"


def fault(
    code: str = "R111",
    *,
    severity: Severity = Severity.ERROR,
    township: str = "城关镇",
    file: str = FILE,
    cell: str = "B7",
    row: int = 7,
    case_nos: tuple[str, ...] = (),
) -> Finding:
    return Finding(
        severity,
        code,
        township,
        Place(file, "Sheet1", cell),
        "1件受理日期早于登记日期",
        "请核对",
        row=row,
        case_nos=case_nos,
    )


def decisions(*rows: tuple[str, str | None, str]) -> pd.DataFrame:
    return pd.DataFrame(list(rows), columns=["subject", "rule", "decision"]).astype("str")


def county(**switches: RuleSwitch) -> Settings:
    return Settings(roster=(Township(1, "城关镇"),), weights={}, conditions=(), rule_switches=switches)


def settled(findings: list[Finding], entries: pd.DataFrame | None) -> list[Finding]:
    return settle(findings, entries, [FILE, "2023-02/东禾镇.xlsx"])


def test_without_decisions_nothing_is_settled():
    assert settled([fault()], None) == [fault()]


def test_a_decision_on_every_matter_of_a_finding_makes_it_a_note_that_says_so():
    found = settled([fault(case_nos=("A1", "A2"))], decisions(("A1", "R111", "更正属实"), ("A2", "R111", "更正属实")))
    assert [(f.severity, f.message) for f in found] == [(Severity.NOTE, "1件受理日期早于登记日期（处理决定已认可）")]


def test_a_decision_on_some_of_the_matters_settles_nothing():
    both = fault(case_nos=("A1", "A2"))
    assert settled([both], decisions(("A1", "R111", "更正属实"))) == [both]


def test_a_decision_settles_the_rule_that_it_names_alone():
    other = fault("R112", case_nos=("A1",))
    assert settled([other], decisions(("A1", "R111", "更正属实"))) == [other]


def test_a_decision_without_a_rule_answers_no_finding():
    """更正属实 on a matter says which value counts; it doesn't wave its other faults through."""
    told = fault(case_nos=("A1",))
    assert settled([told], decisions(("A1", None, "更正属实"))) == [told]


def test_a_decision_may_name_the_file_with_or_without_its_folder():
    for subject in (FILE, "城关镇.xlsx"):
        assert settled([fault("R051")], decisions((subject, "R051", "采用此件")))[0].severity is Severity.NOTE
    assert settled([fault("R051")], decisions(("东禾镇.xlsx", "R051", "采用此件")))[0].severity is Severity.ERROR


def test_a_name_means_the_file_of_that_name_though_another_alike_has_the_fault():
    """城关镇.xlsx has no fault; the one of 城关镇.xls stays, also where the brackets or the width differ."""
    for sound, faulty in (
        ("城关镇.xlsx", "城关镇.xls"),
        ("城关镇(改).xlsx", "城关镇（改）.xlsx"),
        ("ＡＢ镇.xlsx", "AB镇.xlsx"),
    ):
        wrong = fault("R051", file=f"2023-02/{faulty}")
        entries = decisions((sound, "R051", "采用此件"))
        assert settle([wrong], entries, [f"2023-02/{sound}", f"2023-02/{faulty}"]) == [wrong]
        assert settle([wrong], entries, [f"2023-02/{faulty}"])[0].severity is Severity.NOTE


def test_a_right_month_answers_the_rules_about_the_title_without_naming_them():
    found = settled([fault("R050"), fault("R051"), fault("R052")], decisions((FILE, None, "月份无误")))
    assert [f.severity for f in found] == [Severity.NOTE, Severity.NOTE, Severity.ERROR]


def test_a_finding_about_no_file_and_no_matter_is_settled_by_nothing():
    bare = fault(file="")
    assert settled([bare], decisions(("", "R111", "更正属实"))) == [bare]


def test_a_rule_may_be_turned_off_or_given_another_severity():
    found = [fault("R111"), fault("R112"), fault("R113"), fault("R114")]
    settings = county(
        R111=RuleSwitch("", enabled=False), R112=RuleSwitch("提醒", enabled=True), R113=RuleSwitch("", enabled=True)
    )
    assert [(f.code, f.severity) for f in switch(found, settings)] == [
        ("R112", Severity.REMINDER),
        ("R113", Severity.ERROR),
        ("R114", Severity.ERROR),
    ]


def test_a_rule_that_is_off_stays_off_whatever_severity_stands_beside_it():
    assert switch([fault()], county(R111=RuleSwitch("错误", enabled=False))) == []


def test_findings_go_by_severity_roster_file_and_row():
    wanted = [
        fault(township="西河镇", row=3),
        fault(township="西河镇", row=20),
        fault(township="东岭镇", row=1),
        fault(township="", file="2023-02/登记簿.xlsx", row=2),
        fault(township="西河镇", severity=Severity.REMINDER, row=1),
        fault(township="西河镇", severity=Severity.NOTE, row=1),
    ]
    assert ordered(wanted[::-1], ["西河镇", "东岭镇"]) == wanted


def test_a_tie_goes_by_code_then_cell():
    wanted = [fault("R111", cell="B7"), fault("R111", cell="C7"), fault("R112", cell="B7")]
    assert ordered(wanted[::-1], ["城关镇"]) == wanted


def test_the_table_has_the_contracts_columns_and_null_where_there_is_nothing():
    frame = table([fault(case_nos=("A1", "A2")), fault(township="", file="", cell="")])
    assert list(frame.columns) == list(TABLES["findings"].columns)
    assert frame.loc[0, ["severity", "code", "township", "file", "cell", "cells", "case_nos"]].tolist() == [
        "错误",
        "R111",
        "城关镇",
        FILE,
        "B7",
        1,
        ["A1", "A2"],
    ]
    assert frame.loc[1, ["township", "file", "cell", "case_nos"]].isna().all()


def test_no_findings_make_an_empty_table_of_the_same_types():
    assert table([]).dtypes.to_dict() == table([fault()]).dtypes.to_dict()


def test_open_errors_are_counted_for_the_unit_of_today():
    """Reminders and notes don't count; faults of the office's own registers are no township's."""
    found = [
        fault(),
        fault(township="老河镇"),
        fault(severity=Severity.REMINDER),
        fault(township="东岭镇", severity=Severity.NOTE),
        fault(township=""),
    ]
    assert errors_by_township(found, {"老河镇": "城关镇", "城关镇": "城关镇"}) == {"城关镇": 2}
