"""What papers say that isn't in their templates: notes under tables, charts in words, why a paper couldn't be made."""

# fmt: off
BY_CALENDAR = "表1至表5的登记件数和按三到位一处理统计的办结件数按日历统计，即登记日期、办结日期在本期之内；各项指标按统计窗口计算，两者件数可以不同。"
LAST_LEDGERS = "{by_calendar}有{townships}个乡镇的最后一期台账在{month}月{day}日以前报送，报送以后登记、办结的事项当时尚不知道，不在表内。"
BLANKS = "{field}没有填写或无法识别的有{matters}件，不列入各类，计入合计，占比按全部事项计算。"
SCORE_CHART = "条形图：{period}参加排名的{count}个{units}的得分{span}；各{units}的得分与表1相同。"
SCORE_SPAN = "，从第1名{best}{best_score:.1f}分到第{rank}名{last}{last_score:.1f}分"
NO_SCORE_CHART = "本期没有参加排名的{units}，不画得分图。"
COLUMN_NOTE = "注：1.列名后括号内为权重，格内为分子/分母和百分率；分母为0的记“—”。"
SMALL_SAMPLE_NOTE = "2.分母不足{least}件的，{of_the_year}用本单位近12个月的率计分，{stand_in}以全县率代用；自有指标权重不足{line}%的为样本不足，与无件、未报送的一并不排名。"
MOVEMENT_NOTE = "3.同分同名次；名次后箭头为与{earlier}相比的升降，“新”为{earlier}未排名。"
TIES_NOTE = "3.同分同名次。"
MENDING_NOTE = "4.{mark}为台账有错误待更正。"
NOT_COMPUTED = "注：没有相应的登记簿，未计算{indicators}。"
A_YEAR_BEFORE = "上年同期"
WITHOUT_CHANNEL = "{count}件信访形式没有填写或者无法识别"
MANY_OVERDUE = "涉及{count}个乡镇，{foremost}"
MANY_CONCERNED = "{count}个有关乡镇"
MOST_OVERDUE, EACH_AS_MANY, FROM_TO = "较多的是{named}", "各{count}件", "最少{low}件，最多{high}件"
REPLIES = "反馈期限在{period}的督办事项{due}件，{parts}。"
REPLIED, REPLIED_LATE, NOT_REPLIED = "已按期反馈{count}件", "超过期限反馈{count}件", "尚未反馈{count}件{named}"
REPLIES_EXAMPLE = "反馈期限在2023年2月的督办事项3件，已按期反馈2件，尚未反馈1件（城关镇）。"
CIRCULAR_OVERALL = "通报“总体情况”"
ALL_BATCHES = "共{count}批，交办{assigned}件次，已化解{settled}件次"
URGE_RULE = "按本县规定，{kinds}的发函督办。{limits}"
ACCEPT_LIMIT, CONCLUDE_LIMIT = "受理期限为收到之日起15日；", "办理期限为受理之日起60日，依规延期的为延期后的期限；"
DAY_ENDS = "期限当日终了仍未受理或者办结的为逾期，期限就是数据截至日的记“当日期满”。"
REMIND_RULE, COUNT_RULE = "{label}低于{line}、分母不少于{least}件的予以提示", "有{label}的予以提示"
DISCONTENT = "评价不满意的{count}件，按内容分类为{classes}"
NO_CLASS = "未填内容分类"
LACKING, AND_MORE = "没有计入分子的：{reasons}", "等，其余见反馈单"
LEFT_OUT = "遗漏{count}件"
SENTENCE_OTHER, SENTENCE_MORE, SENTENCE_GONE = "原印“{was}”更正为“{now}”", "增加“{now}”", "删去“{was}”"
UNLISTED_HERE = "另有{count}件按规定不列。"
URGE_ABOUT, URGE_ABOUT_OTHERS = "逾期信访事项", "有关信访工作"
URGE_TITLE, URGE_TITLE_OTHERS = "关于督促办理逾期信访事项的函", "关于督促改进信访工作的函"
CAUSES: dict[str, str] = {
    "accepted_on_time": "收件、登记、受理和告知是否及时",
    "concluded_on_time": "办理进度是否跟踪、期限临近是否提醒",
    "simple_on_time": "简易办理事项是否当即办理",
    "resolution": "处理意见是否落实、有没有再次信访",
    "first_time_resolution": "首次办理是否查清问题、处理意见是否落实",
    "satisfaction": "答复是否讲清事实和依据、合理诉求是否解决",
    "rating_turnout": "办结后是否告知信访人可以评价",
    "backlog_clearance": "交办事项的化解措施是否落实",
    "backlog_overdue": "交办事项的化解措施是否落实",
    "reported_on_time": "台账报送是否有专人负责",
    "led_by_official": "应当包案的事项是否落实包案领导",
    "omission": "上级转送、交办的事项是否及时登记入账",
}
LEADERS_SHORT = "县级{county_days}天、乡镇{township_days}天，{visits}批次，当场化解{settled}批次"
SENT_LATE = "迟报台账"
NOT_SENT = "未报送台账"
REFUSED = "台账无法采用、已退回"
TO_MEND = "台账有错误待更正"
PLACE = "居第{place}位"
NO_OVERDUE, NONE_SOON = "没有逾期未受理、逾期未办结的事项。", "30天内没有到期的事项。"
UNLISTED = "另有{count}件只计数、不列表。"
SHARED_PLACE = "并列第{place}位"
NONE_RANKED = "本期没有参加排名的乡镇，不列较好乡镇。"
NONE_BETTER = "名次在前三分之一的乡镇，或者得分相同难以区分，或者列入“存在的问题”、有有责督办件，本期不列较好乡镇。"
TOO_FEW = "参加排名的乡镇不足3个，不列较好乡镇。"
BLANK_VALUE = "“{name}”没有值，不能印空白；请把这句话告诉维护人员，其他文书照常生成"
GLYPH_LACKING = "名称里的“{character}”字，{face}里没有，印出来会换成别的字体；请在设置.xlsx“单位”工作表把{settings}改为 {others}，再重新生成。"
COUNTY_SAMPLES = "2.分母不足{least}件的，{of_the_year}用本县近12个月的率计分，{stand_in}以{whole}率代用。"
COUNTY_TIES = "3.同分同名次。△为该县有乡镇的台账有错误待更正。各县三无按本县各条件的合计件数判定。"
NO_TREND = "有数据的月份不足2个，本期不画走势图。"
TREND, TREND_SPAN = "走势", "走势（{first}至{last}）"
TREND_CHART = "折线图：{township}{first}至{last}的{lines}，各月的数与下表相同；没有应统计事项的月份断开。"
PDF_LATE = "PDF没有生成：LibreOffice 在{seconds}秒内没有完成；请关闭其他 LibreOffice 窗口后重新运行，Word 文书已照常生成。"
PDF_FAILED = "“{path}”没有转成 PDF；请用 Word 或 WPS 打开后另存为 PDF。"
PDF_FACES = "这台电脑没有字体{faces}，PDF 里用的是{taken}，版面会与 Word 不同；请装上这些字体，或在装有它们的电脑上用 Word 或 WPS 另存为 PDF。"
EMPTY_TABLE = "（本表没有内容）"
UNKNOWN_NAME = "模板用了没有的名字（{name}）；请对照可用的名字改正模板"
TEMPLATE_FAULT = "模板有误（{fault}）；请改正标签，或换回程序自带的模板"
TAGS_CROSSED = "模板里的标签互相交错，例如 if 在表格里开始、在表格外结束；请让一对标签在同一处"
NO_DOCX = "模板不是可用的 .docx 文件；请换回程序自带的模板"
TAG_LEFT = "模板里的标签“{tag}”没有被替换；请检查是否用了全角括号，例如应写 {{{{ 期间 }}}}"
VALUE_LOST = "成品里找不到应有的内容“{value}”{more}；请检查模板中印这项内容的地方"
CHART_PLACE = "图表只能放在正文里，不能放在页眉、页脚"
NO_VALUE = "有标签的值是空的"
SET_OF_VALUES = "有标签的值是一组数据，不是一个值"
# fmt: on
