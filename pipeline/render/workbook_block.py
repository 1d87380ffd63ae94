"""A worksheet that takes a whole table at once: the same XML as cell by cell, several times as fast."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from pipeline.model import column_letter

_EXCEL_EPOCH = pd.Timestamp("1899-12-30")
_RICH_TEXT = "<r>"
_LONGEST = 32_767
_LATIN = 0x2000


@dataclass(frozen=True)
class Column:
    """The cells of a column: text, whole numbers, fractions, days and mixtures; null is an empty cell."""

    cells: pd.Series | Sequence[object]
    format: Format


class BlockSheet(Worksheet):  # type: ignore[misc]
    """Header and notes are written as usual, then one table below them by ``add_block``, which must be the last rows.

    XlsxWriter spends most of its time on each cell's own object; here a column's distinct values become XML once.
    """

    def __init__(self) -> None:
        super().__init__()
        self._block: list[tuple[Format, np.ndarray, list[int | float], list[bool]]] = []
        self._block_top = 0
        self._bottom = 0
        self._heights: Sequence[float] = ()

    def add_block(self, top: int, columns: Sequence[Column], heights: Sequence[float] = ()) -> int:
        """Place ``columns`` side by side from row ``top`` (from 0), column A. Returns the row after the last.

        ``heights``: a height in points for every row, none for the default.
        """
        height = len(columns[0].cells)
        self._block_top, self._heights = top, heights
        if not height:
            return top
        self._check_dimensions(top, 0)
        self._bottom = top + height - 1
        self._check_dimensions(self._bottom, len(columns) - 1)
        for column in columns:
            codes, distinct = pd.factorize(_plain(column.cells))
            is_text = [isinstance(value, str) for value in distinct]
            uses = np.bincount(codes[codes >= 0], minlength=len(distinct))
            values = [
                self._share(value, int(count)) if text else _number(value)
                for value, text, count in zip(distinct, is_text, uses, strict=True)
            ]
            self._block.append((column.format, codes, values, is_text))
        return top + height

    def _share(self, text: str, uses: int) -> int:
        """Index of a text in the workbook's table of strings, counted as often as it stands in the sheet."""
        self.str_table.count += uses - 1
        return int(self.str_table._get_shared_string_index(safe_text(text)))  # noqa: SLF001 - XlsxWriter has no public way

    def _write_rows(self) -> None:
        if not self._block:
            super()._write_rows()
            return
        self.dim_rowmax = self._block_top - 1
        super()._write_rows()
        self.dim_rowmax = self._bottom
        self.fh.write(self._block_xml())

    def _block_xml(self) -> str:
        rows = [str(n) for n in range(self._block_top + 1, self._bottom + 2)]
        columns = []
        for index, (format_, codes, values, is_text) in enumerate(self._block):
            letter, style = column_letter(index), format_._get_xf_index()  # noqa: SLF001 - known only while the file is written
            tails = [
                f'" s="{style}"{" t=" + chr(34) + "s" + chr(34) if text else ""}><v>{v}</v></c>'
                for v, text in zip(values, is_text, strict=True)
            ]
            tails.append(f'" s="{style}"/>')  # code -1: an empty cell, for its border
            start = f'<c r="{letter}'
            columns.append([f"{start}{row}{tails[code]}" for row, code in zip(rows, codes.tolist(), strict=True)])
        sizes = [f' ht="{height:g}" customHeight="1"' for height in self._heights] or [""] * len(rows)
        lines = zip(rows, sizes, zip(*columns, strict=True), strict=True)
        return "".join(f'<row r="{row}"{size}>{"".join(cells)}</row>' for row, size, cells in lines)


def safe_text(text: str) -> str:
    """``text`` as XlsxWriter may be given it: no longer than a cell holds, and not taken for its own marked-up text (<r>…</r>)."""
    text = text[:_LONGEST]
    return f" {text}" if text.startswith(_RICH_TEXT) else text


def lines_needed(text: object, width: float) -> int:
    """Lines that a text takes in a wrapped cell of a column's width, a Chinese character counting two.

    >>> lines_needed("一二三四五六", 9), lines_needed("123456", 9), lines_needed(None, 9)
    (2, 1, 1)
    """
    if not isinstance(text, str):
        return 1
    room = max(width - 2, 1)
    return sum(max(1, math.ceil(sum(2 if ord(c) > _LATIN else 1 for c in part) / room)) for part in text.split("\n"))


def height_for(lines: int) -> float:
    """Points that a row of so many lines takes."""
    return 4 + 14.0 * lines


def _plain(cells: pd.Series | Sequence[object]) -> pd.Series:
    """Days as serial numbers, booleans as 是 and 否, '' as null, the rest as it is."""
    series: pd.Series[Any] = cells if isinstance(cells, pd.Series) else pd.Series(list(cells), dtype=object)
    if pd.api.types.is_datetime64_any_dtype(series.dtype):
        return (series - _EXCEL_EPOCH).dt.days.astype("Int64")
    if pd.api.types.is_bool_dtype(series.dtype):
        return series.map({True: "是", False: "否"})
    if pd.api.types.is_string_dtype(series.dtype):
        return series.where(series != "")
    return series


def _number(value: object) -> int | float:
    number = float(value)  # type: ignore[arg-type]
    return int(number) if number.is_integer() else number
