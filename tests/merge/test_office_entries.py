"""What the office enters itself: objections wait for an answer, 发文登记 names papers and years that there are."""

from __future__ import annotations

from dataclasses import replace

from pipeline.settings.record import Document
from tests.merge.merge_rows import SETTINGS, merged, told

OBJECTION = {"township": "甲镇", "on": "2023-03-07", "what": "01 已于2月20日办结"}
PAPER = {"document": "督办函", "township": "甲镇", "number": "青信督〔2023〕3号", "dated_on": "2023-03-08"}


def test_an_objection_without_an_answer_is_a_reminder_that_doesn_t_quote_it() -> None:
    assert told(merged({}, objections=[OBJECTION]), "R238") == [("", "“异议登记”中甲镇2023-03-07提出的异议还没有答复")]
    assert told(merged({}, objections=[{**OBJECTION, "answer": "已更正"}]), "R238") == []
    assert told(merged({}, objections=[{**OBJECTION, "folder": "2023-01"}]), "R238") == []


def test_a_paper_that_the_program_makes_is_known_by_its_names() -> None:
    entries = [{**PAPER, "document": name} for name in ("督办函", "提示函", "月度通报", "通报")]
    assert told(merged({}, issued=entries), "R239") == []


def test_another_paper_is_told_with_the_nearest() -> None:
    assert told(merged({}, issued=[{**PAPER, "document": "督办涵"}]), "R239") == [
        ("", "“发文登记”的文书“督办涵”不是程序生成的文书，最接近的是“督办函”，文号和日期没有印到文书上")
    ]
    own = replace(SETTINGS, documents={"走访通知": Document()})
    assert told(merged({}, issued=[{**PAPER, "document": "走访通知"}], settings=own), "R239") == []


def test_a_number_of_the_year_of_its_day_is_sound() -> None:
    entries = [{**PAPER, "number": number} for number in ("青信督〔2023〕3号", "青信督[2023]3号", "3号", None)]
    assert told(merged({}, issued=entries), "R240") == []


def test_a_number_of_another_year_is_told() -> None:
    """As in January, when last year's number is copied."""
    assert told(merged({}, issued=[{**PAPER, "dated_on": "2024-01-08"}]), "R240") == [
        ("", "“发文登记”的文号“青信督〔2023〕3号”里的年份与成文日期2024-01-08不同")
    ]
