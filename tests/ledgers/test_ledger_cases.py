"""What the reader makes of each small workbook of tests/cases/ingest: its rows, its sentences and its decisions,
word for word.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.ledgers.conftest import CASES, ReadCase
from tests.ledgers.readings import page

pytestmark = pytest.mark.slow

EXPECTED = CASES.parent / "ingest_expected"
NAMES = sorted(path.name for path in CASES.iterdir())


@pytest.mark.parametrize("name", NAMES)
def test_a_file_is_read_as_its_page_says(name: str, read_case: ReadCase, tmp_path: Path) -> None:
    """The page was read against the file by a person; what comes out now lies beside it for a comparison when they
    differ.
    """
    found = page(read_case(name, "登记簿.xlsx" if name == "register.xlsx" else name))
    (tmp_path / f"{name}.txt").write_text(found, encoding="utf-8")
    assert found == (EXPECTED / f"{name}.txt").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    "name", [name for name in NAMES if "拒收" in (EXPECTED / f"{name}.txt").read_text(encoding="utf-8")]
)
def test_a_refused_file_says_why_once_and_leaves_no_row(name: str, read_case: ReadCase) -> None:
    """The sentence stands once among the findings, as an error, and in the list of files."""
    reading = read_case(name)
    assert [f.message for f in reading.findings if f.severity == "错误"] == list(reading.files["reason"])
    assert reading.ledger.empty


def test_every_case_has_its_page_and_every_page_its_case() -> None:
    """A workbook that no page tells of would be dead weight; sixty at least are promised."""
    assert {path.name for path in EXPECTED.iterdir()} == {f"{name}.txt" for name in NAMES}
    assert len(NAMES) >= 60
