"""会议数据摘要 of a county that has everything is one page with room to spare, in whatever faces this machine has.

Faces that stand in for the office's have wider digits; the sheet has to fit with these too.
"""

from __future__ import annotations

from collections.abc import Callable

import pytest

from tests.render import full_digest
from tests.render.laid_out import MILLIMETRE, lay_out

pytestmark = pytest.mark.slow

FILLED = (10, 13, 16, 20, 99)
"""Of so many of its rows a sheet is laid out: some that just fit, some where rows are left out."""
FOOT, LINE = 262.0, 5.3
"""Millimetres: the foot of the text under the paper's upper edge, a line of the table."""


def test_the_sheet_is_one_page_with_a_line_to_spare(real_part: Callable[[str], str]) -> None:
    documents = {f"摘要{count}": full_digest.document(count) for count in FILLED}
    laid = lay_out(documents, real_part("soffice"))
    assert {name: len(pages) for name, pages in laid.items()} == dict.fromkeys(documents, 1)
    last = {
        name: max(line.top / MILLIMETRE for line in page.lines if not line.text.startswith("— "))
        for name, (page,) in laid.items()
    }
    assert [name for name, top in last.items() if top > FOOT - 2 * LINE] == []
    assert last["摘要99"] > FOOT - 8 * LINE, "no more is left out than has to be"
