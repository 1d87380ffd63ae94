"""What leaves the office, by the whole run with every paper (cases 24 and 28)."""

from __future__ import annotations

from pathlib import Path
from zipfile import ZipFile

import pytest
from openpyxl import load_workbook

from pipeline.base.listed import texts_in
from tests.version_two.months_told import A, B, Begin, matter

pytestmark = pytest.mark.slow

NUMBER = "QH2023000777"


def texts(path: Path) -> str:
    """All that a file says: of a package every part."""
    if path.suffix in (".docx", ".xlsx"):
        with ZipFile(path) as package:
            return "\n".join(package.read(name).decode("utf-8", "ignore") for name in package.namelist())
    return path.read_bytes().decode("utf-8", "ignore")


def leaving(folder: Path) -> list[Path]:
    """The papers: all but the office's own page, workbook and tables and a township's own ledger."""
    return sorted(
        path
        for path in folder.rglob("*")
        if (path.is_file() and path.relative_to(folder).parts[0] in ("通报", "函件", "反馈单", "其他文书", "内部"))
        or path.suffix == ".txt"
    )


@pytest.mark.parametrize("column", ["purpose", "procedure"])
def test_24_a_matter_that_becomes_an_accusation_is_counted_as_first_sent_and_never_shown(
    begin: Begin, column: str
) -> None:
    """申诉求决 and 信访处理意见 in January, 检举控告 in February, when it is overdue (accepted on 5 December, due
    on 3 February): 0/1, one overdue, its number in no paper.

    Its twin, an overdue matter without that word, stands in the papers of its township. Version 1: by its first value
    it was printed.
    """
    story = begin(A, B, papers=True)
    twin = matter("QH2023000888", "2022-12-01", "2022-12-05", purpose="申诉求决")
    row = matter(NUMBER, "2022-12-01", "2022-12-05", purpose="申诉求决")
    story.month("2023-01", {A: [row, twin]}, zero=[B])
    story.run("2023-01")
    story.month("2023-02", {A: [{**row, column: "检举控告"}, twin]}, zero=[B])
    february = story.run("2023-02")
    assert (february.figure(A, "concluded_on_time"), february.count(A, "overdue_open")) == ((0, 2), 2)
    papers = {path.relative_to(february.folder).as_posix(): texts(path) for path in leaving(february.folder)}
    assert [name for name, text in papers.items() if NUMBER in text] == []
    assert [name for name, text in papers.items() if "QH2023000888" in text] != []


def test_28_a_discontent_petitioner_of_a_settled_matter_is_visited(begin: Begin) -> None:
    """Sixty concluded in January as 已化解, one of them rated 不满意: resolved (60/60), and drawn for 抽查 whatever
    the draw; 满意率 has it in February: 59/60.
    """
    story = begin(A, B, papers=True)
    rows = [matter(f"QH2023{i:06d}", "2023-01-02", "2023-01-03", "2023-01-10") for i in range(1, 61)]
    rows[41]["rating_unit"] = "不满意"
    story.month("2023-01", {A: rows}, zero=[B])
    january = story.run("2023-01")
    assert january.figure(A, "resolution") == (60, 60)
    sheet = load_workbook(january.folder / "汇总.xlsx", read_only=True)["抽查核实单"]
    assert "QH2023000042" in {str(value) for line in sheet.iter_rows(values_only=True) for value in line}
    story.month("2023-02", {A: rows}, zero=[B])
    assert story.run("2023-02").figure(A, "satisfaction") == (59, 60)


@pytest.mark.parametrize("column", ["procedure", "purpose"])
def test_a_neighbours_word_takes_no_omission_from_a_township(begin: Begin, column: str) -> None:
    """上级登记台账 has a 申诉求决 of 甲镇 since 3 February, which 甲镇's ledger lacks and 乙镇's lists as 检举控告.

    It is an omission of 甲镇, as without 乙镇's row: counted, and shown by no number. 乙镇 neither gains nor loses.
    """
    story = begin(A, B)
    row = matter("N1", "2023-02-03", received_on="2023-02-03", level="县")
    own = {A: [matter("A1", "2023-02-03", "2023-02-05")], B: [matter("B1", "2023-02-03", "2023-02-05")]}
    above = [{**row, "township": A}]
    story.month("2023-02", own, superior=above)
    silent = story.run("2023-02")
    story.month("2023-02", {**own, B: [*own[B], {**row, column: "检举控告"}]}, superior=above)
    spoken = story.run("2023-02")
    for edition, shown in ((silent, ["N1"]), (spoken, [])):
        table = edition.tables["three_none"].set_index(["township", "condition"])
        failed, held = table.loc[(A, "无遗漏")], table.loc[(B, "无遗漏")]
        assert (failed["count"], failed["holds"], held["count"]) == (1, False, 0)
        assert texts_in(failed["case_nos"]) == shown
        assert (edition.standing(A)["three_none"], edition.standing(B)["three_none"]) == ("否", "是")
    assert [spoken.figure(unit, "accepted_on_time") for unit in (A, B)] == [
        silent.figure(unit, "accepted_on_time") for unit in (A, B)
    ]
