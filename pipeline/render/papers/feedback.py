"""反馈单/<乡镇>.docx: a township's figures beside the county's, its matters that come due, the faults of its ledger.

Only the office and the township itself read it.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Annotated, Any

import pandas as pd

from pipeline.base.county import COUNTY
from pipeline.base.finding import Finding, Severity
from pipeline.base.rate import Rate, points
from pipeline.bundles import Report
from pipeline.messages import note_words, paper_words
from pipeline.render.naming import Name, describe
from pipeline.render.overview import NO_VALUE, Overview, movement, whole
from pipeline.render.papers.behind import Behind, Lacking
from pipeline.render.papers.facts import Facts, pairs_of, rate_of
from pipeline.render.papers.paper import Kind, Made, Sheet, body_of, made_of, sheet_names
from pipeline.render.papers.trend import Trend, Trends
from pipeline.render.phrases import called, days_over, in_lines
from pipeline.schema.indicators import INDICATORS
from pipeline.schema.papers import PAPER
from pipeline.schema.state_labels import state_label
from pipeline.schema.vocabulary import Status, Title

ROW = PAPER["乡镇情况反馈单"]
_HOLDS = {True: "符合", False: "不符合"}
_SEVERITIES = (Severity.ERROR, Severity.REMINDER)
_CASES_WIDTH = 22
"""How many characters of 9 points a line of the column 涉及事项 holds."""


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


_WITHOUT_RATES = (False, True, False, False, True, True, False, True)
"""Which of the parts a special period has."""


def _parts(*, special: bool) -> Parts:
    numbers = iter("一二三四五六七八")
    return Parts(*(next(numbers) if there or not special else "" for there in _WITHOUT_RATES))


@dataclass(frozen=True, slots=True)
class Feedback(Sheet):
    """The whole 反馈单 of a township."""

    township: Annotated[str, Name("乡镇", "乡镇", "城关镇")]
    called: Annotated[str, Name("称谓", "乡镇，县直部门为单位", "乡镇")]
    sent: Annotated[str, Name("报送", "台账报送情况", "已报")]
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
        str, Name("条件说明", "季度、累计期、年度的三无条件怎样判断，月度时为空", note_words.MONTH_BY_MONTH)
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


def _make(report: Report) -> Iterator[Made]:
    sheets = Sheets(report)
    for name in report.submissions:
        yield made_of(ROW, sheets.of(name), name)


class Sheets:
    """Makes the sheet of each township; the tables are split by township only once."""

    def __init__(self, report: Report) -> None:
        self.report, self.facts, self.overview = report, Facts(report), Overview(report)
        self.trends = Trends(report, self.facts.weighted)
        self.lacking = Lacking(report, self.facts.weighted)
        self.before = pairs_of(report.previous["indicators"]) if "indicators" in report.previous else {}
        self.ranking = {str(row["township"]): row for row in self.facts.ranking}
        self.faults: dict[str, list[Finding]] = {}
        for fault in report.faults:
            if fault.severity in _SEVERITIES and not fault.office_alone:
                self.faults.setdefault(fault.township, []).append(fault)
        self.parts = {
            key: {str(name): group.to_dict("records") for name, group in frame.groupby("township", sort=False)}
            for key, frame in (
                ("conditions", report.tables["three_none"]),
                ("overdue", self.overview.overdue),
                ("soon", self.overview.due_soon),
            )
        }

    def of(self, name: str) -> Feedback:
        """The sheet of one township."""
        report, row = self.report, self.ranking.get(name, {})
        order = [*self.facts.weighted, *(i.id for i in INDICATORS if not i.count and i.id not in self.facts.weighted)]
        return Feedback(
            **sheet_names(
                report,
                f"{name}{report.period.label}\n信访事项办理情况反馈单（核对稿）"
                if report.period.special
                else f"{name}{report.period.label}信访事项\n办理情况反馈单（核对稿）",
                body_of(report, ROW.issuer),
            ),
            township=name,
            called=called([name], self.report.settings.departments),
            sent=state_label(Status, report.submissions[name]),
            standing=self._standing(row),
            three_none=state_label(Title, row.get("three_none", Title.UNASSESSED)),
            special=report.period.special,
            sections=_parts(special=report.period.special),
            objections_by=report.settings.office.get("异议截止日期") or f"{report.cut_off.year}年　月　日",
            rates=tuple(self._rate(name, i) for i in order),
            counts=(*(self._count(name, i.id) for i in INDICATORS if i.count), self._handed_back_late(name)),
            trend=self.trends.of(name),
            conditions=tuple(self._condition(r) for r in self._of("conditions", name)),
            conditions_note=note_words.MONTH_BY_MONTH if report.period.of_months else "",
            overdue=tuple(own_matter(r, "days_over") for r in self._of("overdue", name)),
            overdue_note=_beside(
                self._of("overdue", name), self.overview.overdue_unlisted[name], paper_words.NO_OVERDUE
            ),
            soon=tuple(own_matter(r, "days_left") for r in self._of("soon", name)),
            soon_note=_beside(self._of("soon", name), self.overview.due_soon_unlisted[name], paper_words.NONE_SOON),
            behind=self.lacking.of(name),
            faults=tuple(_fault(fault) for fault in self.faults.get(name, ())),
        )

    def _of(self, part: str, name: str) -> list[dict[Any, Any]]:
        return self.parts[part].get(name, [])

    def _standing(self, row: dict[str, object]) -> str:
        place = whole(row.get("rank"))
        if place is None:
            return f"不排名（{row.get('group', '未报送')}）"
        moved = movement(place, whole(row["previous_rank"])) if self.report.previous else ""
        word = self.report.period.earlier_word
        change = {"": "", "新": f"，{word}未排名", NO_VALUE: f"，与{word}相同"}.get(moved)
        if change is None:
            change = f"，较{word}{'上升' if moved[0] == '↑' else '下降'}{moved[1:]}位"
        return f"第{place}名，得分{row['score_1dp']}{change}"

    def _rate(self, name: str, id_: str) -> OwnRate:
        own, county, before = (
            self.facts.rate(name, id_),
            self.facts.rate(COUNTY, id_),
            rate_of(self.before.get((name, id_))),
        )
        nothing = Rate(0, 0)
        return OwnRate(
            self.report.settings.label(id_),
            NO_VALUE if own is None else str(own),
            (county or nothing).percent,
            (before or nothing).percent,
            points(own or nothing, before or nothing),
        )

    def _count(self, name: str, id_: str) -> OwnCount:
        own, before = self.facts.rates.get((name, id_), (None, None))[0], self.before.get((name, id_), (None, None))[0]
        return OwnCount(
            self.report.settings.label(id_), *(NO_VALUE if value is None else str(value) for value in (own, before))
        )

    def _handed_back_late(self, name: str) -> OwnCount:
        """退回超期, without 检举控告."""
        own, before = (tables.get("late_returns") for tables in (self.report.tables, self.report.previous))
        return OwnCount(
            "退回超期",
            *(NO_VALUE if rows is None else str(int((rows["township"] == name).sum())) for rows in (own, before)),
        )

    def _condition(self, row: dict[str, Any]) -> OwnCondition:
        count, holds = whole(row["count"]), row["holds"]
        return OwnCondition(
            str(row["condition"]),
            NO_VALUE if count is None else str(count),
            state_label(Title, Title.UNASSESSED) if pd.isna(holds) else _HOLDS[bool(holds)],
            in_lines(self.overview.evidence(row["case_nos"]), _CASES_WIDTH),
        )


def _beside(listed: Sequence[object], unlisted: int, none: str) -> str:
    """What stands under a list: that there is nothing (``none``), or how many matters more are in no list."""
    if unlisted:
        return paper_words.UNLISTED.format(count=unlisted)
    return "" if listed else none


def own_matter(row: dict[Any, Any], days: str) -> OwnMatter:
    """The record of a row of Report.overdue or Report.due_soon; ``days``: the column with the number of days."""
    registered_on, accepted_on, due = (
        NO_VALUE if pd.isna(row[c]) else f"{row[c]:%Y-%m-%d}" for c in ("registered_on", "accepted_on", "due")
    )
    return OwnMatter(str(row["case_no"]), str(row["kind"]), registered_on, accepted_on, due, days_over(int(row[days])))


def _fault(fault: Finding) -> OwnFault:
    place = " ".join(part for part in (fault.place.sheet, fault.place.cell) if part)
    return OwnFault(fault.severity.value, place, fault.message, fault.remedy)


FEEDBACK = Kind(ROW, describe(Feedback), _make)
