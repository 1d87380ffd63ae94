"""What editions say of holders, and the matters that they have and the ledgers no more: what was published can't be made to disappear."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

import pandas as pd

from pipeline.base.period import parse_period
from pipeline.bundles import PastEdition, text_of
from pipeline.merge.holders.holders import SURE, Words, published_stands
from pipeline.merge.holders.stand import Stand
from pipeline.merge.registers import AGREED_BACK, Decisions, in_order
from pipeline.merge.rows import COUNTED_IDS


def published_words(
    editions: Sequence[PastEdition],
    folders: Sequence[str],
    history: Mapping[str, pd.DataFrame],
    decisions: Decisions,
    superior: pd.DataFrame,
) -> Words:
    """All that is said of holders beside the ledgers.

    ``editions``: earlier ones, oldest first; the newest that has a matter speaks.
    """
    stands: dict[str, tuple[Stand, ...]] = {}
    rivals: dict[str, tuple[str, ...]] = {}
    parts: list[pd.Series] = []
    seen: set[str] = set()
    for edition in reversed(editions):
        own, claimed = published_stands(edition)
        matters = edition.matters[edition.matters["origin"] != "上级"]
        matters = matters[~matters["case_no"].isin(seen)] if seen else matters
        stands = {no: found for no, found in own.items() if no not in seen} | stands
        rivals = {no: found for no, found in claimed.items() if no not in seen} | rivals
        plain = matters[(matters["claim"] == SURE) & ~matters["case_no"].isin([*own, *claimed])]
        parts.append(plain.set_index("case_no")["township"])
        seen |= set(edition.matters["case_no"])
    agreed = set(superior.index[superior["withdrawn_on"].notna()]) | decisions.subjects(AGREED_BACK)
    return Words(
        in_order(history["superior"], folders),
        in_order(history["assigned"], folders),
        decisions,
        frozenset(agreed),
        stands,
        rivals,
        pd.concat(parts) if parts else pd.Series([], dtype="str"),
        _covered(editions, folders),
    )


def _covered(editions: Sequence[PastEdition], folders: Sequence[str]) -> int:
    """The last source folder that an edition covers, -1 for none."""
    ends = [min(parse_period(e.name).last_day, e.cut_off) for e in editions]
    last = max(ends, default=None)
    return (
        -1
        if last is None
        else max((at for at, name in enumerate(folders) if parse_period(name).last_day <= last), default=-1)
    )


def unseen_rows(
    editions: Sequence[PastEdition],
    counted: Sequence[pd.DataFrame],
    rows: pd.DataFrame,
    folders: Sequence[str],
    unit: Mapping[str, str],
    files: Iterable[str],
) -> pd.DataFrame | None:
    """Rows of editions that are newer than any that their unit's ledgers have of the matter now, as ledger rows with ``fresh`` False.

    The newest edition that had a matter speaks; one that a later edition was made from is silent, for what it had and
    the later one hasn't was taken out with consent. ``files``: those read: such a sheet row may be another matter's by
    now, so its place is dropped.
    """
    if not editions:
        return None
    continued = frozenset[str]().union(*(e.made_from for e in editions))
    order = _in_order(editions, folders)
    now = rows.assign(_unit=rows["part"].map(lambda name: unit.get(name, name)))
    newest = now.groupby(["case_no", "_unit"], sort=False)["folder_no"].max()
    seen: set[str] = set()
    frames = []
    for edition, frame in zip(reversed(editions), reversed(counted), strict=True):
        if edition.name not in continued:
            mine = frame[frame["ours"] & ~frame["case_no"].isin(seen)] if seen else frame[frame["ours"]]
            folder = mine["source_file"].str.extract("([^/]*)", expand=False).fillna(edition.name)
            part = _parts(edition, mine)
            place = folder.map(order).astype(float)
            keys = pd.MultiIndex.from_arrays([mine["case_no"], part.map(lambda name: unit.get(name, name))])
            here = newest.reindex(keys).to_numpy(dtype=float)
            gone = ~(here >= place.to_numpy())
            left = mine[gone].assign(folder=folder[gone], part=part[gone], names=part[gone], folder_no=place[gone])
            sent = edition.matters.set_index("case_no").reindex(left["case_no"])
            frames.append(left.assign(**{f"{id_}_submitted": sent[id_].to_numpy() for id_ in COUNTED_IDS}))
        seen |= set(frame["case_no"])
    full = [f for f in frames if len(f)]
    if not full:
        return None
    found = pd.concat(full, ignore_index=True)
    kept = found["source_file"].isin(list(files))
    found["source_row"] = found["source_row"].mask(kept)
    return found.assign(fresh=False)


def _parts(edition: PastEdition, rows: pd.DataFrame) -> pd.Series:
    """The roster name that held each matter when the edition was published."""
    table = edition.tables.get("stands")
    if table is None or table.empty:
        return rows["township"]
    now = table[table["held_until"].isna() & (table["claim"] == SURE)]
    return text_of(rows["case_no"], dict(zip(now["case_no"], now["part"], strict=True)), rows["township"])


def _in_order(editions: Sequence[PastEdition], folders: Sequence[str]) -> dict[str, float]:
    """Folder -> its place in time among the source folders; one that is no source stands between those around it."""
    places: dict[str, float] = {name: float(at) for at, name in enumerate(folders)}
    named = {name for e in editions for name in e.matters["source_file"].dropna().str.split("/").str[0].unique()} | {
        e.name for e in editions
    }
    periods = {name: parse_period(name) for name in (*named, *folders)}
    older = sorted(named - set(folders), key=lambda name: (periods[name].last_day, periods[name].first_day))
    for step, name in enumerate(older):
        before = sum(
            (periods[f].last_day, periods[f].first_day) < (periods[name].last_day, periods[name].first_day)
            for f in folders
        )
        places[name] = before - 1 + (step + 1) / (len(older) + 1)
    return places
