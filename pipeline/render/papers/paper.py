"""What papers have in common: the names of letterhead and signature, and the declaration of a kind of paper."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from functools import partial
from typing import Annotated, Any, Protocol

from pipeline.base.period import Period
from pipeline.bundles import Report
from pipeline.render.naming import Name, Shape, as_context
from pipeline.render.phrases import day_words
from pipeline.schema.papers import PaperRow
from pipeline.settings.record import Settings


@dataclass(frozen=True, slots=True)
class Sheet:
    """The names of a sheet for the office's own use, which every paper has too."""

    title: Annotated[str, Name("标题", "标题，按意思分行", "关于2023年2月全县信访事项办理情况的通报")]
    county: Annotated[str, Name("县名", "县名", "青禾县")]
    issuer: Annotated[str, Name("署名", "发文或编制机关", "青禾县信访工作联席会议办公室")]
    period: Annotated[str, Name("期间", "统计期间", "2023年2月")]
    earlier: Annotated[str, Name("上期", "上一期间的叫法", "上月")]
    cut_off: Annotated[str, Name("数据截至", "数据截至日", "2023年2月28日")]


@dataclass(frozen=True, slots=True)
class Paper(Sheet):
    """The names of a paper with letterhead, signature and 版记."""

    mark: Annotated[str, Name("机关标志", "红头上的文字", "青禾县信访工作联席会议办公室文件")]
    number: Annotated[str, Name("发文字号", "发文字号，没有设置时留空号", "青信联办〔2023〕3号")]
    addressee: Annotated[str, Name("主送", "主送机关", "各乡镇信访工作联席会议")]
    issued_on: Annotated[str, Name("成文日期", "成文日期，没有设置时留空", "2023年3月6日")]
    copies: Annotated[str, Name("抄送", "抄送机关，没有时为空", "市信访工作联席会议办公室")]
    printer: Annotated[str, Name("印发机关", "印发机关", "青禾县信访局")]
    printed_on: Annotated[str, Name("印发日期", "印发日期，没有设置时留空", "2023年3月6日")]
    publicity: Annotated[str, Name("公开属性", "信息公开选项", "不予公开")]
    contact: Annotated[str, Name("联系方式", "联系人和电话，没有时为空", "联系人：办公室，联系电话：0000-0000")]
    basis: Annotated[str, Name("依据", "设置·文书中本文书的依据，没有时为空", "《信访工作条例》")]
    consent: Annotated[str, Name("同意", "设置中填写的同意表述，没有时为空", "经县委、县政府同意")]


@dataclass(frozen=True, slots=True)
class Made:
    """One document to fill: its path in the edition, the title in its properties, the values for its template.

    ``context`` is called only when the document is filled, so that a missing value (naming.MissingValue) stops only
    this document.
    """

    path: str
    title: str
    context: Callable[[], dict[str, Any]]


def made_of(row: PaperRow, sheet: Sheet, township: str = "") -> Made:
    """The document of one record, with the title of the record."""
    return Made(row.path(township), sheet.title.replace("\n", ""), partial(as_context, sheet))


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of paper.

    ``row``: its declaration. ``names``: the shape of its context. ``make``: gives its documents for a report of one of
    its kinds of period; none where there is no occasion.
    """

    row: PaperRow
    names: Shape
    make: Callable[[Report], Iterator[Made]]

    @property
    def name(self) -> str:
        """The name of paper and template."""
        return self.row.name

    @property
    def template(self) -> str:
        """The template's file name."""
        return f"{self.name}.docx"

    def documents(self, report: Report) -> Iterator[Made]:
        """Its documents for a report; none for a kind of period for which it isn't made."""
        return self.make(report) if report.period.kind in self.row.periods else iter(())


class Issue(Protocol):
    """What letterhead and signature are made from: the report of a county, or a roll-up."""

    @property
    def period(self) -> Period:
        """The period reported on."""

    @property
    def cut_off(self) -> date:
        """The day 数据截至."""

    @property
    def settings(self) -> Settings:
        """The settings (单位 and 文书) of the issuing office."""


def body_of(report: Issue, key: str) -> str:
    """The full name of an office by its row in 单位 (联席会议, 联席会议办公室, 信访局)."""
    office = report.settings.office
    full_names = {"联席会议": "信访工作联席会议", "联席会议办公室": "信访工作联席会议办公室"}
    return office.get(key) or f"{office.get('县名', '')}{full_names.get(key, key)}"


def sheet_names(report: Issue, title: str, issuer: str) -> dict[str, str]:
    """The fields of Sheet."""
    return {
        "title": title,
        "county": report.settings.office.get("县名", ""),
        "issuer": issuer,
        "period": report.period.label,
        "earlier": report.period.earlier_word,
        "cut_off": day_words(report.cut_off),
    }


def paper_names(report: Issue, document: str, *, title: str, issuer: str, mark: str, addressee: str) -> dict[str, str]:
    """The fields of Paper. Until 单位 has them, number and dates are blanks to fill in by hand, with the year."""
    office, year = report.settings.office, report.cut_off.year
    return sheet_names(report, title, issuer) | {
        "mark": mark,
        "number": office.get("发文字号") or f"〔{year}〕　号",
        "addressee": addressee,
        "issued_on": office.get("成文日期") or f"{year}年　月　日",
        "copies": office.get("抄送", ""),
        "printer": office.get("印发机关") or issuer,
        "printed_on": office.get("印发日期") or f"{year}年　月　日",
        "publicity": office.get("公开属性", ""),
        "contact": _contact(report),
        "basis": report.settings.basis(document, report.period.last_day),
        "consent": "经县委、县政府同意" if office.get("经县委县政府同意") else "",
    }


def _contact(report: Issue) -> str:
    office = report.settings.office
    labelled = (("联系人", office.get("联系人", "")), ("联系电话", office.get("联系电话", "")))
    return "，".join(f"{label}：{value}" for label, value in labelled if value)
