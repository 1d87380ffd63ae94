"""The sheets of 设置.xlsx, known by name. Each but 乡镇名录 may be left out, and then its defaults hold."""

from __future__ import annotations

from pipeline.schema.fields import Field, Sheet
from pipeline.schema.ledger import YES_NO
from pipeline.schema.vocabulary import Answer

SETTINGS_BOOK = "设置.xlsx"

_KEY = Field("key", "项目", required="yes")
_VALUE = Field("value", "值", required="column")


def _flag(id_: str, label: str) -> Field:
    return Field(id_, label, "flag", codes=(*Answer,), code_aliases=YES_NO)


# fmt: off
SETTINGS_SHEETS: tuple[Sheet, ...] = (
    Sheet("office", "单位", (_KEY, _VALUE), note="本县各机构的名称、文件用语和字体；不填的按“值”栏原来的写法"),
    Sheet("options", "参数", (_KEY, _VALUE), note="各项期限和口径，不改就按默认值计算，改了会印在口径说明里"),
    Sheet("roster", "乡镇名录", (
        Field("order", "序号", "count", "column"),
        Field("township", "乡镇", required="yes"),
        Field("aliases", "别名"),
        Field("former_names", "曾用名"),
        Field("kind", "类别", "code", codes=("乡镇", "县直部门")),
        Field("population", "人口", "count"),
        Field("since", "启用日期", "date"),
        Field("merged_into", "撤并至", required="when", filled="撤并时"),
        Field("merged_on", "撤并日期", "date", "when", filled="撤并时"),
    ), note="本县的乡镇，一行一个；这张表必须填。撤并的乡镇留在表里，写明撤并至和撤并日期"),
    Sheet("weights", "指标权重", (Field("indicator", "指标", required="yes"), Field("weight", "权重", required="yes")), note="计入排名的指标和权重，合计100；信访量、形式、层级、重复信访不能计入"),
    Sheet("conditions", "三无条件", (
        Field("preset", "方案", required="yes"),
        Field("name", "条件", required="yes"),
        Field("test", "判定", required="yes", example="逾期未受理 = 0 且 逾期未办结 = 0"),
        Field("allowed", "允许数", "count"),
        _flag("at_fault_only", "仅计有责"),
    ), note="三无的条件，一行一条；用哪个方案在“参数”里选"),
    Sheet("attention", "关注规则", (
        Field("indicator", "指标", required="yes"),
        Field("line", "标准线", required="when", filled="指标是率时"),
        Field("least", "最小件数", "count"),
        Field("document", "文书", required="yes"),
    ), note="达到什么情形发什么函"),
    Sheet("rules", "规则开关", (Field("code", "规则编号", required="yes"), Field("severity", "级别"), _flag("enabled", "启用")), note="需要停用的规则，或需要改级别的规则；不写的照常"),
    Sheet("own_rules", "自设规则", (
        Field("code", "编号", required="yes", example="C001"),
        Field("test", "判定", required="yes", example="办结日期 不空 且 三到位一处理 空"),
        Field("severity", "级别"),
        Field("message", "提示", required="yes", example="已办结而没有填三到位一处理"),
        Field("remedy", "处理办法", required="yes", example="请补填三到位一处理，例如 解决问题到位"),
        Field("marked", "标出栏目"),
    ), note="本县自己的核对规则，一行一条，写法和例子见使用手册“本县自设的核对规则”一章；级别不填按提醒，标出栏目不填按判定的第一栏"),
    Sheet("headings", "列名别名", (Field("label", "标准列名", required="yes"), Field("alias", "别名", required="yes")), note="乡镇台账里列名的其他叫法"),
    Sheet("values", "值别名", (
        Field("label", "标准列名", required="yes"),
        Field("word", "写法", required="yes"),
        Field("code", "标准内容", required="yes"),
    ), note="乡镇台账里选项的其他写法，例如 标准列名写 信访形式，写法写 12345平台，标准内容写 来电"),
    Sheet("holidays", "节假日", (
        Field("on", "日期", "date", "yes"),
        Field("kind", "类型", "code", "yes", codes=("休息", "上班")),
        Field("name", "名称"),
    ), note="本县自己的休息日和调休上班日；国家公布的不用写"),
    Sheet("past_titles", "历年三无", (
        Field("year", "年度", "count", "yes"),
        Field("township", "单位", "township", "yes", headings=("乡镇",)),
        Field("title", "是否三无", "flag", "yes", codes=(*Answer,), code_aliases=YES_NO),
    ), note="使用本程序以前各年的三无情况"),
    Sheet("history", "历史数据", (
        Field("month", "月份", "month", "yes"),
        Field("township", "乡镇", "township", "yes", headings=("单位",)),
        Field("indicator", "指标", required="yes"),
        Field("numerator", "分子", "count", "yes", example="17"),
        Field("denominator", "分母", "count", "when", example="18", filled="指标是率时"),
    ), note="使用本程序以前各月的数字"),
    Sheet("documents", "文书", (
        Field("document", "文书", required="yes"),
        Field("when", "何时"),
        Field("recipient", "发给"),
        Field("basis", "依据"),
        Field("consent", "同意"),
        _flag("enabled", "启用"),
    ), note="各种文书何时出、依据、同意等；依据可以写“依据条款”里的条款名（如 督办、办理期限），印成期末有效的表述；年度通报表扬没有依据和同意的，印作送审稿。自设文书的模板放进 inputs/templates，这里加一行，文书写模板名"),
    Sheet("citations", "依据条款", (
        Field("topic", "条款", required="yes"),
        Field("in_force_from", "起始日期", "date", "yes"),
        Field("text", "表述", required="yes"),
    ), note="文书引用的条款，按起始日期选用"),
)
# fmt: on

SETTINGS_SHEET = {sheet.id: sheet for sheet in SETTINGS_SHEETS}

EVEN_IMPRINT, CONSENT, PUBLICITY = "版记另起偶数页", "经县委县政府同意", "公开属性"
MEASURES_PAPER = "口径文书"
OFFICE_CHOICES: dict[str, tuple[str, ...]] = {
    PUBLICITY: ("主动公开", "依申请公开", "不予公开"),
    EVEN_IMPRINT: (*Answer,),
}
"""Rows of 单位 whose value is one of a closed list."""
OF_ONE_PAPER = ("发文字号", "成文日期", "印发日期")
"""What 单位 had for all papers at once: each paper has its own, in 发文登记."""

OFFICE_DEFAULTS: dict[str, str] = {
    "县名": "",
    "联席会议": "",
    "联席会议办公室": "",
    "信访局": "",
    "办公室主任": "",
    "联席会议召集人": "",
    "信访局局长": "",
    "主送": "各乡镇信访工作联席会议",
    "抄送": "",
    "印发机关": "",
    PUBLICITY: "不予公开",
    MEASURES_PAPER: "",
    "异议截止日期": "",
    "联系人": "",
    "联系电话": "",
    CONSENT: "",
    EVEN_IMPRINT: Answer.NO,
    "标题字体": "方正小标宋简体",
    "正文字体": "仿宋_GB2312",
    "楷体字体": "楷体_GB2312",
    "黑体字体": "黑体",
    "页码字体": "宋体",
}
"""单位: what may stand in the column 项目, with the value that holds when the row is absent or blank."""

# fmt: off
CITED_ARTICLES: dict[str, str] = {
    "登记转送": "二十二", "受理告知": "二十三", "办理期限": "三十四", "复查": "三十五", "复核": "三十六", "约谈": "三十九", "挂牌督办": "三十九", "督办": "四十",
    "年度报告": "四十一",
}
# fmt: on
"""依据条款 where the sheet is left out: topic -> article of 信访工作条例, in force since 2022-05-01."""
