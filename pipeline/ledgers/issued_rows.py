"""The rows of 发文登记 of a period's folder: which of its papers have a number, a day and a signer."""

from __future__ import annotations

import html
import re
from collections.abc import Iterable, Iterator
from pathlib import Path

from pipeline.base.errors import UserError
from pipeline.base.grid import Grid
from pipeline.editions.issued import Issued
from pipeline.ledgers.register_names import is_register
from pipeline.schema.papers import PAPER_BY_WORD
from pipeline.schema.registers import REGISTER
from pipeline.settings.labelled_rows import read_entries
from pipeline.settings.parts import Entry, Faults
from pipeline.settings.record import Settings
from pipeline.sheets.files import NOTHING, Instead, identify, load
from pipeline.sheets.formats.archives import open_guarded, read_xml
from pipeline.sheets.formats.faults import NotPlain, Refused
from pipeline.sheets.grids import open_workbook, read_grids
from pipeline.sheets.kinds import XLSM, XLSX

_SHEET = REGISTER["issued"]
_NAMES = re.compile(rb'<(?:\w+:)?sheet\b[^<>]*?\bname="([^"<]*)"')
"""No part of it passes over the beginning of the next tag, so that its time grows as the text does."""
_MOST = 1_000_000
"""The most bytes in which the names of a workbook's sheets are looked for."""
_NOT_OURS = ("~$", ".")


def issued_rows(folder: Path, settings: Settings, instead: Instead = NOTHING) -> tuple[Issued, ...]:
    """The rows with a paper and a 成文日期, by file name and row; none where the folder isn't there.

    A township's former name or alias becomes its name. Rows that can't be read are left to the reading of the run,
    which reports them. ``instead``: as scan takes it.
    """
    files = sorted(folder.iterdir()) if folder.is_dir() else []
    found: list[Issued] = []
    for path in files:
        name = f"{folder.name}/{path.name}"
        if name in instead:
            found += _rows(path.name, _grids_in(path.name, instead[name]), settings)
        elif _may_hold(path):
            found += _rows(path.name, _grids(path), settings)
    return tuple(found)


def _may_hold(path: Path) -> bool:
    """Whether a file is the office's own and may hold the register: by its name, or by the names of all its sheets.

    A township's ledger is neither, whatever sheets lie beside its table.
    """
    if not path.is_file() or path.name.startswith(_NOT_OURS):
        return False
    return is_register(path.stem) or path.stem.startswith(_SHEET.name) or is_register(path.stem, _sheets_of(path))


def _sheets_of(path: Path) -> list[str]:
    """The names of a workbook's sheets; none of a file of another kind, or that the guards of reading refuse."""
    source = load(path, path.name, "")
    if source.fault or source.kind not in (XLSX, XLSM):
        return []
    try:
        xml = read_xml(open_guarded(source.data, source.opening.limits), "xl/workbook.xml", _MOST)
    except (Refused, NotPlain):
        return []
    return [html.unescape(name.decode("utf-8", "replace")) for name in _NAMES.findall(xml)]


def _grids(path: Path) -> tuple[Grid, ...]:
    try:
        return read_grids(path)
    except UserError:
        return ()


def _grids_in(name: str, content: bytes | None) -> tuple[Grid, ...]:
    return () if content is None else open_workbook(identify(content, name, "")).grids


def _rows(name: str, grids: Iterable[Grid], settings: Settings) -> Iterator[Issued]:
    units = {word: unit.name for unit in settings.roster for word in (*unit.aliases, *unit.former_names, unit.name)}
    for grid in grids:
        if grid.name.strip() == _SHEET.name:
            for entry in read_entries(_SHEET, grid, Faults(name)):
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
