"""Rows set aside: each one a matter that nobody can name, not accepted in time (docs/definitions.md, 5.5)."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import replace

import numpy as np
import pandas as pd

from pipeline.base.period import Period
from pipeline.measure.clauses import Clause
from pipeline.measure.masks import SOURCE, Placed
from pipeline.schema.reasons import Why


def counted_rows(
    set_aside: pd.DataFrame, period: Period, folders: Sequence[str], sent: Collection[tuple[str, str]]
) -> pd.DataFrame:
    """The rows set aside that count 0 of 1 in 及时受理率 of the period.

    A month has those of its own folder, but for one whose like stood in the ledger before; a quarter, a year or a range
    of days those of each unit's newest ledger in it (``sent``: folder and unit of today with a ledger or 零报告), none
    where that one has no such row. A row that is a matter which its ledger now lacks counts by that matter.
    """
    rows = set_aside[set_aside["folder"].isin(list(folders)) & set_aside["is_matter"].isna()]
    if period.kind != "month":
        newest = {unit: folder for folder in folders for sent_in, unit in sent if sent_in == folder}
        return rows[rows["folder"] == rows["township"].map(newest).astype("str").fillna(rows["folder"])]
    return rows[~rows["again"].astype(bool)]


def with_set_aside(
    placed: Placed, set_aside: pd.DataFrame, period: Period, folders: Sequence[str], sent: Collection[tuple[str, str]]
) -> Placed:
    """及时受理率 with the rows set aside below the matters; an item is named by its row of the sheet."""
    rows = counted_rows(set_aside, period, folders, sent)
    if rows.empty:
        return placed
    more = pd.DataFrame(
        {
            "item": "第" + rows["source_row"].astype("str") + "行",
            "township": rows["township"],
            "repeat_no": None,
            **rows[[*SOURCE]],
        }
    ).astype({"item": "str", "repeat_no": "str"})
    both = pd.concat([placed.rows, more], ignore_index=True)
    member, extra = placed.member, len(more)
    assert member.denominator is not None

    def grown(mask: pd.Series, *, value: bool) -> pd.Series:
        return pd.Series(np.append(mask.to_numpy(dtype=bool), np.full(extra, value)), index=both.index)

    def dates(days: pd.Series | None) -> pd.Series | None:
        if days is None:
            return None
        return pd.Series(
            np.append(days.to_numpy(), np.full(extra, np.datetime64("NaT"), dtype="datetime64[s]")), index=both.index
        )

    entry: list[Clause] = [(why, grown(mask, value=True)) for why, mask in member.entry]
    unnamed: Clause = (
        Why.SET_ASIDE,
        pd.Series(
            np.append(np.full(len(placed.rows), fill_value=True), np.full(extra, fill_value=False)), index=both.index
        ),
    )
    test = [unnamed, *((why, grown(mask, value=True)) for why, mask in member.test)]
    grown_member = replace(
        member,
        numerator=grown(member.numerator, value=False),
        denominator=grown(member.denominator, value=True),
        entry=entry,
        test=test,
        because=[(why, grown(mask, value=True)) for why, mask in member.because],
        basis=dates(member.basis),
        done=dates(member.done),
        unit=None if member.unit is None else grown(member.unit, value=True),
        county=None if member.county is None else grown(member.county, value=True),
    )
    return Placed(both, grown_member)
