"""verify --rerun: an edition is made again aside and compared with what was published, content for content."""

from __future__ import annotations

import json
import tempfile
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import Any

from pipeline import FORMULA_VERSION, VERSION
from pipeline.base.period import parse_period
from pipeline.editions.archive import DATA_FOLDER, ROLLED_UP
from pipeline.editions.issued import KEPT, Issued, IssuedPaper, edition_number, issued_of, kept_numbers, read_record
from pipeline.editions.listed import damaged, find_edition, manifest_bytes
from pipeline.editions.manifest import MANIFEST_FILE, sha256
from pipeline.editions.publish import interrupted, recover
from pipeline.issuing.issue import values_of
from pipeline.messages import rerun_words
from pipeline.messages.refusals import refusal
from pipeline.render.word.marks import UNREADABLE, fill_marks
from pipeline.report.folders import period_folders
from pipeline.report.held import refuse_to_make
from pipeline.report.sources import choose
from pipeline.report.unpublished import County
from pipeline.rerun.aside import put_back, registers_then
from pipeline.rerun.contents import differences
from pipeline.rerun.reasons import reasons
from pipeline.run import Show, county_of, make_again
from pipeline.schema.papers import RETURNED
from pipeline.sheets.held import held_files
from pipeline.sheets.tidied import read_tidied

_LOG, _PDF = "run.log", ".pdf"


@dataclass(frozen=True)
class _Compared:
    """``differing``: path -> how it differs. ``same``: files whose content is the same, ``alike`` to the last byte."""

    differing: Mapping[str, str]
    same: int
    alike: int
    passed: Mapping[str, int]
    manifest: Mapping[str, Any]

    @property
    def tables(self) -> bool:
        """Whether a table differs."""
        return any(path.startswith(f"{DATA_FOLDER}/") for path in self.differing)


def rerun(
    inputs: Path, outputs: Path, name: str | None, show: Show, password_file: Path | None = None
) -> tuple[list[str], bool]:
    """Make the newest edition of a period (the newest when None) again; return what staff read, and whether it holds.

    It holds when tables, documents, workbooks and pages say the same; where the program is another version, when the
    tables do. ``outputs`` isn't written. Raises UserError when there is no edition, when it was made by another formula
    version or is a roll-up, or when settings, inputs or an earlier edition can't be read.
    """
    if interrupted(outputs):
        recover(outputs)
    wanted = find_edition(outputs, name)
    then = _manifest(outputs, wanted)
    if ROLLED_UP in then["outputs"]:
        raise refusal("E220", period=wanted)
    if str(then["formula_version"]) != FORMULA_VERSION:
        raise refusal("E219", period=wanted, was=then["formula_version"], now=FORMULA_VERSION)
    work = _Work(inputs, outputs, wanted, then, show, password_file)
    lines = []
    compared = work.made(itself=False)
    if compared.differing:
        over_itself = work.made(itself=True)
        if not over_itself.differing:
            compared, lines = over_itself, [rerun_words.OVER_DRAFT]
    other_program = str(then["program_version"]) != VERSION
    sound = not compared.tables if other_program else not compared.differing
    why = [*work.lacking, *reasons(then, compared.manifest)]
    label = parse_period(wanted).label
    count = compared.same + len(compared.differing)
    if compared.differing:
        lines.append(rerun_words.OTHER.format(period=label, count=count, differing=len(compared.differing)))
        lines += compared.differing.values()
        if other_program:
            lines.append(_by_program(str(then["program_version"]), tables=compared.tables))
        lines += [rerun_words.REASONS, *why] if why else [] if other_program else [rerun_words.NO_REASON]
    else:
        lines.append(rerun_words.SAME.format(period=label, count=count, bytes=compared.alike))
        lines += [rerun_words.REASONS, *why] if why else []
    lines += work.notes
    lines += [
        rerun_words.NOT_COMPARED.format(count=count, what=what) for what, count in compared.passed.items() if count
    ]
    if kept := kept_numbers(outputs, wanted):
        where = f"{outputs.name}/{KEPT}/{wanted}"
        lines.append(rerun_words.KEPT.format(numbers="、".join(map(str, kept)), where=where))
    return lines, sound


def _by_program(was: str, *, tables: bool) -> str:
    if tables:
        return rerun_words.TABLES_DIFFER.format(was=was, now=VERSION)
    return rerun_words.BY_PROGRAM.format(was=was, now=VERSION)


def _manifest(outputs: Path, name: str) -> dict[str, Any]:
    try:
        manifest: dict[str, Any] = json.loads(manifest_bytes(outputs, name))
        {key: dict(manifest[key]) for key in ("outputs", "inputs", "earlier_editions", "settings", "templates")}
        date.fromisoformat(manifest["cut_off"])
    except (OSError, ValueError, KeyError, TypeError) as fault:
        raise damaged(outputs, name) from fault
    return manifest


class _Work:
    """Making one edition again. ``lacking``: sources of then that are gone; ``notes``: what was put back, in words."""

    def __init__(
        self, inputs: Path, outputs: Path, name: str, then: Mapping[str, Any], show: Show, password_file: Path | None
    ) -> None:
        self.inputs, self.outputs, self.name, self.then = inputs, outputs, name, then
        folders = {path.split("/")[0] for path in then["inputs"] if "/" in path}
        refuse_to_make(held_files(inputs, sorted(folders)), name)
        instead, changed = registers_then(inputs, then["inputs"])
        self.county = replace(county_of(inputs, outputs, show, password_file), instead=instead)
        self.lacking = [rerun_words.REGISTER_CHANGED.format(path=path) for path in changed]
        every = period_folders(inputs)
        later = [each for each in choose(every, name).folders if each not in folders and each != name]
        self.sources = choose([each for each in every if each not in later], name)
        self.notes = [rerun_words.LATER_FOLDERS.format(folders="、".join(later))] if later else []
        self.tidied = any(read_tidied(inputs / each) for each in self.sources.folders)

    def made(self, *, itself: bool) -> _Compared:
        """The edition made again, in a folder of its own that is gone afterwards, and compared."""
        with tempfile.TemporaryDirectory() as top:
            aside = Path(top) / self.outputs.name
            aside.mkdir()
            gone = put_back(self.outputs, self.name, self.then, self.county.registered, aside, itself=itself)
            if not itself:
                self.lacking += [rerun_words.EARLIER_GONE.format(period=parse_period(each).label) for each in gone]
            county: County = replace(self.county, outputs=aside)
            made = make_again(county, self.sources, date.fromisoformat(self.then["cut_off"]), self.outputs)
            assert made.folder is not None, "it was published"
            return self._compared(made.folder)

    def _compared(self, made: Path) -> _Compared:
        now = json.loads((made / MANIFEST_FILE).read_bytes())
        issued = issued_of(read_record(self.outputs, self.name), edition_number(self.outputs, self.name))
        passed = {rerun_words.PDF: 0, rerun_words.RETURNED_TIDIED: 0}
        differing: dict[str, str] = {}
        same = alike = 0
        for path in sorted({*self.then["outputs"], *now["outputs"]} - {_LOG}):
            was, new = self.then["outputs"].get(path), now["outputs"].get(path)
            if path.endswith(_PDF):
                passed[rerun_words.PDF] += 1
            elif was == new:
                same, alike = same + 1, alike + 1
            elif told := self._differs(path, was, made / path, issued.get(path)):
                if self.tidied and path.startswith(f"{RETURNED.folder}/") and path.endswith(".xlsx"):
                    passed[rerun_words.RETURNED_TIDIED] += 1
                else:
                    differing[path] = told
            else:
                same += 1
        return _Compared(differing, same, alike, passed, now)

    def _differs(self, path: str, digest: str | None, made: Path, issued: IssuedPaper | None) -> str:
        """A sentence about a file whose bytes are others; '' when it says the same."""
        if digest is None:
            return rerun_words.NEW.format(path=path)
        if not made.is_file():
            return rerun_words.NOT_MADE.format(path=path)
        now = made.read_bytes()
        try:
            was = (self.outputs / self.name / path).read_bytes()
        except OSError:
            return rerun_words.GONE.format(path=path)
        if sha256(was) != digest:
            if issued is None or issued.by_hand or sha256(was) != issued.sha256:
                return rerun_words.GONE.format(path=path)
            try:
                now = fill_marks(now, values_of(_asked(issued)))
            except UNREADABLE:
                return rerun_words.GONE.format(path=path)
        how = differences(path, was, now)
        return rerun_words.FILE.format(path=path, how=how) if how else ""


def _asked(paper: IssuedPaper) -> Issued:
    day = date.fromisoformat(paper.day) if paper.day else None
    return Issued(paper.document, paper.township, paper.number, day, paper.signer)
