"""The rows that count for no stand, each with its reason."""

from __future__ import annotations

import numpy as np
import pandas as pd

from pipeline.merge.all_rows import AllRows
from pipeline.merge.holders.holders import Holders
from pipeline.merge.rows import PLACE
from pipeline.merge.stands import Stands
from pipeline.merge.submissions import Submissions
from pipeline.schema.vocabulary import Claim


def trace_of(sent: Submissions, listed: AllRows, holders: Holders, stands: Stands) -> pd.DataFrame:
    """The contract's trace: case_no, file, sheet, row and reason of each row that lost; by number, file and row."""
    lost = [
        sent.lost,
        listed.doubled,
        _passed_over(listed.rows, holders, stands.frame),
        stands.taken_out.assign(reason="处理决定更正属实，不再计入"),
        listed.undated.assign(reason="登记日期读不出，也没有别处可据，单列"),
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
    newer = [f"以{name}台账为准" for name in holder["folder"]]
    reason = np.where(own, newer, [f"归{name}，按其台账计" for name in unit])
    reason = np.where(pd.isna(unit), "归上级登记台账所列单位，待其列入台账后计", reason)
    fresh = holder["fresh"].to_numpy()
    reason = np.where(fresh == False, "以已发布的往期成果为准", reason)  # noqa: E712 - an array that may hold nulls
    lost["reason"] = np.where(pending & ~own, "多个乡镇同报、归属待定，按较不利的一行暂计全县", reason)
    return lost
