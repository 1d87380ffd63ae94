"""One matter's walk over the folders, told in a line: the folders 0, 1, 2, … are January, February, March, … of 2023.

The windows are the months, the cut-off is the end of June, and 甲, 乙, 丙 are units of their own.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

import pandas as pd

from pipeline.merge.holders.stand import Around, Day, Entry, Matter, Outcome, Row, Stand
from pipeline.merge.holders.walk import walk
from pipeline.merge.registers import Decision

MAX = pd.Timestamp.max


def d(text: str | None) -> Day | None:
    """A day of 2023 written as 02-10."""
    return None if text is None else pd.Timestamp(f"2023-{text}")


def shown(day: Day | None) -> str:
    """The same back, '' for none; with its year where that isn't 2023."""
    return "" if day is None else f"{day:%m-%d}" if day.year == 2023 else f"{day:%Y-%m-%d}"


def row(no: int, part: str, names: str = "", *, back: str | None = None, received: str | None = None) -> Row:
    """A ledger's row; its unit names itself where ``names`` is blank."""
    return Row(no, part, names or part, -1, d(back), d(received), pd.Timestamp("2023-01-05"))


def entry(no: int, part: str, day: str | None, batch: str = "") -> Entry:
    """A register's row."""
    return Entry(no, part, d(day), batch)


def given(to: str, day: str | None, no: int, kind: str = "归属乡镇") -> Decision:
    """A decision of folder ``no``."""
    return Decision("01", "", kind, to, None, d(day), "", "", no)


def month(_part: str, no: int) -> tuple[Day, Day]:
    """The window of every unit."""
    first = pd.Timestamp(2023, no + 1, 1)
    return first, first + pd.offsets.MonthEnd(0)


def around(
    *,
    limits: Mapping[int, str] | None = None,
    bad: Iterable[int] = (),
    sent: Iterable[tuple[int, str]] = (),
    units: Mapping[str, str] | None = None,
    end: str = "06-30",
    parts: Mapping[str, str] | None = None,
) -> Around:
    """``limits``: a row's place -> the limit that it missed; ``bad``: rows with something unfavourable."""
    missed_on = {at: d(day) for at, day in (limits or {}).items()}
    last = d(end)
    assert last is not None
    return Around(
        units or {},
        month,
        frozenset(sent),
        lambda at, day: (missed_on.get(at) or MAX) < day,
        lambda at: at in frozenset(bad),
        last,
        lambda unit, _no, _day: (parts or {}).get(unit, unit),
        max,
    )


def matter(
    *rows: Row,
    superior: Iterable[Entry] = (),
    assigned: Iterable[Entry] = (),
    decided: Iterable[Decision] = (),
    rework: Decision | None = None,
    start: Iterable[Stand] = (),
    rivals: Iterable[str] = (),
    after: int = -1,
    unseen: Row | None = None,
) -> Matter:
    """A matter whose rows stand at the places 0, 1, 2, … in the order given."""
    placed = tuple(
        Row(r.folder_no, r.part, r.names, at, r.withdrawn_on, r.received_on, r.registered_on)
        for at, r in enumerate(rows)
    )
    return Matter(
        "01",
        placed,
        tuple(superior),
        tuple(assigned),
        tuple(decided),
        rework,
        tuple(start),
        tuple(rivals),
        after,
        unseen,
    )


def told(outcome: Outcome) -> list[str]:
    """Each stand as 'unit way clock from until', a blank day as -; then each claimant as 'unit ?'."""
    lines = [
        " ".join(word or "-" for word in (s.part, s.way, shown(s.clock_on), shown(s.held_from), shown(s.held_until)))
        for s in outcome.stands
    ]
    return [*lines, *(f"{part} ?" for part in outcome.claimants)]


def walked(of: Matter, where: Around | None = None) -> list[str]:
    """The stands of a matter after all folders, as told."""
    return told(walk(of, where or around()))
