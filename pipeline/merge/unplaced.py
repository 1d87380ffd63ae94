"""Which rows set aside count where a ledger came in again corrected (docs/definitions.md, 5.5)."""

from __future__ import annotations

from collections.abc import Hashable, Mapping

import pandas as pd

from pipeline.schema.ledger import LEDGER_IDS
from pipeline.schema.vocabulary import Verdict

_CELLS = tuple(id_ for id_ in LEDGER_IDS if id_ != "township")
Cells = dict[str, object]


def counted_unplaced(
    unplaced: pd.DataFrame, ledger: pd.DataFrame, files: pd.DataFrame, instead: Mapping[str, str]
) -> pd.DataFrame:
    """The rows of ``unplaced`` (rows set aside, of every file read) that count.

    They are those of the files adopted (``files``), and those of a file that came in again corrected (``instead``: the
    file -> the last that stands in for it) which the corrected file has no more: one left out there counts as it did,
    or leaving it out would pay. A row is found again where a row of the corrected file, of ``ledger`` or set aside, has
    all its readable cells; each answers for one. A row in two versions of a file counts once. Rows of files that are
    refused, or in whose place the office named another, count for nothing.
    """
    if unplaced.empty:
        return unplaced
    adopted = set(files.loc[files["verdict"] == Verdict.ADOPTED, "file"])
    left_out: list[Hashable] = []
    for new in sorted(set(instead.values()) & adopted):
        found = [*_cells_of(ledger, new).values(), *_cells_of(unplaced, new).values()]
        for old in sorted(file for file, last in instead.items() if last == new):
            pool = list(found)
            for index, cells in _cells_of(unplaced, old).items():
                again = next((each for each in pool if _within(cells, each)), None)
                if again is not None:
                    pool.remove(again)
                else:
                    left_out.append(index)
                    found.append(cells)
    return unplaced[unplaced["source_file"].isin(adopted) | unplaced.index.isin(left_out)]


def _cells_of(rows: pd.DataFrame, file: str) -> dict[Hashable, Cells]:
    """Index -> what can be read of each row of a file."""
    mine = rows[rows["source_file"] == file]
    kept = [id_ for id_ in _CELLS if id_ in mine]
    return {
        index: {id_: value for id_, value in zip(kept, row, strict=True) if not pd.isna(value)}
        for index, row in zip(mine.index, mine[kept].itertuples(index=False, name=None), strict=True)
    }


def _within(cells: Cells, other: Cells) -> bool:
    return all(other.get(id_) == value for id_, value in cells.items())
