"""告知计入起 through ledgers and editions: what a blank 告知日期 and 无法告知 are worth, and what the indicator is
called.
"""

from __future__ import annotations

import warnings
from pathlib import Path

import openpyxl
import pytest
from test_ranks_and_papers import words

from pipeline.explain.answer import explain
from tests.version_two.months_told import A, B, Begin, Row, matter

pytestmark = pytest.mark.slow

FROM_FEBRUARY: list[Row] = [{"项目": "告知计入起", "值": "2023-02-01"}]
NAMED = "及时受理（告知）率"


def four(month: str, day: int = 3) -> list[dict[str, object]]:
    """Four matters of one day, all accepted two days later: told in time, told late, not told, not to be told.

    The limit is 15 days after.
    """
    registered, accepted = (f"{month}-{d:02d}" for d in (day, day + 2))
    told = {"1": f"{month}-{day + 15:02d}", "2": f"{month}-{day + 16:02d}", "3": "", "4": "无法告知"}
    return [matter(f"{month}-000{n}", registered, accepted, notified_on=on) for n, on in told.items()]


def test_a_blank_notice_is_none_from_the_day_on_and_stands_before_it(begin: Begin) -> None:
    """January's limits, 18 January, lie before the day: told late alone misses, 3/4.

    February's, 18 February: the blank one too, 2/4. The quarter has both: 5/8.
    """
    story = begin(A, B, 参数=FROM_FEBRUARY)
    story.month("2023-01", {A: four("2023-01")}, zero=[B])
    assert story.run("2023-01").figure(A, "accepted_on_time") == (3, 4)
    story.month("2023-02", {A: [*four("2023-01"), *four("2023-02")]}, zero=[B])
    february = story.run("2023-02")
    assert february.figure(A, "accepted_on_time") == (2, 4)
    assert (february.matter("2023-02-0004")["notice"], february.matter("2023-02-0004")["notified_on"]) == (
        "无法告知",
        "",
    )
    story.month("2023-03", {A: [*four("2023-01"), *four("2023-02")]}, zero=[B])
    assert story.run("2023-03").figure(A, "accepted_on_time") == (0, 0)
    assert story.run("2023-Q1").figure(A, "accepted_on_time") == (5, 8)


def test_a_township_is_told_of_the_blank_that_costs_it_the_rate(begin: Begin) -> None:
    """Of February's four the third alone: the others were told, told late, and couldn't be told.

    January's limits lie before the day. On 20 February, registered, the limit is 7 March: nothing is missed yet.
    """
    story = begin(A, B, 参数=FROM_FEBRUARY)
    rows = [*four("2023-01"), *four("2023-02"), matter("A9", "2023-02-20", "2023-02-22")]
    story.month("2023-02", {A: rows}, zero=[B])
    assert story.run("2023-02").told(A, "R128") == [
        (
            "1件按时受理而没有填告知日期（编号2023-02-0003：登记日期2023-02-03、受理日期2023-02-05），"
            "受理期限在2023-02-01及以后的不算告知，不计为及时受理"
        )
    ]


@pytest.mark.parametrize(
    ("before", "after", "found"),
    [
        ("无法告知", "", (1, 1)),
        ("无法告知", "2023-02-20", (0, 1)),
        ("2023-02-20", "无法告知", (0, 1)),
        ("", "无法告知", (1, 1)),
        ("2023-02-18", "无法告知", (1, 1)),
    ],
)
def test_not_to_be_told_is_held_once_published(begin: Begin, before: str, after: str, found: tuple[int, int]) -> None:
    """Registered on 3 February, so that the limit is the 18th: February's edition has the first word, March's
    ledger another, the quarter counts the limit.

    A published 无法告知 stands where the next ledger is blank; a late day is worse and counts at once, and 无法告知
    can't better a late day. A blank was no word, so that what is told after it counts.
    """
    story = begin(A, B, 参数=FROM_FEBRUARY)
    row = matter("A1", "2023-02-03", "2023-02-05")
    story.month("2023-02", {A: [{**row, "notified_on": before}]}, zero=[B])
    story.run("2023-02")
    story.month("2023-03", {A: [{**row, "notified_on": after}]}, zero=[B])
    assert story.run("2023-Q1").figure(A, "accepted_on_time") == found


def test_the_label_says_that_notices_count_wherever_the_rate_stands(begin: Begin) -> None:
    """Papers, 汇总, page, explain and 口径 call it 及时受理（告知）率 in February, and none does in January."""
    story = begin(A, B, papers=True, 参数=FROM_FEBRUARY)
    story.month("2023-01", {A: four("2023-01")}, zero=[B])
    story.month("2023-02", {A: [*four("2023-01"), *four("2023-02")]}, zero=[B])
    folders = {month: story.run(month).folder for month in ("2023-01", "2023-02")}
    for month, folder in folders.items():
        said = {
            "通报": words(folder / "通报" / "月度通报.docx"),
            "反馈单": words(folder / "反馈单" / f"{A}.docx"),
            "汇总": sheets(folder / "汇总.xlsx"),
            "page": next(folder.glob("*.html")).read_text("utf-8"),
        }
        assert {name for name, text in said.items() if NAMED in text} == (set(said) if month == "2023-02" else set())
        assert {name for name, text in said.items() if "及时受理率" in text} == (
            set() if month == "2023-02" else set(said)
        )
    lines, _ = explain(story.folder / "outputs", "2023-02", A, NAMED)
    assert lines[0] == f"2023年2月 {A} {NAMED}　2/4  50.0%"
    assert "；受理期限在2023年2月1日及以后的，没有告知日期的不算告知" in lines[1]
    assert [line.strip() for line in lines if "没有告知日期（" in line] == ["没有告知日期（1件）"]
    assert (
        explain(story.folder / "outputs", "2023-01", A, "及时受理率")[0][0] == f"2023年1月 {A} 及时受理率　3/4  75.0%"
    )


def sheets(book: Path) -> str:
    """Every text of a workbook."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", UserWarning)  # openpyxl drops what it doesn't know of data bars and drawings
        opened = openpyxl.load_workbook(book)
    return "\n".join(
        str(value)
        for sheet in opened
        for row in sheet.iter_rows(values_only=True)
        for value in row
        if value is not None
    )
