"""What the circular and the sheet of numbers say of counts, classes, the period before: shown true and false."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pandas as pd
import pytest

from pipeline.base.county import COUNTY
from pipeline.base.period import parse_period
from pipeline.bundles import Report
from pipeline.render.papers.circular import circular_of
from pipeline.render.papers.digest import numbers_of
from pipeline.render.papers.feedback import FEEDBACK, Sheets
from pipeline.schema.table_labels import BLANK
from tests.render.excel_samples import make_report, with_table
from tests.render.sample_figures import NAMES
from tests.render.word_texts import papers, text_of, texts


@pytest.fixture(scope="module")
def report() -> Report:
    return make_report()


def with_classes(report: Report, counts: dict[str, int]) -> Report:
    """The report with these matters by class, for the county."""
    volumes = report.tables["volumes"]
    other = volumes[volumes["by"] != "class"]
    model = volumes[(volumes["by"] == "class") & (volumes["township"] == COUNTY)].head(1)
    rows = [model.assign(code=code, matters=pd.array([n], dtype="Int64")) for code, n in counts.items()]
    return with_table(report, "volumes", pd.concat([other, *rows], ignore_index=True))


def listing(report: Report) -> Report:
    """The same, of a county that has the overdue matters listed."""
    options = replace(report.settings.options, overdue_listed=True)
    return replace(report, settings=replace(report.settings, options=options))


def test_the_foremost_classes_are_those_that_stand_out(report: Report) -> None:
    """Two that share the third place stand there both; where six would, those before them alone."""
    three = with_classes(report, {"民政": 5, "教育文体": 4, "政法": 3, "其他": 3, "城乡建设": 1})
    assert "按内容分类，居前的是民政5件、教育文体4件、政法3件、其他3件。" in text_of(three)
    many = with_classes(report, {"民政": 5, **dict.fromkeys(("教育文体", "政法", "其他", "城乡建设", "经济管理"), 2)})
    assert "按内容分类，居前的是民政5件。" in text_of(many)


def test_where_no_class_stands_out_or_none_is_filled_in_nothing_is_said_of_the_foremost(report: Report) -> None:
    alike = with_classes(report, dict.fromkeys(("民政", "教育文体", "政法", "其他", "城乡建设", "经济管理"), 2))
    blank = with_classes(report, {BLANK: 12})
    assert "居前" not in text_of(alike) + text_of(blank)
    assert "内容分类没有填写或者无法识别的有12件。" in text_of(blank)
    assert "没有填写" not in text_of(alike)
    assert "内容居前的" not in [number.label for number in numbers_of(blank)]


def both_ways(report: Report) -> Report:
    """One matter of 城关镇 is overdue in both ways, another in one."""
    twice = report.overdue.assign(case_no=report.overdue["case_no"].iloc[0])
    other = report.overdue.head(1).assign(case_no="QH202211020009")
    return replace(report, overdue=pd.concat([twice, other], ignore_index=True))


def test_a_matter_that_is_overdue_in_both_ways_is_one_matter(report: Report) -> None:
    """As in 整改, which follows it in the next period."""
    report = both_ways(report)
    said = text_of(report)
    assert "逾期事项2件（其中1件既逾期未受理又逾期未办结，分别列出）：城关镇逾期未办结2件、逾期未受理1件。" in said
    assert circular_of(replace(report, follow_up=report.overdue.assign(mended=False))).mended.matters == 2


def test_the_matters_are_listed_only_where_the_county_wants_it(report: Report) -> None:
    short = text_of(report)
    assert "具体事项见各乡镇反馈单。" in short
    assert "逾期事项清单" not in short
    assert "建议城关镇对逾期事项逐件明确承办人" in short
    long = text_of(listing(report))
    assert "清单见附件2。" in long
    assert "附件2\n逾期事项清单" in long
    assert "建议城关镇对附件2所列事项逐件明确承办人" in long


def test_without_an_edition_before_there_is_no_section_of_it(report: Report) -> None:
    """An official paper doesn't say of its office that it hasn't published."""
    first = text_of(report)
    assert "整改" not in first
    assert "五、下步建议" in first
    later = text_of(replace(report, follow_up=report.overdue.head(0).assign(mended=False)))
    assert "五、上月问题整改\n上月没有应当列明的逾期事项。\n六、下步建议" in later


def test_what_became_of_last_months_matters_is_said_in_the_words_of_the_period(report: Report) -> None:
    frame = pd.DataFrame({"case_no": ["A1", "A2"], "township": "城关镇", "kind": "逾期未办结", "mended": [True, False]})
    said = text_of(replace(report, follow_up=frame))
    assert "上月的逾期事项2件，截至2023年2月28日已受理、办结或者依规退回1件，仍未解决1件（城关镇1件）。" in said
    quarter = replace(report, follow_up=frame, period=parse_period("2023-Q1"), cut_off=date(2023, 3, 31))
    assert "五、上季度问题整改" in text_of(quarter)
    assert "上期" not in text_of(quarter) + text_of(replace(report, follow_up=frame))


def answered(report: Report, rows: list[tuple[str, str, str | None]]) -> Report:
    """The report with 督办登记 of (township, 反馈期限, 反馈日期)."""
    frame = pd.DataFrame(
        {
            "case_no": [f"A{i}" for i in range(len(rows))],
            "township": [name for name, _, _ in rows],
            "reply_by": pd.to_datetime([by for _, by, _ in rows]).astype("datetime64[s]"),
            "replied_on": pd.to_datetime([on for _, _, on in rows]).astype("datetime64[s]"),
        }
    )
    return replace(report, registers={**report.registers, "supervised": frame})


def test_the_answers_due_in_the_period_are_told(report: Report) -> None:
    """In time, late, after the cut-off, and one that was due before the period."""
    rows = [
        ("城关镇", "2023-02-24", "2023-02-24"),
        ("城关镇", "2023-02-20", "2023-02-22"),
        ("东禾镇", "2023-02-28", "2023-03-02"),
        ("北塘镇", "2023-01-31", None),
    ]
    said = text_of(answered(report, rows))
    assert "反馈期限在2023年2月的督办事项3件，已按期反馈1件，超过期限反馈1件，尚未反馈1件（东禾镇）。" in said
    assert "反馈期限" not in text_of(answered(report, rows[3:]))


def test_answers_that_were_due_are_no_mending_of_a_period_before_that_has_no_edition(report: Report) -> None:
    said = text_of(answered(replace(report, follow_up=None), [("城关镇", "2023-02-24", "2023-02-24")]))
    assert "五、督办事项反馈\n反馈期限在2023年2月的督办事项1件，已按期反馈1件。" in said


def test_where_ledgers_are_lacking_nothing_overdue_is_said_of_those_that_are_there(report: Report) -> None:
    none = replace(report, overdue=report.overdue.head(0), submissions=dict.fromkeys(NAMES, "已报"))
    lacking = replace(none, submissions={**none.submissions, "杨林镇": "未报送", "红岩乡": "已报（退回）"})
    said = text_of(lacking)
    assert "红岩乡、杨林镇2个乡镇的台账没有报送或者没有采用，有关数据按以往台账和登记簿计算。" in said
    assert "按已有的台账和登记簿，本期没有逾期未受理、逾期未办结的事项。" in said
    assert "没有采用" not in text_of(none)


def test_that_a_rank_moves_where_fewer_are_ranked_is_said(report: Report) -> None:
    """The last of eighteen was the nineteenth: it hasn't risen."""
    ranking = report.tables["ranking"]
    alike = ranking.assign(previous_rank=ranking["rank"])
    before = replace(report, previous={"volumes": report.tables["volumes"], "indicators": report.tables["indicators"]})
    assert "名次因此也会变动" not in text_of(with_table(before, "ranking", alike))
    ranked = int(alike["rank"].notna().sum())
    fewer = alike.assign(rank=alike["rank"].where(alike["rank"] != alike["rank"].max()))
    gone = ranked - int(fewer["rank"].notna().sum())
    said = text_of(with_table(before, "ranking", fewer))
    assert f"参加排名的上月{ranked}个、本期{ranked - gone}个，名次因此也会变动。" in said


def test_where_nobody_was_assessed_the_circular_doesn_t_say_that_nobody_meets_the_conditions(report: Report) -> None:
    ranking = report.tables["ranking"]
    nobody = with_table(report, "ranking", ranking.assign(three_none="未评定"))
    assert "本期未评定“三无”，原因见附件2。" in text_of(nobody)
    assert "本期没有符合条件的乡镇。" not in text_of(nobody)
    some = ["否", *["未评定"] * 3, *["否"] * (len(ranking) - 4)]
    open_ones = text_of(with_table(report, "ranking", ranking.assign(three_none=some)))
    names = "、".join(ranking["township"].iloc[1:4])
    assert f"本期没有评定为“三无”的乡镇。{names}3个乡镇未评定，原因见附件2。" in open_ones
    with_one = text_of(with_table(report, "ranking", ranking.assign(three_none=["是", *some[1:]])))
    assert "本期没有" not in with_one
    assert f"{names}3个乡镇未评定，原因见附件2。" in with_one
    none = replace(with_table(report, "ranking", ranking.assign(three_none="否")), draft_list=True)
    assert "未评定，原因" not in text_of(none)
    assert "本期没有符合条件的乡镇。" in text_of(none)
    assert "拟定名单" not in text_of(none)


def test_a_year_is_compared_with_the_year_before_once(report: Report) -> None:
    before = {"volumes": report.tables["volumes"], "indicators": report.tables["indicators"]}
    month = replace(report, previous=before, last_year=before)
    assert circular_of(month).registered.compared == "（上月40件，环比持平；上年同期40件，同比持平）"
    year = circular_of(replace(month, period=parse_period("2023")))
    assert year.registered.compared == "（上年40件，同比持平）"
    assert {figure.compared for figure in year.figures} == {"，与上年持平"}


def test_who_has_a_matter_of_fault_is_not_praised(report: Report) -> None:
    fine = replace(report, overdue=report.overdue.head(0), submissions=dict.fromkeys(NAMES, "已报"))
    fine = replace(fine, settings=replace(fine.settings, attention=()))
    praised = [better.township for better in circular_of(fine).better]
    frame = fine.tables["indicators"].copy()
    frame.loc[(frame["township"] == praised[0]) & (frame["indicator"] == "at_fault"), "numerator"] = 1
    assert praised[0] not in [b.township for b in circular_of(with_table(fine, "indicators", frame)).better]


def test_a_quarters_state_of_ledgers_is_said_to_be_that_of_the_newest(report: Report) -> None:
    assert "个，最近一期：" in text_of(replace(report, period=parse_period("2023-Q1")))
    assert "最近一期" not in text_of(report)


def test_the_trend_says_the_months_that_it_has(report: Report) -> None:
    sheet = Sheets(report).of("城关镇")
    assert sheet.trend.title == "走势"
    assert "12个月" not in "".join(texts(next(iter(papers(FEEDBACK, report).values()))))


def test_many_batches_are_one_line_of_the_sheet_of_numbers(report: Report) -> None:
    """The sheet stays one page."""
    rows = report.tables["assigned"]
    many = pd.concat([rows.assign(batch=f"第{i}批") for i in range(7)], ignore_index=True)
    told = {n.label: n.value for n in numbers_of(with_table(report, "assigned", many))}
    settled = 7 * int(rows["settled"].sum())
    assert told["交办各批次"] == f"共7批，交办{7 * len(rows)}件次，已化解{settled}件次"


def test_every_number_of_the_sheet_has_its_source(report: Report) -> None:
    assert [number.label for number in numbers_of(report) if not number.source] == []
