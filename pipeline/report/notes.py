"""The 口径 notes: what stands behind the figures, in the order they are printed."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date

import pandas as pd

from pipeline import FORMULA_VERSION
from pipeline.base.county import COUNTY
from pipeline.base.period import Period, parse_period
from pipeline.editions.archive import Edition
from pipeline.measure.indicators import Measured
from pipeline.measure.reminders import unannounced
from pipeline.measure.set_aside import counted_rows
from pipeline.measure.stands import in_force
from pipeline.messages import note_words
from pipeline.report.basis import Basis
from pipeline.report.rule_notes import (
    choices,
    counts,
    county_conditions,
    indicators,
    limits_in_words,
    own_errors,
    ranking_in_words,
)
from pipeline.report.tables import Work
from pipeline.report.undecided import in_words
from pipeline.rules.accusations import OWN_LIMITS
from pipeline.schema.registers import REGISTERS
from pipeline.schema.settings_sheets import SETTINGS_SHEET
from pipeline.schema.vocabulary import Claim
from pipeline.settings.as_json import rows_of
from pipeline.settings.as_text import measuring_rows, settings_as_rows
from pipeline.settings.record import Settings

_LAW_FROM = date(2022, 5, 1)


def notes(work: Work, moved: pd.DataFrame, others: Sequence[Edition], *, draft_list: bool) -> tuple[str, ...]:
    """Whole Chinese sentences: cut-off, sources, limits, indicators, three-none, ranking, options, what is missing.

    ``moved``: the contract's undecided. ``others``: editions of another formula version that papers show beside this.
    """
    settings = work.basis.settings
    return (
        _cut_off_and_sources(work.basis),
        limits_in_words(settings),
        *_measures(work),
        *_of_the_period(work, moved, others, draft_list=draft_list),
    )


def _measures(work: Work) -> Iterator[str]:
    """What the figures are; of a special period, which has no rates and no ranks, the counts alone."""
    settings, period = work.basis.settings, work.basis.period
    if period.special:
        yield note_words.SPECIAL
        yield from counts(settings)
        yield note_words.HIDDEN_COUNTED.format(accusations=_accusations(work.result.measured))
        return
    yield from indicators(settings)
    yield note_words.SETTLED
    yield _without_denominator(work.result.measured)
    yield from _standings(settings, period)
    yield from choices(settings)


def own_notes(work: Work, moved: pd.DataFrame, others: Sequence[Edition], *, draft_list: bool) -> tuple[str, ...]:
    """The notes that speak of this period alone, for a circular that leads to a paper with the definitions.

    Last comes how the settings differ from those of the newest yearly edition; nothing where there is none.
    """
    return (
        _cut_off_and_sources(work.basis),
        note_words.SPECIAL if work.basis.period.special else _without_denominator(work.result.measured),
        *_of_the_period(work, moved, others, draft_list=draft_list),
        *_changed(work.basis),
    )


def _of_the_period(work: Work, moved: pd.DataFrame, others: Sequence[Edition], *, draft_list: bool) -> tuple[str, ...]:
    return (
        *_missing(work, draft_list=draft_list),
        *_counts(work),
        *_other_formulas(others),
        *unannounced.in_words(work.judged.unannounced),
        *_decisions(work.reading.registers.get("decisions"), moved),
        *_first_edition(work.basis),
        *_lines_changed(work.basis),
    )


def _changed(basis: Basis) -> Iterator[str]:
    """Which settings that figures depend on are others than in the newest yearly edition, 节假日 aside."""
    years = [edition for edition in basis.editions.values() if edition.period.kind == "year"]
    if not years:
        return
    label = years[-1].period.label
    before, now = _rules_of(rows_of(years[-1].manifest)), _rules_of(settings_as_rows(basis.settings))
    changes = [
        note_words.CHANGED.format(
            sheet=key.partition(".")[0],
            row=key.partition(".")[2],
            before=before.get(key) or note_words.NOTHING,
            now=now.get(key) or note_words.NOTHING,
        )
        for key in dict.fromkeys([*before, *now])
        if before.get(key, "") != now.get(key, "")
    ]
    yield (
        note_words.SETTINGS_CHANGED.format(edition=label, changes="；".join(changes))
        if changes
        else note_words.SETTINGS_ALIKE.format(edition=label)
    )


def _lines_changed(basis: Basis) -> Iterator[str]:
    """Which rules of 关注规则, by which townships are named and written to, are others than in the period before."""
    before = basis.editions.get(basis.period.previous().name)
    if before is None or "settings" not in before.manifest:
        return
    front = f"{SETTINGS_SHEET['attention'].name}."
    was, now = (
        [value for key, value in rows.items() if key.startswith(front)]
        for rows in (rows_of(before.manifest), settings_as_rows(basis.settings))
    )
    changes = [note_words.LINE_WAS.format(rule=rule) for rule in was if rule not in now]
    changes += [note_words.LINE_IS.format(rule=rule) for rule in now if rule not in was]
    if changes:
        yield note_words.LINES_CHANGED.format(edition=before.period.label, changes="；".join(changes))


def _rules_of(rows: Mapping[str, str]) -> dict[str, str]:
    aside = f"{SETTINGS_SHEET['holidays'].name}."
    return {key: value for key, value in measuring_rows(rows).items() if not key.startswith(aside)}


def _cut_off_and_sources(basis: Basis) -> str:
    day, period = basis.cut_off, basis.period
    first_day, last_day = _day(period.first_day), _day(period.last_day)
    span = (
        note_words.SPAN_OF_DAYS.format(first_day=first_day, last_day=last_day)
        if period.kind == "range"
        else note_words.SPAN.format(period=period.label, first_day=first_day, last_day=last_day)
    )
    return note_words.CUT_OFF.format(
        year=day.year,
        month=day.month,
        day=day.day,
        span=span,
        sources=_span(basis.sources.folders),
        version=FORMULA_VERSION,
    )


def _without_denominator(measured: Measured) -> str:
    others = _count_in_force(measured.state, measured.state["procedure"].isin(OWN_LIMITS))
    return note_words.WITHOUT_DENOMINATOR.format(others=others, accusations=_accusations(measured))


def _accusations(measured: Measured) -> int:
    return _count_in_force(measured.state, measured.state["hidden"])


def _count_in_force(state: pd.DataFrame, mask: pd.Series) -> int:
    """Matters in force of which ``mask`` holds, one of several claimants once."""
    return int((in_force(state) & state["present"] & ~state["withdrawn_valid"] & mask).sum())


def _standings(settings: Settings, period: Period) -> Iterator[str]:
    """Three-none conditions, how years in a row are counted, and the ranking."""
    yield county_conditions(settings)
    with_this = period.kind == "year" and not period.cut
    yield note_words.YEARS_IN_A_ROW.format(
        through=note_words.WITH_THIS_YEAR if with_this else note_words.UP_TO_LAST_YEAR
    )
    if errors := own_errors(settings):
        yield errors
    yield ranking_in_words(settings, COUNTY)


def _missing(work: Work, *, draft_list: bool) -> Iterator[str]:
    """What couldn't be compared or falls outside the rules, for want of a register, of days or of months."""
    period, months = work.basis.period, work.judged.missing_months
    for register in REGISTERS:
        if register.without and register.id not in work.result.merged.registers:
            yield note_words.NO_REGISTER.format(register=register.name, without=register.without)
    if draft_list and not period.special:
        yield note_words.DRAFT_LIST
    if period.last_day < _LAW_FROM:
        yield note_words.BEFORE_THE_LAW
    if period.cut:
        yield note_words.CUT_SHORT.format(day=_day(period.last_day))
    if months:
        yield note_words.MONTHS_MISSING.format(months=_months(months))


def _counts(work: Work) -> Iterator[str]:
    """What is counted otherwise than by its township's ledger of the month."""
    merged, result = work.result.merged, work.result
    if pending := int((result.measured.state["claim"] == Claim.PENDING).sum()):
        yield note_words.PENDING.format(pending=pending)
    if early := result.windows.early:
        yield note_words.SENT_EARLY.format(units=early)
    sources, unit_of = work.basis.sources, work.basis.unit_of
    sent = {(folder, unit_of.get(part, part)) for folder, part in merged.submitted}
    aside = len(counted_rows(merged.set_aside, sources.period, sources.own, sent))
    if aside and sources.period.special:
        yield note_words.SET_ASIDE_SPECIAL.format(rows=aside)
    elif aside:
        yield note_words.SET_ASIDE.format(rows=aside)


def _other_formulas(others: Sequence[Edition]) -> Iterator[str]:
    if others:
        labels = "、".join(edition.period.label for edition in others)
        yield note_words.OTHER_FORMULA.format(periods=labels)


def _decisions(decisions: pd.DataFrame | None, moved: pd.DataFrame) -> Iterator[str]:
    if sentence := in_words(decisions, moved):
        yield sentence


def _first_edition(basis: Basis) -> Iterator[str]:
    if not basis.editions:
        yield note_words.FIRST_EDITION.format(earlier=basis.period.earlier_word)


def _day(day: date) -> str:
    return f"{day.year}年{day.month}月{day.day}日"


_A_SPAN = 2


def _span(folders: Sequence[str]) -> str:
    """The folders in words: the months from the first to the last, and a range of days apart.

    >>> _span(["2023-01", "2023-02", "2023-03-04..2023-03-20"])
    '2023年1月至2023年2月、2023年3月4日—3月20日'
    """
    periods = [parse_period(name) for name in folders]
    months = [each.label for each in periods if not each.special]
    span = months if len(months) < _A_SPAN else [f"{months[0]}至{months[-1]}"]
    return "、".join([*span, *(each.label for each in periods if each.special)])


def _months(names: Sequence[str]) -> str:
    """2022年1月至10月 where they follow one another in a year, else each by name.

    >>> _months(["2022-01", "2022-02", "2022-03"]), _months(["2022-01", "2022-03"])
    ('2022年1月至3月', '2022年1月、2022年3月')
    """
    spans: list[list[Period]] = []
    for month in map(parse_period, names):
        if (
            spans
            and spans[-1][-1].name == month.previous().name
            and spans[-1][-1].first_day.year == month.first_day.year
        ):
            spans[-1].append(month)
        else:
            spans.append([month])
    return "、".join(run[0].label + (f"至{run[-1].first_day.month}月" if len(run) > 1 else "") for run in spans)
