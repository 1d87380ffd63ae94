"""Where two ledgers of one township differ, so that it sees at once which one is to stay."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd

from pipeline.messages import resent_words
from pipeline.schema.ledger import LEDGER

_MOST_NAMED = 3
_COLUMNS = {field.id: field.label for field in LEDGER if field.id != "case_no"}


def difference(ledger: pd.DataFrame, paths: Sequence[str]) -> str:
    """How many cells of matters that both files list differ, the first by row and column, and how many one alone lists.

    ``ledger``: the rows of the files ``paths``, as they were read. No number and no value is told. '' for more than two
    files, for a number that stands twice in one, and where neither cells nor matters differ: what does then was read
    from neither.
    """
    if len(paths) != 2:
        return ""
    one, other = (ledger[ledger["source_file"] == path].drop_duplicates("case_no", keep=False) for path in paths)
    if len(one) + len(other) < ledger["source_file"].isin(list(paths)).sum():
        return ""
    one, other = one.set_index("case_no"), other.set_index("case_no")
    both = one.index.intersection(other.index)
    alone = len(one) + len(other) - 2 * len(both)
    first, second = one.loc[both], other.loc[both]
    cells = []
    for id_, label in _COLUMNS.items():
        if id_ in first:
            was, now = first[id_].astype("object"), second[id_].astype("object")
            unlike = (was != now).fillna(value=True).astype(bool) & ~(was.isna() & now.isna())
            cells += [(int(row), label) for row in first.loc[unlike.to_numpy(), "source_row"]]
    said = [
        resent_words.ROW_CELL.format(row=row, label=label)
        for row, label in sorted(cells, key=lambda cell: cell[0])[:_MOST_NAMED]
    ]
    parts = [resent_words.CELLS_DIFFER.format(count=len(cells), cells="、".join(said))] if cells else []
    parts += [resent_words.ALONE_IN_ONE.format(count=alone)] if alone else []
    return "".join(parts)
