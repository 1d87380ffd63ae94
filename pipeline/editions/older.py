"""Tables of older editions in the form of today's.

Lists of ids were texts joined by 、 once, and the columns of the ledger were named there by their labels of then.
"""

from __future__ import annotations

import pandas as pd

from pipeline.base.listed import list_column
from pipeline.schema.contract import TABLES
from pipeline.schema.ledger import VERSION_ONE_LABELS


def with_lists(name: str, table: pd.DataFrame) -> pd.DataFrame:
    """Return the table ``name`` with a list in every column that is one today, where an older edition has a text."""
    columns = TABLES[name].columns if name in TABLES else {}
    joined = [column for column, kind in columns.items() if kind == "texts" and _is_text(table, column)]
    return table.assign(**{column: _lists(table[column]) for column in joined})


def _is_text(table: pd.DataFrame, column: str) -> bool:
    return column in table and pd.api.types.is_string_dtype(table[column].dtype) and table[column].dtype != object


def _lists(joined: pd.Series) -> pd.Series:
    ids = VERSION_ONE_LABELS if joined.name == "unreadable" else {}
    words = (text.split("、") if isinstance(text, str) else [] for text in joined)
    return list_column(([ids.get(word, word) for word in each] for each in words), joined.index)
