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
from pipeline.schema.papers import CORRECTING, DRAFTS_BOOK, REVIEW_PAGE, SUMMARY_BOOK, filed


@dataclass(frozen=True)
class Job:
    """What all periods of one run share.

    ``office``: the program that makes PDF, None where none is asked for. ``way``: from an edition's folder to the
    inputs, '' when it isn't known. ``cache``: what earlier runs have made.
    """

    county: County
    templates: Templates
    office: Path | None
    way: str
    cache: Cache = NO_CACHE


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
    from pipeline.render.page.review_page import PAGE_PARTS, render_page  # noqa: PLC0415 - docxtpl is slow to import
    from pipeline.render.papers.documents import render_papers  # noqa: PLC0415
    from pipeline.render.papers.glyphs import missing_glyphs  # noqa: PLC0415
    from pipeline.render.papers.paper import without_head  # noqa: PLC0415
    from pipeline.render.workbook.book import render_workbook  # noqa: PLC0415
    from pipeline.render.workbook.links import Beside  # noqa: PLC0415
    from pipeline.render.workbook.register_drafts import register_drafts  # noqa: PLC0415

    files, faults = render_papers(report, job.templates.content, job.templates.faulty, cache=job.cache)
    report, differing = with_sentences(job.county.outputs, report, [paper for paper, _ in basis.papers], files)
    if differing:
        files[f"data/{CORRECTIONS}.parquet"] = table_bytes(CORRECTIONS, report.tables[CORRECTIONS])
        corrected, more = render_papers(
            report, job.templates.content, job.templates.faulty, only=CORRECTING, cache=job.cache
        )
        files, faults = files | corrected, faults | more
    if (drafts := register_drafts(report, files)) is not None:
        files[DRAFTS_BOOK] = drafts
    parts = {name: job.templates.content(name).decode("utf-8") for name in PAGE_PARTS}
    files[REVIEW_PAGE] = render_page(report, parts, [*returned, *files], job.way)
    files[SUMMARY_BOOK] = render_workbook(report, Beside({*files, *returned}, job.way))
    failed = [f"“{path}”没有生成：{fault}" for path, fault in faults.items()]
    return files, [
        *failed,
        *in_words(differing, files),
        *missing_glyphs(report.settings),
        *without_head(report.settings),
    ]
