"""Rows set aside: each counts as one matter not accepted in time (docs/definitions.md, 5.5).

A row that is a matter known otherwise doesn't.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field

import numpy as np
import pandas as pd

from pipeline.bundles import text_of
from pipeline.merge.context import Context
from pipeline.schema.ledger import LEDGER_IDS

COLUMNS = ("township", "part", "folder", "source_file", "source_sheet", "source_row", "again", "is_matter")
_CELLS = tuple(id_ for id_ in LEDGER_IDS if id_ != "township")
_ENOUGH = 2
"""How many readable cells must agree before a row may be taken for a matter: one alone says nothing."""
_COMMON = (
    "channel",
    "occurrence",
    "procedure",
    "purpose",
    "level",
    "persons",
    "category",
    "rating_unit",
    "rating_office",
    "settled",
    "outcome",
)
"""Codes that many rows share; of the others at least one must agree."""


def without_day(rows: pd.DataFrame, known: Iterable[str]) -> pd.Series:
    """Whether nobody has the 登记日期 of each row.

    It can't be read, no ledger of the same or an earlier folder has it, and no edition or register (``known``: the
    numbers that they have).
    """
    lacking = rows["registered_on"].isna()
    if not lacking.any():
        return lacking
    about = rows[~lacking & rows["case_no"].isin(rows.loc[lacking, "case_no"])]
    since = about.groupby("case_no")["folder_no"].min().reindex(rows["case_no"]).set_axis(rows.index)
    earlier = (since <= rows["folder_no"]).fillna(value=False).astype(bool)
    return lacking & ~earlier & ~rows["case_no"].isin(list(known))


def set_aside_rows(
    unplaced: pd.DataFrame,
    undated: pd.DataFrame,
    rows: pd.DataFrame,
    context: Context,
    sent: Iterable[tuple[str, str]],
) -> tuple[pd.DataFrame, dict[str, str]]:
    """The rows of COLUMNS by folder, file and row, and number -> folder of the row, of matters that are one put right.

    ``unplaced``: the reader's; ``undated``: rows whose 登记日期 nobody has. ``rows``: all others, with part and
    folder_no. ``sent``: (folder, unit) whose ledger is in, by which the ledger before is known. Each row there answers
    for one row of the same readable cells.
    """
    parts = [_placed(frame, context.unit_on) for frame in (unplaced, undated) if len(frame)]
    if not parts:
        return pd.DataFrame(columns=list(COLUMNS)), {}
    frame = pd.concat(parts, ignore_index=True)
    order = context.folder_no
    frame = frame[frame["part"].notna() & frame["folder"].isin(order)].assign(
        folder_no=lambda f: f["folder"].map(order)
    )
    frame = frame.sort_values(["folder_no", "source_file", "source_row"], kind="stable").reset_index(drop=True)
    cells = [_cells({str(id_): value for id_, value in row.items()}) for row in frame.to_dict("records")]
    again, is_matter = [], []
    mended: dict[str, str] = {}
    here: dict[tuple[int, str], list[dict[str, object]]] = {}
    taken: dict[tuple[int, str], set[str]] = {}
    before = _LedgerBefore({(order[folder], name) for folder, name in sent if folder in order}, context)
    today = {str(part): context.today(str(part)) for part in rows["part"].unique()}
    of_unit = {str(name): _Listed(group) for name, group in rows.groupby(rows["part"].map(today), sort=False)}
    for readable, no, part, folder in zip(
        cells, frame["folder_no"].tolist(), frame["part"].tolist(), frame["folder"].tolist(), strict=True
    ):
        here_is = context.unit_on[folder]
        number, later = _matches(
            readable, of_unit.get(context.today(part)), here_is, part, no, taken.setdefault((no, part), set())
        )
        is_matter.append(number)
        alike = [row for ledger in before.of(no, part) for row in here.get(ledger, ())]
        mine = here.setdefault((no, part), [])
        again.append(bool(readable) and mine.count(readable) < alike.count(readable))
        if number is None:
            mine.append(readable)
        for each in later:
            mended.setdefault(each, folder)
    frame = frame.assign(
        again=again,
        is_matter=pd.Series(is_matter, dtype="str"),
        township=text_of(frame["part"], context.unit_today, frame["part"]),
    )
    return frame[list(COLUMNS)], mended


@dataclass(frozen=True)
class _LedgerBefore:
    """Which ledger goes before another. ``ledgers``: (folder's number, part) of those that are in."""

    ledgers: AbstractSet[tuple[int, str]]
    context: Context

    def of(self, no: int, part: str) -> list[tuple[int, str]]:
        """The part's ledger before folder ``no``, and the last ones of the units merged into it since."""
        own = self._last(no, part)
        since = self._units(own[0][0]) if own else {}
        gone = [
            name for name, unit in self._units(no).items() if unit == part != name and since.get(name, name) == name
        ]
        return [*own, *(ledger for name in gone for ledger in self._last(no, name))]

    def _last(self, no: int, part: str) -> list[tuple[int, str]]:
        return sorted((at, name) for at, name in self.ledgers if name == part and at < no)[-1:]

    def _units(self, no: int) -> Mapping[str, str]:
        return self.context.unit_on[self.context.folders[no]]


def _placed(frame: pd.DataFrame, unit_on: Mapping[str, Mapping[str, str]]) -> pd.DataFrame:
    if "part" in frame:
        return frame
    sender = frame["sender"].fillna(frame["township"]) if "sender" in frame else frame["township"]
    part = [unit_on.get(folder, {}).get(name, name) for folder, name in zip(frame["folder"], sender, strict=True)]
    return frame.assign(part=pd.Series(part, index=frame.index, dtype="str"))


def _cells(row: Mapping[str, object]) -> dict[str, object]:
    """What can be read of a row: id -> value."""
    return {id_: row[id_] for id_ in _CELLS if id_ in row and not pd.isna(row[id_])}  # type: ignore[call-overload]


@dataclass(frozen=True)
class _Listed:
    """The rows of a unit. Which of them have a value is asked of every row set aside, so it is looked up."""

    rows: pd.DataFrame
    _places: dict[str, dict[object, set[int]]] = field(default_factory=dict)

    def alike(self, readable: Mapping[str, object]) -> set[int]:
        """The places of the rows that have all these cells."""
        found: set[int] | None = None
        for id_, value in readable.items():
            here = self._of(id_).get(value, set())
            found = here if found is None else found & here
            if not found:
                return set()
        return found or set()

    def _of(self, id_: str) -> dict[object, set[int]]:
        if id_ not in self._places:
            places: dict[object, set[int]] = {}
            for at, value in enumerate(self.rows[id_].astype("object")):
                if not pd.isna(value):
                    places.setdefault(value, set()).add(at)
            self._places[id_] = places
        return self._places[id_]


def _matches(
    readable: Mapping[str, object],
    listed: _Listed | None,
    units: Mapping[str, str],
    part: str,
    folder_no: int,
    taken: set[str],
) -> tuple[str | None, list[str]]:
    """The matter that a row of ``part`` is, None for none, and the later matter that is the row put right, if any.

    The first one's newest row before, the part's own or that of a unit merged into it (``units``: roster name -> unit
    of the folder), has the same cells, and the ledger of that folder lacks it (``taken``: matters that another row
    there is). The later one was first listed with the same cells, by the part or by the unit that it
    was merged into.
    """
    if listed is None or len(readable) < _ENOUGH or not set(readable) - set(_COMMON):
        return None, []
    alike = listed.alike(readable)
    if not alike:
        return None, []
    agree = np.zeros(len(listed.rows), dtype=bool)
    agree[sorted(alike)] = True
    rows = listed.rows.assign(_agree=agree).sort_values("folder_no", kind="stable")
    own = rows[rows["part"].map(lambda name: units.get(name, name)) == part]
    here = {*own.loc[own["folder_no"] == folder_no, "case_no"], *taken}
    earlier = own[(own["folder_no"] < folder_no) & ~own["case_no"].isin(here)].drop_duplicates("case_no", keep="last")
    matching = sorted(earlier.loc[earlier["_agree"], "case_no"])
    if matching:
        taken.add(matching[0])
        return str(matching[0]), []
    later = rows.drop_duplicates("case_no")
    later = later[later["_agree"] & (later["folder_no"] > folder_no)]
    return None, [str(later.iloc[0]["case_no"])] if len(later) else []
