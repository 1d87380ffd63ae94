"""The paragraphs of a Word template, each with its text and with a phrase by which staff find it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from lxml import etree

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
DOCUMENT_PART = "word/document.xml"
_PARTS = (
    ("word/document", "正文"),
    ("word/header", "页眉"),
    ("word/footer", "页脚"),
    ("word/footnotes", "脚注"),
    ("word/endnotes", "尾注"),
)
_TAGGED = re.compile(r"word/(?:document|(?:header|footer)\d*|footnotes|endnotes)\.xml")
_TEXT, _ROW, _CELL, _TABLE = f"{W}t", f"{W}tr", f"{W}tc", f"{W}tbl"
_MOST = 60


@dataclass(frozen=True)
class Spot:
    """A paragraph of the part ``file``.

    ``part``: 正文, 页眉 …; ``cell``: table, row and column from 1, None outside tables.
    """

    file: str
    part: str
    text: str
    element: Any = field(repr=False)
    cell: tuple[int, int, int] | None = None

    @property
    def where(self) -> str:
        """The phrase by which staff find it: “截至{{ 期限 }}的情况”（第1个表第2行第3列）."""
        place = "" if self.part == "正文" else self.part
        if self.cell:
            place += f"第{self.cell[0]}个表第{self.cell[1]}行第{self.cell[2]}列"
        text = self.text.strip()
        return f"“{text if len(text) <= _MOST else f'{text[:_MOST]}…'}”" + (f"（{place}）" if place else "")

    def around(self, level: str) -> Any:
        """The element within which a block of this level must begin and end.

        The table for tr, the row for tc, else the paragraph's parent.
        """
        kind = {"tr": _TABLE, "tc": _ROW}.get(level)
        return self.element.getparent() if kind is None else next(self.element.iterancestors(kind), None)

    def vanishing(self, level: str) -> str:
        """The text of what vanishes with a tag of this level: its row, its cell or its paragraph."""
        kind = {"tr": _ROW, "tc": _CELL}.get(level)
        return _text(self.element if kind is None else next(self.element.iterancestors(kind), self.element))

    @property
    def ends_cell(self) -> bool:
        """Whether it is the last paragraph of a table cell; without one there Word can't open the file."""
        parent = self.element.getparent()
        return bool(parent.tag == _CELL and parent.findall(f"{W}p")[-1] is self.element)


def tagged_parts(parts: Mapping[str, bytes]) -> list[tuple[str, str]]:
    """The parts that may hold tags, in the order of the document, each with what it is: 正文, 页眉 …."""
    order = {prefix: index for index, (prefix, _) in enumerate(_PARTS)}
    names = sorted((n for n in parts if _TAGGED.fullmatch(n)), key=lambda n: (order[_prefix(n)], n))
    return [(name, dict(_PARTS)[_prefix(name)]) for name in names]


def spots(parts: Mapping[str, bytes]) -> Iterator[Spot]:
    """Every paragraph with text in the order of the document: body, headers, footers, notes."""
    for name, part in tagged_parts(parts):
        root = etree.fromstring(parts[name])
        tables = {table: number for number, table in enumerate(root.iter(_TABLE), 1)}
        for paragraph in root.iter(f"{W}p"):
            text = _text(paragraph)
            if text.strip():
                yield Spot(name, part, text, paragraph, _cell(paragraph, tables))


def _prefix(name: str) -> str:
    return next(prefix for prefix, _ in _PARTS if name.startswith(prefix))


def _text(element: Any) -> str:
    return "".join(node.text or "" for node in element.iter(_TEXT))


def _cell(paragraph: Any, tables: Mapping[Any, int]) -> tuple[int, int, int] | None:
    cell = next(paragraph.iterancestors(_CELL), None)
    if cell is None:
        return None
    row = cell.getparent()
    table = next(row.iterancestors(_TABLE))
    return (
        tables[table],
        table.findall(_ROW).index(row) + 1 if row.getparent() is table else 1,
        row.findall(_CELL).index(cell) + 1,
    )
