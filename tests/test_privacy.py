"""Nothing personal gets past the reader: planted names, numbers and addresses are in no byte of what a run leaves."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import openpyxl
import pyarrow.parquet as pq
import pytest

from pipeline.run import run_period
from tests.unpacked import contents

pytestmark = pytest.mark.slow

PLANTED = {
    "信访人姓名": "欧阳样例甲",
    "身份证号": "110101199003074514",
    "联系电话": "13912345678",
    "家庭住址": "示例路九十九号楼",
    "信访内容": "诉求正文样例句",
    "稳控责任人": "责任样例乙",
    "去向": "去向样例丙",
}
LEDGER_HEADINGS = [
    "信访件编号",
    "责任单位",
    "登记日期",
    "信访形式",
    "初重件",
    "受理日期",
    "办结日期",
    "办理结果",
    "化解状态",
    "包案领导",
    "备注",
]


def _write_inputs(inputs: Path) -> None:
    settings = openpyxl.Workbook()
    settings.active.title = "单位"
    settings.active.append(["项目", "值"])
    settings.active.append(["县名", "样例县"])
    roster = settings.create_sheet("乡镇名录")
    roster.append(["序号", "乡镇", "别名"])
    roster.append([1, "甲镇", "甲"])
    inputs.mkdir()
    settings.save(inputs / "设置.xlsx")
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.append(["样例县甲镇信访事项台账"])
    sheet.append([*LEDGER_HEADINGS, *PLANTED])
    for n in range(1, 13):
        row = [
            f"YL20230201{n:03d}",
            "甲镇",
            date(2023, 2, 1),
            "来访",
            "初件",
            date(2023, 2, 3),
            date(2023, 2, 10),
            "予以支持",
            "已化解",
            None,
        ]
        sheet.append([*row, "电话13912345678" if n == 3 else None, *PLANTED.values()])
    sheet["D4"] = "13912345678"
    sheet["J5"] = "110101199003074514"
    book.properties.creator = "欧阳样例甲"
    (inputs / "2023-02").mkdir()
    book.save(inputs / "2023-02" / "甲镇.xlsx")


@pytest.fixture(scope="module")
def outputs(tmp_path_factory: pytest.TempPathFactory) -> Path:
    base = tmp_path_factory.mktemp("privacy")
    _write_inputs(base / "inputs")
    run_period(base / "inputs", base / "outputs", "2023-02", None, lambda _: None)
    return base / "outputs"


def test_the_planted_ledger_was_read(outputs: Path) -> None:
    """The search below means something: the matters themselves are in the output."""
    matters = pq.read_table(outputs / "2023-02" / "data" / "matters.parquet").column("case_no").to_pylist()
    assert "YL20230201001" in matters
    assert len(matters) == 12


@pytest.mark.parametrize("heading", list(PLANTED))
def test_no_byte_of_any_output_holds_a_refused_value(outputs: Path, heading: str) -> None:
    """Every file of the edition, unpacked, is searched in the encodings that it could hide in."""
    files = [p for p in outputs.rglob("*") if p.is_file()]
    assert {"汇总.xlsx", "审核.html", "run.log", "manifest.json", "月度通报.docx"} <= {p.name for p in files}
    for path in files:
        for content in contents(path):
            for encoding in ("utf-8", "utf-16-le", "gb18030", "unicode_escape"):
                assert PLANTED[heading].encode(encoding) not in content, f"{path.name} holds a value of {heading}"
