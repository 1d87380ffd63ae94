"""Earlier periods are read back from the tables with which they were published. Nothing of them is computed again."""

from __future__ import annotations

import json
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path, PurePosixPath
from typing import Any

import pandas as pd
import pyarrow as pa

from pipeline.base.errors import UserError
from pipeline.base.period import Period, is_period, parse_period
from pipeline.editions.manifest import MANIFEST_FILE, sha256
from pipeline.editions.parquet import read_table

DATA_FOLDER = "data"
_BY_OTHER_PROGRAMS = ("~$", ".~", "Thumbs.db", "desktop.ini", ".DS_Store")
"""How the names of files begin that Word, WPS and file managers leave in a folder while somebody looks at it."""


@dataclass(frozen=True)
class Edition:
    """A published period: its tables by name, its cut-off, and the content of its manifest.json (``manifest``).

    A later run names ``manifest_sha256`` as its source.
    """

    name: str
    cut_off: date
    tables: Mapping[str, pd.DataFrame]
    manifest_sha256: str
    formula_version: str
    manifest: Mapping[str, Any] = field(default_factory=dict, repr=False)

    @property
    def period(self) -> Period:
        """The period that its figures cover; cut short if it was so when it was published."""
        whole = parse_period(self.name)
        return whole.cut_to(date.fromisoformat(self.manifest["last_day"])) if "last_day" in self.manifest else whole


@dataclass(frozen=True, slots=True)
class Differences:
    """How an edition's folder differs from what was published: paths inside it, sorted.

    ``earlier``: the editions from which it was made that are gone or were made anew since. ``later``: the editions that
    were made from it when its manifest was another one.
    """

    changed: tuple[str, ...] = ()
    missing: tuple[str, ...] = ()
    extra: tuple[str, ...] = ()
    earlier: tuple[str, ...] = ()
    later: tuple[str, ...] = ()

    def __bool__(self) -> bool:
        """Whether there is any difference."""
        return any((self.changed, self.missing, self.extra, self.earlier, self.later))


def list_editions(outputs: Path) -> list[str]:
    """Return the names of the published periods, by last day, the shorter first.

    Other folders, and those without a manifest, aren't editions.
    """
    if not outputs.is_dir():
        return []
    names = [p.name for p in outputs.iterdir() if is_period(p.name) and (p / MANIFEST_FILE).is_file()]
    return sorted(names, key=lambda n: (parse_period(n).last_day, -parse_period(n).first_day.toordinal()))


USED = (
    "matters",
    "indicators",
    "three_none",
    "ranking",
    "scored",
    "overdue",
    "volumes",
    "calendar",
    "findings",
    "omissions",
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
    loaded = [edition for name in names if (edition := load_edition(outputs, name, USED)) is not None]
    return {e.name: e for e in sorted(loaded, key=lambda e: e.period.order) if e.period.order < period.order}


@dataclass(frozen=True, slots=True)
class Standing:
    """The edition that a run is about to replace, None when there is none, and the later ones that were made from it.

    ``beside``: those of later periods that weren't made from it. ``kept``: nothing replaces the edition; its period is
    only measured again.
    """

    edition: Edition | None = None
    later: tuple[Edition, ...] = ()
    beside: tuple[Edition, ...] = ()
    kept: bool = False

    @property
    def stays(self) -> bool:
        """Whether the edition can't be made again at will: it has a 成文日期, or a later one was made from it.

        Until then it is a draft.
        """
        if self.edition is None:
            return False
        return bool(self.kept or self.later or self.edition.manifest.get("settings", {}).get(_DATED))


_DATED = "单位.成文日期"


def standing_edition(outputs: Path, period: Period) -> Standing:
    """Return the edition in the period's folder and those made from it. Raises UserError as load_edition does."""
    edition = load_edition(outputs, period.name, USED)
    listed = [name for name in list_editions(outputs) if name != period.name]
    resting = [] if edition is None else [n for n in listed if period.name in _sources(_manifest(outputs, n))]
    beside = [n for n in listed if n not in resting and parse_period(n).last_day >= period.last_day]
    later, others = (
        [e for n in names if (e := load_edition(outputs, n, USED)) is not None] for names in (resting, beside)
    )
    return Standing(edition, tuple(later), tuple(e for e in others if e.period.order > period.order))


def load_edition(outputs: Path, name: str, only: Collection[str] | None = None) -> Edition | None:
    """Read the edition of a period; None when there is none.

    ``only`` names the tables to read; without it all in data/ are read. Raises UserError when the folder is there but
    damaged, or when one of these tables isn't the one that was published.
    """
    folder = outputs / name
    manifest = folder / MANIFEST_FILE
    if not manifest.is_file():
        return None
    try:
        raw = manifest.read_bytes()
        written = json.loads(raw)
        listed = {PurePosixPath(path).stem: path for path in written["outputs"] if path.startswith(f"{DATA_FOLDER}/")}
        contents = {
            path: (folder / path).read_bytes()
            for table, path in sorted(listed.items())
            if only is None or table in only
        }
        if changed := [path for path, content in contents.items() if sha256(content) != written["outputs"][path]]:
            raise UserError(
                f"往期成果“{outputs.name}/{name}”的 {'、'.join(changed)} 与发布时不一致，不能作为依据；"
                f"请从备份恢复这个文件夹，没有备份的删去后运行 generate.py run {name} 重新生成。"
            )
        return edition_of(name, raw, contents)
    except (OSError, ValueError, KeyError, TypeError, pa.ArrowException) as fault:
        raise UserError(
            f"往期成果“{outputs.name}/{name}”已损坏，读不出数据；请从备份恢复这个文件夹，"
            f"没有备份的删去后运行 generate.py run {name} 重新生成。"
        ) from fault


def edition_of(name: str, raw: bytes, contents: Mapping[str, bytes]) -> Edition:
    """The edition that this manifest and these files of tables (path -> content) make."""
    written = json.loads(raw)
    return Edition(
        name=name,
        cut_off=date.fromisoformat(written["cut_off"]),
        tables={PurePosixPath(path).stem: read_table(content) for path, content in contents.items()},
        manifest_sha256=sha256(raw),
        formula_version=str(written["formula_version"]),
        manifest=written,
    )


def published(outputs: Path, name: str | None, only: Collection[str] | None = None) -> Edition:
    """Read the edition of a period, the newest when ``name`` is None.

    Raises UserError with the nearest edition when there is none, or as load_edition does.
    """
    names = list_editions(outputs)
    if not names:
        raise UserError(f"“{outputs.name}”文件夹里还没有已发布的成果；请先生成，例如 generate.py run 2023-02。")
    wanted = names[-1] if name is None else parse_period(name).name
    edition = load_edition(outputs, wanted, only)
    if edition is None:
        closest = min(names, key=lambda each: abs(parse_period(each).last_day - parse_period(wanted).last_day))
        raise UserError(f"“{outputs.name}”里没有{wanted}的成果；最接近的是 {closest}，已有的是 {'、'.join(names)}。")
    return edition


def differences(outputs: Path, edition: Edition) -> Differences:
    """Compare an edition's files with the SHA-256 that its manifest gives, and the manifests that name each other."""
    folder, listed, own = outputs / edition.name, edition.manifest["outputs"], edition.manifest_sha256
    files = {p.relative_to(folder).as_posix(): p for p in folder.rglob("*") if p.is_file()}
    files.pop(MANIFEST_FILE, None)
    strange = (path for path in files if path not in listed)
    manifests = {name: _manifest(outputs, name) for name in list_editions(outputs)}
    earlier = edition.manifest["earlier_editions"]
    return Differences(
        changed=tuple(sorted(p for p in listed if p in files and sha256(files[p].read_bytes()) != listed[p])),
        missing=tuple(sorted(path for path in listed if path not in files)),
        extra=tuple(sorted(path for path in strange if not files[path].name.startswith(_BY_OTHER_PROGRAMS))),
        earlier=tuple(name for name, digest in earlier.items() if sha256(manifests.get(name, b"")) != digest),
        later=tuple(name for name, raw in manifests.items() if _sources(raw).get(edition.name, own) != own),
    )


def _manifest(outputs: Path, name: str) -> bytes:
    return (outputs / name / MANIFEST_FILE).read_bytes()


def _sources(raw: bytes) -> Mapping[str, str]:
    """The earlier editions that a manifest names -> the SHA-256 of their manifests.

    There are none when it can't be read: that is reported when that edition itself is read.
    """
    try:
        sources: Mapping[str, str] = json.loads(raw)["earlier_editions"]
    except (ValueError, KeyError, TypeError):
        return {}
    return sources
