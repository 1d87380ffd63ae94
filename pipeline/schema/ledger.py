"""The petition ledger, one row per matter, declared once (docs/definitions.md, 台账)."""

from __future__ import annotations

from datetime import date

from pipeline.schema.fields import Field

BEYOND_NOTICE = "无法告知"
NOTICE_IMPOSSIBLE = date(1900, 1, 1)
"""What 无法告知 in 告知日期 is kept as: a day before all others, so that it misses no limit and every real day is later.

It is never shown or published as a day.
"""

YES_NO = {
    "√": "是",
    "✓": "是",
    "✔": "是",
    "☑": "是",
    "✅": "是",
    "对": "是",
    "有": "是",
    "1": "是",
    "Y": "是",
    "×": "否",
    "✗": "否",
    "✘": "否",
    "☒": "否",
    "错": "否",
    "无": "否",
    "0": "否",
    "N": "否",
}
_NO = ("否", "×", "✗", "0", "N", "FALSE")
_YES = {word: "是" for word, answer in YES_NO.items() if answer == "是"} | {"TRUE": "是"}
NONE_WORDS = ("无", "/", "-", "—", "——", "N/A", "n/a", "暂无", "\\")
"""Written for "nothing here"; read as blank where the column has no code of that name."""

# fmt: off
CLASSES = (
    "农业农村", "自然资源", "城乡建设", "劳动和社会保障", "卫生健康", "教育文体", "民政", "政法", "经济管理", "交通运输", "商贸旅游",
    "科技与信息产业", "生态环境", "党务政务", "组织人事", "纪检监察", "其他",
)
# fmt: on
# fmt: off
CLASS_ALIASES = {
    "农村农业": "农业农村", "三农": "农业农村", "国土资源": "自然资源", "环境保护": "生态环境", "环保": "生态环境", "卫生计生": "卫生健康",
    "卫计": "卫生健康", "劳动社保": "劳动和社会保障", "劳动社会保障": "劳动和社会保障", "教育": "教育文体", "文体": "教育文体", "教体": "教育文体",
    "交通": "交通运输", "信息产业": "科技与信息产业", "科技信息": "科技与信息产业", "商贸": "商贸旅游", "旅游": "商贸旅游", "城建": "城乡建设",
    "住建": "城乡建设", "党政": "党务政务", "人事": "组织人事", "纪检": "纪检监察", "其它": "其他",
}
# fmt: on
CHANNELS = ("来信", "来访", "网上", "来电", "其他")
OCCURRENCES = ("初件", "重件")
LEVELS = ("乡镇", "县", "市", "省", "国家")
PURPOSES = ("申诉求决", "建议意见", "检举控告", "其他")
PROCEDURES = ("信访处理意见", "简易办理", "法定程序", "建议意见", "检举控告")
OUTCOMES = ("予以支持", "部分支持", "解释说明", "不予支持", "调解和解", "其他")
HANDLINGS = ("解决问题到位", "思想教育到位", "帮扶救助到位", "依法处理")
SETTLED = ("已化解", "部分化解", "未化解")
RATINGS = ("满意", "基本满意", "不满意", "未评价")
RATED = ("满意", "基本满意", "不满意")
INCIDENTS = ("无", "大规模聚集", "极端事件", "负面炒作")
_RATING_ALIASES = {
    "非常满意": "满意",
    "较满意": "基本满意",
    "比较满意": "基本满意",
    "未评": "未评价",
    "未参评": "未评价",
    "无": "未评价",
}

# fmt: off
LEDGER: tuple[Field, ...] = (
    Field("case_no", "信访件编号", required="yes", example="3700002023020001",
          headings=("信访编号", "信访事项编号", "事项编号", "受理编号", "案件编号", "编号"),
          note="信访系统给这一件的编号，按文本填写，前面的0不能少"),
    Field("related_case_no", "关联件编号", required="when", example="3700002022110007", none_words=_NO,
          headings=("原信访件编号", "重复信访件编号", "初件编号"),
          note="重件填最早那一件的编号", filled="初重件是重件时"),
    Field("township", "责任单位", "township", required="yes", example="城关镇",
          headings=("责任乡镇", "乡镇", "属地", "责任部门", "承办单位", "主办单位", "单位"),
          note="承办这一件的乡镇；不填时按填报单位", filled="与填报单位不同时"),
    Field("registered_on", "登记日期", "date", required="yes", example="2023-02-06", headings=("登记时间", "信访日期", "来访时间"),
          note="信访事项登记的日期，以首次报送为准"),
    Field("received_on", "收到日期", "date", example="2023-02-08", headings=("转送日期", "交办日期", "签收时间", "收件日期"),
          note="本单位收到转送、交办的日期，受理期限从这一天起算", filled="由上级转送、交办时"),
    Field("channel", "信访形式", "code", required="yes", codes=CHANNELS, example="来访",
          headings=("信访方式", "信访类型", "渠道", "来源", "信访渠道", "反映方式", "来源渠道"),
          code_aliases={"信件": "来信", "写信": "来信", "走访": "来访", "上访": "来访", "网信": "网上", "网上信访": "网上", "网络": "网上",
                        "网上投诉": "网上", "电话": "来电", "12345": "来电", "热线": "来电", "12345热线": "来电", "市民热线": "来电", "信": "来信", "访": "来访", "网": "网上",
                        "电": "来电", "微信": "网上", "集体访": "来访", "个体访": "来访", "其它": "其他"},
          note="信访人用什么形式提出"),
    Field("purpose", "信访目的", "code", codes=PURPOSES, example="申诉求决", headings=("信访性质",),
          code_aliases={"求决": "申诉求决", "申诉": "申诉求决", "意见建议": "建议意见", "建议": "建议意见", "检举": "检举控告", "控告": "检举控告",
                        "举报": "检举控告", "其它": "其他"},
          note="求决、建议还是检举控告", filled="有登记时"),
    Field("category", "内容分类", "code", codes=CLASSES, code_aliases=CLASS_ALIASES, example="城乡建设",
          headings=("问题类别", "诉求类别", "问题分类"),
          note="内容大类", filled="有登记时"),
    Field("occurrence", "初重件", "code", required="yes", codes=OCCURRENCES, example="初件",
          headings=("初件/重件", "初次/重复", "是否重复", "初信/重信", "初访重访", "初信初访"),
          code_aliases={"初次": "初件", "初": "初件", "初信": "初件", "初访": "初件", "首次": "初件", "否": "初件", "重复": "重件", "重": "重件", "重信": "重件", "重访": "重件", "再次": "重件", "是": "重件"},
          note="第一次提出的是初件，同一诉求再次提出的是重件"),
    Field("persons", "人数", "count", example="1", headings=("信访人数", "来访人数", "涉及人数"),
          note="来访或署名的人数，不填按1人", filled="超过1人时"),
    Field("level", "信访层级", "code", codes=LEVELS, example="乡镇", headings=("登记层级", "到访层级", "来源层级"),
          code_aliases={"乡": "乡镇", "镇": "乡镇", "乡级": "乡镇", "镇级": "乡镇", "乡镇级": "乡镇", "县级": "县", "市级": "市", "省级": "省",
                        "国家级": "国家", "中央": "国家"},
          note="登记这一件的层级，不填按乡镇", filled="不在乡镇登记时"),
    Field("visit_class", "来访类别", "code", codes=("正常", "异常"), code_aliases={"正常访": "正常", "异常访": "异常"}, example="正常",
          note="来访是否正常", filled="县里选用“事件类”三无条件的来访件"),
    Field("incident", "事件类别", "code", codes=INCIDENTS, example="无", code_aliases={"否": "无"},
          note="有没有引发事件，不填按无", filled="县里选用“事件类”三无条件时"),
    Field("procedure", "办理程序", "code", codes=PROCEDURES, example="信访处理意见", headings=("办理方式", "分类处理路径"),
          code_aliases={"普通程序": "信访处理意见", "信访程序": "信访处理意见", "一般程序": "信访处理意见", "简易程序": "简易办理", "简易": "简易办理",
                        "法定途径": "法定程序", "涉法涉诉": "法定程序", "意见建议": "建议意见", "检举": "检举控告", "控告": "检举控告"},
          note="按哪种程序办理，不填按信访处理意见", filled="不是信访处理意见时"),
    Field("notified_on", "告知日期", "date", example="2023-02-10", headings=("受理告知日期",),
          day_words={BEYOND_NOTICE: NOTICE_IMPOSSIBLE},
          note="书面告知受理的日期，与受理一并计算是否及时；告知不到本人的填无法告知", filled="已书面告知时"),
    Field("accepted_on", "受理日期", "date", required="when", none_words=("未受理", "待受理"), example="2023-02-10", headings=("受理时间",),
          note="受理的日期，办理期限从这一天起算", filled="已受理时"),
    Field("due_on", "限办日期", "date", example="2023-04-11", headings=("限办时间", "办理期限", "办结时限", "应办结日期"),
          note="本单位掌握的限办日期，只供核对，以受理日期加60天为准", filled="有登记时"),
    Field("extended_to", "延期至", "date", none_words=("未延期", "否"), example="2023-05-11", headings=("延期后截止日期",),
          note="批准延长到哪一天，最多延长30天，只能一次", filled="批准延期时"),
    Field("extension_approved_on", "延期批准日期", "date", required="when", example="2023-04-06",
          note="批准延期的日期，不得晚于原期限", filled="批准延期时"),
    Field("extension_reason", "延期理由", "given", example="情况复杂",
          note="一句话的理由，程序只记有没有，内容不保留", filled="批准延期时"),
    Field("concluded_on", "办结日期", "date", required="when", none_words=("未办结", "未结", "在办", "办理中", "正在办理"), example="2023-03-20", headings=("办结时间", "完成日期", "办结情况", "结案日期", "实际办结日期"),
          note="出具处理意见、办结的日期", filled="已办结时"),
    Field("outcome", "办理结果", "code", required="when", codes=OUTCOMES, example="予以支持", headings=("处理意见", "处理结果", "办理结论", "办结结果"),
          code_aliases={"支持": "予以支持", "解释": "解释说明", "不支持": "不予支持", "调解": "调解和解", "和解": "调解和解", "其它": "其他"},
          note="处理意见的结论", filled="已办结时"),
    Field("handling", "三到位一处理", "code", codes=HANDLINGS, example="解决问题到位", headings=("处置类别",),
          note="三到位一处理的哪一种", filled="已办结时"),
    Field("settled", "化解状态", "code", codes=SETTLED, example="已化解", headings=("是否化解", "化解结果", "化解情况"),
          code_aliases={"是": "已化解", "化解": "已化解", "否": "未化解", "部分": "部分化解", "无": "未化解"},
          note="诉求是否化解，不填按未化解", filled="已办结时"),
    Field("lead_official", "包案领导", "named", example="是", headings=("包联领导", "责任领导", "是否领导包案"),
          note="包案领导；可以只写“是”，没有的不填", filled="有领导包案时"),
    Field("backlog_batch", "积案批次", none_words=_NO, code_aliases=_YES, example="第二批集中治理重复信访", headings=("是否信访积案", "积案标志"),
          note="属于哪一批积案，不属于的不填", filled="列入积案时"),
    Field("rating_unit", "对责任单位评价", "code", codes=RATINGS, code_aliases=_RATING_ALIASES, example="满意",
          headings=("满意度", "满意度评价", "群众满意度", "群众评价"),
          note="信访人在系统里对责任单位的评价", filled="已评价时"),
    Field("rating_office", "对信访部门评价", "code", codes=RATINGS, code_aliases=_RATING_ALIASES, example="满意",
          note="信访人在系统里对信访部门的评价", filled="已评价时"),
    Field("withdrawn_on", "退回日期", "date", none_words=("未退回", "否"), example="2023-02-20",
          note="作为“不属本单位”退回的日期，县里同意后才不计", filled="退回时"),
)
# fmt: on

ASSUMED = {
    "purpose": "申诉求决",
    "level": "乡镇",
    "procedure": PROCEDURES[0],
    "lead_official": "没有包案领导",
    "rating_unit": "未评价",
}
"""Columns whose blank means something -> what every row counts as where a ledger lacks the column."""


AMENDMENT = Field(
    "amendment",
    "申请更正",
    "given",
    example="受理日期：2023-02-10",
    note="锁住的格要改时，写“栏目：应为的值”，几项之间用“；”隔开；县里核实后在登记簿“处理决定”登记",
    filled="锁住的格填错时",
)
HINT = "期限提示"
"""The heading of a filled form's column with days and remarks, which the program writes and never reads."""
LEDGER_IDS = tuple(f.id for f in LEDGER)
LEDGER_TYPES = {f.id: f.type for f in LEDGER}
"""Id of a column -> what its cells are read as."""
# fmt: off
VERSION_ONE_LABELS = {
    "信访件编号": "case_no", "关联件编号": "related_case_no", "责任单位": "township", "登记日期": "registered_on", "收到日期": "received_on", "信访形式": "channel",
    "信访目的": "purpose", "内容分类": "category", "初重件": "occurrence", "人数": "persons", "信访层级": "level", "来访类别": "visit_class", "事件类别": "incident",
    "办理程序": "procedure", "告知日期": "notified_on", "受理日期": "accepted_on", "限办日期": "due_on", "延期至": "extended_to", "延期批准日期":
    "extension_approved_on", "延期理由": "extension_reason", "办结日期": "concluded_on", "办理结果": "outcome", "三到位一处理": "handling", "化解状态": "settled",
    "包案领导": "lead_official", "积案批次": "backlog_batch", "对责任单位评价": "rating_unit", "对信访部门评价": "rating_office", "退回日期": "withdrawn_on",
}
# fmt: on
"""What editions of formula version 1 wrote in the column unreadable of the table matters -> id. Never changed."""
DATE_IDS = tuple(f.id for f in LEDGER if f.type == "date")
CODE_IDS = tuple(f.id for f in LEDGER if f.type == "code")
STANDS_IN = {"accepted_on": "registered_on", "received_on": "registered_on"}
"""Date -> the date from which its limit is counted where it can't be read."""

# fmt: off
REFUSED_HEADINGS = (
    "姓名", "信访人", "信访人姓名", "来访人", "上访人", "当事人", "联系人", "性别", "民族", "年龄", "出生日期", "身份证", "身份证号", "证件号码", "证件号", "证件类型", "手机", "手机号",
    "电话", "联系电话", "联系方式", "住址", "地址", "家庭住址", "户籍地", "户籍所在地", "工作单位", "职业", "电子邮件", "邮箱", "信访内容", "诉求内容", "主要诉求",
    "反映问题", "反映事项", "事项概要", "内容摘要", "事由", "被反映人", "被举报人", "特殊人员", "重点人员", "人员类别", "稳控措施", "稳控责任人", "稳控情况", "去向", "劝返情况", "政治面貌",
)
# fmt: on
"""Headings of columns about persons, which are dropped before a value is looked at.

They are compared as a whole, after normalising; REFUSED_PARTS are compared as parts.
"""

REFUSED_PARTS = (
    "姓名",
    "身份证",
    "证件号",
    "手机",
    "电话",
    "住址",
    "地址",
    "户籍",
    "出生",
    "稳控",
    "劝返",
    "被反映",
    "重点人员",
    "诉求内容",
    "信访内容",
)
"""A heading that holds one of these is refused too, unless it is exactly a ledger heading."""
