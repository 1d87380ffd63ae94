"""登记簿: sheets by name, rows typed, what can't be used told by its cell."""

from __future__ import annotations

from tests.ingest.conftest import ReadCase, told


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
