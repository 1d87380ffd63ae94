"""Every kind of document is as somebody last looked at it; a change is shown as a diff of its XML.

These documents hold the form. Their figures come from the program; figures worked out by hand are in tests/cases/golden
and golden_year. After an intended change look at the pages of the new documents, then keep them by running this file
with ``TONGBAO_KEEP_DOCUMENTS=1 uv run pytest``.
"""

from __future__ import annotations

import os
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from pipeline.base.period import parse_period
from pipeline.render.papers.annual import ANNUAL
from pipeline.render.papers.commendation import COMMENDATION
from pipeline.render.papers.letters import REMIND
from tests.render.excel_samples import make_report
from tests.render.word.docx_diff import differences
from tests.render.word_texts import papers
from tests.shared_editions import sample_outputs

pytestmark = pytest.mark.slow

KEPT = Path(__file__).resolve().parents[2] / "cases" / "documents"
SHOWN = 60
PAPERS = (
    "通报/月度通报.docx",
    "函件/石门乡-督办函.docx",
    "反馈单/石门乡.docx",
    "内部/会议数据摘要.docx",
    "内部/约谈建议名单.docx",
)
"""Of the sample county's February."""
BY_HAND = ("年度通报表扬.docx", "年度报告附表.docx", "东禾镇-工作提示函.docx")
"""Of the hand-made report of excel_samples."""


@pytest.fixture(scope="module")
def documents() -> dict[str, bytes]:
    folder = sample_outputs() / "2023-02"
    contents = {path.split("/")[-1]: (folder / path).read_bytes() for path in PAPERS}
    year = replace(make_report(), period=parse_period("2023"), cut_off=date(2023, 12, 31))
    for kind in (COMMENDATION, ANNUAL):
        contents |= {path.split("/")[-1]: content for path, content in papers(kind, year).items()}
    return contents | {path.split("/")[-1]: content for path, content in papers(REMIND, make_report()).items()}


@pytest.mark.parametrize("name", [*(path.split("/")[-1] for path in PAPERS), *BY_HAND])
def test_a_document_is_the_one_that_was_looked_at(name: str, documents: dict[str, bytes], tmp_path: Path) -> None:
    if os.environ.get("TONGBAO_KEEP_DOCUMENTS"):
        KEPT.mkdir(exist_ok=True)
        (KEPT / name).write_bytes(documents[name])
    lines = differences((KEPT / name).read_bytes(), documents[name])
    (tmp_path / name).write_bytes(documents[name])
    assert lines == [], "\n".join([f"{name}, as made now: {tmp_path / name}", *lines[:SHOWN]])


def test_a_change_is_told_by_its_part_and_line(documents: dict[str, bytes]) -> None:
    """The diff can fail: two feedback sheets differ in their words and in nothing else that isn't named."""
    lines = differences(documents["会议数据摘要.docx"], documents["约谈建议名单.docx"])
    assert any(line.startswith("--- expected word/document.xml") for line in lines)
    assert any(line.startswith("+") and "约谈建议名单" in line for line in lines)
    assert differences(documents["石门乡.docx"], documents["石门乡.docx"]) == []
