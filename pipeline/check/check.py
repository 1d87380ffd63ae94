"""The whole check of one folder."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pandas as pd

from pipeline.check.catalogue import RULES
from pipeline.check.grouping import findings_of
from pipeline.check.rules import Columns, Facts
from pipeline.model import SEVERITY_ORDER, Finding, Severity
from pipeline.period import Period
from pipeline.settings import RuleSwitch, Settings

_KEEP = RuleSwitch(severity="", enabled=True)


def check_ledger(ledger: pd.DataFrame, columns: Columns, settings: Settings, *, period: Period, cut_off: date) -> tuple[Finding, ...]:
    """Every fault of the rows of one folder in one pass, alike ones grouped.

    ``ledger`` and ``columns`` as in bundles.Reading, the rows of one folder only: a number is twice in a ledger when one
    file has it twice for one township. ``settings.rule_switches`` turns rules off or changes their severity.
    Order: severity, township, file, sheet, row, code, cell.
    """
    if ledger.empty:
        return ()
    facts = Facts(ledger.reset_index(drop=True), columns, settings, period, cut_off)
    found: list[Finding] = []
    for rule in RULES:
        switch = settings.rule_switches.get(rule.code, _KEEP)
        if switch.enabled:
            found += (replace(f, severity=Severity(switch.severity)) if switch.severity else f for f in findings_of(rule, facts))
    return tuple(sorted(found, key=_order))


def _order(fault: Finding) -> tuple[int, str, str, str, int, str, str]:
    place = fault.place
    return SEVERITY_ORDER.index(fault.severity), fault.township, place.file, place.sheet, fault.row, fault.code, place.cell
