"""Bytes become grids: a usual workbook in this process, whatever needs a parser in a process of its own."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, replace
from pathlib import Path

from pipeline.base.grid import Grid
from pipeline.messages.asked import existing_file
from pipeline.messages.refusals import refusal
from pipeline.sheets.files import SourceFile, identify, load
from pipeline.sheets.formats.faults import Issue, NotPlain, Refused
from pipeline.sheets.formats.keeping import keep_sizes
from pipeline.sheets.formats.plain_book import read_plain
from pipeline.sheets.isolation import apart
from pipeline.sheets.kinds import CSV, ENCRYPTED, XLSM, XLSX
from pipeline.sheets.parsers import Parsed, parse
from pipeline.sheets.personal import masked

_SMALL = {XLSX: 4_000_000, XLSM: 4_000_000, CSV: 2_000_000}
"""The most bytes with which a file of a kind is read in this process: a larger one takes long, perhaps too long."""


@dataclass(frozen=True)
class Opened:
    """A file with its sheets. ``source`` is the file itself, without its protection."""

    source: SourceFile
    grids: tuple[Grid, ...]
    notes: tuple[Issue, ...] = ()


def open_workbook(source: SourceFile) -> Opened:
    """Read a file's sheets; hidden ones are marked.

    Raises Refused with the reason when the file can't be read, and nothing else.
    """
    source = _unlocked(source)
    if source.fault:
        raise Refused(source.fault.code, **source.fault.words)
    limits = source.opening.limits
    if source.kind in _SMALL and len(source.data) <= _SMALL[source.kind]:
        try:
            parsed = _read_here(source)
        except NotPlain:
            pass
        else:
            return _opened(source, parsed)
    parsed = apart("parse", limits, kind=source.kind, data=source.data, name=source.stem, limits=limits)
    return _opened(source, parsed)


def _opened(source: SourceFile, parsed: Parsed) -> Opened:
    """Mask the numbers of persons in the sheets' names; names that are the same after that get a number."""
    stored = [grid.name for grid in parsed.grids]
    if all(masked(name) == name for name in stored):
        return Opened(source, parsed.grids, parsed.notes)
    seen: Counter[str] = Counter()
    names = {}
    for name in stored:
        seen[masked(name)] += 1
        names[name] = masked(name) if seen[masked(name)] == 1 else f"{masked(name)}-{seen[masked(name)]}"
    grids = tuple(replace(grid, name=names[grid.name]) for grid in parsed.grids)
    return Opened(source, grids, tuple(replace(note, sheet=names.get(note.sheet, "")) for note in parsed.notes))


def _read_here(source: SourceFile) -> Parsed:
    """Read a file by Python and numpy alone.

    Raises NotPlain for a file that needs a parser, and Refused for one that nobody should read.
    """
    limits = source.opening.limits
    if source.kind == CSV:
        return parse(CSV, source.data, source.stem, limits)
    grids = read_plain(source.data, limits)
    keep_sizes(grids, limits)
    return Parsed(grids)


def _unlocked(source: SourceFile) -> SourceFile:
    """Return the file without its protection; it keeps the SHA-256 of what was sent.

    Raises Refused when no password fits.
    """
    if source.kind != ENCRYPTED or source.fault:
        return source
    opening = source.opening
    passwords = opening.passwords_for(source.path_rel.rpartition("/")[2])
    data = apart("unlock", opening.limits, data=source.data, passwords=passwords)
    inner = identify(data, source.path_rel, source.folder, opening)
    if inner.kind == ENCRYPTED:
        raise Refused("R006")
    return replace(inner, sha256=source.sha256)


def column_widths(source: SourceFile) -> dict[str, dict[int, float]]:
    """Sheet -> column -> its width in characters, for an xls; columns of the usual width are missing."""
    widths: dict[str, dict[int, float]] = apart("widths", source.opening.limits, data=source.data)
    return widths


def read_grids(path: Path) -> tuple[Grid, ...]:
    """Read the sheets of one workbook (设置.xlsx).

    Raises UserError with one sentence when it can't be read, such as
    设置.xlsx：文件设有打开密码，无法读取；请取消密码后重新保存。
    """
    existing_file(path)
    try:
        return open_workbook(load(path, path.name, "")).grids
    except Refused as refused:
        fault = refused.issue.at(path.name)
        raise refusal("E001", path=path.name, message=fault.message, remedy=fault.remedy) from None
