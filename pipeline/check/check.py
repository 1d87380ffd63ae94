"""The whole check of one folder."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

import pandas as pd

from pipeline.base.finding import SEVERITY_ORDER, Finding, Severity
from pipeline.base.period import Period
from pipeline.check.catalogue import RULES
from pipeline.check.grouping import findings_of
from pipeline.check.own_rules import own_rules
from pipeline.check.rules import Facts
from pipeline.rules.places import Columns
from pipeline.settings.record import RuleSwitch, Settings

_KEEP = RuleSwitch(severity="", enabled=True)


def check_ledgers(
    ledgers: Sequence[tuple[Period, pd.DataFrame]], columns: Columns, settings: Settings, *, cut_off: date
) -> tuple[Finding, ...]:
    """Every fault of the rows of these folders in one pass, alike ones grouped.

    ``ledgers``: each own folder's period and rows, oldest first; ``columns`` as in bundles.Reading. A folder is checked
    for itself: a number is twice in a ledger when one file has it twice for one township. A fault that a newer folder
    has too is reported of the newest alone, which names the others. The county's own rules are asked like the
    program's. ``settings.rule_switches`` turns the program's rules off or changes their severity. Order: severity,
    township, file, sheet, row, code, cell.
    """
    folders = [
        Facts(frame.reset_index(drop=True), columns, settings, period, cut_off)
        for period, frame in ledgers
        if len(frame)
    ]
    findings: list[Finding] = []
    for rule in (*RULES, *own_rules(settings)):
        switch = settings.rule_switches.get(rule.code, _KEEP)
        if switch.enabled:
            of_rule = findings_of(rule, folders)
            findings += (replace(f, severity=Severity(switch.severity)) if switch.severity else f for f in of_rule)
    return tuple(sorted(findings, key=_order))


def _order(fault: Finding) -> tuple[int, str, str, str, int, str, str]:
    place = fault.place
    return (
        SEVERITY_ORDER.index(fault.severity),
        fault.township,
        place.file,
        place.sheet,
        fault.row,
        fault.code,
        place.cell,
    )
