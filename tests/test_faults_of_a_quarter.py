"""What a quarter's own folders tell, from workbooks to sentences: each fault once, none lost with a file that
doesn't count.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from pipeline.render.forms.settings_form import settings_form
from pipeline.run import check_period
from tools.ingest_cases.makers import xlsx

pytestmark = pytest.mark.slow

HEADINGS = ["信访件编号", "责任单位", "登记日期", "信访形式", "初重件", "办结日期", "受理日期", "办理结果", "化解状态"]
WRONG = ["3700002023010001", "城关镇", "2023-01-06", "来访", "初件", "", "2023-01-05"]
RIGHT = [*WRONG[:-1], "2023-01-06"]
SAID = "1件受理日期早于登记日期（编号3700002023010001：受理日期2023-01-05、登记日期2023-01-06），不计为及时受理"
DECIDED = {"处理决定": [["文件或信访件编号", "规则", "决定"], ["2023-02/城关镇（新）.xlsx", "", "采用此件"]]}


def told(county: Path, february: dict[str, list[str]], registers: dict[str, list[list[str]]]) -> list[tuple[str, str]]:
    """File and message of the errors of the first quarter, January's ledger being wrong and February's files as
    given.
    """
    (county / "inputs" / "设置.xlsx").write_bytes(settings_form({"乡镇名录": [[1, "城关镇", "", "", "", ""]]}))
    for folder, files in (("2023-01", {"城关镇": WRONG}), ("2023-02", february)):
        (county / "inputs" / folder).mkdir()
        for name, row in files.items():
            (county / "inputs" / folder / f"{name}.xlsx").write_bytes(
                xlsx({"台账": [["填报单位：城关镇"], HEADINGS, row]})
            )
    if registers:
        (county / "inputs" / "2023-02" / "登记簿.xlsx").write_bytes(xlsx(registers))
    found = check_period(county / "inputs", county / "outputs", "2023-Q1", None, lambda _: None).findings
    return [(f.place.file, f.message) for f in found if f.severity == "错误"]


def test_a_fault_of_both_months_is_told_of_february(county: Path) -> None:
    assert told(county, {"城关镇": WRONG}, {}) == [("2023-02/城关镇.xlsx", f"{SAID}；2023-01台账也有同样问题，不另列")]


def test_a_file_that_another_was_adopted_for_takes_no_fault_with_it(county: Path) -> None:
    """February's first file has the fault too, but the office adopted the other: January's is told, for it is the
    newest that counts.
    """
    assert told(county, {"城关镇": WRONG, "城关镇（新）": RIGHT}, DECIDED) == [("2023-01/城关镇.xlsx", SAID)]
