"""The table of stands: one row per stand, with the position of the ledger row that speaks for it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

import numpy as np
import pandas as pd

from pipeline.merge.holders.stand import BY_LEDGER, COLUMNS, Around, Matter, Outcome, Stand
from pipeline.schema.vocabulary import Claim, Way

_DATES = ("clock_on", "held_from", "held_until", "rework_on")
_TEXTS = ("case_no", "part", "way", "claim", "basis", "first_part")


def first_stands(numbers: pd.Series, parts: pd.Series, at: np.ndarray, basis: str) -> pd.DataFrame:
    """One stand (COLUMNS) per number, present and settled, held by its part from the beginning.

    ``numbers``, ``parts``: on one index, which is the result's. ``at``: the position of the row that speaks for each.
    """
    blank = pd.Series(pd.NaT, index=numbers.index, dtype="datetime64[s]")
    columns = {
        "case_no": numbers,
        "part": parts,
        "way": Way.FIRST,
        **dict.fromkeys(_DATES, blank),
        "present": True,
        "claim": Claim.SURE,
        "at": at,
        "fill": -1,
        "basis": basis,
        "until_no": -1,
        "first_part": parts,
    }
    return pd.DataFrame(columns, index=numbers.index)[list(COLUMNS)].astype(dict.fromkeys(_TEXTS, "str"))


def plain_stands(rows: pd.DataFrame, chosen: np.ndarray) -> pd.DataFrame:
    """One stand per matter of the ``chosen`` rows, which its newest row holds and speaks for."""
    at = np.flatnonzero(chosen)
    codes, numbers = pd.factorize(rows["case_no"].to_numpy(dtype=object)[at])
    last = np.full(len(numbers), -1)
    last[codes] = at
    parts = rows["part"].to_numpy(dtype=object)[last]
    return first_stands(pd.Series(numbers, dtype="str"), pd.Series(parts, dtype="str"), last, BY_LEDGER)


def walked_stands(matters: Mapping[str, Matter], outcomes: Mapping[str, Outcome], around: Around) -> pd.DataFrame:
    """The stands (COLUMNS) of the matters that were walked, in their order."""
    rows = [row for number, matter in matters.items() for row in _walked(matter, outcomes[number], around)]
    frame = pd.DataFrame(rows, columns=list(COLUMNS))
    days = {id_: pd.to_datetime(frame[id_]).astype("datetime64[s]") for id_ in _DATES}
    return frame.assign(**days).astype(dict.fromkeys(_TEXTS, "str") | {"present": bool})


def _walked(matter: Matter, outcome: Outcome, around: Around) -> Iterable[tuple[object, ...]]:
    """The rows of COLUMNS of one matter: its stands, then its claimants.

    A stand without a row of its own for a value takes that of the row before it (``fill``), the first one that of the
    claimants from whom a word took the matter.
    """
    fill = _claimed(matter, outcome.stands, around)
    first = outcome.stands[0].part if outcome.stands else ""
    for at, stand in enumerate(outcome.stands):
        row = _row_of(matter, stand, around, outcome.stands[at + 1 :])
        last = at == len(outcome.stands) - 1 and not outcome.claimants
        claim = Claim.SURE if stand.part else Claim.PENDING
        yield (
            matter.number,
            stand.part,
            stand.way,
            stand.clock_on,
            stand.held_from,
            stand.held_until,
            last,
            claim,
            row,
            fill,
            stand.basis,
            stand.until_no,
            stand.rework_on,
            first or stand.part,
        )
        fill = row if row >= 0 else fill
    way = Way.FIRST if outcome.since is None else Way.BACK
    for part in outcome.claimants:
        row = _row_of(matter, Stand(part, way), around)
        yield (
            matter.number,
            part,
            way,
            outcome.since,
            outcome.since,
            None,
            False,
            Claim.CLAIMED,
            row,
            -1,
            BY_LEDGER,
            -1,
            None,
            first or part,
        )


def _claimed(matter: Matter, stands: Sequence[Stand], around: Around) -> int:
    """The position of the row that speaks for a first holder that never listed the matter, -1 where none does.

    A word, of 处理决定 or 交办清单, gave it to that unit while others claimed it: the least favourable of their newest
    rows speaks, as it did for the county. Of a number that 上级登记台账 has the register itself speaks.
    """
    holder = stands[0].part if stands else ""
    if not holder or matter.superior or _row_of(matter, stands[0], around) >= 0:
        return -1
    words = [w.folder_no for w in matter.given if around.same(w.to, holder)]
    words += [e.folder_no for e in matter.assigned if around.same(e.part, holder)]
    listed = [r for r in matter.rows if not around.same(r.part, holder)]
    if not words or not listed:
        return -1
    upto = max(min(words), min(r.folder_no for r in listed))
    claimed = {around.unit.get(r.part, r.part) for r in listed if r.folder_no <= upto and r.withdrawn_on is None}
    newest = {around.unit.get(r.part, r.part): r for r in listed}
    return around.worst([row.at for unit, row in newest.items() if unit in claimed]) if claimed else -1


def _row_of(matter: Matter, stand: Stand, around: Around, later: Sequence[Stand] = ()) -> int:
    """The position of the row that speaks for a stand, -1 for none: its unit's newest row.

    Who gave a matter away lists it once more with what it did, often not knowing yet that it did. Of a unit that had
    the matter again (one of the stands ``later``) it is the last row up to the stand's end, or the last one that names
    the new holder.
    """
    mine = [r for r in matter.rows if stand.part and around.same(r.part, stand.part)]
    if matter.unseen is not None and stand.until_no < 0 and around.same(matter.unseen.part, stand.part):
        return matter.unseen.at
    if stand.until_no >= 0 and any(s.part and around.same(s.part, stand.part) for s in later):
        mine = [r for r in mine if r.folder_no <= stand.until_no or not around.same(r.names, r.part)] or mine
    return mine[-1].at if mine else -1
