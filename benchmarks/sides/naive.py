"""What an office's first script does: pandas with openpyxl, rules, docxtpl, to_excel, ledgers marked by openpyxl."""

from __future__ import annotations

from pathlib import Path

import pandas as pd
from docxtpl import DocxTemplate

from benchmarks.sides.shared import (
    HEADER_ROW,
    NUMBER,
    PERSONAL,
    checked,
    context,
    counted,
    keep_figures,
    ledgers,
    marked,
    rates,
)


def main(inputs: Path, outputs: Path, template: Path, *, engine: str = "openpyxl", writer: str = "openpyxl") -> None:
    """Write a paper for each township and one for all, 汇总.xlsx, and the marked ledgers of those with faults.

    ``engine``: what pandas reads by. With calamine every cell is read as text, as a careful office would. ``writer``:
    what it writes by.
    """
    (outputs / "反馈单").mkdir()
    (outputs / "退回").mkdir()
    frames, figures, told = [], {}, []
    for path in ledgers(inputs):
        typed = {"dtype": {NUMBER: str}} if engine == "openpyxl" else {"dtype": str}
        frame = pd.read_excel(path, header=HEADER_ROW - 1, engine=engine, **typed)  # type: ignore[call-overload]
        frame = frame.drop(columns=list(PERSONAL))
        faults, name = checked(frame), path.stem
        figures[name] = counted(frame)
        paper = DocxTemplate(template)
        paper.render(context(f"{name}2023年2月办理情况反馈单", figures[name], rates(frame), faults), autoescape=True)
        paper.save(outputs / "反馈单" / f"{name}.docx")
        if faults:
            (outputs / "退回" / path.name).write_bytes(marked(path, faults))
        told += [(name, fault.row + HEADER_ROW + 1, fault.column, fault.sentence) for fault in faults]
        frames.append(frame.assign(乡镇=name))
    ledger = pd.concat(frames)
    with pd.ExcelWriter(outputs / "汇总.xlsx", engine=writer) as book:  # type: ignore[call-overload]
        ledger.to_excel(book, sheet_name="合并台账", index=False)
        pd.DataFrame(told, columns=["乡镇", "行", "栏目", "问题"]).to_excel(book, sheet_name="问题清单", index=False)
        pd.DataFrame(
            [
                (name, by, word, n)
                for name, tables in figures.items()
                for by, t in tables.items()
                for word, n in t.items()
            ],
            columns=["乡镇", "分组", "类别", "件数"],
        ).to_excel(book, sheet_name="信访量", index=False)
    whole = counted(ledger)
    paper = DocxTemplate(template)
    paper.render(context("2023年2月信访事项办理情况通报", whole, rates(ledger), []), autoescape=True)
    paper.save(outputs / "月度通报.docx")
    keep_figures(outputs, figures)
