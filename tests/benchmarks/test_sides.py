"""The other sides of benchmarks/run.py do the month: they count what is in the ledgers, and mark what is faulty."""

from __future__ import annotations

import json
from collections import Counter
from datetime import date
from pathlib import Path

import openpyxl
import pytest

from benchmarks.counties import name_of, rows_of, write_inputs
from benchmarks.sides import careful, naive
from benchmarks.sides.shared import BLANK, CHANNEL, CODES, write_template

pytestmark = pytest.mark.slow

ROWS = 20


@pytest.mark.parametrize("side", [naive.main, careful.main], ids=["naive", "careful"])
def test_a_side_counts_the_months_matters_and_marks_what_is_faulty(tmp_path: Path, side):
    inputs = write_inputs(tmp_path, 1, ROWS)
    template, outputs = tmp_path / "template.docx", tmp_path / "outputs"
    write_template(template)
    outputs.mkdir()
    side(inputs, outputs, template)

    channels: Counter[str] = Counter()
    for row in rows_of(0, ROWS, faulty=True):
        day, channel = row["registered_on"], str(row["channel"])
        if isinstance(day, date) and day.month == 2:
            channels[channel if channel in CODES[CHANNEL] else BLANK] += 1
    name = name_of(0)
    figures = json.loads((outputs / "figures.json").read_text(encoding="utf-8"))
    assert figures[name]["channel"] == channels
    listed = openpyxl.load_workbook(outputs / "退回" / f"{name}.xlsx")["需修改"]
    assert {(row[1], row[2]) for row in listed.values} >= {("登记日期", "不是日期"), (CHANNEL, "不在选项内")}
    assert len(list((outputs / "反馈单").iterdir())) == 1
