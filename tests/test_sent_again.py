"""What changed between two sendings: a corrected ledger beside the one that it replaces, through a whole run."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path

import lxml.html
import openpyxl
import pandas as pd
import pytest

from pipeline.desk.inbox import Inbox
from pipeline.render.forms.claims_form import claims_form
from pipeline.render.forms.settings_form import settings_form
from pipeline.run import Outcome, check_period, run_period
from tests.round_trip_ledgers import MENDED, Row, rows, saved, xlsx
from tests.sendback.returned_samples import ID_NUMBER

pytestmark = pytest.mark.slow

ACCUSED = "YL2023-0009"
NEW: Row = [11, "YL2023-0011", "甲镇", None, "2023-02-20", "来信", "初件", 1, None, None, None, None, "申诉求决"]
CELLS: dict[str, object] = {
    **{cell: MENDED[cell] for cell in ("I4", "F5", "K6")},
    "H9": ID_NUMBER,
    "J10": "2023-02-25",
    "J11": "2023-02-01",
    "J12": "2023-02-27",
}
SHOWN = ["kind", "case_no", "column", "before", "after", "code", "count", "cell"]


@dataclass(frozen=True)
class Sent:
    """A county of one township, which has sent a ledger and, marked and sent back, another one."""

    place: Path
    outcome: Outcome

    @property
    def edition(self) -> Path:
        return self.place / "outputs" / "2023-02"

    @property
    def resent(self) -> list[list[object]]:
        frame = pd.read_parquet(self.edition / "data" / "resent.parquet")
        return frame[SHOWN].astype("object").where(frame[SHOWN].notna(), None).to_numpy().tolist()

    @property
    def told(self) -> list[tuple[str, str]]:
        return [(f.severity.value, f.message) for f in self.outcome.findings if f.code in ("R398", "R399")]

    @property
    def receipt(self) -> list[str]:
        return (self.edition / "报送" / "甲镇.txt").read_text(encoding="utf-8-sig").splitlines()


def first_ledger() -> list[Row]:
    """The ledger with five wrong cells; its ninth matter is 检举控告."""
    table = rows()
    for number, row in enumerate(table[3:], start=1):
        row.append("检举控告" if number == 9 else "申诉求决")
    return table


def run(place: Path) -> Outcome:
    return run_period(place / "inputs", place / "outputs", "2023-02", None, lambda _: None)


def sent_twice(
    place: Path,
    cells: dict[str, object],
    *,
    without: int | None = None,
    added: Row | None = None,
    name: str = "改.xlsx",
) -> Sent:
    """The first ledger, and the returned one with these cells, without that sheet row and with one more row.

    Both are dropped on the desk; a second one of the first one's ``name`` takes its place there.
    """
    folder = place / "inputs" / "2023-02"
    folder.mkdir(parents=True)
    tables = {"单位": [["县名", "样例县"]], "乡镇名录": [[1, "甲镇"], [2, "乙镇"]]}
    (place / "inputs" / "设置.xlsx").write_bytes(settings_form(tables))
    inbox = Inbox(folder)
    inbox.take("甲镇.xlsx", xlsx(first_ledger()))
    run(place)
    book = openpyxl.load_workbook(place / "outputs" / "2023-02" / "退回" / "甲镇.xlsx")
    sheet = book[book.sheetnames[1]]
    for cell, value in cells.items():
        sheet[cell] = value
    if added:
        sheet.append(added)
    if without:
        sheet.delete_rows(without)
    inbox.take(name, saved(book))
    return Sent(place, run(place))


@pytest.fixture(scope="module")
def sent(tmp_path_factory: pytest.TempPathFactory) -> Sent:
    """Three of five faults mended, one matter left out, one added, one day moved, one moved before registration.

    A day of the accusation moved too, and an ID number was typed over a count.
    """
    return sent_twice(tmp_path_factory.mktemp("sent"), CELLS, without=13, added=NEW)


def test_rows_cells_and_faults_are_told_one_by_one(sent: Sent):
    """E7, a blank day, and H8, a count that is none, are the two that are left; H9 (R064) and J11 (R112) are new."""
    assert sent.resent == [
        ["新增", "YL2023-0011", None, None, None, None, 1, None],
        ["减少", "YL2023-0010", None, None, None, None, 1, None],
        ["改动", "YL2023-0001", "受理日期", "读不出", "2023-02-12", None, 1, "I4"],
        ["改动", "YL2023-0002", "信访形式", "读不出", "来访", None, 1, "F5"],
        ["改动", "YL2023-0003", "办理结果", "空白", "予以支持", None, 1, "K6"],
        ["改动", "YL2023-0006", "人数", "1", "读不出", None, 1, "H9"],
        ["改动", "YL2023-0007", "办结日期", "2023-02-19", "2023-02-25", None, 1, "J10"],
        ["改动", "YL2023-0008", "办结日期", "2023-02-20", "2023-02-01", None, 1, "J11"],
        ["已改好", None, None, None, None, "R030", 1, None],
        ["已改好", None, None, None, None, "R032", 1, None],
        ["已改好", None, None, None, None, "R104", 1, None],
        ["仍有", None, None, None, None, "R031", 1, None],
        ["仍有", None, None, None, None, "R070", 1, None],
        ["新出现", None, None, None, None, "R064", 1, None],
        ["新出现", None, None, None, None, "R112", 1, None],
    ]


def test_the_list_of_findings_and_the_receipt_say_it_in_a_sentence(sent: Sent):
    sums = "新增1件、减少1件、改动6格"
    faults = "上次的问题改好3处、还有2处，新出现2处"
    cells = [
        "编号YL2023-0001受理日期：读不出 → 2023-02-12",
        "编号YL2023-0002信访形式：读不出 → 来访",
        "编号YL2023-0003办理结果：空白 → 予以支持",
    ]
    assert sent.told == [
        ("说明", f"“改.xlsx”与它替换的“甲镇.xlsx”相比：{sums}（如{'、'.join(cells)}）；{faults}"),
    ]
    assert sent.receipt[1:5] == [f"与上次报送的相比：{sums}；{faults}。", *cells]
    book = openpyxl.load_workbook(sent.edition / "汇总.xlsx")
    listed = {cell for row in book["问题清单"].iter_rows(values_only=True) for cell in row}
    assert sent.told[0][1] in listed


def test_the_page_has_every_line(sent: Sent):
    page = lxml.html.fromstring((sent.edition / "审核.html").read_text(encoding="utf-8"))
    lines = [
        [cell.text_content() for cell in row.iter("td")] for row in page.xpath("//details[@id='resent']//tbody/tr")
    ]
    assert len(lines) == len(sent.resent)
    assert lines[3] == [
        "甲镇",
        "F5Sheet · 2023-02/改.xlsx",
        "甲镇.xlsx",
        "改动",
        "YL2023-0002",
        "信访形式",
        "读不出",
        "来访",
        "",
        "1",
    ]


def test_what_is_masked_stands_on_neither_side_and_a_matter_listed_nowhere_not_at_all(sent: Sent):
    for path in ("data/resent.parquet", "审核.html", "报送/甲镇.txt"):
        content = (sent.edition / path).read_bytes()
        assert ID_NUMBER.encode() not in content
    assert ACCUSED not in str(sent.resent)


def test_a_cell_of_a_matter_that_is_listed_nowhere_is_no_difference_to_tell(tmp_path: Path):
    again = sent_twice(tmp_path, {"J12": "2023-02-27"})
    assert [line for line in again.resent if line[5] is None] == []
    assert again.told[0][1].startswith("“改.xlsx”与它替换的“甲镇.xlsx”相比：新增0件、减少0件、改动0格；")


def test_a_file_of_the_same_name_is_compared_with_what_it_held_before(tmp_path: Path, sent: Sent):
    """The desk keeps the older content in .versions/; the command line finds it there."""
    again = sent_twice(tmp_path, CELLS, without=13, added=NEW, name="甲镇.xlsx")
    assert again.resent == sent.resent
    assert again.receipt[1:5] == sent.receipt[1:5]
    (told,) = again.told
    assert told[1].startswith(
        "“甲镇.xlsx”与它替换的原来的一份相比：新增1件、减少1件、改动6格（如编号YL2023-0001受理日期："
    )
    page = (again.edition / "审核.html").read_text(encoding="utf-8")
    assert "原来的一份" in page
    manifest = json.loads((again.edition / "manifest.json").read_bytes())
    kept = [name for name in (p.name for p in (tmp_path / "inputs/2023-02/.versions").iterdir()) if len(name) == 64]
    assert manifest["inputs"]["2023-02/.versions/甲镇.xlsx"] in kept
    for path in ("data/resent.parquet", "审核.html", "报送/甲镇.txt"):
        assert ID_NUMBER.encode() not in (again.edition / path).read_bytes()
    (tmp_path / "inputs/2023-02/.versions" / manifest["inputs"]["2023-02/.versions/甲镇.xlsx"]).unlink()
    assert Sent(tmp_path, run(tmp_path)).resent == [], "an older content that isn't kept can't be compared"


def test_a_content_that_was_put_there_by_mistake_is_compared_with_nothing(tmp_path: Path):
    """The first ledger is 乙镇's by its own line; what 甲镇 sent has no older one."""
    others = [[str(cell).replace("甲镇", "乙镇") if isinstance(cell, str) else cell for cell in row] for row in rows()]
    folder = tmp_path / "inputs" / "2023-02"
    folder.mkdir(parents=True)
    tables = {"单位": [["县名", "样例县"]], "乡镇名录": [[1, "甲镇"], [2, "乙镇"]]}
    (tmp_path / "inputs" / "设置.xlsx").write_bytes(settings_form(tables))
    for table in (others, rows()):
        Inbox(folder).take("甲镇.xlsx", xlsx(table))
    outcome = check_period(tmp_path / "inputs", tmp_path / "outputs", "2023-02", None, lambda _: None)
    assert outcome.report.tables["resent"].empty
    (folder / "认领.xlsx").write_bytes(claims_form({"甲镇.xlsx": "甲镇"}))
    outcome = check_period(tmp_path / "inputs", tmp_path / "outputs", "2023-02", None, lambda _: None)
    assert outcome.report.tables["resent"].empty, "the office's word is about what lies there now"


def test_the_same_content_again_is_a_reminder(tmp_path: Path):
    again = sent_twice(tmp_path, {})
    said = "“改.xlsx”与它替换的“甲镇.xlsx”内容相同，没有改动"
    assert again.told == [("提醒", said)]
    assert again.receipt[1] == "有5项错误需要更正：", "nothing is said of changes"
    assert any(said in line for line in again.receipt)


def test_a_ledger_that_came_once_is_compared_with_nothing(tmp_path: Path):
    again = sent_twice(tmp_path, MENDED)
    (again.place / "inputs" / "2023-02" / "甲镇.xlsx").unlink()
    once = Sent(again.place, run(again.place))
    assert (once.resent, once.told) == ([], [])
    assert 'id="resent"' not in (once.edition / "审核.html").read_text(encoding="utf-8")
