"""发文登记.xlsx as it was before rows were added to it is found again, and known by its hash."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from pipeline.editions.issued import Issued
from pipeline.editions.manifest import sha256
from pipeline.issuing.register import as_then, with_row

MONTH, BOOK = "2023-02", "发文登记.xlsx"


def test_rows_that_came_since_are_taken_off_until_its_hash_fits(tmp_path: Path):
    folder = tmp_path / MONTH
    folder.mkdir()
    saved = []
    for number, day in enumerate((date(2023, 3, 6), date(2023, 3, 7), date(2023, 3, 8)), 1):
        _, content = with_row(folder, Issued("督办函", f"甲{number}镇", f"青信〔2023〕{number}号", day, "主任"), "", ())
        assert content is not None
        (folder / BOOK).write_bytes(content)
        saved.append(content)
    assert [as_then(saved[-1], sha256(before)) for before in saved[:-1]] == saved[:-1]
    assert as_then(saved[-1], sha256(b"another")) is None
    assert as_then(b"no workbook", sha256(saved[0])) is None
