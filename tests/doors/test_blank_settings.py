"""A fresh 设置.xlsx: it reads back without a fault once the townships are filled in, and is not overwritten."""

from __future__ import annotations

import io
from datetime import date
from pathlib import Path

import openpyxl
import pytest

from pipeline.base.errors import UserError
from pipeline.base.grid import Grid
from pipeline.base.period import parse_period
from pipeline.doors.blank_forms import write_settings
from pipeline.render.forms.settings_defaults import default_tables
from pipeline.render.forms.settings_form import settings_form
from pipeline.schema.papers import PAPER
from pipeline.schema.settings_sheets import SETTINGS_SHEETS
from pipeline.settings.reader import read_settings
from pipeline.sheets.grids import read_grids

SAMPLE = Path(__file__).resolve().parents[2] / "inputs"
FEBRUARY = parse_period("2023-02")


def test_fresh_settings_lack_the_townships_alone(tmp_path: Path) -> None:
    """As they are they stop the run with one sentence; with a roster they give what the program takes without them."""
    path = tmp_path / "inputs" / "设置.xlsx"
    write_settings(path, force=False)
    grids = read_grids(path)
    assert [grid.name for grid in grids] == [*(sheet.name for sheet in SETTINGS_SHEETS), "填写说明"]
    with pytest.raises(UserError) as caught:
        read_settings(grids, "设置.xlsx")
    assert (
        str(caught.value)
        == "设置.xlsx“乡镇名录”工作表：乡镇名录是空的；请在“乡镇名录”工作表逐行填写序号、乡镇，例如 1、城关镇。"
    )
    roster = Grid("乡镇名录", (("序号", "乡镇"), (1, "城关镇")))
    fresh = read_settings([g for g in grids if g.name != "乡镇名录"] + [roster], "设置.xlsx")
    bare = read_settings([roster], "设置.xlsx")
    parts = (
        "options",
        "weights",
        "conditions",
        "attention",
        "office",
        "rule_switches",
        "heading_aliases",
        "holidays",
        "past_titles",
        "history",
    )
    assert [getattr(fresh, part) for part in parts] == [getattr(bare, part) for part in parts]
    assert set(fresh.documents) == set(PAPER)
    assert fresh.citation("办理期限", date(2023, 2, 1)) == "《信访工作条例》第三十四条"
    assert settings_form(default_tables()) == path.read_bytes()


def test_settings_that_are_there_are_not_written_over_unless_asked(tmp_path: Path) -> None:
    path = tmp_path / "设置.xlsx"
    path.write_bytes(b"mine")
    with pytest.raises(UserError) as caught:
        write_settings(path, force=False)
    assert (
        str(caught.value)
        == f"“{tmp_path.name}”里已经有“设置.xlsx”，没有改动；请用 --out 另写一个文件名，确要替换的加 --force。"
    )
    assert path.read_bytes() == b"mine"
    write_settings(path, force=True)
    assert path.read_bytes() == settings_form(default_tables())
    assert [p.name for p in tmp_path.iterdir()] == ["设置.xlsx"]


def test_settings_of_a_county_with_sixty_townships_read_back_though_their_list_stands_on_a_sheet_of_its_own(
    tmp_path: Path,
) -> None:
    names = [f"{number}号乡" for number in range(60)]
    tables = default_tables() | {"乡镇名录": [[at, name, "", "", "", ""] for at, name in enumerate(names, start=1)]}
    (tmp_path / "设置.xlsx").write_bytes(settings_form(tables, names))
    assert [unit.name for unit in read_settings(read_grids(tmp_path / "设置.xlsx"), "设置.xlsx").roster] == names


ROWS: dict[str, tuple[dict[str, object], ...]] = {
    "单位": ({"项目": "县名", "值": "青禾县"},),
    "参数": ({"项目": "最小样本", "值": 3},),
    "乡镇名录": (
        {
            "序号": 1,
            "乡镇": "城关镇",
            "别名": "城关",
            "曾用名": "老城镇",
            "类别": "乡镇",
            "人口": 3,
            "启用日期": "2000-01-01",
        },
        {"序号": 2, "乡镇": "河东乡", "启用日期": "2000-01-01", "撤并至": "城关镇", "撤并日期": "2022-12-01"},
    ),
    "指标权重": ({"指标": "按期办结率", "权重": 100},),
    "三无条件": ({"方案": "化解类", "条件": "一", "判定": "逾期未办结 = 0", "允许数": 0, "仅计有责": "否"},),
    "关注规则": (
        {"指标": "按期办结率", "标准线": "90%", "最小件数": 10, "文书": "工作提示函"},
        {"指标": "逾期未办结", "文书": "督办函"},
    ),
    "规则开关": ({"规则编号": "R101", "级别": "提醒", "启用": "是"},),
    "自设规则": (
        {
            "编号": "C001",
            "判定": "办结日期 < 受理日期",
            "级别": "提醒",
            "提示": "日期不对",
            "处理办法": "请核对，例如 2023-02-10",
            "标出栏目": "办结日期",
        },
    ),
    "列名别名": ({"标准列名": "登记日期", "别名": "建档日"},),
    "值别名": ({"标准列名": "信访形式", "写法": "12345平台", "标准内容": "来电"},),
    "节假日": ({"日期": "2023-03-01", "类型": "休息", "名称": "县庆"},),
    "历年三无": ({"年度": 2022, "单位": "城关镇", "是否三无": "是"},),
    "历史数据": (
        {"月份": "2022-11", "乡镇": "城关镇", "指标": "按期办结率", "分子": 17, "分母": 18},
        {"月份": "2022-11", "乡镇": "城关镇", "指标": "逾期未办结", "分子": 1},
    ),
    "文书": (
        {"文书": "月度通报", "何时": "每期", "发给": "", "依据": "督办", "同意": "经县委、县政府同意", "启用": "是"},
    ),
    "依据条款": ({"条款": "督办", "起始日期": "2022-05-01", "表述": "《信访工作条例》第四十条"},),
}
"""A row of each sheet in which every column is filled, and one in which whatever depends on a case is not needed."""


def sheet_of(name: str, *rows: dict[str, object]) -> Grid:
    (spec,) = [sheet for sheet in SETTINGS_SHEETS if sheet.name == name]
    labels = [field.label for field in spec.fields]
    return Grid(name, (tuple(labels), *(tuple(row.get(label) for label in labels) for row in rows)))


def told(*grids: Grid) -> str:
    """What reading says of these sheets; '' where it takes them."""
    roster = () if any(grid.name == "乡镇名录" for grid in grids) else (sheet_of("乡镇名录", *ROWS["乡镇名录"]),)
    try:
        read_settings([*roster, *grids], "设置.xlsx")
    except UserError as fault:
        return str(fault)
    return ""


def said() -> dict[tuple[str, str], str]:
    """(Sheet, column) -> when 填写说明 of a fresh 设置.xlsx says that it is filled in."""
    book = openpyxl.load_workbook(io.BytesIO(settings_form(default_tables())))
    lines = book["填写说明"].iter_rows(values_only=True)
    return {(str(line[0]), str(line[1])): str(line[3]) for line in lines if line[1] and line[3]}


@pytest.mark.parametrize("name", ROWS)
def test_what_the_instructions_call_required_is_required_and_nothing_else(name: str) -> None:
    """Each cell of a row that reads well is left blank in turn; a column that depends on a case in both cases."""
    words = said()
    rows = ROWS[name]
    assert told(sheet_of(name, *rows)) == ""
    for at, row in enumerate(rows):
        for label in (label for label, value in row.items() if value != ""):
            blank = [*rows[:at], {**row, label: None}, *rows[at + 1 :]]
            fault = told(sheet_of(name, *blank))
            assert bool(fault) == words[name, label].endswith("必填"), (label, fault)


def test_only_the_roster_is_required_of_all_sheets_as_the_instructions_say() -> None:
    book = openpyxl.load_workbook(io.BytesIO(settings_form(default_tables())))
    texts = [str(cell) for row in book["填写说明"].iter_rows(values_only=True) for cell in row if cell]
    assert [text for text in texts if "只有" in text] == [
        "1. 只有“乡镇名录”必须填；其余各表不填、不改，就按默认值计算。"
    ]
    notes = {sheet.title: [str(row[2]) for row in sheet.iter_rows(values_only=True) if row[2:]] for sheet in book}
    assert not [note for name in ("单位", "参数") for note in notes[name] if "必填" in note or "必须填" in note]
    assert told() == ""
