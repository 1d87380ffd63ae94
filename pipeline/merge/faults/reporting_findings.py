"""Findings about sending: ledgers late, sent before the cut-off, or missing (报送登记)."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

import pandas as pd

from pipeline.base.finding import Finding
from pipeline.base.period import parse_period
from pipeline.base.place import Place
from pipeline.merge.faults.about import printed
from pipeline.merge.result import Result
from pipeline.messages.catalogue import finding
from pipeline.rules.places import Columns, place_of, row_no
from pipeline.schema.vocabulary import Answer


def reporting_findings(result: Result) -> Iterable[Finding]:
    """R214, R219, R282 and R213, of the newest folder."""
    reports = result.registers.newest["reports"]
    monthly = reports[(reports["folder"] == result.folder) & (reports["daily"] != Answer.YES)]
    yield from _late(monthly, result.folder, result.columns)
    yield from _sent_early(monthly, result.folder, result.context.cut_off, result.columns)
    if not parse_period(result.folder).special:  # a special period is reported day by day: no ledger is due
        yield from _not_here(monthly, result)
        yield from _unsent(result)


def _late(monthly: pd.DataFrame, folder: str, columns: Columns) -> Iterable[Finding]:
    """R214: ledgers sent after 应报日期."""
    late = monthly[monthly["sent_on"].notna() & (monthly["sent_on"] > monthly["due_on"])]
    for _, row in late.sort_values("source_row").iterrows():
        place = place_of(row, columns, "sent_on")
        due, sent = printed(row["due_on"]), printed(row["sent_on"])
        yield finding("R214", place, township=row["township"], row=row_no(row), folder=folder, due=due, sent=sent)


def _sent_early(monthly: pd.DataFrame, folder: str, cut_off: date, columns: Columns) -> Iterable[Finding]:
    """R219: ledgers sent before the cut-off, which can't report the days in between."""
    early = monthly[monthly["sent_on"] < pd.Timestamp(cut_off)]
    for _, row in early.sort_values("source_row").iterrows():
        place = place_of(row, columns, "sent_on")
        yield finding(
            "R219",
            place,
            township=row["township"],
            row=row_no(row),
            folder=folder,
            sent=printed(row["sent_on"]),
            cut_off=cut_off,
        )


def _not_here(monthly: pd.DataFrame, result: Result) -> Iterable[Finding]:
    """R282: ledgers that arrived by the register and lie nowhere, not even refused; the office must have them."""
    context, folder = result.context, result.folder
    sent = monthly[monthly["sent_on"].notna() & (monthly["zero"] != Answer.YES)]
    for _, row in sent.sort_values("source_row").iterrows():
        unit = context.today(str(row["township"]))
        if result.stands.newest.get(unit, -1) < context.newest and (folder, unit) not in result.sent.refused:
            yield finding(
                "R282",
                place_of(row, result.columns, "sent_on"),
                row=row_no(row),
                unit=row["township"],
                folder=folder,
                sent=printed(row["sent_on"]),
            )


def _unsent(result: Result) -> Iterable[Finding]:
    """R213: units of the last day without a ledger or 零报告; R283: those whose every file was refused."""
    context = result.context
    for township in context.settings.names_on(context.last_day):
        if result.stands.newest.get(township, -1) < context.newest:
            refused = (result.folder, township) in result.sent.refused
            yield finding(
                "R283" if refused else "R213", Place(f"{result.folder}/"), township=township, folder=result.folder
            )
