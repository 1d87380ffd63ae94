"""What a reader finds in the charts of a Word document, and a report with 12 months of figures."""

from __future__ import annotations

import io
import random
import re
from typing import Any

import openpyxl
from lxml import etree

from pipeline.base.county import COUNTY
from pipeline.bundles import Report
from pipeline.render.package import unpack
from pipeline.schema.indicators import INDICATORS
from tests.render.excel_samples import NAMES, table, with_table

SERIES_MONTHS = (*(f"2022-{month:02d}" for month in range(3, 13)), "2023-01", "2023-02")


def with_series(report: Report) -> Report:
    """The report with made-up figures for each of 12 months; some months have nothing due."""
    dice = random.Random(11)
    rows: list[dict[str, object]] = []
    for month in SERIES_MONTHS:
        for name in (*NAMES, COUNTY):
            for indicator in INDICATORS:
                of = dice.choice((0, 7, 13, 18, 24))
                n = dice.randint(0, of)
                row = {
                    "month": month,
                    "township": name,
                    "indicator": indicator.id,
                    "numerator": n,
                    "denominator": of,
                    "origin": "往期",
                }
                rows.append(row | ({"denominator": None} if indicator.count else {}))
    return with_table(report, "series", table("series", rows))


def chart_roots(document: bytes) -> list[Any]:
    """The chart parts, parsed."""
    return [
        etree.fromstring(part)
        for name, part in sorted(unpack(document).items())
        if re.fullmatch(r"word/charts/chart\d+\.xml", name)
    ]


def chart_books(document: bytes) -> list[Any]:
    """The one sheet of each workbook behind a chart, as openpyxl reads it."""
    books = (part for name, part in sorted(unpack(document).items()) if name.startswith("word/embeddings/"))
    return [openpyxl.load_workbook(io.BytesIO(book)).active for book in books]


def described(document: bytes) -> list[str]:
    """The alternative texts of drawings."""
    root = etree.fromstring(unpack(document)["word/document.xml"])
    return [
        node.get("descr")
        for node in root.iter("{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}docPr")
    ]
