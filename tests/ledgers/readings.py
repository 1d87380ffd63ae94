"""A reading as a page of text: what stands in tests/cases/ingest_expected for each small workbook, to be read and
corrected by people.
"""

from __future__ import annotations

from collections.abc import Iterator

import pandas as pd

from pipeline.bundles import Reading
from pipeline.schema.fields import Field
from pipeline.schema.ledger import LEDGER
from pipeline.schema.registers import REGISTERS
from tests.ledgers.conftest import told


def page(reading: Reading) -> str:
    """The verdict, the account of each sheet, the matters read (✗: unreadable), every finding and every decision."""
    return "\n".join(_lines(reading)) + "\n"


def _lines(reading: Reading) -> Iterator[str]:
    for file in reading.files.fillna("").itertuples():
        yield f"结论：{' '.join(str(part) for part in (file.verdict, file.kind, file.township, file.reason) if part)}"
    for row in reading.rows.itertuples():
        header = "" if pd.isna(row.header_row) else f"表头第{row.header_row}行 "
        yield (
            f"工作表：{row.sheet} {row.kind} {header}读{row.rows_read}行"
            f" = 计入{row.kept} + 搁置{row.set_aside} + 非数据{row.not_data}"
        )
    yield from _matters("事项", reading.ledger, LEDGER)
    for sheet in REGISTERS:
        if sheet.id in reading.registers:
            yield from _matters(sheet.name, reading.registers[sheet.id], sheet.fields)
    for row in reading.unplaced.itertuples():
        yield f"搁置：{row.source_sheet} 第{row.source_row}行 {row.reason}"
    yield from (f"提示：{line}" for line in told(reading, columns=True))
    yield from (
        f"改动：{row.sheet} {row.cell} {row.column} {row.before} → {row.after}" for row in reading.changes.itertuples()
    )
    for row in reading.decided.fillna("").itertuples():
        yield f"认定：{' '.join(part for part in (row.sheet, row.cell) if part)}：{row.decision}".replace("：：", "：")


def _matters(title: str, frame: pd.DataFrame, fields: tuple[Field, ...]) -> Iterator[str]:
    """A line a matter under the labels of the columns that hold anything."""
    if frame.empty:
        return
    shown = [f for f in fields if frame[f.id].notna().any() or (f"{f.id}_bad" in frame and frame[f"{f.id}_bad"].any())]
    yield f"{title}：行 | " + " | ".join(f.label for f in shown)
    for _, row in frame.iterrows():
        yield f"  {row['source_row']} | " + " | ".join(_cell(row, f.id) for f in shown)


def _cell(row: pd.Series, id_: str) -> str:
    if row.get(f"{id_}_bad", False):
        return "✗"
    value = row[id_]
    return "" if pd.isna(value) else f"{value:%Y-%m-%d}" if isinstance(value, pd.Timestamp) else str(value)
