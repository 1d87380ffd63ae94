"""A ledger with texts about a person in every place where a workbook can hold one, for the tests of sending back."""

from __future__ import annotations

import html
import io
import re
from collections.abc import Mapping
from pathlib import Path

import openpyxl
from openpyxl.comments import Comment
from openpyxl.formatting.rule import CellIsRule, FormulaRule
from openpyxl.packaging.custom import StringProperty
from openpyxl.styles import Alignment, Font
from openpyxl.workbook import Workbook
from openpyxl.workbook.defined_name import DefinedName
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.worksheet import Worksheet

from pipeline.base.finding import Finding, Severity
from pipeline.base.originals import Original
from pipeline.base.period import parse_period
from pipeline.base.place import Place
from pipeline.render.package import pack, unpack
from pipeline.sendback.marked_file import Return, render_return
from pipeline.sendback.returnable import Originals
from pipeline.settings.record import Settings, Township

NAME, ID_NUMBER, PHONE, STORY = "欧阳样例甲", "110101199003074514", "13912345678", "诉求正文样例句"
PLANTED = (NAME, ID_NUMBER, PHONE, STORY)
SETTINGS = Settings(roster=(Township(1, "甲镇"), Township(2, "乙镇")), weights={}, conditions=())
HEADINGS = (
    "序号",
    "信访件编号",
    "责任单位",
    "信访人姓名",
    "身份证号",
    "登记日期",
    "信访形式",
    "初重件",
    "人数",
    "包案领导",
    "信访内容",
    "备注",
)
FIRST, LAST = 4, 9
"""Sheet rows of the matters."""


def plain_book() -> Workbook:
    """Title, unit, header in row 3, six matters; formulas in 序号, widths, a bold header."""
    book = Workbook()
    sheet = book.active
    sheet.title = "台账"
    sheet.append(["样例县甲镇信访事项台账"])
    sheet.merge_cells("A1:L1")
    sheet.append(["填报单位：甲镇"])
    sheet.append(HEADINGS)
    for n in range(1, 7):
        sheet.append(
            [n, f"YL2023020{n}", "甲镇", NAME, ID_NUMBER, f"2023-02-0{n}", "来访", "初件", 1, None, STORY, "已补正"]
        )
    for cell in sheet[3]:
        cell.font = Font(bold=True)
        cell.alignment = Alignment(wrap_text=True)
    sheet.column_dimensions["B"].width = 27.5
    sheet["I4"].number_format = "0.00"
    sheet["A5"] = "=ROW()-3"
    return book


def planted_book() -> Workbook:
    """The same with what openpyxl can write of a person's words around and within it."""
    book = plain_book()
    sheet = book["台账"]
    sheet["J5"] = PHONE
    sheet["L5"] = f"{NAME}多次来电"
    sheet["L6"] = f"电话{PHONE}"
    sheet["G7"] = NAME
    sheet["L7"] = f'=IF(F7="{NAME}",1,0)'
    sheet["L8"] = "=D8"
    sheet.append([f"填表人：{NAME}", None, None, None, None, f"联系电话：{PHONE}"])
    _around(book, sheet)
    hidden = book.create_sheet("名单")
    hidden.sheet_state = "hidden"
    hidden.append([NAME, PHONE])
    book.create_sheet("草稿").append([STORY])
    book.properties.creator = book.properties.title = NAME
    book.custom_doc_props.append(StringProperty(name="经办", value=PHONE))
    return book


def _around(book: Workbook, sheet: Worksheet) -> None:
    sheet["B4"].comment = Comment(f"{NAME} {PHONE}", NAME)
    sheet["C4"].hyperlink = f"https://example.invalid/{PHONE}"
    sheet["I4"].number_format = f'0"{NAME}"'
    sheet.oddFooter.center.text = NAME
    names = DataValidation(type="list", formula1=f'"{NAME},其他"', prompt=STORY, promptTitle="提示")
    names.add("J4:J9")
    codes = DataValidation(type="list", formula1='"来信,来访,网上,来电,其他"', error=NAME)
    codes.add("G4:G9")
    for valid in (names, codes):
        sheet.add_data_validation(valid)
    sheet.conditional_formatting.add("J4:J9", FormulaRule(formula=[f'$J4="{NAME}"']))
    sheet.conditional_formatting.add("I4:I9", CellIsRule(operator="greaterThan", formula=["4"], font=Font(bold=True)))
    sheet.auto_filter.ref = "A3:L9"
    sheet.auto_filter.add_filter_column(3, [NAME])
    book.defined_names["人"] = DefinedName("人", attr_text=f'"{NAME}"')
    book.defined_names[NAME] = DefinedName(NAME, attr_text="台账!$D$4")
    sheet.print_title_rows = "1:3"


def content(book: Workbook, parts: Mapping[str, bytes] | None = None) -> bytes:
    """The workbook as Excel writes it: texts in one shared part, each with its reading, and raw parts added."""
    buffer = io.BytesIO()
    book.save(buffer)
    return pack(_shared(unpack(buffer.getvalue())) | dict(parts or {}))


def _shared(parts: dict[str, bytes]) -> dict[str, bytes]:
    """openpyxl writes each text into its cell."""
    texts: list[str] = []

    def moved(cell: re.Match[str]) -> str:
        if cell[2] not in texts:
            texts.append(cell[2])
        return f'{cell[1]} t="s"><v>{texts.index(cell[2])}</v></c>'

    for name in [n for n in parts if n.startswith("xl/worksheets/sheet")]:
        sheet = parts[name].decode("utf-8")
        parts[name] = re.sub(
            r'(<c r="[A-Z]+\d+"(?: s="\d+")?) t="inlineStr"><is><t[^>]*>([^<]*)</t></is></c>', moved, sheet
        ).encode("utf-8")
    items = "".join(f'<si><t>{text}</t><rPh sb="0" eb="1"><t>{text}</t></rPh></si>' for text in texts)
    head = (
        '<?xml version="1.0" encoding="UTF-8"?><sst xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">'
    )
    parts["xl/sharedStrings.xml"] = f"{head}{items}</sst>".encode()
    return parts


ODD_PARTS = {
    name: f'<?xml version="1.0" encoding="UTF-8"?><x xmlns="urn:x">{NAME} {ID_NUMBER} {PHONE} {STORY}</x>'.encode()
    for name in (
        "xl/pivotCache/pivotCacheRecords1.xml",
        "xl/drawings/drawing9.xml",
        "xl/externalLinks/externalLink1.xml",
        "customXml/item1.xml",
        "xl/threadedComments/threadedComment1.xml",
        "xl/persons/person.xml",
        "xl/vbaProject.bin",
        "xl/embeddings/oleObject1.bin",
        "docProps/app.xml.bak",
        "xl/metadata.xml",
        "xl/charts/chart1.xml",
        "xl/printerSettings/printerSettings1.bin",
    )
}


def original_of(folder: Path, data: bytes, name: str = "甲镇.xlsx") -> Original:
    """What ingest gives of a file of these bytes."""
    (folder / "2023-02").mkdir(exist_ok=True)
    (folder / "2023-02" / name).write_bytes(data)
    original = Originals(folder, SETTINGS, parse_period("2023-02")).read(f"2023-02/{name}")
    assert original is not None
    return original


def fault(cell: str, severity: Severity = Severity.ERROR, **fields: object) -> Finding:
    """A finding on a cell of the sample's sheet."""
    values: dict[str, object] = {
        "file": "2023-02/甲镇.xlsx",
        "sheet": "台账",
        "message": f"{cell}有误",
        "remedy": "请改正，例如 2023-02-06",
        **fields,
    }
    place = Place(str(values.pop("file")), str(values.pop("sheet")), cell)
    return Finding(severity, "R030", "甲镇", place, **values)  # type: ignore[arg-type]


def back(original: Original, *findings: Finding, file: str = "甲镇.xlsx") -> bytes:
    """The marked workbook."""
    return render_return(Return("甲镇", "2023年2月", file, original.path_rel, original, findings))["退回/甲镇.xlsx"]


def opened(data: bytes) -> Workbook:
    """The workbook as a program opens it."""
    return openpyxl.load_workbook(io.BytesIO(data))


def every_text(data: bytes) -> dict[str, str]:
    """Part -> its text, entities resolved as far as digits and Chinese need it."""
    return {name: html.unescape(part.decode("utf-8")) for name, part in unpack(data).items()}
