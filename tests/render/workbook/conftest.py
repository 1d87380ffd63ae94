"""The summary workbook of the small county, made once and opened once."""

from __future__ import annotations

import io

import openpyxl
import pytest

from pipeline.bundles import Report
from pipeline.render.workbook.book import render_workbook
from tests.render.excel_samples import make_report


@pytest.fixture(scope="session")
def report() -> Report:
    return make_report()


@pytest.fixture(scope="session")
def content(report: Report) -> bytes:
    return render_workbook(report)


@pytest.fixture(scope="session")
def book(content: bytes) -> openpyxl.Workbook:
    return openpyxl.load_workbook(io.BytesIO(content))
