"""What papers have in common: the names of letterhead and signature, and the declaration of a kind of paper."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from functools import partial
from typing import Annotated, Any, Protocol

from pipeline.base.period import Period
from pipeline.bundles import Report
from pipeline.editions.issued import Issued
from pipeline.messages.issuing import NO_HEAD
from pipeline.render.naming import Name, Shape, as_context
from pipeline.render.phrases import day_words
from pipeline.schema.papers import PAPERS, PaperRow
from pipeline.settings.record import Settings

BLANK_DAY = "　　　年　月　日"
_KINDS_OF_PLACE = "省市县区州盟旗"


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

    mark: Annotated[str, Name("机关标志", "红头上的文字，设置里没有县名时为空", "青禾县信访工作联席会议办公室文件")]
    number: Annotated[str, Name("发文字号", "发文字号，定稿前留空号", "青信联办〔2023〕3号")]
    addressee: Annotated[str, Name("主送", "主送机关", "各乡镇信访工作联席会议")]
    issued_on: Annotated[str, Name("成文日期", "成文日期，定稿前留空", "2023年3月6日")]
    copies: Annotated[str, Name("抄送", "抄送机关，没有时为空", "市信访工作联席会议办公室")]
    printer: Annotated[str, Name("印发机关", "印发机关", "青禾县信访局")]
    printed_on: Annotated[str, Name("印发日期", "印发日期，定稿前留空", "2023年3月6日")]
    publicity: Annotated[str, Name("公开属性", "信息公开选项", "不予公开")]
    contact: Annotated[str, Name("联系方式", "联系人和电话，没有时为空", "联系人：办公室，联系电话：0000-0000")]
    basis: Annotated[str, Name("依据", "设置·文书里本文书的依据，没有时为空", "《信访工作条例》")]
    signer: Annotated[str, Name("签发人", "签发人，定稿前为空", "办公室主任")]
    consent: Annotated[str, Name("同意", "设置里填写的批示原文，没有时为空", "经县委、县政府同意")]


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

    @property
    def issued(self) -> Sequence[Issued]:
        """The rows of 发文登记 of the period."""


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


def paper_names(
    report: Issue, document: str, *, title: str, issuer: str, mark: str, addressee: str, township: str = ""
) -> dict[str, str]:
    """The fields of Paper.

    Number and dates are those of the paper's own row in 发文登记. Without one they are blanks, the year too, for
    nobody knows yet in which year the paper is issued.
    """
    office = report.settings.office
    rows = [row for row in report.issued if (row.document, row.township) == (document, township)]
    day = rows[-1].day if rows else None
    written = day_words(day) if day else BLANK_DAY
    return sheet_names(report, title, issuer) | {
        "mark": mark if names_a_place(report.settings, issuer) else "",
        "number": (rows[-1].number if rows else "") or blank_number(day),
        "signer": rows[-1].signer if rows else "",
        "addressee": addressee,
        "issued_on": written,
        "copies": office.get("抄送", ""),
        "printer": office.get("印发机关") or issuer,
        "printed_on": written,
        "publicity": office.get("公开属性", ""),
        "contact": _contact(report),
        "basis": report.settings.basis(document, report.period.last_day),
        "consent": report.settings.consent(document),
    }


def blank_number(day: date | None) -> str:
    """A number still to be given; its year is that of 成文日期, and blank as long as that is."""
    return f"〔{day.year if day else '　　'}〕　号"


def names_a_place(settings: Settings, issuer: str) -> bool:
    """Whether an office's name says of which county or city it is; without it no letterhead is printed."""
    return bool(settings.office.get("县名")) or any(character in issuer for character in _KINDS_OF_PLACE)


def without_head(settings: Settings) -> list[str]:
    """One sentence when the papers of this run have no letterhead; [] when they have."""
    issuers = {row.issuer for row in PAPERS if row.headed}
    named = all(names_a_place(settings, settings.office.get(issuer, "")) for issuer in issuers)
    return [] if named else [NO_HEAD]


def _contact(report: Issue) -> str:
    office = report.settings.office
    labelled = (("联系人", office.get("联系人", "")), ("联系电话", office.get("联系电话", "")))
    return "，".join(f"{label}：{value}" for label, value in labelled if value)
