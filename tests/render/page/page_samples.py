"""Reports for 审核.html: that of excel_samples with months, balance, 更正 and decisions; and that of a large county."""

from __future__ import annotations

import base64
import json
import random
import re
import zlib
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Any

import lxml.html
import pandas as pd

from pipeline.base.county import COUNTY
from pipeline.bundles import Report
from pipeline.messages.catalogue import CATALOGUE
from pipeline.render.page.review_page import PAGE_PARTS, render_page
from pipeline.schema.indicators import DEFAULT_WEIGHTS
from tests.render.excel_samples import make_report, table, with_table
from tests.render.sample_figures import NAMES

PARTS = {
    name: (Path(__file__).resolve().parents[3] / "templates" / name).read_text(encoding="utf-8") for name in PAGE_PARTS
}
MONTHS = [f"2022-{month:02}" for month in range(3, 13)] + ["2023-01", "2023-02"]
PREFIXES = ("", "东", "西")


def data_of(page: lxml.html.HtmlElement) -> dict[str, Any]:
    """What the page carries for its script."""
    return json.loads(zlib.decompress(base64.b64decode(page.get_element_by_id("data").text)))


def unpack(packed) -> list[tuple[str, ...]]:
    columns = [[values[i] for i in codes] for values, codes in zip(packed["words"], packed["codes"], strict=True)]
    return list(zip(*columns, strict=True))


def rows_of(page, section: str) -> list[list[str]]:
    table_rows = page.xpath(f"//section[@id='{section}']//table//tr")
    return [[" ".join(cell.text_content().split()) for cell in row] for row in table_rows]


def list_rows(page, name: str) -> list[list[str]]:
    return [[" ".join(c.text_content().split()) for c in tr] for tr in page.xpath(f"//*[@id='list-{name}']//tbody/tr")]


@cache
def full_report(findings: int = 250) -> Report:
    """The hand-made report with every table that the page shows; made once, as make_report.

    2022-06 has no data, and in 2022-08 城关镇 had nothing to rate.
    """
    report = make_report(findings=findings)
    for name, rows in (("series", series()), ("balance", balance()), ("restated", restated()), ("decided", decided())):
        report = with_table(report, name, table(name, rows))
    return report


@cache
def full_page() -> bytes:
    """审核.html of that report, made once."""
    return render_page(full_report(), PARTS)


def series() -> list[dict[str, object]]:
    dice = random.Random(11)
    rows: list[dict[str, object]] = []
    for month in MONTHS:
        for name in (*NAMES, COUNTY) if month != "2022-06" else ():
            for id_ in DEFAULT_WEIGHTS:
                of = (
                    0 if (month, name) == ("2022-08", "城关镇") else dice.randint(8, 40) * (20 if name == COUNTY else 1)
                )
                rows.append(
                    {
                        "month": month,
                        "township": name,
                        "indicator": id_,
                        "numerator": of - dice.randint(0, of // 3),
                        "denominator": of,
                        "origin": "历史数据" if month < "2023" else "往期" if month < "2023-02" else "本期",
                    }
                )
    return rows


def balance() -> list[dict[str, object]]:
    """城关镇 has moved two matters to 柳树镇; the sums are 全县."""
    rows: list[dict[str, object]] = []
    for i, name in enumerate(NAMES):
        row = {
            "open_start": 40 + i,
            "registered": 12,
            "moved_in": 2 * (name == "柳树镇"),
            "concluded": 9,
            "handed_back": 1,
            "moved_out": 2 * (name == "城关镇"),
        }
        end = (
            row["open_start"]
            + row["registered"]
            + row["moved_in"]
            - row["concluded"]
            - row["handed_back"]
            - row["moved_out"]
        )
        rows.append({"township": name, **row, "open_end": end})
    total = {column: sum(int(str(row[column])) for row in rows) for column in rows[0] if column != "township"}
    return [*rows, {"township": COUNTY, **total}]


def restated() -> list[dict[str, object]]:
    return [
        {
            "period": "2023-01",
            "township": "城关镇",
            "indicator": "concluded_on_time",
            "published_numerator": 18,
            "published_denominator": 20,
            "numerator": 17,
            "denominator": 20,
            "documents": ["通报/月度通报.docx"],
        }
    ]


def decided() -> list[dict[str, object]]:
    file = "2023-02/城关镇台账.xlsx"
    return [
        {"file": file, "sheet": "Sheet1", "cell": "A3", "decision": "表头在第3行"},
        {"file": file, "sheet": "Sheet1", "cell": "C3", "decision": "“建档日”认作“登记日期”"},
        {"file": file, "sheet": "Sheet1", "cell": "A60", "decision": "第60行为合计，不计入"},
        {"file": "2023-02/登记簿.xlsx", "sheet": "报送登记", "cell": "A1", "decision": "表头在第1行"},
    ]


def sixty(findings: int = 20_000, changes: int = 20_000) -> Report:
    """Three of each township, each finding with a sentence of its own, and as many changes."""
    report = full_report()
    names = [prefix + name for prefix in PREFIXES for name in NAMES]
    tables = {name: _threefold(frame) for name, frame in report.tables.items()}
    tables["findings"] = table("findings", _findings(names, findings))
    tables["changes"] = table("changes", _changes(names, changes))
    submissions = {prefix + name: status for prefix in PREFIXES for name, status in report.submissions.items()}
    return replace(report, tables=tables, submissions=submissions)


def _threefold(frame: pd.DataFrame) -> pd.DataFrame:
    if "township" not in frame:
        return frame
    towns, county = frame[frame["township"] != COUNTY], frame[frame["township"] == COUNTY]
    copies = [towns.assign(township=prefix + towns["township"]) for prefix in PREFIXES[1:]]
    for copy, prefix in zip(copies, PREFIXES[1:], strict=True):
        for column in {"file", "source_file"} & set(copy):
            copy[column] = copy[column].str.replace("/", f"/{prefix}", n=1)
    return pd.concat([towns, *copies, county], ignore_index=True)


def _findings(names: list[str], count: int) -> list[dict[str, object]]:
    dice = random.Random(5)
    entries = [
        e
        for e in CATALOGUE.values()
        if e.code.startswith("R1") and set(re.findall(r"\{(\w+)\}", e.message)) <= {"count", "label", "example"}
    ]
    rows = []
    for i in range(count):
        entry, name = entries[i % len(entries)], names[dice.randrange(len(names))]
        day = f"2023-{dice.randint(1, 2):02}-{dice.randint(1, 28):02}"
        fields = {
            "count": 1,
            "label": "登记日期",
            "example": f"（编号QH2022{dice.randrange(10**8):08}：受理日期{day}）",
        }
        rows.append(
            {
                "severity": entry.severity.value,
                "code": entry.code,
                "township": name,
                "file": f"2023-02/{name}台账.xlsx",
                "sheet": "Sheet1",
                "cell": f"Q{dice.randint(4, 400)}",
                "cells": 1,
                "message": entry.message.format_map(fields),
                "remedy": entry.remedy,
            }
        )
    order = {"错误": 0, "提醒": 1, "说明": 2}
    return sorted(rows, key=lambda r: order[str(r["severity"])])


def _changes(names: list[str], count: int) -> list[dict[str, object]]:
    dice = random.Random(6)
    rows: list[dict[str, object]] = []
    for i in range(count):
        name, month, day = names[i % len(names)], dice.randint(1, 12), dice.randint(1, 28)
        rows.append(
            {
                "file": f"2023-02/{name}台账.xlsx",
                "sheet": "Sheet1",
                "cell": f"D{4 + i // len(names)}",
                "column": "登记日期",
                "before": f"2022.{month}.{day}",
                "after": f"2022-{month:02}-{day:02}",
            }
        )
    return rows
