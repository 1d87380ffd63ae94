"""Limits in working days that fall in a year whose days off neither the calendar nor 节假日 of the settings has."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping

import pandas as pd

from pipeline.base.finding import Finding
from pipeline.base.place import Place
from pipeline.measure.stands import in_force, within
from pipeline.messages import note_words
from pipeline.messages.catalogue import finding
from pipeline.rules.deadlines import OBJECT_WORKING_DAYS, WorkingDays, add_working_days
from pipeline.schema.settings_sheets import SETTINGS_BOOK, SETTINGS_SHEET
from pipeline.settings.record import Settings

SIMPLE, BACK, REPORT, ROLLED = "简易办理期限", "退回期限", "应报日期", "遇节假日顺延的期限"
_UNIT = {SIMPLE: "件", BACK: "件", REPORT: "份", ROLLED: "件"}


def unannounced(state: pd.DataFrame, ledgers: pd.DataFrame | None, settings: Settings) -> dict[int, dict[str, int]]:
    """Year whose days off aren't known -> how many of which limits fall in it; oldest first, {} where there is none.

    ``state``: the stands at the cut-off. 简易办理: the limits of matters in force, or that fall in the period. 退回:
    five working days from 收到日期 (else 登记日期) of matters handed back in the period. ``ledgers``: the monthly
    ledgers due (registered.due_ledgers), for a day off moves 应报日期. Where 遇节假日顺延 is on, the acceptance limits
    and due dates of matters in force too. A matter counts once for each.
    """
    force = in_force(state)
    rows = state[force | within(state["simple_limit"], state["first"], state["last"])]
    back = state[within(state["withdrawn_on"], state["first"], state["last"])]
    calendar = WorkingDays(settings.holidays)
    limits = {
        SIMPLE: rows.drop_duplicates("case_no")["simple_limit"],
        BACK: add_working_days(back["received_on"].fillna(back["registered_on"]), OBJECT_WORKING_DAYS, calendar)[
            ~back["case_no"].duplicated()
        ],
        REPORT: pd.Series([], dtype="datetime64[s]") if ledgers is None else ledgers["due_on"],
    }
    if settings.options.roll_over_holidays:
        limits[ROLLED] = state.loc[force].drop_duplicates("case_no")[["acceptance_limit", "due_date"]].max(axis=1)
    by_year: dict[int, dict[str, int]] = {}
    for what, days in limits.items():
        for year, count in Counter(int(year) for year in pd.DatetimeIndex(days.dropna()).year).items():
            if not calendar.covered(year):
                by_year.setdefault(year, {})[what] = count
    return dict(sorted(by_year.items()))


def reminders(by_year: Mapping[int, Mapping[str, int]]) -> Iterator[Finding]:
    """R260: one reminder per year, for the office."""
    place = Place(SETTINGS_BOOK, SETTINGS_SHEET["holidays"].name)
    for year, counts in by_year.items():
        counted = "、".join(f"{what}{count}{_UNIT[what]}" for what, count in counts.items())
        yield finding("R260", place, year=year, limits=counted)


def in_words(by_year: Mapping[int, Mapping[str, int]]) -> list[str]:
    """The sentences of the 口径 note, one per year."""
    return [note_words.UNANNOUNCED.format(year=year, days="、".join(counts)) for year, counts in by_year.items()]
