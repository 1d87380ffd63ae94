"""逐行核对: (code, severity, message, remedy[, source article]).

Words: {count}, {label} (the marked column), {example} (the first matter's number and the values compared, in brackets),
and of remedies those of ``check/remedy_words``, by the first matter's own dates.
"""

_ROUTE = "信访工作条例第二十二条"
_ACCEPT = "信访工作条例第二十三条"
_CONCLUDE = "信访工作条例第三十四条"

# fmt: off
ROWS: tuple[tuple[str, ...], ...] = (
    ("R101", "错误", "{count}件没有填信访形式{example}，无法按形式统计", "请填来信、来访、网上、来电或其他，例如 来访"),
    ("R102", "错误", "{count}件没有填初重件{example}，无法判断是否计入一次性化解率和参评率", "请填初件或重件，例如 初件"),
    ("R103", "说明", "{count}件已办结而没有受理日期{example}，按办结当日受理计算", "请补填受理日期，例如 {fit_accepted_on}"),
    ("R104", "错误", "{count}件已办结而没有办理结果{example}，不计入化解", "请补填办理结果，例如 予以支持", _CONCLUDE),
    ("R105", "提醒", "{count}件法定程序或建议意见已办结而没有办理结果{example}", "请补填办理结果，例如 解释说明"),
    ("R106", "错误", "{count}件重件没有填关联件编号{example}，无法与原件对应", "请填原信访件的编号，例如 {earlier_number}；其实是初件的，把初重件改为初件"),
    ("R107", "错误", "{count}件填了延期至而没有延期批准日期{example}，延期不算，仍按原期限计算", "请补填延期批准日期，例如 {fit_extension_approved_on}；没有批准延期的，删去延期至", _CONCLUDE),
    ("R108", "提醒", "{count}件填了延期批准日期而没有延期至{example}，延期不算，仍按原期限计算", "请补填延期至，例如 {fit_extended_to}", _CONCLUDE),
    ("R109", "提醒", "{count}件延期没有填延期理由{example}", "请补填延期理由，例如 情况复杂", _CONCLUDE),
    ("R110", "提醒", "{count}件填了办理结果而没有办结日期{example}，按未办结计算", "已办结的请补填办结日期，例如 {fit_concluded_on}；未办结的删去办理结果"),
    ("R111", "错误", "{count}件受理日期早于登记日期{example}，不计为及时受理", "请核对两个日期，例如登记 {registered_on}、受理 {fit_accepted_on}", _ACCEPT),
    ("R112", "错误", "{count}件办结日期早于登记日期{example}，按未办结计算", "请核对两个日期，例如登记 {registered_on}、办结 {fit_concluded_on}", _CONCLUDE),
    ("R113", "错误", "{count}件受理日期晚于办结日期{example}，按已受理、未办结计算", "请核对两个日期，例如受理 {fit_accepted_on}、办结 {concluded_on}", _CONCLUDE),
    ("R114", "提醒", "{count}件收到日期早于登记日期{example}", "请核对两个日期，例如登记 {registered_on}、收到 {fit_received_on}", _ROUTE),
    ("R115", "提醒", "{count}件告知日期早于登记日期{example}", "请核对两个日期，例如登记 {registered_on}、告知 {fit_notified_on}", _ACCEPT),
    ("R116", "提醒", "{count}件告知日期早于受理日期{example}", "受理后才书面告知，请核对两个日期，例如受理、告知同为 {accepted_on}", _ACCEPT),
    ("R117", "提醒", "{count}件告知日期晚于办结日期{example}", "请核对两个日期；告知日期填受理告知的日期，例如 {fit_notified_on}", _ACCEPT),
    ("R118", "提醒", "{count}件受理日期早于收到日期{example}", "请核对两个日期，例如收到 {received_on}、受理 {fit_accepted_on}", _ACCEPT),
    ("R119", "提醒", "{count}件退回日期早于登记日期{example}", "请核对两个日期，例如登记 {registered_on}、退回 {fit_withdrawn_on}", _ACCEPT),
    ("R121", "说明", "{count}件超过时限才受理{example}，不计为及时受理", "日期无误的不必更正；填错的请改正，例如 {fit_accepted_on}", _ACCEPT),
    ("R122", "说明", "{count}件按时受理但超过时限才告知{example}，不计为及时受理", "日期无误的不必更正；填错的请改正，例如 {fit_notified_on}", _ACCEPT),
    ("R123", "说明", "{count}件超过期限才办结{example}，不计为按期办结", "日期无误的不必更正；批准过延期的，请补填延期至和延期批准日期，例如 {fit_extended_to}、{fit_extension_approved_on}", _CONCLUDE),
    ("R124", "说明", "{count}件简易办理超过{days}个工作日没有办结{example}，转按信访处理意见的期限计算", "请按信访处理意见办理；已办结的请核对办结日期和办理结果，例如 {fit_concluded_on}、予以支持"),
    ("R125", "提醒", "{count}件限办日期不是受理日期加60天{example}，以条例规定的日期为准", "请更正限办日期，例如{accepted_on}受理的应为 {base_due}", _CONCLUDE),
    ("R126", "说明", "{count}件登记后超过15日才收到{example}", "日期无误的不必更正；填错的请改正，例如 {fit_received_on}", _ROUTE),
    ("R127", "说明", "{count}件收到后超过5个工作日才退回{example}", "日期无误的不必更正；填错的请改正，例如 {fit_withdrawn_on}", _ACCEPT),
    ("R131", "错误", "{count}件延期超过30天{example}，延期不算，仍按原期限计算", "延期只能一次，最长30天，请核对，例如{accepted_on}受理的最迟延至 {fit_extended_to}", _CONCLUDE),
    ("R132", "错误", "{count}件到期以后才批准延期{example}，延期不算，仍按原期限计算", "延期应在受理后60日内批准，请核对，例如{accepted_on}受理的应不晚于 {base_due}", _CONCLUDE),
    ("R133", "错误", "{count}件批准延期早于受理{example}，延期不算，仍按原期限计算", "请核对受理日期和延期批准日期，例如受理 {accepted_on}、批准 {fit_extension_approved_on}", _CONCLUDE),
    ("R134", "提醒", "{count}件延期至不晚于原期限{example}，等于没有延期", "请核对延期至，例如{accepted_on}受理的应在 {base_due} 以后、不晚于 {fit_extended_to}", _CONCLUDE),
    ("R135", "错误", "{count}件填了延期至而没有受理日期{example}，延期不算", "请补填受理日期，例如 {fit_accepted_on}", _CONCLUDE),
    ("R136", "提醒", "{count}件的办理程序不适用延期{example}", "请核对办理程序和延期至；信访处理意见才有延期，例如 信访处理意见", _CONCLUDE),
    ("R141", "错误", "{count}件填了已化解而没有办结日期{example}，不计入化解", "已办结的请补填办结日期和办理结果，例如 {fit_concluded_on}、予以支持；未办结的把化解状态改为未化解"),
    ("R142", "错误", "{count}件没有办结却填了“{label}”{example}", "已办结的请补填办结日期和办理结果，例如 {fit_concluded_on}、予以支持；未办结的删去评价"),
    ("R143", "提醒", "{count}件不予支持却填已化解{example}，又没有思想教育、帮扶救助或依法处理的情况", "请核对化解状态；确已化解的请填三到位一处理，例如 思想教育到位"),
    ("R144", "说明", "{count}件填已化解而评价为不满意{example}，列入抽查核实单", "两栏无误的不必更正，不得要求信访人更改评价；填错的请改正，例如 部分化解"),
    ("R145", "提醒", "{count}件既有退回日期又有办结日期{example}", "已办结的请删去退回日期，例如 {withdrawn_on}；确已退回的请删去办结日期"),
    ("R146", "提醒", "{count}件受理后又退回{example}", "不属本单位的应在收到后5个工作日内提出；已经受理的请删去退回日期，例如 {withdrawn_on}", _ACCEPT),
    ("R147", "提醒", "{count}件的信访目的与办理程序不一致，只有一栏是检举控告{example}", "请核对两栏；检举控告件两栏都填 检举控告"),
    ("R148", "说明", "{count}件信访目的是建议意见，办理程序不是{example}", "只提建议的，办理程序请填 建议意见"),
    ("R149", "提醒", "{count}件有告知日期而没有受理日期{example}，按未受理计算", "已受理的请补填受理日期，例如 {fit_accepted_on}；告知不予受理的请填退回日期", _ACCEPT),
    ("R151", "提醒", "{count}件初件填了关联件编号{example}，按初件计算", "其实是重件的，把初重件改为重件；确是初件的，关联件编号留空"),
    ("R152", "错误", "{count}件的关联件编号就是本件编号{example}", "请填原信访件的编号，例如 {earlier_number}；初件请留空"),
    ("R153", "提醒", "{count}件重件的关联件编号在本期各台账中找不到{example}", "请核对编号；原件早已办结、不再报送的，不必更正"),
    ("R154", "提醒", "{count}件登记早于其关联件{example}", "关联件应填先登记的原件，请核对两件的编号和登记日期，例如{number}的登记日期 {registered_on}"),
    ("R155", "提醒", "{count}件与关联件互相填对方编号{example}，分不出先后", "请只在后登记的一件填关联件编号，例如先登记的是{number}，就把它的关联件编号留空"),
    ("R161", "提醒", "{count}件来信或来电填了5人以上{example}", "请核对人数和信访形式；联名信照实填署名人数，例如信上有几人署名就填几"),
    ("R162", "提醒", "{count}件重件按简易办理{example}", "重件不适用简易办理，请改为 信访处理意见"),
    ("R163", "提醒", "{count}件不是来访却填了来访类别{example}", "请删去来访类别，或把信访形式改为 来访"),
    ("R164", "说明", "{count}件记有事件类别{example}", "请核对是否属实；没有的请填 无"),
    ("R165", "提醒", "{count}件人数超过500{example}", "请核对人数，例如 5"),
    ("R166", "说明", "{count}件来访类别为异常而信访层级不是国家{example}，不计入异常访登记", "请核对来访类别和信访层级，例如 正常"),
    ("R167", "提醒", "{count}件事件类别为大规模聚集而人数不到5人{example}", "请核对人数和事件类别，例如 无"),
    ("R168", "提醒", "{count}件5人以上的信访事项按简易办理{example}", "人数较多的不宜简易办理，请核对，例如 信访处理意见"),
    ("R171", "说明", "{count}件的“{label}”晚于数据截至日{cut_off}{example}，本期按尚未发生计算", "日期无误的不必更正；填错的请改正，例如 {fit}"),
    ("R172", "说明", "{count}件登记日期晚于本期最后一天{last_day}{example}，本期不计", "日期无误的不必更正；填错的请改正，例如 {fit}"),
    ("R173", "提醒", "{count}件登记日期早于2005年{example}，疑似年份填错", "请核对登记日期，例如 {fit}"),
    ("R174", "说明", "{count}件是往年登记、{autumn}前已办结的事项{example}，不必再报", "以后的台账可以不列；日期填错的请改正，例如 {in_month}"),
    ("R175", "提醒", "{count}件的“{label}”早于2005年或晚于数据截至日一年以上{example}，疑似年份填错", "请核对{label}，例如 {fit}"),
    ("R176", "提醒", "{count}件登记一年以后才受理{example}，疑似年份填错", "请核对登记日期和受理日期，例如 {registered_on}、{fit_accepted_on}"),
    ("R181", "说明", "{count}行与前面的行完全相同{example}，按一件计算", "请删去重复的行，例如同一编号只留一行"),
    ("R182", "错误", "同一编号有内容不同的多行，共{count}行{example}，按较不利的一行计算", "请只保留正确的一行，例如保留最近更新的一行；编号填错的请改正"),
    ("R183", "提醒", "{count}行除编号外完全相同{example}，疑似复制填充", "请逐件核对各栏内容，例如登记日期、受理日期"),
    ("R184", "提醒", "全部{count}件办结事项的办结日期都是同一天{example}，疑似填表日期", "请逐件填写实际办结日期，例如先核对{number}"),
    ("R185", "提醒", "全部{count}件评价都是满意", "请与上级系统的评价逐件核对，例如先核对{number}"),
    ("R186", "提醒", "{count}件编号的位数与其他编号不同{example}", "请核对编号有没有漏写或多写，例如先核对{number}"),
    ("R187", "提醒", "半数以上的办结日期是休息日，共{count}件{example}", "请核对办结日期，例如{number}的办结日期；节假日调整的请县里在设置的“节假日”登记"),
)
# fmt: on

ALSO, ALSO_MANY = "；{months}台账也有同样问题，不另列", "；{first}等另外{count}个月的台账也有同样问题，不另列"
"""Added to a sentence where older ledgers of the period have the same fault."""
