"""汇总.xlsx: the sheets in their order, and what each holds, as the front page says it."""

from __future__ import annotations

RESTATED_SHEET, DECIDED_SHEET, EVIDENCE_SHEET = "更正", "处理决定", "三无依据"

SHEET_WORDS: dict[str, str] = {
    "首页": "本期概况、需要处理的事项、文书和各表入口",
    "排名": "名次、升降、得分，各项指标的 n/N 和率，三无及连续年数",
    "指标": "每个乡镇每项指标的分子、分母、率和口径",
    "三无": "各条件在各乡镇的件数、是否成立及依据",
    EVIDENCE_SHEET: "不成立的条件和信访件编号，乡镇多、三无表超过一页时另列",
    "趋势": "近12个月各项指标的走势",
    "到期预警": "数据截至日后30天内到期的事项",
    "逾期件": "逾期未受理、逾期未办结的事项",
    "延期件": "延期有效、本期在办的事项",
    "积案批次": "交办清单按批次、按乡镇的化解进度",
    "督办销号": "督办件的反馈和销号",
    "退回超期": "收到后超过5个工作日才退回的事项",
    "退回后无人接手": "同意退回后没有单位接手的事项，只计入全县",
    "接访天数": "各乡镇领导接访的天数、批次和当场化解，不排名",
    "接访": "接访登记逐次记录",
    "报送": "各乡镇台账何时报来、报得怎样；专项期间每日零报告",
    "收支核对": "期初在办加收减支等于期末在办",
    "抽查核实单": "从已化解事项中抽出、待核实的事项，及评价不满意的、延期的",
    "送签单": "本期每份文书的发文机关和签发人",
    "合并台账": "一件一行的全部事项，注明来源文件、工作表和行",
    "问题清单": "读取、核对、合并中发现的问题和处理办法",
    "变更": "读取时改读的值：原来写的、读作什么",
    "更正": "已发布而现在算出不同的数字",
    "更正对照": "定稿的文书与现在会印的不同之处",
    "处理决定": "内部掌握：有无处理决定两种结果的得分和三无",
    "口径": "各项数字的算法",
}
<<<<<<< HEAD
"""更正 stands in a workbook only when a published figure comes out otherwise, 更正对照 when an issued paper would,
处理决定 when a decision moved a unit."""

RESTATED_SHEET, CORRECTIONS_SHEET = "更正", "更正对照"
DECIDED_SHEET = "处理决定"
=======
"""更正 stands in a workbook only when a published figure comes out otherwise, 处理决定 when a decision moved a unit,
三无依据 when 三无 is longer than a page.
"""
>>>>>>> h18b
