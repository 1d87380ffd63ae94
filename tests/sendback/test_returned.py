"""What goes back to a township: its own workbook with marks and nothing about persons in any part, and a message."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from openxml_audit import OpenXmlValidator

from pipeline.base.finding import Severity
from pipeline.base.originals import MARK_SHEET
from pipeline.render.package import pack, unpack
from pipeline.sendback.marked_file import Return, render_return
from tests.sendback.returned_samples import (
    ID_NUMBER,
    NAME,
    ODD_PARTS,
    PLANTED,
    STORY,
    back,
    content,
    every_text,
    fault,
    opened,
    original_of,
    plain_book,
    planted_book,
)

pytestmark = pytest.mark.slow

SAMPLE = Path(__file__).resolve().parents[2] / "inputs"
_PARTS = re.compile(
    r"\[Content_Types\]\.xml|_rels/\.rels|docProps/custom\.xml|xl/(workbook|styles|sharedStrings|theme/theme1|_rels/workbook\.xml)(\.xml|\.rels)"
    r"|xl/worksheets/(sheet\d+\.xml|_rels/sheet\d+\.xml\.rels)|xl/comments\d+\.xml|xl/drawings/vmlDrawing\d+\.vml"
)


@pytest.fixture
def planted(tmp_path: Path) -> bytes:
    """The planted ledger sent back with four marks."""
    original = original_of(tmp_path, content(planted_book(), ODD_PARTS))
    return back(original, fault("F4"), fault("G7"), fault("J5", Severity.REMINDER), fault("D5"))


@pytest.mark.parametrize("secret", PLANTED)
def test_no_part_holds_a_planted_word(planted: bytes, secret: str) -> None:
    """Names, numbers, phones and stories of refused columns, wherever else they were repeated too."""
    assert [name for name, text in every_text(planted).items() if secret in text] == []
    assert secret.encode() not in planted


def test_only_known_parts_go_back(planted: bytes) -> None:
    """Macros, links, embedded objects, caches, drawings and properties have no way in."""
    assert [name for name in unpack(planted) if not _PARTS.fullmatch(name)] == []


def test_the_sample_really_holds_the_words() -> None:
    """The search above means something: the source holds each of them in many parts."""
    parts = every_text(content(planted_book(), ODD_PARTS))
    for secret in PLANTED:
        assert sum(secret in text for text in parts.values()) > len(ODD_PARTS)
        assert secret in parts["xl/sharedStrings.xml"]


def test_what_was_masked_reads_as_before(planted: bytes) -> None:
    """A personal number in a free text becomes blank, a name in place of a code stays unreadable; remarks stay."""
    sheet = opened(planted)["台账"]
    assert sheet["J5"].value is None
    assert sheet["G7"].value == "（已遮盖）"
    assert (sheet["L4"].value, sheet["L5"].value, sheet["L6"].value) == ("已补正", "（已遮盖）", "（已遮盖）")
    assert sheet["A10"].value == "填表人:"
    assert [sheet.cell(3, c).value for c in (4, 5, 11)] == ["信访人姓名", "身份证号", "信访内容"], "the headings stay"
    assert {sheet.cell(r, 4).value for r in range(4, 11)} == {None}


def test_drop_downs_of_known_words_stay_and_others_go(planted: bytes) -> None:
    """The list of codes helps the clerk; a list of names is a register of persons."""
    sheet = opened(planted)["台账"]
    assert [(str(v.sqref), v.formula1) for v in sheet.data_validations.dataValidation] == [
        ("G4:G9", '"来信,来访,网上,来电,其他"')
    ]
    assert [str(group.sqref) for group in sheet.conditional_formatting] == ["I4:I9"]
    assert sheet.auto_filter.ref == "A3:L9"
    assert sheet.print_title_rows == "$1:$3"


def test_sheets_that_are_no_ledger_are_left_out_and_named(planted: bytes) -> None:
    """A hidden list and a draft can't be shown to hold nothing about persons."""
    book = opened(planted)
    assert book.sheetnames == [MARK_SHEET, "台账"]
    lines = [row[0] for row in book[MARK_SHEET].iter_rows(values_only=True)]
    assert "没有放进本文件的工作表：“名单”、“草稿”（不是台账，报送不需要）。" in lines
    assert (
        "可能涉及个人信息的内容已从本文件中清空，或以“（已遮盖）”、“是”代替。其中标红的格请改填本列应填的内容，其余的不必补填。"
        in lines
    )


def test_formats_widths_and_formulas_are_its_own(tmp_path: Path) -> None:
    """The clerk recognises the sheet, and formulas keep their results, without which no reader could read the file."""
    parts = unpack(content(plain_book()))
    sheet = "xl/worksheets/sheet1.xml"
    parts[sheet] = (
        parts[sheet]
        .replace(b"<f>ROW()-3</f><v></v>", b"<f>ROW()-3</f><v>2</v>")
        .replace(b"<f>ROW()-3</f><v/>", b"<f>ROW()-3</f><v>2</v>")
    )
    returned = back(original_of(tmp_path, pack(parts)), fault("F4"))
    ledger = opened(returned)["台账"]
    assert ledger.column_dimensions["B"].width == 27.5
    assert ledger["B3"].font.bold
    assert ledger["I4"].number_format == "0.00"
    assert ledger["A5"].value == "=ROW()-3"
    assert b"<f>ROW()-3</f><v>2</v>" in unpack(returned)["xl/worksheets/sheet2.xml"]
    assert [str(ref) for ref in ledger.merged_cells.ranges] == ["A1:L1"]


def test_every_number_of_a_finding_stands_with_its_cell_where_it_can_be_copied(tmp_path: Path) -> None:
    """The column 单元格 is short; the last one has all, and numbers that stand in no cell by themselves."""
    original = original_of(tmp_path, content(plain_book()))
    (number,) = (n for n, rows in original.sheets[0].rows_of.items() if 4 in rows)
    several = fault("F4:F5、F8", cells=3, case_nos=(number, "QH00000001"))
    sheet = opened(back(original, several, fault("I6")))[MARK_SHEET]
    texts = {row[3]: row[6] for row in sheet.iter_rows(min_row=5, values_only=True) if row[3]}
    assert texts["F4:F5、F8"] == f"{number} F4、F5、F8、QH00000001"
    assert not texts["I6"]


def test_each_marked_cell_has_a_fill_and_a_comment(tmp_path: Path) -> None:
    """Red for an error, yellow for a reminder; two findings on a cell make one comment, the graver colour."""
    original = original_of(tmp_path, content(plain_book()))
    findings = (fault("F4:F5、F8"), fault("F8", Severity.REMINDER, message="另一件事"), fault("I6", Severity.REMINDER))
    sheet = opened(back(original, *findings))["台账"]
    colours = {cell: sheet[cell].fill.fgColor.rgb for cell in ("F4", "F5", "F8", "I6")}
    assert colours == {"F4": "FFFFC7CF", "F5": "FFFFC7CF", "F8": "FFFFC7CF", "I6": "FFFFEB9D"}
    assert sheet["F8"].comment.text == (
        "【错误】F4:F5、F8有误。\n怎么改：请改正，例如 2023-02-06。\n【提醒】另一件事。\n怎么改：请改正，"
        "例如 2023-02-06。"
    )
    assert sheet["F6"].comment is None
    assert sheet["F6"].fill.patternType is None


def test_the_list_has_every_finding_with_a_link(tmp_path: Path) -> None:
    """Errors first; a finding about the whole ledger has no cell, and no link."""
    original = original_of(tmp_path, content(plain_book()))
    whole = fault("", sheet="", file="2023-02/", message="缺少1件")
    page = opened(back(original, fault("I6", Severity.REMINDER), fault("F8"), whole))[MARK_SHEET]
    rows = [[cell.value for cell in row] for row in page.iter_rows(min_row=5, max_row=7)]
    assert rows == [
        ["1", "错误", "—", "整份台账", "缺少1件。", "请改正，例如 2023-02-06。", ""],
        ["2", "错误", "台账", "F8", "F8有误。", "请改正，例如 2023-02-06。", ""],
        ["3", "提醒", "台账", "I6", "I6有误。", "请改正，例如 2023-02-06。", ""],
    ]
    assert [page[f"D{row}"].hyperlink and page[f"D{row}"].hyperlink.location for row in (5, 6, 7)] == [
        None,
        "'台账'!F8",
        "'台账'!I6",
    ]
    assert (
        page["A2"].value == "错误2项、提醒1项。请直接在本文件里改，改好存盘后把整个文件报回；文件名不限，本页不用删。"
    )


def test_the_sum_of_the_file_replaced_is_on_the_page_and_in_a_property(tmp_path: Path) -> None:
    """Whichever of the two another program loses."""
    original = original_of(tmp_path, content(plain_book()))
    book = opened(back(original, fault("F4")))
    line = [row[0] for row in book[MARK_SHEET].iter_rows(values_only=True)][-1]
    assert line == f"本文件替换的文件校验码（请勿改动本行）：{original.sha256}"
    assert [p.value for p in book.custom_doc_props.props] == [original.sha256]


def test_alike_cells_that_a_finding_only_counts_are_found_by_their_numbers(tmp_path: Path) -> None:
    """A finding of merging names the first cell; its matters lead to the others in the same column."""
    original = original_of(tmp_path, content(plain_book()))
    sheet = opened(back(original, fault("H4", cells=3, case_nos=("YL20230201", "YL20230203", "YL20230206"))))["台账"]
    assert [row for row in range(4, 10) if sheet[f"H{row}"].comment] == [4, 6, 9]


def test_a_marked_row_is_shown_and_a_merged_area_marked_at_its_head(tmp_path: Path) -> None:
    """A link into a hidden row leads nowhere, and only the first cell of a merged area is seen."""
    book = plain_book()
    book["台账"].row_dimensions[6].hidden = True
    book["台账"].column_dimensions["H"].hidden = True
    book["台账"].merge_cells("C7:C9")
    sheet = opened(back(original_of(tmp_path, content(book)), fault("H6"), fault("C8")))["台账"]
    assert not sheet.row_dimensions[6].hidden
    assert not sheet.column_dimensions["H"].hidden
    assert sheet["C7"].comment is not None


def test_a_number_cell_becomes_text_so_that_what_is_typed_stays(tmp_path: Path) -> None:
    """A long number typed into a cell of general format would be rounded again."""
    sheet = opened(back(original_of(tmp_path, content(plain_book())), fault("B4"), fault("F4")))["台账"]
    assert (sheet["B4"].number_format, sheet["F4"].number_format) == ("@", "General")


def test_other_programs_open_it_without_repair(tmp_path: Path) -> None:
    """Against the schemas of the format, with the widest ledger of the sample county."""
    data = (SAMPLE / "2023-02" / "大湾镇台账.xlsx").read_bytes()
    finding = fault("B5、G9", sheet="Sheet1", file="2023-02/大湾镇台账.xlsx")
    (tmp_path / "退回.xlsx").write_bytes(back(original_of(tmp_path, data, "大湾镇台账.xlsx"), finding))
    assert [str(e) for e in OpenXmlValidator().validate(tmp_path / "退回.xlsx").errors] == []


def test_the_same_bytes_every_time(tmp_path: Path) -> None:
    """No clock, no random name; nor in the twin of a text file."""
    original = original_of(tmp_path, content(plain_book()))
    assert back(original, fault("F4")) == back(original, fault("F4"))
    twin = replace(original, package=b"")
    assert back(twin, fault("F4")) == back(twin, fault("F4"))


@pytest.mark.parametrize("place", ["styles", "strict"])
def test_a_package_out_of_the_common_goes_back_as_its_twin(tmp_path: Path, place: str) -> None:
    """A person's word in the name of a font, or the strict form of the format: the values go back in a new workbook."""
    parts = unpack(content(plain_book()))
    if place == "styles":
        parts["xl/styles.xml"] = parts["xl/styles.xml"].replace(
            b'<name val="Calibri"', f'<name val="{NAME}"'.encode(), 1
        )
    else:
        strict = (
            b"http://schemas.openxmlformats.org/spreadsheetml/2006/main",
            b"http://purl.oclc.org/ooxml/spreadsheetml/main",
        )
        parts = {name: part.replace(*strict) if name.startswith("xl/") else part for name, part in parts.items()}
    returned = back(original_of(tmp_path, pack(parts)), fault("F4"))
    sheet = opened(returned)["台账"]
    assert sheet["F4"].comment is not None
    assert sheet["B4"].value == "YL20230201"
    assert [
        name for name, text in every_text(returned).items() if NAME in text or STORY in text or ID_NUMBER in text
    ] == []


def test_the_message_to_paste(tmp_path: Path) -> None:
    """Township, what is wrong, where the rest is, how to hand it in; a day not set is left to the office."""
    original = original_of(tmp_path, content(plain_book()))
    findings = (
        *(fault(f"F{row}") for row in range(4, 10)),
        fault("H4", Severity.REMINDER),
        fault("", sheet="", file="2023-02/", message="缺少1件"),
    )
    files = render_return(Return("甲镇", "2023年2月", "甲镇.xlsx", original.path_rel, original, findings))
    assert list(files) == ["退回/甲镇.xlsx", "退回/甲镇.txt"]
    assert files["退回/甲镇.txt"].decode("utf-8-sig").split("\r\n") == [
        "甲镇：2023年2月台账请更正后重报（错误7项、提醒1项）。",
        *(f"{n}. 【错误】台账 F{n + 3}：F{n + 3}有误；请改正，例如 2023-02-06。（R030）" for n in range(1, 7)),
        "其余2项见附件“甲镇.xlsx”第一页“需修改”。",
        "改法：打开附件“甲镇.xlsx”，红色格必须改，黄色格请核对；改好存盘，把整个文件发回，不用另做新表。",
        "请于    月    日前报回。",
        "",
    ]


def test_a_message_of_reminders_alone_asks_nobody_to_send_again(tmp_path: Path) -> None:
    """With a day in the settings and an error the day is named."""
    original = original_of(tmp_path, content(plain_book()))

    def message(severity: Severity) -> str:
        back = Return("甲镇", "2023年2月", "甲镇.xlsx", original.path_rel, original, (fault("F4", severity),))
        return render_return(replace(back, by=date(2023, 3, 8)))["退回/甲镇.txt"].decode("utf-8-sig")

    assert message(Severity.REMINDER).split("\r\n") == [
        "甲镇：2023年2月台账已采用，有1项提醒请核对，无误的不用改、不用重报。",
        "1. 【提醒】台账 F4：F4有误；请改正，例如 2023-02-06。（R030）",
        "要改的，请在附件“甲镇.xlsx”的黄色格里改，改好存盘，把整个文件发回，不用另做新表。",
        "",
    ]
    assert "请于3月8日前报回。" in message(Severity.ERROR)
