"""The small workbooks that are committed are what their maker writes."""

from __future__ import annotations

import pytest

from tools.make_ingest_cases import FOLDER, all_cases


@pytest.mark.slow
def test_the_committed_cases_are_the_makers() -> None:
    """Byte for byte, so that a change of the maker is a change of the cases."""
    assert {path.name: path.read_bytes() for path in FOLDER.iterdir()} == {
        name: make() for name, make in all_cases().items()
    }
