"""Which matters must be walked folder by folder, and all that is said of the holder of each."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

import numpy as np
import pandas as pd

from pipeline.merge.holders.records import HolderRecords, day, text
from pipeline.merge.holders.stand import BY_EDITION, Entry, Matter, Row, Stand
from pipeline.merge.registers import GIVEN_TO
from pipeline.schema.vocabulary import Way

_ROW = ("case_no", "folder_no", "part", "names", "withdrawn_on", "received_on", "registered_on", "fresh")


def is_contested(rows: pd.DataFrame, records: HolderRecords) -> np.ndarray:
    """Whether the matter of each row needs to be walked.

    It does when two parts list it, when a row of it names another unit or was handed back, when a decision names it,
    when a register names another unit, or part of a merged one, than the one that lists it first, or when an edition
    had it with several stands or in another unit's hands.
    """
    numbers = rows["case_no"].to_numpy(dtype=object)
    parts = rows["part"].to_numpy(dtype=object)
    codes, known = pd.factorize(numbers)
    part_codes, _ = pd.factorize(parts)
    first = np.full(len(known), -1)
    first[codes[::-1]] = part_codes[::-1]
    contested = np.zeros(len(known), dtype=bool)
    contested[codes[part_codes != first[codes]]] = True
    names_other = rows["names"].to_numpy(dtype=object) != parts
    contested[codes[names_other | rows["withdrawn_on"].notna().to_numpy()]] = True
    lister = dict(zip(known, parts[np.unique(codes, return_index=True)[1]] if len(rows) else [], strict=True))
    if len(records.plain_parts):
        then = records.plain_parts.reindex(known)
        now = np.array([lister[number] for number in known], dtype=object)
        contested |= then.notna().to_numpy() & (then.to_numpy(dtype=object) != now)
    named = _named(records, lister)
    if named:
        contested |= np.array([number in named for number in known], dtype=bool)
    result: np.ndarray = contested[codes]
    return result


def _named(records: HolderRecords, lister: Mapping[str, str]) -> set[str]:
    """The numbers that decisions, registers or editions make contested. ``lister``: number -> the first row's part."""
    decided = {d.subject for d in records.decisions if d.kind.startswith((GIVEN_TO, "重新办理"))}
    named = decided | set(records.published) | set(records.rivals)
    for register in (records.superior, records.assigned):
        for number, part in zip(register["case_no"], register["township"], strict=True):
            if number in lister and isinstance(part, str) and part != lister[number]:
                named.add(number)
    return named


def contested_matters(rows: pd.DataFrame, contested: np.ndarray, records: HolderRecords) -> dict[str, Matter]:
    """Number -> all that is said of it, of the matters of the ``contested`` rows and of those that registers moved.

    A matter that moved by a register or decision is among them without rows, too.
    """
    listed, unseen = _listed(rows, contested, records)
    moved = _moved(records)
    if moved:
        listed |= {number: [] for number in moved.difference(rows.loc[rows["case_no"].isin(list(moved)), "case_no"])}
    superior = _entries(records.superior, "received_on", listed)
    assigned = _entries(records.assigned, "assigned_on", listed)
    rework = records.decisions.reworked()
    matters = {}
    for number, of_one in listed.items():
        start, rivals = records.published.get(number, ()), records.rivals.get(number, ())
        if not start and not rivals and number in records.plain_parts.index:
            start = (Stand(records.plain_parts[number], Way.FIRST, basis=BY_EDITION),)
        matters[number] = Matter(
            number,
            tuple(of_one),
            superior.get(number, ()),
            assigned.get(number, ()),
            given=tuple(d for d in records.decisions.of(number, GIVEN_TO) if d.to),
            rework=rework.get(number),
            start=start,
            rivals=rivals,
            after=records.after if start or rivals else -1,
            unseen=unseen.get(number),
        )
    return matters


def _listed(
    rows: pd.DataFrame, contested: np.ndarray, records: HolderRecords
) -> tuple[dict[str, list[Row]], dict[str, Row]]:
    """Number -> its rows in ledgers, by folder, and number -> its row that only an edition has."""
    listed: dict[str, list[Row]] = {}
    unseen: dict[str, Row] = {}
    for at, (number, folder_no, part, names, withdrawn, received, registered, fresh) in _chosen(rows, contested):
        of_one = listed.setdefault(number, [])
        if not fresh:
            unseen[number] = Row(-1, part, part, at)
            continue
        back = day(withdrawn) if number in records.agreed_back else None
        of_one.append(Row(int(folder_no), part, names, at, back, day(received), day(registered)))
    return listed, unseen


def _chosen(rows: pd.DataFrame, chosen: np.ndarray) -> Iterator[tuple[int, tuple]]:  # type: ignore[type-arg]
    """The position of each chosen row, and its values of _ROW."""
    at = np.flatnonzero(chosen)
    yield from zip(at.tolist(), rows.iloc[at][list(_ROW)].itertuples(index=False, name=None), strict=True)


def _moved(records: HolderRecords) -> set[str]:
    """Numbers of 上级登记台账 that it, or a decision, ever gave to another unit, or that were opened again.

    It matters on which day that was, whoever lists each now.
    """
    pairs = records.superior[["case_no", "township"]].drop_duplicates()
    decided = records.given | records.decisions.reworked().keys()
    several = pairs["case_no"].duplicated() | pairs["case_no"].isin(list(decided))
    return set(pairs.loc[several, "case_no"])


def _entries(register: pd.DataFrame, day_id: str, wanted: Mapping[str, object]) -> dict[str, tuple[Entry, ...]]:
    """Number -> its entries in a register with a unit, in order, of the ``wanted`` numbers."""
    entries: dict[str, list[Entry]] = {}
    batches = register["batch"] if "batch" in register else pd.Series("", index=register.index)
    for number, folder_no, part, on, batch in zip(
        register["case_no"], register["folder_no"], register["township"], register[day_id], batches, strict=True
    ):
        if number in wanted and isinstance(part, str):
            entries.setdefault(number, []).append(Entry(int(folder_no), part, day(on), text(batch)))
    return {number: tuple(of_one) for number, of_one in entries.items()}
