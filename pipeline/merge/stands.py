"""The stands as they are handed on: which still stand, where each comes from, and in which order."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import pandas as pd

from pipeline.base.packed import packed
from pipeline.base.same_number import Numbers
from pipeline.merge.all_rows import AllRows
from pipeline.merge.context import Context
from pipeline.merge.holders.history import first_listing, last_open, roots, split_at_mergers
from pipeline.merge.omissions import omitted, with_omissions
from pipeline.merge.sources import Sources
from pipeline.schema.vocabulary import Origin


@dataclass(frozen=True)
class Stands:
    """``frame``: one row per stand, by case_no and held_from, with columns of merging still in it.

    ``taken_out``: the stands that 更正属实 takes out. ``missing``: the omissions, as omitted returns them, with
    ``hidden``. ``newest``: unit of today -> number of the newest folder for which its ledger or 零报告 is in, -1 for
    none.
    """

    frame: pd.DataFrame
    taken_out: pd.DataFrame
    missing: pd.DataFrame
    newest: Mapping[str, int]


def finished_stands(
    frame: pd.DataFrame,
    listed: AllRows,
    sources: Sources,
    numbers: Numbers,
    submitted: frozenset[tuple[int, str]],
) -> Stands:
    """The stands of ``frame`` (as with_values returns it) that count, and those that only 上级登记台账 has.

    ``submitted``: (folder's number, unit of today) whose ledger or 零报告 is in.
    """
    context, registers = sources.context, sources.registers
    newest = _newest(submitted, context)
    fresh = frame["fresh"].fillna(value=False).astype(bool)
    frame = frame.assign(current=fresh & (frame["folder_no"] == frame["township"].map(newest)))
    out = ~frame["current"] & frame["case_no"].isin(registers.decisions.taken_out())
    frame, taken_out = (frame[~out], frame[out]) if out.any() else (frame, frame.iloc[:0])
    missing = omitted(frame, registers, context)
    frame = with_omissions(frame, missing, sources)
    frame = _described(frame, listed, sources, numbers.hidden)
    frame = split_at_mergers(first_listing(frame, listed.rows, context), context)
    frame = frame.sort_values(["case_no", "held_from", "part"], kind="stable", na_position="first")
    frame = frame.reset_index(drop=True)
    frame["root_case_no"] = roots(frame)
    others = {number: "、".join(texts) for number, texts in numbers.others.items()}
    frame["other_numbers"] = frame["case_no"].map(others).astype("str")
    frame = packed(frame)
    missing = missing.assign(hidden=missing["case_no"].isin(numbers.hidden))
    return Stands(frame, taken_out, missing, newest)


def _newest(submitted: frozenset[tuple[int, str]], context: Context) -> dict[str, int]:
    newest = dict.fromkeys(context.unit_today.values(), -1)
    for folder_no, unit in submitted:
        newest[unit] = max(newest.get(unit, -1), folder_no)
    return newest


def _described(frame: pd.DataFrame, listed: AllRows, sources: Sources, hidden: frozenset[str]) -> pd.DataFrame:
    """With origin, handed_back, found_false, hidden, mended, open_at and pending_only (see bundles.Merged)."""
    registers = sources.registers
    alone = frame["alone"].fillna(value=False).astype(bool)
    origin = frame["current"].map({True: Origin.LEDGER, False: Origin.EARLIER}).mask(alone, Origin.SUPERIOR)
    none = pd.Series(None, index=frame.index, dtype="str")
    return frame.assign(
        origin=origin.astype("str"),
        handed_back=frame["case_no"].isin(registers.agreed_back) & frame["withdrawn_on"].notna(),
        found_false=frame["case_no"].isin(registers.settled_as("不属实")),
        hidden=frame["case_no"].isin(hidden) if hidden else False,
        mended=frame["case_no"].map(listed.mended).astype("str") if listed.mended else none,
        open_at=last_open(frame, sources.published.counted),
        pending_only=False,
    )
