"""Whether a published edition is still what was published."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from pipeline.base.period import parse_period
from pipeline.base.program import program
from pipeline.editions.listed import damaged, find_edition, list_editions, made_from, manifest_bytes
from pipeline.editions.manifest import MANIFEST_FILE, sha256
from pipeline.messages import door_words

_BY_OTHER_PROGRAMS = ("~$", ".~", "Thumbs.db", "desktop.ini", ".DS_Store")
"""How the names of files begin that Word, WPS and file managers leave in a folder while somebody looks at it."""


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


def verify(outputs: Path, name: str | None) -> tuple[list[str], bool]:
    """Return the lines that staff read about an edition (the newest when None), and whether it is as it was published.

    Raises UserError when there is no such edition, or when its manifest can't be read.
    """
    wanted = find_edition(outputs, name)
    count, differing = _compared(outputs, wanted)
    label, where = parse_period(wanted).label, f"{outputs.name}/{wanted}"
    if not differing:
        return [door_words.UNCHANGED.format(period=label, count=count, where=where)], True
    lines = [door_words.CHANGED.format(period=label, where=where, count=count)]
    lines += [f"  改动  {path}" for path in differing.changed]
    lines += [f"  缺少  {path}" for path in differing.missing]
    lines += [f"  多出  {path}" for path in differing.extra]
    lines += [door_words.OTHER_EARLIER.format(period=each) for each in differing.earlier]
    lines += [door_words.OTHER_LATER.format(later=each, period=wanted) for each in differing.later]
    advice = door_words.DONT_CITE.format(program=program(), wanted=wanted)
    return [
        *lines,
        advice if differing.changed or differing.missing else door_words.LOOK_INTO_IT,
    ], False


def _compared(outputs: Path, name: str) -> tuple[int, Differences]:
    """How many files the edition was published with, and how it differs from that."""
    try:
        raw = manifest_bytes(outputs, name)
        written = json.loads(raw)
        listed, earlier = dict(written["outputs"]), dict(written["earlier_editions"])
    except (OSError, ValueError, KeyError, TypeError) as fault:
        raise damaged(outputs, name) from fault
    return len(listed), _differences(outputs, name, sha256(raw), listed, earlier)


def _differences(
    outputs: Path, name: str, own: str, listed: Mapping[str, str], earlier: Mapping[str, str]
) -> Differences:
    """Compare files with the SHA-256 that the manifest gives, and the manifests that name each other.

    ``own`` is the SHA-256 of the edition's own manifest, ``listed`` its files, ``earlier`` the editions that it names.
    """
    folder = outputs / name
    files = {p.relative_to(folder).as_posix(): p for p in folder.rglob("*") if p.is_file()}
    files.pop(MANIFEST_FILE, None)
    strange = (path for path in files if path not in listed)
    manifests = {each: manifest_bytes(outputs, each) for each in list_editions(outputs)}
    return Differences(
        changed=tuple(sorted(p for p in listed if p in files and sha256(files[p].read_bytes()) != listed[p])),
        missing=tuple(sorted(path for path in listed if path not in files)),
        extra=tuple(sorted(path for path in strange if not files[path].name.startswith(_BY_OTHER_PROGRAMS))),
        earlier=tuple(each for each, digest in earlier.items() if sha256(manifests.get(each, b"")) != digest),
        later=tuple(each for each, raw in manifests.items() if made_from(raw).get(name, own) != own),
    )
