"""内部/年度报告附表.docx: the tables behind a yearly report on petition work, which 信访工作条例 demands."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Annotated, Any

import pandas as pd

from pipeline.base.county import COUNTY
from pipeline.base.rate import Rate
from pipeline.bundles import Report
from pipeline.messages import paper_words
from pipeline.render.naming import Name, describe
from pipeline.render.overview import NO_VALUE
from pipeline.render.papers.facts import Facts
from pipeline.render.papers.paper import Kind, Made, Sheet, body_of, made_of, sheet_names
from pipeline.render.phrases import called
from pipeline.schema.ledger import CHANNELS, CLASSES, HANDLINGS, LEVELS
from pipeline.schema.papers import PAPER
from pipeline.schema.table_labels import BLANK, VOLUME_LABELS
from pipeline.schema.vocabulary import Answer

ROW = PAPER["年度报告附表"]
_CODES = {"channel": CHANNELS, "class": CLASSES, "level": LEVELS, "handling": HANDLINGS}
_UNIT_RATES = ("accepted_on_time", "concluded_on_time", "resolution", "satisfaction", "conclusion")


@dataclass(frozen=True, slots=True)
class Volume:
    """A row of 形式, 内容, 层级 or 处理."""

    label: Annotated[str, Name("名称", "形式、内容分类、层级或处理方式，最后是合计", "来访")]
    matters: Annotated[int, Name("件数", "事项", "3120")]
    share: Annotated[str, Name("占比", "占全部的百分率", "40.2%")]
    visits: Annotated[int, Name("批次", "来访批次", "3120")]
    persons: Annotated[int, Name("人次", "来访人次", "6410")]
    before: Annotated[str, Name("上年", "上年件数，没有时为—", "3305")]


@dataclass(frozen=True, slots=True)
class Unit:
    """A row of 单位."""

    township: Annotated[str, Name("乡镇", "乡镇，最后是全县", "城关镇")]
    matters: Annotated[int, Name("件数", "登记事项", "412")]
    cells: Annotated[tuple[str, ...], Name("格", "各指标的分子/分母和百分率")]


@dataclass(frozen=True, slots=True)
class Work:
    """A row of 工作."""

    label: Annotated[str, Name("名称", "转送交办、督办、接访、抽查", "督办登记")]
    value: Annotated[str, Name("数量", "件数或次数；没有登记簿的为—", "56件，其中认定有责12件")]


@dataclass(frozen=True, slots=True)
class Annual(Sheet):
    """The whole 年度报告附表."""

    called: Annotated[str, Name("称谓", "所列的都是乡镇时为乡镇，有县直部门时为单位", "乡镇")]
    channels: Annotated[tuple[Volume, ...], Name("形式", "按信访形式")]
    classes: Annotated[tuple[Volume, ...], Name("内容", "按内容分类")]
    levels: Annotated[tuple[Volume, ...], Name("层级", "按信访层级")]
    handlings: Annotated[tuple[Volume, ...], Name("处理", "本年办结的，按三到位一处理")]
    columns: Annotated[tuple[str, ...], Name("列", "单位表的指标名称")]
    units: Annotated[tuple[Unit, ...], Name("单位", "每个乡镇一行，最后是全县")]
    work: Annotated[tuple[Work, ...], Name("工作", "交办、督办、接访、建议")]
    notes: Annotated[tuple[str, ...], Name("口径", "统计口径")]


def _make(report: Report) -> Iterator[Made]:
    facts = Facts(report)
    title = f"{report.period.label}信访工作统计表"
    names = [*report.submissions, COUNTY]
    registered = _registered(report.tables["calendar"])
    yield made_of(
        ROW,
        Annual(
            **sheet_names(report, title, body_of(report, ROW.issuer)),
            called=called(report.submissions, report.settings.departments),
            channels=_volumes(report, "channel"),
            classes=_volumes(report, "class"),
            levels=_volumes(report, "level"),
            handlings=_volumes(report, "handling"),
            columns=tuple(report.settings.label(i) for i in _UNIT_RATES),
            units=tuple(Unit(n, registered.get(n, 0), tuple(_cell(facts, n, i) for i in _UNIT_RATES)) for n in names),
            work=(*_work(report.registers, report), *_advice(report)),
            notes=(_by_calendar(report), *_blanks(report.tables["calendar"]), *report.notes),
        ),
    )


def _volumes(report: Report, by: str) -> tuple[Volume, ...]:
    """A row per code of a field, also for codes without a matter; then 合计.

    Matters without a code have no row; 合计 holds them, and the denominator of 占比 is all matters.
    """
    rows = _rows(report.tables["calendar"], by)
    before = _rows(report.previous["calendar"], by) if "calendar" in report.previous else None
    total = sum(int(row["matters"]) for row in rows.values())
    volumes = []
    for code in _CODES[by]:
        row = rows.get(code)
        matters, visits, persons = (0, 0, 0) if row is None else (int(row[c]) for c in ("matters", "visits", "persons"))
        then = NO_VALUE if before is None else str(int(before[code]["matters"]) if code in before else 0)
        volumes.append(Volume(code, matters, Rate(matters, total).percent, visits, persons, then))
    return (*volumes, _total(rows, before))


def _total(rows: Mapping[str, dict[Any, Any]], before: Mapping[str, dict[Any, Any]] | None) -> Volume:
    """合计: the sum of every row, matters without a code included; — for a share of nothing."""
    matters, visits, persons = (sum(int(row[c]) for row in rows.values()) for c in ("matters", "visits", "persons"))
    then = NO_VALUE if before is None else str(sum(int(row["matters"]) for row in before.values()))
    return Volume("合计", matters, Rate(matters, matters).percent, visits, persons, then)


def _by_calendar(report: Report) -> str:
    """How the matters are counted, and of which townships what came after their last ledger isn't known."""
    windows, last = report.tables["windows"], pd.Timestamp(report.period.last_day)
    ended = windows.groupby("township", sort=False)["last"].max()
    early = [name for name in report.submissions if name in ended.index and ended[name] < last]
    by_calendar = paper_words.BY_CALENDAR
    if not early:
        return by_calendar
    return paper_words.LAST_LEDGERS.format(
        by_calendar=by_calendar, townships=len(early), month=last.month, day=last.day
    )


def _blanks(volumes: pd.DataFrame) -> Iterator[str]:
    """A sentence for each field with matters that have no code, which its table leaves out."""
    for by in _CODES:
        row = _rows(volumes, by).get(BLANK)
        if row is not None:
            yield paper_words.BLANKS.format(field=VOLUME_LABELS[by], matters=row["matters"])


def _rows(volumes: pd.DataFrame, by: str) -> dict[str, dict[Any, Any]]:
    chosen = volumes[(volumes["township"] == COUNTY) & (volumes["by"] == by)]
    return {str(row["code"]): row for row in chosen.to_dict("records")}


def _registered(volumes: pd.DataFrame) -> dict[str, int]:
    rows = volumes[volumes["by"] == "channel"]
    return {str(name): int(count) for name, count in rows.groupby("township")["matters"].sum().items()}


def _cell(facts: Facts, name: str, id_: str) -> str:
    rate = facts.rate(name, id_)
    return NO_VALUE if rate is None else f"{rate.numerator}/{rate.denominator}\n{rate.percent}"


def _work(registers: Mapping[str, pd.DataFrame], report: Report) -> tuple[Work, ...]:
    """Counts over the registers of the year; — without the register."""
    first, last = pd.Timestamp(report.period.first_day), pd.Timestamp(report.period.last_day)

    def of_year(id_: str, day: str) -> pd.DataFrame | None:
        rows = registers.get(id_)
        return None if rows is None else rows[rows[day].between(first, last)]

    assigned, supervised, visits = (
        of_year("assigned", "assigned_on"),
        of_year("supervised", "supervised_on"),
        of_year("visits", "on"),
    )
    return (
        Work("交办（交办清单）", NO_VALUE if assigned is None else f"{assigned['case_no'].nunique()}件"),
        Work(
            "督办（督办登记）",
            NO_VALUE
            if supervised is None
            else f"{len(supervised)}件，其中认定有责{int((supervised['at_fault'] == Answer.YES).sum())}件",
        ),
        Work(
            "领导接访（接访登记）",
            NO_VALUE
            if visits is None
            else f"{visits['on'].nunique()}天，接待{int(visits['visits'].sum())}批次，"
            f"当场化解{int(visits['settled'].sum())}批次",
        ),
    )


def _advice(report: Report) -> Iterator[Work]:
    """The county's 建议 by kind (信访工作条例, Art. 40 and 41)."""
    table = report.tables["advice"]
    for row in table[table["township"] == COUNTY].to_dict("records"):
        yield Work(
            f"{row['kind']}的建议（建议登记）", f"{row['given']}条，书面反馈{row['answered']}条，采纳{row['adopted']}条"
        )
    if "advice" not in report.registers:
        yield Work("建议（建议登记）", NO_VALUE)


ANNUAL = Kind(ROW, describe(Annual), _make)
