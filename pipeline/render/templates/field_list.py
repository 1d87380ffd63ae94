"""可用字段.xlsx: the names that each template can use, for staff who edit templates."""

from __future__ import annotations

import io
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

from xlsxwriter import Workbook

from pipeline.messages import template_words
from pipeline.render.naming import Shape
from pipeline.render.package import pack, unpack
from pipeline.render.papers.paper import Kind
from pipeline.render.papers.rolled import RolledKind
from pipeline.schema.papers import OWN_FOLDER, OWN_RECIPIENTS, PERIOD_WORDS

FILE = "可用字段.xlsx"
_HEADINGS = (("标签里的写法", 34), ("意思", 44), ("类型", 8), ("举例", 46))
_DAY = datetime(2000, 1, 1, tzinfo=UTC).replace(tzinfo=None)


@dataclass(frozen=True, slots=True)
class FieldRow:
    """One name: as a tag writes it, its meaning, its kind (文字, 整数, 是否, 图表, 记录 or 列表) and an example."""

    written: str
    meaning: str
    kind: str
    example: str


def fields_of(names: Shape) -> Iterator[FieldRow]:
    """Every name of a context in its order; the fields of a record or of a list's items follow their owner."""
    yield from _fields(names, "")


def _fields(shape: Shape, owner: str) -> Iterator[FieldRow]:
    for label, field in shape.fields.items():
        written = f"{owner}{label}"
        yield FieldRow(
            written, field.name.meaning if field.name else "", field.kind, field.name.example if field.name else ""
        )
        if field.kind == "记录":
            yield from _fields(field, f"{written}.")
        elif field.item is not None and field.item.fields:
            yield from _fields(field.item, f"{written}的每项.")


def field_book(kinds: Sequence[Kind | RolledKind]) -> bytes:
    """A sheet that says how tags are written, and one per template. The same kinds give the same bytes."""
    buffer = io.BytesIO()
    book = Workbook(buffer, {"in_memory": True, "strings_to_formulas": False})
    book.set_properties({"created": _DAY})
    head, text = (
        book.add_format({"bold": True, "bg_color": "#DCE3EA", "border": 1}),
        book.add_format({"text_wrap": True, "valign": "top", "border": 1}),
    )
    how = book.add_worksheet("写法")
    how.set_column(0, 0, 100, book.add_format({"text_wrap": True}))
    own = template_words.OWN_PAPERS.format(
        periods="、".join(PERIOD_WORDS), recipients="、".join(OWN_RECIPIENTS), folder=OWN_FOLDER
    )
    for row, line in enumerate((*template_words.HOW_TO_WRITE, own, template_words.HOW_TO_CHECK)):
        how.write_string(row, 0, line)
    for kind in kinds:
        sheet = book.add_worksheet(kind.name)
        sheet.freeze_panes(1, 1)
        for column, (label, width) in enumerate(_HEADINGS):
            sheet.set_column(column, column, width)
            sheet.write_string(0, column, label, head)
        for row, field in enumerate(fields_of(kind.names), start=1):
            for column, value in enumerate((field.written, field.meaning, field.kind, field.example)):
                sheet.write_string(row, column, value, text)
    book.close()
    return pack(unpack(buffer.getvalue()))
