"""Findings of every stage together: settled by 处理决定, switched by 规则开关, in the contract's order."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import replace

import pandas as pd

from pipeline.base.finding import SEVERITY_ORDER, Finding, Severity
from pipeline.base.named_files import files_meant
from pipeline.bundles import contract_table
from pipeline.messages.unnamed import UNNAMED
from pipeline.settings.record import Settings

_SETTLED = "（处理决定已认可）"
_MONTH_RULES = ("R050", "R051")
"""What 月份无误 answers without naming a rule."""


def settle(findings: Iterable[Finding], decisions: pd.DataFrame | None, files: Iterable[str]) -> list[Finding]:
    """Findings that 处理决定 answers become 说明, and say so.

    An entry answers a finding of the rule that it names when its subject means the finding's file, or when entries name
    every matter of it. 月份无误 on a file answers the rules about the month in its title. ``files``: the paths of all
    files, also of those without a finding, or a name could be taken for another file's.
    """
    paths = list(files)
    answers: set[tuple[str, str]] = set()
    if decisions is not None:
        for subject, rule, decision in zip(decisions["subject"], decisions["rule"], decisions["decision"], strict=True):
            codes = _MONTH_RULES if str(decision).startswith("月份无误") else ()
            answers |= {
                (name, code)
                for name in (str(subject), *files_meant(str(subject), paths))
                for code in (*codes, *([rule] if isinstance(rule, str) else []))
            }
    return [
        replace(
            f,
            severity=Severity.NOTE,
            message=f"{f.message}{_SETTLED}",
            marked=f"{f.marked}{_SETTLED}" if f.marked else "",
        )
        if _answered(f, answers)
        else f
        for f in findings
    ]


def _answered(fault: Finding, answers: set[tuple[str, str]]) -> bool:
    if fault.place.file and (fault.place.file, fault.code) in answers:
        return True
    return bool(fault.case_nos) and all((case_no, fault.code) in answers for case_no in fault.case_nos)


def for_office(findings: Iterable[Finding]) -> list[Finding]:
    """Report findings about hidden matters alone to the office only; they count for their township all the same."""
    return [replace(f, office_alone=True) if UNNAMED in f.message else f for f in findings]


def without_hidden(findings: Iterable[Finding], hidden: Collection[str]) -> list[Finding]:
    """The findings, none of which lists a number of ``hidden``, those of matters that stand in no list."""
    return [
        replace(f, case_nos=tuple(n for n in f.case_nos if n not in hidden))
        if any(n in hidden for n in f.case_nos)
        else f
        for f in findings
    ]


def switch(findings: Iterable[Finding], settings: Settings) -> list[Finding]:
    """Findings as 规则开关 wants them: another severity, or none at all."""
    kept = []
    for fault in findings:
        rule = settings.rule_switches.get(fault.code)
        if rule is None:
            kept.append(fault)
        elif rule.enabled:
            kept.append(replace(fault, severity=Severity(rule.severity)) if rule.severity else fault)
    return kept


def ordered(findings: Iterable[Finding], names: Iterable[str]) -> list[Finding]:
    """Severity, then township in roster order (those of no township last), file, sheet, row, code."""
    order = {name: i for i, name in enumerate(names)}
    return sorted(
        findings,
        key=lambda f: (
            SEVERITY_ORDER.index(f.severity),
            order.get(f.township, len(order)),
            f.township,
            f.place.file,
            f.place.sheet,
            f.row,
            f.code,
            f.place.cell,
        ),
    )


def table(findings: Iterable[Finding]) -> pd.DataFrame:
    """The contract's findings table; what the office alone is told is of no township there, so that no paper has it."""
    rows = [
        {
            "severity": str(f.severity),
            "code": f.code,
            "township": None if f.office_alone else f.township or None,
            "file": f.place.file or None,
            "sheet": f.place.sheet or None,
            "cell": f.place.cell or None,
            "cells": f.cells,
            "message": f.message,
            "remedy": f.remedy,
            "case_nos": list(f.case_nos) or None,
        }
        for f in findings
    ]
    return contract_table("findings", rows)


def errors_by_township(findings: Iterable[Finding], unit_of: Mapping[str, str]) -> dict[str, int]:
    """How many 错误 each township has open."""
    counts: dict[str, int] = {}
    for fault in findings:
        if fault.severity is Severity.ERROR and fault.township:
            unit = unit_of.get(fault.township, fault.township)
            counts[unit] = counts.get(unit, 0) + 1
    return counts
