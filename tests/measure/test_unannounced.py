"""Limits in working days in a year that neither the kept calendar nor 节假日 knows: told, and said in the notes.

The first such year is read from the library, so that these tests hold when it has learnt another one.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date

import chinese_calendar
import pandas as pd
import pytest

from pipeline.base.period import parse_period
from pipeline.measure.indicators import measure
from pipeline.measure.reminders.unannounced import in_words, reminders, unannounced
from pipeline.rules.deadlines import WorkingDays, calendar_years
from pipeline.settings.record import Settings
from tests.measure.matter_rows import SETTINGS, Row, matters, merged, windows

YEAR = max(chinese_calendar.holidays).year + 1
DECEMBER = parse_period(f"{YEAR - 1}-12")
SIMPLE: Row = {
    "procedure": "简易办理",
    "registered_on": f"{YEAR - 1}-12-21",
    "accepted_on": f"{YEAR - 1}-12-24",
    "concluded_on": None,
}
NAMED = replace(SETTINGS, holidays={date(YEAR, 1, 1): True})


def found(*rows: Row, settings: Settings = SETTINGS, due: str | None = None) -> Mapping[int, Mapping[str, int]]:
    result = measure(
        merged(matters(*rows), {}),
        settings,
        period=DECEMBER,
        cut_off=DECEMBER.last_day,
        folders=(DECEMBER.name,),
        windows=windows(DECEMBER, settings),
    )
    state = result.state
    ledgers = None if due is None else pd.DataFrame({"due_on": pd.to_datetime([due, due])})
    return unannounced(state, ledgers, settings)


def test_the_first_and_last_year_of_the_calendar_are_read_from_the_library(monkeypatch: pytest.MonkeyPatch) -> None:
    assert calendar_years() == range(2004, YEAR)
    assert not WorkingDays({}).covered(YEAR)
    monkeypatch.setitem(chinese_calendar.holidays, date(YEAR, 1, 1), "New Year's Day")
    assert WorkingDays({}).covered(YEAR)


def test_ten_working_days_that_end_in_the_unknown_year_are_named() -> None:
    """Accepted on 24 December: the tenth working day after it lies in January, whatever the weekdays."""
    assert found(SIMPLE) == {YEAR: {"简易办理期限": 1}}


def test_a_limit_that_ends_in_a_known_year_is_not_told() -> None:
    assert found({**SIMPLE, "registered_on": f"{YEAR - 1}-12-01", "accepted_on": f"{YEAR - 1}-12-01"}) == {}


def test_a_day_of_that_year_in_the_settings_makes_it_known() -> None:
    assert found(SIMPLE, settings=NAMED) == {}


def test_a_hand_back_and_a_day_due_are_named_too() -> None:
    back = {
        **SIMPLE,
        "procedure": "信访处理意见",
        "registered_on": f"{YEAR - 1}-12-28",
        "accepted_on": None,
        "withdrawn_on": f"{YEAR - 1}-12-30",
    }
    assert found(back, due=f"{YEAR}-01-05") == {YEAR: {"退回期限": 1, "应报日期": 2}}


def test_limits_that_roll_over_days_off_are_named_where_they_do() -> None:
    rolling = replace(SETTINGS, options=replace(SETTINGS.options, roll_over_holidays=True))
    plain = {**SIMPLE, "procedure": "信访处理意见"}
    assert found(plain) == {}
    assert found(plain, settings=rolling) == {YEAR: {"遇节假日顺延的期限": 1}}


def test_the_reminder_names_the_year_and_a_row_to_fill_in_and_the_notes_say_it() -> None:
    told = list(reminders({2027: {"简易办理期限": 3, "应报日期": 20}}))
    assert [(f.code, f.severity.value, f.place.file, f.place.sheet, f.message, f.remedy) for f in told] == [
        (
            "R260",
            "提醒",
            "设置.xlsx",
            "节假日",
            "简易办理期限3件、应报日期20份落在2027年，该年放假和调休安排既不在程序自带的日历里，也没有在设置的“节假日”登记，暂按周一至周五为工作日计算",
            (
                "请在设置.xlsx的“节假日”逐日登记国务院公布的2027年放假和调休：日期、"
                "类型（休息或上班）、名称，例如 2027-01-01、休息、元旦；登记后重新生成"
            ),
        )
    ]
    assert in_words({2027: {"简易办理期限": 3, "应报日期": 20}}) == [
        "2027年放假和调休安排未登记，落在该年的简易办理期限、应报日期暂按周一至周五为工作日计算，登记后可能变动。"
    ]
