"""Whether a published edition is still what was published, and each issued paper what was issued."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from pipeline import FORMULA_VERSION, VERSION
from pipeline.base.period import parse_period
from pipeline.base.program import program
from pipeline.editions.aside import strange_files
from pipeline.editions.issued import (
    KEPT,
    IssuedPaper,
    edition_number,
    issued_of,
    kept_folder,
    kept_numbers,
    read_record,
)
from pipeline.editions.listed import damaged, find_edition, held_open, list_editions, made_from, manifest_bytes
from pipeline.editions.manifest import MANIFEST_FILE, sha256
from pipeline.editions.publish import interrupted, recover
from pipeline.messages import door_words
from pipeline.messages import issuing as words


@dataclass(frozen=True, slots=True)
class Differences:
    """How an edition's folder differs from what was published: paths inside it, sorted.

    ``earlier``: the editions from which it was made that are gone or were made anew since. ``later``: the editions that
    were made from it when its manifest was another one. ``issued``: issued papers that aren't as issued any more.
    """

    changed: tuple[str, ...] = ()
    missing: tuple[str, ...] = ()
    extra: tuple[str, ...] = ()
    earlier: tuple[str, ...] = ()
    later: tuple[str, ...] = ()
    issued: tuple[str, ...] = ()

    def __bool__(self) -> bool:
        """Whether there is any difference."""
        return any((self.changed, self.missing, self.extra, self.earlier, self.later, self.issued))


def verify(outputs: Path, name: str | None) -> tuple[list[str], bool]:
    """Return the lines that staff read about a period (the newest when None), and whether all is as it was published.

    The newest edition is compared first, then every earlier one that is kept, and the papers issued of each. A change
    that was interrupted is finished before. Raises UserError when there is no edition of the period, when a manifest or
    the record of issued papers can't be read, or when another program holds a file of the edition.
    """
    if interrupted(outputs):
        recover(outputs)
    wanted = find_edition(outputs, name)
    try:
        return _verified(outputs, wanted)
    except PermissionError as fault:
        raise held_open(outputs, wanted) from fault


def _verified(outputs: Path, wanted: str) -> tuple[list[str], bool]:
    papers = read_record(outputs, wanted)
    newest = edition_number(outputs, wanted)
    lines, sound = _told(outputs, wanted, newest, papers, earlier=bool(kept_numbers(outputs, wanted)))
    for number in kept_numbers(outputs, wanted):
        more, whole = _kept_told(outputs, wanted, number, papers)
        lines, sound = [*lines, *more], sound and whole
    for paper in papers:
        place = kept_folder(outputs, wanted, paper.edition) / paper.path
        whole = place.is_file() and sha256(place.read_bytes()) == paper.sha256
        state = words.AS_ISSUED if whole else (words.NOT_AS_ISSUED if place.is_file() else words.ISSUED_LOST)
        by_hand = words.BY_HAND if paper.by_hand else ""
        named = paper.number or words.NO_NUMBER
        told = words.ISSUED_PAPER.format(paper=paper.called, edition=paper.edition, number=named, day=paper.day)
        lines.append(f"{told.format(by_hand=by_hand)}{state}")
        sound = sound and whole
    aside = outputs / KEPT / wanted
    if aside.is_dir():
        copies = (p.relative_to(outputs).as_posix() for p in sorted(aside.glob("手改*/**/*")) if p.is_file())
        lines += [words.KEPT_COPY.format(path=path) for path in copies]
    return lines, sound


def _told(
    outputs: Path, wanted: str, number: int, papers: tuple[IssuedPaper, ...], *, earlier: bool
) -> tuple[list[str], bool]:
    count, made_by, differing = _compared(outputs, wanted, issued_of(papers, number))
    label, where = parse_period(wanted).label, f"{outputs.name}/{wanted}"
    edition = words.EDITION.format(number=number) if earlier else ""
    if not differing:
        return [door_words.UNCHANGED.format(period=label + edition, count=count, where=where), *made_by], True
    lines = [door_words.CHANGED.format(period=label + edition, where=where, count=count), *made_by]
    lines += [f"  改动  {path}" for path in differing.changed]
    lines += [
        words.CHANGED_SINCE.format(path=path, where=_kept_at(outputs, wanted, number)) for path in differing.issued
    ]
    lines += [f"  缺少  {path}" for path in differing.missing]
    lines += [f"  多出  {path}" for path in differing.extra]
    lines += [_older(outputs, each, outputs / wanted) for each in differing.earlier]
    lines += [door_words.OTHER_LATER.format(later=each, period=wanted) for each in differing.later]
    changed = differing.changed or differing.missing or differing.issued
    advice = door_words.DONT_CITE.format(program=program(), wanted=wanted)
    return [*lines, advice if changed else door_words.LOOK_INTO_IT], False


def _kept_told(outputs: Path, name: str, number: int, papers: tuple[IssuedPaper, ...]) -> tuple[list[str], bool]:
    """The lines of an edition that is kept, with what differs in it; edits by hand don't make it unsound."""
    folder, where = kept_folder(outputs, name, number), _kept_at(outputs, name, number)
    try:
        written = json.loads((folder / MANIFEST_FILE).read_bytes())
        listed = dict(written["outputs"])
    except PermissionError:
        raise
    except (OSError, ValueError, KeyError, TypeError) as fault:
        raise damaged(outputs, f"{KEPT}/{name}/第{number}版") from fault
    issued = issued_of(papers, number)
    files = strange_files(folder)
    ours = {path for path in listed if path not in issued}
    changed = sorted(p for p in ours if p in files and sha256(files[p].read_bytes()) != listed[p])
    missing = sorted(path for path in ours if path not in files)
    lines = [words.KEPT_EDITION.format(number=number, where=where, files=len(listed), issued=len(issued))]
    lines += _made_by(written)
    lines += [words.EDITED_FILE.format(path=path) for path in changed]
    lines += [f"  缺少  {path}" for path in missing]
    return lines, not missing


def _kept_at(outputs: Path, name: str, number: int) -> str:
    return f"{outputs.name}/{kept_folder(outputs, name, number).relative_to(outputs).as_posix()}"


def _older(outputs: Path, each: str, folder: Path) -> str:
    """Which edition of an earlier period this one was made from, where it isn't the newest one any more."""
    try:
        digest = made_from((folder / MANIFEST_FILE).read_bytes()).get(each)
    except OSError:
        digest = None
    for number in kept_numbers(outputs, each):
        if sha256((kept_folder(outputs, each, number) / MANIFEST_FILE).read_bytes()) == digest:
            return words.MADE_FROM.format(period=each, number=number, newest=edition_number(outputs, each))
    return door_words.OTHER_EARLIER.format(period=each)


def _made_by(written: Mapping[str, object]) -> list[str]:
    """By which program an edition was made, where it was another one, by its manifest; an old one may say nothing."""
    theirs, program_then = (str(written.get(key, "")) for key in ("formula_version", "program_version"))
    names = {"program": program_then or words.NOT_SAID, "version": VERSION}
    if theirs != FORMULA_VERSION:
        return [words.OTHER_FORMULA.format(theirs=theirs or words.NOT_SAID, ours=FORMULA_VERSION, **names)]
    return [words.OTHER_PROGRAM.format(**names)] if program_then != VERSION else []


def _compared(outputs: Path, name: str, issued: Mapping[str, IssuedPaper]) -> tuple[int, list[str], Differences]:
    """How many files the edition was published with, by which other program, and how it differs from that."""
    try:
        raw = manifest_bytes(outputs, name)
        written = json.loads(raw)
        listed, earlier = dict(written["outputs"]), dict(written["earlier_editions"])
    except PermissionError:
        raise
    except (OSError, ValueError, KeyError, TypeError) as fault:
        raise damaged(outputs, name) from fault
    return len(listed), _made_by(written), _differences(outputs, name, sha256(raw), listed, earlier, issued)


def _differences(
    outputs: Path,
    name: str,
    own: str,
    listed: Mapping[str, str],
    earlier: Mapping[str, str],
    issued: Mapping[str, IssuedPaper],
) -> Differences:
    """Compare files with the SHA-256 that the manifest gives, and the manifests that name each other.

    ``own`` is the SHA-256 of the edition's own manifest, ``listed`` its files, ``earlier`` the editions that it names,
    ``issued`` the papers that are to be as issued instead.
    """
    files = strange_files(outputs / name)
    digests = {path: sha256(place.read_bytes()) for path, place in files.items() if path in listed}
    manifests = {each: manifest_bytes(outputs, each) for each in list_editions(outputs)}
    return Differences(
        changed=tuple(sorted(p for p, digest in digests.items() if p not in issued and digest != listed[p])),
        missing=tuple(sorted(path for path in listed if path not in files)),
        extra=tuple(sorted(path for path in files if path not in listed)),
        earlier=tuple(each for each, digest in earlier.items() if sha256(manifests.get(each, b"")) != digest),
        later=tuple(each for each, raw in manifests.items() if made_from(raw).get(name, own) != own),
        issued=tuple(sorted(p for p, d in digests.items() if p in issued and d != issued[p].sha256)),
    )
