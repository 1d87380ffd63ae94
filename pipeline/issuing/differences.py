"""What issued papers of the period would say otherwise now, with their sentences; and what the run says of it."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from pathlib import Path

from pipeline.bundles import Report, contract_table
from pipeline.editions.issued import IssuedPaper, kept_folder
from pipeline.issuing.wording import changed_sentences
from pipeline.messages.issuing import DIFFERS, DIFFERS_ALONE, NO_NUMBER
from pipeline.report.corrections import SENTENCE, row_of
from pipeline.schema.papers import CORRECTION, PAPER

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
        pairs = changed_sentences(paper, issued, files.get(paper.path)) if paper.document != CORRECTION else ()
        mine = frame[(frame["path"] == paper.path) & (frame["edition"] == paper.edition)]
        said = contract_table(
            CORRECTIONS, [row_of(paper, SENTENCE, paper.township, SENTENCE, was, now) for was, now in pairs]
        )
        parts += [mine, said]
        if count := len(mine) + len(said):
            differing.append((paper, count))
    if not parts:
        return report, ()
    table = contract_table(CORRECTIONS, [row for part in parts for row in part.astype("object").to_dict("records")])
    return replace(report, tables={**report.tables, CORRECTIONS: table}), differing


def in_words(differing: Differing, files: Collection[str]) -> list[str]:
    """A sentence about each paper that differs; it names the draft that corrects it where there is one in ``files``."""
    draft, lines = PAPER[CORRECTION].path(), []
    for paper, count in differing:
        words = DIFFERS if draft in files and not paper.township else DIFFERS_ALONE
        lines.append(words.format(paper=paper.called, number=paper.number or NO_NUMBER, count=count, draft=draft))
    return lines
