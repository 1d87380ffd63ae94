"""The review page of a roll-up: two counties and three townships, every figure worked out by hand."""

from __future__ import annotations

from datetime import date
from functools import cache
from pathlib import Path

import lxml.html
import pandas as pd

from pipeline.base.period import parse_period
from pipeline.bundles import RolledUp
from pipeline.render.page.rolled import ROLLED_PARTS, ROLLED_TEMPLATE, render_rolled
from pipeline.schema.contract import PANDAS_TYPES, ROLLUP_TABLES
from tests.render.excel_samples import make_settings
from tests.render.page.page_samples import data_of, list_rows, unpack

PARTS = {
    name: (Path(__file__).resolve().parents[3] / "templates" / name).read_text(encoding="utf-8")
    for name in ROLLED_PARTS
}
FIGURES = [
    ("甲县", "concluded_on_time", 5, 12),
    ("甲县", "backlog_clearance", None, None),
    ("乙县", "concluded_on_time", 3, 5),
    ("乙县", "backlog_clearance", 1, 2),
    ("全市", "concluded_on_time", 8, 17),
    ("全市", "backlog_clearance", 1, 2),
]
CONDITIONS = [("甲县", "无越级走访", 2, False), ("乙县", "无越级走访", 0, True), ("全市", "无越级走访", 2, None)]
COUNTIES = [("乙县", "排名", 1, "60.0", "是", None), ("甲县", "排名", 2, "41.7", "否", ["待更正"])]
TOWNSHIPS = [
    ("乙县", "东岭镇", "排名", 1, "60.0", "是", None),
    ("甲县", "西河镇", "排名", 2, "41.7", "否", ["待更正"]),
    ("甲县", "南山乡", "未报送", None, None, "否", None),
]


def table(name: str, rows: list[tuple[object, ...]], columns: tuple[str, ...]) -> pd.DataFrame:
    frame = pd.DataFrame(rows, columns=columns)
    made = {}
    for column, kind in ROLLUP_TABLES[name].columns.items():
        cells = frame[column].tolist() if column in frame else [None] * len(rows)
        made[column] = pd.Series(cells, dtype=PANDAS_TYPES[kind])
    return pd.DataFrame(made)


@cache
def page() -> lxml.html.HtmlElement:
    figures = table("county_indicators", FIGURES, ("county", "indicator", "numerator", "denominator"))
    ranked = ("group", "rank", "score_1dp", "three_none", "marks")
    report = RolledUp(
        period=parse_period("2023-02"),
        cut_off=date(2023, 2, 28),
        settings=make_settings(),
        whole="全市",
        counties=("甲县", "乙县"),
        missing=("丁县",),
        tables={
            "county_indicators": figures,
            "county_three_none": table("county_three_none", CONDITIONS, ("county", "condition", "count", "holds")),
            "county_ranking": table("county_ranking", COUNTIES, ("county", *ranked)),
            "township_ranking": table("township_ranking", TOWNSHIPS, ("county", "township", *ranked)),
        },
        notes=("头一条口径。",),
    )
    return lxml.html.fromstring(render_rolled(report, PARTS).decode("utf-8"))


def test_who_is_lacking_is_named_with_what_to_do() -> None:
    """丁县 has no edition; of 甲县 南山乡 sent nothing, 西河镇 has open faults, and there is no 交办清单."""
    rows = [row[:3] for row in list_rows(page(), "lacking")]
    assert rows == [
        ["丁县", "▲ 没有本期成果", ""],
        ["甲县", "▲ 乡镇未报送台账", "南山乡"],
        ["甲县", "▲ 乡镇台账待更正", "西河镇"],
        ["甲县", "▲ 没有登记簿", "“交办清单”：积案化解率不计入全市"],
    ]
    assert all(row[3].startswith("请该县") and "例如" in row[3] for row in list_rows(page(), "lacking"))
    assert page().xpath("//p[@class='lead']/strong")[0].text_content() == "▲ 有4项需要处理。"


def test_a_figure_of_the_whole_stands_above_the_counties_that_it_is_the_sum_of() -> None:
    """5 of 12 and 3 of 5 are 8 of 17, 47.1 %; a county without the register adds nothing: 1 of 2."""
    rows = list_rows(page(), "figures")
    by_label = {label: [row[1:] for row in rows if row[0] == label] for label, *_ in rows}
    assert list(by_label.values()) == [
        [["全市", "47.1%", "8", "17"], ["甲县", "41.7%", "5", "12"], ["乙县", "60.0%", "3", "5"]],
        [["全市", "50.0%", "1", "2"], ["甲县", "未启用", "", ""], ["乙县", "50.0%", "1", "2"]],
    ]


def test_counties_and_townships_stand_in_the_order_of_their_ranks() -> None:
    """A unit without a score has its group in its place."""
    ranking = list_rows(page(), "ranking")
    assert [row[:4] for row in ranking] == [["1", "乙县", "60.0", "是"], ["2", "甲县", "41.7", "否"]]
    assert "60.0%3/5" in ranking[0]
    assert "41.7%5/12" in ranking[1]
    assert list_rows(page(), "townships") == [
        ["1", "乙县", "东岭镇", "60.0", "是", ""],
        ["2", "甲县", "西河镇", "41.7", "否", "待更正"],
        ["—", "甲县", "南山乡", "未报送", "否", ""],
    ]


def test_conditions_are_judged_for_counties_and_only_counted_for_the_whole() -> None:
    assert list_rows(page(), "conditions") == [
        ["甲县", "无越级走访", "✗ 不成立", "2"],
        ["乙县", "无越级走访", "✓ 成立", "0"],
        ["全市", "无越级走访", "—", "2"],
    ]


def test_the_script_has_every_row_and_every_link_leads_somewhere() -> None:
    data = data_of(page())
    assert {name: len(unpack(packed)) for name, packed in data["lists"].items()} == {
        "lacking": 4,
        "ranking": 2,
        "townships": 3,
        "figures": 6,
        "conditions": 3,
    }
    ids = set(page().xpath("//@id"))
    assert {href[1:] for href in page().xpath("//a/@href")} <= ids
    assert set(page().xpath("//@aria-labelledby")) <= ids


def test_the_template_has_no_word_of_its_own() -> None:
    assert PARTS[ROLLED_TEMPLATE].isascii() or set(PARTS[ROLLED_TEMPLATE]) - set(map(chr, range(128))) == {"✓"}
