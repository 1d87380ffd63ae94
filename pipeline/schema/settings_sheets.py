"""The sheets of 设置.xlsx, known by name. Each but 乡镇名录 may be left out, and then its defaults hold."""

from __future__ import annotations

from pipeline.schema.fields import Field, Sheet
from pipeline.schema.ledger import YES_NO

SETTINGS_BOOK = "设置.xlsx"

_KEY = Field("key", "项目", required="yes")
_VALUE = Field("value", "值", required="column")


def _flag(id_: str, label: str) -> Field:
    return Field(id_, label, "flag", codes=("是", "否"), code_aliases=YES_NO)


# fmt: off
SETTINGS_SHEETS: tuple[Sheet, ...] = (
    Sheet("office", "单位", (_KEY, _VALUE)),
    Sheet("options", "参数", (_KEY, _VALUE)),
    Sheet("roster", "乡镇名录", (
        Field("order", "序号", "count", "yes"),
        Field("township", "乡镇", required="yes"),
        Field("aliases", "别名"),
        Field("former_names", "曾用名"),
        Field("kind", "类别", "code", codes=("乡镇", "县直部门")),
        Field("population", "人口", "count"),
        Field("since", "启用日期", "date"),
        Field("merged_into", "撤并至"),
        Field("merged_on", "撤并日期", "date"),
    )),
    Sheet("weights", "指标权重", (Field("indicator", "指标", required="yes"), Field("weight", "权重", required="yes"))),
    Sheet("conditions", "三无条件", (
        Field("preset", "方案", required="yes"),
        Field("name", "条件", required="yes"),
        Field("test", "判定", required="yes", example="逾期未受理 = 0 且 逾期未办结 = 0"),
        Field("allowed", "允许数", "count"),
        _flag("at_fault_only", "仅计有责"),
    )),
    Sheet("attention", "关注规则", (
        Field("indicator", "指标", required="yes"),
        Field("line", "标准线"),
        Field("least", "最小件数", "count"),
        Field("document", "文书", required="yes"),
    )),
    Sheet("rules", "规则开关", (Field("code", "规则编号", required="yes"), Field("severity", "级别"), _flag("enabled", "启用"))),
    Sheet("headings", "列名别名", (Field("label", "标准列名", required="yes"), Field("alias", "别名", required="yes"))),
    Sheet("values", "值别名", (
        Field("label", "标准列名", required="yes"),
        Field("word", "写法", required="yes"),
        Field("code", "标准内容", required="yes"),
    )),
    Sheet("holidays", "节假日", (
        Field("on", "日期", "date", "yes"),
        Field("kind", "类型", "code", "yes", codes=("休息", "上班")),
        Field("name", "名称"),
    )),
    Sheet("past_titles", "历年三无", (
        Field("year", "年度", "count", "yes"),
        Field("township", "单位", "township", "yes", headings=("乡镇",)),
        Field("title", "是否三无", "flag", "yes", codes=("是", "否"), code_aliases=YES_NO),
    )),
    Sheet("history", "历史数据", (
        Field("month", "月份", "month", "yes"),
        Field("township", "乡镇", "township", "yes", headings=("单位",)),
        Field("indicator", "指标", required="yes"),
        Field("numerator", "分子", "count"),
        Field("denominator", "分母", "count"),
    )),
    Sheet("documents", "文书", (
        Field("document", "文书", required="yes"),
        Field("when", "何时"),
        Field("recipient", "发给"),
        Field("basis", "依据"),
        Field("consent", "同意"),
        _flag("enabled", "启用"),
    )),
    Sheet("citations", "依据条款", (
        Field("topic", "条款", required="yes"),
        Field("in_force_from", "起始日期", "date", "yes"),
        Field("text", "表述", required="yes"),
    )),
)
# fmt: on

SETTINGS_SHEET = {sheet.id: sheet for sheet in SETTINGS_SHEETS}

DOCUMENTS = (
    "月度通报",
    "年度通报表扬",
    "工作提示函",
    "督办函",
    "约谈建议名单",
    "乡镇情况反馈单",
    "会议数据摘要",
    "年度报告附表",
)
"""The program's own papers by their templates' names; any other name in the column 文书 is a county's own template."""

PERIOD_WORDS = {"每月": "month", "每季度": "quarter", "每年": "year", "专项": "range"}
"""Word in 何时 -> kind of period; 每期 stands for all kinds."""

DOCUMENT_PERIODS: dict[str, tuple[str, ...]] = {
    "月度通报": ("month", "quarter", "range"),
    "年度通报表扬": ("year",),
    "年度报告附表": ("year",),
}
"""Paper -> kinds of period; papers that are made for every kind are missing."""

# fmt: off
DOCUMENT_RECIPIENTS = {
    "月度通报": "各乡镇", "年度通报表扬": "各乡镇", "工作提示函": "有关乡镇", "督办函": "有关乡镇", "约谈建议名单": "联席会议", "乡镇情况反馈单": "各乡镇",
    "会议数据摘要": "联席会议办公室", "年度报告附表": "信访局",
}
# fmt: on
"""Paper of the program's own -> whom it goes to, which a county can't choose."""

COUNTY_RECIPIENT = "全县"
LETTER_RECIPIENTS = {"收督办函的乡镇": "督办函", "收工作提示函的乡镇": "工作提示函", "列入约谈建议的乡镇": "约谈建议"}
OWN_RECIPIENTS = (COUNTY_RECIPIENT, "各乡镇", *LETTER_RECIPIENTS)
"""What may stand in 发给 of a county's own paper, besides units of the roster.

全县 makes one paper in all, each of the others one paper per township.
"""

EVEN_IMPRINT = "版记另起偶数页"

OFFICE_DEFAULTS: dict[str, str] = {
    "县名": "",
    "联席会议": "",
    "联席会议办公室": "",
    "信访局": "",
    "办公室主任": "",
    "联席会议召集人": "",
    "信访局局长": "",
    "发文字号": "",
    "成文日期": "",
    "主送": "各乡镇信访工作联席会议",
    "抄送": "",
    "印发机关": "",
    "印发日期": "",
    "公开属性": "不予公开",
    "异议截止日期": "",
    "联系人": "",
    "联系电话": "",
    "经县委县政府同意": "",
    EVEN_IMPRINT: "否",
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

DEFAULT_BASIS = {"督办函": "督办"}
"""Paper -> the 条款 that it rests on where 文书 names none."""

OPTION_DEFAULTS: dict[str, str] = {
    "三无方案": "化解类",
    "最小样本": "3",
    "样本不足线": "60",
    "重新信访天数": "90",
    "评价期天数": "30",
    "简易办理工作日": "10",
    "遇节假日顺延": "否",
    "逾期未评价视为满意": "否",
    "不满意不算化解": "否",
    "告知计入起": "",
    "遗漏宽限天数": "3",
    "缺月上限": "2",
    "函复天数": "15",
    "自报评价计分": "是",
    "分别发函": "否",
    "约谈件数": "3",
    "每月接访天数": "4",
    "文件大小上限MB": "30",
    "展开大小上限MB": "300",
    "读取时限秒": "5",
    "读取内存上限MB": "512",
    "工作表数上限": "120",
    "行数上限": "200000",
    "列数上限": "16384",
    "单元格数上限": "3000000",
    "每格字数上限": "32767",
}
"""参数: local choices with their printed defaults (docs/definitions.md)."""
