"""A sentence of the circular stands only where it is true: each is shown here where it is false too."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from fractions import Fraction

import pandas as pd
import pytest

from pipeline.base.period import parse_period
from pipeline.bundles import Report, contract_table
from pipeline.render.papers.behind import Lacking
from pipeline.render.papers.circular import circular_of
from pipeline.schema.vocabulary import Mark
from pipeline.settings.record import AttentionRule, Document
from tests.render.excel_samples import make_report, table, with_table
from tests.render.sample_figures import NAMES, SECRET
from tests.render.word_texts import text_of

IN_TIME = "本期各乡镇台账均按时报送，没有待更正的错误。"
SENT = "本期各乡镇台账均已报送，没有待更正的错误。"


@pytest.fixture(scope="module")
def report() -> Report:
    return make_report()


def praised(report: Report) -> list[str]:
    return [better.township for better in circular_of(report).better]


def ranked(report: Report, places: list[int]) -> Report:
    """The first townships of the roster at these places, nobody else ranked, nobody blamed."""
    rows = [
        {"township": name, "group": "排名", "score": "90", "score_1dp": "90.0", "rank": place, "three_none": "是"}
        for name, place in zip(NAMES, places, strict=False)
    ]
    rows += [{"township": name, "group": "无件", "three_none": "未评定"} for name in NAMES[len(places) :]]
    fine = replace(with_table(report, "ranking", contract_table("ranking", rows)), overdue=report.overdue.head(0))
    return replace(fine, submissions=dict.fromkeys(NAMES, "已报"))


def sent(report: Report, rows: list[tuple[str, str, str]]) -> Report:
    """The report with (township, folder, status) as 报送登记 has them."""
    columns = ("township", "folder", "status")
    table = contract_table("submissions", [dict(zip(columns, row, strict=True)) for row in rows])
    return with_table(report, "submissions", table)


def quarter(report: Report) -> Report:
    return replace(report, period=parse_period("2023-Q1"), cut_off=date(2023, 3, 31))


def test_the_better_are_of_the_first_third_of_those_ranked(report: Report) -> None:
    assert praised(ranked(report, list(range(1, 10)))) == NAMES[:3]
    assert praised(ranked(report, [1, 2, 3, 4])) == NAMES[:1]


def test_townships_of_one_rank_are_praised_together_or_not_at_all(report: Report) -> None:
    """Of seven a third are two: the two of rank 1 are praised; of three who share it nobody is."""
    assert praised(ranked(report, [1, 1, 3, 4, 5, 6, 7])) == NAMES[:2]
    tied = ranked(report, [1, 1, 1, 4, 5, 6, 7])
    assert praised(tied) == []
    assert (
        "名次在前三分之一的乡镇，或者得分相同难以区分，或者列入“存在的问题”、有有责督办件，本期不列较好乡镇。"
        in text_of(tied)
    )


def test_where_two_are_ranked_a_third_of_them_is_nobody(report: Report) -> None:
    assert "参加排名的乡镇不足3个，不列较好乡镇。" in text_of(ranked(report, [1, 2]))
    assert "本期没有参加排名的乡镇，不列较好乡镇。" in text_of(ranked(report, []))


def test_nobody_is_both_praised_and_blamed(report: Report) -> None:
    """城关镇 has overdue matters, 东禾镇 a rate below its line, 北塘镇 sent late; 大湾镇 alone is left of four."""
    few = replace(ranked(report, list(range(1, 13))), overdue=report.overdue)
    rates = few.tables["indicators"].copy()
    rates.loc[rates["indicator"] == "satisfaction", ["numerator", "denominator"]] = (20, 20)
    rates.loc[(rates["indicator"] == "satisfaction") & (rates["township"] == "东禾镇"), "numerator"] = 10
    rule = AttentionRule("satisfaction", Fraction(4, 5), 10, "工作提示函")
    few = replace(few, settings=replace(few.settings, attention=(rule,)))
    few = replace(with_table(few, "indicators", rates), submissions={**few.submissions, "北塘镇": "迟报"})
    assert praised(few) == ["大湾镇"]


def test_who_was_only_late_is_not_asked_to_correct_a_ledger(report: Report) -> None:
    fine = ranked(report, [1, 2, 3])
    late = text_of(replace(fine, submissions={**fine.submissions, "马头乡": "迟报"}))
    assert "建议马头乡妥善安排，按时报送台账。" in late
    assert "补报、更正台账" not in late
    unsent = text_of(replace(fine, submissions={**fine.submissions, "马头乡": "未报送"}))
    assert "建议马头乡对照反馈意见补报、更正台账，在下次报送前完成核对。" in unsent
    assert "妥善安排" not in unsent


def test_all_in_time_is_said_only_where_the_register_shows_it(report: Report) -> None:
    fine = ranked(report, [1, 2, 3])
    assert SENT in text_of(fine)
    assert IN_TIME not in text_of(fine)
    assert IN_TIME in text_of(sent(fine, [(name, "2023-02", "按时") for name in NAMES]))


def test_all_in_time_is_said_of_a_quarter_only_where_it_holds_for_every_month(report: Report) -> None:
    """马头乡 sent January late and the others in time."""
    fine = quarter(ranked(report, [1, 2, 3]))
    months = ("2023-01", "2023-02", "2023-03")
    every = [(name, month, "按时") for name in NAMES for month in months]
    assert IN_TIME in text_of(sent(fine, every))
    assert SENT in text_of(sent(fine, [row for row in every if row[1] != "2023-02"]))
    once = [(n, m, "迟报" if (n, m) == ("马头乡", "2023-01") else s) for n, m, s in every]
    said = text_of(sent(fine, once))
    assert IN_TIME not in said
    assert SENT not in said
    assert "有的月份迟报台账的有马头乡。" in said
    never = [(n, m, "漏报" if (n, m) == ("马头乡", "2023-01") else s) for n, m, s in every]
    assert "有的月份未报送台账的有马头乡。" in text_of(sent(fine, never))


def test_a_quarters_late_month_is_told_by_the_unit_of_today(report: Report) -> None:
    fine = quarter(ranked(report, [1, 2, 3]))
    assert "有的月份迟报台账的有马头乡。" in text_of(
        sent(fine, [("马头乡", "2023-01", "迟报"), ("马头乡", "2023-02", "迟报")])
    )


def test_who_has_a_ledger_to_mend_is_named_in_roster_order_whatever_the_ranks(report: Report) -> None:
    """So that a correcting paper doesn't tell of the same names in another order."""
    said = []
    for places in ([1, 2, 3], [3, 2, 1]):
        fine = ranked(report, places)
        frame = fine.tables["ranking"]
        marked = frame.assign(marks=[[Mark.TO_MEND] if name in NAMES[:2] else [] for name in frame["township"]])
        said.append(
            next(line for line in text_of(with_table(fine, "ranking", marked)).split("\n") if "可能变动" in line)
        )
    assert [f"{NAMES[0]}、{NAMES[1]}2个乡镇的台账有错误待更正" in line for line in said] == [True, True]


def test_the_praise_of_the_hand_made_report_is_within_its_ranking(report: Report) -> None:
    rows = report.tables["ranking"]
    assert set(praised(report)) <= set(rows.loc[pd.notna(rows["rank"]), "township"])


def hidden(report: Report) -> Report:
    """The report with one overdue matter more, of 城关镇, that is 检举控告."""
    row = make_report().overdue.iloc[[0]].assign(case_no=SECRET, township="城关镇")
    return replace(report, overdue=pd.concat([report.overdue, row], ignore_index=True))


def test_an_overdue_matter_that_no_list_may_name_is_counted_and_nothing_is_said_to_be_free_of_them(
    report: Report,
) -> None:
    """A matter that somebody once called 检举控告 counts, so that 没有逾期 would be false."""
    alone = text_of(hidden(replace(report, overdue=report.overdue.head(0))))
    assert "有1件逾期事项只计数、不列表。" in alone
    assert "本期没有逾期未受理、逾期未办结的事项" not in alone
    beside = text_of(hidden(report))
    assert "城关镇逾期未办结1件、逾期未受理1件；另有1件逾期事项只计数、不列表。具体事项见各乡镇反馈单。" in beside
    assert "本期没有逾期未受理、逾期未办结的事项。" in text_of(replace(report, overdue=report.overdue.head(0)))


def test_who_has_an_overdue_matter_that_no_list_may_name_is_not_praised(report: Report) -> None:
    fine = ranked(report, [1, 2, 3, 4, 5, 6])
    assert NAMES[0] in praised(fine)
    row = report.overdue.iloc[[0]].assign(case_no=SECRET, township=NAMES[0])
    assert NAMES[0] not in praised(replace(fine, overdue=row))


def test_nobody_is_sent_to_a_feedback_sheet_that_is_not_made(report: Report) -> None:
    """Neither for the overdue matters that the circular only counts, nor for those that a letter has no room for."""
    listed = "具体事项见各乡镇反馈单。"
    off = replace(report, settings=replace(report.settings, documents={"乡镇情况反馈单": Document(enabled=False)}))
    rare = Document(own=False, periods=("year",))
    yearly = replace(report, settings=replace(report.settings, documents={"乡镇情况反馈单": rare}))
    assert [listed in text_of(each) for each in (report, off, yearly)] == [True, False, False]
    late = {"indicator": "concluded_on_time", "township": "城关镇", "part": "只计分母", "reason": "逾期办结"}
    members = table("members", [{**late, "item": f"QH{n:04d}"} for n in range(31)])
    for each, end in ((report, "QH0029等，其余见反馈单）"), (off, "QH0029等）")):
        lacking = Lacking(with_table(each, "members", members), ["concluded_on_time"])
        assert lacking.in_words("城关镇", "concluded_on_time").endswith(end)
