"""The county's own rules as rules of this stage: each test of 判定 is one comparison of whole columns."""

from __future__ import annotations

import operator
from collections.abc import Callable, Iterator
from functools import reduce

import pandas as pd

from pipeline.base.finding import Severity
from pipeline.check.rules import Facts, Rule
from pipeline.messages.catalogue import Message
from pipeline.messages.checking import OWN
from pipeline.rules.comparisons import COMPARE
from pipeline.schema.ledger import LEDGER_TYPES
from pipeline.settings.own_rule import AMONG, BLANK, NOT_AMONG, NOT_BLANK, OwnRule, RowTest
from pipeline.settings.own_rules import named_ids, with_gaps
from pipeline.settings.record import Settings


def own_rules(settings: Settings) -> Iterator[Rule]:
    """The rules of the sheet 自设规则, in its order.

    A row breaks one when it meets every test. A cell that can't be read is told of already, so its row isn't asked; a
    blank cell meets 空, ≠ and 不属于, and nothing else. 无法告知 is no day, and its cell isn't blank.
    """
    for rule in settings.own_rules:
        yield Rule(
            rule.code,
            rule.columns,
            _asking(rule),
            own=_entry(rule),
            named=tuple(dict.fromkeys((*named_ids(rule.message), *named_ids(rule.remedy)))),
        )


def _entry(rule: OwnRule) -> Message:
    message = OWN.format(sentence=with_gaps(rule.message))
    return Message(rule.code, Severity(rule.severity), message, with_gaps(rule.remedy))


def _asking(rule: OwnRule) -> Callable[[Facts], pd.Series]:
    return lambda facts: reduce(operator.and_, (_meets(facts, test) for test in rule.tests))


def _meets(facts: Facts, test: RowTest) -> pd.Series:
    column = facts[test.column]
    if test.operator in (BLANK, NOT_BLANK):
        return facts.frame[test.column].isna() == (test.operator == BLANK)
    if test.operator in (AMONG, NOT_AMONG):
        return column.isin(test.values) == (test.operator == AMONG)
    compared: pd.Series = column
    value: object
    if test.since:
        compared, value = (column - facts[test.since]).dt.days, int(test.values[0])
    elif test.other:
        value = facts[test.other]
    elif LEDGER_TYPES[test.column] == "date":
        value = pd.Timestamp(test.values[0])
    else:
        value = int(test.values[0]) if LEDGER_TYPES[test.column] == "count" else test.values[0]
    met: pd.Series = COMPARE[test.operator](compared, value)
    known = compared.notna() & (value.notna() if isinstance(value, pd.Series) else True)
    answered: pd.Series = met.where(known, other=test.operator == "≠").fillna(value=False).astype(bool)
    return answered
