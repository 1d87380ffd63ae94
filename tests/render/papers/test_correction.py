"""更正通报: the draft that corrects issued papers, by figures and by sentences."""

from __future__ import annotations

import pytest

from pipeline.bundles import Report, contract_table
from pipeline.messages.issuing import EDITED, NOT_PRINTED, NOT_SENT
from pipeline.render.papers.correction import CORRECT
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
FIGURE = {"kind": "指标", "township": "城关镇", "item": "按期办结率", "issued": "17/20", "now": "18/20"}


def differing(*rows: dict[str, str]) -> Report:
    return with_table(make_report(), "corrections", contract_table("corrections", [PAPER | row for row in rows]))


def sentence(was: str, now: str) -> dict[str, str]:
    return {"kind": "文句", "item": "文句", "issued": was, "now": now}


def test_figures_stand_in_a_table_and_sentences_below_it_under_number_and_day_of_the_paper() -> None:
    (content,) = papers(
        CORRECT,
        differing(
            FIGURE,
            sentence("“三无”1个。", "“三无”2个。"),
            sentence(NOT_PRINTED, "另有。"),
            sentence("有。", NOT_PRINTED),
        ),
    ).values()
    assert ["城关镇", "按期办结率", "17/20", "18/20"] in tables(content)[0]
    said = texts(content)
    at = said.index("月度通报（青信联办〔2023〕3号，2023年3月6日）")
    assert [line for line in said[at + 1 :] if line][:5] == [
        "正文有关文句更正如下：",
        "1.原印“‘三无’1个。”更正为“‘三无’2个。”。",
        "2.增加“另有。”。",
        "3.删去“有。”。",
        "以上各项以更正后的内容为准，其余内容不变。",
    ]


def test_sentences_alone_are_corrected_too_and_without_figures_there_is_no_table() -> None:
    (content,) = papers(CORRECT, differing(sentence("登记3件。", "登记4件。"))).values()
    assert "1.原印“登记3件。”更正为“登记4件。”。" in texts(content)
    assert not any("原印" in row for table in tables(content) for row in table)


def test_what_nobody_knows_and_letters_to_one_township_are_in_no_draft() -> None:
    letter = FIGURE | {"path": "函件/城关镇-督办函.docx", "document": "督办函", "recipient": "城关镇"}
    assert papers(CORRECT, differing(letter, sentence(EDITED, "登记4件。"), sentence("登记3件。", NOT_SENT))) == {}
