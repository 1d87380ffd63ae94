"""Bytes become grids: a workbook built as usual here and now, whatever needs a parser in a process set apart."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, replace
from pathlib import Path

from pipeline.base.grid import Grid
from pipeline.base.model import UserError
from pipeline.sheets.files import SourceFile, identify, load
from pipeline.sheets.formats.faults import Issue, NotPlain, Refused
from pipeline.sheets.formats.keeping import keep_sizes
from pipeline.sheets.formats.plain_book import read_plain
from pipeline.sheets.isolation import apart
from pipeline.sheets.kinds import CSV, ENCRYPTED, XLSM, XLSX
from pipeline.sheets.parsers import Parsed, parse
from pipeline.sheets.personal import masked

_SMALL = {XLSX: 4_000_000, XLSM: 4_000_000, CSV: 2_000_000}
"""Up to how many bytes a file of a kind may be read here: what is larger takes a while, and may take too much."""


@dataclass(frozen=True)
class Opened:
    """A file with its sheets. ``source`` is the file itself, its protection taken off."""

    source: SourceFile
    grids: tuple[Grid, ...]
    notes: tuple[Issue, ...] = ()


def open_workbook(source: SourceFile) -> Opened:
    """Read a file's sheets, hidden ones marked.

    Raises Refused with the reason when it can't be read; nothing else is raised for it.
    """
    source = _unlocked(source)
    if source.fault:
        raise Refused(source.fault.code, **source.fault.words)
    limits = source.opening.limits
    if source.kind in _SMALL and len(source.data) <= _SMALL[source.kind]:
        try:
            return Opened(source, _renamed(_read_here(source)))
        except NotPlain:
            pass
    found: Parsed = apart("parse", limits, kind=source.kind, data=source.data, name=source.stem, limits=limits)
    return Opened(source, _renamed(found.grids), found.notes)


def _renamed(grids: tuple[Grid, ...]) -> tuple[Grid, ...]:
    """The sheets with the numbers of persons in their names masked; those of one name after that told apart by a number."""
    if all(masked(grid.name) == grid.name for grid in grids):
        return grids
    seen: Counter[str] = Counter()
    named = []
    for grid in grids:
        name = masked(grid.name)
        seen[name] += 1
        named.append(replace(grid, name=name if seen[name] == 1 else f"{name}-{seen[name]}"))
    return tuple(named)


def _read_here(source: SourceFile) -> tuple[Grid, ...]:
    """A file read by Python and numpy alone.

    Raises NotPlain for one that needs a parser, Refused for one that nobody should read.
    """
    limits = source.opening.limits
    if source.kind == CSV:
        return parse(CSV, source.data, source.stem, limits).grids
    grids = read_plain(source.data, limits)
    keep_sizes(grids, limits)
    return grids


def _unlocked(source: SourceFile) -> SourceFile:
    """The file as it is once opened; it keeps the SHA-256 of what was sent. Raises Refused when no password fits."""
    if source.kind != ENCRYPTED or source.fault:
        return source
    opening = source.opening
    words = opening.passwords_for(source.path_rel.rpartition("/")[2])
    data = apart("unlock", opening.limits, data=source.data, passwords=words)
    inner = identify(data, source.path_rel, source.folder, opening)
    if inner.kind == ENCRYPTED:
        raise Refused("R006")
    return replace(inner, sha256=source.sha256)


def column_widths(source: SourceFile) -> dict[str, dict[int, float]]:
    """Sheet -> column -> its width in characters, of an xls; columns of the usual width are missing."""
    found: dict[str, dict[int, float]] = apart("widths", source.opening.limits, data=source.data)
    return found


def read_grids(path: Path) -> tuple[Grid, ...]:
    """The sheets of one workbook (设置.xlsx). Raises UserError, one sentence, when it can't be read.

    A fault shows as 设置.xlsx：文件设有打开密码，无法读取；请取消密码后重新保存。
    """
    if not path.is_file():
        raise UserError(f"找不到 {path.name}，请把它放在 {path.parent.name} 文件夹里。")
    try:
        return open_workbook(load(path, path.name, "")).grids
    except Refused as refusal:
        found = refusal.issue.at(path.name)
        raise UserError(f"{path.name}：{found.message}；{found.remedy}。") from None
