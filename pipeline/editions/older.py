"""Tables of older editions in the form of today's.

Lists of ids were texts joined by 、 once, and columns were named by their labels of then. In
the ranking one text said every mark, and of which indicators another rate counted, by their labels of then. A column
that there wasn't yet is blank in every row: nothing was published of it.
"""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd

from pipeline.base.listed import list_column
from pipeline.schema.contract import PANDAS_TYPES, TABLES, Table
from pipeline.schema.indicators import VERSION_ONE_INDICATORS
from pipeline.schema.ledger import VERSION_ONE_LABELS
from pipeline.schema.registers import REGISTERS

_REGISTER_COLUMNS = {register.name: {f.label: f.id for f in register.fields} for register in REGISTERS}


def formula_order(version: str) -> tuple[int, ...]:
    """The place of a formula version among all: 1, then 1.1, then 2; what is no such version comes before all.

    >>> sorted(["10", "2", "1.1", "1", ""], key=formula_order)
    ['', '1', '1.1', '2', '10']
    """
    parts = version.split(".")
    return tuple(map(int, parts)) if all(part.isdecimal() for part in parts) else ()


def with_lists(name: str, table: pd.DataFrame, tables: Mapping[str, Table] = TABLES) -> pd.DataFrame:
    """Return the table ``name`` with lists and ids in every column that has them, where an older edition has texts.

    ``tables``: those of the contract that the edition's belong to.
    """
    columns = tables[name].columns if name in tables else {}
    if name == "ranking" and _is_text(table, "marks"):
        table = _with_marks(table)
    absent = {column: kind for column, kind in columns.items() if column not in table}
    if absent:
        table = table.assign(
            **{column: pd.Series(None, table.index, dtype=PANDAS_TYPES[kind]) for column, kind in absent.items()}
        )
    if name in ("headings", "counted"):
        return table.assign(column=_column_ids(table))
    joined = [column for column, kind in columns.items() if kind == "texts" and _is_text(table, column)]
    return table.assign(**{column: _lists(table[column]) for column in joined}) if joined else table


def _column_ids(table: pd.DataFrame) -> pd.Series:
    """Ids for the labels of then, by the register where the sheet is one; an id stays as it is."""
    labels = [_REGISTER_COLUMNS.get(sheet.strip(), {}) if isinstance(sheet, str) else {} for sheet in table["sheet"]]
    ids = [
        VERSION_ONE_LABELS.get(column, column) if column not in of else of[column]
        for of, column in zip(labels, table["column"], strict=True)
    ]
    return pd.Series(ids, index=table.index, dtype="str")


def _with_marks(ranking: pd.DataFrame) -> pd.DataFrame:
    """待更正；本单位近12个月的率代用：化解率；全县率代用：参评率、积案化解率, in the columns of today."""
    columns: dict[str, list[list[str]]] = {"marks": [], "of_year": [], "of_whole": []}
    for text in ranking["marks"]:
        row: dict[str, list[str]] = {column: [] for column in columns}
        for mark in text.split("；") if isinstance(text, str) else ():
            source, counted, labels = mark.partition("率代用：")
            column = "marks" if not counted else "of_year" if source == "本单位近12个月的" else "of_whole"
            row[column] += [VERSION_ONE_INDICATORS[label] for label in labels.split("、")] if counted else [mark]
        for column, ids in row.items():
            columns[column].append(ids)
    return ranking.assign(**{column: list_column(ids, ranking.index) for column, ids in columns.items()})


def _is_text(table: pd.DataFrame, column: str) -> bool:
    return column in table and pd.api.types.is_string_dtype(table[column].dtype) and table[column].dtype != object


def _lists(joined: pd.Series) -> pd.Series:
    ids = VERSION_ONE_LABELS if joined.name == "unreadable" else {}
    words = (text.split("、") if isinstance(text, str) else [] for text in joined)
    return list_column(([ids.get(word, word) for word in each] for each in words), joined.index)
