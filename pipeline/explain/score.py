"""得分: a sentence per weighted indicator, the sum, and the reason of the rank, from the edition's tables alone."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

import pandas as pd

from pipeline.base.county import COUNTY
from pipeline.base.rate import Rate
from pipeline.explain.question import SCORE, Asked
from pipeline.measure.ranks.ranking import one_decimal
from pipeline.measure.ranks.scoring import OWN, WHOLE, YEAR
from pipeline.messages.refusals import refusal
from pipeline.schema.indicators import INDICATOR
from pipeline.schema.vocabulary import Group, Title
from pipeline.settings.record import DEPARTMENT


@dataclass(frozen=True)
class _Term:
    """A row of the table scored.

    ``used``: the rate that counts, ``source``: whose it is, ``own``: the unit's own, ``year``: that of its last 12
    months. None: there is no such rate.
    """

    id_: str
    weight: Fraction
    used: Rate | None
    source: str
    own: Rate | None
    year: Rate | None


def explain_score(asked: Asked) -> list[str]:
    """Return title, formula, a sentence per weighted indicator, the sum as an exact fraction, and the rank.

    Raises UserError for 全县, and ValueError when the sum isn't the published score.
    """
    if asked.township == COUNTY:
        raise refusal("E034", county=COUNTY, score=SCORE)
    table = asked.edition.tables["ranking"]
    row = table[table["township"] == asked.township].iloc[0]
    scored = asked.edition.tables["scored"]
    terms = [
        _term(line)
        for line in scored[(scored["township"] == asked.township) & scored["weight"].notna()].to_dict("records")
    ]
    used = [term for term in terms if term.used is not None]
    whole = f"{DEPARTMENT}合计" if row["kind"] == DEPARTMENT else COUNTY
    ranked = not pd.isna(row["rank"])
    lines = _opening(asked, row, terms, whole)
    if not used:
        return [*lines, "没有一个带权重的指标可以计算。"]
    total = sum((term.weight for term in used), Fraction(0))
    weighted = sum((term.weight * _value(term.used) for term in used), Fraction(0))
    sum_line = f"合计：Σ（权重×率）＝{weighted}，Σ权重＝{total}"
    if not ranked:
        return [*lines, f"{sum_line}；不参加排名。", *_group(asked, used, total, str(row["group"]))]
    score = 100 * weighted / total
    if str(score) != row["score"]:
        raise ValueError("ranking and scored of an edition differ")
    lines.append(f"{sum_line}，得分＝{score}＝{one_decimal(score)}（四舍五入到一位小数，名次按这一位小数排）。")
    return [*lines, *_rank(table[table["kind"] == row["kind"]], row)]


def _opening(asked: Asked, row: pd.Series, terms: list[_Term], whole: str) -> list[str]:
    """Return title, formula, the note on ratings if it applies, and a sentence per weighted indicator."""
    ranked = not pd.isna(row["rank"])
    options = asked.settings.options
    least = options.smallest_sample
    shown = f"{row['score_1dp']}（{row['score']}）　第{row['rank']}名" if ranked else f"{row['group']}，没有得分和名次"
    rated = "口径：满意率、参评率只计上级登记台账里有的事项，只有乡镇自己填报的评价不计分。"
    return [
        f"{asked.period.label} {asked.township} {SCORE}　{shown}",
        (
            f"公式：得分＝100×Σ（权重×率）÷Σ权重。"
            f"分母不足{least}件的，用本单位近12个月的率，近12个月也不足{least}件的用{whole}的率；"
            f"积案化解率、领导包案率不按月相加，不足的直接用{whole}的率；"
            f"按时报送率一律用本单位的率；{whole}也没有率的指标各单位都不计。"
        ),
        *([] if options.self_rated_counts else [rated]),
        "",
        *(f"  {_sentence(term, asked.settings.label(term.id_), whole, least)}" for term in terms),
    ]


def _term(row: Mapping[Any, Any]) -> _Term:
    def rate(prefix: str) -> Rate | None:
        n, of = row[f"{prefix}numerator"], row[f"{prefix}denominator"]
        return None if pd.isna(of) else Rate(int(n), int(of))

    source = "" if pd.isna(row["source"]) else str(row["source"])
    return _Term(str(row["indicator"]), Fraction(row["weight"]), rate(""), source, rate("own_"), rate("year_"))


def _value(rate: Rate | None) -> Fraction:
    return Fraction(0) if rate is None else Fraction(rate.numerator, rate.denominator)


def _sentence(term: _Term, label: str, whole: str, least: int) -> str:
    """Say in one sentence what an indicator adds to the score and why that rate counts."""
    indicator = INDICATOR[term.id_]
    head = f"{label}　权重{term.weight}"
    own = f"本期{_shown(term.own)}"
    if term.used is None:
        why = (
            "本单位本期没有应报的台账"
            if indicator.duty and term.own is not None and not term.own.denominator
            else f"{whole}没有率"
        )
        return f"{head}，不计：{why}。"
    made = f"{head} × {term.used.numerator}/{term.used.denominator} ＝ {term.weight * _value(term.used)}"
    if term.source == OWN:
        return f"{made}，用本单位{own}{'（应尽的报送责任，件数再少也用本单位的）' if indicator.duty else ''}。"
    few = f"本单位{own}，不足{least}件"
    if term.source == YEAR:
        return f"{made}，{few}，用本单位近12个月的{_shown(term.year)}。"
    assert term.source == WHOLE
    tried = "这个指标不按月相加" if indicator.a_state else f"近12个月{_shown(term.year)}也不足"
    return f"{made}，{few}，{tried}，用{whole}的{_shown(term.used)}。"


def _shown(rate: Rate | None) -> str:
    return "没有数" if rate is None else f"{rate.numerator}/{rate.denominator}"


def _group(asked: Asked, used: list[_Term], total: Fraction, group: str) -> Iterator[str]:
    line = asked.settings.options.own_weight_line
    carried = sum((term.weight for term in used if term.source != WHOLE), Fraction(0))
    share = f"自有数据（含近12个月的）的权重为{carried}，占{total}的{float(100 * carried / total):.1f}%"
    words: dict[str, str] = {
        Group.SMALL: f"样本不足：{share}，不足{line}%。",
        Group.IDLE: "无件：本期没有在办事项，各指标分母都是0；不评定三无。",
        Group.UNSENT: "未报送：本期没有台账，也没有零报告；已知的事项照计入全县。",
    }
    yield words.get(group, f"{group}。")


def _rank(table: pd.DataFrame, row: pd.Series) -> Iterator[str]:
    ranked = table.dropna(subset=["rank"])
    above = ranked.loc[ranked["rank"] < row["rank"], "township"]
    tied = [name for name in ranked.loc[ranked["rank"] == row["rank"], "township"] if name != row["township"]]
    among = f"{DEPARTMENT}单独排名，" if row["three_none"] == Title.NOT_ASSESSED else ""
    higher = f"（{'、'.join(above)}）" if len(above) else ""
    equal = f"，同分并列{'、'.join(tied)}" if tied else ""
    yield f"名次：{among}参加排名{len(ranked)}个，得分更高的{len(above)}个{higher}{equal}。"
    if not pd.isna(row["previous_rank"]):
        yield f"上期第{row['previous_rank']}名。"
    if isinstance(row["marks"], str):
        yield f"标记：{row['marks']}。"
