"""What the cells of the cases become."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pandas as pd

from pipeline.bundles import Reading
from pipeline.schema.ledger import LEDGER_IDS
from pipeline.settings.record import Township
from tests.ledgers.conftest import CASES, FOLDER, ROSTER, SETTINGS, ReadCase, besides_columns


def _days(frame: pd.DataFrame, column: str) -> list[str | None]:
    return [None if pd.isna(day) else f"{day:%Y-%m-%d}" for day in frame[column]]


def test_all_shapes_of_one_day_are_that_day(read_case: ReadCase) -> None:
    """Text with dots, slashes or characters, eight digits as text and number, serials, no year, two digits of year;
    无 is blank.
    """
    ledger = read_case("date_shapes.xlsx").ledger
    assert _days(ledger, "accepted_on") == ["2023-02-04"] * 10 + [None]
    assert not ledger["accepted_on_bad"].any()


def test_an_unreadable_day_is_null_and_marked(read_case: ReadCase) -> None:
    """The row stays; the mark tells it from a blank cell."""
    ledger = read_case("bad_dates.xlsx").ledger
    assert _days(ledger, "accepted_on") == [None] * 6
    assert list(ledger["accepted_on_bad"]) == [True] * 6
    assert len(ledger) == 6


def test_the_1904_epoch_is_the_workbooks_own(read_case: ReadCase) -> None:
    """A day cell and a bare serial of a 1904 workbook are the same day."""
    assert _days(read_case("epoch_1904.xlsx").ledger, "accepted_on") == ["2023-02-04", "2023-02-04"]


def test_case_numbers_keep_their_digits_or_are_set_aside(read_case: ReadCase) -> None:
    """15 digits of a number cell are safe, leading zeros of text stay; scientific notation is never repaired."""
    reading = read_case("scientific_ids.xlsx")
    assert list(reading.ledger["case_no"]) == ["370000202302001", "003701"]
    assert list(reading.unplaced["source_row"]) == [4, 5]
    assert list(reading.unplaced["reason"]) == ["“信访件编号”读不出", "“信访件编号”读不出"]
    assert list(reading.unplaced["township"]) == ["城关镇", "城关镇"]


def test_counts_lose_units_and_commas_only(read_case: ReadCase) -> None:
    """3件, ３人 and 1,200 are numbers; an unknown unit, 0 and 2.5 are unreadable; / is blank."""
    ledger = read_case("counts.xlsx").ledger
    assert ledger["persons"].tolist() == [3, 3, 1200, pd.NA, pd.NA, pd.NA, pd.NA]
    assert list(ledger["persons_bad"]) == [False, False, False, True, True, True, False]


def test_merged_headings_are_joined_and_personal_columns_gone(read_case: ReadCase) -> None:
    """受理 over 日期 is 受理日期; a heading in two lines with a unit in brackets is found."""
    reading = read_case("merged_header.xlsx")
    row = reading.ledger.iloc[0]
    assert (row["case_no"], row["township"], row["persons"]) == ("QH20230001", "城关镇", 2)
    assert _days(reading.ledger, "accepted_on") == ["2023-02-03"]
    assert _days(reading.ledger, "registered_on") == ["2023-02-01"]
    assert reading.columns[f"{FOLDER}/merged_header.xlsx", "Sheet1"]["accepted_on"] == 8


def test_the_unit_line_fills_blank_cells(read_case: ReadCase) -> None:
    """Above the table or at its foot; 人民政府, the seal and what follows in the cell are no part of the name."""
    for name in ("unit_line.xlsx", "unit_foot.xlsx"):
        reading = read_case(name)
        assert list(reading.ledger["township"]) == ["柳树镇"]
        assert list(reading.files["township"]) == ["柳树镇"]


def test_a_file_name_counts_when_it_is_the_name(read_case: ReadCase) -> None:
    """石门乡（正式版） and 石门乡2月台账 are 石门乡 and noted."""
    reading = read_case("no_unit.xlsx", "石门乡（正式版）.xlsx")
    assert list(reading.ledger["township"]) == ["石门乡"]
    assert [f.message for f in besides_columns(reading)] == ["表内没有写填报单位，按文件名认作石门乡"]


def test_a_file_name_that_holds_one_unit_is_that_unit(read_case: ReadCase) -> None:
    """Alias and name are one unit, the longest name counts; the county's own name says nothing; two units are
    nobody.
    """
    for name in ("石门乡2月台账.xlsx", "青禾县石门乡台账.xlsx"):
        reading = read_case("no_unit.xlsx", name)
        assert list(reading.ledger["sender"]) == ["石门乡"]
        assert [f.code for f in besides_columns(reading)] == ["R026"]
    assert list(read_case("no_unit.xlsx", "石门乡、城关镇.xlsx").files["verdict"]) == ["拒收"]


def test_a_former_name_is_the_unit_of_today(read_bytes: Callable[..., Reading]) -> None:
    """曾用名 in a file's name leads to the unit, as it does in 填报单位 and 责任单位."""
    roster = (*ROSTER[:2], Township(3, "石门镇", former_names=("石门乡",)))
    reading = read_bytes({"石门乡.xlsx": (CASES / "no_unit.xlsx").read_bytes()}, replace(SETTINGS, roster=roster))
    assert list(reading.ledger["sender"]) == ["石门镇"]


def test_a_row_stands_in_the_ledger_of_its_file_whatever_unit_it_names(read_case: ReadCase) -> None:
    """城关镇's rows stay its own where 责任单位 isn't understood, with a reminder."""
    reading = read_case("unknown_township.xlsx", "城关镇.xlsx")
    assert reading.ledger[["sender", "township"]].values.tolist() == [["城关镇", "城关镇"]] * 2
    assert list(reading.ledger["township_bad"]) == [False, True]
    assert reading.unplaced.empty


def test_a_row_without_its_day_stays_and_says_so(read_case: ReadCase) -> None:
    """登记日期 that is blank or unreadable is null and marked; merging decides about the row."""
    ledger = read_case("blank_identity.xlsx").ledger
    assert list(ledger["registered_on_bad"]) == [True, False]
    assert list(ledger["registered_on"].isna()) == [True, False]
    unplaced = read_case("blank_identity.xlsx").unplaced
    assert set(LEDGER_IDS) <= set(unplaced.columns)
    assert unplaced["case_no"].isna().all()
    assert list(unplaced["channel"]) == ["来访"]


def test_the_list_of_changes_shows_before_and_after(read_case: ReadCase) -> None:
    """One line a cell, for what is noted; what is silently normal isn't listed."""
    changes = read_case("ditto.xlsx").changes
    assert changes.drop(columns=["file", "sheet"]).values.tolist() == [
        ["E6", "信访形式", "〃", "来访"],
        ["H6", "受理日期", "同上", "2023-02-02"],
    ]


def test_a_phone_number_is_masked_everywhere(read_case: ReadCase) -> None:
    """Neither table nor message nor list of changes holds it."""
    reading = read_case("phone_in_text.xlsx")
    assert reading.ledger["lead_official"].tolist() == ["是", "是"]
    assert reading.changes[["before", "after"]].values.tolist() == [["（已遮盖）", "是"]]


def test_nothing_personal_leaves_the_reader(read_case: ReadCase) -> None:
    """Names, numbers and addresses of the refused columns are in no table and no message."""
    for name in (
        "refused_columns.xlsx",
        "merged_header.xlsx",
        "codes.xlsx",
        "unit_foot.xlsx",
        "phone_in_text.xlsx",
        "id_numbers.xlsx",
    ):
        reading = read_case(name)
        frames = [reading.files, reading.rows, reading.changes, reading.ledger, reading.unplaced]
        everything = "".join(frame.to_csv() for frame in frames) + repr(reading.findings)
        for secret in ("张样例", "李示例", "某某村", "某某职务", "13800000000", "000000199001"):
            assert secret not in everything, (name, secret)


def test_a_gb18030_csv_and_an_et_are_read_like_any_other(read_case: ReadCase) -> None:
    """The same two matters, whatever the container."""
    for name in ("gb18030.csv", "utf16.txt"):
        assert list(read_case(name).ledger["case_no"]) == ["QH20230001", "QH20230002"]
    assert list(read_case("wps.et").ledger["case_no"])[-2:] == ["3700002023", "QH20230002"]


def test_an_alias_of_the_settings_is_a_heading(read_bytes: object) -> None:
    """列名别名 makes 建档日 the day of registration."""
    from dataclasses import replace

    from tests.ledgers.conftest import SETTINGS

    assert callable(read_bytes)
    settings = replace(SETTINGS, heading_aliases={"登记日期": ("建档日",)})
    reading = read_bytes({"a.xlsx": (CASES / "no_registered_on.xlsx").read_bytes()}, settings)
    assert _days(reading.ledger, "registered_on") == ["2023-02-01"]
    assert besides_columns(reading) == []
