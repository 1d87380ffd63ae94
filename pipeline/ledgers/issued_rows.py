"""The rows of 发文登记 of a period's folder: which of its papers have a number, a day and a signer."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterator
from pathlib import Path
from xml.sax.saxutils import unescape

from pipeline.base.errors import UserError
from pipeline.editions.issued import Issued
from pipeline.schema.papers import PAPER_BY_WORD
from pipeline.schema.registers import REGISTER, REGISTER_FILE
from pipeline.settings.parts import Entry, Faults, read_entries
from pipeline.settings.record import Settings
from pipeline.sheets.grids import read_grids

_SHEET = REGISTER["issued"]
_NAMES = re.compile(rb'<(?:\w+:)?sheet\b[^>]*?\bname="([^"]*)"')
_NOT_OURS = ("~$", ".")


def issued_rows(folder: Path, settings: Settings) -> tuple[Issued, ...]:
    """The rows with a paper and a 成文日期, by file name and row; none where the folder isn't there.

    A township's former name or alias becomes its name. Rows that can't be read are left to the reading of the run,
    which reports them.
    """
    files = sorted(folder.iterdir()) if folder.is_dir() else []
    return tuple(row for path in files if _may_hold(path) for row in _rows(path, settings))


def _may_hold(path: Path) -> bool:
    """Whether a file may hold the register: it has the registers' name or its own, or a sheet of that name."""
    if not path.is_file() or path.name.startswith(_NOT_OURS):
        return False
    if path.suffix.lower() not in (".xlsx", ".xlsm"):
        return path.stem.startswith((REGISTER_FILE, _SHEET.name))
    try:
        with zipfile.ZipFile(path) as archive:
            names = _NAMES.findall(archive.read("xl/workbook.xml"))
    except (OSError, KeyError, ValueError, zipfile.BadZipFile):
        return False
    return _SHEET.name in {unescape(name.decode("utf-8", "replace")).strip() for name in names}


def _rows(path: Path, settings: Settings) -> Iterator[Issued]:
    try:
        grids = read_grids(path)
    except UserError:
        return
    units = {word: unit.name for unit in settings.roster for word in (*unit.aliases, *unit.former_names, unit.name)}
    for grid in grids:
        if grid.name.strip() == _SHEET.name:
            for entry in read_entries(_SHEET, grid, Faults(path.name)):
                row = _row(entry, units)
                if row is not None:
                    yield row


def _row(entry: Entry, units: dict[str, str]) -> Issued | None:
    day, township = entry.day("dated_on"), entry.text("township")
    if day is None:
        return None
    document = entry.text("document")
    return Issued(
        document=PAPER_BY_WORD.get(document, document),
        township=units.get(township, township),
        number=entry.text("number"),
        day=day,
        signer=entry.text("signer"),
    )
