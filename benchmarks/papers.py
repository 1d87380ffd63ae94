"""Every paper of the sample's February: the program against docxtpl as its manual shows it, from the same templates.

``uv run benchmarks/papers.py [RUNS] [--profile]`` runs the sample once, then fills all its papers in turn with both and
prints milliseconds of processor time, for each kind of paper and for all of them, and the ratio. The program's time has
charts, the finish of the layout and every check of a finished document in it; docxtpl prints a sentence instead of a
chart and checks nothing.
Both print the same text, which is looked at first.
"""

from __future__ import annotations

import cProfile
import io
import pstats
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from unittest.mock import patch

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from docx import Document  # noqa: E402
from docxtpl import DocxTemplate  # noqa: E402

from pipeline.bundles import Report  # noqa: E402
from pipeline.render.papers import documents  # noqa: E402
from pipeline.render.word.chart import Chart  # noqa: E402
from pipeline.render.word.filling import render_document  # noqa: E402
from pipeline.run import run_period  # noqa: E402

PERIOD = "2023-02"
INSTEAD = ("本期不画走势图。", "不画得分图。", "（本表没有内容）")


@dataclass(frozen=True)
class Job:
    """A paper to fill."""

    path: str
    kind: str
    template: bytes
    title: str
    context: dict[str, Any]


def jobs() -> tuple[Report, list[Job]]:
    """The report of the sample's February, and its papers."""
    reports: list[Report] = []
    made = documents.render_papers

    def kept(papers: Any, report: Report, *more: Any) -> Any:
        reports.append(report)
        return made(papers, report, *more)

    with tempfile.TemporaryDirectory() as folder, patch.object(documents, "render_papers", kept):
        run_period(ROOT / "inputs", Path(folder), PERIOD, None, lambda _: None)
    report = reports[-1]
    kinds = [kind for kind in documents.KINDS if report.period.kind in kind.row.periods]
    return report, [
        Job(each.path, kind.name, (ROOT / "templates" / kind.template).read_bytes(), each.title, each.context())
        for kind in kinds
        for each in kind.documents(report)
    ]


def ours(report: Report, job: Job) -> bytes:
    """Fill, finish and check a document as a run does."""
    return render_document(job.template, job.context, report.settings.office, title=job.title, made_on=report.cut_off)


def theirs(job: Job) -> bytes:
    """Fill a document by docxtpl alone."""
    document = DocxTemplate(io.BytesIO(job.template))
    document.render(without_charts(job.context), autoescape=True)
    buffer = io.BytesIO()
    document.save(buffer)
    return buffer.getvalue()


def without_charts(value: Any) -> Any:
    """The names and values with a sentence instead of each chart."""
    if isinstance(value, Chart):
        return value.without
    return {key: without_charts(item) for key, item in value.items()} if isinstance(value, Mapping) else value


def text(document: bytes) -> list[str]:
    """The text of every paragraph, also in tables; sentences that stand in place of a chart or of rows aside."""
    read = Document(io.BytesIO(document))
    cells = [cell.text for table in read.tables for row in table.rows for cell in row.cells]
    return [line for line in (*(p.text for p in read.paragraphs), *cells) if line and not line.endswith(INSTEAD)]


def milliseconds(work: Callable[[Job], object], papers: list[Job]) -> float:
    """The processor time of all the papers."""
    start = time.process_time()
    for job in papers:
        work(job)
    return 1000 * (time.process_time() - start)


def main(runs: int, *, profile: bool) -> None:
    """Measure in turn, ``runs`` times."""
    report, papers = jobs()
    for job in papers:
        if text(ours(report, job)) != text(theirs(job)):
            sys.exit(f"the two print different texts: {job.path}")
    if profile:
        with cProfile.Profile() as profiler:
            milliseconds(lambda job: ours(report, job), papers)
        pstats.Stats(profiler).sort_stats("cumulative").print_stats(45)
    kinds = {kind: [job for job in papers if job.kind == kind] for kind in dict.fromkeys(job.kind for job in papers)}
    own: list[dict[str, float]] = []
    other: list[dict[str, float]] = []
    for _ in range(runs):
        own.append({kind: milliseconds(lambda job: ours(report, job), some) for kind, some in kinds.items()})
        other.append({kind: milliseconds(theirs, some) for kind, some in kinds.items()})
    for kind, some in kinds.items():
        show(f"{len(some):3} {kind}", [each[kind] for each in own], [each[kind] for each in other])
    show(f"{len(papers):3} in all", [sum(each.values()) for each in own], [sum(each.values()) for each in other])


def show(label: str, own: list[float], other: list[float]) -> None:
    """Print the least of both times, and the ratios of the runs."""
    ratios = [theirs_took / took for took, theirs_took in zip(own, other, strict=True)]
    print(
        f"{label}: ours {min(own):.1f} ms, docxtpl {min(other):.1f} ms; "
        f"{statistics.median(ratios):.1f} times as long (median of {len(own)}; {min(ratios):.1f} to {max(ratios):.1f})"
    )


if __name__ == "__main__":
    numbers = [argument for argument in sys.argv[1:] if argument.isdecimal()]
    main(int(numbers[0]) if numbers else 5, profile="--profile" in sys.argv)
