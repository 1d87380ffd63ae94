"""Matters that earlier editions have: what was published can't be made to disappear (docs/definitions.md, Vanished)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

import pandas as pd

from pipeline.bundles import PastEdition, with_unreadable
from pipeline.merge.rows import first_submitted, with_counted_procedure
from pipeline.period import parse_period


def older_rows(editions: Sequence[PastEdition], folders: Sequence[str]) -> pd.DataFrame | None:
    """What townships had sent by the editions of periods none of whose months is among the sources, oldest first; None: no such."""
    used = set(folders)
    rows = _together([_sent(e) for e in editions if used.isdisjoint(parse_period(e.name).months())])
    return None if rows is None else with_unreadable(rows)


def from_editions(
    editions: Sequence[PastEdition],
    history: pd.DataFrame,
    older: pd.DataFrame | None,
    corrected: frozenset[str],
    unit_of: Mapping[str, str],
    files: Iterable[str],
) -> tuple[pd.DataFrame | None, pd.DataFrame | None]:
    """The matters whose last state is an edition's, one row each, with ``published_in``, ``unit`` and what FIRST_SUBMITTED_IDS say; and
    where these stand, as first_submitted has it. None: no such.

    An edition's row is the last state when it came from a newer folder than any row of ``history`` (all rows that ledgers have today).
    The newest edition that had the matter speaks; one that a later edition was made from is silent, for the later has all that it had.
    ``files``: those read for this period. One of them has the matter no more, so the row where the edition found it there is dropped.
    """
    found = _spoken(editions)
    if found is None:
        return None, None
    by_folder = _in_order({*found["folder"], *history["folder"]})
    now = history["folder"].map(by_folder).groupby(history["case_no"]).max()
    newest = now.reindex(found["case_no"]).set_axis(found.index).fillna(-1)
    frame = with_unreadable(found[found["folder"].map(by_folder) > newest])
    if frame.empty:
        return None, None
    frame = with_counted_procedure(_placed(frame, files).assign(unit=frame["township"].map(unit_of)))
    published = [rows[rows["case_no"].isin(frame["case_no"])] for rows in map(_sent, editions)]
    later = _together(published)
    return first_submitted(frame, history, older, corrected, None if later is None else with_unreadable(_placed(later, files)))


def _placed(rows: pd.DataFrame, files: Iterable[str]) -> pd.DataFrame:
    """Without the sheet rows in ``files``, which may be other matters' by now."""
    return rows.assign(source_row=rows["source_row"].mask(rows["source_file"].isin(list(files))))


def _spoken(editions: Sequence[PastEdition]) -> pd.DataFrame | None:
    """The newest edition's row of every matter that townships had sent, with ``published_in`` and the ``folder`` that it came from."""
    continued = frozenset[str]().union(*(e.made_from for e in editions))
    seen: set[str] = set()
    frames = []
    for edition in reversed(editions):
        sent = _sent(edition)
        if edition.name not in continued:
            folder = sent["source_file"].str.split("/").str[0].fillna(edition.name)
            frames.append(sent.assign(published_in=edition.name, folder=folder)[~sent["case_no"].isin(seen)])
        seen |= set(sent["case_no"])
    return _together(frames)


def _sent(edition: PastEdition) -> pd.DataFrame:
    """The matters that came from a ledger."""
    return edition.matters[edition.matters["origin"] != "上级"]


def _together(frames: Sequence[pd.DataFrame]) -> pd.DataFrame | None:
    full = [frame for frame in frames if len(frame)]
    return pd.concat(full, ignore_index=True) if full else None


def _in_order(names: set[str]) -> dict[str, int]:
    """Folder -> its place in time."""
    periods = sorted(map(parse_period, names), key=lambda p: (p.last_day, p.first_day))
    return {period.name: at for at, period in enumerate(periods)}
