"""Whose matter it is: the great mass of plain matters at once, the contested ones one by one."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache

import numpy as np
import pandas as pd

from pipeline.bundles import PastEdition
from pipeline.merge.holders.open_parts import OpenParts
from pipeline.merge.holders.stand import BY_EDITION, BY_LEDGER, FIRST, Around, Day, Entry, Matter, Outcome, Row, Stand
from pipeline.merge.holders.walk import walk
from pipeline.merge.registers import GIVEN_TO, Decision, Decisions
from pipeline.rules.windows import Windows

SURE, PENDING, CLAIMED = "确定", "待定", "争议"
COLUMNS = (
    "case_no",
    "part",
    "way",
    "clock_on",
    "held_from",
    "held_until",
    "present",
    "claim",
    "at",
    "fill",
    "basis",
    "until_no",
    "rework_on",
    "first_part",
)


@dataclass(frozen=True)
class Words:
    """What is said of holders beside the ledgers.

    ``superior``, ``assigned``: all entries in their order, with folder_no. ``agreed_back``:

    numbers whose hand-back the register or a decision agrees to. ``published``: number -> its stands in the newest
    edition that has it. ``rivals``: number -> the claimants that this edition had. ``after``: the last folder that
    editions cover.
    """

    superior: pd.DataFrame
    assigned: pd.DataFrame
    decisions: Decisions
    agreed_back: frozenset[str]
    published: Mapping[str, tuple[Stand, ...]]
    rivals: Mapping[str, tuple[str, ...]]
    plain_parts: pd.Series
    after: int


@dataclass(frozen=True)
class Holders:
    """``stands``: a stand a row (COLUMNS), ``at`` and ``fill`` being positions in the rows (-1: none).

    ``outcomes``: of the contested ones.
    """

    stands: pd.DataFrame
    outcomes: Mapping[str, Outcome]
    matters: Mapping[str, Matter]


def published_stands(edition: PastEdition) -> tuple[dict[str, tuple[Stand, ...]], dict[str, tuple[str, ...]]]:
    """Number -> its stands, of those that had more than one or whose holder isn't matters.township; and the claimants of 待定 ones."""
    table = edition.tables.get("stands")
    stands: dict[str, list[Stand]] = {}
    rivals: dict[str, list[str]] = {}
    if table is not None:
        for row in table.to_dict("records"):
            if row["claim"] == CLAIMED:
                rivals.setdefault(row["case_no"], []).append(row["part"])
            elif row["claim"] != PENDING or not _text(row["part"]):
                rework = _day(row["clock_on"]) if row["way"] == "重办" else None
                clock, first, last = (_day(row[id_]) for id_ in ("clock_on", "held_from", "held_until"))
                stand = Stand(_text(row["part"]), row["way"], clock, first, last, basis=BY_EDITION, rework_on=rework)
                stands.setdefault(row["case_no"], []).append(stand)
    ordered = {
        no: tuple(sorted(found, key=lambda s: (s.held_from is not None, s.held_from or 0)))
        for no, found in stands.items()
    }
    return ordered, {no: tuple(parts) for no, parts in rivals.items()}


def is_contested(rows: pd.DataFrame, words: Words, unit: Mapping[str, str]) -> np.ndarray:
    """Whether the matter of each row needs to be walked: listed by two, naming another, handed back, or named by a decision, by a register

    for another unit, or by an edition with more than one stand or in another unit's hands.
    """
    numbers = rows["case_no"].to_numpy(dtype=object)
    parts = rows["part"].to_numpy(dtype=object)
    codes, known = pd.factorize(numbers)
    part_codes, _ = pd.factorize(parts)
    several = np.zeros(len(known), dtype=bool)
    first = np.full(len(known), -1)
    first[codes[::-1]] = part_codes[::-1]
    several[codes[part_codes != first[codes]]] = True
    several[codes[(rows["names"].to_numpy(dtype=object) != parts) | rows["withdrawn_on"].notna().to_numpy()]] = True
    told = (
        {d.subject for d in words.decisions if d.kind.startswith((GIVEN_TO, "重新办理"))}
        | set(words.published)
        | set(words.rivals)
    )
    owner = dict(zip(known, parts[np.unique(codes, return_index=True)[1]] if len(rows) else [], strict=True))
    for register in (words.superior, words.assigned):
        for number, part in zip(register["case_no"], register["township"], strict=True):
            if (
                number in owner
                and isinstance(part, str)
                and unit.get(part, part) != unit.get(owner[number], owner[number])
            ):
                told.add(number)
    if len(words.plain_parts):
        then = words.plain_parts.reindex(known)
        differs = then.notna().to_numpy() & (
            then.to_numpy(dtype=object) != np.array([owner[n] for n in known], dtype=object)
        )
        several |= differs
    if told:
        several |= np.array([number in told for number in known], dtype=bool)
    result: np.ndarray = several[codes]
    return result


def holders(
    rows: pd.DataFrame,
    words: Words,
    contested: np.ndarray,
    *,
    folders: Sequence[str],
    windows: Windows,
    unit: Mapping[str, str],
    sent: frozenset[tuple[int, str]],
    missed: Callable[[int, Day], bool],
    unfavourable: Callable[[int], bool],
    end: Day,
    parts: OpenParts,
) -> Holders:
    """The stands of every matter of ``rows`` (sorted by folder; those that editions alone have among them, ``fresh`` False).

    ``contested``: as is_contested says. ``unit``: roster name -> unit of today.
    """
    plain = _plain(rows, ~contested)

    @cache
    def window(part: str, no: int) -> tuple[Day, Day]:
        first, last = windows.month(part, folders[no])
        return pd.Timestamp(first), pd.Timestamp(last)

    around = Around(unit, window, sent, missed, unfavourable, end, parts.of)
    matters = dict(_matters(rows, contested, words))
    outcomes = {number: walk(matter, around) for number, matter in matters.items()}
    records = [record for number, matter in matters.items() for record in _records(matter, outcomes[number], around)]
    if not records:
        return Holders(plain, outcomes, matters)
    walked = pd.DataFrame(records, columns=list(COLUMNS))
    return Holders(pd.concat([plain, _typed(walked)], ignore_index=True), outcomes, matters)


def _plain(rows: pd.DataFrame, mask: np.ndarray) -> pd.DataFrame:
    """One stand a matter, its newest row's."""
    at = np.flatnonzero(mask)
    numbers = rows["case_no"].to_numpy(dtype=object)[at]
    codes, known = pd.factorize(numbers)
    last = np.full(len(known), -1)
    last[codes] = at
    part = rows["part"].to_numpy(dtype=object)[last]
    frame = pd.DataFrame({"case_no": pd.Series(known, dtype="str"), "part": pd.Series(part, dtype="str")})
    blank = pd.Series(pd.NaT, index=frame.index, dtype="datetime64[s]")
    return frame.assign(
        way=FIRST,
        clock_on=blank,
        held_from=blank,
        held_until=blank,
        present=True,
        claim=SURE,
        at=last,
        fill=-1,
        basis=BY_LEDGER,
        until_no=-1,
        rework_on=blank,
        first_part=frame["part"],
    )[list(COLUMNS)].astype({"way": "str", "claim": "str", "basis": "str"})


def _typed(frame: pd.DataFrame) -> pd.DataFrame:
    dates = ("clock_on", "held_from", "held_until", "rework_on")
    return frame.assign(**{id_: pd.to_datetime(frame[id_]).astype("datetime64[s]") for id_ in dates}).astype(
        {
            "case_no": "str",
            "part": "str",
            "way": "str",
            "claim": "str",
            "basis": "str",
            "first_part": "str",
            "present": bool,
        }
    )


def _matters(rows: pd.DataFrame, contested: np.ndarray, words: Words) -> Iterable[tuple[str, Matter]]:
    """Every contested matter with all that is said of it, and those that the register alone has while an edition knew them."""
    at = np.flatnonzero(contested)
    listed: dict[str, list[Row]] = {}
    unseen: dict[str, Row] = {}
    columns = ("case_no", "folder_no", "part", "names", "withdrawn_on", "received_on", "registered_on", "fresh")
    for place, (number, no, part, names, withdrawn, received, registered, fresh) in zip(
        at, rows.iloc[at][list(columns)].itertuples(index=False, name=None), strict=True
    ):
        if not fresh:
            listed.setdefault(number, [])
            unseen[number] = Row(-1, part, part, int(place))
            continue
        back = _day(withdrawn) if number in words.agreed_back else None
        listed.setdefault(number, []).append(
            Row(int(no), part, names, int(place), back, _day(received), _day(registered))
        )
    moved = _moved_by_words(words)
    if moved:
        listed |= {number: [] for number in moved.difference(rows.loc[rows["case_no"].isin(list(moved)), "case_no"])}
    superior = _entries(words.superior, "received_on", listed)
    assigned = _entries(words.assigned, "assigned_on", listed)
    rework = words.decisions.reworked()
    for number, found in listed.items():
        start, rivals = words.published.get(number, ()), words.rivals.get(number, ())
        if not start and not rivals and number in words.plain_parts.index:
            start = (Stand(words.plain_parts[number], FIRST, basis=BY_EDITION),)
        given = tuple(d for d in words.decisions.of(number, GIVEN_TO) if d.to)
        known = bool(start or rivals)
        yield (
            number,
            Matter(
                number,
                tuple(found),
                superior.get(number, ()),
                assigned.get(number, ()),
                given,
                rework.get(number),
                start,
                rivals,
                words.after if known else -1,
                unseen.get(number),
            ),
        )


def _moved_by_words(words: Words) -> set[str]:
    """Numbers of 上级登记台账 that it, or a decision, ever gave to another unit: of these it matters when, whoever lists them."""
    pairs = words.superior[["case_no", "township"]].drop_duplicates()
    given = {d.subject for d in words.decisions if d.kind.startswith(GIVEN_TO) and d.to}
    return set(pairs.loc[pairs["case_no"].duplicated() | pairs["case_no"].isin(list(given)), "case_no"])


def _entries(register: pd.DataFrame, day: str, wanted: Mapping[str, object]) -> dict[str, tuple[Entry, ...]]:
    found: dict[str, list[Entry]] = {}
    batches = register["batch"] if "batch" in register else pd.Series("", index=register.index)
    for number, no, part, on, batch in zip(
        register["case_no"], register["folder_no"], register["township"], register[day], batches, strict=True
    ):
        if number in wanted and isinstance(part, str):
            found.setdefault(number, []).append(Entry(int(no), part, _day(on), _text(batch)))
    return {number: tuple(entries) for number, entries in found.items()}


def _records(matter: Matter, outcome: Outcome, around: Around) -> Iterable[tuple[object, ...]]:
    """The rows of COLUMNS of one matter: its stands, then what is 待定."""
    fill = -1
    first = outcome.stands[0].part if outcome.stands else ""
    for at, stand in enumerate(outcome.stands):
        row = _row_of(matter, stand, around)
        last = at == len(outcome.stands) - 1 and not outcome.claimants
        claim = SURE if stand.part else PENDING
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
    way = FIRST if outcome.since is None else "退回"
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
            CLAIMED,
            row,
            -1,
            BY_LEDGER,
            -1,
            None,
            first or part,
        )


def _row_of(matter: Matter, stand: Stand, around: Around) -> int:
    """The row that speaks for a stand: its unit's newest; of a stand that is over, the last one up to its end or with the new holder's name."""
    mine = [r for r in matter.rows if stand.part and around.same(r.part, stand.part)]
    if matter.unseen is not None and stand.until_no < 0 and around.same(matter.unseen.part, stand.part):
        return matter.unseen.at
    if stand.until_no >= 0:
        mine = [r for r in mine if r.folder_no <= stand.until_no or not around.same(r.names, r.part)] or mine
    return mine[-1].at if mine else -1


def given_in(decisions: Iterable[Decision]) -> frozenset[str]:
    """The numbers whose holder 处理决定 names."""
    return frozenset(d.subject for d in decisions if d.kind.startswith(GIVEN_TO) and d.to)


def _text(value: object) -> str:
    return value if isinstance(value, str) else ""


def _day(value: object) -> Day | None:
    return None if value is None or pd.isna(value) else pd.Timestamp(value)  # type: ignore[call-overload, arg-type]
