"""The notes that hold for every period alike, in words: limits, indicators, conditions, ranking, choices."""

from __future__ import annotations

from collections.abc import Mapping

from pipeline.base.county import COUNTY
from pipeline.base.finding import Severity
from pipeline.measure.lists.attention import SAME_MATTERS
from pipeline.messages import note_words, reason_words
from pipeline.schema.indicators import INDICATORS
from pipeline.schema.papers import URGING
from pipeline.settings.as_text import condition_in_words
from pipeline.settings.record import Settings


def rules_in_words(settings: Settings, conditions: Mapping[str, str], whole: str) -> list[str]:
    """The notes that hold for several counties alike: limits, indicators, conditions, ranking, choices.

    ``conditions``: name -> its wording. ``whole``: whose rate stands in for a small sample.
    """
    return [
        limits_in_words(settings),
        *indicators(settings),
        note_words.SETTLED,
        conditions_in_words(settings, conditions, "各县"),
        ranking_in_words(settings, whole),
        *choices(settings),
    ]


def indicators(settings: Settings) -> list[str]:
    """The definitions of the rates, then of the counts."""
    definition = settings.options.definition
    return [
        note_words.RATE.format(
            label=settings.label(i.id), numerator=definition(i.numerator), denominator=definition(i.denominator)
        )
        for i in INDICATORS
        if i.denominator
    ] + counts(settings)


def counts(settings: Settings) -> list[str]:
    """The definitions of the counts."""
    definition = settings.options.definition
    counts = (i for i in INDICATORS if not i.denominator)
    return [note_words.COUNT.format(label=i.label, counted=definition(i.numerator)) for i in counts]


def conditions_in_words(settings: Settings, conditions: Mapping[str, str], by: str) -> str:
    """The conditions of 三无, name -> wording, and ``by`` whom they were chosen."""
    listed = "；".join(f"{name}（{wording}）" for name, wording in conditions.items())
    return note_words.CONDITIONS.format(preset=settings.options.three_none_preset, by=by, listed=listed)


def county_conditions(settings: Settings) -> str:
    """The conditions of 三无 that the county chose."""
    chosen = (c for c in settings.conditions if c.preset == settings.options.three_none_preset)
    return conditions_in_words(settings, {c.name: condition_in_words(c, settings.label) for c in chosen}, "本县")


def settings_in_print(settings: Settings) -> list[str]:
    """What papers print of the settings in every month, in their order: limits, rates, conditions, ranking, choices."""
    return [
        limits_in_words(settings),
        *indicators(settings),
        county_conditions(settings),
        *filter(None, [own_errors(settings)]),
        ranking_in_words(settings, COUNTY),
        *choices(settings),
    ]


def attention_in_words(settings: Settings) -> list[str]:
    """Each rule of 关注规则 as a sentence: who gets which letter, and the reason as it is printed there."""
    sentences = []
    counted = {rule.indicator for rule in settings.attention if rule.line is None and rule.document == URGING}
    for rule in settings.attention:
        label = settings.label(rule.indicator)
        if rule.line is None:
            sentences.append(note_words.LETTER_BY_COUNT.format(label=label, document=rule.document))
            continue
        reason = reason_words.BELOW.format(rate=note_words.SOME_RATE.format(label=label), line=rule.percent)
        overdue = [count for count, rate in SAME_MATTERS.items() if rate == rule.indicator and count in counted]
        unless = note_words.UNLESS_URGED.format(overdue=settings.label(overdue[0])) if overdue else ""
        sentences.append(
            note_words.LETTER_BY_RATE.format(
                label=label, line=rule.percent, least=rule.least, unless=unless, document=rule.document, reason=reason
            )
        )
    return sentences


def own_errors(settings: Settings) -> str:
    """The county's own rules that bar from 三无, in a sentence; '' where there are none."""
    rules = [
        note_words.OWN_ERROR.format(code=rule.code, message=rule.message, wording=rule.wording)
        for rule in settings.own_rules
        if rule.severity == Severity.ERROR
    ]
    return note_words.OWN_ERRORS.format(rules="；".join(rules)) if rules else ""


def ranking_in_words(settings: Settings, whole: str) -> str:
    """Weights, small samples and ranks; ``whole``: whose rate stands in for a small sample."""
    weights = "、".join(f"{settings.label(i)}{w}" for i, w in settings.weights.items() if w)
    least = settings.options.smallest_sample
    own_ratings = "" if settings.options.self_rated_counts else note_words.OWN_RATINGS
    departments = note_words.DEPARTMENTS if settings.departments else ""
    return note_words.RANKING.format(
        weights=weights,
        least=least,
        whole=whole,
        own_weight_line=settings.options.own_weight_line,
        departments=departments,
        own_ratings=own_ratings,
    )


def choices(settings: Settings) -> list[str]:
    """What the county chose where no public source fixes it."""
    chosen = [
        note_words.DAYS_AFTER.format(
            came_back_days=settings.options.came_back_days, rating_days=settings.options.rating_days
        )
    ]
    if settings.options.silence_is_content:
        chosen.append(note_words.SILENCE)
    if settings.options.discontent_is_unsettled:
        chosen.append(note_words.DISCONTENT)
    return chosen


def limits_in_words(settings: Settings) -> str:
    """The limits in force, a whole sentence."""
    roll = note_words.ROLL_OVER if settings.options.roll_over_holidays else note_words.NO_ROLL_OVER
    return note_words.LIMITS.format(roll_over=roll, working_days=settings.options.simple_working_days)
