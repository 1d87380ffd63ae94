"""内部/会议数据摘要.docx: one page with the numbers for a leader's speech, each with its source."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Annotated

from pipeline.base.county import COUNTY
from pipeline.bundles import Report
from pipeline.messages import paper_words
from pipeline.render.naming import Name, describe
from pipeline.render.papers.facts import Facts
from pipeline.render.papers.paper import Kind, Made, Sheet, body_of, made_of, sheet_names
from pipeline.schema.papers import PAPER
from pipeline.schema.registers import COUNTY_LEVEL
from pipeline.schema.vocabulary import Title

ROW = PAPER["会议数据摘要"]
_NONE, _UNASSESSED = "没有", Title.UNASSESSED


@dataclass(frozen=True, slots=True)
class Number:
    """One of 数据."""

    label: Annotated[str, Name("项目", "说的是什么", "按期办结率")]
    value: Annotated[str, Name("数据", "可以照念的数", "91.8%（579/631），较上月下降2.5个百分点")]
    source: Annotated[str, Name("来源", "数从哪里来", "汇总表“指标”")]


@dataclass(frozen=True, slots=True)
class Digest(Sheet):
    """The whole 会议数据摘要."""

    numbers: Annotated[tuple[Number, ...], Name("数据", "各项数据，按讲话常用的次序")]


def numbers_of(report: Report) -> tuple[Number, ...]:
    """The numbers in the usual order of a speech; every one is read from the report's tables.

    They are 三无, rates, counts of overdue, backlog and supervised matters, batches assigned, last period's overdue
    matters, leaders on duty, registrations, ledgers, ranking.
    """
    facts = Facts(report)
    registered, three_none, standing = facts.registered(), facts.three_none(), facts.standing()
    source = "汇总表“指标”"
    numbers = [
        Number(
            "“三无”乡镇",
            f"{_UNASSESSED}（原因见口径）"
            if _unlisted(report)
            else (three_none.names or _NONE) + ("（拟定名单，未经比对）" if three_none.draft else ""),
            "汇总表“三无”",
        ),
        Number("三无县", _county(report), "汇总表“三无”" + ("、年度名单" if report.county_streak else "")),
    ]
    numbers += [
        Number(f.label, f"{f.value}（{f.numerator}/{f.denominator}）{f.compared}", source) for f in facts.figures()
    ]
    numbers += [Number(c.label, f"{c.value}件" if c.value else _NONE, source) for c in facts.counts()]
    numbers += [
        Number(batch, f"交办{assigned}件，已化解{settled}件", "交办清单")
        for batch, (assigned, settled) in _batches(report).items()
    ]
    mended = facts.mended()
    if mended.known:
        outcome = f"{mended.matters}件中已解决{mended.mended}件" if mended.matters else _NONE
        numbers.append(Number(f"{report.period.earlier_word}逾期事项", outcome, "上期成果比对"))
    numbers += _received(report)
    numbers += [
        Number("登记信访事项", f"{registered.matters}件{registered.compared}", "本期登记"),
        Number("来访", f"{registered.visits}批次、{registered.persons}人次", "本期登记"),
        Number("信访形式", registered.channels or _NONE, "本期登记"),
        Number("内容前三位", registered.classes or _NONE, "本期登记"),
        Number("台账报送", facts.ledgers().state or _NONE, "报送情况"),
        Number(
            "参加排名",
            f"{standing.ranked}个乡镇" + (f"（其中待更正的有{standing.to_mend}）" if standing.to_mend else ""),
            "汇总表“排名”",
        ),
    ]
    return tuple(numbers)


def _unlisted(report: Report) -> bool:
    """Whether nobody was assessed, so that no township is 三无 and none isn't."""
    titles = set(report.tables["ranking"]["three_none"])
    return _UNASSESSED in titles and titles.isdisjoint(("是", "否"))


def _county(report: Report) -> str:
    """Whether the county is 三无: 是（连续3年）, or before the end of the year 是（截至上年连续2年）."""
    run = report.county_streak
    since = "" if report.period.kind == "year" and not report.period.cut else "截至上年"
    return report.county_title + (f"（{since}连续{run}年）" if run else "")


def _batches(report: Report) -> dict[str, tuple[int, int]]:
    """Batch -> numbers of matters assigned and settled, by the day on which the batch was assigned."""
    rows = report.tables["assigned"].sort_values("assigned_on", kind="stable")
    counts = rows.groupby("batch", sort=False)["settled"].agg(["size", "sum"])
    return {str(batch): (int(assigned), int(settled)) for batch, assigned, settled in counts.itertuples()}


def _received(report: Report) -> list[Number]:
    """Days on which leaders received petitioners, if 接访登记 is kept. They are reported and never ranked."""
    duty = report.tables["leaders_on_duty"].set_index("place")
    if duty.empty:
        return []
    units = int(duty.loc[~duty.index.isin([COUNTY, COUNTY_LEVEL]), "days"].sum())
    above = int(duty["days"].to_dict()[COUNTY_LEVEL])
    visits, settled = (int(duty[id_].to_dict()[COUNTY]) for id_ in ("visits", "settled"))
    return [
        Number(
            "领导接访",
            paper_words.LEADERS_SHORT.format(county_days=above, township_days=units, visits=visits, settled=settled),
            "接访登记",
        )
    ]


def _make(report: Report) -> Iterator[Made]:
    title = f"{report.period.label}信访工作数据摘要"
    digest = Digest(**sheet_names(report, title, body_of(report, ROW.issuer)), numbers=numbers_of(report))
    yield made_of(ROW, digest)


DIGEST = Kind(ROW, describe(Digest), _make)
