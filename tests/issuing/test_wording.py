"""What issued papers would say otherwise: paragraph by paragraph, and one sentence where a paper can't be compared."""

from __future__ import annotations

import pytest

from pipeline.editions.issued import IssuedPaper
from pipeline.issuing.wording import changed_sentences
from tests.render.word_texts import template
from tools.word_template.blocks import paragraph

pytestmark = pytest.mark.slow
PAPER = IssuedPaper("通报/月度通报.docx", 1, "月度通报", "", "青信联办〔2023〕1号", "2023-03-06", "主任", "")


def document(*lines: str) -> bytes:
    return template(body="".join(paragraph("Normal", line) for line in lines))


def test_each_paragraph_that_differs_is_told_as_issued_and_as_it_would_be_now() -> None:
    was, now = document("登记3件。", "没有逾期。"), document("登记4件。", "没有逾期。", "另有1件。")
    assert list(changed_sentences(PAPER, was, was)) == []
    assert list(changed_sentences(PAPER, was, now)) == [
        ("", "登记3件。", "登记4件。"),
        ("“没有逾期”之后另起一段", "（没有）", "另有1件。"),
    ]


def test_of_a_paragraph_only_the_sentences_and_clauses_that_differ_are_told() -> None:
    was = document("受理4件（县1件；市3件），在办1件。按期办结率0.0%（0/1）；化解率100.0%（4/4）。不排名。")
    now = document("受理4件（县1件；市3件），在办1件。按期办结率0.0%（0/2）；化解率100.0%（4/4）。另有1件。不排名。")
    assert list(changed_sentences(PAPER, was, now)) == [
        ("", "按期办结率0.0%（0/1）；", "按期办结率0.0%（0/2）；"),
        ("“化解率100.0%（4/4）”之后", "（没有）", "另有1件。"),
    ]


def test_a_sentence_that_is_added_is_told_with_its_place_in_the_text_as_it_stands_now() -> None:
    """Before the first one of its paragraph, behind quoted words, one paragraph behind another, on top of all."""
    was = document("登记3件。", "办结1件。称“三无”乡镇。")
    now = document("另据登记簿。登记3件。", "办结1件。称“三无”乡镇。无逾期。", "新一段。", "再一段。")
    assert list(changed_sentences(PAPER, was, now)) == [
        ("“登记3件”之前", "（没有）", "另据登记簿。"),
        ("“称‘三无’乡镇”之后", "（没有）", "无逾期。"),
        ("“无逾期”之后另起一段", "（没有）", "新一段。"),
        ("“新一段”之后另起一段", "（没有）", "再一段。"),
    ]
    on_top = document("先说一句。", "登记3件。", "办结1件。称“三无”乡镇。")
    assert list(changed_sentences(PAPER, was, on_top)) == [("正文开头", "（没有）", "先说一句。")]


@pytest.mark.parametrize("content", [b"", b"PK\x03\x04 cut short", b"\xd0\xcf\x11\xe0 with a password"])
def test_an_issued_paper_that_cannot_be_read_is_one_sentence(content: bytes) -> None:
    assert list(changed_sentences(PAPER, content, document("登记3件。"))) == [
        ("", "（留存件不是可用的 Word 文档，不能比对；请打开它人工核对）", "")
    ]


def test_an_issued_paper_that_is_lost_is_one_sentence() -> None:
    assert list(changed_sentences(PAPER, None, document("登记3件。"))) == [
        ("", "（留存件缺少，不能比对；请从备份恢复）", "")
    ]
