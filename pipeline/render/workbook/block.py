"""A worksheet that writes a whole table at once: the same XML as cell by cell, in a fraction of the time."""

from __future__ import annotations

import io
import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from functools import partial

import numpy as np
import pandas as pd
from xlsxwriter.format import Format
from xlsxwriter.workbook import Workbook
from xlsxwriter.worksheet import Worksheet

from pipeline.base.place import cell_name, column_letter
from pipeline.render.package import Deflating, inflated, members, pack
from pipeline.schema.state_labels import answer_label

_EXCEL_EPOCH = np.datetime64("1899-12-30")
_EMPTY = "/>"
_WRITTEN_TOGETHER = 4_000
"""Rows that become XML at once: of a sheet of a million cells the texts of all of them would take 200 MB."""
_MANY_CELLS = 250_000
"""More cells than that on a sheet are deflated quickly: those of a county have fewer."""
_RICH_TEXT = "<r>"
_LONGEST = 32_767
_LATIN = 0x2000
MOST_LINKS = 65_530
"""The most links of a sheet that Excel opens."""
_ESCAPED = str.maketrans({c: f"%{ord(c):02x}" for c in '%" <>[]^`{}#'})
"""The characters that Excel escapes in the path of a link; it doesn't escape Chinese ones."""


@dataclass(frozen=True, slots=True)
class Link:
    """A link to a file or folder.

    ``path``: relative to this workbook, with '/'. ``place``: a cell of a workbook (``'台账'!A5``), or ''.
    """

    path: str
    place: str = ""


@dataclass(frozen=True)
class Column:
    """The cells of a column: texts, whole numbers, fractions, days or a mixture; null is an empty cell.

    ``links``: a link or None for every row. None of them is written when the sheet would have more than MOST_LINKS.
    ``others``: whether a row's cell has the format ``other`` instead; () for none.
    """

    cells: pd.Series | Sequence[object]
    format: Format
    links: Sequence[Link | None] = ()
    other: Format | None = None
    others: Sequence[bool] = ()


@dataclass
class _Block:
    """A table to be written.

    ``top``: its first row; ``height``: its number of rows; ``heights``: the height of each row in points, or none.
    ``columns``: the formats, each row's index into the distinct values (into those of the second format, which follow
    the first one's and its empty cell, where a row has that), and the XML of each distinct value.
    """

    top: int
    height: int
    heights: Sequence[float]
    columns: list[tuple[tuple[Format, ...], np.ndarray, list[str]]] = field(default_factory=list)


class BlockSheet(Worksheet):  # type: ignore[misc]
    """A worksheet whose last rows are blocks, one below the other, written by ``add_block``.

    The rows above them are written as usual. XlsxWriter spends most of its time on an object per cell; here each
    distinct value of a column becomes XML once.
    """

    further: Callable[[str], BlockSheet]
    """Adds one more sheet of this name behind all others of the workbook."""

    def __init__(self) -> None:
        super().__init__()
        self._blocks: list[_Block] = []
        self._links: list[tuple[int, int, Link]] = []
        self.deflating: Deflating | None = None

    def add_link(self, row: int, column: int, link: Link) -> None:
        """Link a cell to a file. XlsxWriter's own write_url writes backslashes, which open only on Windows."""
        self._links.append((row, column, link))

    def add_block(self, top: int, columns: Sequence[Column], heights: Sequence[float] = ()) -> int:
        """Place ``columns`` side by side from row ``top`` (from 0) and column A on. Returns the row after the last.

        ``heights``: the height of every row in points; () for the default. Raises ValueError when a sheet doesn't have
        so many rows.
        """
        height = len(columns[0].cells)
        if not height:
            return top
        self._check_dimensions(top, 0)
        if self._check_dimensions(top + height - 1, len(columns) - 1):
            raise ValueError(f"{self.name}: {top + height} rows")
        block = _Block(top, height, heights)
        self._blocks.append(block)
        for index, column in enumerate(columns):
            codes, distinct = pd.factorize(_plain(column.cells))
            uses = np.bincount(codes[codes >= 0], minlength=len(distinct)).tolist()
            tails = [self._cell(value, count) for value, count in zip(distinct.tolist(), uses, strict=True)]
            formats: tuple[Format, ...] = (column.format,)
            if column.other is not None and any(column.others):
                formats = (column.format, column.other)
                codes = np.where(codes < 0, len(tails), codes) + np.array(column.others) * (len(tails) + 1)
            block.columns.append((formats, codes, tails))
            links = [(top + row, index, link) for row, link in enumerate(column.links) if link is not None]
            if len(self._links) + len(links) <= MOST_LINKS:
                self._links += links
        return top + height

    def deflate_rows(self) -> None:
        """Have the rows of blocks deflated when they are written, and all before them: ``finished`` puts them in."""
        if self._blocks:
            cells = sum(block.height * len(block.columns) for block in self._blocks)
            self.deflating = Deflating(quickly=cells > _MANY_CELLS)

    def _cell(self, value: object, uses: int) -> str:
        """The XML of a cell of this value, behind its style.

        A text goes into the workbook's table of shared strings, where ``uses`` is added to the count of its cells.
        """
        if isinstance(value, bool):
            value = answer_label(value)
        if not isinstance(value, str):
            number = float(value)  # type: ignore[arg-type]
            return f"><v>{int(number) if number.is_integer() else number}</v></c>"
        if not value:
            return _EMPTY
        self.str_table.count += uses - 1
        return f' t="s"><v>{self.str_table._get_shared_string_index(safe_text(value))}</v></c>'  # noqa: SLF001 - XlsxWriter has no public way

    def _write_rows(self) -> None:
        if not self._blocks:
            super()._write_rows()
            return
        last = self._blocks[-1]
        self.dim_rowmax = self._blocks[0].top - 1
        super()._write_rows()
        self.dim_rowmax = last.top + last.height - 1
        if self.deflating is not None:
            self.deflating.add(self.fh.getvalue().encode("utf-8"))
            self.fh.seek(0)
            self.fh.truncate()
        for block in self._blocks:
            for start in range(0, block.height, _WRITTEN_TOGETHER):
                rows = _block_xml(block, start, min(start + _WRITTEN_TOGETHER, block.height))
                if self.deflating is None:
                    self.fh.write(rows)
                else:
                    self.deflating.add(rows.encode("utf-8"))

    def _write_hyperlinks(self) -> None:
        if not self._links:
            super()._write_hyperlinks()
            return
        relations: dict[str, str] = {}
        self._xml_start_tag("hyperlinks")
        for row, cells in sorted(self.hyperlinks.items()):
            for column, url in sorted(cells.items()):
                self._write_hyperlink_internal(row, column, url)
        tags = []
        for row, column, link in self._links:
            if link.path not in relations:
                self.rel_count += 1
                relations[link.path] = f"rId{self.rel_count}"
                self.external_hyper_links.append(["/hyperlink", link.path.translate(_ESCAPED), "External"])
            place = f' location="{self._escape_attributes(link.place)}"' if link.place else ""
            tags.append(f'<hyperlink ref="{cell_name(row + 1, column)}" r:id="{relations[link.path]}"{place}/>')
        self.fh.write("".join(tags))
        self._xml_end_tag("hyperlinks")


def add_sheet(book: Workbook, name: str) -> BlockSheet:
    """A new sheet of the workbook."""
    sheet: BlockSheet = book.add_worksheet(name, BlockSheet)
    sheet.further = partial(add_sheet, book)
    return sheet


def finished(book: Workbook, written: io.BytesIO) -> bytes:
    """Close a workbook that is ``written`` in memory and return its bytes, without the mark of the system.

    A sheet with blocks is deflated as its rows are written; what XlsxWriter has of it is the end behind them.
    """
    sheets = book.worksheets()
    for sheet in sheets:
        sheet.deflate_rows()
    book.close()
    parts = members(written.getvalue())
    for number, sheet in enumerate(sheets, start=1):
        if sheet.deflating is not None:
            name = f"xl/worksheets/sheet{number}.xml"
            sheet.deflating.add(inflated(parts[name]))
            parts[name] = sheet.deflating.whole()
    return pack(parts)


def safe_text(text: str) -> str:
    """``text`` for XlsxWriter: cut to what a cell holds, and not to be taken for its own rich text (<r>…</r>)."""
    text = text[:_LONGEST]
    return f" {text}" if text.startswith(_RICH_TEXT) else text


def lines_needed(text: object, width: float) -> int:
    """The number of lines that a text needs in a wrapped cell of this width; a Chinese character is two units wide.

    >>> lines_needed("一二三四五六", 9), lines_needed("123456", 9), lines_needed(None, 9)
    (2, 1, 1)
    """
    if not isinstance(text, str):
        return 1
    room = max(width - 2, 1)
    return sum(max(1, math.ceil(_units(part) / room)) for part in text.split("\n"))


def _units(text: str) -> int:
    return len(text) if text.isascii() else sum(2 if ord(c) > _LATIN else 1 for c in text)


def height_for(lines: int) -> float:
    """The height in points of a row of so many lines."""
    return 4 + 14.0 * lines


def _plain(cells: pd.Series | Sequence[object]) -> np.ndarray:
    """The cells as an array: days as serial numbers, null as None or NaN, other values as they are.

    Making a Series of a short column would take longer than writing its cells.
    """
    if not isinstance(cells, pd.Series):
        values = np.empty(len(cells), dtype=object)
        values[:] = list(cells)
        return values
    if pd.api.types.is_datetime64_any_dtype(cells.dtype):
        days = cells.to_numpy().astype("datetime64[D]")
        return np.where(np.isnat(days), np.nan, (days - _EXCEL_EPOCH).astype("float64"))
    return cells.to_numpy(dtype=object)


def _block_xml(block: _Block, start: int, stop: int) -> str:
    """The rows of a block from ``start`` to before ``stop``."""
    rows = [str(n) for n in range(block.top + start + 1, block.top + stop + 1)]
    columns = []
    for index, (formats, codes, tails) in enumerate(block.columns):
        letter = column_letter(index)
        styles = [format_._get_xf_index() for format_ in formats]  # noqa: SLF001 - known only while the file is written
        # Code -1 is the last: an empty cell with a border.
        ends = [f'" s="{style}"{tail}' for style in styles for tail in (*tails, _EMPTY)]
        first = f'<c r="{letter}'
        columns.append(
            [f"{first}{row}{ends[code]}" for row, code in zip(rows, codes[start:stop].tolist(), strict=True)]
        )
    sizes = [f' ht="{height:g}" customHeight="1"' for height in block.heights[start:stop]] or [""] * len(rows)
    lines = zip(rows, sizes, zip(*columns, strict=True), strict=True)
    return "".join(f'<row r="{row}"{size}>{"".join(cells)}</row>' for row, size, cells in lines)
