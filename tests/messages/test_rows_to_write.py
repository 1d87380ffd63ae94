"""A finding that asks the office to decide says it as a row of 处理决定: the number, what else is needed, the word."""

from __future__ import annotations

import re

import pytest

from pipeline.messages.catalogue import CATALOGUE

_OF_A_MATTER = re.compile("决定“(归属乡镇|同意退回|更正属实|改号|重新办理)")
ASKING = [code for code, entry in CATALOGUE.items() if _OF_A_MATTER.search(entry.remedy)]
ABOUT_HOLDERS = {"R205", "R206", "R207", "R209", "R211", "R212", "R218", "R234", "R235", "R236"}


def test_findings_about_holders_and_late_entries_ask_for_a_row() -> None:
    assert set(ASKING) >= ABOUT_HOLDERS


@pytest.mark.parametrize("code", ASKING)
def test_the_row_is_written_out(code: str) -> None:
    """The number stands before the word: a clerk copies both."""
    before = _OF_A_MATTER.split(CATALOGUE[code].remedy)[0]
    assert "登记簿“处理决定”登记：文件或信访件编号" in before
