"""Matters that only editions have now: what was published can't be made to disappear."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import pandas as pd

from pipeline.base.period import parse_period
from pipeline.bundles import PastEdition, text_of
from pipeline.merge.context import Context
from pipeline.merge.editions import Published
from pipeline.merge.rows import COUNTED_IDS
from pipeline.schema.vocabulary import Claim


def unseen_rows(
    published: Published, rows: pd.DataFrame, context: Context, files: Iterable[str]
) -> pd.DataFrame | None:
    """The rows of editions that are newer than any that their unit's ledgers have of the matter now.

    They are returned as ledger rows with ``fresh`` False; None without editions or such rows. The newest edition that
    had a matter speaks; one that a later edition was made from is silent, for what it had and the later one hasn't was
    taken out with consent. ``rows``: those of the ledgers. ``files``: the files that were read; a sheet row of one of
    them may be another matter's by now, so its number is dropped.
    """
    editions = published.editions
    if not editions:
        return None
    continued = frozenset[str]().union(*(e.made_from for e in editions))
    order = _in_order(editions, context.folders)
    now = rows.assign(_unit=rows["part"].map(context.today))
    newest = now.groupby(["case_no", "_unit"], sort=False)["folder_no"].max()
    seen: set[str] = set()
    frames = []
    for edition, frame in zip(reversed(editions), reversed(published.counted), strict=True):
        if edition.name not in continued:
            mine = frame[frame["ours"] & ~frame["case_no"].isin(seen)] if seen else frame[frame["ours"]]
            folder = mine["source_file"].str.extract("([^/]*)", expand=False).fillna(edition.name)
            part = _parts(edition, mine)
            place = folder.map(order).astype(float)
            keys = pd.MultiIndex.from_arrays([mine["case_no"], part.map(context.today)])
            here = newest.reindex(keys).to_numpy(dtype=float)
            gone = ~(here >= place.to_numpy())
            unseen = mine[gone].assign(folder=folder[gone], part=part[gone], names=part[gone], folder_no=place[gone])
            sent = edition.matters.set_index("case_no").reindex(unseen["case_no"])
            frames.append(unseen.assign(**{f"{id_}_submitted": sent[id_].to_numpy() for id_ in COUNTED_IDS}))
        seen.update(frame["case_no"].tolist())
    full = [f for f in frames if len(f)]
    if not full:
        return None
    result = pd.concat(full, ignore_index=True)
    result["source_row"] = result["source_row"].mask(result["source_file"].isin(list(files)))
    return result.assign(fresh=False)


def _parts(edition: PastEdition, rows: pd.DataFrame) -> pd.Series:
    """The roster name that held each matter when the edition was published."""
    table = edition.tables.get("stands")
    if table is None or table.empty:
        return rows["township"]
    now = table[table["held_until"].isna() & (table["claim"] == Claim.SURE)]
    return text_of(rows["case_no"], dict(zip(now["case_no"], now["part"], strict=True)), rows["township"])


def _in_order(editions: Sequence[PastEdition], folders: Sequence[str]) -> dict[str, float]:
    """Folder -> its place in time among the source folders; a folder that is no source gets a fraction in between."""
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
