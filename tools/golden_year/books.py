"""The golden year as the office received it: 设置.xlsx, a ledger per township and month, 登记簿.xlsx."""

from __future__ import annotations

from datetime import date, timedelta

from pipeline.base.period import parse_period
from pipeline.schema.ledger import LEDGER
from tools.golden_year.county import (
    ASSIGNED,
    DEPARTMENT,
    FORMER,
    FOUND_FALSE,
    MONTHS,
    OMITTED,
    PAST_TITLES,
    RENAMED,
    RENAMED_FROM,
    SUPERVISED,
    UNITS,
    UNSENT,
    ZERO,
    Row,
    due_on,
    known_until,
    named,
    sent_on,
)
from tools.golden_year.special import DECIDED, DECIDED_ON, HANDED_BACK, OPENED_ANEW, OPENED_ON, as_sent, matters
from tools.ingest_cases.makers import xlsx

SETTINGS_BEFORE = "改名以前的设置.xlsx"
"""The name of 设置.xlsx until the township was renamed."""
Rows = list[list[object]]
_HEADINGS = [field.label for field in LEDGER]
_DAYS = ("收到日期", "告知日期", "受理日期", "办结日期", "退回日期")
_WITH_CONCLUSION = ("办理结果", "化解状态", "对责任单位评价", "对信访部门评价")


def known(row: Row, end: date) -> Row | None:
    """Return a matter as its township knew it at the end of a day; None before it was registered."""
    if _after(row["登记日期"], end):
        return None
    gone = {heading for heading in _DAYS if _after(row.get(heading), end)}
    if "办结日期" in gone:
        gone |= set(_WITH_CONCLUSION)
    if _after(row.get("延期批准日期"), end):
        gone |= {"延期批准日期", "延期至"}
    return {heading: value for heading, value in row.items() if heading not in gone}


def _after(value: object, end: date) -> bool:
    return isinstance(value, date) and value > end


def _table(rows: list[Row]) -> Rows:
    return [[*_HEADINGS], *([row.get(heading) for heading in _HEADINGS] for row in rows)]


def ledger(unit: str, month: str, rows: list[Row]) -> list[Row]:
    """Return a unit's ledger of a month, one row per matter, with the units' names of that month."""
    end, listed = known_until(unit, month), []
    for row in rows:
        if (
            row["责任单位"] != unit
            or month in OMITTED.get(str(row["信访件编号"]), ())
            or _after(row.get("接手日"), end)
        ):
            continue
        holder = _holder(row, month, end)
        if holder and (seen := known(as_sent(row, month), end)):
            listed.append(seen | {"责任单位": named(holder, month)})
    return listed


def _holder(row: Row, month: str, end: date) -> str | None:
    """Return the unit that the row names; None when the ledger no longer has the row.

    It is the row's own unit. In the first ledger after that unit gave the matter away it is the unit that has it now.
    """
    last = row.get("移出日")
    if not isinstance(last, date) or end <= last:
        return str(row["责任单位"])
    given = row.get("移交给")
    month_before = known_until(str(row["责任单位"]), parse_period(month).previous().name)
    return str(given) if given and month_before <= last else None


def _registers(month: str, rows: list[Row]) -> dict[str, Rows]:
    end = parse_period(month).last_day
    reports: Rows = [["乡镇", "应报日期", "报送日期", "零报告"]]
    for unit in UNITS:
        reports.append(
            [named(unit, month), due_on(month), sent_on(unit, month), "是" if (month, unit) in ZERO else "否"]
        )
    above = [row for row in rows if row["信访件编号"] in OMITTED and not _after(row["登记日期"], end)]
    received = [
        {
            heading: row.get(heading)
            for heading in ("信访件编号", "责任单位", "登记日期", "收到日期", "信访层级", "初重件", "信访形式")
        }
        for row in above
    ]
    checks: Rows = [["信访件编号", "核实事项", "核实结果"]]
    checks += [[number, "化解", "不属实"] for number, since in FOUND_FALSE if since == month]
    decisions: Rows = [["文件或信访件编号", "规则", "栏目", "决定", "起始日期", "依据", "经手", "日期"]]
    decisions += [
        [number, None, None, decision, since, "联席会议协调", "业务股", day]
        for number, decision, since, day in (
            (DECIDED, f"归属乡镇：{FORMER}", DECIDED_ON, DECIDED_ON),
            (OPENED_ANEW, "重新办理", OPENED_ON, OPENED_ON),
            (HANDED_BACK, "同意退回", None, date(2023, 7, 10)),
        )
        if not _after(day, end)
    ]
    return {
        "报送登记": reports,
        "上级登记台账": _table(received),
        "交办清单": [["信访件编号", "乡镇", "批次", "交办日期", "要求化解日期"], *([*row] for row in ASSIGNED)],
        "督办登记": [
            ["信访件编号", "乡镇", "督办日期", "事由", "有责", "认定日期"],
            *([*row] for row in SUPERVISED if not _after(row[5] or row[2], end)),
        ],
        "抽查登记": checks,
        "处理决定": decisions,
    }


def settings(month: str) -> bytes:
    """Return 设置.xlsx of a month; from the month of its renaming on it has the township's former name too."""
    roster: Rows = [["序号", "乡镇", "曾用名", "类别"]]
    for number, unit in enumerate(UNITS, start=1):
        former = FORMER if unit == RENAMED and month >= RENAMED_FROM else None
        roster.append([number, named(unit, month), former, "县直部门" if unit == DEPARTMENT else "乡镇"])
    return xlsx(
        {
            "单位": [["项目", "值"], ["县名", "和平县"]],
            "乡镇名录": roster,
            "历年三无": [["年度", "单位", "是否三无"], *([year, name, "是"] for year, name in PAST_TITLES)],
        }
    )


def workbooks() -> dict[str, bytes]:
    """Path below the case's folder -> the workbook."""
    last = (parse_period(RENAMED_FROM).first_day - timedelta(days=1)).isoformat()[:7]
    books = {"inputs/设置.xlsx": settings(MONTHS[-1]), SETTINGS_BEFORE: settings(last)}
    rows = matters()
    for month in MONTHS:
        for unit in UNITS:
            if (month, unit) not in UNSENT:
                name = named(unit, month)
                above = [f"填报单位：{name}", "零报告" if (month, unit) in ZERO else None]
                books[f"inputs/{month}/{name}.xlsx"] = xlsx({"台账": [above, *_table(ledger(unit, month, rows))]})
        books[f"inputs/{month}/登记簿.xlsx"] = xlsx(_registers(month, rows))
    return books
