"""By which name the values of a matter go that several units claim, each by its own row (docs/definitions.md, 归属)."""

from __future__ import annotations

import pandas as pd

from pipeline.schema.vocabulary import Claim


def groups(stands: pd.DataFrame, claim: Claim) -> pd.Series:
    """The number of each stand's matter; of the stands with this ``claim`` the matter in the hands of one claimant.

    ``stands`` has case_no, claim and part.
    """
    mine = (stands["claim"] == claim) & (stands["part"] != "")
    numbers = stands["case_no"]
    return numbers.mask(mine, numbers + "|" + stands["part"].astype("str")) if mine.any() else numbers
