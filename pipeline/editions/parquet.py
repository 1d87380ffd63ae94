"""Tables become parquet bytes by the contract's types, and are read back. The same table gives the same bytes."""

from __future__ import annotations

import io
from collections.abc import Mapping, Sequence
from functools import lru_cache
from pathlib import Path

import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq

from pipeline.schema.contract import PANDAS_TYPES, TABLES, ColumnType, Table

_ARROW: dict[ColumnType, pa.DataType] = {
    "text": pa.string(),
    "date": pa.date32(),
    "int": pa.int64(),
    "bool": pa.bool_(),
    "texts": pa.list_(pa.string()),
}
_ENCODED = pa.dictionary(pa.int32(), pa.string())
_PRESSED_TOGETHER = 64
_MASKED = {pa.int64(): pd.Int64Dtype(), pa.bool_(): pd.BooleanDtype()}
_FEW_ROWS = 2_000
"""Rows up to which a table is compressed by snappy: setting zstd up for each column takes longer than reading it."""
_SMALL = 32_000
"""Bytes of a file whose table is remembered; a table of a small county, or one without rows, has fewer."""


def table_bytes(name: str, frame: pd.DataFrame, tables: Mapping[str, Table] = TABLES) -> bytes:
    """Return ``frame`` as the bytes of a parquet file; its rows stay in their order.

    A table of ``tables`` (schema.contract's) gets exactly the contract's columns, in that order; other columns are left
    out. Any other table keeps its columns, typed by their dtypes (dates date32, whole numbers int64, booleans bool,
    everything else text). NaN, NaT, NA and '' become null. Raises KeyError when the frame lacks a column of the
    contract, and ValueError when a value isn't of its column's type (2.5 among whole numbers).
    """
    columns = tables[name].columns if name in tables else {str(c): _kind_of(frame[c]) for c in frame.columns}
    if absent := [c for c in columns if c not in frame.columns]:
        raise KeyError(f"table {name} lacks {', '.join(absent)}")
    if frame.empty:
        return _without_rows(tuple(columns.items()))
    return _written([_array(frame[column], kind) for column, kind in columns.items()], columns)


@lru_cache(maxsize=256)
def _without_rows(columns: tuple[tuple[str, ColumnType], ...]) -> bytes:
    """The file of a table without rows, made once: several tables of a small county have none."""
    return _written([pa.array([], type=_ARROW[kind]) for _, kind in columns], dict(columns))


def _written(arrays: Sequence[pa.Array], columns: Mapping[str, ColumnType]) -> bytes:
    schema = pa.schema([pa.field(column, _ARROW[kind]) for column, kind in columns.items()])
    table = pa.Table.from_arrays(arrays, schema=schema)
    compression = "snappy" if table.num_rows <= _FEW_ROWS else "zstd"
    buffer = io.BytesIO()
    pq.write_table(table, buffer, compression=compression, version="2.6", store_schema=False)
    return buffer.getvalue()


def read_table(source: bytes | Path) -> pd.DataFrame:
    """Read a table with the columns' types of bundles.

    Dates are datetime64[s], whole numbers Int64, booleans boolean, texts str (null is NaN), lists of texts Python
    lists (null is None). What was read of a small file is remembered by its content, for each run reads the tables of
    all editions before it.
    """
    content = source if isinstance(source, bytes) else source.read_bytes()
    if len(content) > _SMALL:
        return _read(content)
    return _remembered(content, pd.get_option("mode.string_storage")).copy(deep=False)


@lru_cache(maxsize=256)
def _remembered(content: bytes, _storage: str) -> pd.DataFrame:
    return _read(content)


def _read(content: bytes) -> pd.DataFrame:
    with pq.ParquetFile(io.BytesIO(content)) as file:
        table = file.read(use_threads=len(content) > _SMALL)
    return pd.DataFrame({field.name: _series(table[field.name], _kind_in(field.type)) for field in table.schema})


def read_columns(content: bytes, columns: Mapping[str, ColumnType]) -> pa.Table | None:
    """Read these columns alone, texts as dictionaries, so that many tables can be kept at once and put into one.

    None where the file lacks one of them or has it of another type, as tables of older editions do.
    """
    wanted = {column: _ENCODED if kind == "text" else _ARROW[kind] for column, kind in columns.items()}
    texts = [column for column, kind in columns.items() if kind == "text"]
    try:
        opened = pq.ParquetFile(pa.BufferReader(content), read_dictionary=texts)
    except KeyError:  # it has no such column of texts
        return None
    with opened as file:
        there = {field.name: field.type for field in file.schema_arrow}
        if any(there.get(column) != type_ for column, type_ in wanted.items()):
            return None
        return file.read(columns=list(columns), use_threads=False)


class Pile:
    """Tables as read_columns gives them, put one below the other as they come: ``columns`` are theirs."""

    def __init__(self, columns: Mapping[str, ColumnType]) -> None:
        self._columns = columns
        self._pressed: list[pa.Table] = []
        self._loose: list[pa.Table] = []

    def add(self, table: pa.Table) -> None:
        """Put a table below the others. A small one with dictionaries of its own takes ten times its cells' room."""
        self._loose.append(table)
        if len(self._loose) >= _PRESSED_TOGETHER:
            self._press()

    def _press(self) -> None:
        self._pressed.append(pa.concat_tables(self._loose).unify_dictionaries().combine_chunks())
        self._loose.clear()

    def frame(self) -> pd.DataFrame:
        """All of it as one table with the columns' types of bundles, texts as categories."""
        if self._loose:
            self._press()
        table = pa.concat_tables(self._pressed).unify_dictionaries()
        return pd.DataFrame({column: _long_series(table[column], kind) for column, kind in self._columns.items()})


def _long_series(column: pa.ChunkedArray, kind: ColumnType) -> pd.Series:
    if kind == "text":
        encoded = column.combine_chunks()
        categories = pd.Index(encoded.dictionary.to_pylist(), dtype=PANDAS_TYPES[kind])
        return pd.Series(pd.Categorical.from_codes(encoded.indices.fill_null(-1).to_numpy(), categories=categories))
    if kind in ("int", "bool"):
        return pd.Series(column.to_pandas(types_mapper=_MASKED.get))
    return _series(column, kind)


def _kind_of(column: pd.Series) -> ColumnType:
    if pd.api.types.is_bool_dtype(column.dtype):
        return "bool"
    if pd.api.types.is_datetime64_any_dtype(column.dtype):
        return "date"
    return "int" if pd.api.types.is_integer_dtype(column.dtype) else "text"


def _kind_in(type_: pa.DataType) -> ColumnType:
    if pa.types.is_list(type_):
        return "texts"
    return next((kind for kind, arrow in _ARROW.items() if arrow == type_), "text")


def _array(column: pd.Series, kind: ColumnType) -> pa.Array:
    typed: pd.Series
    if kind == "date":
        typed = pd.to_datetime(column).astype("datetime64[s]")
        return pa.array(typed.to_numpy(dtype="datetime64[D]"), type=_ARROW[kind], from_pandas=True)
    if kind == "texts":
        return pa.array([list(v) if isinstance(v, list) and v else None for v in column], type=_ARROW[kind])
    if kind == "int":
        typed = column.astype("Int64")
    elif kind == "bool":
        typed = column.astype("boolean")
    elif isinstance(column.dtype, pd.CategoricalDtype):
        codes = column.cat.codes.to_numpy()
        texts = pa.array([str(category) or None for category in column.cat.categories], type=_ARROW[kind])
        return pa.DictionaryArray.from_arrays(pa.array(codes, mask=codes < 0), texts).cast(_ARROW[kind])
    else:
        texts = column.to_numpy(dtype=object, na_value="")
        return pa.array([str(text) or None for text in texts], type=_ARROW[kind])
    return pa.array(typed, type=_ARROW[kind], from_pandas=True).cast(_ARROW[kind])


def _series(column: pa.ChunkedArray, kind: ColumnType) -> pd.Series:
    if kind == "date":
        return pd.Series(column.cast(pa.timestamp("s")).to_pandas(), dtype="datetime64[s]")
    return pd.Series(column.to_pylist(), dtype=PANDAS_TYPES[kind])
