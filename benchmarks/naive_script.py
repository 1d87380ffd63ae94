"""What an office's own script does: pandas reads each ledger; one table of counts, one workbook, one Word table.

It is for comparison alone.
"""

from __future__ import annotations

import sys
from pathlib import Path

import pandas as pd
from docx import Document

ROOT = Path(__file__).resolve().parent.parent


def main(outputs: Path) -> None:
    """Write both months of the sample county into ``outputs``."""
    frames = []
    for path in sorted((ROOT / "inputs").glob("2023-0[12]/*.xls*")):
        if path.stem == "登记簿":
            continue
        sheet = pd.read_excel(path, header=None, dtype=str)
        top = next((i for i in range(8) if sheet.iloc[i].astype(str).str.contains("编号").any()), 0)
        sheet.columns = [f"{label}{i}" for i, label in enumerate(sheet.iloc[top].astype(str))]
        frames.append(sheet.iloc[top + 1 :].assign(file=path.stem, month=path.parent.name))
    ledger = pd.concat(frames)
    counts = ledger.groupby(["month", "file"]).size().rename("件数").reset_index()
    with pd.ExcelWriter(outputs / "汇总.xlsx", engine="openpyxl") as writer:
        ledger.to_excel(writer, sheet_name="台账", index=False)
        counts.to_excel(writer, sheet_name="件数", index=False)
    document = Document()
    table = document.add_table(len(counts) + 1, 3)
    for i, row in enumerate([("月份", "文件", "件数"), *counts.itertuples(index=False)]):
        for cell, value in zip(table.rows[i].cells, row, strict=True):
            cell.text = str(value)
    document.save(str(outputs / "通报.docx"))


if __name__ == "__main__":
    main(Path(sys.argv[1]))
