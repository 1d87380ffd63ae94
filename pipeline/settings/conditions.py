"""三无条件: the county's conditions, with the built-in ones that hold where the sheet is left out."""

from __future__ import annotations

import re
from fractions import Fraction

from pipeline.schema.fields import Field
from pipeline.schema.indicators import INDICATOR, INDICATORS
from pipeline.schema.ledger import LEDGER
from pipeline.settings.named_indicators import INDICATOR_NAMES
from pipeline.settings.parts import Entry, as_day, as_number, as_rate, nearest
from pipeline.settings.record import Condition, Test

NOT_HANDLING = (
    "channel",
    "level",
    "occurrence",
    "persons",
    "category",
    "purpose",
    "procedure",
    "registered_on",
    "received_on",
    "township",
    "case_no",
    "related_case_no",
)
"""Columns that say who came, how, when and with what, and nothing of how the unit dealt with it.

A condition on these alone counts petitions.
"""
NEEDS_FAULT = ("level", "visit_class", "incident")
"""Columns that a condition may use only where it counts matters of a unit at fault (仅计有责)."""
OPERATORS = {
    "==": "=",
    "!=": "≠",
    "<>": "≠",
    "<=": "≤",
    "≦": "≤",
    ">=": "≥",
    "≧": "≥",
    "＝": "=",
    "＜": "<",
    "＞": ">",
}
"""How staff write an operator -> the operator; one that is missing here stands as it is written."""
_TEST = re.compile(r"(.+?)\s*(==|!=|<>|<=|>=|[=≠≤≥≦≧<>＝＜＞])\s*([^=≠≤≥≦≧<>＝＜＞]+)")
_COLUMNS = {f.label: f for f in LEDGER}
_LEDGER_LABEL = {f.id: f.label for f in LEDGER}


def _counts(preset: str, name: str, *subjects: str) -> Condition:
    return Condition(preset, name, tuple(Test(s, "=", "0", on_indicator=True) for s in subjects))


def _rows(preset: str, name: str, **columns: str) -> Condition:
    return Condition(
        preset, name, tuple(Test(s, "=", v, on_indicator=False) for s, v in columns.items()), at_fault_only=True
    )


BUILT_IN_CONDITIONS = (
    _counts("化解类", "无逾期未受理、未办结件", "overdue_unaccepted", "overdue_open"),
    _counts("化解类", "无到期未化解积案", "backlog_overdue"),
    _counts("化解类", "无有责督办件", "at_fault"),
    _rows("事件类", "无异常访登记", level="国家", visit_class="异常"),
    _rows("事件类", "无大规模聚集", incident="大规模聚集"),
    _rows("事件类", "无极端事件", incident="极端事件"),
    _rows("事件类", "无负面炒作", incident="负面炒作"),
)


def read_conditions(entries: list[Entry]) -> tuple[Condition, ...]:
    """The county's conditions of every 方案, in sheet order; the two built-in 方案 when the sheet has no row."""
    if not entries:
        return BUILT_IN_CONDITIONS
    seen: dict[object, str] = {}
    conditions = []
    for entry in entries:
        preset, name = entry.text("preset"), entry.text("name")
        tests = read_tests(entry)
        allowed, at_fault_only = entry.whole("allowed", example="0"), entry.flag("at_fault_only", blank=False)
        if (
            entry.once(seen, (preset, name), "name", name)
            and tests
            and _judges_work(entry, name, tests, at_fault_only=at_fault_only)
        ):
            conditions.append(Condition(preset, name, tests, allowed or 0, at_fault_only))
    return tuple(conditions)


def _judges_work(entry: Entry, name: str, tests: tuple[Test, ...], *, at_fault_only: bool) -> bool:
    """Whether a condition asks how matters were dealt with; one that doesn't is a fault.

    A condition that counts petitions, their form or their level is a volume in disguise.
    """
    subjects = {
        test.subject: INDICATOR[test.subject].label if test.on_indicator else _LEDGER_LABEL[test.subject]
        for test in tests
    }
    if subjects.keys() <= {*NOT_HANDLING, "repeat"}:
        entry.fault("R346", "test", condition=name, subjects="、".join(subjects.values()))
        return False
    if not at_fault_only and (needing := [label for id_, label in subjects.items() if id_ in NEEDS_FAULT]):
        entry.fault("R347", "at_fault_only", condition=name, subjects="、".join(needing))
        return False
    return True


def read_tests(entry: Entry, id_: str = "test") -> tuple[Test, ...]:
    """The tests of a 判定, which are written ``主语 运算符 值`` and joined by 且; () when any of them is faulty.

    '逾期未受理 = 0 且 逾期未办结 = 0' tests indicators, '信访层级 = 国家 且 来访类别 = 异常' tests ledger columns;
    one 判定 can't have both. The value of a rate is kept as '90%', that of a code as the code, a day in ISO form.
    """
    text = entry.text(id_)
    tests = []
    for part in re.split(r"并?且", text):
        match = _TEST.fullmatch(part.strip())
        if not match:
            entry.fault("R322", id_, found=text)
            return ()
        tests.append(
            _one_test(entry, id_, match[1].strip(), OPERATORS.get(match[2], match[2]), match[3].strip().strip("“”\"'"))
        )
    sound = [test for test in tests if test]
    if len({test.on_indicator for test in sound}) > 1:
        columns = {f.id: f.label for f in LEDGER}
        entry.fault(
            "R325",
            id_,
            indicators="、".join(INDICATOR[t.subject].label for t in sound if t.on_indicator),
            columns="、".join(columns[t.subject] for t in sound if not t.on_indicator),
        )
        return ()
    return tuple(sound) if len(sound) == len(tests) else ()


def _one_test(entry: Entry, id_: str, subject: str, operator: str, value: str) -> Test | None:
    if indicator := INDICATOR_NAMES.get(subject):
        number = as_number(value) if indicator.count else as_rate(value)
        if number is None or (indicator.count and (number < 0 or number.denominator != 1)):
            kind, example = ("整数", "= 0") if indicator.count else ("百分比", "≥ 90%")
            entry.fault("R326", id_, label=indicator.label, kind=kind, found=value, example=example)
            return None
        return Test(indicator.id, operator, str(number) if indicator.count else _percent(number), on_indicator=True)
    if column := _COLUMNS.get(subject):
        canonical = column_value(entry, id_, column, operator, value)
        return None if canonical is None else Test(column.id, operator, canonical, on_indicator=False)
    entry.fault("R323", id_, found=subject, nearest=nearest(subject, [*(i.label for i in INDICATORS), *_COLUMNS]))
    return None


def column_value(entry: Entry, id_: str, column: Field, operator: str, value: str) -> str | None:
    """What a test compares a column with, as Test.value has it; None for what doesn't fit the column, a fault."""
    if column.type == "date":
        day = as_day(value)
        if day is None:
            entry.fault("R326", id_, label=column.label, kind="日期", found=value, example="≤ 2023-03-01")
        return None if day is None else day.isoformat()
    if column.type == "count":
        number = as_number(value)
        if number is None or number.denominator != 1:
            entry.fault("R326", id_, label=column.label, kind="整数", found=value, example="≥ 5")
            return None
        return str(number)
    if operator not in ("=", "≠"):
        example = f"= {column.codes[0] if column.codes else column.example}"
        entry.fault(
            "R326",
            id_,
            label=column.label,
            kind="具体取值（只能用 = 或 ≠）",
            found=f"{operator} {value}",
            example=example,
        )
        return None
    code = column.code_aliases.get(value, value)
    if column.codes and code not in column.codes:
        entry.fault(
            "R324", id_, label=column.label, found=value, codes="、".join(column.codes), example=column.codes[0]
        )
        return None
    return code


def _percent(rate: Fraction) -> str:
    percent = 100 * rate
    return f"{percent}%" if percent.denominator == 1 else str(rate)
