"""Every setting as flat text, for the manifest: so the settings of two editions can be compared line by line."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from fractions import Fraction
from typing import Any

from pipeline.base.finding import Severity
from pipeline.messages import setting_words
from pipeline.schema.indicators import INDICATOR, INDICATOR_BY_LABEL, INDICATORS
from pipeline.schema.ledger import LEDGER
from pipeline.schema.options import OPTION_BY_LABEL, OPTIONS, Options, in_words
from pipeline.schema.settings_sheets import SETTINGS_SHEET
from pipeline.settings.record import TOWNSHIP, Condition, Settings, Township

_PRESET = next(option for option in OPTIONS if option.id == "three_none_preset")
_COLUMN = {f.id: f.label for f in LEDGER}


def settings_as_rows(settings: Settings) -> dict[str, str]:
    """'工作表.行' -> value in words, defaults included: {'参数.最小样本': '3', '指标权重.按期办结率': '25', …}."""
    return {f"{SETTINGS_SHEET[sheet].name}.{row}": value for sheet, row, value in _rows(settings)}


def settings_from_rows(rows: Mapping[str, str]) -> Settings:
    """Office, options and weights read back from what settings_as_rows wrote.

    The roster and the tests of conditions aren't read back: an edition's tables name its townships, and
    ``condition_words`` gives its conditions.
    """
    options: dict[str, Any] = {}
    weights, office = {}, {}
    for key, value in rows.items():
        sheet, _, row = key.partition(".")
        if sheet == SETTINGS_SHEET["options"].name and row in OPTION_BY_LABEL:
            options[OPTION_BY_LABEL[row].id] = OPTION_BY_LABEL[row].read(value)
        elif sheet == SETTINGS_SHEET["weights"].name:
            weights[INDICATOR_BY_LABEL[row].id] = Fraction(value)
        elif sheet == SETTINGS_SHEET["office"].name:
            office[row] = value
    in_order = {i.id: weights[i.id] for i in INDICATORS if i.id in weights}
    return Settings(roster=(), weights=in_order, conditions=(), office=office, options=Options(**options))


def measuring_rows(rows: Mapping[str, str]) -> dict[str, str]:
    """The rows on which figures, titles or ranks depend: counties are added up only where these rows are alike."""
    sheets = {id_: SETTINGS_SHEET[id_].name for id_ in ("options", "weights", "rules", "holidays", "conditions")}
    wanted = tuple(f"{sheets[id_]}." for id_ in ("weights", "rules", "holidays"))
    options = {f"{sheets['options']}.{option.label}" for option in OPTIONS if option.choice.measures}
    own = f"{SETTINGS_SHEET['own_rules'].name}."
    preset = rows.get(f"{sheets['options']}.{_PRESET.label}", "")
    return {
        key: value
        for key, value in rows.items()
        if key.startswith((*wanted, f"{sheets['conditions']}.{preset}."))
        or key in options
        or (key.startswith(own) and value.startswith(Severity.ERROR))
    }


def condition_words(rows: Mapping[str, str]) -> dict[str, str]:
    """Name -> text, as condition_in_words wrote it, of each condition of the 方案 in use."""
    options, conditions = (SETTINGS_SHEET[sheet].name for sheet in ("options", "conditions"))
    preset = rows.get(f"{options}.{_PRESET.label}", "")
    start = f"{conditions}.{preset}."
    return {key.removeprefix(start): text for key, text in rows.items() if key.startswith(start)}


def _rows(settings: Settings) -> Iterator[tuple[str, str, str]]:
    for key, value in settings.office.items():
        yield "office", key, value
    for option in OPTIONS:
        yield "options", option.label, in_words(getattr(settings.options, option.id))
    for unit in settings.roster:
        yield "roster", unit.name, _unit(unit)
    for id_, weight in settings.weights.items():
        yield "weights", INDICATOR[id_].label, value_in_words(weight)
    for condition in settings.conditions:
        yield "conditions", f"{condition.preset}.{condition.name}", condition_in_words(condition)
    for number, rule in enumerate(settings.attention, start=1):
        line = (
            setting_words.ONE_AT_LEAST
            if rule.line is None
            else setting_words.BELOW.format(percent=value_in_words(100 * rule.line), least=rule.least)
        )
        yield "attention", f"{number}", f"{INDICATOR[rule.indicator].label}{line} → {rule.document}"
    for code, switch in settings.rule_switches.items():
        yield "rules", code, f"{'启用' if switch.enabled else '停用'}{switch.severity}"
    for own in settings.own_rules:
        yield "own_rules", own.code, f"{own.severity}；{own.wording}；{own.message}；{own.remedy}"
    for label, aliases in settings.heading_aliases.items():
        yield "headings", label, "、".join(aliases)
    for label, codes in settings.value_aliases.items():
        yield "values", label, "、".join(f"{word} → {code}" for word, code in codes.items())
    for day, rest in settings.holidays.items():
        yield "holidays", day.isoformat(), "休息" if rest else "上班"
    for (year, name), title in settings.past_titles.items():
        yield "past_titles", f"{year}.{name}", value_in_words(title)
    for (month, name, indicator), (numerator, denominator) in settings.history.items():
        yield "history", f"{month}.{name}.{INDICATOR[indicator].label}", f"{numerator}/{denominator}"
    for name, document in settings.documents.items():
        parts = (
            document.when,
            document.recipient,
            document.basis,
            document.consent,
            "启用" if document.enabled else "停用",
        )
        yield "documents", name, "；".join(parts)
    for citation in settings.citations:
        yield "citations", f"{citation.topic}.{citation.in_force_from}", citation.text


def _unit(unit: Township) -> str:
    parts = (
        (unit.former_names, setting_words.FORMER_NAMES.format(names="、".join(unit.former_names))),
        (unit.kind != TOWNSHIP, setting_words.OTHER_KIND.format(kind=unit.kind)),
        (unit.population is not None, setting_words.POPULATION.format(population=unit.population)),
        (unit.since, setting_words.SINCE.format(day=unit.since)),
        (unit.merged_into, setting_words.MERGED.format(day=unit.merged_on, into=unit.merged_into)),
    )
    aliases = "、".join(unit.aliases) or setting_words.NO_ALIAS
    return setting_words.UNIT.format(
        order=unit.order, aliases=aliases, parts="".join(words for holds, words in parts if holds)
    )


def plain_label(id_: str) -> str:
    """The label of an indicator, where no option changes it."""
    return INDICATOR[id_].label


def condition_in_words(condition: Condition, label: Callable[[str], str] = plain_label) -> str:
    """A condition as text: '逾期未受理 = 0 且 逾期未办结 = 0；允许0件', with 仅计有责 where that is on.

    ``label`` gives the label of an indicator.
    """
    at_fault = setting_words.AT_FAULT if condition.at_fault_only else ""
    return setting_words.CONDITION.format(
        tests=tests_in_words(condition, label), allowed=condition.allowed, at_fault=at_fault
    )


def tests_in_words(condition: Condition, label: Callable[[str], str]) -> str:
    """What stands in the column 判定 of a condition."""
    return " 且 ".join(
        f"{label(t.subject) if t.on_indicator else _COLUMN[t.subject]} {t.operator} {t.value}" for t in condition.tests
    )


def value_in_words(value: object) -> str:
    """A fraction as a decimal, or as n/d where a decimal isn't exact; any other value as ``in_words`` writes it.

    >>> value_in_words(True), value_in_words(Fraction(25, 2)), value_in_words(Fraction(100, 3)), value_in_words(60)
    ('是', '12.5', '100/3', '60')
    """
    if isinstance(value, Fraction) and value.denominator != 1:
        decimal = value.numerator / value.denominator
        return f"{decimal:g}" if Fraction(f"{decimal:g}") == value else f"{value.numerator}/{value.denominator}"
    return in_words(value)
