"""Who reported on which day of a special period: every calendar day is due, and nothing of it is a rate."""

from __future__ import annotations

from datetime import date

import pandas as pd

from pipeline.base.period import parse_period
from pipeline.measure.lists.daily import daily_reports
from pipeline.settings.record import Settings, Township

SPECIAL, MARCH = parse_period("2023-03-04..2023-03-06"), parse_period("2023-03")
SETTINGS = Settings((Township(1, "甲镇"), Township(2, "乙镇")), {}, ())


def register(*rows: tuple[str, str, str | None, str, str]) -> pd.DataFrame:
    """报送登记: township, due day, day sent, 零报告, 每日."""
    return pd.DataFrame(
        [(name, pd.Timestamp(due), pd.Timestamp(sent) if sent else pd.NaT, *rest) for name, due, sent, *rest in rows],
        columns=["township", "due_on", "sent_on", "zero", "daily"],
    )


def states(reports: pd.DataFrame | None, period: object = SPECIAL, settings: Settings = SETTINGS) -> dict[str, str]:
    """Unit -> the states of its days, in their order."""
    names = settings.names_on(date(2023, 3, 6))
    unit_of = settings.successors(date(2023, 3, 6))
    table = daily_reports(reports, names, unit_of, period, settings)  # type: ignore[arg-type]
    return {str(name): " ".join(rows) for name, rows in table.groupby("township", sort=False)["status"]}


def test_every_calendar_day_is_due_from_everybody_with_a_row_or_without() -> None:
    """甲: zero on Saturday the 4th, matters on the 5th, the 6th told on the 7th. 乙: the 5th has a blank day."""
    reports = register(
        ("甲镇", "2023-03-04", "2023-03-04", "是", "是"),
        ("甲镇", "2023-03-05", "2023-03-05", "否", "是"),
        ("甲镇", "2023-03-06", "2023-03-07", "是", "是"),
        ("乙镇", "2023-03-05", None, "否", "是"),
        ("乙镇", "2023-03-06", "2023-03-06", "是", "是"),
    )
    assert states(reports) == {"甲镇": "零报告 按时 迟报", "乙镇": "缺报 缺报 零报告"}


def test_a_department_owes_only_where_the_register_has_a_row_of_it() -> None:
    """县住建局 is asked, its other two days are 缺报; nothing is claimed of 县民政局."""
    units = (Township(1, "甲镇"), Township(2, "县住建局", kind="县直部门"), Township(3, "县民政局", kind="县直部门"))
    settings = Settings(units, {}, ())
    rows = [("甲镇", f"2023-03-0{day}", f"2023-03-0{day}", "是", "是") for day in (4, 5, 6)]
    asked = register(*rows, ("县住建局", "2023-03-05", "2023-03-05", "是", "是"))
    assert states(asked, settings=settings) == {"甲镇": "零报告 零报告 零报告", "县住建局": "缺报 零报告 缺报"}


def test_of_two_rows_for_one_day_the_earlier_counts() -> None:
    reports = register(
        ("甲镇", "2023-03-04", "2023-03-05", "否", "是"), ("甲镇", "2023-03-04", "2023-03-04", "是", "是")
    )
    assert states(reports)["甲镇"] == "零报告 缺报 缺报"


def test_where_nobody_reports_daily_nothing_is_due() -> None:
    """A monthly row, and a daily one of another week."""
    assert states(None) == {}
    outside = (("甲镇", "2023-03-05", "2023-03-05", "否", "否"), ("甲镇", "2023-03-12", "2023-03-12", "是", "是"))
    assert states(register(*outside)) == {}


def test_in_a_month_only_the_days_are_due_for_which_somebody_has_a_row() -> None:
    assert states(register(("甲镇", "2023-03-05", "2023-03-05", "是", "是")), MARCH) == {
        "甲镇": "零报告",
        "乙镇": "缺报",
    }


def test_a_unit_owes_from_its_first_day_on_and_for_what_was_merged_into_it() -> None:
    """乙 begins on the 5th. 丙 was merged into 甲 on the 6th; its report of the 4th is 甲's now, which sent none."""
    roster = (
        Township(1, "甲镇"),
        Township(2, "乙镇", since=date(2023, 3, 5)),
        Township(3, "丙镇", merged_into="甲镇", merged_on=date(2023, 3, 6)),
    )
    reports = register(("丙镇", "2023-03-04", "2023-03-04", "是", "是"))
    assert states(reports, settings=Settings(roster, {}, ())) == {"甲镇": "零报告 缺报 缺报", "乙镇": "缺报 缺报"}
