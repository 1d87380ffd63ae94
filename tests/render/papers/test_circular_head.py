"""What stands over and under a circular: letterhead, number, day, the words of an approval."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date

import pytest

from pipeline.bundles import Report
from pipeline.editions.issued import Issued
from pipeline.render.package import unpack
from pipeline.render.papers.paper import without_head
from pipeline.settings.record import Document
from tests.render.excel_samples import make_report
from tests.render.word_texts import circular, text_of, texts

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def report() -> Report:
    return make_report()


@pytest.fixture(scope="module")
def content(report: Report) -> bytes:
    return circular(report)


def test_number_day_and_year_stay_blank_until_the_paper_has_its_own(content: bytes, report: Report) -> None:
    assert "〔　　〕　号" in texts(content)
    assert "　　　年　月　日" in texts(content)
    assert "　　　年　月　日印发" in re.sub(r"<[^>]+>", "", unpack(content)["word/document.xml"].decode())
    other = Issued("督办函", "城关镇", "青信督〔2024〕1号", date(2024, 1, 2), "局长")
    assert texts(circular(replace(report, issued=(other,)))) == texts(content)


def test_number_and_day_are_those_of_the_papers_own_row_and_the_year_is_that_of_the_day(report: Report) -> None:
    own = Issued("月度通报", "", "青信联办〔2024〕3号", date(2024, 1, 6), "办公室主任")
    now = texts(circular(replace(report, issued=(own,))))
    assert "青信联办〔2024〕3号" in now
    assert "2024年1月6日" in now
    without_number = texts(circular(replace(report, issued=(replace(own, number=""),))))
    assert "〔2024〕　号" in without_number


def test_without_the_countys_name_no_letterhead_is_printed_and_one_sentence_says_so(report: Report) -> None:
    office = {**report.settings.office, "县名": "", "联席会议办公室": "信访工作联席会议办公室"}
    nameless = replace(report.settings, office=office)
    now = texts(circular(replace(report, settings=nameless)))
    assert not [text for text in now if "文件" in text or "〔" in text]
    assert without_head(nameless) == [
        "设置.xlsx“单位”没有填县名，文书没有印红头；请填写县名，例如 青禾县，再重新生成。"
    ]
    assert without_head(report.settings) == []


def test_the_words_of_the_approval_are_printed_as_written_and_those_of_the_papers_own_row_before_all(
    report: Report,
) -> None:
    assert "经县委" not in text_of(report)
    office = {**report.settings.office, "经县委县政府同意": "经县委第8次常委会会议同意"}
    general = replace(report.settings, office=office)
    told = "，现将2023年2月全县信访事项办理情况通报如下"
    assert f"经县委第8次常委会会议同意{told}" in text_of(replace(report, settings=general))
    own = replace(general, documents={"月度通报": Document(consent="经县政府同意", basis="《青禾县办法》")})
    assert f"根据《青禾县办法》，经县政府同意{told}" in text_of(replace(report, settings=own))
    none = replace(general, documents={"月度通报": Document(withheld=True)})
    assert f"同意{told}" not in text_of(replace(report, settings=none))
