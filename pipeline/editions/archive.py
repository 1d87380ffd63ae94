"""Earlier periods are read back from the tables with which they were published. Nothing of them is computed again."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path, PurePosixPath
from typing import Any

import pandas as pd
import pyarrow as pa

from pipeline import FORMULA_VERSION
from pipeline.base.period import Period, parse_period
from pipeline.editions.issued import KEPT, IssuedPaper, edition_number, kept_folder, read_record
from pipeline.editions.listed import damaged, find_edition, held_open, list_editions, made_from, manifest_bytes
from pipeline.editions.manifest import MANIFEST_FILE, sha256
from pipeline.editions.older import formula_order, with_lists
from pipeline.editions.parquet import read_columns, read_table, table_bytes
from pipeline.messages.refusals import refusal
from pipeline.schema.contract import ROLLUP_TABLES, TABLES, ColumnType, Table

DATA_FOLDER = "data"


@dataclass(frozen=True)
class Edition:
    """A published period: its tables by name, its cut-off, and the content of its manifest.json (``manifest``).

    A later run names ``manifest_sha256`` as its source. ``issued``: a paper of the period was issued; without one the
    edition is a draft, which may be made again without a word.
    """

    name: str
    cut_off: date
    tables: Mapping[str, pd.DataFrame]
    manifest_sha256: str
    formula_version: str
    manifest: Mapping[str, Any] = field(default_factory=dict, repr=False)
    issued: bool = False

    @property
    def period(self) -> Period:
        """The period that its figures cover; cut short if it was so when it was published."""
        whole = parse_period(self.name)
        return whole.cut_to(date.fromisoformat(self.manifest["last_day"])) if "last_day" in self.manifest else whole


ROLLED_UP = f"{DATA_FOLDER}/county_ranking.parquet"
"""The table by which the edition of a roll-up is known."""
USED = (
    "matters",
    "indicators",
    "three_none",
    "ranking",
    "scored",
    "overdue",
    "volumes",
    "calendar",
    "workload",
    "findings",
    "omissions",
    "late_returns",
    "letters",
    "spot_checks",
    "restated",
    "windows",
    "stands",
    "kept",
    "stood",
)
"""The tables of an earlier edition that a run reads."""


def editions_before(outputs: Path, period: Period) -> dict[str, Edition]:
    """Return the editions that end before the period, or together with it and are shorter, in that order.

    An edition that was cut short ends where it was cut.
    """
    names = [
        name
        for name in list_editions(outputs)
        if name != period.name and parse_period(name).first_day <= period.last_day
    ]
    loaded = [
        replace(edition, issued=bool(read_record(outputs, name)))
        for name in names
        if (edition := load_edition(outputs, name, USED)) is not None
    ]
    return {e.name: e for e in sorted(loaded, key=lambda e: e.period.order) if e.period.order < period.order}


@dataclass(frozen=True, slots=True)
class Standing:
    """The edition that a run is about to replace, None when there is none, and the later ones that were made from it.

    ``beside``: those of later periods that weren't made from it. ``kept``: nothing replaces the edition; its period is
    only measured again. ``issued``: a paper of the period was issued, of this edition or of an earlier one.
    """

    edition: Edition | None = None
    later: tuple[Edition, ...] = ()
    beside: tuple[Edition, ...] = ()
    kept: bool = False
    issued: bool = False

    @property
    def stays(self) -> bool:
        """Whether the edition can't be made again at will: a paper was issued, or a later one was made from it.

        Until then it is a draft.
        """
        return self.edition is not None and bool(self.kept or self.later or self.issued)


def standing_edition(outputs: Path, period: Period) -> Standing:
    """Return the edition in the period's folder and those made from it. Raises UserError as load_edition does."""
    edition = load_edition(outputs, period.name, USED)
    listed = [name for name in list_editions(outputs) if name != period.name]
    resting = [] if edition is None else [n for n in listed if period.name in made_from(manifest_bytes(outputs, n))]
    beside = [n for n in listed if n not in resting and parse_period(n).last_day >= period.last_day]
    later, others = (
        [e for n in names if (e := load_edition(outputs, n, USED)) is not None] for names in (resting, beside)
    )
    beside_it = tuple(e for e in others if e.period.order > period.order)
    return Standing(edition, tuple(later), beside_it, issued=bool(read_record(outputs, period.name)))


def issued_editions(outputs: Path, name: str, only: Collection[str]) -> list[tuple[IssuedPaper, Edition]]:
    """Every issued paper of a period, in the order of issue, with the edition that it belongs to: ``only`` its tables.

    Raises UserError as load_edition does, also where an earlier edition is gone.
    """
    found: dict[int, Edition | None] = {}
    papers = read_record(outputs, name)
    for number in {paper.edition for paper in papers}:
        newest = number == edition_number(outputs, name)
        found[number] = load_edition(outputs, name, only, None if newest else kept_folder(outputs, name, number))
    if any(edition is None for edition in found.values()):
        raise damaged(outputs, f"{KEPT}/{name}")
    return [(paper, edition) for paper in papers if (edition := found[paper.edition]) is not None]


def load_edition(
    outputs: Path, name: str, only: Collection[str] | None = None, kept: Path | None = None
) -> Edition | None:
    """Read the edition of a period, the one in the folder ``kept`` or else the newest; None when there is none.

    ``only`` names the tables to read; without it all in data/ are read. Raises UserError when the folder is there but
    damaged, when one of these tables isn't the one that was published, or when a newer formula version made it.
    """
    with _reading(outputs, name):
        found = _verified(outputs, name, only, kept)
        return None if found is None else edition_of(name, found.manifest, found.contents)


Wanted = Mapping[str, Mapping[str, ColumnType]]
"""Table -> the columns that are wanted of it, with their types."""


def load_columns(
    outputs: Path, name: str, of_county: Wanted, of_roll_up: Wanted
) -> tuple[Mapping[str, Any], str, dict[str, pa.Table]] | None:
    """Read of a county's edition, or of a roll-up, the wanted columns alone, for parquet.Pile.

    Returns its manifest, that one's SHA-256 and the tables; one that the edition hasn't is missing. None and UserError
    as load_edition.
    """
    with _reading(outputs, name):
        found = _verified(outputs, name, {*of_county, *of_roll_up}, None)
        if found is None:
            return None
        rolled = ROLLED_UP in found.written["outputs"]
        wanted, contract = (of_roll_up, ROLLUP_TABLES) if rolled else (of_county, TABLES)
        contents = {PurePosixPath(path).stem: content for path, content in found.contents.items()}
        tables = {
            table: _columns(table, content, wanted[table], contract)
            for table, content in contents.items()
            if table in wanted
        }
        return found.written, sha256(found.manifest), tables


def _columns(table: str, content: bytes, columns: Mapping[str, ColumnType], contract: Mapping[str, Table]) -> pa.Table:
    found = read_columns(content, columns)
    if found is None:  # of an older edition: written anew in the form of today's
        today = with_lists(table, read_table(content), contract)
        found = read_columns(table_bytes(table, today, contract), columns)
    assert found is not None, "the contract has them"
    return found


@contextmanager
def _reading(outputs: Path, name: str) -> Iterator[None]:
    try:
        yield
    except PermissionError as fault:
        # Nothing is damaged: on Windows another program may hold a file for itself alone.
        raise held_open(outputs, name) from fault
    except (OSError, ValueError, KeyError, TypeError, pa.ArrowException) as fault:
        raise damaged(outputs, name) from fault


@dataclass(frozen=True, slots=True)
class _Files:
    """The manifest, what it says, and the files of the tables (path -> content)."""

    manifest: bytes
    written: Mapping[str, Any]
    contents: Mapping[str, bytes]


def _verified(outputs: Path, name: str, only: Collection[str] | None, kept: Path | None) -> _Files | None:
    """The files of an edition, each as the manifest's SHA-256 says."""
    folder = kept or outputs / name
    manifest = folder / MANIFEST_FILE
    if not manifest.is_file():
        return None
    raw = manifest.read_bytes()
    written = json.loads(raw)
    if formula_order(theirs := str(written["formula_version"])) > formula_order(FORMULA_VERSION):
        raise refusal("E241", outputs=outputs.name, name=name, theirs=theirs, ours=FORMULA_VERSION)
    listed = {PurePosixPath(path).stem: path for path in written["outputs"] if path.startswith(f"{DATA_FOLDER}/")}
    contents = {
        path: (folder / path).read_bytes() for table, path in sorted(listed.items()) if only is None or table in only
    }
    if changed := [path for path, content in contents.items() if sha256(content) != written["outputs"][path]]:
        raise refusal("E005", outputs=outputs.name, name=name, tables="、".join(changed))
    return _Files(raw, written, contents)


def edition_of(name: str, raw: bytes, contents: Mapping[str, bytes]) -> Edition:
    """The edition that this manifest and these files of tables (path -> content) make."""
    written = json.loads(raw)
    contract = ROLLUP_TABLES if ROLLED_UP in written["outputs"] else TABLES
    return Edition(
        name=name,
        cut_off=date.fromisoformat(written["cut_off"]),
        tables={
            name: with_lists(name, read_table(content), contract)
            for name, content in ((PurePosixPath(path).stem, content) for path, content in contents.items())
        },
        manifest_sha256=sha256(raw),
        formula_version=str(written["formula_version"]),
        manifest=written,
    )


def published(outputs: Path, name: str | None, only: Collection[str] | None = None) -> Edition:
    """Read the edition of a period, the newest when ``name`` is None.

    Raises UserError as find_edition and load_edition do.
    """
    edition = load_edition(outputs, find_edition(outputs, name), only)
    assert edition is not None, "it was found"
    return edition
