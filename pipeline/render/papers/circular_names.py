"""The names that the template 月度通报.docx can use, each with its meaning and an example."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated

from pipeline.messages import paper_words
from pipeline.render.naming import Name
from pipeline.render.papers.paper import Paper
from pipeline.render.word.chart import Chart


@dataclass(frozen=True, slots=True)
class Registered:
    """登记: matters registered in the period. They are reported and never judged."""

    matters: Annotated[int, Name("件数", "本期登记的信访事项", "312")]
    compared: Annotated[
        str, Name("比较", "括号里的上期、上年同期件数和环比、同比，没有时为空", paper_words.REGISTERED_EXAMPLE)
    ]
    visits: Annotated[int, Name("批次", "其中来访批次", "41")]
    persons: Annotated[int, Name("人次", "来访人次", "87")]
    channels: Annotated[str, Name("形式", "各信访形式的件数和占比", "来信12件（占3.8%）、来访41件（占13.1%）")]
    group_visits: Annotated[
        str, Name("集体访", "来访人次后面的话：其中集体访的批次和人次", "，其中集体访（5人及以上）3批次、25人次")
    ]
    levels: Annotated[
        str, Name("层级", "县及以上登记的和乡镇登记的件数", "县及以上登记的112件（县80件、市32件），乡镇登记的200件")
    ]
    classes: Annotated[
        str, Name("内容", "件数居前三位的内容分类，难分先后时为空", "城乡建设80件、农业农村61件、民政22件")
    ]
    unclassed: Annotated[int, Name("未分类", "内容分类没有填写或者无法识别的件数", "3")]
    accepted: Annotated[int, Name("受理", "本期受理的件数，与办结率的分母相同", "280")]
    concluded: Annotated[int, Name("办结", "本期办结的件数，与收支核对相同", "265")]
    in_hand: Annotated[int, Name("在办", "期末在办的件数，与收支核对相同", "120")]


@dataclass(frozen=True, slots=True)
class Units:
    """A label and the townships under it."""

    label: Annotated[str, Name("名称", "这一组的名称", "未报送")]
    townships: Annotated[str, Name("乡镇", "这一组的乡镇，两个以上带个数", "南坪乡、马头乡2个乡镇")]


@dataclass(frozen=True, slots=True)
class Ledgers:
    """台账: how the ledgers came in."""

    due: Annotated[int, Name("应报", "应报送台账的乡镇数", "20")]
    called: Annotated[str, Name("称谓", "报送台账的都是乡镇时为乡镇，有县直部门时为单位", "乡镇")]
    state: Annotated[str, Name("情况", "各报送情况的个数和乡镇", "已报18个，零报告1个（云台乡），未报送1个（南坪乡）")]
    lacking: Annotated[str, Name("缺", "最近一期台账没有报送或者没有采用的乡镇，没有时为空", "南坪乡")]
    problems: Annotated[tuple[Units, ...], Name("问题", "迟报、未报送、退回和待更正的各组乡镇，没有时为空")]
    townships: Annotated[str, Name("问题乡镇", "上述各组的全部乡镇", "南坪乡、马头乡2个乡镇")]
    to_correct: Annotated[str, Name("补正乡镇", "未报送、被退回、有错误的乡镇，只是迟报的不在内；没有时为空", "南坪乡")]
    late: Annotated[str, Name("只迟报", "台账只是迟报的乡镇，没有时为空", "马头乡")]
    in_time: Annotated[bool, Name("按时", "按报送登记，本期每一期台账都按时报送", "否")]
    several: Annotated[bool, Name("多期", "本期有几期台账，情况是最近一期的", "否")]
    named: Annotated[tuple[str, ...], Name("问题名单", "问题乡镇，逐个列出")]


@dataclass(frozen=True, slots=True)
class Figure:
    """One of 指标: a rate of the county whose denominator isn't 0."""

    label: Annotated[str, Name("名称", "指标名称", "按期办结率")]
    value: Annotated[str, Name("数值", "百分率，一位小数", "94.4%")]
    numerator: Annotated[int, Name("分子", "分子件数", "17")]
    denominator: Annotated[int, Name("分母", "分母件数", "18")]
    compared: Annotated[str, Name("比较", "与上期、上年同期比较的百分点，没有时为空", "，较上月上升2.1个百分点")]


@dataclass(frozen=True, slots=True)
class Count:
    """One of 件数."""

    label: Annotated[str, Name("名称", "名称", "逾期未办结")]
    value: Annotated[int, Name("数值", "件数", "3")]


@dataclass(frozen=True, slots=True)
class Standing:
    """排名."""

    ranked: Annotated[int, Name("个数", "参加排名的乡镇数", "16")]
    departments: Annotated[int, Name("部门个数", "单独排名的县直部门数，没有时为0", "0")]
    unranked: Annotated[tuple[Units, ...], Name("不排名", "样本不足、无件、未报送的各组乡镇")]
    to_mend: Annotated[str, Name("待更正", "参加排名而台账有错误的乡镇，没有时为空", "石门乡")]


@dataclass(frozen=True, slots=True)
class ThreeNone:
    """三无."""

    conditions: Annotated[str, Name("条件", "本县的三无条件", "无逾期未受理、未办结件，无到期未化解积案，无有责督办件")]
    names: Annotated[str, Name("名单", "符合条件的乡镇，没有时为空", "柳树镇、青石乡2个乡镇")]
    draft: Annotated[bool, Name("拟定", "没有上级登记台账或报送登记可比对", "否")]
    assessed: Annotated[bool, Name("评定", "至少一个乡镇评定了是或否", "是")]
    not_assessed: Annotated[str, Name("未评定", "没有评定的乡镇，没有时为空", "云台乡")]


@dataclass(frozen=True, slots=True)
class Better:
    """One of 较好: a township at the head of the ranking that no section of 问题 names."""

    township: Annotated[str, Name("乡镇", "乡镇", "白鹭镇")]
    score: Annotated[str, Name("得分", "得分，一位小数", "97.3")]
    rank: Annotated[int, Name("名次", "名次", "1")]
    figures: Annotated[str, Name("指标", "权重居前的自有指标", "按期办结率100.0%（23/23）、化解率95.0%（19/20）")]
    place: Annotated[str, Name("位次", "第几位，同分的写并列", "居第1位")]


@dataclass(frozen=True, slots=True)
class Overdue:
    """逾期."""

    matters: Annotated[int, Name("件数", "逾期未受理、逾期未办结的事项，一件计一次，检举控告除外", "5")]
    both: Annotated[int, Name("重叠", "其中既逾期未受理又逾期未办结的", "0")]
    beside: Annotated[bool, Name("另有", "分布里另有责任单位未定或者只计数、不列表的", "否")]
    spread: Annotated[str, Name("分布", "各乡镇的件数", "城关镇逾期未受理1件、逾期未办结3件；东禾镇逾期未受理2件")]
    townships: Annotated[str, Name("乡镇", "有逾期事项的乡镇", "城关镇、东禾镇2个乡镇")]
    in_feedback: Annotated[bool, Name("见反馈单", "本期有反馈单，逐件列着各乡镇的事项", "是")]


@dataclass(frozen=True, slots=True)
class Below:
    """One of 低于标准: an indicator and the townships below its line in 关注规则."""

    label: Annotated[str, Name("名称", "指标名称", "按期办结率")]
    line: Annotated[str, Name("标准", "标准线", "90%")]
    least: Annotated[int, Name("最少", "分母不少于多少件才列", "10")]
    townships: Annotated[str, Name("乡镇", "低于标准线的乡镇和数值", "城关镇85.0%（17/20）")]


@dataclass(frozen=True, slots=True)
class Mended:
    """整改: what became of the overdue matters of the previous edition."""

    known: Annotated[bool, Name("有上期", "有上期已发布的成果", "是")]
    matters: Annotated[int, Name("件数", "上期逾期的事项", "6")]
    mended: Annotated[int, Name("已解决", "其中已受理、办结或依规退回的", "4")]
    open: Annotated[int, Name("未解决", "其中仍逾期的", "2")]
    spread: Annotated[str, Name("分布", "仍逾期的各乡镇件数", "城关镇2件")]
    replies: Annotated[
        str, Name("复函", "督办登记里反馈期限在本期的事项反馈了多少，一句话，没有时为空", paper_words.REPLIES_EXAMPLE)
    ]


@dataclass(frozen=True, slots=True)
class Attachment:
    """One of 附件."""

    number: Annotated[int, Name("序号", "序号", "1")]
    title: Annotated[str, Name("名称", "附件名称", "统计口径")]


@dataclass(frozen=True, slots=True)
class AttachmentNumbers:
    """附件号."""

    indicators: Annotated[str, Name("指标", "指标表是第几个附件，专项期间没有指标表时为空", "附件1")]
    overdue: Annotated[str, Name("逾期", "逾期清单是第几个附件，没有逾期时为空", "附件2")]
    notes: Annotated[str, Name("口径", "统计口径是第几个附件", "附件3")]


@dataclass(frozen=True, slots=True)
class Sections:
    """章: the number of each section, '' for one that isn't there."""

    better: Annotated[str, Name("较好", "办理较好的乡镇是第几章，专项期间为空", "三")]
    problems: Annotated[str, Name("问题", "存在的问题是第几章", "四")]
    mended: Annotated[str, Name("整改", "上期问题整改是第几章，没有上期时为空", "五")]
    advice: Annotated[str, Name("建议", "下步建议是第几章", "六")]
    on_ledgers: Annotated[str, Name("报送", "台账报送是问题的第几节", "三")]


def sections(*, special: bool, mended: bool) -> Sections:
    """The numbers of the sections. ``special``: without ranks and rates; ``mended``: with the period before."""
    numbers = iter("三四五六")
    better, problems, follow_up, advice = (
        next(numbers) if there else "" for there in (not special, True, mended, True)
    )
    return Sections(better, problems, follow_up, advice, "二" if special else "三")


@dataclass(frozen=True, slots=True)
class RankedLine:
    """A row of 指标表."""

    rank: Annotated[str, Name("名次", "名次和升降，不排名的为—", "3 ↑2")]
    township: Annotated[str, Name("乡镇", "乡镇，待更正的带△", "城关镇△")]
    score: Annotated[str, Name("得分", "得分，不排名的为—", "97.3")]
    three_none: Annotated[str, Name("三无", "是、否或未评定", "是")]
    cells: Annotated[tuple[str, ...], Name("格", "各指标的分子/分母和百分率")]


@dataclass(frozen=True, slots=True)
class PlainLine:
    """A row of 其他表."""

    township: Annotated[str, Name("乡镇", "乡镇", "城关镇")]
    cells: Annotated[tuple[str, ...], Name("格", "各指标的数值")]


@dataclass(frozen=True, slots=True)
class RankedTable:
    """指标表."""

    columns: Annotated[tuple[str, ...], Name("列", "计分指标的名称")]
    lines: Annotated[tuple[RankedLine, ...], Name("行", "每个乡镇一行，最后是全县")]
    notes: Annotated[tuple[str, ...], Name("注", "表下的说明")]
    chart: Annotated[Chart, Name("图", "参加排名的乡镇得分条形图；没有乡镇参加排名时印一句话", "（图表）")]


@dataclass(frozen=True, slots=True)
class PlainTable:
    """其他表."""

    columns: Annotated[tuple[str, ...], Name("列", "其他指标的名称")]
    lines: Annotated[tuple[PlainLine, ...], Name("行", "每个乡镇一行，最后是全县")]
    notes: Annotated[tuple[str, ...], Name("注", "表下的说明")]


@dataclass(frozen=True, slots=True)
class OverdueLine:
    """One of 逾期清单."""

    township: Annotated[str, Name("乡镇", "责任单位", "城关镇")]
    case_no: Annotated[str, Name("编号", "信访件编号", "QH202301050101")]
    kind: Annotated[str, Name("类型", "逾期未受理或逾期未办结", "逾期未办结")]
    registered_on: Annotated[str, Name("登记日期", "登记日期", "2022-11-02")]
    accepted_on: Annotated[str, Name("受理日期", "受理日期，没有时为—", "2022-11-10")]
    due: Annotated[str, Name("期限", "已过的受理期限或办理期限", "2023-01-09")]
    days_over: Annotated[str, Name("逾期天数", "到数据截至日超过期限的天数；期限就是这一天的为“当日期满”", "50")]


@dataclass(frozen=True, slots=True)
class Circular(Paper):
    """The whole 月度通报."""

    registered: Annotated[Registered, Name("登记", "本期登记的事项")]
    ledgers: Annotated[Ledgers, Name("台账", "台账报送情况")]
    figures: Annotated[tuple[Figure, ...], Name("指标", "有事项应统计的计分指标，全县数")]
    counts: Annotated[tuple[Count, ...], Name("件数", "逾期、积案、督办的全县件数")]
    standing: Annotated[Standing, Name("排名", "排名情况")]
    three_none: Annotated[ThreeNone, Name("三无", "三无情况")]
    work: Annotated[tuple[str, ...], Name("工作", "交办各批次、三到位一处理、领导接访，各一句；没有时为空")]
    better: Annotated[tuple[Better, ...], Name("较好", "名次在前三分之一、“存在的问题”没有点名的乡镇")]
    none_better: Annotated[str, Name("无较好", "没有较好乡镇时印的一句话，有时为空", paper_words.NONE_RANKED)]
    overdue: Annotated[Overdue, Name("逾期", "逾期事项")]
    special: Annotated[bool, Name("专项", "专项期间，不印比率、排名和三无", "否")]
    sections: Annotated[Sections, Name("章", "各章的序号")]
    below: Annotated[tuple[Below, ...], Name("低于标准", "低于关注规则标准线的指标")]
    has_lines: Annotated[bool, Name("有标准线", "关注规则设了标准线", "是")]
    below_townships: Annotated[str, Name("低于标准乡镇", "上述全部乡镇", "城关镇、东禾镇2个乡镇")]
    mended: Annotated[Mended, Name("整改", "上期逾期事项的整改")]
    attachments: Annotated[tuple[Attachment, ...], Name("附件", "附件说明")]
    attachment_numbers: Annotated[AttachmentNumbers, Name("附件号", "正文里提到附件时的叫法")]
    indicators_title: Annotated[str, Name("指标表标题", "指标表附件的标题", "2023年2月各乡镇主要指标和排名")]
    ranked_table: Annotated[RankedTable, Name("指标表", "计分指标和排名表；专项期间没有行")]
    plain_table: Annotated[PlainTable, Name("其他表", "不计分的指标和件数表")]
    overdue_lines: Annotated[
        tuple[OverdueLine, ...], Name("逾期清单", "逾期事项；没有的，或者参数“附件2逐件列”为否，为空")
    ]
    notes: Annotated[tuple[str, ...], Name("口径", "统计口径；设置了口径文书的，只有变化和本期说明")]
    notes_title: Annotated[str, Name("口径标题", "口径附件的标题", "统计口径")]
    measures_paper: Annotated[str, Name("口径文书", "设置·单位的口径文书，没有时为空", "《青禾县信访统计口径》")]
