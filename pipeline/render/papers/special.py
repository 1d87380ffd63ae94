"""通报/专项期间通报.docx: the circular of a special period, with the grid of its daily reports. No rate, no rank."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Annotated

import pandas as pd

from pipeline.bundles import Report
from pipeline.messages import paper_words
from pipeline.render.daily_grid import DailyGrid
from pipeline.render.naming import Name, describe
from pipeline.render.papers.circular import addressee_of
from pipeline.render.papers.circular_names import Attachment, Count, Overdue, Registered
from pipeline.render.papers.facts import Facts
from pipeline.render.papers.overdue_facts import overdue_of
from pipeline.render.papers.paper import Kind, Made, Paper, body_of, made_of, paper_names
from pipeline.render.phrases import called, day_words, sense_lines, units
from pipeline.schema.papers import PAPER
from pipeline.schema.settings_sheets import MEASURES_PAPER
from pipeline.schema.vocabulary import Daily

ROW = PAPER["专项期间通报"]
_MOST_DAYS = 20
"""The most days that stand side by side on an upright page."""


@dataclass(frozen=True, slots=True)
class OfUnit:
    """One of 缺报 and of 迟报: a unit with its days."""

    unit: Annotated[str, Name("单位", "乡镇", "马头乡")]
    days: Annotated[str, Name("日期", "哪些天，一个月里的写在一起", "3月5日、8日")]
    count: Annotated[int, Name("天数", "共几天", "2")]


@dataclass(frozen=True, slots=True)
class DailyReports:
    """每日报送."""

    kept: Annotated[bool, Name("有登记", "报送登记里有每日报送", "是")]
    units: Annotated[str, Name("单位", "应每日报送的个数", "20个乡镇")]
    due: Annotated[int, Name("应报", "应报的次数，一个乡镇一天一次", "340")]
    sent: Annotated[int, Name("按日报送", "当日报送的次数，零报告在内", "330")]
    zero: Annotated[int, Name("零报告", "其中零报告的次数", "325")]
    late_count: Annotated[int, Name("迟报次数", "以后才报的次数", "4")]
    missing_count: Annotated[int, Name("缺报次数", "没有报的次数", "6")]
    missing: Annotated[tuple[OfUnit, ...], Name("缺报", "有缺报的乡镇，没有时为空")]
    late: Annotated[tuple[OfUnit, ...], Name("迟报", "有迟报的乡镇，没有时为空")]
    missing_units: Annotated[str, Name("缺报单位", "有缺报的乡镇，两个以上带个数", "南坪乡、马头乡2个乡镇")]


@dataclass(frozen=True, slots=True)
class GridLine:
    """A row of one of 逐日表."""

    unit: Annotated[str, Name("单位", "乡镇", "城关镇")]
    signs: Annotated[tuple[str, ...], Name("格", "每天一格：零、报、迟、缺")]


@dataclass(frozen=True, slots=True)
class GridTable:
    """One of 逐日表: the days of one month, at most twenty side by side."""

    title: Annotated[str, Name("名称", "这张表的日期", "2023年3月4日至20日")]
    days: Annotated[tuple[str, ...], Name("日", "各列是几日")]
    lines: Annotated[tuple[GridLine, ...], Name("行", "每个乡镇一行")]


@dataclass(frozen=True, slots=True)
class SpecialPaper(Paper):
    """The whole 专项期间通报."""

    first_day: Annotated[str, Name("第一日", "专项期间第一天", "2023年3月4日")]
    last_day: Annotated[str, Name("最后一日", "专项期间最后一天", "2023年3月20日")]
    length: Annotated[int, Name("天数", "专项期间共几天", "17")]
    registered: Annotated[Registered, Name("登记", "从第一天到最后一天登记的事项")]
    counts: Annotated[tuple[Count, ...], Name("件数", "逾期、积案、督办的全县件数")]
    daily: Annotated[DailyReports, Name("每日", "每日报送情况")]
    overdue: Annotated[Overdue, Name("逾期", "逾期事项")]
    grid: Annotated[tuple[GridTable, ...], Name("逐日表", "谁在哪一天报了，没有每日报送登记时为空")]
    attachments: Annotated[tuple[Attachment, ...], Name("附件", "附件说明")]
    grid_number: Annotated[str, Name("逐日表附件号", "逐日表是第几个附件，没有时为空", "附件1")]
    notes_number: Annotated[str, Name("口径附件号", "统计口径是第几个附件", "附件2")]
    notes: Annotated[tuple[str, ...], Name("口径", "统计口径；设置了口径文书的，只有变化和本期说明")]
    notes_title: Annotated[str, Name("口径标题", "口径附件的标题", "统计口径")]
    measures_paper: Annotated[str, Name("口径文书", "设置·单位的口径文书，没有时为空", "《青禾县信访统计口径》")]


def special_paper(report: Report) -> SpecialPaper:
    """The values of 专项期间通报.docx for a range of days."""
    facts, body, office = Facts(report), body_of(report, ROW.issuer), report.settings.office
    grid, period = DailyGrid(report.tables["daily"]), report.period
    measures = office.get(MEASURES_PAPER, "")
    notes_title = paper_words.CHANGED_MEASURES if measures else paper_words.MEASURES
    titles = [*([paper_words.GRID_TITLE] if grid.days else []), notes_title]
    names = paper_names(
        report,
        ROW.name,
        title=f"{sense_lines(body, office.get('县名', ''))}\n{paper_words.SPECIAL_TITLE.format(period=period.label)}",
        issuer=body,
        mark=f"{body}文件",
        addressee=addressee_of(report),
    )
    return SpecialPaper(
        **names,
        first_day=day_words(period.first_day),
        last_day=day_words(period.last_day),
        length=(period.last_day - period.first_day).days + 1,
        registered=facts.registered(),
        counts=facts.counts(),
        daily=_daily(report, grid),
        overdue=overdue_of(report),
        grid=tuple(_tables(report, grid)),
        attachments=tuple(Attachment(at, title) for at, title in enumerate(titles, 1)),
        grid_number="附件1" if grid.days else "",
        notes_number="附件2" if grid.days else "附件",
        notes=report.own_notes if measures else report.notes,
        notes_title=notes_title,
        measures_paper=measures,
    )


def _daily(report: Report, grid: DailyGrid) -> DailyReports:
    apart = report.settings.departments
    owing = list(dict.fromkeys(grid.table["township"]))
    missing, late = (tuple(_of_units(report, grid, state)) for state in (Daily.MISSING, Daily.LATE))
    return DailyReports(
        kept=bool(grid.days),
        units=f"{len(owing)}个{called(owing, apart)}",
        due=len(grid.table),
        sent=grid.count(Daily.ON_TIME, Daily.ZERO),
        zero=grid.count(Daily.ZERO),
        late_count=grid.count(Daily.LATE),
        missing_count=grid.count(Daily.MISSING),
        missing=missing,
        late=late,
        missing_units=units([each.unit for each in missing], departments=apart),
    )


def _of_units(report: Report, grid: DailyGrid, state: Daily) -> Iterator[OfUnit]:
    for name in report.submissions:
        if days := grid.days_of(name, state):
            yield OfUnit(name, days_in_words(days), len(days))


def days_in_words(days: Sequence[pd.Timestamp]) -> str:
    """Days of a period, those of one month together.

    >>> days_in_words([pd.Timestamp("2023-03-05"), pd.Timestamp("2023-03-08"), pd.Timestamp("2023-04-01")])
    '3月5日、8日、4月1日'
    """
    months = groupby(days, key=lambda day: (day.year, day.month))
    return "、".join(f"{month}月" + "、".join(f"{day.day}日" for day in same) for (_, month), same in months)


def _tables(report: Report, grid: DailyGrid) -> Iterator[GridTable]:
    """A table for the days of each month; those of more than _MOST_DAYS in two of about the same width."""
    for _, same in groupby(grid.days, key=lambda day: (day.year, day.month)):
        days = list(same)
        parts = -(-len(days) // _MOST_DAYS)
        width = -(-len(days) // parts)
        for start in range(0, len(days), width):
            yield _table(report, grid, days[start : start + width])


def _table(report: Report, grid: DailyGrid, days: Sequence[pd.Timestamp]) -> GridTable:
    first, last = days[0], days[-1]
    until = f"至{last.day}日" if last != first else ""
    return GridTable(
        f"{day_words(first.date())}{until}",
        tuple(str(day.day) for day in days),
        tuple(
            GridLine(name, tuple(grid.sign(name, day) for day in days))
            for name in report.submissions
            if any(grid.sign(name, day) for day in days)
        ),
    )


def _make(report: Report) -> Iterator[Made]:
    yield made_of(ROW, special_paper(report))


SPECIAL = Kind(ROW, describe(SpecialPaper), _make)
