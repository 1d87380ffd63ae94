"""Which townships get which letter, by 关注规则 (docs/definitions.md, 关注规则)."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta

import pandas as pd

from pipeline.base.period import Period
from pipeline.base.rate import Rate
from pipeline.bundles import contract_table
from pipeline.measure.ranks.three_none import Figures
from pipeline.messages import reason_words
from pipeline.schema.papers import PAPERS, REMINDING, SUMMONS, URGING
from pipeline.settings.record import AttentionRule, Settings

OMISSION = "omission"
"""Stands in the column ``indicator`` for an omission, which is none."""
SAME_MATTERS = {"overdue_unaccepted": "accepted_on_time", "overdue_open": "concluded_on_time"}
"""A count and the rate that the same matters lower: a township urged about the matters isn't reminded of the rate."""
_OVERDUE = tuple(SAME_MATTERS)
_LETTERS = {row.letter for row in PAPERS if row.by_rule}
"""The letters that may lead to 约谈建议; a paper of the county's own doesn't."""


@dataclass(frozen=True, slots=True)
class Occasions:
    """What letters rest on in one period.

    ``figures``: (township, indicator) -> numbers. ``omitted``: township -> case numbers left out of its ledger.
    ``overdue``: township -> numbers past a limit, except 检举控告.
    """

    figures: Figures
    omitted: Mapping[str, Sequence[str]]
    overdue: Mapping[str, Sequence[str]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Urging:
    """What a published month says of its 督办函.

    The contract's ``letters``, its cut-off, and township -> the numbers ``overdue`` then.
    """

    letters: pd.DataFrame
    cut_off: date
    overdue: Mapping[str, Sequence[str]]


def letters(
    now: Occasions,
    before: Occasions | None,
    cases: Mapping[tuple[str, str], Sequence[str]],
    settings: Settings,
    names: Sequence[str],
    period: Period,
    urged_before: Mapping[str, Collection[str]] | None = None,
) -> pd.DataFrame:
    """The contract's letters: 督办函 and 工作提示函, then 约谈建议.

    The former by roster, each in the order of 关注规则, with the county's own papers for which it asks; the latter with
    the worst township first, one row per reason.

    ``cases``: case numbers of a count, 检举控告 left out; a count that rests on such matters alone asks for no letter.
    A township that gets a 督办函 gets no other letter: what the 工作提示函 would say is its second part (part 2),
    unless 分别发函 is set. In a special period no rate asks for one. ``before``: the calendar month just before, for
    约谈建议; None where there is none or the period is no month. ``urged_before``: what ``urged_until`` gives as of the
    cut-off of ``before``.
    """
    rows: list[dict[str, object]] = []
    for name in names:
        triggers = list(_of(name, now, cases, settings, rates=not period.special))
        urged = any(row["document"] == URGING for row in triggers)
        for row in sorted(triggers, key=lambda row: row["document"] != URGING):
            if urged and row["document"] == REMINDING and not settings.options.letters_apart:
                row |= {"document": URGING, "part": 2}
            rows.append(row)
    if before is not None and period.kind == "month":
        proposed = {
            name: list(_again(name, now, before, settings, (urged_before or {}).get(name, ()))) for name in names
        }
        order = {name: at for at, name in enumerate(names)}
        rows += [
            row for name in sorted(proposed, key=lambda n: (_how_bad(proposed[n]), order[n])) for row in proposed[name]
        ]
    return contract_table("letters", rows)


def reply_days(
    letters_then: pd.DataFrame, cut_off: date, issued: pd.DataFrame | None, settings: Settings
) -> dict[str, date]:
    """Township -> the last day to reply to its 督办函 of an earlier period, whose cut-off is ``cut_off``.

    That day lies 函复天数 after the letter's. The letter's day is 成文日期 of 发文登记 (``issued``: document, township,
    dated_on), the first after that cut-off; without the register, or the entry, the cut-off itself.
    """
    urged = letters_then.loc[letters_then["document"] == URGING, "township"].unique()
    sent: dict[str, date] = {}
    if issued is not None:
        mine = issued[(issued["document"] == URGING) & (issued["dated_on"] > pd.Timestamp(cut_off))].sort_values(
            "dated_on", ascending=False
        )
        sent = {str(name): day.date() for name, day in zip(mine["township"], mine["dated_on"], strict=True)}
    return {str(name): sent.get(str(name), cut_off) + timedelta(days=settings.options.reply_days) for name in urged}


def _of(
    name: str, now: Occasions, cases: Mapping[tuple[str, str], Sequence[str]], settings: Settings, *, rates: bool
) -> Iterator[dict[str, object]]:
    """What this period's own figures ask for; ``rates``: whether rates below their lines do, beside counts."""
    urged = set()
    rules = [rule for rule in settings.attention if rates or rule.line is None]
    missed = [rule for rule in rules if _missed(rule, now.figures.get((name, rule.indicator)))]
    for rule in missed:
        listed = cases.get((name, rule.indicator), ())
        if rule.line is None and listed:
            urged.add(SAME_MATTERS.get(rule.indicator) if rule.document == URGING else None)
            count = len(listed)
            yield _row(
                name,
                rule.document,
                rule.indicator,
                count,
                None,
                None,
                f"{settings.label(rule.indicator)}{count}件",
                listed,
            )
    for rule in missed:
        if rule.line is not None and rule.indicator not in urged:
            n, of = now.figures[name, rule.indicator]
            yield _row(
                name,
                rule.document,
                rule.indicator,
                n,
                of,
                rule,
                reason_words.BELOW.format(rate=_told(n, of, settings.label(rule.indicator)), line=rule.percent),
                (),
            )
    if omitted := now.omitted.get(name):
        yield _row(name, REMINDING, OMISSION, len(omitted), None, None, f"遗漏{len(omitted)}件", omitted)


def urged_until(
    past: Iterable[Urging], issued: pd.DataFrame | None, settings: Settings, until: date
) -> dict[str, set[str]]:
    """Township -> the numbers that a 督办函 listed whose last day to reply lies before ``until``.

    ``until`` is the first of the two cut-offs that count for 约谈建议, so that both lie after that day: a township
    urged at the end of January has until mid-February to reply, and what is still overdue at the end of February and of
    March is what it left after it had answered for it. A letter whose reply day is the cut-off itself or later doesn't
    count yet. ``past``: the editions of earlier months.
    """
    urged: dict[str, set[str]] = {}
    for each in past:
        for name, day in reply_days(each.letters, each.cut_off, issued, settings).items():
            if day < until:
                urged.setdefault(name, set()).update(each.overdue.get(name, ()))
    return urged


def _again(
    name: str, now: Occasions, before: Occasions, settings: Settings, listed: Collection[str]
) -> Iterator[dict[str, object]]:
    """约谈建议, for any of three reasons.

    Enough matters are overdue then and now after a 督办函 whose reply day had passed by then (``listed``); the same
    rate is below its line in both months; there are omissions in both.
    """
    still = sorted(set(listed) & set(before.overdue.get(name, ())) & set(now.overdue.get(name, ())))
    if len(still) >= settings.options.summons_matters:
        id_ = max(_OVERDUE, key=lambda each: now.figures.get((name, each), (0, None))[0] or 0)
        yield _row(
            name, SUMMONS, id_, len(still), None, None, reason_words.STILL_OVERDUE.format(count=len(still)), still
        )
    for rule in (rule for rule in settings.attention if rule.document in _LETTERS):
        figure, then = (each.figures.get((name, rule.indicator)) for each in (now, before))
        if rule.line is not None and _missed(rule, figure) and _missed(rule, then):
            n, of = figure or (None, None)
            both = reason_words.BOTH_MONTHS.format(then=_rate(then), now=_rate(figure))
            reason = f"{settings.label(rule.indicator)}连续两个月低于{rule.percent}（{both}）"
            yield _row(name, SUMMONS, rule.indicator, n, of, rule, reason, ())
    left, then_left = now.omitted.get(name, ()), before.omitted.get(name, ())
    if left and then_left:
        reason = reason_words.LEFT_OUT_TWICE.format(then=len(then_left), now=len(left))
        yield _row(name, SUMMONS, OMISSION, len(left), None, None, reason, ())


def _how_bad(rows: Iterable[Mapping[str, object]]) -> tuple[int, int, float]:
    """Sorts the worst first: most matters still overdue, then most reasons, then the lowest rate."""
    listed = list(rows)
    overdue = sum(int(str(row["numerator"])) for row in listed if row["indicator"] in _OVERDUE)
    rates = [int(str(row["numerator"])) / int(str(row["denominator"])) for row in listed if row["denominator"]]
    return -overdue, -len(listed), min(rates, default=1.0)


def _missed(rule: AttentionRule, figure: tuple[int | None, int | None] | None) -> bool:
    """A count of 1 or more; a rate below its line over at least the rule's 最小件数."""
    n, of = figure or (None, None)
    if n is None:
        return False
    if rule.line is None:
        return n >= 1
    value = Rate(n, of or 0).value
    return value is not None and (of or 0) >= rule.least and value < rule.line


def _told(n: int | None, of: int | None, label: str) -> str:
    return f"{label}{_rate((n, of))}"


def _rate(figure: tuple[int | None, int | None] | None) -> str:
    n, of = figure or (0, 0)
    rate = Rate(n or 0, of or 0)
    return f"{rate.percent}（{rate.numerator}/{rate.denominator}）"


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
    line = rule.percent if rule is not None and rule.line is not None else None
    return {
        "township": name,
        "document": document,
        "part": 1,
        "indicator": indicator,
        "numerator": n,
        "denominator": of,
        "line": line,
        "reason": reason,
        "case_nos": list(case_nos) or None,
    }
