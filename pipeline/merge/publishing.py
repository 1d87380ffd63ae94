"""What of the stands is published, so that the next period can begin where this one ended."""

from __future__ import annotations

import pandas as pd

from pipeline.bundles import contract_table
from pipeline.merge.editions import BESIDE, KEPT_IDS, is_date, keys
from pipeline.schema.contract import TABLES
from pipeline.schema.vocabulary import Answer, Claim
from pipeline.schema.whose_word import FIRST_SUBMITTED_IDS, STANDING


def stands_table(stands: pd.DataFrame) -> pd.DataFrame:
    """The contract's stands: every stand of the matters that one row of matters doesn't describe.

    Those are matters with several stands, with a clock that isn't the first, held by a merged part, or not settled.
    """
    several = (
        stands["case_no"].duplicated(keep=False)
        | (stands["claim"] != Claim.SURE)
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
    """The contract's kept, for the program alone: the values that count where the table matters says otherwise.

    ``part``: of a matter not settled, the claimant whose value it is; null for all others, its row 待定 too.
    """
    claimed = stands["claim"] == Claim.CLAIMED
    mine = stands[~claimed]
    mine = mine.assign(key=keys(mine["case_no"], mine["clock_on"])).sort_values(["key", "present"], kind="stable")
    mine = mine.assign(own_key=~mine["key"].duplicated(keep="last"), part=None)
    rows = _kept_rows(mine)
    if claimed.any():
        # The table matters has one of the claimants' rows: what each of them said is kept here, whole.
        whole = _kept_rows(stands[claimed].assign(own_key=True, present=False))
        rows = pd.concat([rows, whole], ignore_index=True) if len(rows) else whole
    return contract_table("kept", rows.to_dict("records")) if len(rows) else contract_table("kept")


def _kept_rows(stands: pd.DataFrame) -> pd.DataFrame:
    """One row per value that differs from what was submitted, and per value of a stand that isn't ``present``."""
    parts = []
    absent = ~stands["present"]
    for id_ in KEPT_IDS:
        if id_ != "taken_back":
            submitted = stands[f"{BESIDE.get(id_, id_)}_submitted"]
            value = stands[id_]
            if id_ in FIRST_SUBMITTED_IDS and STANDING[id_].default:
                # Of a claimant, whose row the table matters doesn't have, a blank that is a value is kept as ''.
                value = value.mask(value.isna() & ~stands[f"{id_}_bad"] & (stands["claim"] == Claim.CLAIMED), "")
            blank = value.isna()
            differs = (value != submitted) & ~(blank & submitted.isna())
            chosen = (differs | (absent & ~blank)) & stands["own_key"]
        else:
            value = pd.Series(str(Answer.YES), index=stands.index)
            chosen = stands["taken_back"] & stands["own_key"]
        if chosen.any():
            value = value[chosen]
            parts.append(
                pd.DataFrame(
                    {
                        "case_no": stands.loc[chosen, "case_no"],
                        "clock_on": stands.loc[chosen, "clock_on"],
                        "part": stands.loc[chosen, "part"],
                        "column": id_,
                        "value": (value.dt.strftime("%Y-%m-%d") if is_date(id_) else value).astype("object"),
                    }
                )
            )
    columns = ["case_no", "clock_on", "part", "column", "value"]
    if not parts:
        return pd.DataFrame(columns=columns)
    order = ["case_no", "clock_on", "part", "column"]
    return pd.concat(parts).sort_values(order, kind="stable").reset_index(drop=True)
