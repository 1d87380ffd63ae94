"""Bytes become grids by the reader of their kind. All but csv runs in a process of its own."""

from __future__ import annotations

import io
from dataclasses import dataclass

from python_calamine import CalamineWorkbook, SheetTypeEnum, SheetVisibleEnum

from pipeline.base.grid import Grid
from pipeline.settings.record import Options
from pipeline.sheets.formats.archives import open_guarded
from pipeline.sheets.formats.faults import Issue, Refused
from pipeline.sheets.formats.from_csv import read_csv
from pipeline.sheets.formats.from_xlsx import read_xlsx
from pipeline.sheets.formats.keeping import keep_sizes, keep_texts
from pipeline.sheets.kinds import CSV, ODS, XLS, XLSB, XLSM, XLSX


@dataclass(frozen=True)
class Parsed:
    """The sheets of a file, and the reader's notes on them."""

    grids: tuple[Grid, ...]
    notes: tuple[Issue, ...] = ()


def parse(kind: str, data: bytes, name: str, limits: Options) -> Parsed:
    """Read a file of a readable kind. Raises Refused with the reason."""
    notes: tuple[Issue, ...] = ()
    if kind == CSV:
        grids = read_csv(data, name, limits)
    elif kind == XLS:
        from pipeline.sheets.formats.from_xls import read_xls  # noqa: PLC0415 - only the worker process needs xlrd

        grids, notes = read_xls(data)
    elif kind in (XLSB, ODS):
        grids = _read_odd(kind, data, limits)
        notes = (Issue("R086", words={"kind": kind}),)
    else:
        grids = read_xlsx(data, limits)
    keep_sizes(grids, limits)
    if kind not in (XLSX, XLSM):
        keep_texts(grids, limits)
    return Parsed(grids, notes)


def _read_odd(kind: str, data: bytes, limits: Options) -> tuple[Grid, ...]:
    """Read xlsb or ods by calamine, without a witness. Raises Refused with the sentence that asks for .xlsx."""
    open_guarded(data, limits).close()
    try:
        book = CalamineWorkbook.from_filelike(io.BytesIO(data))
        grids = []
        for meta in book.sheets_metadata:
            if meta.typ == SheetTypeEnum.WorkSheet:
                cells = book.get_sheet_by_name(meta.name).to_python(skip_empty_area=False)
                rows = tuple(tuple(None if cell == "" else cell for cell in row) for row in cells)
                grids.append(Grid(meta.name, rows, meta.visible != SheetVisibleEnum.Visible))
    except (KeyboardInterrupt, SystemExit, MemoryError):
        raise
    except BaseException:  # noqa: BLE001 - a panic of the Rust parser is no Exception
        raise Refused("R007", kind=kind) from None
    return tuple(grids)
