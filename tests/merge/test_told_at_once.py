"""What merging tells of one county in one month: to whom, where, in which words; each place shows one thing.

The slow tests of this folder show each by itself; here it all costs one merge.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from pipeline.bundles import Merged, PastEdition
from pipeline.settings.record import Township
from tests.merge.merge_rows import JANUARY, SETTINGS, Row, ledger, merged

NAMES = ("甲镇", "乙镇", "丙镇", "丁镇", "戊镇")
COUNTY = replace(SETTINGS, roster=tuple(Township(no, name) for no, name in enumerate(NAMES, start=1)))
SECRET: Row = {"purpose": "检举控告"}
OPEN_IN_JANUARY: list[Row] = [
    {"case_no": "lacking"},
    {"case_no": "lacking too"},
    {"case_no": "lacking and secret", **SECRET},
    {"case_no": "long ago", "registered_on": "2022-05-01", "accepted_on": "2022-05-02", "concluded_on": "2022-09-30"},
    {"case_no": "of autumn", "registered_on": "2022-05-01", "accepted_on": "2022-05-02", "concluded_on": "2022-10-01"},
    {"case_no": "taken out"},
    {"case_no": "done", "township": "丙镇", "accepted_on": "2023-01-11", "concluded_on": "2023-01-20"},
    {"case_no": "in hand", "township": "丙镇"},
    {"case_no": "in hand and secret", "township": "丙镇", **SECRET},
]
SENT: list[Row] = [
    {"case_no": "simple", "procedure": "简易办理"},
    {"case_no": "simple for itself", "procedure": "简易办理"},
    {"case_no": "back", "withdrawn_on": "2023-02-06"},
    {"case_no": "back with consent", "withdrawn_on": "2023-02-06"},
    {"case_no": "back with consent and secret", "withdrawn_on": "2023-02-06", **SECRET},
    {"case_no": "undated", "bad": ("registered_on",)},
    {"case_no": "QH2023012"},
    {"case_no": "QX2023012", **SECRET},
    {"case_no": "of 乙镇", "township": "乙镇"},
    {"case_no": "twice", "township": "戊镇", "file": "戊镇"},
    {"case_no": "twice", "township": "戊镇", "file": "戊镇（二）", "sender": "戊镇", "registered_on": "2023-01-11"},
]


def december() -> PastEdition:
    """An edition of December with a matter that no ledger has had since."""
    matters = ledger([{"case_no": "published", "folder": "2022-12"}])
    flags = [column for column in matters if str(column).endswith("_bad")]
    return PastEdition(
        "2022-12", date(2022, 12, 31), matters.drop(columns=flags).assign(origin="台账", unreadable=None, claim="确定")
    )


@pytest.fixture(scope="module")
def february() -> Merged:
    """丙镇 declares 零报告, 丁镇 sends nothing, 戊镇 two ledgers."""
    above = {"township": "乙镇", "registered_on": "2023-02-02", "received_on": "2023-02-03"}
    sent = {"due_on": "2023-03-01", "sent_on": "2023-03-01"}
    return merged(
        *({**row, "folder": JANUARY} for row in OPEN_IN_JANUARY),
        *SENT,
        settings=COUNTY,
        editions=[december()],
        superior=[{**above, "case_no": "left out"}, {**above, "case_no": "left out and secret", **SECRET}],
        assigned=[
            {"case_no": number, "township": unit, "batch": "第二批", "assigned_on": "2023-01-10"}
            for number, unit in (
                ("simple", "甲镇"),
                ("QH2023021", "甲镇"),
                ("QX2023021", "甲镇"),
                ("D1", "丁镇"),
                ("D2", "丁镇"),
            )
        ],
        reports=[
            {**sent, "township": "甲镇", "sent_on": "2023-02-27"},
            {**sent, "township": "乙镇", "sent_on": "2023-03-02", "file_name": "乙镇2.xlsx"},
            {**sent, "township": "丙镇", "zero": "是"},
            {**sent, "township": "丁镇"},
            {**sent, "township": "戊镇"},
            {**sent, "township": "乙镇", "sent_on": "2023-03-09", "daily": "是"},
            {**sent, "township": "乙镇", "sent_on": "2023-03-09", "folder": JANUARY},
        ],
        decisions=[
            {"subject": "taken out", "rule": "R204", "decision": "更正属实"},
            {"subject": "back with consent", "decision": "同意退回"},
            {"subject": "back with consent and secret", "decision": "同意退回"},
            {"subject": "戊镇（三）.xlsx", "decision": "采用此件", "folder": JANUARY},
            {"subject": "丙镇（二）.xlsx", "decision": "采用此件"},
        ],
        objections=[
            {"township": "乙镇", "on": "2023-02-20", "what": "不实"},
            {"township": "乙镇", "on": "2023-02-20", "what": "不实", "answer": "已核对"},
            {"township": "乙镇", "on": "2023-01-20", "what": "不实", "folder": JANUARY},
        ],
        issued=[
            {"document": "月度通告", "number": "青信〔2023〕3号", "dated_on": "2023-03-06"},
            {"document": "月度通报", "number": "青信〔2022〕4号", "dated_on": "2023-03-06"},
            {"document": "月度通告", "number": "青信〔2022〕1号", "dated_on": "2023-01-06", "folder": JANUARY},
        ],
    )


def told(result: Merged, *codes: str) -> list[tuple[str, str, str, str]]:
    """Rule, township, cell, and sentence of the findings of these rules; the newest folder's file isn't said."""
    return [(f.code, f.township, f.place.cell, f.message) for f in result.findings if f.code in codes]


def test_what_a_ledger_lacks_is_told_with_where_it_stood_and_what_is_secret_to_the_office(february: Merged) -> None:
    """Concluded in September it need not be there, in October it must; taken out it is told as such."""
    lacks, tail = "有、本期台账缺少{}件仍应报送的事项：", "；按最后报送的状态继续计算"
    assert told(february, "R204", "R222") == [
        ("R204", "甲镇", "", "以往台账" + lacks.format(3) + "lacking、lacking too、of autumn" + tail),
        ("R204", "甲镇", "", "已发布的2022-12" + lacks.format(1) + "published" + tail),
        ("R204", "", "", "以往台账" + lacks.format(1) + "另有检举控告1件（编号不列）" + tail),
        (
            "R222",
            "甲镇",
            "A2",
            "1件以往报送过、本期台账没有的事项已按处理决定“更正属实”撤销，不再计入：taken out",
        ),
    ]


def test_what_nobody_holds_is_told_to_the_office_and_only_how_many_are_secret(february: Merged) -> None:
    said = "2件已同意退回，至今没有单位接手，只计入全县：back with consent，另有1件按规定不列"
    assert told(february, "R236") == [("R236", "", "", said)]


def test_who_declares_that_there_is_nothing_is_told_what_is_in_hand(february: Merged) -> None:
    assert [(unit, text.partition("（如")[2]) for _, unit, _, text in told(february, "R203")] == [
        ("丙镇", "in hand）"),
        ("", "另有检举控告1件（编号不列））"),
    ]


def test_what_only_the_level_above_has_is_told_with_the_entry_that_may_be_named(february: Merged) -> None:
    assert told(february, "R207") == [
        ("R207", "乙镇", "A2", "上级登记台账有、本单位可采用的台账没有1件：left out；已按登记台账计入")
    ]


def test_rows_that_say_what_nobody_confirms_are_told_at_their_cells(february: Merged) -> None:
    texts = [(code, unit, cell, text[:15]) for code, unit, cell, text in told(february, "R211", "R221", "R281")]
    assert texts == [
        ("R281", "甲镇", "D9", "1行的登记日期读不出，往期台账"),
        ("R211", "甲镇", "AC6", "1件填了退回日期，但上级登记台"),
        ("R221", "甲镇", "N4", "1件交办清单中的事项按简易办理"),
    ]


def test_ledgers_late_early_missing_or_refused_are_told_for_the_month_and_not_for_the_daily_reports(
    february: Merged,
) -> None:
    """Due on 1 March; 丁镇's came by the register and lies nowhere; both of 戊镇's were refused."""
    said = (
        "戊镇本期有多份内容不同的台账（“戊镇.xlsx”、“戊镇（二）.xlsx”），无法判断以哪份为准，均未采用；"
        "两份都有的事项有1格不同，例如第一份的第4行“登记日期”"
    )
    assert told(february, "R201", "R213", "R214", "R219", "R250", "R282", "R283") == [
        ("R201", "戊镇", "", said),
        ("R201", "戊镇", "", said),
        ("R214", "乙镇", "A3", "2023-02台账迟报：应于2023-03-01前报送，实际2023-03-02报送"),
        ("R219", "甲镇", "A2", "2023-02台账于2023-02-27报送，早于数据截至日2023-02-28，其后的办理情况没有反映"),
        (
            "R282",
            "",
            "A5",
            (
                "“报送登记”写丁镇已于2023-03-01报送2023-02台账，这里却没有它的台账，也没有零报告："
                "按时报送率按登记计算，事项按以往已知的计算"
            ),
        ),
        ("R213", "丁镇", "", "未报送2023-02台账，也未申报零报告；按以往已知事项计算，不参加排名"),
        ("R283", "戊镇", "", "报来的2023-02台账没有采用，按以往已知事项计算，不参加排名"),
        ("R250", "", "A3", "“报送登记”的文件名“乙镇2.xlsx”在2023-02里没有，最接近的是“乙镇.xlsx”，不知道以哪一份为准"),
    ]


def test_entries_that_hit_nothing_are_told_with_what_is_nearest_and_wait_where_the_ledger_does(
    february: Merged,
) -> None:
    none = "没有对应的事项、文件或单位，这一行没有起作用，最接近的是 "
    assert told(february, "R229", "R237") == [
        ("R229", "", "A5:A6", "“交办清单”中有2个编号暂时核对不了：丁镇没有报送2023-02台账（如编号D1）"),
        ("R237", "", "A3", "“交办清单”中的编号QH2023021" + none + "QH2023012"),
        ("R237", "", "A4", "“交办清单”中的编号QX2023021" + none.partition("，最接近")[0]),
        ("R237", "", "A6", "“处理决定”中的文件或编号丙镇（二）.xlsx" + none + "戊镇（二）.xlsx"),
    ]


def test_of_the_offices_own_entries_what_is_open_or_wrong_this_month_is_told(february: Merged) -> None:
    assert told(february, "R238", "R239", "R240") == [
        ("R238", "", "A2", "“异议登记”中乙镇2023-02-20提出的异议还没有答复"),
        (
            "R239",
            "",
            "A2",
            "“发文登记”的文书“月度通告”不是程序生成的文书，最接近的是“月度通报”，文号和日期没有印到文书上",
        ),
        ("R240", "", "A3", "“发文登记”的文号“青信〔2022〕4号”里的年份与成文日期2023-03-06不同"),
    ]
