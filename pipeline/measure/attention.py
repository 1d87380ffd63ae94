"""Which townships get which letter, by 关注规则 (docs/definitions.md, 关注规则)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

import pandas as pd

from pipeline.measure.three_none import Figures
from pipeline.model import Rate
from pipeline.period import Period
from pipeline.schema.contract import TABLES
from pipeline.schema.indicators import INDICATOR
from pipeline.settings import AttentionRule, Settings

URGING, REMINDING, SUMMONS = "督办函", "工作提示函", "约谈建议"
OMISSION = "omission"
"""Stands in the column ``indicator`` for an omission, which is none."""
_ORDER = (URGING, REMINDING, SUMMONS)
_SAME_MATTERS = {"overdue_unaccepted": "accepted_on_time", "overdue_open": "concluded_on_time"}
"""A count and the rate that the same matters lower: a township urged about the matters isn't reminded of the rate."""


@dataclass(frozen=True, slots=True)
class Occasions:
    """What letters rest on in one period: (township, indicator) -> numbers, and township -> case numbers left out of its ledger."""

    figures: Figures
    omitted: Mapping[str, Sequence[str]]


def letters(
    now: Occasions,
    before: Occasions | None,
    cases: Mapping[tuple[str, str], Sequence[str]],
    settings: Settings,
    names: Sequence[str],
    period: Period,
) -> pd.DataFrame:
    """The contract's letters: roster order, then 督办函, 工作提示函, 约谈建议, then the order of 关注规则.

    ``cases``: case numbers of a count, 检举控告 left out; a count that rests on such matters alone asks for no letter.
    ``before``: the calendar month just before, for 约谈建议; None where there is none or the period is no month.
    """
    rows: list[dict[str, object]] = []
    for name in names:
        found = list(_of(name, now, cases, settings))
        if before is not None and period.kind == "month":
            found += _again(name, now, before, settings)
        rows += sorted(found, key=lambda row: _ORDER.index(str(row["document"])))
    frame = pd.DataFrame(rows, columns=list(TABLES["letters"].columns))
    text = dict.fromkeys(("township", "document", "indicator", "line", "reason", "case_nos"), "str")
    return frame.astype({**text, "numerator": "Int64", "denominator": "Int64"})


def _of(name: str, now: Occasions, cases: Mapping[tuple[str, str], Sequence[str]], settings: Settings) -> Iterator[dict[str, object]]:
    """The letters of this period's own figures."""
    urged = set()
    missed = [rule for rule in settings.attention if _missed(rule, now.figures.get((name, rule.indicator)), least=1)]
    for rule in missed:
        listed = cases.get((name, rule.indicator), ())
        if rule.line is None and listed:
            urged.add(_SAME_MATTERS.get(rule.indicator) if rule.document == URGING else None)
            count = len(listed)
            yield _row(name, rule.document, rule.indicator, count, None, None, f"{INDICATOR[rule.indicator].label}{count}件", listed)
    rates = [rule for rule in missed if rule.line is not None]
    for rule in rates:
        n, of = now.figures[name, rule.indicator]
        enough = (of or 0) >= rule.least or len(rates) > 1
        if enough and rule.indicator not in urged:
            yield _row(name, rule.document, rule.indicator, n, of, rule, f"{_told(rule, n, of)}，低于{_percent(rule)}", ())
    if omitted := now.omitted.get(name):
        yield _row(name, REMINDING, OMISSION, len(omitted), None, None, f"漏报{len(omitted)}件", omitted)


def _again(name: str, now: Occasions, before: Occasions, settings: Settings) -> Iterator[dict[str, object]]:
    """约谈建议: the same rule met in two consecutive months, or omissions in both."""
    for rule in settings.attention:
        figure, then = (each.figures.get((name, rule.indicator)) for each in (now, before))
        if _missed(rule, figure, least=rule.least) and _missed(rule, then, least=rule.least):
            n, of = figure or (None, None)
            label = INDICATOR[rule.indicator].label
            reason = f"{label}连续两个月低于{_percent(rule)}" if rule.line is not None else f"连续两个月有{label}"
            yield _row(name, SUMMONS, rule.indicator, n, of, rule, reason, ())
    if now.omitted.get(name) and before.omitted.get(name):
        yield _row(name, SUMMONS, OMISSION, len(now.omitted[name]), None, None, "连续两个月漏报", ())


def _missed(rule: AttentionRule, figure: tuple[int | None, int | None] | None, *, least: int) -> bool:
    """A count of 1 or more; a rate below its line over at least ``least`` matters."""
    n, of = figure or (None, None)
    if n is None:
        return False
    if rule.line is None:
        return n >= 1
    value = Rate(n, of or 0).value
    return value is not None and (of or 0) >= max(least, 1) and value < rule.line


def _told(rule: AttentionRule, n: int | None, of: int | None) -> str:
    rate = Rate(n or 0, of or 0)
    return f"{INDICATOR[rule.indicator].label}{rate.percent}（{rate.numerator}/{rate.denominator}）"


def _percent(rule: AttentionRule) -> str:
    return f"{float(100 * (rule.line or 0)):g}%"


def _row(
    name: str,
    document: str,
    indicator: str,
    n: int | None,
    of: int | None,
    rule: AttentionRule | None,
    reason: str,
    case_nos: Sequence[str],
) -> dict[str, object]:
    line = _percent(rule) if rule is not None and rule.line is not None else None
    return {
        "township": name, "document": document, "indicator": indicator, "numerator": n, "denominator": of, "line": line,
        "reason": reason, "case_nos": "、".join(case_nos) or None,
    }  # fmt: skip
