"""函件/<乡镇>-督办函.docx and -工作提示函.docx, one per township, and 内部/约谈建议名单.docx: what 关注规则 demands."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Annotated, Any

import pandas as pd

from pipeline.base.county import COUNTY
from pipeline.base.listed import texts_in
from pipeline.base.rate import Rate
from pipeline.bundles import Report
from pipeline.render.naming import Name, describe
from pipeline.render.overview import NO_VALUE, Overview, whole
from pipeline.render.papers.facts import Facts, pairs_of, rate_of
from pipeline.render.papers.feedback import OwnMatter, own_matter
from pipeline.render.papers.paper import Kind, Made, Paper, Sheet, body_of, made_of, paper_names, sheet_names
from pipeline.render.phrases import rate_words, sense_lines
from pipeline.schema.indicators import INDICATOR
from pipeline.schema.papers import PAPER, PaperRow
from pipeline.schema.showable import TOWNSHIP_ENDINGS

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


@dataclass(frozen=True, slots=True)
class Urging(Letter):
    """The whole 督办函. Its second part says what a 工作提示函 would say, for a township gets only one letter."""

    count: Annotated[int, Name("件数", "所列事项", "3")]
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


@dataclass(frozen=True, slots=True)
class Proposed:
    """One of 名单."""

    township: Annotated[str, Name("乡镇", "乡镇", "城关镇")]
    reason: Annotated[str, Name("事由", "触发的规则", "按期办结率连续两个月低于90%")]
    figures: Annotated[str, Name("数据", "本期的数", "85.0%（17/20）")]


@dataclass(frozen=True, slots=True)
class Summoning(Sheet):
    """The whole 约谈建议名单."""

    proposed: Annotated[tuple[Proposed, ...], Name("名单", "每个乡镇一项，最突出的在前")]


def _rows(report: Report, row: PaperRow) -> dict[str, list[dict[Any, Any]]]:
    """Township -> its rows of the table letters that ask for this paper, in the order of the table."""
    letters = report.tables["letters"]
    chosen = letters[letters["document"] == row.letter]
    return {str(name): rows.to_dict("records") for name, rows in chosen.groupby("township", sort=False)}


def _urge(report: Report) -> Iterator[Made]:
    late = {
        str(name): rows.to_dict("records") for name, rows in Overview(report).overdue.groupby("township", sort=False)
    }
    for name, rows in _rows(report, _URGE).items():
        matters = tuple(own_matter(row, "days_over") for row in late.get(name, []))
        if matters:
            names = _letter(report, _URGE, name, "关于督促办理逾期信访事项的函")
            points, omitted = _points(report, name, [row for row in rows if row["part"] == 2])
            letter = Urging(**names, count=len(matters), matters=matters, points=points, omitted=omitted)
            yield made_of(_URGE, letter, name)


def _remind(report: Report) -> Iterator[Made]:
    for name, rows in _rows(report, _REMIND).items():
        points, omitted = _points(report, name, rows)
        names = _letter(report, _REMIND, name, "关于提示信访工作有关情况的函")
        yield made_of(_REMIND, Reminding(**names, points=points, omitted=omitted), name)


def _points(report: Report, name: str, rows: list[dict[Any, Any]]) -> tuple[tuple[Reminded, ...], str]:
    """The indicators below their lines, and the case numbers that the ledger omits, joined by 、."""
    facts = Facts(report)
    before = pairs_of(report.previous["indicators"]) if "indicators" in report.previous else {}
    points = tuple(
        Reminded(
            report.settings.label(str(row["indicator"])),
            _rate_text(facts.rate(name, row["indicator"])),
            _rate_text(facts.rate(COUNTY, row["indicator"])),
            _rate_text(rate_of(before.get((name, row["indicator"])))),
            _text(row["line"]) or NO_VALUE,
        )
        for row in rows
        if row["indicator"] in INDICATOR
    )
    return points, "、".join(
        number for row in rows if row["indicator"] not in INDICATOR for number in texts_in(row["case_nos"])
    )


def _summon(report: Report) -> Iterator[Made]:
    listed = _rows(report, _SUMMON)
    if listed:
        title = f"{report.period.label}信访工作约谈建议名单"
        proposed = tuple(
            Proposed(name, "；".join(_text(row["reason"]) for row in rows), "；".join(_figures(row) for row in rows))
            for name, rows in listed.items()
        )
        yield made_of(
            _SUMMON, Summoning(**sheet_names(report, title, body_of(report, _SUMMON.issuer)), proposed=proposed)
        )


def letter_names(report: Report, document: str, name: str, *, issuer: str, title: str) -> dict[str, Any]:
    """The fields of Letter for the township ``name``."""
    suffix = next((ending for ending in TOWNSHIP_ENDINGS if name.endswith(ending)), "单位")
    names = paper_names(
        report,
        document,
        title=title,
        issuer=issuer,
        mark=issuer,
        addressee=f"{name}信访工作联席会议",
        township=name,
    )
    return {**names, "township": name, "you": f"你{suffix}", "reply_days": report.settings.options.reply_days}


def _letter(report: Report, row: PaperRow, name: str, about: str) -> dict[str, Any]:
    issuer = body_of(report, row.issuer)
    title = f"{sense_lines(issuer, report.settings.office.get('县名', ''))}\n{about}"
    return letter_names(report, row.name, name, issuer=issuer, title=title)


def _rate_text(rate: Rate | None) -> str:
    return NO_VALUE if rate is None else rate_words(rate)


def _figures(row: dict[Any, Any]) -> str:
    n, of = whole(row["numerator"]), whole(row["denominator"])
    if n is None:
        return NO_VALUE
    return f"{n}件" if of is None else _rate_text(Rate(n, of) if of else None)


def _text(value: object) -> str:
    return "" if not isinstance(value, str) or pd.isna(value) else value


URGE = Kind(_URGE, describe(Urging), _urge)
REMIND = Kind(_REMIND, describe(Reminding), _remind)
SUMMON = Kind(_SUMMON, describe(Summoning), _summon)
