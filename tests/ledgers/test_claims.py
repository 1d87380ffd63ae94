"""认领.xlsx says whose a file is, before all that the file itself says; it is no ledger, nor are old versions."""

from __future__ import annotations

import io
from collections.abc import Callable

import openpyxl
import pytest

from pipeline.base.errors import UserError
from pipeline.bundles import Reading
from tests.ledgers.conftest import CASES, FOLDER, told

Read = Callable[[dict[str, bytes]], Reading]
LEDGER = (CASES / "plain.xlsx").read_bytes()


def claims(*rows: tuple[str, str]) -> bytes:
    book = openpyxl.Workbook()
    book.active.title = "认领"
    for row in (("文件名", "乡镇"), *rows):
        book.active.append(row)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def test_a_claimed_file_is_the_township_s_that_the_office_named(read_bytes: Read):
    reading = read_bytes(
        {"城关镇.xlsx": LEDGER, "认领.xlsx": claims(("城关镇.xlsx", "柳树"), ("城关镇.xlsx", "石门乡"))}
    )
    assert reading.files[["file", "township"]].to_numpy().tolist() == [[f"{FOLDER}/城关镇.xlsx", "石门乡"]]
    assert set(reading.ledger["sender"]) == {"石门乡"}
    assert "按认领.xlsx认作石门乡的台账" in set(reading.decided["decision"])
    assert list(reading.claim_books) == [f"{FOLDER}/认领.xlsx"]


def written(**cells: str) -> bytes:
    """The ledger with other words in these cells."""
    form = openpyxl.load_workbook(io.BytesIO(LEDGER))
    for cell, words in cells.items():
        form.worksheets[0][cell] = words
    out = io.BytesIO()
    form.save(out)
    return out.getvalue()


def test_a_claimed_form_that_names_another_is_told_where_it_does(read_bytes: Read):
    """The township sees what stands in its own form, and what the office made of it."""
    said = told(read_bytes({"台账.xlsx": written(A1="城关镇信访台账"), "认领.xlsx": claims(("台账.xlsx", "石门乡"))}))
    assert [line for line in said if "标题" in line] == [
        "提醒 Sheet1 A1：标题和填报单位写的是城关镇，县里已按石门乡的台账收下"
    ]


def test_a_neighbour_s_form_is_known_by_its_rows_and_the_file_s_name(read_bytes: Read):
    """Neither alone is enough: the line 填报单位 goes before the rows."""
    form = written(A2="填报单位：石门乡")
    by_name = read_bytes({"城关镇2月.xlsx": form})
    assert set(by_name.files["township"]) == {"城关镇"}
    assert "提醒 Sheet1 A1：填报单位写的是石门乡，各行责任单位和文件名都是城关镇，按城关镇的台账读取" in told(by_name)
    assert set(read_bytes({"台账.xlsx": form}).files["township"]) == {"石门乡"}


def test_a_file_that_is_nobody_s_becomes_somebody_s(read_bytes: Read):
    before = read_bytes({"新建.xlsx": LEDGER})
    after = read_bytes({"新建.xlsx": LEDGER, "认领.xlsx": claims(("新建.xlsx", "柳树镇"))})
    assert [set(each.files["township"].dropna()) for each in (before, after)] == [{"城关镇"}, {"柳树镇"}]


def shaped(*rows: tuple[str, ...]) -> bytes:
    """认领.xlsx of another version of the program, or put together by hand."""
    book = openpyxl.Workbook()
    book.active.title = "认领"
    for row in rows:
        book.active.append(row)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def test_claims_are_found_by_their_headings_in_whatever_order(read_bytes: Read):
    book = shaped(("备注", "乡镇", "文件名"), ("电话问过", "石门乡", "城关镇.xlsx"))
    assert set(read_bytes({"城关镇.xlsx": LEDGER, "认领.xlsx": book}).files["township"]) == {"石门乡"}


def test_claims_without_a_heading_are_refused_by_its_name(read_bytes: Read):
    with pytest.raises(UserError, match=r"^2023-02/认领\.xlsx“认领”工作表：找不到列名“乡镇”；请在前5行内写一行列名"):
        read_bytes({"城关镇.xlsx": LEDGER, "认领.xlsx": shaped(("文件名", "归谁"), ("城关镇.xlsx", "石门乡"))})


def test_a_column_that_claims_do_not_have_is_told(read_bytes: Read):
    book = shaped(("文件名", "乡镇", "归谁"), ("城关镇.xlsx", "石门乡", "县里"))
    said = told(read_bytes({"城关镇.xlsx": LEDGER, "认领.xlsx": book}))
    assert "提醒 认领 C1：有1列列名不认识，没有采用：归谁；按其余各列计算" in said


def test_a_sheet_of_claims_under_another_name_is_refused_by_its_name(read_bytes: Read):
    book = openpyxl.load_workbook(io.BytesIO(claims(("城关镇.xlsx", "石门乡"))))
    book["认领"].title = "Sheet1"
    out = io.BytesIO()
    book.save(out)
    with pytest.raises(UserError) as refused:
        read_bytes({"城关镇.xlsx": LEDGER, "认领.xlsx": out.getvalue()})
    assert str(refused.value) == (
        "2023-02/认领.xlsx：只读“认领”工作表，“Sheet1”里的内容没有采用；"
        "请把工作表的名称改成“认领”；只是写说明的表，请改名为“说明”。"
    )


def test_claims_and_earlier_versions_are_read_as_nothing(read_bytes: Read):
    alone = read_bytes({"城关镇.xlsx": LEDGER})
    beside = read_bytes(
        {
            "城关镇.xlsx": LEDGER,
            "认领.xlsx": claims(),
            f"{FOLDER}/.versions/0a": LEDGER,
            f"{FOLDER}/.versions/index.json": b"{}",
        }
    )
    assert list(beside.files["file"]) == list(alone.files["file"])
    assert told(beside) == told(alone)


@pytest.mark.parametrize(
    ("row", "sentence"),
    [
        (
            ("城关镇.xlsx", "石们乡"),
            (
                "2023-02/认领.xlsx“认领”工作表 B2：“石们乡”不在乡镇名录中，"
                "最接近的是“石门乡”；请改成名录里的名称或改名录。"
            ),
        ),
        (
            ("城关鎮.xlsx", "石门乡"),
            (
                "2023-02/认领.xlsx 里认领的“2023-02/城关鎮.xlsx”不在文件夹里；"
                "请把文件名改成现有的，例如 城关镇.xlsx，或删去这一行。"
            ),
        ),
    ],
)
def test_a_claim_without_effect_is_refused(read_bytes: Read, row: tuple[str, str], sentence: str):
    with pytest.raises(UserError) as refused:
        read_bytes({"城关镇.xlsx": LEDGER, "认领.xlsx": claims(row)})
    assert str(refused.value) == sentence
