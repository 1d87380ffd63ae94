"""内部/会议数据摘要.docx: on one page the numbers that a leader speaks, each with its source."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Annotated

from pipeline.base.county import COUNTY
from pipeline.bundles import Report
from pipeline.render.naming import Name, describe
from pipeline.render.papers.facts import Facts
from pipeline.render.papers.paper import Kind, Made, Sheet, body_of, made_of, sheet_names
from pipeline.schema.registers import COUNTY_LEVEL

DOCUMENT = "会议数据摘要"
_NONE = "没有"


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
    """三无, rates, what is overdue, backlog, registrations, ledgers; every figure is one of the report's tables."""
    facts = Facts(report)
    registered, three_none, standing = facts.registered(), facts.three_none(), facts.standing()
    source = "汇总表“指标”"
    said = [
        Number(
            "“三无”乡镇",
            (three_none.names or _NONE) + ("（拟定名单，未经比对）" if three_none.draft else ""),
            "汇总表“三无”",
        )
    ]
    said.append(Number("三无县", _county(report), "年度名单"))
    said += [
        Number(f.label, f"{f.value}（{f.numerator}/{f.denominator}）{f.compared}", source) for f in facts.figures()
    ]
    said += [Number(c.label, f"{c.value}件" if c.value else _NONE, source) for c in facts.counts()]
    said += [
        Number(batch, f"交办{given}件，已化解{done}件", "交办清单") for batch, (given, done) in _batches(report).items()
    ]
    mended = facts.mended()
    if mended.known:
        words = f"{mended.matters}件中已解决{mended.mended}件" if mended.matters else _NONE
        said.append(Number(f"{report.period.earlier_word}逾期事项", words, "上期成果比对"))
    said += _received(report)
    said += [
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
    return tuple(said)


def _county(report: Report) -> str:
    """是（连续3年）; in a month, where the year isn't over, 是（截至上年连续2年）."""
    run = report.county_streak
    since = "" if report.period.kind == "year" and not report.period.cut else "截至上年"
    return report.county_title + (f"（{since}连续{run}年）" if run else "")


def _batches(report: Report) -> dict[str, tuple[int, int]]:
    """Batch -> matters assigned and settled, in the order in which they were assigned."""
    rows = report.tables["assigned"].sort_values("assigned_on", kind="stable")
    counts = rows.groupby("batch", sort=False)["settled"].agg(["size", "sum"])
    return {str(batch): (int(given), int(done)) for batch, given, done in counts.itertuples()}


def _received(report: Report) -> list[Number]:
    """Leaders on duty where 接访登记 is kept; told, never ranked."""
    duty = report.tables["leaders_on_duty"].set_index("place")
    if duty.empty:
        return []
    units = int(duty.loc[~duty.index.isin([COUNTY, COUNTY_LEVEL]), "days"].sum())
    above = int(duty["days"].to_dict()[COUNTY_LEVEL])
    visits, settled = (int(duty[id_].to_dict()[COUNTY]) for id_ in ("visits", "settled"))
    return [Number("领导接访", f"县级{above}天、乡镇{units}天，{visits}批次，当场化解{settled}批次", "接访登记")]


def _make(report: Report) -> Iterator[Made]:
    title = f"{report.period.label}信访工作数据摘要"
    digest = Digest(**sheet_names(report, title, body_of(report, "联席会议办公室")), numbers=numbers_of(report))
    yield made_of(f"内部/{DOCUMENT}.docx", digest)


DIGEST = Kind(DOCUMENT, describe(Digest), _make)
