"""The yearly paper states a result: who met the conditions, by which decision, in which words."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from openxml_audit import OpenXmlValidator

from pipeline.base.period import parse_period
from pipeline.bundles import Report
from pipeline.render.papers.commendation import COMMENDATION
from pipeline.render.templates.faults import check_template
from pipeline.settings.record import Document
from tests.render.excel_samples import make_report, with_table
from tests.render.word_texts import TEMPLATES, outside_runs, papers, texts

DECIDED = Document(basis="《青禾县信访工作考评办法》", consent="经县委、县政府同意")


def year(report: Report, document: Document | None = DECIDED) -> Report:
    chosen = {COMMENDATION.name: document} if document else {}
    return replace(
        report,
        period=parse_period("2023"),
        cut_off=date(2023, 12, 31),
        settings=replace(report.settings, documents=chosen),
    )


@pytest.fixture(scope="module")
def report() -> Report:
    return make_report()


def texts_of(report: Report) -> list[str]:
    (content,) = papers(COMMENDATION, report).values()
    return texts(content)


def test_the_template_that_ships_has_no_fault() -> None:
    assert check_template((TEMPLATES / COMMENDATION.template).read_bytes(), COMMENDATION.names) == ()


@pytest.mark.slow
def test_word_would_open_it_without_repair(report: Report, tmp_path: Path) -> None:
    (content,) = papers(COMMENDATION, year(report)).values()
    (tmp_path / "表扬.docx").write_bytes(content)
    assert [str(e) for e in OpenXmlValidator().validate(tmp_path / "表扬.docx").errors] == outside_runs(content) == []


def test_only_a_whole_year_with_a_title_has_one(report: Report) -> None:
    assert papers(COMMENDATION, report) == {}
    assert papers(COMMENDATION, replace(year(report), period=parse_period("2023").cut_to(date(2023, 11, 30)))) == {}
    assert (
        papers(COMMENDATION, year(with_table(report, "ranking", report.tables["ranking"].assign(three_none="未评定"))))
        == {}
    )
    assert list(papers(COMMENDATION, year(report))) == ["通报/年度通报表扬.docx"]


def test_it_is_the_joint_meetings_paper_and_names_its_kind(report: Report) -> None:
    lines = texts_of(year(report))
    assert lines[0] == "青禾县信访工作联席会议文件"
    assert lines[2] == "青禾县信访工作联席会议\n关于对2023年度信访工作\n“三无”乡镇予以通报表扬的通报"


def test_names_stand_in_roster_order_with_their_years(report: Report) -> None:
    """Of the sample 东禾镇 has a streak of three; 城关镇, first in the roster, has no title."""
    (line,) = [t for t in texts_of(year(report)) if "予以通报表扬。" in t]
    assert line.startswith("经县委、县政府同意，对2023年度符合“三无”条件的东禾镇（连续3年）、北塘镇、大湾镇、")
    assert line.endswith("17个乡镇予以通报表扬。")


@pytest.mark.parametrize("document", [None, Document(), Document(basis="办法"), Document(consent="经县委同意")])
def test_without_basis_and_consent_it_is_a_draft_for_approval(report: Report, document: Document | None) -> None:
    assert texts_of(year(report, document))[2].endswith("通报\n（送审稿）")
    assert not texts_of(year(report))[2].endswith("（送审稿）")


def test_the_basis_is_cited_as_the_settings_word_it(report: Report) -> None:
    assert any(
        t.startswith("根据《青禾县信访工作考评办法》，按照本县确定的“三无”条件（") for t in texts_of(year(report))
    )


def test_no_title_and_no_prize_is_given(report: Report) -> None:
    whole = "\n".join(texts_of(year(report)))
    assert not [word for word in ("授予", "称号", "奖", "牌匾", "先进单位", "考核") if word in whole]


def test_an_uncompared_list_says_so(report: Report) -> None:
    assert any("以上为拟定名单，未经比对。" in t for t in texts_of(replace(year(report), draft_list=True)))
