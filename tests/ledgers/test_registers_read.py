"""登记簿: sheets by name, rows typed, what can't be used told by its cell."""

from __future__ import annotations

import io
from collections.abc import Callable, Mapping, Sequence
from datetime import date

import openpyxl
import pandas as pd

from pipeline.bundles import Reading
from tests.ledgers.conftest import ReadCase, told

ReadBytes = Callable[[dict[str, bytes]], Reading]


def _book(sheets: Mapping[str, Sequence[Sequence[object]]]) -> bytes:
    book = openpyxl.Workbook()
    book.remove(book.active)
    for name, rows in sheets.items():
        sheet = book.create_sheet(name)
        for row in rows:
            sheet.append(list(row))
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def test_decisions_are_typed_once(read_bytes: ReadBytes) -> None:
    """The bare word, whom or what it names, the day from which, and the column's id; the day is the text's, else
    起始日期, else 日期.
    """
    heading = ["文件或信访件编号", "栏目", "决定", "起始日期", "日期"]
    rows = [
        ["QH20230001", None, "归属乡镇：城关镇 2023-03-05", date(2023, 3, 4), date(2023, 3, 6)],
        ["QH20230002", None, "归属：柳树", date(2023, 3, 4), date(2023, 3, 6)],
        ["QH20230003", None, "改号：QH20230009", None, date(2023, 3, 6)],
        ["QH20230004", "受理日期", "更正属实", None, None],
        ["QH20230005", None, "重新办理", None, date(2023, 3, 6)],
    ]
    found = read_bytes({"登记簿.xlsx": _book({"处理决定": [heading, *rows]})})
    frame = found.registers["decisions"]
    assert found.findings == ()
    assert list(frame["decision"]) == ["归属乡镇", "归属乡镇", "改号", "更正属实", "重新办理"]
    assert [None if pd.isna(to) else to for to in frame["to"]] == ["城关镇", "柳树镇", "QH20230009", None, None]
    assert [None if pd.isna(day) else f"{day:%m-%d}" for day in frame["from_on"]] == [
        "03-05",
        "03-04",
        "03-06",
        None,
        "03-06",
    ]
    assert [None if pd.isna(id_) else id_ for id_ in frame["column"]] == [None, None, None, "accepted_on", None]


def test_a_decision_that_cannot_be_followed_is_told_and_left_out(read_bytes: ReadBytes) -> None:
    """A 归属 without a known township, a 改号 without a number, another word, a 栏目 that no ledger has."""
    rows = [
        ["文件或信访件编号", "栏目", "决定"],
        ["QH1", None, "归属乡镇：远方镇"],
        ["QH2", None, "改号"],
        ["QH3", None, "同意"],
        ["QH4", "心情", "更正属实"],
    ]
    found = read_bytes({"登记簿.xlsx": _book({"处理决定": rows})})
    assert list(found.registers["decisions"]["subject"]) == ["QH4"]
    assert [(f.code, f.place.cell) for f in found.findings] == [
        ("R074", "C2"),
        ("R074", "C3"),
        ("R074", "C4"),
        ("R073", "B5"),
    ]


def test_registers_are_known_by_their_sheets_and_read_together(read_bytes: ReadBytes) -> None:
    """Whatever the workbooks are called; the same sheet in two is told, and both are read."""
    checks = [["信访件编号", "核实事项", "核实结果"], ["QH20230001", None, "属实"], ["QH20230002", "延期", "不属实"]]
    letters = [["文书", "乡镇", "成文日期"], ["督办函", "城关镇", date(2023, 3, 8)]]
    again = [["信访件编号", "核实结果"], ["QH20230003", "属实"]]
    found = read_bytes(
        {"抽查.xlsx": _book({"抽查登记": checks, "发文登记": letters}), "登记簿.xlsx": _book({"抽查登记": again})}
    )
    assert list(found.registers["spot_checks"]["checked"]) == ["化解", "延期", "化解"]
    assert list(found.registers["issued"]["document"]) == ["督办函"]
    assert [f.code for f in found.findings] == ["R075"]


def test_fault_needs_a_cause_of_the_regulations(read_bytes: ReadBytes) -> None:
    """有责 for anything else than Art. 40 names is a reminder; the cause itself is kept, any other text isn't."""
    rows = [
        ["信访件编号", "乡镇", "督办日期", "事由", "有责"],
        ["QH1", "城关镇", date(2023, 2, 10), "拖延", "是"],
        ["QH2", "城关镇", date(2023, 2, 10), "张样例上访", "是"],
    ]
    found = read_bytes({"登记簿.xlsx": _book({"督办登记": rows})})
    assert list(found.registers["supervised"]["matter"]) == ["拖延", "有"]
    assert [(f.code, f.place.cell) for f in found.findings] == [("R072", "E3")]


def test_register_sheets_are_told_by_name_and_typed(read_case: ReadCase) -> None:
    """Aliases and 人民政府 resolve, × is 否, a batch of 0 is a number here."""
    registers = read_case("register.xlsx", "登记簿.xlsx").registers
    assert set(registers) == {"reports", "visits", "spot_checks"}
    report = registers["reports"].iloc[0]
    assert (report["township"], report["zero"], report["file_name"], f"{report['sent_on']:%Y-%m-%d}") == (
        "城关镇",
        "否",
        "城关镇.xlsx",
        "2023-03-02",
    )
    assert report["folder"] == "2023-02"
    assert report["source_row"] == 2
    assert registers["visits"][["place", "visits", "settled"]].values.tolist() == [["柳树镇", 0, 0], ["县级", 3, 1]]
    assert registers["spot_checks"][["case_no", "result"]].values.tolist() == [["QH20230001", "不属实"]]


def test_a_register_tells_its_faults_by_cell(read_case: ReadCase) -> None:
    """A required cell that is blank or unreadable leaves its row out; a misnamed sheet gets the nearest name."""
    reading = read_case("register.xlsx", "登记簿2023.xlsx")
    assert told(reading) == [
        "错误 报送登记 B3：登记簿“应报日期”有1格没有填，所在行没有采用",
        "错误 报送登记 A4：登记簿“乡镇”有1格没有填，所在行没有采用",
        "错误 抽查登记 B3：登记簿“核实结果”有1格读不出（不是可填的内容），如“不清楚”，所在行没有采用",
        "说明 接访登记 D2：“批次”有1格的写法不规范，已按规范读取，如 0批 → 0",
        "提醒 督办台账 ：登记簿没有名为“督办台账”的表，最接近的是“督办登记”，没有读取",
    ]
    assert {f.township for f in reading.findings} == {""}


def test_registers_have_their_row_account_too(read_case: ReadCase) -> None:
    """Kept, set aside and not data, sheet by sheet; a sheet of another name is 跳过."""
    rows = read_case("register.xlsx", "登记簿.xlsx").rows.set_index("sheet")
    assert rows[["kind", "rows_read", "kept", "set_aside", "not_data"]].T.to_dict("list") == {
        "报送登记": ["登记簿", 4, 1, 2, 1],
        "接访登记": ["登记簿", 3, 2, 0, 1],
        "抽查登记": ["登记簿", 3, 1, 1, 1],
        "督办台账": ["跳过", 2, 0, 0, 2],
    }


def test_a_zero_report_is_the_townships_word(read_case: ReadCase) -> None:
    """A form with the words, or a text file with nothing else."""
    for name in ("zero.xlsx", "zero.txt"):
        reading = read_case(name)
        assert reading.zero_files == {("2023-02", "城关镇")}
        assert list(reading.rows["kind"]) == ["台账"]
    assert read_case("form_only.xlsx").zero_files == frozenset()
