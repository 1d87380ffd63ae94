"""What the office must act on, and overdue matters that count for the county alone."""

from __future__ import annotations

from dataclasses import replace

from pipeline.render.office_tasks import office_tasks
from pipeline.render.overview import Overview
from tests.render.excel_samples import make_report, with_table
from tests.render.sample_rows import counted_for_the_county

ALONE = counted_for_the_county("QH202301050102", "QH202301050103")


def overdue_tasks(overview: Overview) -> list[tuple[str, str]]:
    return [(task.what, task.where) for task in office_tasks(overview) if task.part == "逾期件"]


def test_what_counts_for_the_county_alone_is_in_the_sum_and_named_beside_the_townships() -> None:
    """The lists have one of each kind, both of 城关镇; two more are nobody's yet."""
    assert overdue_tasks(Overview(with_table(make_report(), "members", ALONE))) == [
        ("逾期未办结1件", "城关镇1件"),
        ("逾期未受理3件", "城关镇1件；另有2件责任单位未定，暂只计入全县"),
    ]


def test_where_no_township_has_any_the_county_s_stand_alone() -> None:
    report = make_report()
    overview = Overview(replace(with_table(report, "members", ALONE), overdue=report.overdue.head(0)))
    assert overdue_tasks(overview) == [("逾期未受理2件", "有2件责任单位未定，暂只计入全县")]
    assert overview.beside_overdue == "；另有2件责任单位未定，暂只计入全县"


def test_nothing_is_said_of_the_county_alone_where_every_matter_has_its_unit() -> None:
    overview = Overview(make_report())
    assert overview.beside_overdue == ""
    assert overdue_tasks(overview) == [("逾期未办结1件", "城关镇1件"), ("逾期未受理1件", "城关镇1件")]
