"""A circular that leads to a paper with the definitions attaches only what its own period has to say."""

from __future__ import annotations

from dataclasses import replace

from pipeline.render.papers.circular import MONTHLY
from tests.render.excel_samples import make_report
from tests.render.word_texts import papers, texts


def test_a_circular_that_leads_to_a_paper_with_the_definitions_holds_this_periods_notes_alone() -> None:
    report = make_report()
    notes = tuple(f"口径{i}。" for i in range(1, 28))
    named = "《青禾县信访统计口径》（青信联办〔2023〕1号）"
    office = {**report.settings.office, "口径文书": named}
    short = replace(report, notes=notes, own_notes=("本期一句。",), settings=replace(report.settings, office=office))
    (content,) = papers(MONTHLY, short).values()
    told = texts(content)
    assert any(text.endswith(f"统计口径见{named}，变化和本期说明见附件2。") for text in told)
    assert told[-2:] == ["统计口径变化和本期说明", "1.本期一句。"]
    assert "2.统计口径变化和本期说明" in told
    (content,) = papers(MONTHLY, replace(short, settings=report.settings)).values()
    assert [text for text in texts(content) if "口径" in text][-27:] == [f"{i}.口径{i}。" for i in range(1, 28)]
