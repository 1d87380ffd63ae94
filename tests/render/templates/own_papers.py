"""A county with templates of its own: they are put into inputs/templates, asked for in 设置.xlsx, made and read."""

from __future__ import annotations

import io
from pathlib import Path

import openpyxl
from docx import Document

from pipeline.render.package import pack
from pipeline.run import Outcome, run_period
from tools.word_template.blocks import paragraph
from tools.word_template.parts import word_parts
from tools.word_template.styles import fonts_xml, styles_xml

MONTH = "2023-02"


def put(inputs: Path, name: str, *lines: str) -> None:
    """A template of plain paragraphs."""
    body = "".join(paragraph("Normal", line) for line in lines)
    (inputs / "templates" / f"{name}.docx").write_bytes(pack(word_parts(body, styles_xml(), fonts_xml(), title=name)))


def ask(inputs: Path, *rows: tuple[str, ...]) -> None:
    """The rows of 文书: 文书, 何时, 发给, 启用."""
    _put_sheet(inputs, "文书", ("文书", "何时", "发给", "启用"), *rows)


def rule(inputs: Path, *rows: tuple[str, str]) -> None:
    """The rows of 关注规则: 指标, 文书."""
    _put_sheet(inputs, "关注规则", ("指标", "文书"), *rows)


def _put_sheet(inputs: Path, name: str, *rows: tuple[str, ...]) -> None:
    """A sheet of 设置.xlsx, in place of the one by that name."""
    path = inputs / "设置.xlsx"
    book = openpyxl.load_workbook(path)
    if name in book.sheetnames:
        del book[name]
    sheet = book.create_sheet(name)
    for row in rows:
        sheet.append(row)
    book.save(path)


def run(inputs: Path) -> Outcome:
    return run_period(inputs, inputs.parent / "outputs", MONTH, None, lambda _: None)


def read(outcome: Outcome, path: str) -> list[str]:
    assert outcome.folder is not None
    return [p.text for p in Document(io.BytesIO((outcome.folder / path).read_bytes())).paragraphs]


def own_papers(outcome: Outcome) -> list[str]:
    return [path for path in outcome.written if path.startswith("其他文书/")]
