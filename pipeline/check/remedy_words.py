"""The words of a remedy, from the first row that broke its rule: an example fits that row and lies in its month."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta
from functools import lru_cache
from string import Formatter

from pipeline.check.rules import Facts, Rule
from pipeline.rules.deadlines import CONCLUDE_DAYS, EXTEND_DAYS
from pipeline.rules.fitting_days import dates_of, fitting_day, number_of
from pipeline.schema.ledger import DATE_IDS, LEDGER

_DUE = {"base_due": CONCLUDE_DAYS, "longest_due": CONCLUDE_DAYS + EXTEND_DAYS}
"""The days after acceptance on which the Regulation lets a limit end, without and with an extension."""
_RELATED = next(f.example for f in LEDGER if f.id == "related_case_no")
_THE_MATTER = "该件"


def remedy_words(rule: Rule, facts: Facts, at: int, number: str | None) -> dict[str, str]:
    """The words that the remedy of ``rule`` asks for.

    ``at``: the position of the row; ``number``: its number, None for a row of which nothing may be said, whose example
    is then of the month alone. A column's id is the row's own date, ``base_due`` and ``longest_due`` the last day of
    the limit without and with an extension. A day for a step that somebody took is never proposed: it would be
    written down.
    """
    asked = _asked(rule.entry.remedy)
    if not asked:
        return {}
    last_day = facts.period.last_day
    dates = (dates_of(facts.frame, at) if number is not None else None) or {}
    words: dict[str, str] = {}
    for name in asked:
        if name == "number":
            words[name] = _THE_MATTER if number is None else f"编号{number}"
        elif name == "earlier_number":
            words[name] = number_of(_RELATED, last_day)
        else:
            words[name] = f"{_day(name, dates, last_day):%Y-%m-%d}"
    return words


@lru_cache(maxsize=256)
def _asked(remedy: str) -> tuple[str, ...]:
    """The names in the remedy that the row itself answers."""
    names = {name for _, name, _, _ in Formatter().parse(remedy) if name}
    own = {*DATE_IDS, *_DUE, "number", "earlier_number"}
    return tuple(sorted(names & own))


def _day(name: str, dates: Mapping[str, date], last_day: date) -> date:
    id_ = "accepted_on" if name in _DUE else name
    return (dates.get(id_) or fitting_day(id_, dates, last_day)) + timedelta(days=_DUE.get(name, 0))
