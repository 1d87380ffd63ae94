"""What issued papers of the period would say otherwise now, with their sentences; and what the run says of it."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from pathlib import Path

from pipeline.bundles import Report, contract_table
from pipeline.editions.issued import IssuedPaper, kept_folder
from pipeline.issuing.wording import changed_sentences
from pipeline.messages.issuing import DIFFERS, DIFFERS_ALONE, NO_NUMBER
from pipeline.report.corrections import SENTENCE, SOURCE, row_of
from pipeline.schema.papers import CORRECTING, CORRECTION, LETTER_CORRECTION, PAPER, URGING_CORRECTION

CORRECTIONS = "corrections"
Differing = Sequence[tuple[IssuedPaper, int]]
"""Each issued paper that differs, with the number of places."""


def with_sentences(
    outputs: Path, report: Report, papers: Sequence[IssuedPaper], files: Mapping[str, bytes]
) -> tuple[Report, Differing]:
    """The report with the sentences that the issued ``papers`` would say otherwise, and the papers that differ.

    ``files``: the papers as they would be printed now. A correcting paper is compared with nothing.
    """
    frame, name = report.tables[CORRECTIONS], report.period.name
    differing, parts = [], []
    for paper in papers:
        kept = kept_folder(outputs, name, paper.edition) / paper.path
        issued = kept.read_bytes() if kept.is_file() else None
        pairs = changed_sentences(paper, issued, files.get(paper.path)) if paper.document not in CORRECTING else ()
        mine = frame[(frame["path"] == paper.path) & (frame["edition"] == paper.edition)]
        said = contract_table(
            CORRECTIONS,
            [row_of(paper, SENTENCE, paper.township, place or SENTENCE, was, now) for place, was, now in pairs],
        )
        if count := int((mine["kind"] != SOURCE).sum()) + len(said):
            parts += [mine, said]
            differing.append((paper, count))
    table = contract_table(CORRECTIONS, [row for part in parts for row in part.astype("object").to_dict("records")])
    return replace(report, tables={**report.tables, CORRECTIONS: table}), differing


def in_words(differing: Differing, files: Collection[str]) -> list[str]:
    """A sentence about each paper that differs; it names the draft that corrects it where there is one in ``files``."""
    lines = []
    for paper, count in differing:
        drafts = [draft for draft in _drafts(paper) if draft in files]
        words = DIFFERS if drafts else DIFFERS_ALONE
        number = paper.number or NO_NUMBER
        lines.append(words.format(paper=paper.called, number=number, count=count, draft="".join(drafts[:1])))
    return lines


def _drafts(paper: IssuedPaper) -> list[str]:
    """Where a draft that corrects a paper may lie, the likeliest first."""
    if not paper.township:
        return [PAPER[CORRECTION].path()]
    urged = paper.document in PAPER and PAPER[paper.document].issuer == PAPER[URGING_CORRECTION].issuer
    kinds = (URGING_CORRECTION,) if urged else (LETTER_CORRECTION, URGING_CORRECTION)
    return [PAPER[kind].path(paper.township) for kind in kinds]
