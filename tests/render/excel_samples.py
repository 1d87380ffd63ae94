"""A hand-made Report of a county of any size, every kind of oddity in it; the same report for the same arguments."""

from __future__ import annotations

import random
from dataclasses import replace
from datetime import date, timedelta
from fractions import Fraction
from functools import cache

import pandas as pd

from pipeline.base.finding import Finding, Severity
from pipeline.base.period import parse_period
from pipeline.base.place import Place
from pipeline.bundles import Report
from pipeline.measure.lists.desk_lists import batches
from pipeline.schema.contract import PANDAS_TYPES, TABLES
from pipeline.schema.indicators import DEFAULT_WEIGHTS
from pipeline.schema.ledger import LEDGER
from pipeline.settings.record import Condition, Settings, Test, Township
from tests.render import sample_rows
from tests.render.sample_figures import (
    CONDITIONS,
    NAMES,
    SECRET,
    assigned,
    indicators,
    letters,
    ranking,
    three_none,
    volumes,
    workload,
)
from tests.render.sample_rows import HOSTILE


def table(name: str, rows: list[dict[str, object]]) -> pd.DataFrame:
    """A table of the contract in its columns and dtypes."""
    columns = TABLES[name].columns
    frame = pd.DataFrame(rows, columns=list(columns))
    return frame.astype({column: PANDAS_TYPES[kind] for column, kind in columns.items()})


def make_settings() -> Settings:
    """Twenty townships and the default weights; three conditions on counts."""
    return Settings(
        roster=tuple(Township(i + 1, name) for i, name in enumerate(NAMES)),
        weights={k: Fraction(v) for k, v in DEFAULT_WEIGHTS.items()},
        conditions=tuple(
            Condition("化解类", c, (Test("overdue_open", "=", "0", on_indicator=True),)) for c in CONDITIONS
        ),
        office={"县名": "青禾县", "信访局": "青禾县信访局", "联席会议办公室": "青禾县信访工作联席会议办公室"},
    )


def headings(matters: pd.DataFrame) -> list[dict[str, object]]:
    """Every ledger has its number in column B, beside the 序号."""
    files = sorted(set(matters["source_file"].dropna()))
    return [{"file": file, "sheet": "Sheet1", "column": "case_no", "letter": "B"} for file in files]


@cache
def make_report(matters: int = 120, findings: int = 30, changes: int = 30) -> Report:
    """2023年2月 of 青禾县: 云台乡 sent 零报告, 南坪乡 nothing, 马头乡 late, 清河镇's older file was replaced.

    Made once for all tests of a process: whoever wants another table puts it into a report of his own.
    """
    dice = random.Random(7)
    ledger = _matters(matters, dice)
    tables = {
        "files": table("files", sample_rows.files()),
        "rows": table("rows", sample_rows.rows(matters)),
        "findings": table("findings", sample_rows.findings(findings, dice)),
        "changes": table("changes", sample_rows.changes(changes)),
        "matters": ledger,
        "trace": table("trace", []),
        "indicators": table("indicators", indicators(dice)),
        "three_none": table("three_none", three_none()),
        "ranking": table("ranking", ranking()),
        "volumes": table("volumes", volumes()),
        "calendar": table("calendar", volumes()),
        "workload": table("workload", workload()),
        "submissions": table("submissions", []),
        "assigned": table("assigned", assigned()),
        "omissions": table("omissions", []),
        "letters": table("letters", letters()),
        "headings": table("headings", headings(ledger)),
        "batches": batches(table("assigned", assigned()), NAMES),
    }
    tables |= {name: table(name, []) for name in TABLES if name not in tables}
    overdue = pd.DataFrame(
        {
            "case_no": ["QH202211020004", "00202301050101"],
            "township": ["城关镇", "城关镇"],
            "kind": ["逾期未办结", "逾期未受理"],
            "registered_on": pd.to_datetime(["2022-11-02", "2023-01-05"]).astype("datetime64[s]"),
            "accepted_on": pd.to_datetime(["2022-11-10", None]).astype("datetime64[s]"),
            "due": pd.to_datetime(["2023-01-09", "2023-01-20"]).astype("datetime64[s]"),
            "days_over": pd.array([50, 39], dtype="Int64"),
        }
    ).astype({"case_no": "str", "township": "str", "kind": "str"})
    soon = pd.DataFrame(
        {
            "case_no": ["QH202301010003"],
            "township": ["城关镇"],
            "kind": ["待办结"],
            "registered_on": pd.to_datetime(["2023-01-01"]).astype("datetime64[s]"),
            "accepted_on": pd.to_datetime(["2023-01-10"]).astype("datetime64[s]"),
            "due": pd.to_datetime(["2023-03-11"]).astype("datetime64[s]"),
            "days_left": pd.array([11], dtype="Int64"),
        }
    ).astype({"case_no": "str", "township": "str", "kind": "str"})
    status = dict.fromkeys(NAMES, "已报") | {
        "马头乡": "迟报",
        "云台乡": "零报告",
        "南坪乡": "未报送",
        "石门乡": "已报（退回）",
    }
    notes = (
        "数据截至2023年2月28日当日终了；截止日之后的办结、受理不计入。",
        "及时受理率：分母为受理期限落在本期的事项（检举控告除外），分子为在受理期限内受理的。",
        "同一事项以编号认定，一件一行；乡镇自报与上级登记台账不同的，以上级登记台账为准。",
        '含特殊字符的说明：=1+1 "<公司>&" 按原文显示。',
    )
    faults = tuple(
        Finding(
            Severity(row["severity"]),
            str(row["code"]),
            "" if pd.isna(row["township"]) else str(row["township"]),
            Place("", *("" if pd.isna(row[column]) else str(row[column]) for column in ("sheet", "cell"))),
            str(row["message"]),
            str(row["remedy"]),
        )
        for row in tables["findings"].to_dict("records")
    )
    day = date(2023, 2, 28)
    return Report(
        parse_period("2023-02"), day, make_settings(), tables, {}, {}, overdue, soon, notes, status, faults=faults
    )


def with_table(report: Report, name: str, frame: pd.DataFrame) -> Report:
    """The report with one table replaced."""
    return replace(report, tables={**report.tables, name: frame})


def _matters(count: int, dice: random.Random) -> pd.DataFrame:
    start = date(2022, 10, 1)
    rows: list[dict[str, object]] = []
    for i in range(count):
        registered = start + timedelta(days=i * 150 // max(count, 1))
        accepted = registered + timedelta(days=dice.randint(0, 14))
        done = accepted + timedelta(days=dice.randint(5, 70))
        row: dict[str, object] = {f.id: f.codes[dice.randrange(len(f.codes))] for f in LEDGER if f.codes}
        row |= {
            "case_no": f"{i + 1:014d}",
            "township": NAMES[i % 18],
            "registered_on": registered,
            "accepted_on": accepted,
            "received_on": registered,
            "purpose": "申诉求决",
            "procedure": "信访处理意见",
            "occurrence": "初件",
            "persons": 1 + i % 4,
            "concluded_on": done if i % 3 else None,
            "due_date": accepted + timedelta(days=60),
            "incident": "无",
            "acceptance_limit": registered + timedelta(days=15),
            "came_back": False,
            "withdrawn_valid": False,
            "origin": "台账",
            "claim": "确定",
            "root_case_no": f"{i + 1:014d}",
            "source_file": f"2023-02/{NAMES[i % 18]}台账.xlsx",
            "source_sheet": "Sheet1",
            "source_row": 4 + i // 18,
            "lead_official": "是",
            "hidden": False,
        }
        if not i % 3:
            row |= {"outcome": None, "handling": None, "rating_unit": None, "rating_office": None, "settled": None}
        rows.append(row)
    rows[0] |= {"lead_official": HOSTILE, "backlog_batch": "=1+1", "related_case_no": "@SUM(A1)"}
    rows.append(
        {
            **rows[1],
            "case_no": SECRET,
            "procedure": "检举控告",
            "purpose": "检举控告",
            "hidden": True,
            "source_row": 999,
            "source_file": "2023-02/城关镇台账.xlsx",
        }
    )
    rows.append(
        {
            **rows[1],
            "case_no": "QH999000000002",
            "purpose": "检举控告",
            "procedure": None,
            "hidden": True,
            "source_row": 998,
        }
    )
    return table("matters", rows)
