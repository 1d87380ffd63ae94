"""What editions have published of matters, as it counted there: the newest that has a matter speaks."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
import pandas as pd

from pipeline.base.period import parse_period
from pipeline.bundles import PastEdition, with_unreadable
from pipeline.schema.ledger import LEDGER_TYPES
from pipeline.schema.vocabulary import Claim, Origin
from pipeline.schema.whose_word import FIRST_SUBMITTED_IDS, HELD_IDS, RATING_IDS, STANDING, UNDATED_IDS

BESIDE = {
    "accepted_first": "accepted_on",
    "concluded_day": "concluded_on",
    "settled_cohort": "settled",
    "settled_returned": "settled",
}
"""Values that count beside a ledger column's own -> that column."""
KEPT_IDS = (*FIRST_SUBMITTED_IDS, *HELD_IDS, *BESIDE, "taken_back")
_DATED = tuple(id_ for id_ in HELD_IDS if LEDGER_TYPES[id_] == "date")


@dataclass(frozen=True)
class Published:
    """What editions have published of matters.

    ``editions``: oldest first, with the matters' own numbers; the edition of this very period, where there is one, is
    the last. ``counted``: as_counted of each. ``by_key``: as in_turn returns them; ``before``: those of earlier periods
    alone. ``by_number``: as first_submitted_in returns them. ``own``: the edition of this very period that is made
    again.
    """

    editions: Sequence[PastEdition] = ()
    counted: Sequence[pd.DataFrame] = ()
    by_key: Sequence[pd.DataFrame] = ()
    before: Sequence[pd.DataFrame] = ()
    by_number: Sequence[pd.DataFrame] = ()
    own: PastEdition | None = None

    @cached_property
    def claimed_in(self) -> Mapping[str, frozenset[str]]:
        """Edition -> the keys (see keys) of the matters that it has as not settled."""
        tables = {e.name: e.tables["kept"] for e in self.editions if "kept" in e.tables}
        claimed = {name: table[table["part"].notna()] for name, table in tables.items()}
        return {name: frozenset(keys(t["case_no"], t["clock_on"])) for name, t in claimed.items() if len(t)}

    @cached_property
    def claimed(self) -> frozenset[str]:
        """The numbers of the matters that an edition has as not settled."""
        tables = [e.tables["kept"] for e in self.editions if e.name in self.claimed_in]
        return frozenset(number for t in tables for number in t.loc[t["part"].notna(), "case_no"])

    @cached_property
    def unsettled(self) -> frozenset[str]:
        """The numbers of the matters that the newest edition which has them has as not settled."""
        found, seen = set[str](), set[str]()
        for edition, frame in zip(reversed(self.editions), reversed(self.counted), strict=True) if self.claimed else ():
            if edition.name in self.claimed_in:
                found |= set((table := edition.tables["kept"]).loc[table["part"].notna(), "case_no"]) - seen
            seen |= set(frame["case_no"])
        return frozenset(found)

    @property
    def draft(self) -> str:
        """The name of this period's own edition as long as nothing rests on it; '' otherwise."""
        return "" if self.own is None or self.own.stays else self.own.name

    @property
    def standing(self) -> Sequence[PastEdition]:
        """Those that say whose a matter is: this period's own where it stays and decisions are asked for."""
        speaks = self.own is None or (self.own.stays and not self.own.undecided)
        return self.editions if speaks else self.editions[:-1]


def published_by(editions: Sequence[PastEdition], own: PastEdition | None, folders: Sequence[str]) -> Published:
    """What ``editions`` (oldest first, ``own`` the last of them unless None) have published."""
    counted = [as_counted(edition) for edition in editions]
    by_number = first_submitted_in(editions, counted, folders)
    by_key = [_with_claims(frame, edition) for edition, frame in zip(editions, counted, strict=True)]
    last = len(editions) if own is None else -1
    before = in_turn(editions[:last], by_key[:last])
    return Published(editions, counted, in_turn(editions, by_key), before, by_number, own)


def keys(numbers: pd.Series, clocks: pd.Series) -> pd.Series:
    """The key of each clock: the matter's number, with the day from which the clock runs unless it is the first."""
    own = clocks.notna()
    if not own.any():
        return numbers
    return numbers.mask(own, numbers + "@" + clocks.dt.strftime("%Y-%m-%d"))


def claims(keys_of: pd.Series, parts: pd.Series) -> pd.Series:
    """The key of what each claimant of a matter not settled said."""
    claimed: pd.Series = keys_of + "|" + parts
    return claimed


def asked_for(frame: pd.DataFrame, key: pd.Series, published: Published) -> pd.Series:
    """The key by which each stand is asked for in the editions; ``key``: its own (see keys).

    A claimant is asked for what it said itself, and so is who holds since a matter that the newest edition has as not
    settled, whether or not it was one of the claimants: another's words aren't its own.
    """
    asked = frame["claim"] == Claim.CLAIMED
    may = asked | frame["case_no"].isin(published.claimed) if published.claimed else asked
    if not may.any():
        return key
    mine, asked = key[may], asked[may]
    own, seen = claims(mine, frame.loc[may, "part"]), asked
    for edition in reversed(published.by_key):
        unsettled = mine.isin(published.claimed_in.get(edition["name"].iloc[0], ())) if len(edition) else ~mine.notna()
        asked = asked | (~seen & (unsettled | own.isin(edition.index)))
        seen = seen | mine.isin(edition.index)
    result = key.copy()
    result[may] = mine.mask(asked, own)
    return result


def is_date(id_: str) -> bool:
    """Whether a kept value is a date."""
    return LEDGER_TYPES.get(BESIDE.get(id_, id_)) == "date"


def as_counted(edition: PastEdition) -> pd.DataFrame:
    """The values that counted (KEPT_IDS and ``<id>_bad``) of the matters that townships had sent, one row per key.

    What lay after the edition's cut-off hadn't happened then; a state without a date goes with the conclusion.
    ``ours``: the row is of the matter's present stand.
    """
    sent = with_unreadable(edition.matters[edition.matters["origin"] != Origin.SUPERIOR])
    present = _present_clocks(edition)
    clock = (
        sent["case_no"].map(present).astype("datetime64[s]")
        if present
        else pd.Series(pd.NaT, index=sent.index, dtype="datetime64[s]")
    )
    frame = sent.assign(key=keys(sent["case_no"], clock))
    for id_, column in BESIDE.items():
        frame[id_] = frame[column]
    frame["taken_back"], frame["ours"], frame["name"] = False, True, edition.name
    frame["cut_off"] = pd.Series(pd.Timestamp(edition.cut_off), index=frame.index, dtype="datetime64[s]")
    return _as_of(_with_kept(frame.set_index("key"), edition), pd.Timestamp(edition.cut_off))


def _with_claims(frame: pd.DataFrame, edition: PastEdition) -> pd.DataFrame:
    """``frame`` (as_counted) with a row for each claimant of a matter that wasn't settled, by its key (claims)."""
    table = edition.tables.get("kept")
    if table is None or table.empty or table["part"].isna().all():
        return frame
    table = table[table["part"].notna()]
    table = table.assign(key=claims(keys(table["case_no"], table["clock_on"]), table["part"]))
    wide = table.set_index(["key", "column"])["value"].unstack()  # noqa: PD010  texts, one of each
    rows = pd.DataFrame(index=wide.index)
    for id_ in KEPT_IDS:
        values = wide[id_] if id_ in wide else pd.Series(None, index=wide.index, dtype="str")
        rows[id_] = (
            values.notna()
            if id_ == "taken_back"
            else pd.to_datetime(values).astype("datetime64[s]")
            if is_date(id_)
            else values.astype("str")
        )
    rows["case_no"], rows["ours"], rows["name"] = table.groupby("key")["case_no"].first(), False, edition.name
    rows = _as_of(rows, pd.Timestamp(edition.cut_off))
    for flag in [c for c in frame if c not in rows and frame[c].dtype == bool]:
        rows[flag] = False
    for id_ in FIRST_SUBMITTED_IDS:  # a blank that is a value is kept as ''; what isn't kept couldn't be read
        if STANDING[id_].default:
            rows[f"{id_}_bad"] = rows[id_].isna()
            rows[id_] = rows[id_].mask(rows[id_] == "")
    rows = rows.reindex(columns=frame.columns)
    return pd.concat([frame, rows.astype(frame.dtypes.to_dict())])


def _as_of(frame: pd.DataFrame, end: pd.Timestamp) -> pd.DataFrame:
    """``frame`` without what hadn't happened by the cut-off."""
    with_conclusion = frame["concluded_on"].notna() | frame["concluded_day"].notna()
    for id_ in (*_DATED, "accepted_first", "concluded_day"):
        if id_ != "extended_to":  # no event: it may lie ahead, and stands whenever its approval comes
            ahead = frame[id_] > end
            if ahead.any():
                frame[id_] = frame[id_].mask(ahead)
    # Before the registration or the acceptance that counted it was none, so that none was published; but one that only
    # an acceptance moved to a later day contradicts had kept its day for the cohorts, and keeps it.
    never = (frame["concluded_on"] < frame["registered_on"]) | (frame["concluded_on"] < frame["accepted_on"])
    day, first = frame["concluded_day"], frame["accepted_first"]
    never &= ~((first < frame["accepted_on"]) & (day >= first) & (day >= frame["registered_on"]))
    frame["concluded_day"] = day.mask(never & ~(day < frame["concluded_on"]))
    frame["concluded_on"] = frame["concluded_on"].mask(never)
    happened = frame["concluded_day"].notna()
    for id_ in (*UNDATED_IDS, "settled_cohort", "settled_returned"):
        # A rating that was given while the matter was open is published all the same; what a conclusion that hadn't
        # happened brought isn't.
        frame[id_] = frame[id_].where(happened | ~with_conclusion if id_ in RATING_IDS else happened)
    for id_ in ("settled_cohort", "settled_returned"):
        frame[id_] = frame[id_].mask(frame["taken_back"], "未化解")
    return frame


def in_turn(editions: Sequence[PastEdition], counted: Sequence[pd.DataFrame]) -> list[pd.DataFrame]:
    """The tables ``counted`` in the order for held values: the last one that has a key says what was published.

    That is the newest edition that says what counted. Of formula version 1, whose tables have what was submitted, it is
    the oldest, for under it the first date that was published counted.
    """
    pairs = list(zip(editions, counted, strict=True))
    return [f for e, f in reversed(pairs) if "kept" not in e.tables] + [f for e, f in pairs if "kept" in e.tables]


def first_submitted_in(
    editions: Sequence[PastEdition], counted: Sequence[pd.DataFrame], folders: Sequence[str]
) -> list[pd.DataFrame]:
    """The tables ``counted`` in the order of in_turn, for what was first submitted; by case number.

    Of version 1, whose tables have what was written last, only the editions of periods that share no month with the
    source folders: of the other periods the ledgers themselves show what was first submitted.
    """
    used = set(folders)
    pairs = list(zip(editions, counted, strict=True))
    older = [f for e, f in reversed(pairs) if "kept" not in e.tables and used.isdisjoint(parse_period(e.name).months())]
    chosen = older + [f for e, f in pairs if "kept" in e.tables]
    return [(f if f["ours"].all() else f[f["ours"]]).set_index("case_no") for f in chosen]


def _present_clocks(edition: PastEdition) -> dict[str, pd.Timestamp]:
    """Case number -> the day from which the clock of its present stand runs, of those that have one of their own."""
    table = edition.tables.get("stands")
    if table is None or table.empty:
        return {}
    now = table[table["held_until"].isna() & table["clock_on"].notna() & (table["claim"] != Claim.CLAIMED)]
    return dict(zip(now["case_no"], now["clock_on"], strict=True))


def _with_kept(frame: pd.DataFrame, edition: PastEdition) -> pd.DataFrame:
    """``frame`` with the values of the table kept in place of those submitted.

    Clocks that ended before are in the table kept alone; they become rows of their own.
    """
    table = edition.tables.get("kept")
    if table is None or table.empty:
        return frame
    table = table[table["part"].isna()]
    key = keys(table["case_no"], table["clock_on"])
    ended = ~key.isin(frame.index)
    if ended.any():
        more = table[ended].assign(key=key[ended]).drop_duplicates("key").set_index("key")[["case_no"]]
        more = more.reindex(columns=frame.columns).astype(
            {c: t for c, t in frame.dtypes.items() if not pd.api.types.is_bool_dtype(t)}
        )
        for name in [c for c in frame if frame[c].dtype == bool]:
            more[name] = False
        frame = pd.concat([frame, more])
    for id_, rows in table.assign(key=key).groupby("column", sort=False):
        name = str(id_)
        if name not in KEPT_IDS:
            continue
        if name == "taken_back":
            frame.loc[rows["key"], name] = True
            continue
        values = pd.to_datetime(rows["value"]).astype("datetime64[s]") if is_date(name) else rows["value"]
        frame.loc[rows["key"], name] = values.to_numpy()
        if f"{name}_bad" in frame:
            frame.loc[rows["key"], f"{name}_bad"] &= values.isna().to_numpy()
    return frame


def published_of(wanted: pd.Series, editions: Sequence[pd.DataFrame], columns: Sequence[str]) -> pd.DataFrame:
    """``columns`` of each wanted key as the newest edition has it, null where none has; on the index of ``wanted``.

    Editions oldest first.
    """
    place = np.full(len(wanted), -1)
    source = np.full(len(wanted), -1)
    texts = wanted.to_numpy(dtype=object)
    open_ = np.arange(len(wanted))
    for at in range(len(editions) - 1, -1, -1):
        if not len(open_):
            break
        positions = editions[at].index.get_indexer(pd.Index(texts[open_]))
        has = positions >= 0
        place[open_[has]], source[open_[has]] = positions[has], at
        open_ = open_[~has]
    result: dict[str, pd.Series] = {}
    whose = [(frame, source == at) for at, frame in enumerate(editions)]
    speaking = [(frame, mine, place[mine]) for frame, mine in whose if mine.any()]
    for id_ in columns:
        kind = "datetime64[s]" if is_date(id_) else "bool" if id_ == "taken_back" or id_.endswith("_bad") else "object"
        values = np.full(len(wanted), None, dtype=kind)  # NaT, False or None
        for frame, mine, there in speaking:
            values[mine] = frame[id_].to_numpy()[there]
        result[id_] = pd.Series(values, index=wanted.index, dtype="str" if kind == "object" else kind)
    result["known"] = pd.Series(source >= 0, index=wanted.index)
    return pd.DataFrame(result, index=wanted.index)
