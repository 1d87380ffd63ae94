"""更正通报: the draft that corrects issued papers, by figures and by sentences."""

from __future__ import annotations

from dataclasses import replace

import pytest

from pipeline.bundles import Report, contract_table
from pipeline.messages.issuing import EDITED, NOT_PRINTED, NOT_SENT
from pipeline.render.papers.correction import CORRECT
from pipeline.render.papers.letter_correction import TO_ONE, TO_ONE_URGED
from pipeline.schema.papers import FEEDBACK
from pipeline.settings.record import Document
from tests.render.excel_samples import make_report, with_table
from tests.render.word_texts import papers, tables, texts

pytestmark = pytest.mark.slow
PAPER = {
    "path": "通报/月度通报.docx",
    "edition": 1,
    "document": "月度通报",
    "number": "青信联办〔2023〕3号",
    "dated_on": "2023-03-06",
}
TO_IT = {"recipient": "城关镇"}
FIGURE = {"kind": "指标", "township": "城关镇", "item": "按期办结率", "issued": "17/20", "now": "18/20"}

URGED = FIGURE | TO_IT | {"path": "函件/城关镇-督办函.docx", "document": "督办函", "number": "青信〔2023〕5号"}


def differing(*rows: dict[str, str | None]) -> Report:
    return with_table(make_report(), "corrections", contract_table("corrections", [PAPER | row for row in rows]))


def sentence(was: str, now: str, place: str = "文句") -> dict[str, str | None]:
    return {"kind": "文句", "item": place, "issued": was, "now": now}


def test_figures_stand_in_a_table_and_sentences_below_it_under_number_and_day_of_the_paper() -> None:
    (content,) = papers(
        CORRECT,
        differing(
            FIGURE,
            sentence("“三无”1个。", "“三无”2个。"),
            sentence(NOT_PRINTED, "另有。", "“登记3件”之后"),
            sentence("有。", NOT_PRINTED),
        ),
    ).values()
    assert ["城关镇", "按期办结率", "17/20", "18/20"] in tables(content)[0]
    said = texts(content)
    at = said.index("月度通报（青信联办〔2023〕3号，2023年3月6日）")
    assert [line for line in said[at + 1 :] if line][:5] == [
        "正文有关文句更正如下：",
        "1.原印“‘三无’1个”更正为“‘三无’2个”。",
        "2.在“登记3件”之后增加“另有”。",
        "3.删去“有”。",
        "以上各项以更正后的内容为准，其余内容不变。",
    ]


def test_sentences_alone_are_corrected_too_and_without_figures_there_is_no_table() -> None:
    (content,) = papers(CORRECT, differing(sentence("登记3件。", "登记4件。"))).values()
    assert "1.原印“登记3件”更正为“登记4件”。" in texts(content)
    assert not any("原印" in row for table in tables(content) for row in table)


def test_what_nobody_knows_and_letters_to_one_township_are_in_no_draft() -> None:
    assert papers(CORRECT, differing(URGED, sentence(EDITED, "登记4件。"), sentence("登记3件。", NOT_SENT))) == {}
    assert papers(TO_ONE_URGED, differing(sentence(EDITED, "登记4件。"), FIGURE)) == {}


def test_what_went_to_one_township_is_corrected_in_a_letter_to_it_alone_by_whoever_issued_it() -> None:
    """城关镇's 督办函 by 信访局; the sheet that it got beside it is corrected in the same letter."""
    sheet_ = FIGURE | TO_IT | {"path": "反馈单/城关镇.docx", "document": "乡镇情况反馈单", "number": None}
    report = differing(URGED, URGED | sentence("下列3件。", "下列2件。"), sheet_, FIGURE)
    assert papers(TO_ONE, report) == {}
    (path, content), *others = papers(TO_ONE_URGED, report).items()
    assert (path, others) == ("函件/城关镇-督办更正函.docx", [])
    said = texts(content)
    assert "青禾县信访局\n关于更正2023年2月有关函件内容的函" in said
    assert "城关镇信访工作联席会议：" in said
    assert "督办函（青信〔2023〕5号，2023年3月6日）" in said
    assert "1.原印“下列3件”更正为“下列2件”。" in said
    assert "乡镇情况反馈单（2023年3月6日）" in said
    assert [row for table in tables(content) for row in table if row[0] == "城关镇"] == [
        ["城关镇", "按期办结率", "17/20", "18/20"]
    ] * 2
    assert not any("不必再办" in line for line in said)


def test_a_reminder_is_corrected_by_the_office_and_one_that_would_not_be_sent_says_so() -> None:
    reminder = TO_IT | {
        "path": "函件/城关镇-工作提示函.docx",
        "document": "工作提示函",
        "number": "青信联办〔2023〕4号",
    }
    gone = reminder | {"kind": "函件", "township": "城关镇", "item": "工作提示函", "issued": "发", "now": "不发"}
    report = differing(gone, reminder | sentence(NOT_PRINTED, NOT_SENT))
    (path, content), *others = papers(TO_ONE, report).items()
    assert (path, others, papers(TO_ONE_URGED, report)) == ("函件/城关镇-更正函.docx", [], {})
    said = texts(content)
    assert "青禾县信访工作联席会议办公室\n关于更正2023年2月有关函件内容的函" in said
    assert "按现在的核算，你镇不再有该函所列的情形，该函所提事项不必再办。" in said
    assert not any(NOT_SENT in line for line in said)


SOURCE = {"kind": "来源", "item": "台账", "issued": "印发时的文件", "now": "印发后有补充或者更正"}


def test_why_is_said_once_where_a_ledger_or_a_register_is_another_one() -> None:
    register = SOURCE | {"item": "登记簿"}
    (to_all,) = papers(CORRECT, differing(FIGURE, SOURCE | {"township": "城关镇"}, register)).values()
    words = "2023年2月有关文书印发后，城关镇的台账和登记簿有补充或者更正。经重新核算，下列内容与印发时不同，现予更正。"
    assert words in texts(to_all)
    (to_one,) = papers(TO_ONE_URGED, differing(URGED, URGED | SOURCE | {"township": "城关镇"})).values()
    said = "2023年2月发你镇的下列文书印发后，你镇的台账有补充或者更正。经重新核算，下列内容与印发时不同，现予更正。"
    assert said in texts(to_one)
    assert not any("来源" in cell for table in tables(to_one) for row in table for cell in row)
    (unknown,) = papers(CORRECT, differing(FIGURE)).values()
    assert any("印发后，按现有台账和登记簿重新核算，下列内容" in line for line in texts(unknown))


def test_a_correcting_letter_leads_to_a_feedback_sheet_only_where_one_is_made() -> None:
    made = differing(URGED)
    none = replace(made, settings=replace(made.settings, documents={FEEDBACK: Document(enabled=False)}))
    (with_sheet,), (without,) = (papers(TO_ONE_URGED, each).values() for each in (made, none))
    closing = "以上各项以更正后的内容为准，其余内容不变。"
    assert f"{closing}具体事项见本期反馈单。" in texts(with_sheet)
    assert closing in texts(without)
    assert not any("反馈单" in line for line in texts(without))


def test_a_letter_that_corrects_is_itself_not_corrected() -> None:
    again = FIGURE | TO_IT | {"path": "函件/城关镇-更正函.docx", "document": "更正函"}
    assert papers(TO_ONE, differing(again)) == papers(TO_ONE_URGED, differing(again)) == {}
