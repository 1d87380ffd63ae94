"""What the fastest libraries take for the plain job: fastexcel, polars, one compiled template; nothing is checked.

No ledger is marked. It is what a program that did no more could reach, not what an office could use.
"""

from __future__ import annotations

import zipfile
from pathlib import Path
from typing import Any

import fastexcel
import jinja2
import polars as pl

from benchmarks.sides.shared import BLANK, CODES, DAY, FIRST, HEADER_ROW, LAST, PERSONAL, TABLES, keep_figures, ledgers

_BODY = (
    "<w:document xmlns:w='http://schemas.openxmlformats.org/wordprocessingml/2006/main'><w:body>"
    "<w:p><w:r><w:t>{{ title }}</w:t></w:r></w:p>{% for word, n in rows %}"
    "<w:p><w:r><w:t>{{ word }}{{ n }}件</w:t></w:r></w:p>{% endfor %}</w:body></w:document>"
)
_PART = "word/document.xml"


def main(inputs: Path, outputs: Path, template: Path) -> None:
    """Write a paper for each township and one for all, and 汇总.xlsx."""
    (outputs / "反馈单").mkdir()
    frames = []
    for path in ledgers(inputs):
        sheet = fastexcel.read_excel(path).load_sheet(0, header_row=HEADER_ROW - 1, dtypes="string")
        frames.append(sheet.to_polars().drop(PERSONAL).with_columns(pl.lit(path.stem).alias("乡镇")))
    ledger = pl.concat(frames)
    day = pl.col(DAY).str.slice(0, 10).str.to_date("%Y-%m-%d", strict=False)
    month = ledger.filter(day.is_between(FIRST.date(), LAST.date()))
    figures: dict[str, dict[str, dict[str, int]]] = {
        str(name): {t: {} for t in TABLES} for name in ledger["乡镇"].unique()
    }
    for table, column in TABLES.items():
        known = pl.col(column).is_in(list(CODES[column])) if column in CODES else pl.col(column).is_not_null()
        word = pl.when(known).then(pl.col(column)).otherwise(pl.lit(BLANK)).alias("word")
        for name, code, count in month.group_by("乡镇", word).len().iter_rows():
            figures[name][table][code] = count
    with zipfile.ZipFile(template) as package:
        parts = {name: package.read(name) for name in package.namelist()}
    paper = jinja2.Environment(autoescape=True).from_string(_BODY)
    for name, tables in figures.items():
        rows = sorted(tables["channel"].items())
        _write(outputs / "反馈单" / f"{name}.docx", parts, paper.render(title=f"{name}办理情况反馈单", rows=rows))
    whole = sorted(month.group_by("信访形式").len().iter_rows(), key=str)
    _write(outputs / "月度通报.docx", parts, paper.render(title="2023年2月通报", rows=whole))
    ledger.write_excel(outputs / "汇总.xlsx", worksheet="合并台账")
    keep_figures(outputs, figures)


def _write(path: Path, parts: dict[str, Any], body: str) -> None:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as package:
        for name, content in parts.items():
            package.writestr(name, body if name == _PART else content)
