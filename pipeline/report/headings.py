"""Which column of a sheet holds what: from a row that a published table names to the cell that staff can open."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping

import pandas as pd

from pipeline.base.place import column_letter
from pipeline.bundles import contract_table

_POINTING = {
    "matters": ("source_file", "source_sheet"),
    "members": ("file", "sheet"),
    "counted": ("file", "sheet"),
    "trace": ("file", "sheet"),
}
CASE_NO = "case_no"


def headings_table(
    columns: Mapping[tuple[str, str], Mapping[str, int]], tables: Mapping[str, pd.DataFrame]
) -> pd.DataFrame:
    """The contract's headings: the columns of every sheet to which ``tables`` refer.

    ``tables``: matters, members, counted, trace.

    ``columns``: Reading's. By file, sheet and position. A column is called by the schema's id, never by
    what its sender wrote above it; one that is no field isn't there. A sheet that this run didn't read (its row is
    known from an earlier edition) has no rows here.
    """
    wanted = {place for name, pair in _POINTING.items() for place in _places(tables[name], pair)}
    listed = []
    for file, sheet in sorted(wanted & columns.keys()):
        for id_, at in sorted(columns[file, sheet].items(), key=lambda pair: pair[1]):
            listed.append({"file": file, "sheet": sheet, "column": id_, "letter": column_letter(at)})
    return contract_table("headings", listed)


def _places(table: pd.DataFrame, pair: tuple[str, str]) -> Iterable[tuple[str, str]]:
    places: Iterable[tuple[str, str]] = table[[*pair]].dropna().drop_duplicates().itertuples(index=False, name=None)
    return places


class Headings:
    """The table headings, asked by sheet."""

    def __init__(self, table: pd.DataFrame) -> None:
        self._letters: dict[tuple[str, str], dict[str, str]] = {}
        for file, sheet, column, letter in table.itertuples(index=False, name=None):
            self._letters.setdefault((file, sheet), {})[column] = letter

    def cells(self, file: str, sheet: str, row: int, wanted: Collection[str]) -> tuple[tuple[str, str], ...]:
        """(column, cell) of the ``wanted`` columns that the sheet has, from left to right: ('concluded_on', 'J7')."""
        return tuple(
            (column, f"{letter}{row}")
            for column, letter in self._letters.get((file, sheet), {}).items()
            if column in wanted
        )

    def case_no_cells(self, matters: pd.DataFrame) -> list[str | None]:
        """The cell of each matter's own number, None where its sheet wasn't read by this run."""
        places = zip(
            *(matters[place].tolist() for place in ("source_file", "source_sheet")),
            matters["source_row"].fillna(0).tolist(),
            strict=True,
        )
        letters = {place: columns[CASE_NO] for place, columns in self._letters.items() if CASE_NO in columns}
        return [
            f"{letters[file, sheet]}{row}" if row and (file, sheet) in letters else None for file, sheet, row in places
        ]
