"""得分: a sentence per weighted indicator, the sum, and the reason of the rank, from the edition's tables alone."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

import pandas as pd

from pipeline.base.county import COUNTY
from pipeline.base.rate import Rate, decimal, equal_to
from pipeline.explain.question import SCORE, Asked
from pipeline.measure.ranks.ranking import one_decimal
from pipeline.measure.ranks.scoring import OWN, WHOLE, YEAR
from pipeline.messages import explain_words
from pipeline.messages.refusals import refusal
from pipeline.render.ranking_marks import in_words
from pipeline.schema.indicators import INDICATOR
from pipeline.schema.state_labels import state_label
from pipeline.schema.vocabulary import Group, Title
from pipeline.settings.record import DEPARTMENT, Settings


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
    """Return title, formula, a sentence per weighted indicator, the sum to four decimals, and the rank.

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
    if row["group"] == Group.SPECIAL:
        return [lines[0], explain_words.SPECIAL]
    if not used:
        return [*lines, explain_words.NOTHING_WEIGHTED]
    total = sum((term.weight for term in used), Fraction(0))
    weighted = sum((term.weight * _value(term.used) for term in used), Fraction(0))
    sum_line = explain_words.SUM.format(weighted=equal_to(weighted), total=decimal(total))
    if not ranked:
        return [
            *lines,
            explain_words.NOT_RANKED.format(sum_line=sum_line),
            *_group(asked, used, total, str(row["group"])),
        ]
    score = 100 * weighted / total
    if str(score) != row["score"]:
        raise ValueError("ranking and scored of an edition differ")
    lines.append(explain_words.SCORE.format(sum_line=sum_line, score=equal_to(score), rounded=one_decimal(score)))
    return [*lines, *_rank(table[table["kind"] == row["kind"]], row, asked.settings)]


def _opening(asked: Asked, row: pd.Series, terms: list[_Term], whole: str) -> list[str]:
    """Return title, formula, the note on ratings if it applies, and a sentence per weighted indicator."""
    ranked = not pd.isna(row["rank"])
    options = asked.settings.options
    least = options.smallest_sample
    shown = (
        f"{row['score_1dp']}　第{row['rank']}名" if ranked else f"{state_label(Group, row['group'])}，没有得分和名次"
    )
    return [
        f"{asked.period.label} {asked.township} {SCORE}　{shown}",
        (explain_words.SCORE_FORMULA.format(least=least, whole=whole)),
        *([] if options.self_rated_counts else [explain_words.RATINGS_OF_SUPERIOR]),
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
    head = f"{label}　权重{decimal(term.weight)}"
    own = f"本期{_shown(term.own)}"
    if term.used is None:
        why = (
            explain_words.NOTHING_DUE
            if indicator.duty and term.own is not None and not term.own.denominator
            else explain_words.NO_RATE.format(whole=whole)
        )
        return explain_words.LEFT_OUT.format(head=head, why=why)
    made = f"{head} × {term.used.numerator}/{term.used.denominator} {equal_to(term.weight * _value(term.used))}"
    if term.source == OWN:
        duty = explain_words.DUTY if indicator.duty else ""
        return explain_words.OWN_RATE.format(made=made, own=own, duty=duty)
    few = explain_words.TOO_FEW.format(own=own, least=least)
    if term.source == YEAR:
        return explain_words.RATE_OF_YEAR.format(made=made, few=few, rate=_shown(term.year))
    assert term.source == WHOLE
    tried = (
        explain_words.NOT_BY_MONTH if indicator.a_state else explain_words.FEW_IN_YEAR.format(rate=_shown(term.year))
    )
    return explain_words.RATE_OF_WHOLE.format(made=made, few=few, tried=tried, whole=whole, rate=_shown(term.used))


def _shown(rate: Rate | None) -> str:
    return "没有数" if rate is None else f"{rate.numerator}/{rate.denominator}"


def _group(asked: Asked, used: list[_Term], total: Fraction, group: str) -> Iterator[str]:
    line = asked.settings.options.own_weight_line
    carried = sum((term.weight for term in used if term.source != WHOLE), Fraction(0))
    share = explain_words.OWN_WEIGHT.format(
        own=decimal(carried), total=decimal(total), percent=float(100 * carried / total)
    )
    words: dict[str, str] = {
        Group.SMALL: explain_words.SMALL.format(share=share, line=line),
        Group.IDLE: explain_words.IDLE,
        Group.UNSENT: explain_words.UNSENT,
    }
    yield words.get(group, f"{state_label(Group, group)}。")


def _rank(table: pd.DataFrame, row: pd.Series, settings: Settings) -> Iterator[str]:
    ranked = table.dropna(subset=["rank"])
    above = ranked.loc[ranked["rank"] < row["rank"], "township"]
    tied = [name for name in ranked.loc[ranked["rank"] == row["rank"], "township"] if name != row["township"]]
    among = explain_words.DEPARTMENTS_APART.format(kind=DEPARTMENT) if row["three_none"] == Title.NOT_ASSESSED else ""
    higher = f"（{'、'.join(above)}）" if len(above) else ""
    equal = f"，同分并列{'、'.join(tied)}" if tied else ""
    yield explain_words.RANK.format(among=among, ranked=len(ranked), above=len(above), names=higher, equal=equal)
    if not pd.isna(row["previous_rank"]):
        yield explain_words.RANK_BEFORE.format(rank=row["previous_rank"])
    if marks := in_words(row.to_dict(), settings):
        yield explain_words.MARKS.format(marks=marks)
