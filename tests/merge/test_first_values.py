"""The first value of a column, and the value that a decision confirms: of a few rows."""

from __future__ import annotations

import pandas as pd

from pipeline.merge.first import _first_values, corrected
from pipeline.schema.ledger import LEDGER_TYPES
from pipeline.schema.whose_word import FIRST_SUBMITTED_IDS

Row = dict[str, object]


def rows(*given: Row) -> pd.DataFrame:
    """Rows of 01 in 甲镇's ledgers; ``bad``: the columns that can't be read."""
    made = [{"case_no": "01", "unit": "甲镇", "folder_no": 0, "group": "01", "bad": (), **row} for row in given]
    frame = pd.DataFrame({id_: [row[id_] for row in made] for id_ in ("case_no", "unit", "folder_no", "group")})
    for id_ in FIRST_SUBMITTED_IDS:
        kind = "datetime64[s]" if LEDGER_TYPES[id_] == "date" else "str"
        frame[id_] = pd.Series([row.get(id_) for row in made], dtype="object").astype(kind)
        frame[f"{id_}_bad"] = [id_ in row["bad"] for row in made]  # type: ignore[operator]
    return frame


def first(*given: Row) -> dict[str, object]:
    """What is first of 01, of the columns that the rows speak of; None where nothing was read."""
    found = _first_values(rows(*given)).loc["01"]
    asked = {str(id_) for row in given for id_ in (*row, *row.get("bad", ())) if id_ in FIRST_SUBMITTED_IDS}  # type: ignore[misc]
    return {id_: None if pd.isna(found[id_]) else found[id_] for id_ in asked if found[f"{id_}_known"]}


def test_the_first_that_can_be_read_counts() -> None:
    assert first({"level": "县"}, {"level": "乡镇"}) == {"level": "县"}
    assert first({"bad": ("level",)}, {"level": "乡镇"}) == {"level": "乡镇"}
    assert first({"bad": ("level",)}) == {}
    days = first({}, {"registered_on": "2023-01-10"}, {"registered_on": "2023-01-02"})
    assert days == {"registered_on": pd.Timestamp("2023-01-10")}


def test_a_blank_is_a_value_where_the_column_has_one_by_default_and_none_of_the_others() -> None:
    assert first({"level": None}, {"level": "县"}) == {"level": None}
    assert first({"occurrence": None}, {"occurrence": "重件"}) == {"occurrence": "重件"}


def confirmed(
    *entries: tuple[str, str, int], among: pd.DataFrame | None = None, units: tuple[str, ...] = ("甲镇",)
) -> list[tuple[int, str, object]]:
    """Of stands of 01 in the hands of these units."""
    ledgers = rows({"level": "县"}, {"level": "乡镇", "folder_no": 1}) if among is None else among
    frame = pd.DataFrame({"case_no": "01", "township": list(units)}, index=range(5, 5 + len(units)))
    return corrected(frame, entries, ledgers)


def test_a_decision_confirms_what_the_holders_ledger_of_its_folder_has_or_the_newest_before_it() -> None:
    assert confirmed(("01", "level", 1)) == [(5, "level", "乡镇")]
    assert confirmed(("01", "level", 0)) == [(5, "level", "县")]
    assert confirmed(("01", "level", 7)) == [(5, "level", "乡镇")]
    assert confirmed(("01", "level", 1), ("01", "level", 0)) == [(5, "level", "乡镇"), (5, "level", "县")]
    older = rows({"level": "县", "folder_no": 2}, {"level": "乡镇", "folder_no": 1})
    assert confirmed(("01", "level", 2), among=older) == [(5, "level", "县")]


def test_it_confirms_nothing_that_cannot_be_read_or_that_another_units_ledger_has() -> None:
    unread = rows({"level": "县"}, {"bad": ("level",), "folder_no": 1})
    assert confirmed(("01", "level", 1), among=unread) == []
    assert confirmed(("01", "level", 0), among=unread) == [(5, "level", "县")]
    assert confirmed(("01", "level", 0), among=rows({"level": "县", "folder_no": 1})) == []
    assert confirmed(("01", "level", 1), units=("乙镇", "甲镇")) == [(6, "level", "乡镇")]
    assert confirmed(("02", "level", 1)) == []
    assert confirmed(("01", "no column", 1)) == []
    assert confirmed() == []
