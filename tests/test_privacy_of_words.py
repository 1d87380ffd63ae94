"""No word of a stranger leaves the office where it may be somebody's name: in no paper, no letter, no return."""

from __future__ import annotations

import zipfile
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import openpyxl
import pytest
import xlsxwriter

from pipeline.run import run_period
from tests.unpacked import contents

pytestmark = pytest.mark.slow

HEADINGS = [
    "信访件编号",
    "责任单位",
    "登记日期",
    "信访形式",
    "初重件",
    "受理日期",
    "办结日期",
    "办理结果",
    "化解状态",
    "包案领导",
    "备注",
    "摘要",
    "阿依样例说明",
    "关联件编号",
]
NAMES_OF_THINGS = {
    "file name": "欧阳样例",
    "file name of two": "冯样例",
    "the other file name": "古丽样例",
    "sheet name": "张样例",
    "sheet name of a second ledger": "买买提样例",
    "hidden sheet": "卫样例",
    "sheet without a table": "钟样例",
    "unknown heading": "阿依样例",
    "heading near a known one": "蒋样例",
    "name of a text file": "褚样例",
    "name of an old workbook": "扎西样例",
    "sheet of an old workbook": "卓玛样例",
    "name of a zip": "央金样例",
    "folder in a zip": "格桑样例",
}
"""The office sees these in 审核.html, 汇总.xlsx and data."""
CELLS = {
    "total": "李样例",
    "abstract": "赵样例",
    "remark": "钱样例",
    "signature": "孙样例",
    "leader": "周样例",
    "channel": "吴样例",
    "number": "郑样例",
    "unit": "王样例",
    "outcome": "Sample Zhao",
    "day": "柏样例",
    "unit line": "水样例",
    "zero report": "窦样例",
    "cell style": "沈样例",
    "number format": "韩样例",
    "drop-down": "杨样例",
    "prompt": "朱样例",
    "page header": "秦样例",
    "defined name": "尤样例",
    "comment": "许样例",
    "colouring": "何样例",
    "property": "吕样例",
    "formula": "施样例",
    "struck out": "孔样例",
}
"""Nobody sees these at all."""
OFFICE_ALONE = ("审核.html", "汇总.xlsx", "登记草稿.xlsx", "run.log", "manifest.json")


def row(number: str, day: int, unit: str = "甲镇", **cells: object) -> list[Any]:
    """A matter of February 2023, some cells changed."""
    sound: dict[str, Any] = dict.fromkeys(HEADINGS)
    sound |= {
        "信访件编号": number,
        "责任单位": unit,
        "登记日期": date(2023, 2, day),
        "信访形式": "来访",
        "初重件": "初件",
        "受理日期": date(2023, 2, day + 1),
        "办结日期": date(2023, 2, day + 8),
        "办理结果": "予以支持",
        "化解状态": "已化解",
        "关联件编号": "无",
    }
    return list((sound | cells).values())


def _settings(inputs: Path) -> None:
    book = openpyxl.Workbook()
    book.active.title = "单位"
    for line in (["项目", "值"], ["县名", "样例县"]):
        book.active.append(line)
    roster = book.create_sheet("乡镇名录")
    roster.append(["序号", "乡镇"])
    for number, name in enumerate(("甲镇", "乙镇", "丙镇", "丁镇", "戊镇"), 1):
        roster.append([number, name])
    switches = book.create_sheet("规则开关")
    switches.append(["规则编号", "启用", "级别"])
    for code in ("R016", "R017", "R020", "R021", "R022", "R055", "R088", "R092"):
        switches.append([code, "是", "提醒"])
    inputs.mkdir()
    book.save(inputs / "设置.xlsx")


def _of_jia(path: Path) -> None:
    """A ledger that counts, with two sheets, and a name wherever a workbook has room for one."""
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = NAMES_OF_THINGS["sheet name"]
    sheet.append(["样例县甲镇信访事项台账（2023年2月）"])
    sheet.append([f"填报单位：{CELLS['unit line']}"])
    sheet.append(HEADINGS)
    for n in range(1, 9):
        sheet.append(row(f"YL2023{n:04d}", n))
    sheet.append(row(CELLS["number"], 9))
    sheet.append(row("YL20230010", 10, 信访形式=CELLS["channel"], 办理结果=CELLS["outcome"]))
    sheet.append(row("YL20230011", 11, 责任单位=CELLS["unit"], 包案领导=CELLS["leader"], 备注=CELLS["remark"]))
    sheet.append(row("YL20230012", 12, 办结日期=f"2月{CELLS['day']}", 摘要=CELLS["abstract"], 阿依样例说明="无"))
    sheet.append(["合计", 12, CELLS["total"]])
    sheet.append([f"填表人：{CELLS['signature']}", "审签：", CELLS["signature"]])
    sheet.oddHeader.left.text = CELLS["page header"]
    sheet["B4"].comment = openpyxl.comments.Comment(CELLS["comment"], CELLS["comment"])
    sheet["C4"].number_format = f'yyyy-mm-dd"{CELLS["number format"]}"'
    book.add_named_style(openpyxl.styles.NamedStyle(CELLS["cell style"]))
    sheet["D4"].style = CELLS["cell style"]
    choice = openpyxl.worksheet.datavalidation.DataValidation("list", formula1=f'"来访,{CELLS["drop-down"]}"')
    choice.promptTitle = choice.prompt = CELLS["prompt"]
    choice.add("D4:D9")
    sheet.add_data_validation(choice)
    rule = openpyxl.formatting.rule.FormulaRule(formula=[f'$D4="{CELLS["colouring"]}"'])
    sheet.conditional_formatting.add("D4:D9", rule)
    book.defined_names[CELLS["defined name"]] = openpyxl.workbook.defined_name.DefinedName(
        CELLS["defined name"], attr_text=f"'{sheet.title}'!$A$4"
    )
    book.properties.title = book.properties.creator = CELLS["property"]
    second = book.create_sheet(NAMES_OF_THINGS["sheet name of a second ledger"])
    second.append(HEADINGS)
    second.append(row("YL20230021", 3, 办理结果=None))
    second.append(row("YL20230022", 4))
    sheet.print_title_rows = "3:3"
    book.create_sheet(NAMES_OF_THINGS["hidden sheet"]).append(["说明", CELLS["remark"]])
    book[NAMES_OF_THINGS["hidden sheet"]].sheet_state = "hidden"
    book.create_sheet(NAMES_OF_THINGS["sheet without a table"]).append(["说明", CELLS["remark"]])
    book.save(path)


def _of_yi(folder: Path) -> None:
    """Two files that shut each other out."""
    for name, outcome in (
        (NAMES_OF_THINGS["file name of two"], "予以支持"),
        ("乙镇" + NAMES_OF_THINGS["the other file name"], None),
    ):
        book = openpyxl.Workbook()
        book.active.append(["填报单位：乙镇"])
        book.active.append(HEADINGS)
        book.active.append(row("YL20230101", 5, "乙镇", 办理结果=outcome))
        book.save(folder / f"{name}.xlsx")


def _of_ding(path: Path) -> None:
    """No column 办结日期, but a heading that is near it and holds a name; a formula with a name in it."""
    book = xlsxwriter.Workbook(path)
    sheet = book.add_worksheet("Sheet1")
    day = book.add_format({"num_format": "yyyy-mm-dd"})
    heads = [f"办结日期{NAMES_OF_THINGS['heading near a known one']}" if h == "办结日期" else h for h in HEADINGS]
    for at, cells in enumerate(
        (
            ["填报单位：丁镇"],
            heads,
            row("YL20230301", 5, "丁镇", 办结日期=None),
            row("YL20230302", 6, "丁镇", 办理结果=7),
        )
    ):
        for column, cell in enumerate(cells):
            if isinstance(cell, date):
                sheet.write_datetime(at, column, cell, day)
            elif cell is not None:
                sheet.write(at, column, cell)
    struck, plain = book.add_format({"font_strikeout": True}), book.add_format()
    sheet.write_rich_string("K4", struck, CELLS["struck out"], plain, "已核实")
    sheet.write_formula("K3", f'=IF(A3="","{CELLS["formula"]}","")', None, "")
    book.close()


def _of_wu(path: Path) -> None:
    import xlwt

    book = xlwt.Workbook()
    sheet = book.add_sheet(NAMES_OF_THINGS["sheet of an old workbook"])
    for at, cells in enumerate(
        (["填报单位：戊镇"], HEADINGS, row("YL20230401", 5, "戊镇", 办理结果=None), row("YL20230402", 6, "戊镇"))
    ):
        for column, cell in enumerate(cells):
            if cell is not None:
                sheet.write(at, column, f"{cell:%Y-%m-%d}" if isinstance(cell, date) else cell)
    book.save(str(path))


@pytest.fixture(scope="module")
def outputs(tmp_path_factory: pytest.TempPathFactory) -> Path:
    base = tmp_path_factory.mktemp("words")
    inputs = base / "inputs"
    _settings(inputs)
    folder = inputs / "2023-02"
    folder.mkdir()
    _of_jia(folder / f"{NAMES_OF_THINGS['file name']}.xlsx")
    _of_yi(folder)
    lines = [f"填报单位：丙镇,,{CELLS['zero report']}", ",".join(HEADINGS)]
    cells = row("YL20230201", 5, "丙镇", 信访形式=CELLS["channel"], 备注=CELLS["remark"])
    lines.append(",".join("" if cell is None else str(cell) for cell in cells))
    (folder / f"{NAMES_OF_THINGS['name of a text file']}.csv").write_text("\n".join(lines) + "\n", encoding="utf-8")
    _of_ding(folder / "丁镇.xlsx")
    old = f"{NAMES_OF_THINGS['name of an old workbook']}.xls"
    _of_wu(base / old)
    with zipfile.ZipFile(folder / f"{NAMES_OF_THINGS['name of a zip']}.zip", "w") as archive:
        archive.write(base / old, f"{NAMES_OF_THINGS['folder in a zip']}/{old}")
    run_period(inputs, base / "outputs", "2023-02", None, lambda _: None)
    return base / "outputs" / "2023-02"


def leaving(outputs: Path) -> Iterator[Path]:
    """Every file that leaves the office."""
    for path in outputs.rglob("*"):
        if path.is_file() and path.name not in OFFICE_ALONE and path.suffix != ".parquet":
            yield path


def holders(files: Iterator[Path], text: str) -> set[str]:
    """The files in whose parts, or names, the text is."""
    codes = ("utf-8", "utf-16-le", "gb18030", "unicode_escape")
    held = [text.encode(code) for code in codes]
    return {
        path.name
        for path in files
        if text in path.name or any(word in part for part in contents(path) for word in held)
    }


def test_the_search_means_something(outputs: Path) -> None:
    """Every township's papers and workbooks are there, and the office reads the names of files, sheets and headings."""
    names = {path.relative_to(outputs).as_posix() for path in leaving(outputs)}
    assert {f"反馈单/{unit}.docx" for unit in ("甲镇", "乙镇", "丙镇", "丁镇", "戊镇")} <= names
    assert {f"退回/{unit}.xlsx" for unit in ("甲镇", "乙镇", "丙镇", "丁镇", "戊镇")} <= names
    for text in NAMES_OF_THINGS.values():
        assert holders(outputs.rglob("*.parquet"), text), text


@pytest.mark.parametrize("what", [*NAMES_OF_THINGS, *CELLS])
def test_no_file_that_leaves_the_office_holds_a_name(outputs: Path, what: str) -> None:
    assert holders(leaving(outputs), (NAMES_OF_THINGS | CELLS)[what]) == set()


@pytest.mark.parametrize("what", list(CELLS))
def test_no_output_at_all_holds_the_text_of_a_cell_that_may_be_a_name(outputs: Path, what: str) -> None:
    assert holders((path for path in outputs.rglob("*") if path.is_file()), CELLS[what]) == set()


def test_what_may_be_shown_stays_in_the_returned_workbook(outputs: Path) -> None:
    """The standing part of a corrected cell, a title's unit and month, headings; sheets go by their places."""
    book = openpyxl.load_workbook(outputs / "退回" / "甲镇.xlsx")
    assert book.sheetnames == ["需修改", "第1张工作表", "第2张工作表"]
    sheet = book["第1张工作表"]
    assert sheet["A1"].value == "样例县甲镇信访事项台账（2023年2月）"
    assert [cell.value for cell in sheet[3]][:12] == HEADINGS[:12]
    assert (sheet["J14"].value, sheet["A16"].value) == ("是", "合计")
    assert sheet["N4"].value == "无"
    assert sheet["A17"].value == "填表人:"
    assert openpyxl.load_workbook(outputs / "退回" / "丁镇.xlsx")["Sheet1"]["K4"].value == "已核实"
    faults = [row[2] for row in book["需修改"].iter_rows(min_row=5, values_only=True) if row[2]]
    assert set(faults) <= {"第1张工作表", "第2张工作表", "—"}
