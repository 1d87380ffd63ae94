"""What the reader tells of each small workbook of tests/cases/ingest, word for word."""

from __future__ import annotations

import pytest

from tests.ingest.conftest import ReadCase, told

SAID = {
    "plain.xlsx": [],
    "merged_header.xlsx": ["说明 Sheet1 G4、H4：有2列涉及个人信息，一律没有读取：姓名、联系电话"],
    "unit_line.xlsx": [],
    "unit_foot.xlsx": [],
    "gb18030.csv": [],
    "utf16.txt": [],
    "wps.et": [],
    "repeated_header.xlsx": [],
    "zero.xlsx": [],
    "zero.txt": [],
    "totals.xlsx": ["说明 Sheet1 G8：合计行的人数是5，各行相加是4", "说明 Sheet1 G9：合计行的人数是5，各行相加是4"],
    "foot_inside.xlsx": ["错误 Sheet1 A5：“填表人”等表尾文字夹在事项中间，其后还有1行"],
    "old.xls": [
        "说明 Sheet1 A5：第5行为隐藏行，已照常计入",
        "说明 Sheet1 C5：“责任单位”有1格在合并单元格内，已按所见填充",
        "错误 Sheet1 H6：“受理日期”有1格读不出（单元格显示 #REF!）",
    ],
    "refused_columns.xlsx": [
        "说明 Sheet1 M3：有1列列名不认识，没有读取：职务说明",
        "说明 Sheet1 J3、K3、L3：有3列涉及个人信息，一律没有读取：信访人姓名、身份证号码、现住址",
    ],
    "error_cells.xlsx": [
        "错误 Sheet1 H4：“受理日期”有1格读不出（单元格显示 #REF!）",
        "错误 Sheet1 H5：“受理日期”有1格读不出（单元格显示 #N/A）",
    ],
    "error_in_number.xlsx": ["错误 Sheet1 B4：“信访件编号”有1格读不出（单元格显示 #VALUE!），所在行无法计入，已搁置"],
    "formula_without_value.xlsx": ["错误 Sheet1 H4：“受理日期”有1格读不出（公式未计算）"],
    "scientific_ids.xlsx": [
        "错误 Sheet1 B4:B5：“信访件编号”有2格读不出（编号已被 Excel 改成科学计数），如“3.7E+17”，所在行无法计入，已搁置"
    ],
    "date_shapes.xlsx": [
        "说明 Sheet1 H10:H13：“受理日期”有4格的写法不规范，已按规范读取，如 44961 → 2023-02-04、2月4日 → 2023-02-04、23-2-4 → 2023-02-04"
    ],
    "bad_dates.xlsx": [
        "错误 Sheet1 H4：“受理日期”有1格读不出（日期不完整，缺少“日”），如“2023.2”",
        "错误 Sheet1 H5:H6、H8：“受理日期”有3格读不出（没有这一天），如“2.30”、“13.4”、“2023.2.30”",
        "错误 Sheet1 H7：“受理日期”有1格读不出（只有时间，没有日期），如“09:30:00”",
        "错误 Sheet1 H9：“受理日期”有1格读不出（是数字，不是日期），如“61000”",
    ],
    "epoch_1904.xlsx": ["说明 Sheet1 H5：“受理日期”有1格的写法不规范，已按规范读取，如 43499 → 2023-02-04"],
    "counts.xlsx": [
        "说明 Sheet1 G4:G6：“人数”有3格的写法不规范，已按规范读取，如 3件 → 3、３人 → 3、1,200 → 1200",
        "错误 Sheet1 G7、G9：“人数”有2格读不出（不是整数），如“3头”、“2.5”",
        "错误 Sheet1 G8：“人数”有1格读不出（应不小于1），如“0”",
    ],
    "codes.xlsx": [
        "错误 Sheet1 E6:E7：“信访形式”有2格读不出（不是可填的内容），如“微信群”",
        "错误 Sheet1 E8：“信访形式”有1格读不出（不是可填的内容，最接近的是“来信”），如“来仿”",
    ],
    "no_channel.xlsx": [
        "错误 Sheet1 A3：表头缺少“信访形式”",
        "说明 Sheet1 E3：有1列列名不认识，没有读取：信访型式（是不是“信访形式”？）",
    ],
    "hidden.xlsx": [
        "说明 Sheet1 E3：“信访形式”为隐藏列，已照常读取",
        "说明 Sheet1 A5：第5行为隐藏行，已照常计入",
        "说明 草稿 ：工作表“草稿”是隐藏的，没有读取",
    ],
    "ditto.xlsx": [
        "错误 Sheet1 E4：“信访形式”有1格读不出（写“同上”，但上面没有可用的内容）",
        "说明 Sheet1 E6：“信访形式”有1格写“同上”，已按上一行填充",
        "说明 Sheet1 H6：“受理日期”有1格写“同上”，已按上一行填充",
        "错误 Sheet1 G8：“人数”有1格读不出（在合并单元格内，分不出各件）",
        "说明 Sheet1 F8：“初重件”有1格在合并单元格内，已按所见填充",
    ],
    "two_sheets.xlsx": [
        "说明 ：文件有2个工作表含台账，已一并读取：一月、二月",
        "说明 说明 ：工作表“说明”没有台账表头，没有读取",
    ],
    "old_title.xlsx": [
        "说明 Sheet1 A1：标题写的是2023年1月，与所在文件夹2023-02不符",
        "提醒 Sheet1 A1：标题写的是柳树镇，填报单位是城关镇",
    ],
    "old_ledger.xlsx": ["错误 Sheet1 A1：标题写的是2023年1月，表内也没有2023-02的日期，疑为旧台账"],
    "unknown_township.xlsx": [
        "提醒 Sheet1 ：填报单位“城关街道”不在乡镇名录中，最接近的是“城关镇”",
        "错误 Sheet1 C5：“责任单位”有1格读不出（不在乡镇名录中，最接近的是“柳树镇”），如“柳树乡”，所在行无法计入，已搁置",
    ],
    "blank_identity.xlsx": [
        "错误 Sheet1 B4：1行没有填“信访件编号”，无法计入，已搁置",
        "错误 Sheet1 D5：1行没有填“登记日期”，无法计入，已搁置",
    ],
    "phone_in_text.xlsx": ["说明 Sheet1 J4：“包案领导”有1格像身份证号或手机号，已按空白处理，内容没有保留"],
    "gaps.xlsx": [
        "说明 Sheet1 K3：K列没有列名，但有内容，没有读取",
        "说明 Sheet1 A5：序号不连续或有重复（1之后是3）",
    ],
}
REFUSED = {
    "no_unit.xlsx": "看不出是哪个乡镇的台账",
    "two_columns.xlsx": "“登记日期”有两列（D、J：登记日期、登记时间），不知以哪列为准，本表没有读取",
    "no_registered_on.xlsx": "表头缺少“登记日期”，本表没有读取",
    "overlapping_sheets.xlsx": "文件有2个工作表含台账，编号互相重复（如QH20230001），不知以哪个为准",
    "id_numbers.xlsx": "3个编号中有3个像身份证号，编号列疑为身份证号，整份没有读取",
    "form_only.xlsx": "台账没有一行事项，也没有写明零报告",
    "no_header.xlsx": "没有找到台账表头（要有信访件编号、登记日期等列名）",
    "damaged.xlsx": "文件已损坏：压缩结构不完整",
    "doctype.xlsx": "文件内部结构异常，为安全起见没有打开：内部含有 DOCTYPE 声明",
    "rows_out_of_order.xlsx": "文件已损坏：工作表的行次序错乱",
    "cut_sheet.xlsx": "文件已损坏：工作表内容残缺",
    "utf16_part.xlsx": "文件已损坏：内部编码不是 UTF-8",
    "dense.xlsx": "文件内部结构异常，为安全起见没有打开：压缩比异常",
    "page.xls": "扩展名是 .xls，内容其实是网页格式（系统导出的假表格）",
    "encrypted.xlsx": "文件设有打开密码，无法读取",
    "paper.pdf": "这是pdf文件，不是能读取的表格",
    "empty.xlsx": "文件是空的（0字节）",
}


@pytest.mark.parametrize("name", SAID)
def test_a_file_that_is_taken_tells_just_this(name: str, read_case: ReadCase) -> None:
    """Every finding, in order, with its cell; nothing else."""
    reading = read_case(name)
    assert list(reading.files["verdict"]) == ["采用"]
    assert told(reading) == SAID[name]


@pytest.mark.parametrize("name", REFUSED)
def test_a_file_that_is_refused_says_why_and_leaves_no_row(name: str, read_case: ReadCase) -> None:
    """The sentence stands once among the findings, as an error, and in the list of files."""
    reading = read_case(name)
    assert list(reading.files["verdict"]) == ["拒收"]
    assert list(reading.files["reason"]) == [REFUSED[name]]
    assert [f.message for f in reading.findings if f.severity == "错误"] == [REFUSED[name]]
    assert reading.ledger.empty


def test_every_case_is_told_of() -> None:
    """A workbook that no test names would be dead weight."""
    from tests.ingest.conftest import CASES

    assert {path.name for path in CASES.iterdir()} == {*SAID, *REFUSED, "register.xlsx"}
