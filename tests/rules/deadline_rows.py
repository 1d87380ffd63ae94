"""Matters for the tests of time limits."""

from __future__ import annotations

from dataclasses import replace

import pandas as pd

from pipeline.schema.ledger import LEDGER
from pipeline.schema.options import Options
from pipeline.settings.record import Settings

SETTINGS = Settings(roster=(), weights={}, conditions=())
ROLLED = replace(SETTINGS, options=Options(roll_over_holidays=True))
BAD = ("accepted_on", "received_on", "level", "procedure", "extended_to", "extension_approved_on", "concluded_on")


def matters(*rows):
    """Rows as a ledger has them; ``bad`` names the ids whose cells are unreadable."""
    data = {}
    for field in LEDGER:
        values = [None if field.id in row.get("bad", ()) else row.get(field.id) for row in rows]
        kind = {"date": "datetime64[s]", "count": "Int64"}.get(field.type, "str")
        data[field.id] = pd.Series(
            pd.to_datetime(pd.Series(values, dtype="object")) if field.type == "date" else values, dtype=kind
        )
        if field.id in BAD:
            data[f"{field.id}_bad"] = pd.Series([field.id in row.get("bad", ()) for row in rows])
    return pd.DataFrame(data)


def days(series):
    """A column as dates, None where null."""
    return [None if pd.isna(value) else value.date() for value in series]
