"""The golden year as the office had it in hand: 设置.xlsx, a ledger a township and month, 登记簿.xlsx."""

from __future__ import annotations

from datetime import date, timedelta

from pipeline.period import parse_period
from pipeline.schema.ledger import LEDGER
from tools.golden_year.county import (
    ASSIGNED,
    FOUND_FALSE,
    HANDED_BACK,
    LATE,
    MONTHS,
    OMITTED,
    PAST_TITLES,
    SUPERVISED,
    TOWNSHIPS,
    UNSENT,
    ZERO,
    Row,
    matters,
)
from tools.make_ingest_cases import xlsx

Rows = list[list[object]]
_HEADINGS = [field.label for field in LEDGER]
_DAYS = ("收到日期", "告知日期", "受理日期", "办结日期", "退回日期")
_WITH_CONCLUSION = ("办理结果", "化解状态", "对责任单位评价", "对信访部门评价")


def known(row: Row, end: date) -> Row | None:
    """A matter as its township knew it at the end of a day; None before it was registered."""
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


def _registers(month: str, rows: list[Row]) -> dict[str, Rows]:
    end = parse_period(month).last_day
    due = end + timedelta(days=3)
    reports: Rows = [["乡镇", "应报日期", "报送日期", "零报告"]]
    for name in TOWNSHIPS:
        sent = None if (month, name) in UNSENT else due + timedelta(days=2) if (month, name) in LATE else due - timedelta(days=1)
        reports.append([name, due, sent, "是" if (month, name) in ZERO else "否"])
    above = [row for row in rows if row["信访件编号"] in OMITTED and not _after(row["登记日期"], end)]
    told = [
        {heading: row.get(heading) for heading in ("信访件编号", "责任单位", "登记日期", "收到日期", "信访层级", "初重件", "信访形式")}
        for row in above
    ]
    checks: Rows = [["信访件编号", "核实结果"]]
    checks += [[number, "不属实"] for number, since in FOUND_FALSE if since == month]
    decisions: Rows = [["文件或信访件编号", "规则", "决定", "经手", "日期"]]
    if month >= "2023-07":
        decisions.append([HANDED_BACK, None, "同意退回", "业务股", date(2023, 7, 10)])
    return {
        "报送登记": reports,
        "上级登记台账": _table(told),
        "交办清单": [["信访件编号", "乡镇", "批次", "交办日期", "要求化解日期"], *([*row] for row in ASSIGNED)],
        "督办登记": [["信访件编号", "乡镇", "督办日期", "有责"], *([*row] for row in SUPERVISED if not _after(row[2], end))],
        "抽查登记": checks,
        "处理决定": decisions,
    }


def workbooks() -> dict[str, bytes]:
    """Path below inputs/ -> the workbook."""
    books = {"设置.xlsx": xlsx({
        "单位": [["项目", "值"], ["县名", "和平县"]],
        "乡镇名录": [["序号", "乡镇"], *([at, name] for at, name in enumerate(TOWNSHIPS, start=1))],
        "历年三无": [["年度", "单位", "是否三无"], *([year, name, "是"] for year, name in PAST_TITLES)],
    })}  # fmt: skip
    rows = matters()
    for month in MONTHS:
        end = parse_period(month).last_day
        for name in TOWNSHIPS:
            if (month, name) not in UNSENT:
                told = [row for row in rows if row["责任单位"] == name and month not in OMITTED.get(str(row["信访件编号"]), ())]
                own = [seen for row in told if (seen := known(row, end))]
                above = [f"填报单位：{name}", "零报告" if (month, name) in ZERO else None]
                books[f"{month}/{name}.xlsx"] = xlsx({"台账": [above, *_table(own)]})
        books[f"{month}/登记簿.xlsx"] = xlsx(_registers(month, rows))
    return books
