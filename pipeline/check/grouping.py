"""Rows that break a rule become findings: alike faults of one column of one sheet are one finding with its cells."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import groupby
from operator import itemgetter
from typing import Any

import numpy as np
import pandas as pd

from pipeline.base.finding import Finding
from pipeline.base.place import Place, cell_ranges
from pipeline.check.remedy_words import remedy_words
from pipeline.check.rules import Facts, Rule
from pipeline.messages.catalogue import finding_of
from pipeline.messages.checking import ALSO, ALSO_MANY, BLANK_VALUE, UNSAID_VALUE
from pipeline.messages.unnamed import NUMBER
from pipeline.rules.places import column_of
from pipeline.schema.ledger import LEDGER

MOST_NAMED = 3
_FIELD = {f.id: f for f in LEDGER}
_ALWAYS = ("township", "source_file", "source_sheet", "source_row", "case_no")


def findings_of(rule: Rule, folders: Sequence[Facts]) -> Iterator[Finding]:
    """The findings of one rule over the folders, oldest first: each fault of a matter in the newest folder that has it.

    What is said of a whole ledger is said of each.
    """
    masks = [rule.rows(facts) for facts in folders]
    if rule.of_ledger or len(folders) == 1:
        for facts, broken in zip(folders, masks, strict=True):
            yield from _in_folder(rule, facts, broken, {})
        return
    older: dict[str, list[str]] = {}
    newest_first = []
    for facts, broken in zip(reversed(folders), reversed(masks), strict=True):
        if not broken.any():
            continue
        keys = facts.matter_key[broken]
        again = keys.isin(list(older))
        for key in keys[again].unique():
            older[key].append(facts.period.name)
        older |= {key: [] for key in keys[~again]}
        newest_first.append((facts, broken & ~again.reindex(broken.index, fill_value=False)))
    for facts, broken in reversed(newest_first):
        yield from _in_folder(rule, facts, broken, older)


def _in_folder(rule: Rule, facts: Facts, broken: pd.Series, older: Mapping[str, Sequence[str]]) -> Iterator[Finding]:
    """The findings of these rows, one for a township's rows of a sheet.

    ``older``: the folders that have a matter's fault as well.

    Words of the sentence: count, label (of the marked column), example (number and quoted values of the first row that
    may be named), and the rule's own. Hidden matters are counted; their numbers and values are never given, and nothing
    is said of a row that doesn't call itself 检举控告: its sender needn't know that somebody else did.
    """
    if not broken.any():
        return
    ids = [
        id_
        for id_ in rule.columns
        if (_FIELD[id_].type in ("date", "count") or id_ in rule.quotes) and id_ not in rule.named
    ]
    lists = {id_: _plain(facts[id_][broken]) for id_ in (*_ALWAYS, *ids, *rule.named)}
    hidden = facts.hidden[broken].tolist()
    own = facts.number[broken].tolist()
    says = facts.says_accusation[broken].tolist()
    words = rule.words(facts)
    keys = facts.matter_key[broken].tolist() if older else []
    positions = np.flatnonzero(broken.to_numpy())
    order = sorted(zip(facts.sheet_key[broken].tolist(), lists["source_row"], range(len(hidden)), strict=True))
    for _, of_sheet in groupby(order, key=itemgetter(0)):
        group = [at for _, _, at in of_sheet]
        township, file, sheet = (lists[id_][group[0]] for id_ in ("township", "source_file", "source_sheet"))
        numbers = [int(lists["source_row"][at]) for at in group]
        shown = [at for at in group if not hidden[at]]
        first = shown[0] if shown else group[0]
        fault = finding_of(
            rule.entry,
            Place(file, sheet, cell_ranges(numbers, column_of(facts.columns, file, sheet, rule.marked), len(numbers))),
            township=township or "",
            row=numbers[0],
            cells=len(numbers),
            case_nos=[own[at] for at in shown],
            count=len(numbers),
            label=_FIELD[rule.marked].label,
            example=_example({id_: lists[id_][first] for id_ in ("case_no", *ids)}, len(numbers))
            if shown
            else NUMBER
            if any(says[at] for at in group)
            else "",
            **{f"value_{id_}": _value(lists[id_][first]) if shown else UNSAID_VALUE for id_ in rule.named},
            **remedy_words(rule, facts, int(positions[first]), own[first] if shown else None),
            **words,
        )
        others = sorted({name for at in group for name in older.get(keys[at], ())}) if older else []
        yield replace(fault, message=fault.message + _also(others)) if others else fault


def _also(names: Sequence[str]) -> str:
    """The other months, all by name up to three."""
    return (ALSO if len(names) <= MOST_NAMED else ALSO_MANY).format(
        months="、".join(names), first=names[0], count=len(names)
    )


def _plain(series: pd.Series) -> list[Any]:
    """The values of a column, None where it is null."""
    return [None if null else value for value, null in zip(series.tolist(), series.isna().tolist(), strict=True)]


def _example(values: Mapping[str, object], count: int) -> str:
    """A row by its number, with the values that the rule looked at: '（如编号01：登记日期2023-02-06）'."""
    number, *rest = (_quote(id_, value) for id_, value in values.items() if value is not None)
    return f"（{'如' if count > 1 else ''}{number}{'：' if rest else ''}{'、'.join(rest)}）"


def _quote(id_: str, value: object) -> str:
    if id_ == "case_no":
        return f"编号{value}"
    label = _FIELD[id_].label
    return f"{label}{_value(value)}" if isinstance(value, pd.Timestamp) else f"{label}为{_value(value)}"


def _value(value: object) -> str:
    """A value in a sentence: a day in ISO form, a blank as a word."""
    return f"{value:%Y-%m-%d}" if isinstance(value, pd.Timestamp) else BLANK_VALUE if value is None else str(value)
