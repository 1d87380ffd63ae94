"""What of the stands is published, so that the next period can begin where this one ended."""

from __future__ import annotations

import pandas as pd

from pipeline.bundles import contract_table
from pipeline.merge.editions import kept_rows, keys
from pipeline.merge.holders.holders import CLAIMED, SURE
from pipeline.schema.contract import TABLES


def stands_table(stands: pd.DataFrame) -> pd.DataFrame:
    """The contract's stands: matters with more than one stand or a clock of their own, those held by a merged part, and what isn't settled."""
    several = (
        stands["case_no"].duplicated(keep=False)
        | (stands["claim"] != SURE)
        | stands["clock_on"].notna()
        | (stands["part"] != stands["township"])
    )
    rows = stands[stands["case_no"].isin(stands.loc[several, "case_no"])]
    if rows.empty:
        return contract_table("stands")
    columns = list(TABLES["stands"].columns)
    ordered = rows.sort_values(["case_no", "held_from", "part", "claim"], kind="stable", na_position="first")
    return ordered.reindex(columns=columns).reset_index(drop=True)


def kept_table(stands: pd.DataFrame) -> pd.DataFrame:
    """The contract's kept: by number and clock the values that count where the matters table says otherwise.

    For the program alone.
    """
    mine = stands[stands["claim"] != CLAIMED]
    mine = mine.assign(key=keys(mine["case_no"], mine["clock_on"])).sort_values(["key", "present"], kind="stable")
    mine = mine.assign(own_key=~mine["key"].duplicated(keep="last"))
    rows = kept_rows(mine)
    return contract_table("kept", rows.to_dict("records")) if len(rows) else contract_table("kept")
