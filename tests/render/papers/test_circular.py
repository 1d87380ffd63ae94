"""The monthly circular says what the tables say, in the office's words."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date
from pathlib import Path

import pandas as pd
import pytest
from openxml_audit import OpenXmlValidator

from pipeline.base.county import COUNTY
from pipeline.bundles import Report
from pipeline.render.naming import as_context
from pipeline.render.package import unpack
from pipeline.render.papers.circular import MONTHLY, circular_of
from pipeline.render.templates.faults import check_template
from pipeline.schema.vocabulary import Mark
from tests.render.excel_samples import HOSTILE, SECRET, make_report, with_table
from tests.render.sample_rows import counted_for_the_county
from tests.render.word_texts import TEMPLATES, circular, outside_runs, tables, text_of, texts

pytestmark = pytest.mark.slow

TEMPLATE = (TEMPLATES / MONTHLY.template).read_bytes()


@pytest.fixture(scope="module")
def report() -> Report:
    """A county that has its overdue matters listed."""
    made = make_report()
    options = replace(made.settings.options, overdue_listed=True)
    return replace(made, settings=replace(made.settings, options=options))


@pytest.fixture(scope="module")
def content(report: Report) -> bytes:
    return circular(report)


def test_the_template_that_ships_has_no_fault() -> None:
    assert check_template(TEMPLATE, MONTHLY.names) == ()


def test_the_same_report_gives_the_same_bytes(report: Report, content: bytes) -> None:
    assert circular(report) == content


def test_word_would_open_it_without_repair(content: bytes, tmp_path: Path) -> None:
    path = tmp_path / "月度通报.docx"
    path.write_bytes(content)
    result = OpenXmlValidator().validate(path)
    assert [str(e) for e in result.errors] == outside_runs(content) == []


def test_sections_stand_in_the_order_of_the_outline(content: bytes) -> None:
    headings = [t for t in texts(content) if re.match(r"[一二三四五六]、|附件\d$", t)]
    assert headings == [
        "一、总体情况",
        "二、办理质效",
        "三、办理较好的乡镇",
        "四、存在的问题",
        "五、下步建议",
        "附件1",
        "附件2",
        "附件3",
    ]


def test_numbers_of_petitions_are_told_without_judgement(content: bytes) -> None:
    assert (
        "数据截至2023年2月28日。2023年2月，全县登记信访事项40件。按信访形式分，来信5件（占12.5%）、来访12件（占30.0%）、"
        "网上23件（占57.5%）；来访共12批次、30人次，其中集体访（5人及以上）2批次、13人次。"
        "按登记层级分，县及以上登记的9件（占22.5%；县6件、市3件），乡镇登记的31件。"
        "按内容分类，居前的是城乡建设16件、农业农村9件、其他9件。"
    ) in texts(content)
    assert "2023年2月，全县受理信访事项36件、办结36件，期末在办62件。件数只作情况说明，不排名，不评优劣。" in texts(
        content
    )


def test_shares_and_changes_are_said_in_per_cent_only_of_thirty_matters_or_more(report: Report) -> None:
    """40 against 32 is a quarter more, against 29 nothing is said; of 29 matters no share is said."""
    volumes, workload = report.tables["volumes"], report.tables["workload"]

    def then(number: int) -> dict[str, pd.DataFrame]:
        own = volumes["code"] == "乡镇"
        return {
            "volumes": volumes.assign(matters=volumes["matters"].mask(own, number - 9)),
            "indicators": report.tables["indicators"],
        }

    said = circular_of(replace(report, previous=then(32), last_year=then(29))).registered
    assert said.compared == "（上月32件，环比增加25.0%；上年同期29件）"
    assert circular_of(replace(report, previous=then(50))).registered.compared == "（上月50件，环比减少20.0%）"
    few = with_table(report, "volumes", volumes.assign(matters=volumes["matters"].mask(volumes["code"] == "网上", 12)))
    few = with_table(few, "workload", workload.assign(registered=[20, 6, 3], group_visits=0, group_persons=0))
    said = circular_of(few).registered
    assert (said.channels, said.group_visits, said.levels) == (
        "来信5件、来访12件、网上12件",
        "，没有集体访（5人及以上）",
        "县及以上登记的9件（县6件、市3件），乡镇登记的20件",
    )


def test_the_period_before_stands_beside_the_number(report: Report) -> None:
    volumes = report.tables["volumes"]
    earlier = {**report.tables, "volumes": volumes.assign(matters=volumes["matters"] + 1)}
    assert "全县登记信访事项40件（上月43件，环比减少7.0%；上年同期43件，同比减少7.0%）。" in text_of(
        replace(report, previous=earlier, last_year=earlier)
    )


def test_ledgers_are_told_by_how_they_came(content: bytes) -> None:
    assert (
        "应报送台账的乡镇20个：已报16个，零报告1个（云台乡），迟报1个（马头乡），已报（退回）1个（石门乡），未报送1个（南坪乡）。"
        in texts(content)
    )
    assert (
        "迟报台账的有马头乡；未报送台账的有南坪乡；台账无法采用、已退回的有石门乡；台账有错误待更正的有城关镇、石门乡2个乡镇。"
        in texts(content)
    )


def test_a_rate_is_compared_in_points_of_the_printed_values(report: Report) -> None:
    frame = report.tables["indicators"].copy()
    row = (frame["township"] == COUNTY) & (frame["indicator"] == "accepted_on_time")
    frame.loc[row, ["numerator", "denominator"]] = (17, 18)
    before = frame.copy()
    before.loc[row, ["numerator", "denominator"]] = (12, 13)
    now = replace(with_table(report, "indicators", frame), previous={**report.tables, "indicators": before})
    assert "及时受理率94.4%（17/18），较上月上升2.1个百分点；" in text_of(now)


def test_a_rate_with_nothing_due_is_left_out_of_the_text_and_a_dash_in_the_table(report: Report) -> None:
    """It carries the sign of what counts instead where the ranking's marks say so."""
    frame = report.tables["indicators"].copy()
    frame.loc[frame["indicator"] == "resolution", ["numerator", "denominator"]] = 0
    ranks = report.tables["ranking"].copy()
    for row, column in enumerate(("of_whole", "of_year")):
        ranks[column] = ranks.index.map({row: ["resolution"]})
    content = circular(with_table(with_table(report, "indicators", frame), "ranking", ranks))
    assert "；化解率" not in "".join(texts(content))
    ranked = tables(content)[0]
    column = next(i for i, label in enumerate(ranked[0]) if label.startswith("化解率"))
    assert {row[column] for row in ranked[1:]} == {"—", "—※", "—◇"}


def test_the_three_none_list_gives_conditions_and_names(report: Report) -> None:
    assert "本期符合条件的有东禾镇、北塘镇、" in text_of(report)
    assert "以上为拟定名单" not in text_of(report)
    assert "以上为拟定名单，未经比对。" in text_of(replace(report, draft_list=True))


def test_three_none_without_a_name_says_so(report: Report) -> None:
    ranking = report.tables["ranking"].assign(three_none="否")
    assert "本期没有符合条件的乡镇。" in text_of(with_table(report, "ranking", ranking))


def test_the_better_are_the_first_third_without_those_that_a_problem_names(report: Report) -> None:
    """Of 16 ranked a third are five; 城关镇, the first, has overdue matters and a ledger to be mended."""
    better = [b["乡镇"] for b in as_context(circular_of(report))["较好"]]
    assert better == ["东禾镇", "北塘镇", "大湾镇", "太平川镇"]


def test_one_township_is_not_told_with_a_number(report: Report) -> None:
    lines = text_of(report)
    assert "建议城关镇对附件2所列事项逐件明确承办人和办结时间" in lines
    assert "1个乡镇" not in lines


def test_overdue_matters_are_counted_by_township_and_listed(content: bytes) -> None:
    assert "逾期事项2件：城关镇逾期未办结1件、逾期未受理1件。清单见附件2。" in texts(content)
    assert tables(content)[2][1:] == [
        ["1", "城关镇", "QH202211020004", "逾期未办结", "2022-11-02", "2022-11-10", "2023-01-09", "50"],
        ["2", "城关镇", "00202301050101", "逾期未受理", "2023-01-05", "—", "2023-01-20", "39"],
    ]


def test_overdue_matters_that_are_nobodys_yet_are_counted_beside_the_townships(report: Report) -> None:
    told = with_table(report, "members", counted_for_the_county("QH202301050102", "QH202301050103"))
    assert (
        "已确定责任单位并列出的逾期事项2件：城关镇逾期未办结1件、逾期未受理1件；"
        "另有2件逾期事项责任单位未定，暂只计入全县。清单见附件2。" in texts(circular(told))
    )
    alone = circular(replace(told, overdue=report.overdue.head(0)))
    assert "有2件逾期事项责任单位未定，暂只计入全县。" in texts(alone)


def test_who_sent_no_ledger_has_none_to_correct(report: Report) -> None:
    """An omission is an error of a township, but no ledger of the period holds it."""
    ranking = report.tables["ranking"]
    lines = text_of(
        with_table(report, "ranking", ranking.assign(marks=ranking["township"].map({"南坪乡": [Mark.TO_MEND]})))
    )
    assert "未报送台账的有南坪乡" in lines
    assert "台账有错误待更正的有" not in lines


def test_a_limit_on_the_very_day_of_the_cut_off_is_called_so_in_place_of_its_days(report: Report) -> None:
    content = circular(replace(report, overdue=report.overdue.assign(days_over=pd.array([0, 39], dtype="Int64"))))
    assert [row[-1] for row in tables(content)[2][1:]] == ["当日期满", "39"]


def test_without_overdue_matters_the_attachment_falls_away_and_the_numbers_close_up(report: Report) -> None:
    content = circular(replace(report, overdue=report.overdue.head(0)))
    assert "按已有的台账和登记簿，本期没有逾期未受理、逾期未办结的事项。" in texts(content)
    assert [t for t in texts(content) if t.startswith("附件")] == [
        "附件：1.2023年2月各乡镇主要指标和排名",
        "附件1",
        "附件2",
    ]
    assert "2.统计口径" in texts(content)
    assert len(tables(content)) == 3


def test_what_became_of_last_periods_overdue_matters(report: Report) -> None:
    frame = pd.DataFrame(
        {
            "case_no": ["A1", "A2", "A3"],
            "township": ["城关镇", "城关镇", "东禾镇"],
            "kind": "逾期未办结",
            "mended": [True, False, True],
        }
    )
    assert "上月的逾期事项3件，截至2023年2月28日已受理、办结或者依规退回2件，仍未解决1件（城关镇1件）。" in text_of(
        replace(report, follow_up=frame)
    )
    assert "上月没有应当列明的逾期事项。" in text_of(replace(report, follow_up=frame.head(0)))


def test_words_that_only_a_party_decision_may_use_never_appear(content: bytes) -> None:
    whole = "\n".join(texts(content))
    assert not [
        word for word in ("责令", "务必", "限期", "考核", "奖", "称号", "隐瞒", "谎报", "缓报") if word in whole
    ]


def test_a_matter_of_accusation_is_in_no_part_of_the_file(content: bytes) -> None:
    assert not [name for name, part in unpack(content).items() if SECRET.encode() in part]


def test_text_with_markup_and_braces_is_printed_as_it_is(report: Report) -> None:
    notes = (f"{HOSTILE} {{{{ 7*7 }}}} \x07末", "A & B")
    whole = text_of(replace(report, notes=notes))
    assert f"1.{HOSTILE} {{{{ 7*7 }}}} 末" in whole
    assert "2.A & B" in whole


def test_a_quarter_speaks_of_the_quarter_before(report: Report) -> None:
    period = replace(
        report.period, name="2023-Q1", kind="quarter", first_day=date(2023, 1, 1), last_day=date(2023, 3, 31)
    )
    none = replace(report, follow_up=report.overdue.head(0).assign(mended=False))
    assert "五、上季度问题整改\n上季度没有应当列明的逾期事项。" in text_of(
        replace(none, period=period, cut_off=date(2023, 3, 31))
    )


def test_townships_beyond_a_dozen_are_counted_and_the_attachment_is_named(report: Report) -> None:
    """A sentence that runs on for pages tells nobody anything; every township stands in the tables."""
    ranking = report.tables["ranking"]
    late = pd.concat([report.overdue.head(1).assign(township=name) for name in report.submissions][:13])
    lines = text_of(
        replace(
            with_table(report, "ranking", ranking.assign(marks=[[Mark.TO_MEND]] * len(ranking))),
            overdue=late,
            submissions=dict.fromkeys(report.submissions, "未报送"),
        )
    )
    assert "16个乡镇（见附件1）的台账有错误待更正，排名可能变动。" in lines
    assert "未报送台账的有20个乡镇（见附件1）" in lines
    assert "逾期事项13件：涉及13个乡镇，各1件。清单见附件2。" in lines
    assert "建议13个有关乡镇对附件2所列事项" in lines


def test_townships_of_one_rank_are_said_to_share_it(report: Report) -> None:
    lines = text_of(report)
    assert "北塘镇，得分97.5，并列第2位；" in lines
    assert "居第2位" not in lines
