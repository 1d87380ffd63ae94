"""What became of the matters that the edition before had past their limit."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import pandas as pd

from pipeline.schema.vocabulary import Claim


def follow_up(
    before: pd.DataFrame, state: pd.DataFrame, unit_of: Mapping[str, str], names: Sequence[str]
) -> pd.DataFrame:
    """bundles.Report.follow_up from the table overdue of the edition before.

    A matter is mended when ``state`` has it concluded, accepted (where only that was missing) or validly handed back;
    one that the state lacks is not. 检举控告 and matters whose holder was 待定 aren't in that table. township: the
    present holder. Order: roster, then number.
    """
    hidden = state.loc[state["hidden"], "case_no"]
    late = before.loc[~before["case_no"].isin(hidden), ["case_no", "township", "kind"]]
    now = state[state["present"]].set_index("case_no").reindex(late["case_no"])
    done = (now["concluded_on"].notna() | (now["withdrawn_valid"] == True)).to_numpy()  # noqa: E712 - null where the state lacks it
    accepted = now["accepted_on"].notna().to_numpy() & (late["kind"] == "逾期未受理").to_numpy()
    holder = now["township"].where(now["claim"] == Claim.SURE)
    frame = late.assign(
        township=[h if isinstance(h, str) else unit_of.get(t, t) for h, t in zip(holder, late["township"], strict=True)]
    )
    frame["mended"] = done | accepted
    frame["_unit"] = frame["township"].map({n: i for i, n in enumerate(names)})
    frame = frame.sort_values(["_unit", "case_no"], kind="stable")[
        ["case_no", "township", "kind", "mended"]
    ].reset_index(drop=True)
    return frame.astype({"case_no": "str", "township": "str", "kind": "str"})
