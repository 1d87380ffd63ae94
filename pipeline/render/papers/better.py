"""较好乡镇 of the circular: whom it praises, and never one that its section 问题 names."""

from __future__ import annotations

from collections import Counter

from pipeline.messages import paper_words
from pipeline.render.overview import whole
from pipeline.render.papers.circular_names import Better
from pipeline.render.papers.facts import Facts
from pipeline.render.phrases import rate_words

_SHARE = 3
"""At most one in so many of those ranked is praised."""
_FIGURES = 4
AT_FAULT = "at_fault"


def named_in_problems(facts: Facts) -> frozenset[str]:
    """The townships that a section of 问题 names: overdue matters, a rate below its line, a ledger.

    Those with overdue matters that no list may name are among them, and those with a matter of 有责督办.
    """
    low = {name for _, townships in facts.low for name, _ in townships}
    at_fault = {name for name, id_ in facts.rates if id_ == AT_FAULT and facts.rates[name, id_][0]}
    return frozenset({*facts.report.overdue["township"], *low, *facts.ledgers().named, *at_fault})


def better(facts: Facts) -> tuple[tuple[Better, ...], str]:
    """较好, and the sentence in its place where it is empty.

    They are the townships of the first third of the ranking that no section of 问题 names. Townships of one rank stand
    together: where they would be more than a third of those ranked, none of them is praised.
    """
    ranked = facts.townships_ranked
    places = Counter(whole(row["rank"]) for row in ranked)
    most, blamed = len(ranked) // _SHARE, named_in_problems(facts)
    leaders = []
    for row in ranked:
        place, name = whole(row["rank"]), str(row["township"])
        if place is not None and place + places[place] - 1 <= most and name not in blamed:
            words = (
                paper_words.SHARED_PLACE.format(place=place)
                if places[place] > 1
                else paper_words.PLACE.format(place=place)
            )
            leaders.append(Better(name, str(row["score_1dp"]), place, _own_figures(facts, name), words))
    if leaders:
        return tuple(leaders), ""
    if not most:
        return (), paper_words.TOO_FEW if ranked else paper_words.NONE_RANKED
    return (), paper_words.NONE_BETTER


def _own_figures(facts: Facts, township: str) -> str:
    """The township's rates with the largest weights, of those with a large enough sample."""
    settings = facts.report.settings
    by_weight = sorted(facts.weighted, key=lambda i: -settings.weights[i])
    own = [(i, r) for i in by_weight if (r := facts.rate(township, i)) is not None]
    large = [(i, r) for i, r in own if r.denominator >= settings.options.smallest_sample]
    return "、".join(f"{settings.label(i)}{rate_words(r)}" for i, r in large[:_FIGURES])
