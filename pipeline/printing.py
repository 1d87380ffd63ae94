"""What a run makes of a report: papers, workbook, page, and what goes back to the townships."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from pipeline.base.finding import Finding
from pipeline.bundles import Report
from pipeline.editions.cache import NO_CACHE, Cache
from pipeline.editions.parquet import table_bytes
from pipeline.render.templates.chosen import Templates
from pipeline.report.basis import Basis
from pipeline.report.unpublished import County
from pipeline.schema.papers import CORRECTING, DRAFTS_BOOK, filed
from pipeline.second import Asked, Given, Second, overviews


@dataclass(frozen=True)
class Job:
    """What all periods of one run share.

    ``office``: the program that makes PDF, None where none is asked for. ``way``: from an edition's folder to the
    inputs, '' when it isn't known. ``cache``: what earlier runs have made. ``second``: a process beside this
    one, if there is any.
    """

    county: County
    templates: Templates
    office: Path | None
    way: str
    cache: Cache = NO_CACHE
    second: Second | None = None


def given_of(job: Job, report: Report) -> Given:
    """A report with what its papers are made of."""
    templates = {name: each.content for name, each in job.templates.by_file.items()}
    return Given(report, templates, job.templates.faulty, job.cache)


def share_out(job: Job, report: Report, basis: Basis) -> None:
    """Let the second process begin, if there is one.

    It isn't asked where papers were issued: then the report isn't known whole before they are compared.
    """
    if job.second is not None and not basis.papers:
        job.second.give(given_of(job, report))


def marked_places(files: Mapping[str, bytes]) -> dict[str, list[str]]:
    """Path -> the places that are filled on issue, of every paper with a letterhead."""
    from pipeline.render.word.marks import marks_of  # noqa: PLC0415 - docxtpl is slow to import

    papers = (path for row, found in filed(files) if row.headed for path in found.values())
    return {path: sorted(marks_of(files[path])) for path in papers}


def to_townships(
    job: Job, report: Report, findings: tuple[Finding, ...], folder: str
) -> tuple[dict[str, bytes], dict[str, bytes], list[str]]:
    """The files that go back, the receipts, and a sentence for each township whose file couldn't be marked."""
    from pipeline.sendback.receipts import receipts  # noqa: PLC0415 - a check needs none of it
    from pipeline.sendback.townships import send_back  # noqa: PLC0415

    county = job.county
    returned, unmarked = send_back(
        county.inputs,
        report,
        findings,
        folder,
        county.passwords,
        cache=job.cache,
        settings_hash=county.settings_hash,
        memory=county.memory,
    )
    county.memory.hand_on("")
    return returned, receipts(report, findings, folder, returned), unmarked


def rendered(
    job: Job, report: Report, returned: Mapping[str, bytes], basis: Basis
) -> tuple[dict[str, bytes], list[str]]:
    """Return every document by its path, and a sentence for each one that failed and for names that a font can't print.

    One fault stops one document. Where papers were issued the table corrections is among them, with the sentences that
    would be printed otherwise, and there is a sentence for each such paper.
    """
    from pipeline.issuing.differences import CORRECTIONS, in_words, with_sentences  # noqa: PLC0415
    from pipeline.render.page.review_page import PAGE_PARTS  # noqa: PLC0415
    from pipeline.render.papers.documents import papers_of  # noqa: PLC0415
    from pipeline.render.papers.glyphs import missing_glyphs  # noqa: PLC0415
    from pipeline.render.papers.paper import without_head  # noqa: PLC0415
    from pipeline.render.workbook.register_drafts import register_drafts  # noqa: PLC0415

    given, second = given_of(job, report), job.second
    parts = {name: job.templates.content(name).decode("utf-8") for name in PAGE_PARTS}
    papers, answer = given.papers(letters=False), None
    if second is None or second.given is None:
        files, faults = given.filled(papers)
    else:
        known = list(papers)
        second.ask(Asked(parts, [*returned, *(document.path for _, document in known)], job.way))
        files, faults = given.filled(known)
        answer = second.answer()
    letters, more = given.filled(given.papers(letters=True)) if answer is None else answer.letters
    files, faults = files | letters, faults | more
    report, differing = with_sentences(job.county.outputs, report, [paper for paper, _ in basis.papers], files)
    if differing:
        files[f"data/{CORRECTIONS}.parquet"] = table_bytes(CORRECTIONS, report.tables[CORRECTIONS])
        given = given_of(job, report)
        corrected, more = given.filled(papers_of(report, given.faulty, CORRECTING))
        files, faults = files | corrected, faults | more
    if (drafts := register_drafts(report, files)) is not None:
        files[DRAFTS_BOOK] = drafts
    names = [*returned, *files]
    if answer is None or answer.names != frozenset(names):
        files |= overviews(report, parts, names, job.way)
    else:
        files |= answer.overviews
    failed = [f"“{path}”没有生成：{fault}" for path, fault in sorted(faults.items())]
    return files, [
        *failed,
        *in_words(differing, files),
        *missing_glyphs(report.settings),
        *without_head(report.settings),
    ]
