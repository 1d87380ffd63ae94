"""Columns that a ledger lacks though figures rest on them, for whoever speaks of the figures."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from typing import Any

import pandas as pd

from pipeline.schema.ledger import LEDGER

_NO_COLUMN = "R092"
_LABELS = {field.id: field.label for field in LEDGER}


def columns_lacking(
    findings: pd.DataFrame, units: Collection[str] | None, ids: Collection[str]
) -> Iterator[tuple[str, dict[Any, Any]]]:
    """(Label, finding) of each of the columns ``ids`` that a ledger of these units has not; in the order of the table.

    ``findings``: the contract's. ``units``: None for every unit. A finding says which column it is about in its
    message alone. Missing texts of a finding are ''.
    """
    here = findings["code"] == _NO_COLUMN
    if units is not None:
        here &= findings["township"].isin(units)
    for row in findings[here].fillna({"file": "", "sheet": "", "cell": ""}).to_dict("records"):
        yield from ((_LABELS[id_], row) for id_ in ids if f"“{_LABELS[id_]}”" in row["message"].partition("，")[0])
