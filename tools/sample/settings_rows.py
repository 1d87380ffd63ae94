"""The content of 设置.xlsx of 青禾县: invented names, and the program's defaults written out."""

from __future__ import annotations

from random import Random

from pipeline.render.forms.settings_defaults import Table, default_tables
from pipeline.schema.settings_sheets import OFFICE_DEFAULTS
from tools.sample.county import COUNTY_NAME, MERGED_INTO, MERGED_ON, MERGED_UNIT, SEED, UNITS, ZERO_UNIT

_OFFICE = {
    "县名": COUNTY_NAME,
    "联席会议": "青禾县信访工作联席会议",
    "联席会议办公室": "青禾县信访工作联席会议办公室",
    "信访局": "青禾县信访局",
    "办公室主任": "周示例",
    "联席会议召集人": "吴样例",
    "信访局局长": "郑虚构",
    "抄送": "县委办公室、县政府办公室",
    "印发机关": "青禾县信访工作联席会议办公室",
    "联系人": "孙示例",
    "联系电话": "0000-1234567",
}
_PAST_YEARS = (2020, 2021, 2022)
_ALWAYS = ("柳树镇", "白鹭镇", "红岩乡")
_HISTORY = (("及时受理率", 0.98), ("按期办结率", 0.94), ("化解率", 0.78), ("责任单位满意率", 0.88))


def settings_tables() -> dict[str, Table]:
    """Sheet name -> rows below the labels."""
    defaults = default_tables()
    return {
        "单位": [[key, _OFFICE.get(key, default)] for key, default in OFFICE_DEFAULTS.items()],
        "参数": defaults["参数"],
        "乡镇名录": _roster(),
        "指标权重": defaults["指标权重"],
        "三无条件": defaults["三无条件"],
        "关注规则": defaults["关注规则"],
        "规则开关": [],
        "列名别名": [["登记日期", "建档日"], ["初重件", "初信重信"]],
        "节假日": [],
        "历年三无": _past_titles(),
        "历史数据": _history(),
        "文书": _documents(defaults["文书"]),
        "依据条款": defaults["依据条款"],
    }


def _roster() -> Table:
    rows: Table = [[unit.order, unit.name, unit.aliases, "", "乡镇", unit.population, "", "", ""] for unit in UNITS]
    return [*rows, [len(UNITS) + 1, MERGED_UNIT, "桃园", "", "乡镇", 8600, "", MERGED_INTO, MERGED_ON]]


def _past_titles() -> Table:
    """Return the rows of three years; 桃园乡 has rows of its own until it was merged."""
    rng = Random(f"{SEED}-titles")
    rows: Table = []
    for year in _PAST_YEARS:
        for unit in UNITS:
            held = unit.name in _ALWAYS or (unit.name != ZERO_UNIT and rng.random() < 0.35)
            rows.append([year, unit.name, "是" if held else "否"])
        if year < MERGED_ON.year:
            rows.append([year, MERGED_UNIT, "是"])
    return rows


def _history() -> Table:
    """Return four rates of three months before the program was used, about as good as each township's work now."""
    rng = Random(f"{SEED}-history")
    rows: Table = []
    for month in ("2022-02", "2022-11", "2022-12"):
        for unit in UNITS:
            for label, usual in _HISTORY:
                due = rng.randint(unit.size // 10, unit.size // 7) if unit.size else 0
                rows.append([month, unit.name, label, sum(rng.random() < usual for _ in range(due)), due])
    return rows


def _documents(rows: Table) -> Table:
    """Fill in 依据 and 同意 of the yearly paper as an example, so that it is a final text once there is a year."""
    filled = {
        "月度通报": ("《信访工作条例》", ""),
        "年度通报表扬": ("《信访工作条例》和《青禾县信访工作考评办法》", "经县信访工作联席会议同意"),
        "工作提示函": ("《信访工作条例》", ""),
        "督办函": ("督办", ""),
    }
    return [[*row[:3], *filled.get(str(row[0]), row[3:5]), row[5]] for row in rows]
