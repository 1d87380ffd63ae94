"""通报/年度通报表扬.docx: the yearly paper that states which townships are 三无, as a result, without a prize."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Annotated

from pipeline.base.county import COUNTY
from pipeline.bundles import Report
from pipeline.render.naming import Name, describe
from pipeline.render.overview import whole
from pipeline.render.papers.facts import Facts
from pipeline.render.papers.paper import Kind, Made, Paper, body_of, made_of, paper_names
from pipeline.render.phrases import rate_words, sense_lines, units
from pipeline.schema.papers import PAPER
from pipeline.schema.vocabulary import Title

ROW = PAPER["年度通报表扬"]
_INDICATORS = ("concluded_on_time", "resolution", "satisfaction")


@dataclass(frozen=True, slots=True)
class Commended:
    """One of 名单."""

    township: Annotated[str, Name("乡镇", "乡镇", "柳树镇")]
    streak: Annotated[str, Name("连续", "连续两年以上的年数，没有时为空", "连续3年")]
    figures: Annotated[str, Name("做法", "本乡镇的办理数据", "按期办结率98.2%（165/168）、化解率91.0%（142/156）")]


@dataclass(frozen=True, slots=True)
class Commendation(Paper):
    """The whole 年度通报表扬."""

    draft: Annotated[bool, Name("送审稿", "设置里没有填依据或同意", "是")]
    conditions: Annotated[str, Name("条件", "本县的三无条件", "无逾期未受理、未办结件，无到期未化解积案，无有责督办件")]
    names: Annotated[str, Name("乡镇", "名单，按名录次序，连续两年以上的带年数", "柳树镇（连续3年）、青石乡2个乡镇")]
    commended: Annotated[tuple[Commended, ...], Name("名单", "每个乡镇一项，按名录次序")]
    uncompared: Annotated[bool, Name("拟定", "没有上级登记台账或报送登记可比对", "否")]
    whole: Annotated[str, Name("全县", "全县的办理数据", "按期办结率91.8%（5790/6310）、化解率75.6%（4130/5460）")]
    notes: Annotated[tuple[str, ...], Name("口径", "统计口径")]


def _make(report: Report) -> Iterator[Made]:
    """The paper of a whole year in which at least one township is 三无; otherwise none."""
    facts = Facts(report)
    titled = [row for row in facts.ranking if row["three_none"] == Title.YES]
    if report.period.cut or not titled:
        return
    chosen = report.settings.documents.get(ROW.name)
    consent = chosen.consent if chosen else ""
    draft = not (chosen and chosen.basis and consent)
    body = body_of(report, ROW.issuer)
    streaks = {str(row["township"]): whole(row["streak"]) or 0 for row in titled}
    order = [name for name in report.submissions if name in streaks]
    labelled = [f"{name}（连续{streaks[name]}年）" if streaks[name] > 1 else name for name in order]
    title = (
        f"{sense_lines(body, report.settings.office.get('县名', ''))}\n"
        f"关于对{report.period.label}信访工作\n“三无”乡镇予以通报表扬的通报" + ("\n（送审稿）" if draft else "")
    )
    names = paper_names(
        report, ROW.name, title=title, issuer=body, mark=f"{body}文件", addressee=report.settings.office.get("主送", "")
    )
    three_none = facts.three_none()
    yield made_of(
        ROW,
        Commendation(
            **{**names, "consent": consent},
            draft=draft,
            conditions=three_none.conditions,
            names=units(labelled),
            commended=tuple(
                Commended(n, f"连续{streaks[n]}年" if streaks[n] > 1 else "", _figures(facts, n)) for n in order
            ),
            uncompared=report.draft_list,
            whole=_figures(facts, COUNTY),
            notes=report.notes,
        ),
    )


def _figures(facts: Facts, name: str) -> str:
    rates = ((facts.report.settings.label(i), facts.rate(name, i)) for i in _INDICATORS)
    return "、".join(f"{label}{rate_words(rate)}" for label, rate in rates if rate is not None)


COMMENDATION = Kind(ROW, describe(Commendation), _make)
