"""The rows that count for no stand, each with its reason."""

from __future__ import annotations

import numpy as np
import pandas as pd

from pipeline.merge.all_rows import AllRows
from pipeline.merge.holders.holders import Holders
from pipeline.merge.rows import PLACE
from pipeline.merge.stands import Stands
from pipeline.merge.submissions import Submissions
from pipeline.messages import reason_words
from pipeline.schema.vocabulary import Claim


def trace_of(sent: Submissions, listed: AllRows, holders: Holders, stands: Stands) -> pd.DataFrame:
    """The contract's trace: case_no, file, sheet, row and reason of each row that lost; by number, file and row."""
    lost = [
        sent.lost,
        listed.doubled,
        _passed_over(listed.rows, holders, stands.frame),
        stands.taken_out.assign(reason=reason_words.TAKEN_OUT),
        listed.undated.assign(reason=reason_words.UNDATED),
    ]
    rows = pd.concat([part[["case_no", *PLACE, "reason"]] for part in lost])
    rows = rows.rename(columns=dict(zip(PLACE, ("file", "sheet", "row"), strict=True))).astype({"reason": "str"})
    return rows.sort_values(["case_no", "file", "row"], kind="stable").reset_index(drop=True)


def _passed_over(rows: pd.DataFrame, holders: Holders, frame: pd.DataFrame) -> pd.DataFrame:
    """The ledger rows that no stand took, with their reason: an older folder's, or another unit's than the holder."""
    used = np.zeros(len(rows), dtype=bool)
    used[holders.stands.loc[holders.stands["at"] >= 0, "at"].to_numpy()] = True
    lost: pd.DataFrame = rows[~used & rows["fresh"].to_numpy(dtype=bool)]
    lost["reason"] = pd.Series(None, index=lost.index, dtype="str")
    if lost.empty:
        return lost
    present = frame["present"] & frame["case_no"].isin(lost["case_no"])
    columns = ["case_no", "folder", "township", "claim", "fresh"]
    holder = frame.loc[present, columns].set_index("case_no").reindex(lost["case_no"])
    unit = holder["township"].to_numpy()
    pending = holder["claim"].to_numpy() == Claim.PENDING
    own = lost["unit"].to_numpy() == unit
    newer = [reason_words.NEWER_LEDGER.format(folder=name) for name in holder["folder"]]
    reason = np.where(own, newer, [reason_words.OF_ANOTHER.format(unit=name) for name in unit])
    reason = np.where(pd.isna(unit), reason_words.OF_NOBODY, reason)
    fresh = holder["fresh"].to_numpy()
    reason = np.where(fresh == False, reason_words.PUBLISHED, reason)  # noqa: E712 - an array that may hold nulls
    lost["reason"] = np.where(pending & ~own, reason_words.SEVERAL, reason)
    return lost
