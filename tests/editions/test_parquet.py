"""A table as parquet: the contract's types, null that stays null, and the same bytes for the same table."""

from __future__ import annotations

import io
from datetime import date
from pathlib import Path

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from pipeline.editions.parquet import Pile, read_columns, read_table, table_bytes
from pipeline.schema.contract import TABLES, ColumnType

ARROW = {
    "text": pa.string(),
    "date": pa.date32(),
    "int": pa.int64(),
    "bool": pa.bool_(),
    "texts": pa.list_(pa.string()),
}
DTYPES = {"text": "str", "date": "datetime64[s]", "int": "Int64", "bool": "boolean", "texts": "object"}


def three_none() -> pd.DataFrame:
    return pd.DataFrame(
        {
            "township": pd.Series(["东岭镇", "西河镇", "全县"], dtype="str"),
            "condition": pd.Series(["无遗漏", "无遗漏", ""], dtype="str"),
            "count": pd.Series([0, None, 2], dtype="Int64"),
            "holds": pd.Series([True, None, False], dtype="boolean"),
            "case_nos": pd.Series([None, ["A1", "A2"], None], dtype="object"),
        }
    )


def stored(content: bytes) -> pa.Table:
    return pq.read_table(io.BytesIO(content))


def test_the_same_table_gives_the_same_bytes():
    assert table_bytes("three_none", three_none()) == table_bytes("three_none", three_none())


def test_the_bytes_depend_on_values_and_not_on_index_or_dtype():
    other = (
        three_none()
        .set_index(pd.Index([7, 8, 9]))
        .astype({"township": "object", "condition": "category", "count": "object"})
    )
    assert table_bytes("three_none", other) == table_bytes("three_none", three_none())


def test_null_and_empty_text_are_null_and_nothing_is_nan():
    table = stored(table_bytes("three_none", three_none()))
    assert table.to_pydict() == {
        "township": ["东岭镇", "西河镇", "全县"],
        "condition": ["无遗漏", "无遗漏", None],
        "count": [0, None, 2],
        "holds": [True, None, False],
        "case_nos": [None, ["A1", "A2"], None],
    }
    assert [table[name].null_count for name in table.column_names] == [0, 1, 1, 1, 2]


def test_what_is_written_is_read_back():
    frame = three_none()
    again = read_table(table_bytes("three_none", frame))
    pd.testing.assert_frame_equal(again, frame.assign(condition=frame["condition"].replace("", np.nan)))


@pytest.mark.parametrize("name", TABLES)
def test_an_empty_table_has_the_contracts_columns_and_types(name: str):
    columns = TABLES[name].columns
    empty = pd.DataFrame({column: pd.Series([], dtype="object") for column in columns})
    schema = stored(table_bytes(name, empty)).schema
    assert {field.name: field.type for field in schema} == {column: ARROW[kind] for column, kind in columns.items()}
    assert schema.names == list(columns)
    again = read_table(table_bytes(name, empty))
    assert {column: str(dtype) for column, dtype in again.dtypes.items()} == {
        column: DTYPES[kind] for column, kind in columns.items()
    }


def test_what_one_reader_does_with_a_table_the_next_one_doesn_t_see():
    """Small files are remembered by their content."""
    content = table_bytes("three_none", three_none())
    first = read_table(content)
    first.loc[0, "township"] = "别处"
    first["count"] += 1
    del first["holds"]
    again = read_table(content)
    assert again["township"].tolist() == ["东岭镇", "西河镇", "全县"]
    assert list(again.columns) == list(three_none().columns)
    assert again["count"].fillna(-1).tolist() == [0, -1, 2]


def test_days_are_days():
    frame = pd.DataFrame({"on": pd.Series([pd.Timestamp(2023, 2, 6), pd.NaT], dtype="datetime64[s]")})
    content = table_bytes("other", frame)
    assert stored(content).schema.field("on").type == pa.date32()
    assert stored(content)["on"].to_pylist() == [date(2023, 2, 6), None]
    pd.testing.assert_frame_equal(read_table(content), frame)


def test_a_number_keeps_its_leading_zeros_and_length():
    frame = pd.DataFrame({"case_no": pd.Series(["00202209021901", "37000020230200010001"], dtype="str")})
    assert read_table(table_bytes("other", frame))["case_no"].tolist() == ["00202209021901", "37000020230200010001"]


def test_columns_come_in_the_contracts_order_and_others_are_left_out():
    frame = three_none()[["case_nos", "holds", "count", "condition", "township"]].assign(working=1)
    assert table_bytes("three_none", frame) == table_bytes("three_none", three_none())


def test_a_missing_column_is_named():
    with pytest.raises(KeyError, match="table three_none lacks holds, case_nos"):
        table_bytes("three_none", three_none().drop(columns=["holds", "case_nos"]))


def test_a_fraction_is_no_whole_number():
    with pytest.raises((ValueError, TypeError)):
        table_bytes("three_none", three_none().astype({"count": "object"}).assign(count=[1, 2.5, 3]))


def test_nothing_of_pandas_or_of_the_writing_machine_is_in_the_file():
    """pandas' own notes name its version; the same table must be the same bytes after an upgrade."""
    assert stored(table_bytes("three_none", three_none())).schema.metadata is None


def test_a_file_is_read_like_its_bytes(tmp_path: Path):
    content = table_bytes("three_none", three_none())
    (tmp_path / "three_none.parquet").write_bytes(content)
    pd.testing.assert_frame_equal(read_table(tmp_path / "three_none.parquet"), read_table(content))


def test_a_table_without_a_contract_is_typed_by_its_columns_and_empty_text_is_null():
    frame = pd.DataFrame(
        {
            "township": ["城关镇", ""],
            "due_on": pd.Series([date(2023, 3, 3), None], dtype="datetime64[s]"),
            "sent": pd.array([True, None], dtype="boolean"),
            "late": [False, True],
            "days": [1, 2],
        }
    )
    table = stored(table_bytes("elsewhere", frame))
    assert [str(f.type) for f in table.schema] == ["string", "date32[day]", "bool", "bool", "int64"]
    assert table.to_pylist()[0] == {
        "township": "城关镇",
        "due_on": date(2023, 3, 3),
        "sent": True,
        "late": False,
        "days": 1,
    }
    assert table.to_pylist()[1] == {"township": None, "due_on": None, "sent": None, "late": True, "days": 2}


def test_a_table_read_back_has_the_types_of_the_program():
    frame = pd.DataFrame(
        {
            "township": pd.Series(["城关镇", None], dtype="str"),
            "due_on": pd.Series([date(2023, 3, 3), None], dtype="datetime64[s]"),
            "sent": pd.array([True, None], dtype="boolean"),
            "days": pd.array([1, None], dtype="Int64"),
        }
    )
    pd.testing.assert_frame_equal(read_table(table_bytes("elsewhere", frame)), frame)
    empty = read_table(table_bytes("elsewhere", frame.iloc[:0]))
    assert [str(t) for t in empty.dtypes] == ["str", "datetime64[s]", "boolean", "Int64"]


def test_many_tables_become_one_as_if_each_had_been_read_by_itself() -> None:
    """Nulls, texts that only one of them has, and an empty table among them."""
    wanted: dict[str, ColumnType] = {"township": "text", "count": "int", "holds": "bool"}
    first = {"township": ["南山乡", None], "condition": ["甲", "乙"], "count": [1, None], "holds": [True, None]}
    second = {"township": ["东岭镇", "南山乡"], "condition": ["甲", "甲"], "count": [0, 2], "holds": [None, False]}
    frames = [pd.DataFrame(rows).assign(case_nos=None) for rows in (first, second)]
    files = [table_bytes("three_none", frame) for frame in (frames[0], frames[0].iloc[:0], frames[1])]
    expected = pd.concat([read_table(content)[list(wanted)] for content in files] * 30, ignore_index=True)
    pile = Pile(wanted)
    for content in files * 30:  # more than are put together at once
        table = read_columns(content, wanted)
        assert table is not None
        pile.add(table)
    pd.testing.assert_frame_equal(pile.frame().astype({"township": "str"}), expected)


def test_columns_that_a_file_has_not_or_has_otherwise_are_not_read() -> None:
    """So that the table of an older edition is brought into today's form first."""
    content = table_bytes("elsewhere", pd.DataFrame({"township": ["南山乡"], "marks": ["待更正"]}))
    assert read_columns(content, {"township": "text"}) is not None
    assert read_columns(content, {"township": "text", "kind": "text"}) is None
    assert read_columns(content, {"marks": "texts"}) is None
