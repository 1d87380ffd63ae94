"""The matters table as it is published: values as submitted, with what was derived from them."""

from __future__ import annotations

import pandas as pd

from pipeline.base.listed import list_column
from pipeline.bundles import unreadable_ids
from pipeline.measure.stands import in_hand
from pipeline.rules.deadlines import told_days
from pipeline.schema.contract import TABLES
from pipeline.schema.ledger import BEYOND_NOTICE, NOTICE_IMPOSSIBLE
from pipeline.schema.vocabulary import Step
from pipeline.schema.whose_word import FIRST_SUBMITTED_IDS, HELD_IDS, OVERLAID_IDS

_STEPS = {
    "backfilled_accepted": Step.ACCEPTED,
    "backfilled_approved": Step.EXTENDED,
    "backfilled_concluded": Step.CONCLUDED,
}


def matters_table(matters: pd.DataFrame, state: pd.DataFrame) -> pd.DataFrame:
    """The contract's matters: every matter by its present stand, by case_no.

    Matters registered after the cut-off, which ``state`` lacks, are among them. notice: 无法告知 where 告知日期 says
    so; notified_on is null then. in_hand: 在办 at the close of the unit's window. due_date: the due date of a
    信访处理意见 matter, the limit of 简易办理 still within its limit, null for others. acceptance_limit: null for
    检举控告, whose limits other rules set: one that the edition didn't count comes when the matter is none any more.
    """
    frame = matters[matters["present"]].copy()
    for id_ in dict.fromkeys((*FIRST_SUBMITTED_IDS, *OVERLAID_IDS, *HELD_IDS)):
        if f"{id_}_submitted" in frame:
            frame[id_] = frame[f"{id_}_submitted"]
    due = state["due_date"].where(state["opinion"], state["simple_limit"].where(state["simple"]))
    derived = pd.DataFrame(
        {
            "due_date": due,
            "acceptance_limit": state["acceptance_limit"].mask(state["accusation"]),
            "extension_valid": state["extension_valid"].astype("boolean"),
            "came_back": state["came_back"].astype("boolean"),
            "withdrawn_valid": state["withdrawn_valid"].astype("boolean"),
            "in_hand": in_hand(state, state["last"]).astype("boolean"),
        }
    )
    late = state[list(_STEPS)]
    frame = frame.drop(columns=[c for c in (*derived, *_STEPS) if c in frame]).join(derived).join(late)
    flags = [frame[flag].fillna(value=False).astype(bool) for flag in _STEPS]
    frame["backfilled"] = list_column(
        ([step for step, late_ in zip(_STEPS.values(), row, strict=True) if late_] for row in zip(*flags, strict=True)),
        frame.index,
    )
    frame["unreadable"] = unreadable_ids(frame)
    frame["notice"] = (
        (frame["notified_on"] == pd.Timestamp(NOTICE_IMPOSSIBLE)).map({True: BEYOND_NOTICE, False: None}).astype("str")
    )
    frame["notified_on"] = told_days(frame["notified_on"])
    return frame.reindex(columns=list(TABLES["matters"].columns)).reset_index(drop=True)
