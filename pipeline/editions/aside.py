"""Files of an edition that are no longer as they were made are kept aside before anything takes their place."""

from __future__ import annotations

import shutil
from pathlib import Path

from pipeline.editions.disk import write_through
from pipeline.editions.issued import KEPT, edition_number, issued_of, read_record
from pipeline.editions.listed import manifest_outputs
from pipeline.editions.manifest import MANIFEST_FILE, sha256

CHANGED = "手改"
_BY_OTHER_PROGRAMS = ("~$", ".~", "Thumbs.db", "desktop.ini", ".DS_Store")
"""How the names of files begin that Word, WPS and file managers leave in a folder while somebody looks at it."""


def strange_files(folder: Path) -> dict[str, Path]:
    """The files of an edition's folder by path, the manifest and what other programs leave there aside."""
    files = {p.relative_to(folder).as_posix(): p for p in folder.rglob("*") if p.is_file()}
    return {
        path: place
        for path, place in files.items()
        if path != MANIFEST_FILE and not place.name.startswith(_BY_OTHER_PROGRAMS)
    }


def keep_changed(outputs: Path, name: str) -> dict[str, str]:
    """Copy what isn't as it was made or issued to 留存/NAME/手改N; return its path -> that of its copy in ``outputs``.

    A file that was kept before with the same content isn't copied again. Nothing is done where there is no edition.
    The caller holds the lock.
    """
    folder = outputs / name
    if not (folder / MANIFEST_FILE).is_file():
        return {}
    issued = issued_of(read_record(outputs, name), edition_number(outputs, name))
    expected = {**manifest_outputs(outputs, name), **{path: paper.sha256 for path, paper in issued.items()}}
    contents = {path: place.read_bytes() for path, place in sorted(strange_files(folder).items())}
    changed = {path: content for path, content in contents.items() if sha256(content) != expected.get(path)}
    home = outputs / KEPT / name
    earlier = sorted(home.glob(f"{CHANGED}*")) if home.is_dir() else []
    kept = {
        path: (each / path).relative_to(outputs).as_posix()
        for path, content in changed.items()
        for each in earlier
        if (each / path).is_file() and (each / path).read_bytes() == content
    }
    fresh = {path: content for path, content in changed.items() if path not in kept}
    if fresh:
        target = home / f"{CHANGED}{len(earlier) + 1}"
        _write(home / f".{CHANGED}", fresh, target)
        kept |= {path: (target / path).relative_to(outputs).as_posix() for path in fresh}
    return dict(sorted(kept.items()))


def _write(scratch: Path, files: dict[str, bytes], target: Path) -> None:
    """Write the files into a hidden folder, and give it its name when all are on the disk."""
    shutil.rmtree(scratch, ignore_errors=True)
    for path, content in files.items():
        (scratch / path).parent.mkdir(parents=True, exist_ok=True)
        write_through(scratch / path, content)
    scratch.rename(target)
