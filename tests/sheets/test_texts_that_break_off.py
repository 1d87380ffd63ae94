"""A text file that breaks off in its last line is told; one that ends behind a line is as whole as it can show."""

from __future__ import annotations

import pytest

from pipeline.sheets.files import identify
from pipeline.sheets.formats.faults import Refused
from pipeline.sheets.grids import open_workbook

HEADINGS = "信访件编号,责任单位,登记日期,信访形式,初重件,受理日期,办结日期"
ROWS = tuple(
    f"QH2023{n:04d},城关镇,2023-02-{n:02d},来访,初件,2023-02-{n + 1:02d},2023-02-{n + 9:02d}" for n in range(1, 4)
)


def notes(data: bytes) -> list[str]:
    """The codes of what is told of a text."""
    return [note.code for note in open_workbook(identify(data, "城关镇.csv", "")).notes]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
@pytest.mark.parametrize("end", ["\r\n", "\n"])
def test_a_text_cut_anywhere_within_a_line_is_told(encoding: str, end: str) -> None:
    """Every length from the second line on: refused, told, or cut where a line ends."""
    text = "".join(f"{line}{end}" for line in (HEADINGS, *ROWS))
    data = text.encode(encoding)
    silent = []
    for length in range(len(f"{HEADINGS}{end}".encode(encoding)) + 1, len(data)):
        try:
            told = notes(data[:length])
        except Refused:
            continue
        if not told and not data[:length].decode(encoding, "ignore").endswith(("\r", "\n")):
            silent.append(length)
    assert silent == []
    assert notes(data) == []


@pytest.mark.parametrize(
    ("last", "code"),
    [("QH20230004,城关镇,2023-02-0", "R098"), ("QH20230004,", "R099"), (ROWS[0], "R099"), (f"{ROWS[0]},", "R099")],
)
def test_a_line_with_fewer_cells_than_the_others_is_more_than_one_without_an_end(last: str, code: str) -> None:
    """Fewer cells, of which two are filled: something was lost. Otherwise the end of the line alone is missing."""
    assert notes("\r\n".join((HEADINGS, *ROWS, last)).encode()) == [code]


@pytest.mark.parametrize("text", [f'{HEADINGS}\r\n{ROWS[0]},"备注\r\n{ROWS[1]}\r\n', f'{HEADINGS}\r\n"QH20230001'])
def test_a_quote_that_never_closes_is_refused(text: str) -> None:
    """It would take every line behind it into one cell."""
    with pytest.raises(Refused) as refused:
        open_workbook(identify(text.encode(), "城关镇.csv", ""))
    assert refused.value.issue.code == "R008"
