"""Questions asked of whole columns of texts, each answered faster than pandas does."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc


def order_of(rows: pd.DataFrame) -> np.ndarray:
    """The positions that sort ``rows`` by all their columns: ascending, nulls last, ties in their present order.

    Arrow sorts texts in a fraction of pandas' time and in the same order, because bytes of UTF-8 sort as their
    characters do. Categories are sorted already (rules.coded), so that their codes say the order.
    """
    columns = {
        id_: _codes(rows[id_]) if isinstance(rows[id_].dtype, pd.CategoricalDtype) else rows[id_] for id_ in rows
    }
    table = pa.Table.from_pydict({id_: pa.array(column, from_pandas=True) for id_, column in columns.items()})
    order: np.ndarray = pc.sort_indices(table, sort_keys=[(column, "ascending") for column in rows]).to_numpy()
    return order


def _codes(column: pd.Series) -> pa.Array:
    codes = column.cat.codes.to_numpy()
    return pa.array(codes, mask=codes < 0)


def among(texts: pd.Series, wanted: Iterable[str]) -> pd.Series:
    """``texts.isin(wanted)`` for case numbers, three times as fast over a million.

    Python's strings keep their hash, so its own set answers at once.
    """
    # Iterating a column of pandas asks of each text whether it is missing; a list of it doesn't.
    known = frozenset(wanted.to_numpy() if isinstance(wanted, pd.Series) else wanted)
    if not known:
        return pd.Series(data=False, index=texts.index)
    return pd.Series(
        np.fromiter(map(known.__contains__, texts.to_numpy()), dtype=bool, count=len(texts)), index=texts.index
    )
