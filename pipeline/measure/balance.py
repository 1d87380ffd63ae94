"""收支核对: what was in hand at the start, what came, what went, and what is in hand at the end (docs/definitions.md, 收支核对)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import timedelta

import pandas as pd

from pipeline.bundles import contract_table
from pipeline.measure.state import in_hand, is_accusation
from pipeline.model import COUNTY

COMING, GOING = ("registered", "moved_in"), ("concluded", "handed_back", "moved_out")


def opening(state: pd.DataFrame, before: pd.DataFrame | None, unit_of: Mapping[str, str]) -> pd.DataFrame:
    """The matters in hand at the start: case_no, township (null where 待定), accusation.

    ``state``: the present stands. ``before``: the matters table of the edition that ends the day before the period, which says what was
    in hand at the end of each unit's window; without one today's state tells.
    """
    if before is None:
        held = state[in_hand(state, state["first"] - timedelta(days=1))]
        holder = held["township"]
    else:
        held = before[before["in_hand"].fillna(value=False).astype(bool)]
        holder = held["township"].map(lambda name: unit_of.get(name, name)).astype("str")
    holder = holder.where(held["claim"] == "确定")
    return pd.DataFrame({"case_no": held["case_no"], "township": holder, "accusation": is_accusation(held)}).reset_index(drop=True)


def movements(state: pd.DataFrame, opened: pd.DataFrame) -> pd.DataFrame:
    """Which matters make up each term between start and end: case_no, township, term (COMING, GOING), county, accusation; by number.

    township is null where the matter is 待定; ``county``: it moves for 全县 too. ``opened``: what ``opening`` gives.
    """
    known = state[state["registered_on"] <= state["last"]]
    first, last = known["first"], known["last"]
    back = known["withdrawn_valid"] & (known["withdrawn_on"] <= last)
    done = (known["concluded_on"] <= last) & ~back
    now = pd.DataFrame({
        "case_no": known["case_no"], "holder": known["township"].where(known["claim"] == "确定"), "told": known["accusation"],
        "handed_back": back, "concluded": done,
        "late": (back & (known["withdrawn_on"] >= first)) | (done & (known["concluded_on"] >= first)) | in_hand(known, last),
    })  # fmt: skip
    frame = opened.merge(now, on="case_no", how="outer", indicator="side")
    flags = ["handed_back", "concluded", "late", "told", "accusation"]
    frame[flags] = frame[flags].astype("boolean").fillna(value=False).astype(bool)
    frame["accusation"] |= frame["told"]
    began, gone = frame["side"] != "right_only", frame["side"] == "left_only"
    came = ~began & frame["late"]
    moved = began & ~gone & (frame["township"].fillna("") != frame["holder"].fillna(""))
    in_it = came | (began & ~gone)
    parts = [
        _term(frame, came, "registered", "holder", county=True),
        _term(frame, moved & frame["holder"].notna(), "moved_in", "holder", county=False),
        _term(frame, in_it & frame["concluded"], "concluded", "holder", county=True),
        _term(frame, in_it & frame["handed_back"], "handed_back", "holder", county=True),
        _term(frame, moved & frame["township"].notna(), "moved_out", "township", county=False),
        _term(frame, gone, "moved_out", "township", county=True),
    ]
    return pd.concat(parts).sort_values("case_no", kind="stable").reset_index(drop=True)


def balance(state: pd.DataFrame, opened: pd.DataFrame, names: Sequence[str]) -> pd.DataFrame:
    """The contract's balance, roster order, 全县 last. Raises RuntimeError when a line doesn't close."""
    moves = movements(state, opened)
    still = state[in_hand(state, state["last"])]
    holder = still["township"].where(still["claim"] == "确定")
    rows = []
    for name in (*names, COUNTY):
        mine = moves[moves["county"]] if name == COUNTY else moves[moves["township"] == name]
        counts = mine["term"].value_counts()
        terms = {term: int(counts.get(term, 0)) for term in (*COMING, *GOING)}
        start = len(opened) if name == COUNTY else int((opened["township"] == name).sum())
        end = len(still) if name == COUNTY else int((holder == name).sum())
        if start + sum(terms[t] for t in COMING) - sum(terms[t] for t in GOING) != end:
            raise RuntimeError(f"balance of {name}: {start} {terms} {end}")
        rows.append({"township": name, "open_start": start, **terms, "open_end": end})
    return contract_table("balance", rows)


def _term(frame: pd.DataFrame, mask: pd.Series, term: str, holder: str, *, county: bool) -> pd.DataFrame:
    found = frame[mask]
    return pd.DataFrame(
        {"case_no": found["case_no"], "township": found[holder], "term": term, "county": county, "accusation": found["accusation"]}
    ).astype({"term": "str", "county": "bool"})
