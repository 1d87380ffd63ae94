"""A ledger of more cells than can be marked in a few seconds: its township gets the message alone."""

from __future__ import annotations

import pytest

from pipeline.base.grid import Grid
from pipeline.base.originals import Original, OriginalSheet
from pipeline.sendback import marked_file
from pipeline.sendback.marked_file import MOST_CELLS, Return, is_large, render_return
from tests.sendback.returned_samples import fault


def original(*rows: tuple[str, ...]) -> Original:
    return Original("2023-02/甲镇.xlsx", "0" * 64, b"", (OriginalSheet(Grid("台账", rows), 1),))


def test_the_cells_of_all_rows_are_counted(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(marked_file, "MOST_CELLS", 4)
    assert not is_large(original(("编号", "乡镇"), ("1", "甲镇")))
    assert is_large(original(("编号", "乡镇"), ("1", "甲镇"), ("2",)))


@pytest.mark.parametrize("adopted", [True, False])
def test_the_message_says_that_no_marked_file_comes_and_where_to_mend(adopted: bool) -> None:
    back = Return(
        "甲镇", "2023年2月", "甲镇.xlsx", "2023-02/甲镇.xlsx", None, (fault("D5"),), adopted=adopted, large=True
    )
    files = render_return(back)
    assert list(files) == ["退回/甲镇.txt"]
    lines = files["退回/甲镇.txt"].decode("utf-8-sig").split("\r\n")
    assert lines[0] == "甲镇：2023年2月台账请更正后重报（错误1项）。"
    assert "D5：" in lines[1]
    assert lines[2] == (
        f"台账超过{MOST_CELLS}格，没有附加标注的文件：请在自己的原文件里改，改好存盘，文件名不要改，把整个文件发回；"
        "改了文件名，就不知道它替换哪一份。"
    )
