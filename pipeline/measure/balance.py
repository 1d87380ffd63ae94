"""收支核对: what was in hand at the start, came, went and is in hand at the end (docs/definitions.md, 收支核对)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import timedelta

import pandas as pd

from pipeline.base.county import COUNTY
from pipeline.bundles import contract_table, text_of
from pipeline.measure.stands import held, in_hand
from pipeline.rules.accusations import is_accusation
from pipeline.schema.vocabulary import Claim

COMING, GOING = ("registered", "moved_in"), ("concluded", "handed_back", "moved_out")


def opening(state: pd.DataFrame, before: pd.DataFrame | None, unit_of: Mapping[str, str]) -> pd.DataFrame:
    """The matters in hand at the start: case_no, township (null where it is the county's alone), accusation.

    ``before``: the matters table of the edition that ends the day before the period, which says what was in hand at the
    end of each unit's window; without one the present stands decide, by the unit that held the matter on the day before
    its window began.
    """
    if before is None:
        eve = state["first"] - timedelta(days=1)
        in_it = state[in_hand(state, eve) & held(state, eve) & (state["claim"] != Claim.CLAIMED)].drop_duplicates(
            "case_no"
        )
        holder = in_it["township"].astype("str")
    else:
        in_it = before[before["in_hand"].fillna(value=False).astype(bool)]
        holder = in_it["township"].map(lambda name: unit_of.get(name, name)).astype("str")
    holder = holder.where(in_it["claim"] == Claim.SURE)
    return pd.DataFrame(
        {"case_no": in_it["case_no"], "township": holder, "accusation": is_accusation(in_it)}
    ).reset_index(drop=True)


def movements(state: pd.DataFrame, opened: pd.DataFrame) -> pd.DataFrame:
    """Which matters make up each term between start and end, by number.

    Columns: case_no, township, term (COMING, GOING), county, accusation.

    ``state``: the stands. ``opened``: what ``opening`` gives. A registration is that of the unit that first listed the
    matter, a conclusion that of the unit that held it on that day. township is null where the matter is the county's
    alone: 待定, or handed back and taken over by nobody. ``county``: it moves for 全县 too.
    """
    now = _now(state)
    frame = opened.merge(now, on="case_no", how="outer", indicator="side")
    flags = ["handed_back", "concluded", "late", "accusing", "accusation"]
    frame[flags] = frame[flags].astype("boolean").fillna(value=False).astype(bool)
    frame["accusation"] |= frame["accusing"]
    began, gone = frame["side"] != "right_only", frame["side"] == "left_only"
    came = ~began & frame["late"]
    in_it = came | (began & ~gone)
    frame["from"] = frame["township"].where(began, frame["first_unit"])
    moved = in_it & (frame["from"].fillna("") != frame["holder"].fillna(""))
    away = moved & frame["from"].notna()
    returned = away & _handed_back_by(state, frame)
    parts = [
        _term(frame, came, "registered", "from", county=True),
        _term(frame, moved & frame["holder"].notna(), "moved_in", "holder", county=False),
        _term(frame, in_it & frame["concluded"], "concluded", "holder", county=True),
        _term(frame, in_it & frame["handed_back"], "handed_back", "holder", county=True),
        _term(frame, returned, "handed_back", "from", county=False),
        _term(frame, away & ~returned, "moved_out", "from", county=False),
        _term(frame, gone, "moved_out", "township", county=True),
    ]
    return pd.concat(parts).sort_values("case_no", kind="stable").reset_index(drop=True)


def _now(state: pd.DataFrame) -> pd.DataFrame:
    """The present matters by number: who first listed each, who holds or concluded it, and what became of it.

    first_unit: who first listed it. holder: who holds it, or concluded it.
    """
    known = state[state["present"] & (state["registered_on"] <= state["last"])]
    first, last = known["first"], known["last"]
    back = known["withdrawn_valid"] & (known["withdrawn_on"] <= last)
    done = (known["concluded_on"] <= last) & ~back
    units = state.drop_duplicates("part").set_index("part")["township"]
    certain = known["claim"] == Claim.SURE
    return pd.DataFrame(
        {
            "case_no": known["case_no"],
            "holder": _concluder(state, known).where(done, known["township"].astype("str")).where(certain),
            "first_unit": known["first_part"].map(units).astype("str").where(certain | (known["township"] == "")),
            "accusing": known["accusation"],
            "handed_back": back,
            "concluded": done,
            "late": (back & (known["withdrawn_on"] >= first))
            | (done & (known["concluded_on"] >= first))
            | in_hand(known, last),
        }
    )


def _concluder(state: pd.DataFrame, known: pd.DataFrame) -> pd.Series:
    """The unit that held each matter on the day of its conclusion; the present holder where that can't be told."""
    several = state[state["case_no"].isin(state.loc[~state["present"], "case_no"]) & (state["claim"] == Claim.SURE)]
    then = several[held(several, several["concluded_on"])].drop_duplicates("case_no").set_index("case_no")["township"]
    return text_of(known["case_no"], then, known["township"])


def _handed_back_by(state: pd.DataFrame, frame: pd.DataFrame) -> pd.Series:
    """Whether the unit in ``from`` validly handed the matter back."""
    rows = state[state["withdrawn_valid"]]
    pairs = set(zip(rows["case_no"], rows["township"], strict=True))
    return pd.Series(
        [pair in pairs for pair in zip(frame["case_no"].tolist(), frame["from"].tolist(), strict=True)],
        index=frame.index,
        dtype=bool,
    )


def balance(state: pd.DataFrame, opened: pd.DataFrame, moves: pd.DataFrame, names: Sequence[str]) -> pd.DataFrame:
    """The contract's balance of the stands, roster order, 全县 last; ``moves``: their ``movements``.

    Raises RuntimeError when a line doesn't close.
    """
    still = state[in_hand(state, state["last"]) & state["present"]]
    holder = still["township"].where(still["claim"] == Claim.SURE)
    # Counted over all units at once: a pass for each of 2,000 townships takes as long as all their ledgers' checks.
    moved = moves.groupby(["township", "term"], observed=True).size().to_dict()
    moved |= {(COUNTY, term): n for term, n in moves.loc[moves["county"], "term"].value_counts().items()}
    starts = opened["township"].value_counts().to_dict() | {COUNTY: len(opened)}
    ends = holder.value_counts().to_dict() | {COUNTY: len(still)}
    rows = []
    for name in (*names, COUNTY):
        terms = {term: int(moved.get((name, term), 0)) for term in (*COMING, *GOING)}
        start, end = int(starts.get(name, 0)), int(ends.get(name, 0))
        if start + sum(terms[t] for t in COMING) - sum(terms[t] for t in GOING) != end:
            raise RuntimeError(f"balance of {name}: {start} {terms} {end}")
        rows.append({"township": name, "open_start": start, **terms, "open_end": end})
    return contract_table("balance", rows)


def _term(frame: pd.DataFrame, mask: pd.Series, term: str, holder: str, *, county: bool) -> pd.DataFrame:
    moved = frame[mask]
    return pd.DataFrame(
        {
            "case_no": moved["case_no"],
            "township": moved[holder],
            "term": pd.Series(term, index=moved.index, dtype="str"),
            "county": pd.Series(county, index=moved.index, dtype="bool"),
            "accusation": moved["accusation"],
        }
    )
