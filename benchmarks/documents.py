"""Filling Word templates: the program against docxtpl as its manual shows it, with the same template and names.

``uv run benchmarks/documents.py [RUNS]`` fills 反馈单 for 20 townships in turn with both, checks that both print the
same text, and prints milliseconds of processor time per document. The program's time includes charts and reading the
finished document again.
"""

from __future__ import annotations

import io
import statistics
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any
from unittest.mock import patch

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from docx import Document  # noqa: E402
from docxtpl import DocxTemplate  # noqa: E402

from pipeline.bundles import Report  # noqa: E402
from pipeline.render.papers.feedback import FEEDBACK  # noqa: E402
from pipeline.render.word.filling import render_document  # noqa: E402
from tests.render.excel_samples import make_report  # noqa: E402
from tests.render.word.chart_texts import with_series  # noqa: E402

TEMPLATE = (ROOT / "templates" / FEEDBACK.template).read_bytes()


def contexts(report: Report) -> list[dict[str, Any]]:
    """Return the names and values for each township's sheet."""
    return [made.context() for made in FEEDBACK.make(report)]


def ours(report: Report, context: dict[str, Any]) -> bytes:
    """Fill and finish a document as a run does."""
    return render_document(TEMPLATE, context, report.settings.office, title="反馈单", made_on=report.cut_off)


def theirs(context: dict[str, Any]) -> bytes:
    """Fill a document by docxtpl alone: a sentence instead of the chart, nothing is finished, nothing is checked."""
    document = DocxTemplate(io.BytesIO(TEMPLATE))
    document.render({**context, "走势": {**context["走势"], "图": context["走势"]["图"].without}}, autoescape=True)
    buffer = io.BytesIO()
    document.save(buffer)
    return buffer.getvalue()


def text(document: bytes) -> str:
    """Return the text of every paragraph, also in tables."""
    read = Document(io.BytesIO(document))
    cells = [cell.text for table in read.tables for row in table.rows for cell in row.cells]
    return "\n".join([*(p.text for p in read.paragraphs), *cells])


def milliseconds(work: Callable[[dict[str, Any]], object], filled: list[dict[str, Any]]) -> float:
    """Return the processor time per document."""
    start = time.process_time()
    for context in filled:
        work(context)
    return 1000 * (time.process_time() - start) / len(filled)


def main(runs: int) -> None:
    """Measure in turn, ``runs`` times."""
    plain, drawn = make_report(), with_series(make_report())
    without, with_charts = contexts(plain), contexts(drawn)
    if any(text(ours(plain, context)) != text(theirs(context)) for context in without):
        sys.exit("the two print different texts")
    times: dict[str, list[float]] = {
        "ours": [],
        "docxtpl": [],
        "ours, with a chart and its table": [],
        "ours, not read again": [],
    }
    for _ in range(runs):
        times["ours"].append(milliseconds(lambda context: ours(plain, context), without))
        times["docxtpl"].append(milliseconds(theirs, without))
        times["ours, with a chart and its table"].append(
            milliseconds(lambda context: ours(drawn, context), with_charts)
        )
        with patch("pipeline.render.word.filling.lost_values", return_value=[]):
            times["ours, not read again"].append(milliseconds(lambda context: ours(plain, context), without))
    for name, taken in times.items():
        print(f"{name:36} median {statistics.median(taken):6.2f} ms  best {min(taken):6.2f} ms")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 5)
