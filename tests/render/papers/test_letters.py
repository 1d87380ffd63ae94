"""Letters to a township: facts, suggestions, a reply by; the list for a talk is a proposal alone."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from fractions import Fraction
from pathlib import Path

import pandas as pd
import pytest
from openxml_audit import OpenXmlValidator

from pipeline.bundles import Report, contract_table
from pipeline.render.package import unpack
from pipeline.render.papers.letters import REMIND, SUMMON, URGE
from pipeline.render.papers.paper import Kind
from pipeline.render.templates.faults import check_template
from pipeline.settings.record import AttentionRule, Citation, Document
from tests.render.excel_samples import SECRET, make_report, with_table
from tests.render.word_texts import TEMPLATES, outside_runs, papers, tables, texts


@pytest.fixture(scope="module")
def report() -> Report:
    return make_report()


@pytest.mark.parametrize("kind", [URGE, REMIND, SUMMON])
def test_the_templates_that_ship_have_no_fault(kind: Kind) -> None:
    assert check_template((TEMPLATES / kind.template).read_bytes(), kind.names) == ()


@pytest.mark.slow
@pytest.mark.parametrize("kind", [URGE, REMIND, SUMMON])
def test_word_would_open_them_without_repair(kind: Kind, report: Report, tmp_path: Path) -> None:
    for copies in ("", "县委办公室"):
        office = {**report.settings.office, "抄送": copies}
        for content in papers(kind, replace(report, settings=replace(report.settings, office=office))).values():
            (tmp_path / "函.docx").write_bytes(content)
            assert [*map(str, OpenXmlValidator().validate(tmp_path / "函.docx").errors), *outside_runs(content)] == []


def test_each_goes_to_the_township_that_the_rules_name(report: Report) -> None:
    assert list(papers(URGE, report)) == ["函件/城关镇-督办函.docx"]
    assert list(papers(REMIND, report)) == ["函件/东禾镇-工作提示函.docx"]
    assert list(papers(SUMMON, report)) == ["内部/约谈建议名单.docx"]


def test_without_an_occasion_there_is_none(report: Report) -> None:
    none = with_table(report, "letters", report.tables["letters"].head(0))
    assert [papers(kind, none) for kind in (URGE, REMIND, SUMMON)] == [{}, {}, {}]


def test_the_urging_letter_lists_the_matters_and_asks_for_a_reply(report: Report) -> None:
    (content,) = papers(URGE, report).values()
    lines = texts(content)
    assert lines[1] == "青禾县信访局\n关于督促办理逾期信访事项的函"
    assert lines[2] == "城关镇信访工作联席会议："
    assert any(
        line.startswith(
            "截至2023年2月28日，你镇有下列2件信访事项期限已满仍未受理或者办结：逾期未办结1件、逾期未受理1件。"
        )
        for line in lines
    )
    assert "请在收到本函后15日内，将受理、办理情况函告我局。已经办结的，请一并说明办结日期和结果。" in lines
    assert [row[1] for row in tables(content)[0][1:]] == ["QH202211020004", "00202301050101"]


def test_a_limit_on_the_very_day_of_the_cut_off_is_called_so_in_place_of_its_days(report: Report) -> None:
    today = replace(report, overdue=report.overdue.assign(days_over=pd.array([0, 39], dtype="Int64")))
    letter = next(content for path, content in papers(URGE, today).items() if "城关镇" in path)
    assert [row[-1] for row in tables(letter)[0][1:]] == ["当日期满", "39"]
    explained = "为逾期，期限就是数据截至日的记“当日期满”。"
    assert explained in "\n".join(texts(letter))
    (without,) = papers(URGE, report).values()
    assert explained not in "\n".join(texts(without))


def test_what_a_reminder_would_say_is_the_second_part_of_the_urging_letter(report: Report) -> None:
    """A township gets one letter; the sections behind it count on."""
    letters = report.tables["letters"]
    second = contract_table(
        "letters",
        [
            {
                "township": "城关镇",
                "document": "督办函",
                "part": 2,
                "indicator": "satisfaction",
                "line": "80%",
                "reason": "责任单位满意率低于80%",
            },
            {
                "township": "城关镇",
                "document": "督办函",
                "part": 2,
                "indicator": "omission",
                "reason": "遗漏1件",
                "case_nos": ["QH202301120009"],
            },
        ],
    )
    (content,) = papers(URGE, with_table(report, "letters", pd.concat([letters, second]))).values()
    lines = texts(content)
    assert [line for line in lines if line[:2] in ("一、", "二、", "三、", "四、")] == [
        "一、有关事项",
        "二、其他情况提示",
        "三、办理建议",
        "四、情况反馈",
    ]
    assert tables(content)[1][1][0] == "责任单位满意率"
    asked = lines.index("上级登记的下列事项，你镇台账没有，请在下次报送时补入：")
    assert lines[asked + 1] == "QH202301120009。"


def test_the_reminder_sets_own_beside_county_and_names_what_was_left_out(report: Report) -> None:
    frame = report.tables["indicators"].copy()
    row = (frame["township"] == "东禾镇") & (frame["indicator"] == "concluded_on_time")
    frame.loc[row, ["numerator", "denominator"]] = (17, 20)
    (content,) = papers(
        REMIND, replace(with_table(report, "indicators", frame), previous={"indicators": frame})
    ).values()
    line = tables(content)[0][1]
    assert (line[0], line[1], line[3], line[4]) == ("按期办结率", "85.0%（17/20）", "85.0%（17/20）", "90%")
    lines = texts(content)
    assert lines[lines.index("上级登记的下列事项，你镇台账没有：") + 1] == "QH202301120001、QH202301150002。"


def test_the_list_for_a_talk_leaves_the_decision_to_the_joint_meeting(report: Report) -> None:
    low = contract_table(
        "indicators", [{"township": "城关镇", "indicator": "satisfaction", "numerator": 7, "denominator": 10}]
    )
    both = replace(with_table(report, "indicators", low), previous={"indicators": low.assign(numerator=6)})
    (content,) = papers(SUMMON, both).values()
    assert tables(content)[0][:2] == [
        ["序号", "乡镇", "触发事由", "上月数据", "本月数据"],
        ["1", "城关镇", "责任单位满意率连续两个月低于80%", "60.0%（6/10）", "70.0%（7/10）"],
    ]
    assert "本名单只作提请联席会议研究之用，是否约谈由联席会议决定。" in texts(content)


def test_a_letter_suggests_and_never_orders(report: Report) -> None:
    for kind in (URGE, REMIND):
        for content in papers(kind, report).values():
            whole = "\n".join(texts(content))
            assert not [word for word in ("责令", "务必", "限期", "要求", "问责", "隐瞒", "谎报") if word in whole]
            assert "建议你镇" in whole


def test_the_first_page_has_mark_and_red_rules_and_no_number(report: Report) -> None:
    (content,) = papers(URGE, report).values()
    parts = unpack(content)
    assert "青禾县信访局" in parts["word/header1.xml"].decode("utf-8")
    assert b"PAGE" not in parts["word/footer3.xml"]
    assert b"<w:titlePg/>" in parts["word/document.xml"]
    for rule in (b"thickThinSmallGap", b"thinThickSmallGap"):
        assert b'w:val="' + rule in parts["word/styles.xml"]


@pytest.mark.parametrize(
    ("name", "you"), [("城关镇", "你镇"), ("云台乡", "你乡"), ("河西街道", "你街道"), ("开发区", "你单位")]
)
def test_the_township_is_addressed_by_its_kind(report: Report, name: str, you: str) -> None:
    letters = report.tables["letters"].assign(township=name, document="工作提示函")
    (content,) = papers(REMIND, with_table(report, "letters", letters)).values()
    assert f"现就{you}2023年2月信访工作有关情况提示如下。" in texts(content)


def test_a_letter_cites_each_article_named_in_its_basis_by_the_words_in_force(report: Report) -> None:
    """A row of 依据条款 counts from its first day on; what names none is printed as it stands."""
    citations = (
        Citation("督办", date(2022, 5, 1), "《信访工作条例》第三十七条"),
        Citation("督办", date(2023, 3, 1), "以后的表述"),
        Citation("办理期限", date(2022, 5, 1), "《信访工作条例》第三十四条"),
    )
    settings = replace(
        report.settings, citations=citations, documents={URGE.name: Document(basis="督办、办理期限、本县办法")}
    )
    lines = "\n".join(texts(papers(URGE, replace(report, settings=settings))["函件/城关镇-督办函.docx"]))
    assert (
        "根据《信访工作条例》第三十七条、《信访工作条例》第三十四条、本县办法，现就你镇逾期信访事项函告如下。" in lines
    )


def test_a_letter_about_one_kind_of_limit_speaks_of_that_kind_alone(report: Report) -> None:
    """And never of an extension, which no overdue matter can get any more."""
    (both,) = ("\n".join(texts(content)) for content in papers(URGE, report).values())
    assert "按本县规定，有逾期未办结、逾期未受理事项的发函督办。受理期限为收到之日起15日；" in both
    assert "未受理的依法受理并书面告知信访人；未办结的抓紧办理，依法作出处理意见并送达信访人。" in both
    one = replace(report, overdue=report.overdue[report.overdue["kind"] == "逾期未办结"])
    (said,) = ("\n".join(texts(content)) for content in papers(URGE, one).values())
    assert "有下列1件信访事项期限已满仍未办结。按本县规定，有逾期未办结事项的发函督办。" in said
    assert "期限当日终了仍未办结的为逾期。" in said
    assert "将办理情况函告我局。已经办结的，" in said
    assert "收到之日" not in said
    assert "未受理的" not in said
    assert "延长期限" not in both + said


def test_matters_that_no_list_may_name_are_counted_in_the_letter(report: Report) -> None:
    row = report.overdue.iloc[[0]].assign(case_no=SECRET)
    (content,) = papers(URGE, replace(report, overdue=pd.concat([report.overdue, row], ignore_index=True))).values()
    assert "另有1件按规定不列。" in "\n".join(texts(content))
    assert SECRET not in "\n".join(texts(content))


def test_no_letter_goes_out_for_what_its_page_can_t_show(report: Report) -> None:
    """The matters of 城关镇 have all gone from the list, and its letter has no other part."""
    assert papers(URGE, replace(report, overdue=report.overdue.head(0))) == {}
    letters = report.tables["letters"]
    nothing = letters[letters["document"] == "工作提示函"].assign(indicator="omission", case_nos=None)
    assert papers(REMIND, with_table(report, "letters", nothing)) == {}


def below(report: Report, indicator: str, line: str, behind: list[tuple[str, str]]) -> str:
    """The reminder to 东禾镇 about one rate, behind which lie these matters and reasons."""
    rows = [
        {"indicator": indicator, "township": "东禾镇", "item": item, "part": "只计分母", "reason": reason}
        for item, reason in behind
    ]
    letter = {"township": "东禾镇", "document": "工作提示函", "part": 1, "indicator": indicator, "line": line}
    told = with_table(report, "letters", contract_table("letters", [letter]))
    rule = AttentionRule(indicator, Fraction(line[:-1]) / 100, 10, "工作提示函")
    told = replace(told, settings=replace(told.settings, attention=(rule,)))
    (content,) = papers(REMIND, with_table(told, "members", contract_table("members", rows))).values()
    return "\n".join(texts(content))


def test_a_missed_limit_is_shown_by_its_matters_and_the_county_s_own_line(report: Report) -> None:
    said = below(report, "concluded_on_time", "85%", [("A1", "未办结"), ("A2", "未办结"), (SECRET, "超过期限才办结")])
    assert "按期办结率低于85%、分母不少于10件的予以提示。你镇没有计入分子的事项：未办结2件（A1、A2）" in said
    assert "超过期限才办结1件。" in said
    assert SECRET not in said
    assert "建议你镇核对办理进度是否跟踪、期限临近是否提醒，台账登记是否完整、日期是否准确。" in said


def test_discontent_is_shown_by_class_and_count_and_never_by_number(report: Report) -> None:
    matters = report.tables["matters"]
    classed = matters.assign(category="民政")
    numbers = list(matters["case_no"].dropna()[:2])
    said = below(
        with_table(report, "matters", classed), "satisfaction", "80%", [(str(n), "评价不满意") for n in numbers]
    )
    assert "你镇评价不满意的2件，按内容分类为民政2件。" in said
    assert not [number for number in numbers if str(number) in said]
    assert "答复是否讲清事实和依据" in said
    assert "期限" not in said
    blank = below(
        with_table(report, "matters", matters.assign(category=None)),
        "satisfaction",
        "80%",
        [(str(n), "评价不满意") for n in numbers],
    )
    assert "你镇评价不满意的2件，都没有填内容分类。" in blank


def test_a_matter_that_could_not_be_read_is_never_called_one_with_which_somebody_was_discontent(report: Report) -> None:
    first, *others = (str(number) for number in report.tables["matters"]["case_no"].dropna()[:3])
    unread = [(number, "初重件读不出") for number in others]
    classed = with_table(report, "matters", report.tables["matters"].assign(category="民政"))
    mixed = below(classed, "satisfaction", "80%", [(first, "评价不满意"), *unread])
    assert "评价不满意的1件，按内容分类为民政1件；此外没有计入分子的事项：初重件读不出2件。" in mixed
    assert "你镇没有计入分子的事项：初重件读不出2件。" in below(classed, "satisfaction", "80%", unread)


def test_the_list_for_a_talk_names_the_matters_that_it_rests_on(report: Report) -> None:
    row = {
        "township": "城关镇",
        "document": "约谈建议",
        "part": 1,
        "indicator": "overdue_open",
        "numerator": 2,
        "reason": "督办函回复期限过后，上月、本月仍逾期2件",
        "case_nos": ["A1", "A2"],
    }
    omitted = {**row, "indicator": "omission", "numerator": 1, "reason": "连续两个月遗漏", "case_nos": None}
    counts = [
        {"township": "城关镇", "indicator": id_, "numerator": n}
        for id_, n in (("overdue_unaccepted", 1), ("overdue_open", 4))
    ]
    months = [
        {
            "indicators": contract_table("indicators", counts[:given]),
            "omissions": contract_table(
                "omissions", [{"township": "城关镇", "case_no": f"B{n}"} for n in range(given)]
            ),
        }
        for given in (1, 2)
    ]
    proposed = contract_table("letters", [row, omitted])
    both = replace(report, tables={**report.tables, **months[1], "letters": proposed}, previous=months[0])
    (content,) = papers(SUMMON, both).values()
    assert tables(content)[0][1] == [
        "1",
        "城关镇",
        "督办函回复期限过后，上月、本月仍逾期2件：\nA1、A2\n连续两个月遗漏",
        "逾期未受理1件\n遗漏1件",
        "逾期未受理1件、逾期未办结4件\n遗漏2件",
    ]
