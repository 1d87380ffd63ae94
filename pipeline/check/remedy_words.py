"""The words of a remedy, from the first row that broke its rule: an example fits that row and lies in its month."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta
from functools import lru_cache
from string import Formatter

from pipeline.check.rules import Facts, Rule
from pipeline.messages.catalogue import CATALOGUE
from pipeline.rules.deadlines import CONCLUDE_DAYS
from pipeline.rules.fitting_days import dates_of, fitting_day, number_of
from pipeline.schema.ledger import DATE_IDS, LEDGER

_FIT = "fit_"
_RELATED = next(f.example for f in LEDGER if f.id == "related_case_no")
_THE_MATTER = "该件"


def remedy_words(rule: Rule, facts: Facts, at: int, number: str | None) -> dict[str, str]:
    """The words that the remedy of ``rule`` asks for.

    ``at``: the position of the row; ``number``: its number, None for a row of which nothing may be said, whose example
    is then of the month alone. A column's id is its own date, where it has none one that fits; ``fit_`` and the id is a
    date that fits the row's others, ``fit`` one for the marked column up to the month's end; ``base_due`` is the due
    date without extension; ``in_month`` lies in the ledger's month.
    """
    asked = _asked(rule.code)
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
            words[name] = f"{_day(name, rule.marked, dates, last_day):%Y-%m-%d}"
    return words


@lru_cache(maxsize=256)
def _asked(code: str) -> tuple[str, ...]:
    """The names in the remedy that the row itself answers."""
    names = {name for _, name, _, _ in Formatter().parse(CATALOGUE[code].remedy) if name}
    own = {*DATE_IDS, *(f"{_FIT}{id_}" for id_ in DATE_IDS), "fit", "base_due", "in_month", "number", "earlier_number"}
    return tuple(sorted(names & own))


def _day(name: str, marked: str, dates: Mapping[str, date], last_day: date) -> date:
    if name == "in_month":
        return last_day.replace(day=20)
    if name == "base_due":
        return _day("accepted_on", marked, dates, last_day) + timedelta(days=CONCLUDE_DAYS)
    id_ = marked if name == "fit" else name.removeprefix(_FIT)
    if name in dates:
        return dates[name]
    known = {other: day for other, day in dates.items() if other != id_ and (name != "fit" or day <= last_day)}
    return fitting_day(id_, known, last_day)
