"""定稿: a paper of the newest edition gets its number, its day and its signer, and is kept as issued."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from pipeline.base.period import parse_period
from pipeline.editions.issued import (
    Issued,
    IssuedPaper,
    edition_number,
    kept_folder,
    periods_issued,
    read_record,
    record_bytes,
    record_file,
)
from pipeline.editions.listed import damaged, find_edition, manifest_bytes
from pipeline.editions.manifest import sha256
from pipeline.editions.publish import issue_files, recover
from pipeline.issuing.register import with_row
from pipeline.ledgers.issued_rows import issued_rows
from pipeline.messages.issuing import ISSUED, NO_NUMBER, NOT_NEEDED_TWICE, OLD_PDF
from pipeline.messages.refusals import refusal
from pipeline.render.phrases import day_words
from pipeline.render.word.marks import DAY, ISSUED_BY, NUMBER, PRINTED_ON, UNREADABLE, fill_marks, marks_of
from pipeline.schema.papers import CORRECTING, PAPER_BY_WORD, PaperRow, filed
from pipeline.schema.registers import ISSUED_BOOK
from pipeline.settings.record import Settings

_NUMBER = re.compile(r"[^\s〔〕]*[^\s〔〕\d]〔(\d{4})〕[1-9]\d*号")
_NEEDED = (NUMBER, DAY)


@dataclass(frozen=True, slots=True)
class Newest:
    """The newest edition of a period: its number, its manifest, and what was issued of the period so far."""

    outputs: Path
    name: str
    number: int
    manifest: Mapping[str, Any]
    record: tuple[IssuedPaper, ...]

    @classmethod
    def of(cls, outputs: Path, name: str) -> Newest:
        """The edition in the period's folder. Raises UserError when its manifest or the record can't be read."""
        try:
            manifest = json.loads(manifest_bytes(outputs, name))
        except (OSError, ValueError) as fault:
            raise damaged(outputs, name) from fault
        return cls(outputs, name, edition_number(outputs, name), manifest, read_record(outputs, name))

    def issued(self, path: str, row: PaperRow) -> IssuedPaper | None:
        """The paper as issued, of whichever edition; a correcting paper is another one in each edition."""
        found = [p for p in self.record if p.path == path and (row.name not in CORRECTING or p.edition == self.number)]
        return found[-1] if found else None


def issue(
    inputs: Path,
    outputs: Path,
    settings: Settings,
    *,
    period: str,
    paper: str,
    township: str,
    number: str,
    day: date,
    signer: str,
) -> list[str]:
    """Issue a paper and return the lines that staff read.

    ``paper``: the name of a paper, or the name or path of its file; ``township``: whose it is where each has one ('' is
    enough where the name says so or there is only one). Raises UserError with what stands in the way; then nothing has
    been written.
    """
    name = find_edition(outputs, period)
    recover(outputs)
    newest = Newest.of(outputs, name)
    row, unit, path = _chosen(newest, paper, township)
    called = f"{unit}的{row.name}" if unit else row.name
    if (before := newest.issued(path, row)) is not None:
        raise refusal("E084", paper=called, edition=before.edition, number=before.number, day=before.day, period=name)
    asked = Issued(row.name, unit, number, day, signer)
    _check(newest, asked)
    content, by_hand = _filled(newest, path, asked, called)
    lines, register = with_row(inputs / name, asked, called, issued_rows(inputs / name, settings))
    made = _record(newest, path, asked, content, by_hand=by_hand)
    files = _files(newest, {made: content})
    issue_files(outputs, name, files | ({} if register is None else {inputs / name / ISSUED_BOOK: register}))
    where = kept_folder(outputs, name, newest.number).relative_to(outputs.parent).as_posix()
    said = ISSUED.format(paper=called, number=number, day=day_words(day), signer=signer, where=f"{where}/{path}")
    old_pdf = [OLD_PDF.format(path=pdf)] if (pdf := _pdf(path)) in newest.manifest["outputs"] else []
    return [said, *old_pdf, *lines]


def adopt(outputs: Path, name: str, rows: Sequence[Issued]) -> list[str]:
    """Take the papers that staff wrote into 发文登记 by hand for issued, and return a sentence for each.

    A paper whose places are still blank gets number and day; one edited or filled by hand is kept as it is. Rows of
    papers that this edition hasn't, or that are issued already, say nothing here. The caller has settled what was
    interrupted.
    """
    if not rows or not (outputs / name).is_dir():
        return []
    newest = Newest.of(outputs, name)
    papers = {(row.name, unit): (row, path) for row, files in _papers(newest) for unit, path in files.items()}
    taken: dict[IssuedPaper, bytes] = {}
    known = {(paper.document, paper.township, paper.number) for paper in newest.record}
    for asked in rows:
        if (asked.document, asked.township, asked.number) in known:
            continue
        row, path = papers.get((asked.document, asked.township), (None, ""))
        place = outputs / name / path
        if row is None or not row.headed or not place.is_file() or newest.issued(path, row):
            continue
        content, by_hand = _as_it_lies(place.read_bytes(), asked, newest.manifest["outputs"].get(path, ""))
        taken[_record(newest, path, asked, content, by_hand=by_hand)] = content
    if taken:
        issue_files(outputs, name, _files(newest, taken))
    return [NOT_NEEDED_TWICE.format(paper=paper.called, number=paper.number or NO_NUMBER) for paper in taken]


def _as_it_lies(content: bytes, asked: Issued, made: str) -> tuple[bytes, bool]:
    """The paper with number and day at its places where it is still as it was made; else as it is."""
    if sha256(content) != made:
        return content, True
    try:
        marks = marks_of(content)
        return (fill_marks(content, values_of(asked)), False) if set(_NEEDED) <= set(marks) else (content, False)
    except UNREADABLE:
        return content, True


def _papers(newest: Newest) -> list[tuple[PaperRow, dict[str, str]]]:
    return [(row, files) for row, files in filed(newest.manifest["outputs"]) if row.ending == "docx"]


def _chosen(newest: Newest, paper: str, township: str) -> tuple[PaperRow, str, str]:
    """The paper meant, its township and its path. Raises UserError when it isn't one, or isn't one alone."""
    papers = _papers(newest)
    headed = [row.name for row, _ in papers if row.headed]
    word = paper.replace("\\", "/").removesuffix(".docx")
    for row, files in papers:
        for unit, path in files.items():
            if word in (path.removesuffix(".docx"), Path(path).stem) and (unit or word != row.name) and row.headed:
                return row, unit, path
    name = PAPER_BY_WORD.get(word, word)
    found = next(((row, files) for row, files in papers if row.name == name), None)
    if found is None:
        raise refusal("E081", period=newest.name, paper=paper, papers="、".join(headed) or "无")
    row, files = found
    if not row.headed:
        raise refusal("E083", paper=row.name, papers="、".join(headed))
    if not township and len(files) == 1:
        return row, *next(iter(files.items()))
    if township not in files:
        raise refusal("E082", paper=row.name, townships="、".join(files), example=next(iter(files)))
    return row, township, files[township]


def _check(newest: Newest, asked: Issued) -> None:
    """Refuse a number of another form, of another year, or one given before, and a day before the cut-off."""
    assert asked.day is not None, "the command has one"
    match = _NUMBER.fullmatch(asked.number)
    year = asked.day.year
    if match is None:
        raise refusal("E085", number=asked.number, year=year)
    if int(match[1]) != year:
        raise refusal("E086", number=asked.number, day=asked.day.isoformat(), year=year)
    for period in periods_issued(newest.outputs):
        for paper in read_record(newest.outputs, period):
            if paper.number == asked.number:
                raise refusal("E087", number=asked.number, period=parse_period(period).label, paper=paper.called)
    cut_off = date.fromisoformat(newest.manifest["cut_off"])
    if asked.day < cut_off:
        raise refusal("E088", day=asked.day.isoformat(), cut_off=cut_off.isoformat())


def _filled(newest: Newest, path: str, asked: Issued, called: str) -> tuple[bytes, bool]:
    """The paper as it lies there, with its places filled; and whether it was edited by hand."""
    place = newest.outputs / newest.name / path
    try:
        content = place.read_bytes()
    except OSError:
        raise refusal("E097", place=f"{newest.outputs.name}/{newest.name}/{path}", period=newest.name) from None
    made = newest.manifest.get("marked", {}).get(path, [])
    lacking = [label for label in _NEEDED if label not in made]
    if lacking and not newest.manifest["settings"].get("单位.县名") and NUMBER in lacking:
        raise refusal("E091", paper=called, period=newest.name)
    if lacking:
        raise refusal("E090", paper=called, labels="、".join(lacking), example=lacking[0], period=newest.name)
    try:
        there = marks_of(content)
        if gone := [label for label in made if label not in there]:
            raise refusal("E089", paper=called, labels="、".join(gone), period=newest.name)
        return fill_marks(content, values_of(asked)), sha256(content) != newest.manifest["outputs"][path]
    except UNREADABLE:
        raise refusal("E092", file=f"{newest.outputs.name}/{newest.name}/{path}") from None


def values_of(asked: Issued) -> dict[str, str]:
    """What a paper's places are filled with: label -> text."""
    day = "" if asked.day is None else day_words(asked.day)
    values = {NUMBER: asked.number, DAY: day, PRINTED_ON: day, ISSUED_BY: asked.signer}
    return {label: text for label, text in values.items() if text}


def _record(newest: Newest, path: str, asked: Issued, content: bytes, *, by_hand: bool) -> IssuedPaper:
    day = "" if asked.day is None else asked.day.isoformat()
    return IssuedPaper(
        path,
        newest.number,
        asked.document,
        asked.township,
        asked.number,
        day,
        asked.signer,
        sha256(content),
        by_hand=by_hand,
    )


def _files(newest: Newest, taken: Mapping[IssuedPaper, bytes]) -> dict[Path, bytes]:
    """What is written for issued papers: each in the edition and among those kept, and the record of all."""
    kept = kept_folder(newest.outputs, newest.name, newest.number)
    files: dict[Path, bytes] = {}
    for paper, content in taken.items():
        files |= {newest.outputs / newest.name / paper.path: content, kept / paper.path: content}
    return files | {record_file(newest.outputs, newest.name): record_bytes([*newest.record, *taken])}


def _pdf(path: str) -> str:
    return path.removesuffix(".docx") + ".pdf"
