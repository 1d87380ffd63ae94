"""Which unit answers for a fault: the one to which the row belongs on its folder's last day."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from pipeline.merge.rows import listed_by
from pipeline.report.basis import Basis
from pipeline.report.compute import compute
from pipeline.report.sources import choose
from pipeline.settings.record import Township
from tests.ledgers.conftest import SETTINGS
from tools.ingest_cases.makers import ledger, matter, xlsx

pytestmark = pytest.mark.slow

MERGED = replace(
    SETTINGS,
    roster=(Township(1, "城关镇"), Township(2, "柳树镇", merged_into="城关镇", merged_on=date(2023, 2, 10))),
)


def county(inputs: Path) -> Basis:
    """城关镇 sends a row of its own and one of 柳树镇, both concluded before they were registered."""
    early = {"办结日期": date(2023, 1, 31)}
    rows = ledger(matter(1, **early), matter(2, 责任单位="柳树镇", **early))
    folder = inputs / "2023-02"
    folder.mkdir(parents=True)
    (folder / "城关镇.xlsx").write_bytes(xlsx({"台账": rows}))
    return Basis(inputs, MERGED, choose(["2023-02"], "2023-02"), date(2023, 2, 28))


def test_faults_of_a_merged_unit_s_rows_are_told_to_the_unit_it_became(tmp_path: Path) -> None:
    findings = compute(county(tmp_path), lambda _: None).findings
    (early,) = [f for f in findings if f.code == "R112"]
    assert (early.township, early.cells) == ("城关镇", 2)


def test_merging_leaves_what_was_read_as_it_was(tmp_path: Path) -> None:
    """Run and check see the same rows, though a run merges before it checks.

    pandas 3.1.1 hands out a writable view of texts held by Python (``to_numpy(dtype=object)``, also behind ``fillna``
    where nothing is null), so that an array written to changes the column it came from, copy-on-write or not; a column
    of objects gives a read-only array, and texts held by pyarrow a copy.
    """
    reading = county(tmp_path).read()
    before = reading.ledger.copy(deep=True)
    unit_on = {"2023-02": {"柳树镇": "城关镇", "城关镇": "城关镇"}}
    listed_by(reading.ledger, reading.files, ("2023-02",), unit_on)
    assert reading.ledger["township"].tolist() == before["township"].tolist() == ["城关镇", "柳树镇"]


AHEAD = (
    "1件登记日期晚于数据截至日2023-02-28（编号QH20230002：登记日期2023-03-01），"
    "报送登记也没有这份台账的报送日期，按读不出处理"
)
NOT_YET = "1件登记日期晚于本期最后一天2023-02-28（编号QH20230002：登记日期2023-03-01），本期不计"


@pytest.mark.parametrize(
    ("sent", "told"),
    [("", ("错误", "R177", AHEAD)), ("2023-03-02", ("说明", "R172", NOT_YET))],
    ids=["day of sending not known", "sent two days after the month"],
)
def test_a_registration_after_the_cut_off_is_an_error_unless_its_ledger_was_sent_later(
    tmp_path: Path, sent: str, told: tuple[str, str, str]
) -> None:
    basis = county(tmp_path)
    folder = tmp_path / "2023-02"
    rows = ledger(matter(1), matter(2, 登记日期=date(2023, 3, 1)))
    (folder / "城关镇.xlsx").write_bytes(xlsx({"台账": rows}))
    if sent:
        register = [["乡镇", "应报日期", "报送日期"], ["城关镇", "2023-03-03", sent]]
        (folder / "登记簿.xlsx").write_bytes(xlsx({"报送登记": register}))
    found = [f for f in compute(basis, lambda _: None).findings if f.code in ("R172", "R177")]
    assert [(f.severity, f.code, f.message) for f in found] == [told]
