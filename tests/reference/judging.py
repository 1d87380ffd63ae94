"""Counts of the 三无 conditions and the ranking, sections 7 and 8."""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction

from pipeline.base.period import parse_period
from pipeline.schema.indicators import INDICATOR
from tests.reference.figures import COUNTY, Figures

STATES = ("backlog_clearance", "led_by_official")
"""Not sums of months: "below N = 3 the county's rate"."""
DUTY = "reported_on_time"


def condition_counts(figures: Figures):
    """(unit or 全县, condition) -> the sum of its counts, None where a register is missing."""
    settings = figures.view.settings
    found = {}
    for condition in settings.conditions:
        if condition.preset == settings.options.three_none_preset and condition.tests[0].on_indicator:
            for name in (*figures.view.names, COUNTY):
                counts = [
                    figures.table[name, test.subject][0] for test in condition.tests if INDICATOR[test.subject].count
                ]
                found[name, condition.name] = None if None in counts else sum(counts)
    return found


def ranking(figures: Figures, editions):
    """Unit -> (group, printed score, rank); ``editions``: those that stand before P, whose monthly figures fill
    small samples. A special period has "no rate, no rank" (section 10).
    """
    view = figures.view
    if view.period.kind == "range":
        return dict.fromkeys(view.names, ("专项", None, None))
    used = {id_: w for id_, w in view.settings.weights.items() if figures.table[COUNTY, id_][1]}
    found, scores = {}, {}
    for name in view.names:
        group, score = _group_and_score(figures, name, used, editions)
        found[name] = [group, None, None]
        if group == "排名":
            scores[name] = printed(score)
            found[name][1] = str(scores[name])
    for name, score in scores.items():
        found[name][2] = 1 + sum(other > score for other in scores.values())
    return {name: tuple(row) for name, row in found.items()}


def printed(score: Fraction) -> Decimal:
    """One decimal, half up: "Ranks go by the printed score"."""
    return (Decimal(score.numerator) / Decimal(score.denominator)).quantize(Decimal("0.1"), ROUND_HALF_UP)


def _group_and_score(figures, name, used, editions):
    total, own, weight = Fraction(0), Fraction(0), Fraction(0)
    for id_, w in used.items():
        rate, is_own = _rate(figures, name, id_, editions)
        if rate is None:
            continue  # a duty that the unit didn't have "falls out for that unit"
        total, weight, own = total + w * rate, weight + w, own + (w if is_own else 0)
    if _not_sent(figures, name):
        return "未报送", None
    if not _in_hand(figures, name):
        return "无件", None
    if not weight or own * 100 < figures.view.settings.options.own_weight_line * weight:
        return "样本不足", None
    return "排名", 100 * total / weight


def _rate(figures, name, id_, editions):
    """ "r = the township's own rate where N ≥ 3, else its own last 12 months where these have N ≥ 3, else the
    county's rate".
    """
    n, of = figures.table[name, id_]
    if id_ == DUTY:
        return (Fraction(n, of), True) if of else (None, True)
    least = figures.view.settings.options.smallest_sample
    if of is not None and of >= least:
        return Fraction(n, of), True
    n, of = _last_months(figures, name, id_, editions) if id_ not in STATES else (0, 0)
    if of >= least:
        return Fraction(n, of), True
    return Fraction(*figures.table[COUNTY, id_]), False


def _last_months(figures, name, id_, editions):
    """ "the 12 months are the monthly editions of this formula version ending with P"; of merged units the sum of
    their parts.
    """
    view, n, of = figures.view, 0, 0
    last = view.period.last_day
    for edition in editions:
        day = edition.period.last_day
        age = 12 * (last.year - day.year) + last.month - day.month
        if edition.period.kind == "month" and edition.period.name != view.period.name and 0 <= age < 12:
            for (unit, indicator), (more, much) in edition.table.items():
                if indicator == id_ and unit != COUNTY and view.unit(unit) == name:
                    n, of = n + more, of + much
    if view.period.kind == "month":
        n, of = n + figures.table[name, id_][0], of + figures.table[name, id_][1]
    return n, of


def _not_sent(figures, name):
    newest = [f for f in figures.view.own if parse_period(f).kind == "month"] or figures.view.own
    return not any(f == newest[-1] and figures.view.unit(s) == name for s, f in figures.matters.ledgers.came)


def _in_hand(figures, name):
    """ "nothing in force in P, every N of a matter indicator 0"."""
    if any(of for (unit, id_), (_, of) in figures.table.items() if unit == name and INDICATOR[id_].matter and of):
        return True
    windows = figures.matters.windows
    for matter in figures.matters.all.values():
        for clock, unit in figures.present(matter):
            now = clock.stand.get(unit) or clock.stand[clock.last]
            ended = now["concluded_on"]  # of two days of a conclusion the later, as for 领导包案率
            begun = now["registered_on"] <= windows.end(unit)
            if unit == name and not matter.pending and begun and not (ended and ended < windows.begin(unit)):
                return True
    return False
