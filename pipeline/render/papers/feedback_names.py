"""The names that 乡镇情况反馈单.docx can use."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated

from pipeline.messages import note_words, paper_words
from pipeline.render.naming import Name
from pipeline.render.papers.behind import Behind
from pipeline.render.papers.paper import Sheet
from pipeline.render.papers.trend import Trend


@dataclass(frozen=True, slots=True)
class OwnRate:
    """One of 指标."""

    label: Annotated[str, Name("名称", "指标名称", "按期办结率")]
    own: Annotated[str, Name("本乡镇", "分子/分母和百分率；没有应统计的事项为—", "17/18  94.4%")]
    county: Annotated[str, Name("全县", "全县的百分率", "91.8%")]
    before: Annotated[str, Name("上期", "本乡镇上期的百分率，没有时为—", "92.3%")]
    change: Annotated[str, Name("升降", "与上期相差的百分点，没有时为—", "+2.1")]


@dataclass(frozen=True, slots=True)
class OwnCount:
    """One of 件数."""

    label: Annotated[str, Name("名称", "名称", "逾期未办结")]
    own: Annotated[str, Name("本乡镇", "件数，没有登记簿的为—", "3")]
    before: Annotated[str, Name("上期", "上期件数，没有时为—", "2")]


@dataclass(frozen=True, slots=True)
class OwnCondition:
    """One of 条件."""

    label: Annotated[str, Name("名称", "三无条件或报送要求", "无逾期未受理、未办结件")]
    count: Annotated[str, Name("件数", "件数，未评定的为—", "2")]
    holds: Annotated[str, Name("结果", "符合、不符合或未评定", "不符合")]
    cases: Annotated[str, Name("事项", "涉及的信访件编号，检举控告除外；没有时为空", "QH202301050101")]


@dataclass(frozen=True, slots=True)
class OwnMatter:
    """One of 逾期 or 预警."""

    case_no: Annotated[str, Name("编号", "信访件编号", "QH202301050101")]
    kind: Annotated[str, Name("类型", "逾期未受理、逾期未办结、待受理或待办结", "待办结")]
    registered_on: Annotated[str, Name("登记日期", "登记日期", "2023-01-05")]
    accepted_on: Annotated[str, Name("受理日期", "受理日期，没有时为—", "2023-01-10")]
    due: Annotated[str, Name("期限", "受理期限或办理期限", "2023-03-11")]
    days: Annotated[str, Name("天数", "逾期或剩余的天数；期限就是数据截至日的为“当日期满”", "11")]


@dataclass(frozen=True, slots=True)
class OwnFault:
    """One of 问题."""

    severity: Annotated[str, Name("级别", "错误或提醒", "错误")]
    place: Annotated[str, Name("位置", "工作表和单元格", "Sheet1 V5:V10")]
    message: Annotated[str, Name("问题", "发现了什么", "1件已办结而没有办理结果")]
    remedy: Annotated[str, Name("办法", "怎样改", "请补填办理结果")]


@dataclass(frozen=True, slots=True)
class Parts:
    """章: the number of each part of the sheet, '' for one that a special period hasn't."""

    rates: Annotated[str, Name("指标", "指标是第几部分", "一")]
    counts: Annotated[str, Name("件数", "应当注意的件数是第几部分", "二")]
    trend: Annotated[str, Name("走势", "走势是第几部分", "三")]
    conditions: Annotated[str, Name("条件", "三无条件是第几部分", "四")]
    overdue: Annotated[str, Name("逾期", "已逾期的事项是第几部分", "五")]
    soon: Annotated[str, Name("预警", "到期预警是第几部分", "六")]
    behind: Annotated[str, Name("原因", "没有计入分子的事项是第几部分", "七")]
    faults: Annotated[str, Name("问题", "台账需要更正、核对之处是第几部分", "八")]


@dataclass(frozen=True, slots=True)
class Feedback(Sheet):
    """The whole 反馈单 of a township."""

    township: Annotated[str, Name("乡镇", "乡镇", "城关镇")]
    called: Annotated[str, Name("称谓", "乡镇，县直部门为单位", "乡镇")]
    sent: Annotated[str, Name("报送", "台账报送情况；专项期间为每日报送情况", "已报")]
    standing: Annotated[str, Name("名次", "名次、得分和升降，或不排名的组别", "第3名，得分91.7，较上月下降1位")]
    three_none: Annotated[str, Name("三无", "是、否或未评定", "是")]
    special: Annotated[bool, Name("专项", "专项期间，不印比率、排名和三无", "否")]
    sections: Annotated[Parts, Name("章", "各部分的序号")]
    objections_by: Annotated[str, Name("异议截止日", "提出异议的最后一天，没有设置时留空", "2023年3月10日")]
    rates: Annotated[tuple[OwnRate, ...], Name("指标", "各项比率，计分指标在前")]
    counts: Annotated[tuple[OwnCount, ...], Name("件数", "逾期、积案、督办和退回超期的件数")]
    trend: Annotated[Trend, Name("走势", "最近至多12个月的走势")]
    conditions: Annotated[tuple[OwnCondition, ...], Name("条件", "三无条件和报送要求")]
    conditions_note: Annotated[
        str,
        Name("条件说明", "季度、累计期、年度的三无条件怎样判断，或者不参加评定；月度时为空", note_words.MONTH_BY_MONTH),
    ]
    overdue: Annotated[tuple[OwnMatter, ...], Name("逾期", "已逾期的事项")]
    overdue_note: Annotated[
        str, Name("逾期说明", "没有逾期事项，或者还有只计数、不列表的；都没有时为空", paper_words.NO_OVERDUE)
    ]
    soon: Annotated[tuple[OwnMatter, ...], Name("预警", "30天内到期的事项")]
    soon_note: Annotated[
        str, Name("预警说明", "没有到期事项，或者还有只计数、不列表的；都没有时为空", paper_words.NONE_SOON)
    ]
    behind: Annotated[tuple[Behind, ...], Name("原因", "各项比率没有计入分子的事项，按指标和原因")]
    faults: Annotated[tuple[OwnFault, ...], Name("问题", "台账的错误和提醒")]
