"""What an edition saw when it was made, put into a folder aside: the editions before it, what was issued, 发文登记."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pipeline.base.period import parse_period
from pipeline.editions.archive import DATA_FOLDER
from pipeline.editions.aside import CHANGED
from pipeline.editions.issued import (
    KEPT,
    Issued,
    IssuedPaper,
    edition_number,
    kept_folder,
    kept_numbers,
    read_record,
    record_bytes,
    record_file,
)
from pipeline.editions.listed import damaged, list_editions
from pipeline.editions.manifest import MANIFEST_FILE, sha256
from pipeline.issuing.register import as_then
from pipeline.schema.registers import ISSUED_BOOK
from pipeline.sheets.files import Instead

Registered = Callable[[str], tuple[Issued, ...]]
"""Name of a period -> the rows of its 发文登记 when the edition was made."""


@dataclass(frozen=True)
class _Found:
    """An edition that lies somewhere: the name of its period, its number, its folder, what its manifest says."""

    name: str
    number: int
    folder: Path
    digest: str
    manifest: Mapping[str, Any]


def registers_then(inputs: Path, listed: Mapping[str, str]) -> tuple[Instead, list[str]]:
    """发文登记.xlsx of every period as it was when an edition was made of the inputs ``listed`` (path -> SHA-256).

    Papers issued since stand in it now. Also returns those that were changed otherwise, and are read as they are.
    """
    instead: dict[str, bytes | None] = {}
    changed = []
    for place in sorted(inputs.glob(f"*/{ISSUED_BOOK}")):
        path = f"{place.parent.name}/{place.name}"
        if path not in listed:
            instead[path] = None
        elif sha256(content := place.read_bytes()) != listed[path]:
            before = as_then(content, listed[path])
            if before is None:
                changed.append(path)
            else:
                instead[path] = before
    return instead, changed


def put_back(
    outputs: Path, name: str, manifest: Mapping[str, Any], registered: Registered, target: Path, *, itself: bool = False
) -> list[str]:
    """Lay out in ``target`` what the newest edition of a period saw; return the earlier editions that are gone.

    Of another period the edition that its manifest names, of its own the one before it; those of later periods that
    were there already; every paper issued by then. ``itself``: the edition stands where a draft stood, over which it
    was made and of which nothing is kept. Raises UserError when an edition or a record can't be read.
    """
    number = edition_number(outputs, name)
    lacking = []
    for earlier, digest in manifest["earlier_editions"].items():
        seen = next((each for each in _editions(outputs, earlier) if each.digest == digest), None)
        if seen is None:
            lacking.append(earlier)
        else:
            _lay(seen, target / earlier)
            _record(target, earlier, _registered(outputs, earlier, registered(earlier)))
    own = {each.digest for each in _editions(outputs, name) if each.number < number}
    for later in list_editions(outputs):
        if later != name and later not in manifest["earlier_editions"] and _ends_later(later, name):
            before = [each for each in _editions(outputs, later) if _was_there(each, name, own)]
            if before:
                _lay(max(before, key=lambda each: each.number), target / later)
    if itself:
        _lay(next(_editions(outputs, name)), target / name)
    elif number > 1:
        shutil.copytree(kept_folder(outputs, name, number - 1), target / name)
    _own_before(outputs, name, number, number if itself else number - 1, target)
    return lacking


def _own_before(outputs: Path, name: str, number: int, standing: int, target: Path) -> None:
    """What 留存 had of the period: the editions before the one that stood, the papers issued, what was edited."""
    before = [paper for paper in read_record(outputs, name) if paper.edition < number]
    home, there = outputs / KEPT / name, target / KEPT / name
    for older in range(1, standing):
        shutil.copytree(kept_folder(outputs, name, older), kept_folder(target, name, older))
    for paper in before:
        source, place = (kept_folder(top, name, paper.edition) / paper.path for top in (outputs, target))
        if source.is_file() and not place.exists():
            place.parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(source, place)
    for edited in home.glob(f"{CHANGED}*"):
        shutil.copytree(edited, there / edited.name)
    _record(target, name, before)


def _editions(outputs: Path, name: str) -> Iterator[_Found]:
    """Every edition of a period, newest first; one whose manifest can't be read isn't among them."""
    places = [(edition_number(outputs, name), outputs / name)]
    places += [(n, kept_folder(outputs, name, n)) for n in reversed(kept_numbers(outputs, name))]
    for number, folder in places:
        try:
            raw = (folder / MANIFEST_FILE).read_bytes()
            manifest = json.loads(raw)
        except (OSError, ValueError):
            continue
        yield _Found(name, number, folder, sha256(raw), manifest)


def _was_there(later: _Found, name: str, own: Collection[str]) -> bool:
    """Whether an edition of a later period was made before this one: of an edition before it (``own``), or of none."""
    digest = later.manifest.get("earlier_editions", {}).get(name)
    return digest is None or digest in own


def _ends_later(later: str, name: str) -> bool:
    return parse_period(later).last_day >= parse_period(name).last_day


def _registered(outputs: Path, name: str, rows: tuple[Issued, ...]) -> list[IssuedPaper]:
    """The papers of a period that stood in its 发文登记."""
    known = {(row.document, row.township, row.number) for row in rows}
    return [p for p in read_record(outputs, name) if (p.document, p.township, p.number) in known]


def _lay(found: _Found, target: Path) -> None:
    """The manifest and the tables of an edition, which are all that other periods read of it."""
    try:
        shutil.copytree(found.folder / DATA_FOLDER, target / DATA_FOLDER)
        shutil.copyfile(found.folder / MANIFEST_FILE, target / MANIFEST_FILE)
    except OSError as fault:
        raise damaged(found.folder.parent, found.name) from fault


def _record(target: Path, name: str, papers: list[IssuedPaper]) -> None:
    if papers:
        place = record_file(target, name)
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_bytes(record_bytes(papers))
