"""The table that ``explain --csv`` writes is opened in Excel or WPS: its cells are read there as they were written."""

from __future__ import annotations

import csv
import io
from dataclasses import replace
from pathlib import Path

import pytest

from pipeline.explain.answer import explain
from pipeline.explain.figure import Item, items
from pipeline.explain.places import Spot
from pipeline.explain.question import Asked
from tests.shared_editions import golden_outputs

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def outputs() -> Path:
    """The case worked out by hand, published."""
    return golden_outputs()


@pytest.mark.parametrize("begin", ["=", "+", "-", "@", "\t", "\r", "＝"])
def test_no_text_of_the_table_for_excel_begins_as_a_formula(
    outputs: Path, monkeypatch: pytest.MonkeyPatch, begin: str
) -> None:
    """A township chooses the names of its files and sheets, and the numbers of its matters."""
    asked_for = items

    def planted(asked: Asked, id_: str) -> list[Item]:
        spots = (Spot(f"{begin}1.xlsx", f"{begin}2", "7", ((f"{begin}受理日期", "L7"),)), Spot(f"{begin}3.xlsx"))
        return [
            replace(item, number=f"{begin}9A", part=f"{begin}4", notes=(f"{begin}5",), spots=spots)
            for item in asked_for(asked, id_)
        ]

    monkeypatch.setattr("pipeline.explain.answer.items", planted)
    table = explain(outputs, "2023-02", "东岭镇", "及时受理率", as_table=True)[1].decode("utf-8-sig")
    rows = list(csv.reader(io.StringIO(table, newline="")))
    assert len(rows) > 1, "the figure has items"
    cells = [cell for row in rows[1:] for cell in row]
    assert [cell for cell in cells if cell.startswith(begin)] == []
    assert f"'{begin}9A" in rows[1], "what was sent can still be read"


def test_a_number_of_digits_alone_is_text_for_excel(outputs: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    asked_for = items
    monkeypatch.setattr(
        "pipeline.explain.answer.items",
        lambda asked, id_: [replace(item, number="3700000000001234") for item in asked_for(asked, id_)],
    )
    table = explain(outputs, "2023-02", "东岭镇", "及时受理率", as_table=True)[1].decode("utf-8-sig")
    assert next(csv.reader(table.splitlines()[1:]))[1] == '="3700000000001234"'
