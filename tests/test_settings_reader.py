"""设置.xlsx: what its sheets mean, and the sentence for each fault."""

from __future__ import annotations

from datetime import date, datetime
from fractions import Fraction

import pytest

from pipeline.grid import CellFault, Grid
from pipeline.model import UserError
from pipeline.schema.settings_sheets import OPTION_DEFAULTS
from pipeline.settings import AttentionRule, Citation, Document, Options, RuleSwitch, Settings
from pipeline.settings import Test as OneTest
from pipeline.settings_reader import read_settings
from pipeline.settings_rows import settings_as_rows

Row = tuple[object, ...]
ROSTER_LABELS = ("序号", "乡镇", "别名", "人口", "撤并至", "撤并日期")
ROSTER = Grid("乡镇名录", (ROSTER_LABELS, (1, "城关镇", "城关、老城", 32000.0), (2, "河东乡"), (3, "柳林镇", None, None, "城关镇", "2022-12-01")))


def sheet(name: str, *rows: Row) -> Grid:
    return Grid(name, rows)


def settings(*grids: Grid) -> Settings:
    return read_settings([ROSTER, *grids], "设置.xlsx")


def faults(*grids: Grid, roster: Grid = ROSTER) -> list[str]:
    with pytest.raises(UserError) as caught:
        read_settings([roster, *grids], "设置.xlsx")
    return str(caught.value).split("\n")


def condition(text: str, **more: object) -> Grid:
    return sheet("三无条件", ("方案", "条件", "判定", *more), ("化解类", "一", text, *more.values()))


def test_a_roster_alone_is_enough_and_everything_else_has_its_default():
    read = settings()
    assert [t.name for t in read.roster] == ["城关镇", "河东乡", "柳林镇"]
    assert read.roster[0].aliases == ("城关", "老城")
    assert read.roster[0].population == 32000
    assert (read.roster[2].merged_into, read.roster[2].merged_on) == ("城关镇", date(2022, 12, 1))
    assert read.options == Options()
    assert sum(read.weights.values()) == 100
    assert list(read.weights)[:2] == ["accepted_on_time", "concluded_on_time"]
    assert {c.preset for c in read.conditions} == {"化解类", "事件类"}
    assert [c.name for c in read.conditions if c.preset == "化解类"] == ["无逾期未受理、未办结件", "无到期未化解积案", "无有责督办件"]
    assert all(c.at_fault_only for c in read.conditions if c.preset == "事件类")
    assert AttentionRule("concluded_on_time", Fraction(9, 10), 10, "工作提示函") in read.attention
    assert AttentionRule("overdue_open", None, 0, "督办函") in read.attention


def test_the_offices_are_named_after_the_county_unless_named_themselves():
    read = settings(sheet("单位", ("项目", "值"), ("县名", "安平县"), ("信访局", "安平县委信访局"), ("主送", None)))
    assert read.office["联席会议"] == "安平县信访工作联席会议"
    assert read.office["联席会议办公室"] == "安平县信访工作联席会议办公室"
    assert read.office["信访局"] == "安平县委信访局"
    assert read.office["主送"] == "各乡镇信访工作联席会议"


def test_a_day_in_the_offices_sheet_reads_as_documents_write_it():
    assert settings(sheet("单位", ("项目", "值"), ("成文日期", datetime(2023, 3, 5)))).office["成文日期"] == "2023年3月5日"


def test_options_are_typed():
    read = settings(sheet("参数", ("项目", "值"), ("最小样本", 5.0), ("缺月上限", "0"), ("遇节假日顺延", "√"), ("三无方案", "事件类"))).options
    assert (read.smallest_sample, read.missing_months_allowed, read.roll_over_holidays) == (5, 0, True)
    assert read.three_none_preset == "事件类"


def test_the_printed_defaults_are_the_defaults_of_the_options():
    filled = settings(sheet("参数", ("项目", "值"), *OPTION_DEFAULTS.items()))
    assert filled.options == Options()


def test_headings_are_found_below_a_title_and_in_any_order_beside_other_columns():
    read = settings(sheet("指标权重", ("各指标权重",), (None,), ("备注", "权重", "指标"), ("主要", 60, "按期办结率"), (), (None, "40%", "化解")))
    assert read.weights == {"concluded_on_time": 60, "resolution": 40}


def test_weights_formatted_as_percent_count_as_their_percent():
    read = settings(sheet("指标权重", ("指标", "权重"), ("化解率", 0.75), ("按期办结率", 0.25)))
    assert list(read.weights.items()) == [("concluded_on_time", 25), ("resolution", 75)]


def test_official_lead_may_carry_weight():
    assert settings(sheet("指标权重", ("指标", "权重"), ("领导包案率", 100))).weights == {"led_by_official": 100}


def test_conditions_read_indicators_and_columns():
    read = settings(condition("逾期未受理 = 0 且 按期办结率>=90%", 允许数=2, 仅计有责="否")).conditions[0]
    assert read.tests == (
        OneTest("overdue_unaccepted", "=", "0", on_indicator=True),
        OneTest("concluded_on_time", "≥", "90%", on_indicator=True),
    )
    assert (read.allowed, read.at_fault_only) == (2, False)
    by_column = settings(condition("信访层级＝国家级 并且 来访类别 != 正常 且 登记日期 ≤ 2023-03-01", 仅计有责="是")).conditions[0]
    assert by_column.tests == (
        OneTest("level", "=", "国家", on_indicator=False),
        OneTest("visit_class", "≠", "正常", on_indicator=False),
        OneTest("registered_on", "≤", "2023-03-01", on_indicator=False),
    )
    assert by_column.at_fault_only


def test_a_word_for_nothing_is_nothing():
    read = settings(
        sheet("文书", ("文书", "依据", "同意"), ("年度通报表扬", "无", "/")),
        sheet("历年三无", ("年度", "单位", "是否三无"), (2021, "城关镇", "无")),
        sheet("单位", ("项目", "值"), ("经县委县政府同意", "—")),
    )
    assert read.documents["年度通报表扬"] == Document()
    assert read.past_titles == {(2021, "城关镇"): False}
    assert read.office["经县委县政府同意"] == ""


def test_attention_rules_read_lines_of_rates_and_counts():
    read = settings(
        sheet("关注规则", ("指标", "标准线", "最小件数", "文书"), ("责任单位满意率", 0.85, None, "提示函"), ("逾期未办结", None, None, "督办函"))
    )
    assert read.attention == (AttentionRule("satisfaction", Fraction(17, 20), 10, "工作提示函"), AttentionRule("overdue_open", None, 0, "督办函"))


def test_the_other_sheets_become_their_mappings():
    read = settings(
        sheet("规则开关", ("规则编号", "级别", "启用"), ("R201", "提醒", None), ("r202", None, "否")),
        sheet("列名别名", ("标准列名", "别名"), ("信访件编号", "流水号、件号"), ("登记日期", "来件日")),
        sheet("节假日", ("日期", "类型", "名称"), (date(2023, 1, 23), "休息", "春节"), ("2023-01-28", "上班", None)),
        sheet("历年三无", ("年度", "单位", "是否三无"), (2021, "老城", "是"), (2021, "全县", "否")),
        sheet("历史数据", ("月份", "乡镇", "指标", "分子", "分母"), ("2022年11月", "河东乡", "按期办结率", 17, 18), (date(2022, 12, 1), "城关", "逾期未受理", 2, None)),
        sheet("文书", ("文书", "何时", "依据", "同意", "启用"), ("年度通报表扬", "年", "安平县考评办法", "经县委、县政府同意", "是"), ("督办函", None, None, None, "否")),
        sheet("依据条款", ("条款", "起始日期", "表述"), ("办理期限", "2022-05-01", "《信访工作条例》第三十四条")),
    )
    assert read.rule_switches == {"R201": RuleSwitch("提醒", enabled=True), "R202": RuleSwitch("", enabled=False)}
    assert read.heading_aliases == {"信访件编号": ("流水号", "件号"), "登记日期": ("来件日",)}
    assert read.holidays == {date(2023, 1, 23): True, date(2023, 1, 28): False}
    assert read.past_titles == {(2021, "城关镇"): True, (2021, "全县"): False}
    assert read.history == {("2022-11", "河东乡", "concluded_on_time"): (17, 18), ("2022-12", "城关镇", "overdue_unaccepted"): (2, 0)}
    assert read.documents["年度通报表扬"] == Document("年", "", "安平县考评办法", "经县委、县政府同意")
    assert not read.documents["督办函"].enabled
    assert read.citations == (Citation("办理期限", date(2022, 5, 1), "《信访工作条例》第三十四条"),)


def test_notes_and_blank_sheets_are_let_be():
    assert settings(sheet("说明", ("填写前请先阅读",)), sheet("Sheet1", (None, " "))).options == Options()


@pytest.mark.parametrize(
    ("grid", "sentence"),
    [
        (
            sheet("历年三无", ("年度", "单位", "是否三无"), (2021, "城关镇", "是"), (2021, "河东乡", "是"), (2020, "城官镇", "是")),
            "设置.xlsx“历年三无”工作表 B4：“城官镇”不在乡镇名录中，最接近的是“城关镇”；请改成名录里的名称。",
        ),
        (
            sheet("历史数据", ("月份", "乡镇", "指标", "分子", "分母"), ("2022-11", "合东乡", "化解率", 1, 2)),
            "设置.xlsx“历史数据”工作表 B2：“合东乡”不在乡镇名录中，最接近的是“河东乡”；请改成名录里的名称。",
        ),
        (sheet("单位", ("项目", "值"), ("县名称", "安平县")), "设置.xlsx“单位”工作表 A2：没有“县名称”这个项目，最接近的是“县名”；请改成“县名”，或删去此行。"),
        (sheet("参数", ("项目", "值"), ("最小样品", 3)), "设置.xlsx“参数”工作表 A2：没有“最小样品”这个项目，最接近的是“最小样本”；请改成“最小样本”，或删去此行。"),
        (sheet("参数", ("项目", "值"), ("最小样本", "三")), "设置.xlsx“参数”工作表 B2：“最小样本”应为整数，填的是“三”；请填写不小于0的整数，例如 3。"),
        (sheet("参数", ("项目", "值"), ("样本不足线", 130)), "设置.xlsx“参数”工作表 B2：“样本不足线”应在0到100之间，填的是130；请改正，例如 60。"),
        (sheet("参数", ("项目", "值"), ("遇节假日顺延", "也许")), "设置.xlsx“参数”工作表 B2：“遇节假日顺延”应为“是”或“否”，填的是“也许”；请改成“是”或“否”，例如 是。"),
        (sheet("参数", ("项目", "值"), ("最小样本", 3), ("最小样本", 4)), "设置.xlsx“参数”工作表 A3：“最小样本”重复，前面 A2 已有；请只保留一处，另一处删去，例如保留 A2。"),
        (
            sheet("参数", ("项目", "值"), ("三无方案", "化解")),
            "设置.xlsx“参数”工作表 B2：三无方案“化解”不在“三无条件”工作表的方案中，最接近的是“化解类”；请改成已有的方案：化解类、事件类，例如 化解类。",
        ),
        (
            sheet("指标权重", ("指标", "权重"), ("化解绿", 100)),
            "设置.xlsx“指标权重”工作表 A2：没有“化解绿”这个指标，最接近的是“化解率”；请改成“化解率”。",
        ),
        (
            sheet("指标权重", ("指标", "权重"), ("化解率", "50"), ("按期办结率", "49.5")),
            "设置.xlsx“指标权重”工作表 B2:B3：各指标权重合计是99.5，不是100；请调整权重，使合计正好是100，"
            "例如 及时受理率 10、按期办结率 25、化解率 20、一次性化解率 10、责任单位满意率 20、参评率 5、积案化解率 5、按时报送率 5。",
        ),
        (sheet("指标权重", ("指标", "权重"), ("化解率", "一半")), "设置.xlsx“指标权重”工作表 B2：“权重”应为数，填的是“一半”；请填写不小于0的数，例如 25。"),
        (sheet("指标权重", ("指标", "比重"), ("化解率", 100)), "设置.xlsx“指标权重”工作表：找不到列名“权重”；请在前5行内写一行列名，例如 指标、权重。"),
        (sheet("指标权重", ("指标", "权重"), ("化解率", None)), "设置.xlsx“指标权重”工作表 B2：缺少“权重”；请填写这一格，例如 权重；整行不要的请清空。"),
        (sheet("权重", ("指标", "权重")), "设置.xlsx：没有名为“权重”的设置表，最接近的是“指标权重”；请改成“指标权重”；只是写说明的表，请改名为“说明”。"),
        (condition("逾期未受理"), "设置.xlsx“三无条件”工作表 C2：判定“逾期未受理”看不懂；请写成“指标或列名 运算符 值”，几项之间用“且”，例如 逾期未受理 = 0 且 逾期未办结 = 0。"),
        (condition("逾期未受 = 0"), "设置.xlsx“三无条件”工作表 C2：判定中的“逾期未受”不是指标，也不是台账列名，最接近的是“逾期未受理”；请改成“逾期未受理”。"),
        (condition("信访层级 = 国"), "设置.xlsx“三无条件”工作表 C2：判定中“信访层级”没有“国”这个取值；请用乡镇、县、市、省、国家之一，例如 信访层级 = 乡镇。"),
        (condition("信访层级 ≥ 市"), "设置.xlsx“三无条件”工作表 C2：判定中“信访层级”要与具体取值（只能用 = 或 ≠）比较，写的是“≥ 市”；请改正，例如 信访层级 = 乡镇。"),
        (condition("逾期未受理 = 没有"), "设置.xlsx“三无条件”工作表 C2：判定中“逾期未受理”要与整数比较，写的是“没有”；请改正，例如 逾期未受理 = 0。"),
        (condition("按期办结率 ≥ 120%"), "设置.xlsx“三无条件”工作表 C2：判定中“按期办结率”要与百分比比较，写的是“120%”；请改正，例如 按期办结率 ≥ 90%。"),
        (condition("登记日期 ≥ 春节"), "设置.xlsx“三无条件”工作表 C2：判定中“登记日期”要与日期比较，写的是“春节”；请改正，例如 登记日期 ≤ 2023-03-01。"),
        (condition("人数 ≥ 多"), "设置.xlsx“三无条件”工作表 C2：判定中“人数”要与整数比较，写的是“多”；请改正，例如 人数 ≥ 5。"),
        (
            condition("逾期未受理 = 0 且 信访层级 = 国家"),
            "设置.xlsx“三无条件”工作表 C2：同一条判定混用了指标（逾期未受理）和台账列（信访层级）；请拆成两行，一行只用指标，一行只用台账列，例如 逾期未办结 = 0。",
        ),
        (sheet("规则开关", ("规则编号", "级别"), ("201", "提醒")), "设置.xlsx“规则开关”工作表 A2：没有编号为“201”的规则，最接近的是“R201”；规则编号是 R 加三位数字，见 docs/rules.md，例如 R201。"),
        (sheet("规则开关", ("规则编号", "级别"), ("R201", "警告")), "设置.xlsx“规则开关”工作表 B2：级别“警告”不可用；请填“错误”“提醒”或“说明”，留空则用规则自己的级别，例如 提醒。"),
        (sheet("列名别名", ("标准列名", "别名"), ("登记日", "来件日")), "设置.xlsx“列名别名”工作表 A2：没有名为“登记日”的标准列，最接近的是“登记日期”；请改成“登记日期”。"),
        (
            sheet("列名别名", ("标准列名", "别名"), ("信访件编号", "身份证号")),
            "设置.xlsx“列名别名”工作表 B2：“身份证号”是个人信息列，不能用作别名；个人信息列一律不读取，请删去此行；例如编号列的别名可写“流水号”。",
        ),
        (
            sheet("列名别名", ("标准列名", "别名"), ("受理日期", "登记时间")),
            "设置.xlsx“列名别名”工作表 B2：别名“登记时间”已是“登记日期”列的名称；一个列名只能指一列，请换一个别名或删去此行，例如 流水号。",
        ),
        (sheet("节假日", ("日期", "类型"), ("春节", "休息")), "设置.xlsx“节假日”工作表 A2：“日期”应为日期，填的是“春节”；请写成年-月-日，例如 2023-03-01。"),
        (sheet("节假日", ("日期", "类型"), ("2023-01-23", "放假")), "设置.xlsx“节假日”工作表 B2：类型“放假”不可用；请填“休息”或“上班”，例如 休息。"),
        (sheet("历史数据", ("月份", "乡镇", "指标", "分子", "分母"), ("上月", "河东乡", "化解率", 1, 2)), "设置.xlsx“历史数据”工作表 A2：月份“上月”不可用；请写成年-月，例如 2022-11。"),
        (
            sheet("历史数据", ("月份", "乡镇", "指标", "分子", "分母"), ("2022-11", "河东乡", "化解率", 19, 18)),
            "设置.xlsx“历史数据”工作表 D2：分子19大于分母18；请核对这两格，分子不能大于分母，例如 17、18。",
        ),
        (
            sheet("历史数据", ("月份", "乡镇", "指标", "分子", "分母"), (CellFault("#REF!"), "河东乡", "化解率", 1, 2)),
            "设置.xlsx“历史数据”工作表 A2：这一格是“#REF!”，没有可用的值；请直接填写内容，不要留出错的公式，例如 2022-11。",
        ),
        (
            sheet("文书", ("文书", "依据"), ("月度通告", "办法")),
            "设置.xlsx“文书”工作表 A2：没有名为“月度通告”的文书，最接近的是“月度通报”；请改成“月度通报”；"
            "可用的文书是月度通报、年度通报表扬、工作提示函、督办函、约谈建议名单、乡镇情况反馈单、会议数据摘要、年度报告附表。",
        ),
        (
            sheet("关注规则", ("指标", "标准线", "文书"), ("按期办结率", None, "工作提示函")),
            "设置.xlsx“关注规则”工作表 B2：“按期办结率”的标准线“空白”不可用；请填写百分比，例如 90%。",
        ),
        (
            sheet("关注规则", ("指标", "标准线", "文书"), ("逾期未办结", 3, "督办函")),
            "设置.xlsx“关注规则”工作表 B2：“逾期未办结”的标准线“3”不可用；请填写1（有1件即触发）或留空，例如 1。",
        ),
    ],
)
def test_each_fault_is_one_sentence_that_names_its_cell(grid: Grid, sentence: str):
    assert faults(grid) == [sentence]


VOLUME = (
    "不能计入排名：按信访数量、形式、层级、重复情况排名会助长压减信访，2013年起全国已取消，考评看依法、及时、就地解决；"
    "请删去此行；可设权重的指标是及时受理率、按期办结率、化解率、一次性化解率、责任单位满意率、参评率、积案化解率、领导包案率、按时报送率，例如 按期办结率 25。"
)


@pytest.mark.parametrize("name", ["件数", "信访总量", "信访形式", "信访层级", "重复信访率", "初重件", "来访人次", "越级访"])
def test_volume_channel_level_and_repeats_can_carry_no_weight_and_the_reason_is_told(name: str):
    assert faults(sheet("指标权重", ("指标", "权重"), (name, 100))) == [f"设置.xlsx“指标权重”工作表 A2：“{name}”{VOLUME}"]


@pytest.mark.parametrize("name", ["办结率", "逾期未办结", "延期件占比"])
def test_descriptive_figures_and_counts_can_carry_no_weight(name: str):
    (found,) = faults(sheet("指标权重", ("指标", "权重"), (name, 100)))
    assert found.startswith(f"设置.xlsx“指标权重”工作表 A2：“{name}”只作情况说明，不能计入排名；请删去此行；可用的指标是及时受理率、")


@pytest.mark.parametrize(
    ("row", "sentence"),
    [
        ((2, "城关镇"), "设置.xlsx“乡镇名录”工作表 B3：“城关镇”已是 B2 的“城关镇”的名称或别名；一个名称只能指一个乡镇，请改名或删去别名，例如删去本行的“城关镇”。"),
        ((2, "河东乡", "老城"), "设置.xlsx“乡镇名录”工作表 C3：“老城”已是 C2 的“城关镇”的名称或别名；一个名称只能指一个乡镇，请改名或删去别名，例如删去本行的“老城”。"),
        ((2, "河东/河西"), "设置.xlsx“乡镇名录”工作表 B3：乡镇名“河东/河西”含有文件名不允许的“/”；乡镇名要用作文件名，请改用不含这类字符的名称，例如 城关镇。"),
        ((2, "河东乡", None, "三万"), "设置.xlsx“乡镇名录”工作表 D3：“人口”应为整数，填的是“三万”；请填写不小于0的整数，例如 32000。"),
        ((2, "河东乡", None, None, "城官镇", "2022-12-01"), "设置.xlsx“乡镇名录”工作表 E3：“城官镇”不在乡镇名录中，最接近的是“城关镇”；请改成名录里的名称。"),
        ((2, "河东乡", None, None, "城关镇"), "设置.xlsx“乡镇名录”工作表 F3：撤并要同时填写“撤并至”和“撤并日期”，这里缺“撤并日期”；请补填“撤并日期”，例如 2022-12-01。"),
        ((2, "河东乡", None, None, "河东乡", "2022-12-01"), "设置.xlsx“乡镇名录”工作表 E3：“河东乡”撤并后又回到自身；“撤并至”请填撤并后仍在的乡镇，例如 城关镇。"),
        ((2, None, "河东"), "设置.xlsx“乡镇名录”工作表 B3：缺少“乡镇”；请填写这一格，例如 城关镇；整行不要的请清空。"),
    ],
)
def test_a_roster_fault_names_its_cell(row: Row, sentence: str):
    assert faults(roster=Grid("乡镇名录", (ROSTER_LABELS, (1, "城关镇", "老城"), row))) == [sentence]


@pytest.mark.parametrize("roster", [Grid("乡镇名录", ()), Grid("乡镇名录", (ROSTER_LABELS, (1,), (2, None)))])
def test_without_a_roster_nothing_can_start(roster: Grid):
    assert faults(roster=roster) == ["设置.xlsx“乡镇名录”工作表：乡镇名录是空的；请在“乡镇名录”工作表逐行填写序号、乡镇，例如 1、城关镇。"]


def test_every_fault_comes_at_once_a_line_each():
    found = faults(
        sheet("历年三无", ("年度", "单位", "是否三无"), ("去年", "城官镇", "也许")),
        sheet("参数", ("项目", "值"), ("最小样品", 3)),
    )
    assert [line.split("：")[0] for line in found] == [
        "设置.xlsx“参数”工作表 A2",
        "设置.xlsx“历年三无”工作表 A2",
        "设置.xlsx“历年三无”工作表 B2",
        "设置.xlsx“历年三无”工作表 C2",
    ]


def test_a_number_too_long_to_be_one_is_refused_without_computing_it():
    assert faults(sheet("参数", ("项目", "值"), ("最小样本", "1e999999999"))) == [
        "设置.xlsx“参数”工作表 B2：“最小样本”应为整数，填的是“1e999999999”；请填写不小于0的整数，例如 3。"
    ]


def test_every_setting_has_its_row_in_the_manifest_defaults_too():
    rows = settings_as_rows(settings(sheet("单位", ("项目", "值"), ("县名", "安平县"))))
    assert {f"参数.{key}": value for key, value in OPTION_DEFAULTS.items()}.items() <= rows.items()
    assert rows["单位.信访局"] == "安平县信访局"
    assert rows["指标权重.按期办结率"] == "25"
    assert rows["乡镇名录.柳林镇"] == "3；别名无；2022-12-01撤并至城关镇"
    assert rows["三无条件.化解类.无逾期未受理、未办结件"] == "逾期未受理 = 0 且 逾期未办结 = 0；允许0件"
    assert rows["关注规则.3"] == "按期办结率低于90%，分母≥10 → 工作提示函"
