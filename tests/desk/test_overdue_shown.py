"""What is overdue is listed matter by matter, and each leads to its cell in the ledger that was sent."""

from __future__ import annotations

import io
import re
import shutil
from html import unescape
from urllib.parse import urlencode

import lxml.html
import openpyxl
import pytest

from pipeline.desk.figures import figures
from pipeline.desk.state import Desk
from pipeline.editions.issued import IssuedPaper, record_bytes, record_file
from tests.desk.conftest import Page
from tests.shared_editions import GOLDEN, golden_outputs

pytestmark = pytest.mark.slow

AWAITED = {"逾期未受理": "受理日期", "逾期未办结": "办结日期"}


def test_the_cell_is_that_of_the_day_that_would_end_it() -> None:
    listed = figures(golden_outputs(), "2023-02")["overdue"]
    assert [(row["case_no"], row["kind"]) for row in listed] == [
        ("N03", "逾期未办结"),
        ("N05", "逾期未受理"),
        ("N02", "逾期未受理"),
        ("X13", "逾期未办结"),
        ("X15", "逾期未办结"),
        ("X14", "逾期未受理"),
    ]
    for row in listed:
        sheet = openpyxl.load_workbook(GOLDEN / row["file"])[row["sheet"]]
        at = sheet[row["cell"]]
        above = {str(sheet.cell(n, at.column).value).removesuffix("*") for n in range(1, at.row)}
        assert AWAITED[row["kind"]] in above
        assert row["case_no"] in [cell.value for cell in sheet[at.row]]


def test_a_matter_that_is_listed_nowhere_is_not_among_them(monkeypatch: pytest.MonkeyPatch) -> None:
    from pipeline.desk import figures as room

    def published(*words: object) -> object:
        edition = taken(*words)
        matters = edition.tables["matters"]
        edition.tables["matters"] = matters.assign(hidden=matters["hidden"] | (matters["case_no"] == "X13"))
        return edition

    taken = room.published
    monkeypatch.setattr(room, "published", published)
    assert "X13" not in str(figures(golden_outputs(), "2023-02")["overdue"])


def test_a_list_without_room_says_how_many_more_there_are(desk: Desk, page: Page, monkeypatch) -> None:
    monkeypatch.setattr("pipeline.desk.figures._MOST_LISTED", 4)
    shutil.copytree(golden_outputs(), desk.outputs, dirs_exist_ok=True)
    period = desk.period("2023-02")
    found = desk._figures[("2023-02", desk._edition(period))] = figures(desk.outputs, "2023-02")
    assert [row["case_no"] for row in found["overdue"]] == ["N03", "N05", "N02", "X13"]
    text = page.get("/p/2023-02").text
    assert "逾期件6件" in text
    assert "表里只列前面的，另有2件见 审核.html 和 汇总.xlsx 的“逾期件”。" in text
    assert "另有2件逾期件计入全县，不在表内" in text, "N04 and N10 are nobody's"


def test_where_a_ledger_is_lacking_that_is_said_beside_no_overdue_matter_and_before_issue(desk: Desk, page: Page):
    shutil.copytree(golden_outputs(), desk.outputs, dirs_exist_ok=True)
    found = figures(desk.outputs, "2023-02")
    assert found["lacking"] == []
    key = ("2023-02", desk._edition(desk.period("2023-02")))
    desk._figures[key] = {**found, "overdue": [], "overdue_in_all": 0}
    assert "✓ 没有逾期件。" in page.get("/p/2023-02").text
    desk._figures[key]["lacking"] = ["东岭镇", "南山乡"]
    text = page.get("/p/2023-02").text
    assert "✓ 没有逾期件。" not in text
    assert "按已有的台账和登记簿没有逾期件；没有台账或台账没有采用的：东岭镇、南山乡。" in text
    assert "没有台账或台账没有采用的：东岭镇、南山乡。它们的数是按以往台账和登记簿算的；" in text


def test_a_correction_that_was_drafted_is_asked_for_until_it_is_issued(desk: Desk, page: Page):
    """⑥ isn't done while the circular that is out says other than the edition and nobody has corrected it."""
    shutil.copytree(golden_outputs(), desk.outputs, dirs_exist_ok=True)
    draft, asked = desk.outputs / "2023-02" / "通报" / "更正通报.docx", "请定稿 通报/更正通报.docx。"
    issued = [_issued("月度通报", 1)]
    record = record_file(desk.outputs, "2023-02")
    record.parent.mkdir(parents=True)
    record.write_bytes(record_bytes(issued))
    assert asked not in page.get("/p/2023-02").text
    draft.write_bytes((draft.parent / "月度通报.docx").read_bytes())
    assert asked in (text := page.get("/p/2023-02").text)
    assert '⑥ 成果 <b class="count">待定稿</b>' in text
    record.write_bytes(record_bytes([*issued, _issued("更正通报", 2)]))
    assert asked not in page.get("/p/2023-02").text


def _issued(document: str, edition: int) -> IssuedPaper:
    number, path = f"青信联办〔2023〕{edition}号", f"通报/{document}.docx"
    return IssuedPaper(path, edition, document, "", number, "2023-03-06", "主任", "0" * 64)


def test_the_page_leads_to_the_row_as_it_looks_in_excel(desk: Desk, page: Page) -> None:
    shutil.copytree(golden_outputs(), desk.outputs, dirs_exist_ok=True)
    link = re.search(r'href="(/p/2023-02/cell\?[^"]*)">([A-Z]+\d+)</a>', page.get("/p/2023-02").text)
    assert link is not None
    answer = lxml.html.fromstring(page.get(unescape(link[1])).text)
    (bad,) = answer.xpath("//td[@class='bad']")
    assert bad.text_content() == "（有问题）", "the day is missing"
    assert "N03" in answer.text_content()
    assert "台账在生成以后有变动" not in answer.text_content()
    ledger = desk.inputs / "2023-02" / "南山乡.xlsx"
    book = openpyxl.load_workbook(ledger)
    out = io.BytesIO()
    book.save(out)
    ledger.write_bytes(out.getvalue())
    assert "台账在生成以后有变动，这里是现在的样子。" in page.get(unescape(link[1])).text


@pytest.mark.parametrize(
    ("file", "cell"),
    [
        ("2023-02/东岭镇.xlsx", "B16"),
        ("设置.xlsx", "A2"),
        ("2023-02/../设置.xlsx", "A2"),
        ("2023-02/东岭镇.xlsx", ""),
        ("2023-02/东岭镇.xlsx", "B99999"),
        ("2023-02/登记簿.xlsx", "A2"),
    ],
)
def test_only_a_row_of_the_editions_ledgers_is_shown_and_none_that_is_listed_nowhere(
    desk: Desk, page: Page, file: str, cell: str
) -> None:
    """D13 in row 16 of 东岭镇's ledger is 检举控告."""
    shutil.copytree(golden_outputs(), desk.outputs, dirs_exist_ok=True)
    asked = urlencode({"file": file, "sheet": "台账", "cell": cell})
    answer = page.get(f"/p/2023-02/cell?{asked}")
    assert answer.status_code == 400
    assert "现在查看不到" in answer.text
    assert "D13" not in answer.text
