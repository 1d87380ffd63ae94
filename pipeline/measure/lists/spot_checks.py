"""抽查核实单: the matters to be checked on the spot, drawn so that nobody knows them before the last ledger is in."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from math import ceil

import pandas as pd

from pipeline.bundles import contract_table
from pipeline.measure.indicators import Measured
from pipeline.schema.vocabulary import Claim

_SHARE, _FEWEST = 20, 3
"""One in twenty of what was resolved, at least three a township."""
SOLVED, EXTENDED = "化解", "延期"
DRAWN, DISCONTENT, EXTENSION = "抽取", "评价不满意", "延期件"
_SHOWN = ("concluded_on", "outcome", "handling")


def spot_checks(
    measured: Measured, names: Sequence[str], ledgers: Iterable[str], standing: pd.DataFrame | None = None
) -> pd.DataFrame:
    """The contract's spot_checks: roster order, then number; without 检举控告 and 待定 matters.

    Of each unit's matters of 化解率's N that are filled in as 已化解 one in twenty, at least three, and every one that
    is rated 不满意 besides; and the extensions approved in the period. ``ledgers``: the SHA-256 of every ledger of the
    period; the draw's seed is made of all of them. ``standing``: the table of the edition that this one replaces, where
    its draw stands: the sheet was issued, or 抽查登记 has rows of it.
    """
    state = measured.state
    listed = ~state["hidden"] & (state["claim"] == Claim.SURE)
    solved = state[
        measured.members["resolution"].inside & (state["settled"] == "已化解") & listed
    ]  # those that the rate counts now
    approved = (state["extension_approved_on"] >= state["first"]) & (state["extension_approved_on"] <= state["last"])
    extended = state[state["extension_valid"] & approved & listed & state["present"]]
    if standing is None:
        seed = hashlib.sha256("".join(sorted(ledgers)).encode()).hexdigest()
        numbers = [
            no for _, group in solved.groupby("township", sort=False) for no in _drawn(list(group["case_no"]), seed)
        ]
    else:
        numbers = list(standing.loc[standing["why"] == DRAWN, "case_no"])
    discontent = list(solved.loc[(solved["rating_unit"] == "不满意") & ~solved["case_no"].isin(numbers), "case_no"])
    wanted = [(no, SOLVED, DRAWN) for no in numbers] + [(no, SOLVED, DISCONTENT) for no in discontent]
    wanted += [(no, EXTENDED, EXTENSION) for no in extended["case_no"]]
    known = state[state["case_no"].isin([no for no, _, _ in wanted])].drop_duplicates("case_no").set_index("case_no")
    then = {} if standing is None else dict(zip(standing["case_no"], standing["township"], strict=True))
    order = {name: at for at, name in enumerate(names)}
    rows = [{"case_no": no, "checked": checked, "why": why, **_row(no, known, then)} for no, checked, why in wanted]
    rows.sort(
        key=lambda row: (order.get(str(row["township"]), len(order)), row["checked"] != SOLVED, str(row["case_no"]))
    )
    return contract_table("spot_checks", rows)


def draw_stands(before: pd.DataFrame | None, checked: pd.DataFrame | None, *, issued: bool) -> bool:
    """Whether the earlier draw stands: its edition was issued, or ``checked`` (抽查登记) has a row of it."""
    if before is None or before.empty:
        return False
    return issued or (checked is not None and bool(checked["case_no"].isin(before["case_no"]).any()))


def _drawn(numbers: list[str], seed: str) -> list[str]:
    """Those whose number and seed hash lowest: nobody chooses, and a rerun of the same ledgers draws the same."""
    count = max(_FEWEST, ceil(len(numbers) / _SHARE))
    return sorted(numbers, key=lambda number: hashlib.sha256(f"{seed}/{number}".encode()).digest())[:count]


def _row(number: str, known: pd.DataFrame, then: Mapping[str, str]) -> dict[str, object]:
    """The matter's unit and its conclusion; where the ledgers lack it now, the unit of the standing draw."""
    if number not in known.index:
        return {"township": then.get(number)}
    return {"township": known.loc[number, "township"], **{id_: known.loc[number, id_] for id_ in _SHOWN}}
