"""What 设置.xlsx says for 青禾县: invented names, the program's defaults written out, rules of the definitions."""

from __future__ import annotations

from datetime import date
from random import Random

from pipeline.schema.indicators import DEFAULT_WEIGHTS, INDICATOR
from pipeline.schema.settings_sheets import OFFICE_DEFAULTS, OPTION_DEFAULTS
from tools.sample.county import COUNTY_NAME, MERGED_INTO, MERGED_ON, MERGED_UNIT, SEED, UNITS, ZERO_UNIT

Table = list[list[object]]
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
    return {
        "单位": [[key, _OFFICE.get(key, default)] for key, default in OFFICE_DEFAULTS.items()],
        "参数": [[key, value] for key, value in OPTION_DEFAULTS.items()],
        "乡镇名录": _roster(),
        "指标权重": [[INDICATOR[id_].label, weight] for id_, weight in DEFAULT_WEIGHTS.items()],
        "三无条件": _conditions(),
        "关注规则": [
            ["逾期未受理", "", "", "督办函"],
            ["逾期未办结", "", "", "督办函"],
            ["按期办结率", "90%", 10, "工作提示函"],
            ["责任单位满意率", "80%", 10, "工作提示函"],
        ],
        "规则开关": [],
        "列名别名": [["登记日期", "建档日"], ["初重件", "初信重信"]],
        "节假日": [],
        "历年三无": _past_titles(),
        "历史数据": _history(),
        "文书": _documents(),
        "依据条款": _citations(),
    }


def _roster() -> Table:
    rows: Table = [[unit.order, unit.name, unit.aliases, unit.population, "", ""] for unit in UNITS]
    return [*rows, [len(UNITS) + 1, MERGED_UNIT, "桃园", 8600, MERGED_INTO, MERGED_ON]]


def _conditions() -> Table:
    return [
        ["化解类", "无逾期未受理、未办结件", "逾期未受理 = 0 且 逾期未办结 = 0", 0, "否"],
        ["化解类", "无到期未化解积案", "到期未化解积案 = 0", 0, "否"],
        ["化解类", "无有责督办件", "有责督办 = 0", 0, "否"],
        ["事件类", "无异常访登记", "信访层级 = 国家 且 来访类别 = 异常", 0, "是"],
        ["事件类", "无大规模聚集", "事件类别 = 大规模聚集", 0, "是"],
        ["事件类", "无极端事件", "事件类别 = 极端事件", 0, "是"],
        ["事件类", "无负面炒作", "事件类别 = 负面炒作", 0, "是"],
    ]


def _past_titles() -> Table:
    """Three years; 桃园乡 stands for itself until it was merged."""
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
    """Four rates of three months before the program, about as good as each township's work now."""
    rng = Random(f"{SEED}-history")
    rows: Table = []
    for month in ("2022-02", "2022-11", "2022-12"):
        for unit in UNITS:
            for label, usual in _HISTORY:
                due = rng.randint(unit.size // 10, unit.size // 7) if unit.size else 0
                rows.append([month, unit.name, label, sum(rng.random() < usual for _ in range(due)), due])
    return rows


def _documents() -> Table:
    """依据 and 同意 of the yearly paper are filled for show, so that it comes out as a final text once a year is there."""
    basis = "《信访工作条例》和《青禾县信访工作考评办法》"
    return [
        ["月度通报", "每月", "各乡镇", "《信访工作条例》", "", "是"],
        ["年度通报表扬", "每年", "各乡镇", basis, "经县信访工作联席会议同意", "是"],
        ["工作提示函", "触发关注规则时", "有关乡镇", "《信访工作条例》", "", "是"],
        ["督办函", "有逾期件时", "有关乡镇", "《信访工作条例》", "", "是"],
        ["约谈建议名单", "触发关注规则时", "联席会议", "", "", "是"],
        ["乡镇情况反馈单", "每期", "各乡镇", "", "", "是"],
        ["会议数据摘要", "每期", "联席会议办公室", "", "", "是"],
        ["年度报告附表", "每年", "信访局", "", "", "是"],
    ]


def _citations() -> Table:
    first_day = date(2022, 5, 1)
    return [
        ["登记转送", first_day, "《信访工作条例》第二十二条"],
        ["受理告知", first_day, "《信访工作条例》第二十三条"],
        ["办理期限", first_day, "《信访工作条例》第三十四条"],
        ["复查", first_day, "《信访工作条例》第三十五条"],
        ["复核", first_day, "《信访工作条例》第三十六条"],
        ["督办", first_day, "《信访工作条例》第三十七条"],
        ["年度报告", first_day, "《信访工作条例》第四十一条"],
    ]
