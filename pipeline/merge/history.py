"""What earlier folders, editions and registers say of a matter: still required, 补登, omissions, values that hold."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

import pandas as pd

from pipeline.bundles import PastEdition
from pipeline.hidden import is_hidden
from pipeline.merge.registers import Decisions
from pipeline.schema.ledger import OVERLAID_IDS

STEPS = {"accepted_on": "accepted", "extension_approved_on": "approved", "concluded_on": "concluded"}


def still_required(frame: pd.DataFrame, last_day: date) -> pd.Series:
    """Rows a ledger of the month ending ``last_day`` must have: registered this year, or not concluded before 1 October last year."""
    this_year = pd.Timestamp(last_day.year, 1, 1)
    autumn = pd.Timestamp(last_day.year - 1, 10, 1)
    settled = frame["concluded_on"].notna() & (frame["concluded_on"] < autumn)
    return (frame["registered_on"] >= this_year) | ~settled


def looked_up(numbers: pd.Series, register: pd.DataFrame, id_: str) -> pd.Series:
    """The register's value for each case number, null where it hasn't the matter; ``register`` is indexed by case number.

    Not Series.map, which loses the type of a register without rows.
    """
    return register[id_].reindex(numbers).set_axis(numbers.index)


def overlay_superior(states: pd.DataFrame, superior: pd.DataFrame) -> pd.DataFrame:
    """Values of 上级登记台账 in place of the township's, what was submitted kept in ``<id>_submitted``; ``in_superior`` tells."""
    frame = states.copy()
    register = superior.set_index("case_no")
    frame["in_superior"] = frame["case_no"].isin(register.index)
    for id_ in OVERLAID_IDS:
        if f"{id_}_submitted" not in frame:
            frame[f"{id_}_submitted"] = frame[id_]
        values = looked_up(frame["case_no"], register, id_)
        take = values.notna()
        if take.any():
            frame.loc[take, id_] = values[take].astype(frame[id_].dtype)
            if f"{id_}_bad" in frame:
                frame.loc[take, f"{id_}_bad"] = False
    return frame


def mark_backfilled(
    states: pd.DataFrame, editions: Sequence[PastEdition], superior: pd.DataFrame, decisions: Decisions
) -> tuple[pd.DataFrame, dict[str, dict[str, str]]]:
    """Mark steps dated by the cut-off of an edition that lacked them (补登), as ``backfilled_<step>``.

    An edition lacks a step when it has the matter without that date, or hasn't the matter. Not marked where 上级登记台账 has the
    same date or 处理决定 says 更正属实. Also returns step -> case number -> edition's name.
    """
    frame = states.copy()
    register = superior.set_index("case_no")
    accepted = decisions.subjects("更正属实")
    told: dict[str, dict[str, str]] = {}
    for id_, step in STEPS.items():
        late = pd.Series(data=False, index=frame.index)
        for edition in editions:
            end = pd.Timestamp(edition.cut_off)
            # A later date that it had was of something yet to happen.
            known = edition.matters.loc[edition.matters[id_] <= end, "case_no"]
            lacked = frame[id_].notna() & (frame[id_] <= end) & ~frame["case_no"].isin(known)
            for case_no in frame.loc[lacked & ~late, "case_no"]:
                told.setdefault(id_, {})[case_no] = edition.name
            late |= lacked
        confirmed = looked_up(frame["case_no"], register, id_) == frame[id_]
        frame[f"backfilled_{step}"] = late & ~confirmed & ~frame["case_no"].isin(accepted)
        kept = set(frame.loc[frame[f"backfilled_{step}"], "case_no"])
        told[id_] = {case: name for case, name in told.get(id_, {}).items() if case in kept}
    return frame, told


def omitted(superior: pd.DataFrame, known: set[str], cut_off: date, grace: int, last_day: date, decisions: Decisions) -> pd.DataFrame:
    """Rows of 上级登记台账 that no ledger has though received_on (else registered_on + 15) + ``grace`` days ≤ ``cut_off``.

    Section 1 must require them; handed back ones and 检举控告 are never omissions.
    """
    received = superior["received_on"].fillna(superior["registered_on"] + pd.Timedelta(days=15))
    due = received + pd.Timedelta(days=grace) <= pd.Timestamp(cut_off)
    back = superior["withdrawn_on"].notna() | superior["case_no"].isin(decisions.subjects("同意退回"))
    return superior[due & ~superior["case_no"].isin(known) & still_required(superior, last_day) & ~back & ~is_hidden(superior)]


def roots(states: pd.DataFrame) -> pd.Series:
    """The first matter of each one's chain of 关联件编号; a matter without relation is its own root, a cycle ends where it closes."""
    parent = {c: r for c, r in zip(states["case_no"], states["related_case_no"], strict=True) if isinstance(r, str)}
    found: dict[str, str] = {}
    for start in states["case_no"]:
        path = []
        node = start
        while node in parent and node not in path and node not in found:
            path.append(node)
            node = parent[node]
        root = found.get(node, min(path[path.index(node) :]) if node in path else node)
        for step in path:
            found[step] = root
        found.setdefault(start, root)
    return states["case_no"].map(found)
