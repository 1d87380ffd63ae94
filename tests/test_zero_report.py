"""A township with nothing to report says so in its ledger or in 报送登记, and neither is a fault."""

from __future__ import annotations

from pathlib import Path

import pytest

from pipeline.render.forms.settings_form import settings_form
from pipeline.run import check_period
from tools.ingest_cases.makers import xlsx

pytestmark = pytest.mark.slow

HEADINGS = ["信访件编号", "责任单位", "登记日期", "信访形式", "初重件"]
REPORTS = ["乡镇", "应报日期", "报送日期", "零报告"]


def told(county: Path, ledger: list[list[object]], zero: str) -> list[str]:
    """Messages of errors for 城关镇, which sent ``ledger``; 报送登记 says ``zero``."""
    (county / "inputs" / "设置.xlsx").write_bytes(settings_form({"乡镇名录": [[1, "城关镇", "", "", "", ""]]}))
    folder = county / "inputs" / "2023-02"
    folder.mkdir()
    (folder / "城关镇.xlsx").write_bytes(xlsx({"台账": ledger}))
    (folder / "登记簿.xlsx").write_bytes(xlsx({"报送登记": [REPORTS, ["城关镇", "2023-03-03", "2023-03-02", zero]]}))
    found = check_period(county / "inputs", county / "outputs", "2023-02", None, lambda _: None).findings
    return [f.message for f in found if f.severity == "错误"]


@pytest.mark.parametrize(
    ("above", "zero"),
    [
        (["填报单位：城关镇", "零报告"], "否"),
        (["填报单位：城关镇", None], "是"),
        (["填报单位：城关镇", "本月无信访事项，零报告"], "是"),
    ],
)
def test_a_ledger_without_rows_declared_empty_by_either_is_no_fault(
    county: Path, above: list[object], zero: str
) -> None:
    assert told(county, [above, HEADINGS], zero) == []


def test_one_that_nobody_declared_empty_is(county: Path) -> None:
    assert told(county, [["填报单位：城关镇"], HEADINGS], "否") == ["台账没有一行事项，也没有写明零报告"]
