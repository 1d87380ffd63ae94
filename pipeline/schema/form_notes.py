"""What each column of the blank forms means and when it is filled in: the sheet 填写说明 is made from these."""

from __future__ import annotations

from pipeline.schema.ledger import LEDGER
from pipeline.schema.registers import REGISTERS
from pipeline.schema.settings_sheets import SETTINGS_SHEETS

Note = tuple[str, str]
"""What stands in the column, and when it is filled in ('' where the field says itself that it is required)."""

LEDGER_NOTES: dict[str, Note] = {
    "case_no": ("信访系统给这一件的编号，按文本填写，前面的0不能少", ""),
    "related_case_no": ("重件填最早那一件的编号", "初重件是重件时"),
    "township": ("承办这一件的乡镇；不填时按填报单位", "与填报单位不同时"),
    "registered_on": ("信访事项登记的日期，以首次报送为准", ""),
    "received_on": ("本单位收到转送、交办的日期，受理期限从这一天起算", "由上级转送、交办时"),
    "channel": ("信访人用什么形式提出", ""),
    "purpose": ("求决、建议还是检举控告", "有登记时"),
    "category": ("内容大类", "有登记时"),
    "occurrence": ("第一次提出的是初件，同一诉求再次提出的是重件", ""),
    "persons": ("来访或署名的人数，不填按1人", "超过1人时"),
    "level": ("登记这一件的层级，不填按乡镇", "不在乡镇登记时"),
    "visit_class": ("来访是否正常", "县里选用“事件类”三无条件的来访件"),
    "incident": ("有没有引发事件，不填按无", "县里选用“事件类”三无条件时"),
    "procedure": ("按哪种程序办理，不填按信访处理意见", "不是信访处理意见时"),
    "notified_on": ("书面告知受理的日期，与受理一并计算是否及时；告知不到本人的填无法告知", "已书面告知时"),
    "accepted_on": ("受理的日期，办理期限从这一天起算", "已受理时"),
    "due_on": ("本单位掌握的限办日期，只供核对，以受理日期加60天为准", "有登记时"),
    "extended_to": ("批准延长到哪一天，最多延长30天，只能一次", "批准延期时"),
    "extension_approved_on": ("批准延期的日期，不得晚于原期限", "批准延期时"),
    "extension_reason": ("一句话的理由，程序只记有没有，内容不保留", "批准延期时"),
    "concluded_on": ("出具处理意见、办结的日期", "已办结时"),
    "outcome": ("处理意见的结论", "已办结时"),
    "handling": ("三到位一处理的哪一种", "已办结时"),
    "settled": ("诉求是否化解，不填按未化解", "已办结时"),
    "lead_official": ("包案领导；可以只写“是”，没有的不填", "有领导包案时"),
    "backlog_batch": ("属于哪一批积案，不属于的不填", "列入积案时"),
    "rating_unit": ("信访人在系统里对责任单位的评价", "已评价时"),
    "rating_office": ("信访人在系统里对信访部门的评价", "已评价时"),
    "withdrawn_on": ("作为“不属本单位”退回的日期，县里同意后才不计", "退回时"),
}

REGISTER_NOTES: dict[tuple[str, str], Note] = {
    ("reports", "township"): ("应报送的乡镇，每月一行；特殊时期每日报送的，每日一行", ""),
    ("reports", "due_on"): ("这一份应当在哪天前报送", ""),
    ("reports", "sent_on"): ("实际收到的日期，没有收到的不填", "收到后"),
    ("reports", "zero"): ("乡镇申报没有信访事项", "零报告时"),
    ("reports", "file_name"): ("同一乡镇有几份文件时，写明以哪一份为准", "有几份时"),
    ("reports", "daily"): ("这一行是每日报送，不计入按时报送率", "每日报送时"),
    ("assigned", "case_no"): ("交办的信访件", ""),
    ("assigned", "township"): ("交办给哪个乡镇", ""),
    ("assigned", "batch"): ("哪一批交办；同一件在两批里各写一行", ""),
    ("assigned", "assigned_on"): ("交办的日期", ""),
    ("assigned", "settle_by"): ("要求在哪天前化解", "有期限时"),
    ("supervised", "case_no"): ("督办的信访件", ""),
    ("supervised", "township"): ("督办哪个乡镇", ""),
    ("supervised", "supervised_on"): ("发出督办的日期", ""),
    ("supervised", "matter"): (
        "为什么督办；认定有责的，从推诿、敷衍、拖延、弄虚作假、拒不执行、违规受理办理中选一项，其他写法只记有没有",
        "认定有责时",
    ),
    ("supervised", "confirmed_on"): ("认定有责的日期，计入这一天所在的期间；不填按督办日期", "认定后"),
    ("supervised", "basis"): ("凭什么认定", "认定后"),
    ("supervised", "at_fault"): ("是否认定有责；三无条件只看这一栏", "认定后"),
    ("supervised", "reply_by"): ("要求在哪天前反馈", "有期限时"),
    ("supervised", "replied_on"): ("实际反馈的日期", "反馈后"),
    ("visits", "on"): ("接访的日期", ""),
    ("visits", "place"): ("哪个乡镇接访；县里接访的写“县级”", ""),
    ("visits", "official"): ("接访领导；可以只写“是”", "有领导接访时"),
    ("visits", "visits"): ("接待了多少批，可以是0", "接访后"),
    ("visits", "settled"): ("当场化解了多少批，可以是0", "接访后"),
    ("spot_checks", "case_no"): ("抽查的信访件", ""),
    ("spot_checks", "checked"): ("核实的是哪一项；不填按化解", "核实的不是化解时"),
    ("spot_checks", "result"): (
        "是否属实；化解不属实的按未化解计算，延期不属实的按未批准计算，日期不属实的按没有填计算",
        "",
    ),
    ("issued", "document"): ("哪一种文书", ""),
    ("issued", "township"): ("发给哪个乡镇；发全县的不填", "发给一个乡镇时"),
    ("issued", "number"): ("文号", "编号后"),
    ("issued", "dated_on"): ("成文日期", ""),
    ("issued", "signer"): ("谁签发", "需要时"),
    ("objections", "township"): ("哪个乡镇提出", ""),
    ("objections", "on"): ("提出的日期", ""),
    ("objections", "what"): ("对核对稿的哪一处有异议；不要写个人信息", ""),
    ("objections", "answer"): ("怎样答复", "答复后"),
    ("advice", "kind"): ("改进工作、完善政策、追究责任，选一种", ""),
    ("advice", "township"): ("建议哪个乡镇", ""),
    ("advice", "on"): ("提出建议的日期", ""),
    ("advice", "replied_on"): ("书面反馈的日期", "反馈后"),
    ("advice", "adopted"): ("是否采纳", "反馈后"),
    ("decisions", "subject"): ("决定针对的文件名，或信访件编号", ""),
    ("decisions", "rule"): (
        "针对的规则编号；写了，这条问题就转为说明。写错后已改用新编号的，对原编号写 R204、更正属实，原编号就不再计入",
        "针对某条问题时",
    ),
    ("decisions", "column"): ("更正属实针对的台账列名，如 受理日期", "更正属实时"),
    ("decisions", "decision"): (
        "采用此件、归属乡镇：乡镇名、同意退回、更正属实、改号：新编号、重新办理、可列、月份无误，选一种",
        "",
    ),
    ("decisions", "from_on"): ("从哪一天起归属、重新办理；不填按日期栏", "归属乡镇、重新办理时"),
    ("decisions", "basis"): ("凭什么决定", "需要时"),
    ("decisions", "reviewed_by"): ("谁复核", "需要时"),
    ("decisions", "handled_by"): ("谁经手", "需要时"),
    ("decisions", "decided_on"): ("决定的日期", "需要时"),
}

SETTINGS_NOTES: dict[str, str] = {
    "office": "本县各机构的名称、文件用语和字体；不填的按“值”栏原来的写法",
    "options": "各项期限和口径，不改就按默认值计算，改了会印在口径说明里",
    "roster": "本县的乡镇，一行一个；这张表必须填。撤并的乡镇留在表里，写明撤并至和撤并日期",
    "weights": "计入排名的指标和权重，合计100；信访量、形式、层级、重复信访不能计入",
    "conditions": "三无的条件，一行一条；用哪个方案在“参数”里选",
    "attention": "达到什么情形发什么函",
    "rules": "需要停用的规则，或需要改级别的规则；不写的照常",
    "headings": "乡镇台账里列名的其他叫法",
    "values": "乡镇台账里选项的其他写法，例如 标准列名写 信访形式，写法写 12345平台，标准内容写 来电",
    "holidays": "本县自己的休息日和调休上班日；国家公布的不用写",
    "past_titles": "使用本程序以前各年的三无情况",
    "history": "使用本程序以前各月的数字",
    "documents": "各种文书何时出、依据、同意等；依据可以写“依据条款”里的条款名（如 督办、办理期限），印成期末有效的表述；年度通报表扬没有依据和同意的，印作送审稿。自设文书的模板放进 inputs/templates，这里加一行，文书写模板名",
    "citations": "文书引用的条款，按起始日期选用",
}

assert set(LEDGER_NOTES) == {f.id for f in LEDGER}
assert set(REGISTER_NOTES) == {(s.id, f.id) for s in REGISTERS if s.id != "superior" for f in s.fields}
assert set(SETTINGS_NOTES) == {s.id for s in SETTINGS_SHEETS}
