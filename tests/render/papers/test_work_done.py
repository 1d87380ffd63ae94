"""What the circular says of batches, of 三到位一处理 and of leaders on duty: told where there is something to tell."""

from __future__ import annotations

import pandas as pd
import pytest

from pipeline.base.county import COUNTY
from pipeline.render.papers.work_done import work_done
from tests.render.excel_samples import make_report, table, with_table
from tests.render.word_texts import text_of

pytestmark = pytest.mark.slow


def test_each_batch_is_told_with_the_townships_past_its_day() -> None:
    """Of the second batch two matters were assigned, one is settled, one of 城关镇 past its day."""
    said = work_done(make_report())
    assert said == (
        "突出信访问题：交办1件，已化解1件，到期未化解0件。",
        "第二批集中治理重复信访：交办2件，已化解1件，到期未化解1件（城关镇1件）。",
    )
    assert "（四）交办、处理和接访" in text_of(make_report())


def test_of_many_batches_the_sums_are_told() -> None:
    report = make_report()
    rows = report.tables["batches"]
    many = pd.concat([rows.assign(batch=rows["batch"] + str(i)) for i in range(3)], ignore_index=True)
    assert work_done(with_table(report, "batches", many)) == (
        "交办清单共6批：交办9件次，已化解6件次，到期未化解3件次。",
    )


def test_how_concluded_matters_were_settled_and_leaders_on_duty_are_told() -> None:
    report = make_report()
    handled = [
        {"township": COUNTY, "by": "handling", "code": code, "matters": n, "visits": 0, "persons": 0}
        for code, n in (("解决问题到位", 20), ("依法处理", 3), ("未填", 2))
    ]
    duty = [
        {"place": place, "days": days, "due": None, "visits": visits, "settled": 1}
        for place, days, visits in (("城关镇", 4, 6), ("县级", 2, 3), (COUNTY, 5, 9))
    ]
    report = with_table(report, "volumes", table("volumes", handled))
    report = with_table(report, "leaders_on_duty", table("leaders_on_duty", duty))
    assert work_done(report)[2:] == (
        "办结日期在本期的事项，按“三到位一处理”分，解决问题到位20件、依法处理3件，没有填写的2件。",
        "领导接访：县级2天、乡镇4天，9批次，当场化解1批次。",
    )


def test_without_registers_there_is_no_such_section() -> None:
    report = make_report()
    nothing = with_table(report, "batches", report.tables["batches"].head(0))
    assert work_done(nothing) == ()
    assert "（四）" not in text_of(nothing)
