"""Which folders a period is made from (docs/definitions.md, 数据来源)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from pipeline.base.period import Period, newest, parse_period
from pipeline.messages.asked import asked_period
from pipeline.messages.refusals import refusal
from pipeline.report.folders import period_folders
from pipeline.report.held import refuse_to_check, refuse_to_make
from pipeline.settings.place import settings_file
from pipeline.sheets.held import held_before_a_check, held_files


@dataclass(frozen=True)
class Sources:
    """``period``: cut short where its newest folder ends before it does. ``folders``: every source, oldest first.

    ``own``: those inside the period, whose faults are told and whose ledgers are due. ``earlier``: month folders that
    end before it, or with it and are shorter: their editions are inputs.
    """

    period: Period
    folders: tuple[str, ...]
    own: tuple[str, ...]
    earlier: tuple[str, ...]


def asked(
    inputs: Path, name: str | None, as_of: date | None, *, checking: bool = False
) -> tuple[list[str], Sources, date]:
    """Return every period folder under ``inputs``, the sources of the period asked for, and its cut-off.

    Raises UserError when the period, the day or 设置.xlsx isn't there, and with the name of every file that can't be
    opened; no table is needed to know that. ``checking``: a ledger or register that can't be opened refuses nothing.
    """
    names = period_folders(inputs)
    sources = choose(names, name)
    cut_off = cut_off_day(sources.period, as_of)
    settings_file(inputs)
    if checking:
        refuse_to_check(held_before_a_check(inputs, sources.folders), sources.period.name)
    else:
        refuse_to_make(held_files(inputs, sources.folders), sources.period.name)
    return names, sources, cut_off


def choose(names: Sequence[str], wanted: str | None) -> Sources:
    """The sources of the period named, or of the newest one.

    Month folders that end on or before its last day, back to January of last year; for a range also the month that
    holds its last day and a folder of its own name. Raises UserError when none lies inside the period.
    """
    period = asked_period(wanted) if wanted else newest(list(names))
    if period is None:
        raise refusal("E018")
    months = [m for m in map(parse_period, names) if m.kind == "month"]
    start = date(period.last_day.year - 1, 1, 1)
    used = [m for m in months if start <= m.first_day and m.last_day <= period.last_day]
    if period.kind == "range":
        used += [m for m in months if m.first_day <= period.last_day < m.last_day]
        used += [period] if period.name in names else []
    used.sort(key=lambda m: (m.last_day, m.first_day))
    own = [
        m
        for m in used
        if m.last_day >= period.first_day and (m.first_day >= period.first_day or period.kind == "range")
    ]
    if not own:
        raise refusal("E019", period=period.name, existing="、".join(sorted(names)))
    period = period.cut_to(max(m.last_day for m in own))
    earlier = [m for m in months if m.order < period.order]
    return Sources(
        period=period,
        folders=tuple(m.name for m in used),
        own=tuple(m.name for m in own),
        earlier=tuple(m.name for m in sorted(earlier, key=lambda m: m.last_day)),
    )


def cut_off_day(period: Period, wanted: date | None) -> date:
    """The cut-off: the period's last day unless a later day is wanted. Raises UserError for an earlier one."""
    if wanted is None:
        return period.last_day
    if wanted < period.last_day:
        raise refusal(
            "E020", wanted=f"{wanted:%Y-%m-%d}", period_label=period.label, last_day=f"{period.last_day:%Y-%m-%d}"
        )
    return wanted
