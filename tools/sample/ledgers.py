"""The faults of whole files: extra sheets, a second version, a title that was not changed, late ledgers."""

from __future__ import annotations

from tools.sample.county import ABSENT_UNIT, ZERO_UNIT
from tools.sample.layout import Page
from tools.sample.registers import DUE, LATE
from tools.sample.rows import Planted, Row, Sample
from tools.sample.styles import STYLES, Style

FEB = "2023-02"
TWICE = "清河镇"
"""The township that sends two different files for February; 处理决定 names one."""
OLD_FILE = "清河镇(1).xlsx"
FORGETFUL = "金穗镇"
"""The township whose title for February still says January; 处理决定 says 月份无误."""


def extra_pages(style: Style) -> list[Page]:
    """Return further sheets of the workbook: empty ones, or one of instructions."""
    pages = []
    for name in style.extra_sheets:
        page = Page(name)
        if name == "填表说明":
            page.cells = {(0, 0): "填表说明", (1, 0): "一、每件一行，日期写到日。", (2, 0): "二、编号按文本填写。"}
        pages.append(page)
    return pages


def title_month(unit: str, month: str) -> int | None:
    """Return the month that the title wrongly names; None where it is right."""
    return 1 if unit == FORGETFUL and month == FEB else None


def old_version(sample: Sample, unit: str, month: str) -> tuple[str, list[Row]] | None:
    """Return name and rows of the outdated second file, which lacks the last 25 matters; None where there is none."""
    if unit != TWICE or month != FEB:
        return None
    return OLD_FILE, [row.copy() for row in sample.ledgers[month, unit][:-25]]


def file_decisions(sample: Sample) -> None:
    """Add the rows of 处理决定 about whole files of February."""
    sample.decisions[FEB].append((STYLES[TWICE].file, "采用此件", "2023-03-03"))
    sample.decisions[FEB].append((STYLES[FORGETFUL].file, "月份无误", "2023-03-03"))


_BOTH = "两月"
_ODD_FILES = (
    (FEB, FORGETFUL, "Sheet1!A1", "标题仍写2023年1月", "说明：标题月份与所在文件夹不符，处理决定“月份无误”"),
    (_BOTH, FORGETFUL, "", "合计行的人数比各行之和多2", "说明：合计与各行之和不符；另有空白列和空白行"),
    (
        _BOTH,
        "大湾镇",
        "",
        "有信访人姓名、身份证号、联系电话、家庭住址、信访内容五列（均为虚构）",
        "说明：涉及个人信息的列不读取，任何输出不得出现",
    ),
    (
        _BOTH,
        "红岩乡",
        "Sheet1!C5",
        "文件名无意义，表从C5开始，“建档日”“初信重信”要靠“列名别名”",
        "按填报单位认出红岩乡，正常读取",
    ),
    (_BOTH, "太平川镇", "", "三行隐藏；每月后有小计行", "说明：隐藏行照常计入；小计行不是数据"),
    (_BOTH, "北塘镇", "", "每40行重复一次表头（打印分页）", "重复的表头不是数据"),
    (_BOTH, "马头乡", "", "责任单位一列整列合并", "说明：合并单元格按所见填充"),
    (
        _BOTH,
        "城关镇",
        "",
        "人数写作“3人”；空白处写“无”；另有空工作表",
        "说明：读作整数；“无”作空白；空表跳过",
    ),
    (_BOTH, "白鹭镇", "", "GB18030编码的csv，没有标题行", "正常读取；按文件名或责任单位列认出白鹭镇"),
    (_BOTH, "杨林镇", "", "WPS表格（.et），旧表头", "正常读取"),
    (_BOTH, "松岗镇", "", "编号以00开头（文本）", "保留前面的零"),
    (_BOTH, ZERO_UNIT, "", "零报告", "计为已报送；分组为无件"),
)
"""Month, unit, place, what is odd about the file, and what the program must make of it."""


def file_faults() -> list[Planted]:
    """Return what is odd about whole files, for the list of planted faults."""
    outdated = Planted(
        FEB,
        f"{FEB}/{OLD_FILE}",
        "",
        "",
        "同一乡镇另有一份较旧、内容不同的台账",
        "此件被替换：处理决定“采用此件”指明另一份",
    )
    absent = Planted(
        FEB,
        f"{FEB}/（无{ABSENT_UNIT}）",
        "",
        "",
        f"{ABSENT_UNIT}未报送2月台账",
        "提醒：未报送；按1月已知事项计算，不排名，不列三无",
    )
    odd = [Planted(month, _file_of(unit), place, "", *texts) for month, unit, place, *texts in _ODD_FILES]
    late = [
        Planted(
            month,
            f"{month}/登记簿.xlsx",
            "报送登记",
            "",
            f"{unit}迟报（应报{DUE[month]}，实报{day}）",
            "提醒：迟报，按时报送率0/1；反馈单有一行",
        )
        for month, (unit, day) in LATE.items()
    ]
    return [outdated, *odd[:2], absent, *odd[2:], *late]


def _file_of(unit: str) -> str:
    """Return the path of a unit's ledger of February."""
    return f"{FEB}/{STYLES[unit].file.format(m=2)}"
