"""The county worked out by hand, whole and split in two, as workbooks: the same matters, townships in two counties."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from pipeline.run import run_period
from tools import make_golden_case as golden
from tools.ingest_cases.makers import xlsx

INITIAL = {"南山乡": "N", "西河镇": "X", "东岭镇": "D"}
MONTHS = (("2023-01", "2023年1月", golden.JANUARY), ("2023-02", "2023年2月", golden.FEBRUARY))
Rows = list[list[object]]


def write_county(place: Path, name: str, townships: Sequence[str], **settings: Rows) -> None:
    """Write ``place``/inputs of a county that has these townships of the case, with its registers' rows about them.

    N06, which both 东岭镇 and 南山乡 report, is left out of 东岭镇's ledger: no two counties have the same matter.
    """
    roster: Rows = [["序号", "乡镇"], *([number, unit] for number, unit in enumerate(townships, start=1))]
    sheets = {**golden.SETTINGS, "单位": [["项目", "值"], ["县名", name]], "乡镇名录": roster, **settings}
    books = {"设置.xlsx": xlsx(sheets)}
    for folder, month, ledgers in MONTHS:
        for unit in townships:
            lines = "\n".join(line for line in ledgers[unit].splitlines() if unit != "东岭镇" or "N06" not in line)
            books[f"{folder}/{unit}.xlsx"] = xlsx({"台账": golden._ledger(unit, lines, month)})
    initials = tuple(INITIAL[unit] for unit in townships)

    def own(row: list[object]) -> bool:
        return any(str(cell) in townships for cell in row) or str(row[0]).startswith(initials)

    registers = {sheet: [rows[0], *filter(own, rows[1:])] for sheet, rows in golden.REGISTERS.items()}
    superior = [row for row in golden._matters(golden.SUPERIOR) if own(row)]
    books["2023-02/登记簿.xlsx"] = xlsx({**registers, "上级登记台账": [list(golden._HEADINGS), *superior]})
    for path, content in books.items():
        (place / "inputs" / path).parent.mkdir(parents=True, exist_ok=True)
        (place / "inputs" / path).write_bytes(content)


def publish_county(place: Path, name: str, townships: Sequence[str], period: str = "2023-02", **settings: Rows) -> Path:
    """Publish its edition of the period and return ``place``, which holds outputs/."""
    write_county(place, name, townships, **settings)
    run_period(place / "inputs", place / "outputs", period, None, lambda _: None)
    return place
