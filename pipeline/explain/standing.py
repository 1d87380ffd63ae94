"""得分: every weight and rate that a township's score is made of, and why it stands where it does."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

import pandas as pd

from pipeline.explain.question import SCORE, Asked
from pipeline.measure.ranking import Standing, one_decimal, rates_of, score
from pipeline.model import COUNTY, Rate, UserError
from pipeline.schema.indicators import INDICATOR


def explain_score(asked: Asked) -> list[str]:
    """Title, formula, a line for each weighted indicator, the sum as an exact fraction, and the rank. Raises UserError for 全县."""
    if asked.township == COUNTY:
        raise UserError(f"{COUNTY}没有{SCORE}，只有乡镇排名；例如写一个乡镇的名称，或把指标写成按期办结率。")
    table = asked.edition.tables["ranking"]
    row = table[table["township"] == asked.township].iloc[0]
    rates = rates_of(asked.edition.tables["indicators"])
    standing = score(rates[asked.township], rates[COUNTY], asked.settings)
    ranked = not pd.isna(row["rank"])
    options = asked.settings.options
    shown = f"{row['score_1dp']}（{row['score']}）　第{row['rank']}名" if ranked else f"{row['group']}，没有得分和名次"
    lines = [
        f"{asked.period.label} {asked.township} {SCORE}　{shown}",
        f"公式：得分＝100×Σ（权重×率）÷Σ权重；分母不足{options.smallest_sample}件的以全县率代用；全县也没有率的指标各乡镇都不计。",
        "",
        *_terms(asked, standing, rates[asked.township]),
    ]
    if standing.score is None:
        return [*lines, "没有一个带权重的指标可以计算。"]
    weighted = standing.score * standing.total_weight / 100
    sum_line = f"合计：Σ（权重×率）＝{_fraction(weighted)}，Σ权重＝{_fraction(standing.total_weight)}"
    if not ranked:
        return [*lines, f"{sum_line}；不参加排名。", *_group(asked, standing, str(row["group"]))]
    if _fraction(standing.score) != row["score"]:
        raise ValueError("ranking and indicators of an edition differ")
    lines.append(f"{sum_line}，得分＝{_fraction(standing.score)}＝{one_decimal(standing.score)}（四舍五入到一位小数）。")
    return [*lines, *_rank(table, row)]


def _terms(asked: Asked, standing: Standing, rates: dict[str, Rate | None]) -> Iterator[str]:
    for id_, weight in asked.settings.weights.items():
        used, own = standing.terms.get(id_), rates.get(id_)
        label = INDICATOR[id_].label
        if not weight:
            continue
        if used is None:
            yield f"  {label}　权重{_fraction(weight)}　全县没有率，各乡镇都不计"
            continue
        source = "本乡镇的率"
        if id_ in standing.stood_in:
            source = f"全县率代用，本乡镇{'没有数' if own is None else f'{own.numerator}/{own.denominator}'}"
        yield f"  {label}　{_fraction(weight)} × {used.numerator}/{used.denominator} ＝ {_fraction(weight * Fraction(used.numerator, used.denominator))}　（{source}）"


def _group(asked: Asked, standing: Standing, group: str) -> Iterator[str]:
    line = asked.settings.options.own_weight_line
    share = f"自有数据的权重为{_fraction(standing.own_weight)}，占{_fraction(standing.total_weight)}的{float(100 * standing.own_weight / standing.total_weight):.1f}%"
    yield {
        "样本不足": f"样本不足：{share}，不足{line}%。",
        "无件": "无件：本期没有在办事项，各指标分母都是0。",
        "未报送": "未报送：本期没有台账，也没有零报告；已知的事项照计入全县。",
    }.get(group, f"{group}。")


def _rank(table: pd.DataFrame, row: pd.Series) -> Iterator[str]:
    ranked = table.dropna(subset=["rank"])
    above = ranked.loc[ranked["rank"] < row["rank"], "township"]
    tied = [name for name in ranked.loc[ranked["rank"] == row["rank"], "township"] if name != row["township"]]
    yield f"名次：参加排名{len(ranked)}个，得分更高的{len(above)}个{'（' + '、'.join(above) + '）' if len(above) else ''}" + (
        f"，同分并列{'、'.join(tied)}。" if tied else "。"
    )
    if not pd.isna(row["previous_rank"]):
        yield f"上期第{row['previous_rank']}名。"
    if isinstance(row["marks"], str):
        yield f"标记：{row['marks']}。"


def _fraction(value: Fraction) -> str:
    return str(value.numerator) if value.denominator == 1 else f"{value.numerator}/{value.denominator}"
