"""函件/<乡镇>-督办函.docx and -工作提示函.docx, one per township, and 内部/约谈建议名单.docx: what 关注规则 demands."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Annotated, Any

import pandas as pd

from pipeline.base.county import COUNTY
from pipeline.base.listed import texts_in
from pipeline.base.rate import Rate
from pipeline.bundles import Report
from pipeline.messages import paper_words
from pipeline.render.naming import Name, describe
from pipeline.render.overview import NO_VALUE, Overview
from pipeline.render.papers.behind import Lacking
from pipeline.render.papers.facts import Facts, pairs_of, rate_of, rows_of
from pipeline.render.papers.feedback import own_matter
from pipeline.render.papers.feedback_names import OwnMatter
from pipeline.render.papers.paper import Kind, Made, Paper, Sheet, body_of, made_of, paper_names, sheet_names
from pipeline.render.papers.urging_words import (
    OVERDUE_KINDS,
    UNACCEPTED,
    UNCONCLUDED,
    by_what,
    urge_rule,
    without_columns,
    you,
)
from pipeline.render.phrases import called, counted, in_lines, rate_words, sense_lines
from pipeline.schema.indicators import INDICATOR
from pipeline.schema.papers import PAPER, PaperRow

_REASON_WIDTH, _LINE_WIDTH = 15, 26
"""Characters of a line of 触发事由, and of one of the text."""
_URGE, _REMIND, _SUMMON = (PAPER[name] for name in ("督办函", "工作提示函", "约谈建议名单"))


@dataclass(frozen=True, slots=True)
class Letter(Paper):
    """The names that both letters have."""

    township: Annotated[str, Name("乡镇", "收函的乡镇", "城关镇")]
    you: Annotated[str, Name("你单位", "正文里的称呼", "你镇")]
    reply_days: Annotated[int, Name("回复天数", "收到后多少日内函复", "15")]


@dataclass(frozen=True, slots=True)
class Reminded:
    """One of 提示."""

    label: Annotated[str, Name("名称", "指标名称", "按期办结率")]
    own: Annotated[str, Name("本乡镇", "本乡镇的数", "85.0%（17/20）")]
    county: Annotated[str, Name("全县", "全县的数，没有时为—", "91.8%（579/631）")]
    before: Annotated[str, Name("上期", "本乡镇上期的数，没有时为—", "92.3%（12/13）")]
    line: Annotated[str, Name("标准", "标准线，没有时为—", "90%")]
    rule: Annotated[str, Name("规则", "为什么提示", "按期办结率低于90%、分母不少于10件的予以提示")]
    behind: Annotated[str, Name("涉及", "指标背后的事项，没有时为空", "评价不满意的2件，按内容分类为民政2件")]


@dataclass(frozen=True, slots=True)
class Urging(Letter):
    """The whole 督办函. Its second part says what a 工作提示函 would say, for a township gets only one letter."""

    about: Annotated[str, Name("事由", "函告的是什么", "逾期信访事项")]
    rule: Annotated[str, Name("规则", "为什么督办、期限怎样算", "按本县规定，有逾期未办结事项的发函督办。")]
    count: Annotated[int, Name("件数", "所列事项，一件计一次", "3")]
    kinds: Annotated[str, Name("情况", "两种逾期各有多少", "逾期未受理1件、逾期未办结2件")]
    unlisted: Annotated[str, Name("不列", "另有多少件按规定不列，没有时为空", "另有1件按规定不列。")]
    unaccepted: Annotated[bool, Name("未受理", "有逾期未受理的", "是")]
    unconcluded: Annotated[bool, Name("未办结", "有逾期未办结的", "是")]
    matters: Annotated[tuple[OwnMatter, ...], Name("事项", "逾期的事项，检举控告除外")]
    points: Annotated[tuple[Reminded, ...], Name("提示", "第二部分：低于标准线的指标，没有时为空")]
    omitted: Annotated[
        str, Name("遗漏", "第二部分：台账遗漏的信访件编号，没有时为空", "QH202301120001、QH202301150002")
    ]


@dataclass(frozen=True, slots=True)
class Reminding(Letter):
    """The whole 工作提示函."""

    points: Annotated[tuple[Reminded, ...], Name("提示", "低于标准线的指标")]
    omitted: Annotated[str, Name("遗漏", "台账遗漏的信访件编号，没有时为空", "QH202301120001、QH202301150002")]
    causes: Annotated[str, Name("原因", "所列情况应当核对的原因", "办理进度是否跟踪、期限临近是否提醒")]


@dataclass(frozen=True, slots=True)
class Proposed:
    """One of 名单."""

    township: Annotated[str, Name("乡镇", "乡镇", "城关镇")]
    reason: Annotated[str, Name("事由", "触发的规则", "按期办结率连续两个月低于90%")]
    before: Annotated[str, Name("上月", "上月的数", "88.2%（15/17）")]
    figures: Annotated[str, Name("数据", "本月的数", "85.0%（17/20）")]


@dataclass(frozen=True, slots=True)
class Summoning(Sheet):
    """The whole 约谈建议名单."""

    called: Annotated[str, Name("称谓", "所列的都是乡镇时为乡镇，有县直部门时为单位", "乡镇")]
    proposed: Annotated[tuple[Proposed, ...], Name("名单", "每个乡镇一项，最突出的在前")]


def _rows(report: Report, row: PaperRow) -> dict[str, list[dict[Any, Any]]]:
    """Township -> its rows of the table letters that ask for this paper, in the order of the table."""
    letters = report.tables["letters"]
    chosen = letters[letters["document"] == row.letter]
    return rows_of(chosen)


def _urge(report: Report) -> Iterator[Made]:
    overview, points = Overview(report), _Points(report)
    late = {str(name): rows for name, rows in overview.overdue.groupby("township", sort=False)}
    for name, rows in _rows(report, _URGE).items():
        mine = late.get(name, overview.overdue.head(0))
        others = [row for row in rows if row["indicator"] not in OVERDUE_KINDS]
        kinds = Counter(mine["kind"])
        told, omitted = points.of(name, others)
        if mine.empty and not told and not omitted:
            continue
        names = _letter(report, _URGE, name, paper_words.URGE_TITLE_OTHERS if mine.empty else paper_words.URGE_TITLE)
        hidden = 0 if mine.empty else overview.overdue_unlisted[name]
        letter = Urging(
            **names,
            about=paper_words.URGE_ABOUT_OTHERS if mine.empty else paper_words.URGE_ABOUT,
            rule=urge_rule(kinds, today=bool((mine["days_over"] == 0).any())) + by_what(report, name, mine),
            count=mine["case_no"].nunique(),
            kinds=counted(kinds, "件"),
            unlisted=paper_words.UNLISTED_HERE.format(count=hidden) if hidden else "",
            unaccepted=UNACCEPTED in kinds,
            unconcluded=UNCONCLUDED in kinds,
            matters=tuple(own_matter(row, "days_over") for row in mine.to_dict("records")),
            points=told,
            omitted=omitted,
        )
        yield made_of(_URGE, letter, name)


def _remind(report: Report) -> Iterator[Made]:
    points = _Points(report)
    for name, rows in _rows(report, _REMIND).items():
        told, omitted = points.of(name, rows)
        if not told and not omitted:
            continue
        causes = dict.fromkeys(paper_words.CAUSES[i] for row in rows if (i := row["indicator"]) in paper_words.CAUSES)
        names = _letter(report, _REMIND, name, "关于提示信访工作有关情况的函")
        yield made_of(_REMIND, Reminding(**names, points=told, omitted=omitted, causes="，".join(causes)), name)


class _Points:
    """What letters say of indicators, with all that lies behind them."""

    def __init__(self, report: Report) -> None:
        self._report, self._facts = report, Facts(report)
        self._lacking, self._overview = Lacking(report, self._facts.weighted), Overview(report)
        self._before = pairs_of(report.previous["indicators"]) if "indicators" in report.previous else {}

    def of(self, name: str, rows: Sequence[dict[Any, Any]]) -> tuple[tuple[Reminded, ...], str]:
        """The indicators below their lines, and the case numbers that the ledger omits, each whole on one line."""
        points = tuple(self._point(name, row) for row in rows if row["indicator"] in INDICATOR)
        numbers = (n for row in rows if row["indicator"] not in INDICATOR for n in texts_in(row["case_nos"]))
        return points, in_lines("、".join(numbers), _LINE_WIDTH)

    def _point(self, name: str, row: dict[Any, Any]) -> Reminded:
        id_, label, line = str(row["indicator"]), self._report.settings.label(str(row["indicator"])), _text(row["line"])
        counts = INDICATOR[id_].count
        least = next((rule.least for rule in self._report.settings.attention if rule.indicator == id_), 0)
        return Reminded(
            label,
            _value(self._facts.rates.get((name, id_)), count=counts),
            _value(self._facts.rates.get((COUNTY, id_)), count=counts),
            _value(self._before.get((name, id_)), count=counts),
            line or NO_VALUE,
            paper_words.REMIND_RULE.format(label=label, line=line, least=least)
            if line
            else paper_words.COUNT_RULE.format(label=label),
            self._concerned(row["case_nos"]) if counts else self._behind(name, id_),
        )

    def _behind(self, name: str, id_: str) -> str:
        """The matters behind a rate, and the columns that decide it and that the ledger lacks."""
        labels = without_columns(self._report, name, INDICATOR[id_].fields)
        quoted = "、".join(f"“{label}”" for label in labels)
        lacking = paper_words.NO_COLUMN_BEHIND.format(labels=quoted) if labels else ""
        return "；".join(filter(None, (self._lacking.in_words(name, id_), lacking)))

    def _concerned(self, case_nos: object) -> str:
        """The matters behind a number, by their own; '' where none of them may be named."""
        cases = self._overview.evidence(case_nos)
        return paper_words.CONCERNED.format(cases=cases) if cases else ""


def _value(pair: tuple[int | None, int | None] | None, *, count: bool) -> str:
    if not count:
        return _rate_text(rate_of(pair))
    return NO_VALUE if pair is None or pair[0] is None else f"{pair[0]}件"


def _summon(report: Report) -> Iterator[Made]:
    listed = _rows(report, _SUMMON)
    if listed:
        title = f"{report.period.label}信访工作约谈建议名单"
        months = (report.previous, report.tables)
        proposed = tuple(
            Proposed(
                name,
                "\n".join(_reason(report, row) for row in rows),
                *("\n".join(_figures(month, rows)) for month in months),
            )
            for name, rows in listed.items()
        )
        names = sheet_names(report, title, body_of(report, _SUMMON.issuer))
        units = called(listed, report.settings.departments)
        yield made_of(_SUMMON, Summoning(**names, called=units, proposed=proposed))


def _reason(report: Report, row: dict[Any, Any]) -> str:
    """The reason without the figures, which stand beside it; with the numbers of the matters that it rests on."""
    id_, line = str(row["indicator"]), _text(row["line"])
    if line:
        return paper_words.TWICE_BELOW.format(label=report.settings.label(id_), line=line)
    if id_ not in INDICATOR:
        return paper_words.TWICE_LEFT_OUT
    cases = "、".join(texts_in(row["case_nos"]))
    return _text(row["reason"]) + (f"：\n{in_lines(cases, _REASON_WIDTH)}" if cases else "")


def letter_names(report: Report, document: str, name: str, *, issuer: str, title: str) -> dict[str, Any]:
    """The fields of Letter for the township ``name``."""
    department = name in report.settings.departments
    names = paper_names(
        report,
        document,
        title=title,
        issuer=issuer,
        mark=issuer,
        addressee=name if department else f"{name}信访工作联席会议",
        township=name,
    )
    return {**names, "township": name, "you": you(report, name), "reply_days": report.settings.options.reply_days}


def _letter(report: Report, row: PaperRow, name: str, about: str) -> dict[str, Any]:
    issuer = body_of(report, row.issuer)
    title = f"{sense_lines(issuer, report.settings.office.get('县名', ''))}\n{about}"
    return letter_names(report, row.name, name, issuer=issuer, title=title)


def _rate_text(rate: Rate | None) -> str:
    return NO_VALUE if rate is None else rate_words(rate)


def _figures(month: Mapping[str, pd.DataFrame], rows: Sequence[dict[Any, Any]]) -> Iterator[str]:
    """What a month's tables say of each reason: the rate, both counts of overdue matters, or the matters left out."""
    pairs = pairs_of(month["indicators"]) if "indicators" in month else {}
    for row in rows:
        name, id_ = str(row["township"]), str(row["indicator"])
        if id_ in OVERDUE_KINDS:
            counts = {INDICATOR[each].label: pairs.get((name, each), (0, None))[0] or 0 for each in OVERDUE_KINDS}
            yield counted(counts, "件") or NO_VALUE
        elif id_ in INDICATOR:
            yield _rate_text(rate_of(pairs.get((name, id_))))
        else:
            omitted = month.get("omissions")
            count = 0 if omitted is None else int((omitted["township"] == name).sum())
            yield paper_words.LEFT_OUT.format(count=count) if count else NO_VALUE


def _text(value: object) -> str:
    return "" if not isinstance(value, str) or pd.isna(value) else value


URGE = Kind(_URGE, describe(Urging), _urge)
REMIND = Kind(_REMIND, describe(Reminding), _remind)
SUMMON = Kind(_SUMMON, describe(Summoning), _summon)
