"""An ID number, a name or a sentence pasted into a column of numbers is in no byte of what a run leaves, nor in its
log.
"""

from __future__ import annotations

from datetime import date
from pathlib import Path

import openpyxl
import pyarrow.parquet as pq
import pytest

from pipeline.run import run_period
from tests.unpacked import contents

pytestmark = pytest.mark.slow

ID_NUMBERS = ("110101199003074514", "11010519491231002X", "110101198001011013")
PIECES = ("19900307", "19491231", "19800101")
"""The birth dates: in whatever way a number is written, its date stands in it."""
SAID = ("欧阳样例甲", "宅基地被邻居占用三年没人管样例", "周样例丁", "赵样例戊", "13912345678")
SPREAD = "110101 1990-0307 4514"
WIDE = "".join(chr(ord(digit) + 0xFEE0) for digit in ID_NUMBERS[0])
HEADINGS = [
    "信访件编号",
    "关联件编号",
    "责任单位",
    "登记日期",
    "信访形式",
    "初重件",
    "受理日期",
    "积案批次",
    "包案领导",
    "备注" + ID_NUMBERS[0],
]


def _row(number: object, **other: object) -> list[object]:
    usual = {
        "关联件编号": None,
        "责任单位": "甲镇",
        "登记日期": date(2023, 2, 1),
        "信访形式": "来访",
        "初重件": "初件",
        "受理日期": date(2023, 2, 3),
    }
    return [number, *({**usual, **other}.get(name) for name in HEADINGS[1:])]


def _write_inputs(inputs: Path) -> None:
    settings = openpyxl.Workbook()
    settings.active.title = "单位"
    settings.active.append(["项目", "值"])
    settings.active.append(["县名", "样例县"])
    roster = settings.create_sheet("乡镇名录")
    roster.append(["序号", "乡镇", "别名"])
    roster.append([1, "甲镇", "甲"])
    (inputs / "2023-02").mkdir(parents=True)
    settings.save(inputs / "设置.xlsx")
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = f"台账{ID_NUMBERS[2]}"
    sheet.append([f"样例县甲镇信访事项台账 {ID_NUMBERS[0]}"])
    sheet.append(HEADINGS)
    for number in (*[f"YL20230201{n:03d}" for n in range(1, 11)],):
        sheet.append(_row(number))
    for number in (
        ID_NUMBERS[0],
        ID_NUMBERS[1].lower(),
        SPREAD,
        WIDE,
        f"见{ID_NUMBERS[2]}号",
        float(ID_NUMBERS[0]),
        SAID[0],
        SAID[1],
        "待编",
        SAID[4],
    ):
        sheet.append(_row(number))
    for at, (column, value) in enumerate(
        [
            ("关联件编号", ID_NUMBERS[0]),
            ("关联件编号", SAID[0]),
            ("责任单位", ID_NUMBERS[1]),
            ("登记日期", ID_NUMBERS[0]),
            ("信访形式", ID_NUMBERS[0]),
            ("积案批次", SAID[0]),
            ("积案批次", ID_NUMBERS[1]),
            ("包案领导", SAID[2]),
            ("包案领导", f"{SAID[3]}{ID_NUMBERS[0]}"),
        ],
        start=1,
    ):
        sheet.append(_row(f"YL20230202{at:03d}", **{column: value}))
    sheet.append([f"合计{ID_NUMBERS[0]}", None, "20件"])
    sheet.append([f"填表人：{SAID[0]}{ID_NUMBERS[1]}"])
    book.save(inputs / "2023-02" / f"甲镇{ID_NUMBERS[2]}.xlsx")
    registers = openpyxl.Workbook()
    checks = registers.active
    checks.title = "抽查登记"
    checks.append(["信访件编号", "核实结果"])
    checks.append([ID_NUMBERS[0], "属实"])
    decisions = registers.create_sheet("处理决定")
    decisions.append(["文件或信访件编号", "决定", "日期"])
    decisions.append([ID_NUMBERS[1], "可列", date(2023, 3, 1)])
    decisions.append([f"甲镇{ID_NUMBERS[2]}.xlsx", "采用此件", date(2023, 3, 1)])
    reports = registers.create_sheet("报送登记")
    reports.append(["乡镇", "应报日期", "报送日期", "文件名"])
    reports.append(["甲镇", date(2023, 3, 3), date(2023, 3, 2), f"甲镇{ID_NUMBERS[2]}.xlsx"])
    registers.save(inputs / "2023-02" / "登记簿.xlsx")


@pytest.fixture(scope="module")
def outputs(tmp_path_factory: pytest.TempPathFactory) -> Path:
    base = tmp_path_factory.mktemp("numbers")
    _write_inputs(base / "inputs")
    run_period(base / "inputs", base / "outputs", "2023-02", None, lambda _: None)
    return base / "outputs"


def test_the_honest_rows_stay(outputs: Path) -> None:
    """The search below means something: the rows are read, and 包案领导 says only that there is one.

    Ten are set aside by their numbers and one by its 登记日期, which nobody has.
    """
    data = outputs / "2023-02" / "data"
    rows = pq.read_table(data / "rows.parquet").to_pandas().set_index("kind")
    assert rows.loc["台账", "set_aside"] == 11
    assert rows.loc["台账", "kept"] == 18
    matters = pq.read_table(data / "matters.parquet").to_pandas()
    assert set(matters["lead_official"].dropna()) == {"是"}


@pytest.mark.parametrize("planted", [*ID_NUMBERS, *PIECES, *SAID, SPREAD, WIDE])
def test_no_byte_of_any_output_holds_what_was_pasted(outputs: Path, planted: str) -> None:
    """Every file, the marked ledger too, unpacked, and every file's name."""
    files = [path for path in outputs.rglob("*") if path.is_file()]
    assert any(path.parent.name == "退回" and path.suffix == ".xlsx" for path in files)
    for path in files:
        assert planted not in path.name
        for content in contents(path):
            for encoding in ("utf-8", "utf-16-le", "gb18030", "unicode_escape"):
                own = path.parent.name == "退回" and planted == SAID[2]
                assert own or planted.encode(encoding) not in content, f"{path.name} holds {planted}"
