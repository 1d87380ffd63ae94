"""设置.xlsx: what its sheets mean."""

from __future__ import annotations

from datetime import date, datetime
from fractions import Fraction

from pipeline.schema.options import OPTIONS, Options
from pipeline.settings.as_text import settings_as_rows
from pipeline.settings.reader import read_settings
from pipeline.settings.record import AttentionRule, Citation, Document, RuleSwitch
from pipeline.settings.record import Test as OneTest
from tests.settings_sheets import condition, faults, settings, sheet


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
    assert [c.name for c in read.conditions if c.preset == "化解类"] == [
        "无逾期未受理、未办结件",
        "无到期未化解积案",
        "无有责督办件",
    ]
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
    assert (
        settings(sheet("单位", ("项目", "值"), ("异议截止日期", datetime(2023, 3, 5)))).office["异议截止日期"]
        == "2023年3月5日"
    )


def test_options_are_typed():
    read = settings(
        sheet(
            "参数",
            ("项目", "值"),
            ("最小样本", 5.0),
            ("缺月上限", "0"),
            ("遇节假日顺延", "√"),
            ("三无方案", "事件类"),
            ("告知计入起", "2023年5月1日"),
        )
    ).options
    assert (read.smallest_sample, read.missing_months_allowed, read.roll_over_holidays) == (5, 0, True)
    assert (read.three_none_preset, read.notice_from) == ("事件类", date(2023, 5, 1))


def test_the_printed_defaults_are_the_defaults_of_the_options():
    filled = settings(sheet("参数", ("项目", "值"), *((option.label, option.written) for option in OPTIONS)))
    assert filled.options == Options()


def test_headings_are_found_below_a_title_and_in_any_order_beside_other_columns():
    read = settings(
        sheet(
            "指标权重",
            ("各指标权重",),
            (None,),
            ("备注", "权重", "指标"),
            ("主要", 60, "按期办结率"),
            (),
            (None, "40%", "化解"),
        )
    )
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
    by_column = settings(
        condition("信访层级＝国家级 并且 来访类别 != 正常 且 登记日期 ≤ 2023-03-01", 仅计有责="是")
    ).conditions[0]
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
    assert (read.documents["年度通报表扬"].basis, read.documents["年度通报表扬"].consent) == ("", "")
    assert read.past_titles == {(2021, "城关镇"): False}
    assert read.office["经县委县政府同意"] == ""


def test_attention_rules_read_lines_of_rates_and_counts():
    read = settings(
        sheet(
            "关注规则",
            ("指标", "标准线", "最小件数", "文书"),
            ("责任单位满意率", 0.85, None, "提示函"),
            ("逾期未办结", None, None, "督办函"),
        )
    )
    assert read.attention == (
        AttentionRule("satisfaction", Fraction(17, 20), 10, "工作提示函"),
        AttentionRule("overdue_open", None, 0, "督办函"),
    )


def test_the_other_sheets_become_their_mappings():
    read = settings(
        sheet("规则开关", ("规则编号", "级别", "启用"), ("R201", "提醒", None), ("r202", None, "否")),
        sheet("列名别名", ("标准列名", "别名"), ("信访件编号", "流水号、件号"), ("登记日期", "来件日")),
        sheet("节假日", ("日期", "类型", "名称"), (date(2023, 1, 23), "休息", "春节"), ("2023-01-28", "上班", None)),
        sheet("历年三无", ("年度", "单位", "是否三无"), (2021, "老城", "是"), (2021, "全县", "否")),
        sheet(
            "历史数据",
            ("月份", "乡镇", "指标", "分子", "分母"),
            ("2022年11月", "河东乡", "按期办结率", 17, 18),
            (date(2022, 12, 1), "城关", "逾期未受理", 2, None),
        ),
        sheet(
            "文书",
            ("文书", "何时", "依据", "同意", "启用"),
            ("年度通报表扬", "年", "安平县考评办法", "经县委、县政府同意", "是"),
            ("督办函", None, None, None, "否"),
        ),
        sheet("依据条款", ("条款", "起始日期", "表述"), ("办理期限", "2022-05-01", "《信访工作条例》第三十四条")),
    )
    assert read.rule_switches == {"R201": RuleSwitch("提醒", enabled=True), "R202": RuleSwitch("", enabled=False)}
    assert read.heading_aliases == {"信访件编号": ("流水号", "件号"), "登记日期": ("来件日",)}
    assert read.holidays == {date(2023, 1, 23): True, date(2023, 1, 28): False}
    assert read.past_titles == {(2021, "城关镇"): True, (2021, "全县"): False}
    assert read.history == {
        ("2022-11", "河东乡", "concluded_on_time"): (17, 18),
        ("2022-12", "城关镇", "overdue_unaccepted"): (2, 0),
    }
    paper = Document("年", "各乡镇", "安平县考评办法", "经县委、县政府同意", periods=("year",), cell="A2")
    assert read.documents["年度通报表扬"] == paper
    assert not read.documents["督办函"].enabled
    assert read.citations == (Citation("办理期限", date(2022, 5, 1), "《信访工作条例》第三十四条"),)


def test_a_paper_of_the_countys_own_is_known_by_its_name_alone():
    read = settings(
        sheet(
            "文书",
            ("文书", "何时", "发给", "启用"),
            ("简报", "每月、季", None, None),
            ("通知单", None, "老城、河东乡", None),
            ("月度通报", "每期", None, None),
        )
    ).documents
    assert read["简报"] == Document("每月、季", "全县", own=True, periods=("month", "quarter"), cell="A2")
    assert (read["通知单"].townships, read["通知单"].periods) == (
        ("城关镇", "河东乡"),
        ("month", "quarter", "cumulative", "year", "range"),
    )
    assert (read["月度通报"].own, read["月度通报"].periods) == (False, ("month", "quarter", "cumulative"))


def test_attention_may_ask_for_a_paper_of_the_countys_own_that_goes_to_whom_it_names():
    read = settings(
        sheet("文书", ("文书", "发给"), ("催办单", "按关注规则")),
        sheet("关注规则", ("指标", "文书"), ("逾期未办结", "督办函"), ("逾期未受理", "催办单")),
    )
    assert read.attention == (
        AttentionRule("overdue_open", None, 0, "督办函"),
        AttentionRule("overdue_unaccepted", None, 0, "催办单"),
    )


def test_notes_and_blank_sheets_are_let_be():
    assert settings(sheet("说明", ("填写前请先阅读",)), sheet("Sheet1", (None, " "))).options == Options()


def test_every_setting_has_its_row_in_the_manifest_defaults_too():
    rows = settings_as_rows(settings(sheet("单位", ("项目", "值"), ("县名", "安平县"))))
    assert {f"参数.{option.label}": option.written for option in OPTIONS}.items() <= rows.items()
    assert rows["单位.信访局"] == "安平县信访局"
    assert rows["指标权重.按期办结率"] == "25"
    assert rows["乡镇名录.柳林镇"] == "3；别名无；2022-12-01撤并至城关镇"
    assert rows["三无条件.化解类.无逾期未受理、未办结件"] == "逾期未受理 = 0 且 逾期未办结 = 0；允许0件"
    assert rows["关注规则.3"] == "按期办结率低于90%，分母≥10 → 工作提示函"


def test_the_roster_knows_former_names_first_days_and_departments():
    """A former name stands for its unit in every other sheet too."""
    labels = ("序号", "乡镇", "曾用名", "类别", "启用日期")
    roster = sheet(
        "乡镇名录",
        labels,
        (1, "城关镇", "城关乡、老城乡"),
        (2, "民政局", None, "县直部门"),
        (3, "新河镇", None, "乡镇", "2023-03-01"),
    )
    found = read_settings(
        [roster, sheet("历年三无", ("年度", "单位", "是否三无"), (2021, "老城乡", "是"))], "设置.xlsx"
    )
    assert [(u.former_names, u.kind, u.since) for u in found.roster] == [
        (("城关乡", "老城乡"), "乡镇", None),
        ((), "县直部门", None),
        ((), "乡镇", date(2023, 3, 1)),
    ]
    assert found.past_titles == {(2021, "城关镇"): True}
    assert found.departments == {"民政局"}
    assert found.names_on(date(2023, 2, 28)) == ("城关镇", "民政局")
    assert found.successor("城关乡", date(2023, 3, 1)) == "城关镇"


def test_a_former_name_that_is_a_present_name_and_an_unknown_kind_are_faults():
    labels = ("序号", "乡镇", "曾用名", "类别")
    assert faults(roster=sheet("乡镇名录", labels, (1, "城关镇"), (2, "河东乡", "城关镇", "部门"))) == [
        (
            "设置.xlsx“乡镇名录”工作表 C3：“城关镇”已是 B2 的“城关镇”的名称、别名或曾用名；"
            "一个名称只能指一个乡镇，请改名或删去，例如删去本行的“城关镇”。"
        ),
        "设置.xlsx“乡镇名录”工作表 D3：类别“部门”不可用；请填“乡镇”或“县直部门”，留空为乡镇，例如 县直部门。",
    ]
