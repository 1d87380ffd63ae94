"""Where a cell stands, and how cells are written."""

from __future__ import annotations

from pipeline.base.place import Place, cell_ranges, column_letter


def test_columns_count_like_excel():
    assert [column_letter(i) for i in (0, 25, 26, 51, 52, 701, 702, 16383)] == [
        "A",
        "Z",
        "AA",
        "AZ",
        "BA",
        "ZZ",
        "AAA",
        "XFD",
    ]


def test_rows_of_a_column_join_into_ranges():
    assert cell_ranges([7, 8, 9, 12], 1) == "B7:B9、B12"
    assert cell_ranges([12, 9, 7, 8, 8], 1) == "B7:B9、B12"
    assert cell_ranges([5], 27) == "AB5"
    assert cell_ranges([], 0) == ""


def test_more_than_twelve_ranges_end_in_and_so_on():
    twelve = cell_ranges(list(range(1, 25, 2)), 0)
    assert twelve.count("、") == 11
    assert "等" not in twelve
    assert cell_ranges(list(range(1, 27, 2)), 0) == f"{twelve}等"


def test_a_place_says_only_what_is_known():
    assert str(Place("2023-02/城关镇.xlsx", "Sheet1", "B7:B9")) == "2023-02/城关镇.xlsx Sheet1 B7:B9"
    assert str(Place("2023-02/城关镇.xlsx")) == "2023-02/城关镇.xlsx"
    assert str(Place()) == ""
