"""三无: the county's conditions, township by township, with the evidence of each one that fails."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

import pandas as pd

from pipeline.base.county import COUNTY
from pipeline.base.listed import list_column, texts_in
from pipeline.base.period import Period
from pipeline.base.rate import Rate
from pipeline.measure.indicators import Measured
from pipeline.rules.comparisons import COMPARE
from pipeline.schema.ledger import LEDGER_TYPES
from pipeline.schema.vocabulary import Answer, Claim, Title
from pipeline.settings.record import Condition, Settings, Test

SOUNDNESS = ("台账报送", "无遗漏", "无错误")
Figures = Mapping[tuple[str, str], tuple[int | None, int | None]]
"""(Township, indicator) -> numerator and denominator, None where null."""


@dataclass(frozen=True)
class Soundness:
    """What reporting must satisfy, by township.

    ``omissions``: the case numbers, None for a matter that is counted and listed nowhere; None for all where there is
    nothing to compare with.
    """

    missing_ledgers: Mapping[str, int]
    omissions: Mapping[str, tuple[str | None, ...]] | None
    errors: Mapping[str, int]


def conditions_in_use(settings: Settings) -> tuple[Condition, ...]:
    """The conditions of the preset that 参数 names, in the order of the sheet."""
    return tuple(c for c in settings.conditions if c.preset == settings.options.three_none_preset)


def three_none(
    measured: Measured, supervised: pd.DataFrame | None, soundness: Soundness, settings: Settings, period: Period
) -> pd.DataFrame:
    """The contract's three_none: one row per township and condition, then the soundness rows; 全县 last.

    县直部门 have no rows.

    holds is null (未评定) when a register that the condition needs is missing; soundness rows are null where nothing
    can be compared. case_nos are lists, 检举控告 left out. 全县 holds a condition when its own count, that of
    县直部门 left out, is within the limit.
    """
    apart = settings.departments
    names = [*(n for n in settings.names_on(period.last_day) if n not in apart), COUNTY]
    known = _Known(_townships_alone(figures_of(measured.table), apart), _cases_alone(measured.cases, apart))
    rows = []
    for condition in conditions_in_use(settings):
        on_indicator = condition.tests[0].on_indicator
        chosen = None if on_indicator else _chosen(condition, measured, supervised)
        if chosen is not None:
            chosen = chosen[~chosen["township"].isin(apart)]
        for name in names:
            judged = _by_indicator(name, condition, known) if on_indicator else _by_column(name, condition, chosen)
            rows.append(_row(name, condition.name, *judged))
    rows += [row for name in names for row in _sound(name, names, soundness)]
    frame = pd.DataFrame(rows, columns=["township", "condition", "count", "holds", "case_nos"])
    frame["_unit"] = frame["township"].map({n: i for i, n in enumerate(names)})
    frame = frame.sort_values("_unit", kind="stable").drop(columns="_unit").reset_index(drop=True)
    return frame.astype(
        {"township": "str", "condition": "str", "count": "Int64", "holds": "boolean", "case_nos": "object"}
    )


def _row(
    township: str, condition: str, count: int | None, holds: bool | None, cases: Sequence[str]
) -> dict[str, object]:
    return {
        "township": township,
        "condition": condition,
        "count": pd.NA if count is None else count,
        "holds": pd.NA if holds is None else holds,
        "case_nos": list(cases) or None,
    }


def figures_of(table: pd.DataFrame) -> Figures:
    """The numbers of an indicators table."""
    columns = (table[c].astype("object") for c in ("township", "indicator", "numerator", "denominator"))
    return {
        (t, i): (None if pd.isna(n) else int(n), None if pd.isna(of) else int(of))
        for t, i, n, of in zip(*columns, strict=True)
    }


@dataclass(frozen=True)
class _Known:
    """The figures and the case numbers of counts that conditions are judged by: under 全县 those without 县直部门."""

    figures: Figures
    cases: Mapping[tuple[str, str], tuple[str, ...]]


def _townships_alone(figures: Figures, apart: Collection[str]) -> Figures:
    alone = dict(figures)
    for (name, id_), pair in figures.items():
        if name in apart:
            whole = alone[COUNTY, id_]
            alone[COUNTY, id_] = _less(whole[0], pair[0]), _less(whole[1], pair[1])
    return alone


def _less(whole: int | None, part: int | None) -> int | None:
    return whole if whole is None or part is None else whole - part


def _cases_alone(
    cases: Mapping[tuple[str, str], tuple[str, ...]], apart: Collection[str]
) -> Mapping[tuple[str, str], tuple[str, ...]]:
    out = {(id_, number) for (name, id_), numbers in cases.items() if name in apart for number in numbers}
    return {
        key: tuple(number for number in numbers if key[0] != COUNTY or (key[1], number) not in out)
        for key, numbers in cases.items()
    }


def _by_indicator(name: str, condition: Condition, known: _Known) -> tuple[int | None, bool | None, tuple[str, ...]]:
    """Every test must hold; the count is the sum of the counts, beyond ``allowed`` it fails."""
    total, held = 0, True
    cases: set[str] = set()
    for test in condition.tests:
        numerator, denominator = known.figures[name, test.subject]
        if numerator is None:
            return None, None, ()
        if denominator is None:
            total += numerator
            cases |= set(known.cases.get((name, test.subject), ()))
            held &= condition.allowed > 0 or COMPARE[test.operator](numerator, int(test.value))
        else:
            value = Rate(numerator, denominator).value
            held &= value is None or COMPARE[test.operator](value, _fraction(test.value))
    return (
        total,
        held and total <= condition.allowed,
        tuple(sorted(cases)) if not (held and total <= condition.allowed) else (),
    )


def _fraction(text: str) -> Fraction:
    return Fraction(text.removesuffix("%")) / (100 if text.endswith("%") else 1)


def _by_column(
    name: str, condition: Condition, chosen: pd.DataFrame | None
) -> tuple[int | None, bool | None, tuple[str, ...]]:
    """How many of ``chosen`` are the township's; None when they can't be told."""
    if chosen is None:
        return None, None, ()
    own = chosen if name == COUNTY else chosen[(chosen["township"] == name) & (chosen["claim"] == Claim.SURE)]
    holds = len(own) <= condition.allowed
    return len(own), holds, () if holds else tuple(sorted(own.loc[~own["hidden"], "case_no"]))


def _chosen(condition: Condition, measured: Measured, supervised: pd.DataFrame | None) -> pd.DataFrame | None:
    """Matters registered in the period that meet every test; with 仅计有责 only those that 督办登记 has as 有责.

    None with 仅计有责 and without 督办登记.
    """
    if condition.at_fault_only and supervised is None:
        return None
    registered = measured.members["repeat"]
    chosen = measured.state[registered.inside if registered.county is None else registered.inside & registered.county]
    for test in condition.tests:
        chosen = chosen[_meets(chosen, test)]
    if condition.at_fault_only and supervised is not None:
        chosen = chosen[chosen["case_no"].isin(supervised.loc[supervised["at_fault"] == Answer.YES, "case_no"])]
    return chosen


def _meets(state: pd.DataFrame, test: Test) -> pd.Series:
    """Rows whose column meets the test; null meets only ≠. An unreadable value meets it too: errors never help."""
    column = state[test.subject]
    value: object = test.value
    if LEDGER_TYPES[test.subject] == "date":
        value = pd.Timestamp(test.value)
    elif LEDGER_TYPES[test.subject] == "count":
        value = int(test.value)
    met = (
        pd.Series(COMPARE[test.operator](column, value), index=state.index)
        .fillna(value=test.operator == "≠")
        .astype(bool)
    )
    flag = f"{test.subject}_bad"
    return met | state[flag] if flag in state else met


def _sound(name: str, names: Sequence[str], soundness: Soundness) -> list[dict[str, object]]:
    def total(counts: Mapping[str, int]) -> int:
        return sum(counts.get(n, 0) for n in names) if name == COUNTY else counts.get(name, 0)

    missing, errors = total(soundness.missing_ledgers), total(soundness.errors)
    rows = [_row(name, SOUNDNESS[0], missing, missing == 0, ())]
    if soundness.omissions is None:
        rows.append(_row(name, SOUNDNESS[1], None, None, ()))
    else:
        cases = [c for n, numbers in soundness.omissions.items() if n in names and name in (n, COUNTY) for c in numbers]
        rows.append(_row(name, SOUNDNESS[1], len(cases), not cases, sorted(filter(None, cases))))
    rows.append(_row(name, SOUNDNESS[2], errors, errors == 0, ()))
    return rows


def titles(table: pd.DataFrame) -> dict[str, str]:
    """Township -> 是, 否 or 未评定: 是 needs every condition true and sound reporting.

    A condition that can't be counted is 未评定, not held, unless another one fails outright. A soundness row without
    anything to compare with doesn't bar: the list is then 拟定名单.
    """
    conditions: dict[str, list[bool | None]] = {str(name): [] for name in table["township"]}
    failed = set()
    for name, condition, holds in zip(
        table["township"], table["condition"], table["holds"].astype("object"), strict=True
    ):
        known = None if pd.isna(holds) else bool(holds)
        if known is False:
            failed.add(name)
        if condition not in SOUNDNESS:
            conditions[name].append(known)
    return {
        name: Title.NO if name in failed else Title.YES if results and None not in results else Title.UNASSESSED
        for name, results in conditions.items()
    }


def with_months(table: pd.DataFrame, months: Mapping[str, pd.DataFrame]) -> pd.DataFrame:
    """For a quarter or year: a condition holds only if it held at the cut-off of each month whose edition is at hand.

    ``months``: month name -> that edition's three_none table, by the units of today. A month that couldn't count it
    leaves it 未评定; one that it failed in fails it, and adds its case numbers. Soundness rows stay as they are.
    """
    frame = table.copy()
    place = {key: at for at, key in enumerate(zip(frame["township"], frame["condition"], strict=True))}
    holds = [None if pd.isna(h) else bool(h) for h in frame["holds"].astype("object")]
    cases = [set(texts_in(listed)) for listed in frame["case_nos"]]
    for month in months.values():
        for township, condition, held, listed in month[["township", "condition", "holds", "case_nos"]].itertuples(
            index=False
        ):
            at = place.get((township, condition))
            if at is None or condition in SOUNDNESS:
                continue
            if pd.isna(held):
                holds[at] = None if holds[at] else holds[at]
            elif not held:
                holds[at] = False
                cases[at] |= set(texts_in(listed))
    frame["holds"] = pd.array(holds, dtype="boolean")
    frame["case_nos"] = list_column(map(sorted, cases), frame.index)
    return frame
