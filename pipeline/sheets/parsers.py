"""Bytes become grids, each kind by its own reader; this runs in the process set apart."""

from __future__ import annotations

import io
import struct
from dataclasses import dataclass
from xml.etree import ElementTree as ET

from python_calamine import CalamineWorkbook, SheetTypeEnum, SheetVisibleEnum

from pipeline.base.grid import Grid
from pipeline.schema.options import Options
from pipeline.sheets.formats.archives import open_guarded
from pipeline.sheets.formats.faults import Issue, Refused
from pipeline.sheets.formats.from_csv import read_csv
from pipeline.sheets.formats.from_xlsx import read_xlsx
from pipeline.sheets.formats.keeping import keep_sizes, keep_texts
from pipeline.sheets.formats.witness_odd import ods_faults, xlsb_faults
from pipeline.sheets.kinds import CSV, ODS, XLS, XLSB, XLSM, XLSX


@dataclass(frozen=True)
class Parsed:
    """The sheets of a file, and the issues that their reader found."""

    grids: tuple[Grid, ...]
    notes: tuple[Issue, ...] = ()


def parse(kind: str, data: bytes, name: str, limits: Options) -> Parsed:
    """Read a file of one of the readable kinds. Raises Refused with the reason."""
    notes: tuple[Issue, ...] = ()
    if kind == CSV:
        grids, notes = read_csv(data, name, limits)
    elif kind == XLS:
        from pipeline.sheets.formats.from_xls import read_xls  # noqa: PLC0415 - only the process set apart needs xlrd

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
    """Read xlsb and ods with calamine, and their error cells with a second look at the file.

    Raises Refused with the sentence that asks for .xlsx.
    """
    with open_guarded(data, limits) as archive:
        try:
            faults = ods_faults(archive) if kind == ODS else xlsb_faults(archive)
        except (ET.ParseError, KeyError, ValueError, IndexError, struct.error):
            raise Refused("R007", kind=kind) from None
    try:
        book = CalamineWorkbook.from_filelike(io.BytesIO(data))
        grids = []
        for meta in book.sheets_metadata:
            if meta.typ == SheetTypeEnum.WorkSheet:
                cells = book.get_sheet_by_name(meta.name).to_python(skip_empty_area=False)
                rows: list[list[object]] = [[None if cell == "" else cell for cell in row] for row in cells]
                for (row, column), fault in faults.get(meta.name, {}).items():
                    if row < len(rows) and column < len(rows[row]):
                        rows[row][column] = fault
                grids.append(Grid(meta.name, tuple(map(tuple, rows)), meta.visible != SheetVisibleEnum.Visible))
    except (KeyboardInterrupt, SystemExit, MemoryError):
        raise
    except BaseException:  # noqa: BLE001 - a panic of the Rust parser is no Exception
        raise Refused("R007", kind=kind) from None
    return tuple(grids)
