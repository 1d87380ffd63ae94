"""What the page shows of a published period is what was published, and rows are shown without what wasn't read."""

from __future__ import annotations

import pytest

from pipeline.base.period import parse_period
from pipeline.desk.figures import figures
from pipeline.desk.kept import Kept
from pipeline.desk.picture import picture_of
from pipeline.desk.tasks import checked
from pipeline.run import check_period
from tests.shared_editions import GOLDEN, golden_outputs

pytestmark = pytest.mark.slow


def test_figures_are_the_published_ones_and_the_picture_names_nobody() -> None:
    found = figures(golden_outputs(), "2023-02")
    assert {row["township"] for row in found["ranking"]} == {"东岭镇", "西河镇", "南山乡"}
    assert found["roster"] == ["南山乡", "西河镇", "东岭镇"]
    (western,) = [row for row in found["ranking"] if row["township"] == "西河镇"]
    assert western["marks"] == "待更正", "its ledger has errors"
    drawn = picture_of(parse_period("2023-02"), found, named=False, issued=False)
    assert drawn["draft"] == "未定稿"
    assert [rate["percent"] for rate in drawn["rates"]] == [cell["percent"] for cell in found["county"]]
    assert {row["rank"]: row["mend"] for row in drawn["ranking"]}[western["rank"]] == "△"
    assert found["overdue_in_all"] == len(found["overdue"]) + 2, "N04 and N10 are nobody's"
    names = {row["township"] for row in found["ranking"]}
    assert not any(name in str(drawn) for name in names)
    assert not any(row["case_no"] in str(drawn) for row in found["overdue"])
    assert {
        row["name"] for row in picture_of(parse_period("2023-02"), found, named=True, issued=True)["ranking"]
    } == names


def test_a_fault_shows_its_row_as_in_excel_with_its_heading_and_its_cell_marked() -> None:
    found = checked(check_period(GOLDEN, golden_outputs(), "2023-02", None, lambda _: None), GOLDEN, Kept())
    (fault,) = [each for each in found["faults"]["西河镇"] if each["cell"] == "U17"]
    (row,) = fault["rows"]
    bad = [column for column in row["columns"] if column["bad"]]
    assert row["number"] == 17
    assert bad == [{"letter": "U", "heading": "对责任单位评价", "text": bad[0]["text"], "bad": True}]
    assert bad[0]["text"] in ("还行", "（已遮盖）")
    assert all(column["heading"] for column in row["columns"])
