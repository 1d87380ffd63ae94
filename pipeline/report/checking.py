"""The faults of the period's own ledgers: what the reader found in them, and what their rows break."""

from __future__ import annotations

from collections.abc import Callable, Collection

import pandas as pd

from pipeline.base.finding import Finding
from pipeline.base.period import Period, parse_period
from pipeline.base.same_number import Numbers
from pipeline.bundles import Reading, text_of
from pipeline.check.check import check_ledgers
from pipeline.merge.rows import ahead_of_sending
from pipeline.merge.submissions import declared_zero
from pipeline.report.basis import Basis

Tell = Callable[[str], None]
"""Takes each step of a run in words, for the progress line."""
EMPTY_LEDGER = "R027"


def faults_of_rows(basis: Basis, reading: Reading, numbers: Numbers, without: Collection[str]) -> list[Finding]:
    """The findings of reading and checking in the period's own folders, of all files but ``without``.

    Faults of older folders were reported by the editions of their own months. A fault that several of the period's
    folders share is reported once.

    An empty ledger whose township declared 零报告 in 报送登记 has no findings.
    """
    zero = declared_zero(reading.registers.get("reports"))
    findings = [
        f
        for f in reading.findings
        if f.place.file not in without
        and (not f.place.file or f.place.file.split("/")[0] in basis.sources.own)
        and not (f.code == EMPTY_LEDGER and (f.place.file.split("/")[0], f.township) in zero)
    ]
    rows = numbers.beside(reading.ledger[~reading.ledger["source_file"].isin(list(without))])
    rows = rows.assign(ahead=ahead_of_sending(rows, reading.registers.get("reports"), basis.cut_off))
    ledgers = [_of_units_of_the_day(rows[rows["folder"] == folder], folder, basis) for folder in basis.sources.own]
    checked = check_ledgers(ledgers, reading.columns, basis.settings, cut_off=basis.cut_off)
    return [*findings, *checked]


def _of_units_of_the_day(rows: pd.DataFrame, folder: str, basis: Basis) -> tuple[Period, pd.DataFrame]:
    """The folder's period and rows; rows of a unit that was merged by its last day belong to the unit it became."""
    period = parse_period(folder)
    unit_of = basis.settings.successors(period.last_day)
    return period, rows.assign(township=text_of(rows["township"], unit_of, rows["township"]))
