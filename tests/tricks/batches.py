"""Many tricks in one county: each is played by a trio of townships of its own, with its own numbers, so that a run
looks at all of them.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from pipeline.editions.archive import Edition
from pipeline.ledgers.memory import ReadMemory
from pipeline.report.compute import Computed
from pipeline.settings.record import Settings
from tests.trick_county import FEBRUARY, JANUARY, LETTERS, MARCH, TRICKSTER, County, Row, honest, settings_of
from tests.trick_files import write
from tests.trick_months import computed, edition
from tests.tricks.kit import Trick

TRIOS = dict(zip("子丑寅卯辰巳午未申酉戌亥金木水火东西南北", "DEFGHJKLMNPQRSTUVWXY", strict=True))
"""With what the names of a trio's townships begin, and with what its numbers do."""
_NUMBER = re.compile(r"[ABCaａ][O0-9]")
_NUMBERED = ("case_no", "related_case_no", "subject")


def unit_of(at: int, name: str = TRICKSTER) -> str:
    """A township of the trio at a place."""
    return f"{list(TRIOS)[at]}{name}"


UNITS = [unit_of(at, name) for at in range(len(TRIOS)) for name in LETTERS]
SETTINGS: Settings = settings_of(UNITS)
_MEMORY = ReadMemory()


@dataclass(frozen=True)
class Twin:
    """The honest county: February's and March's reports, and the editions of January and February."""

    months: dict[str, Computed]
    editions: dict[str, Edition]


def honest_twin(inputs: Path, *, register: bool) -> Twin:
    """Every trio tells the truth."""
    write(together([honest(register=register) for _ in TRIOS]), inputs)
    editions: dict[str, Edition] = {}
    months = {}
    for month in (JANUARY, FEBRUARY, MARCH):
        months[month] = computed(inputs, month, dict(editions), SETTINGS, _MEMORY)
        editions[month] = edition(month, months[month])
    return Twin(months, editions)


def played(
    tricks: Sequence[Trick], true: Twin, inputs: Path, *, register: bool, upto: str = MARCH
) -> dict[str, Computed]:
    """The months, up to one, after tricks that are played at the same time, the trick at a place by the trio there;
    other trios tell the truth.
    """
    counties = [honest(register=register) for _ in TRIOS]
    for trick, county in zip(tricks, counties, strict=False):
        trick.play(county)
    write(together(counties), inputs)
    editions = {name: each for name, each in true.editions.items() if name <= tricks[0].published}
    months = {}
    for month in [month for month in tricks[0].months if month <= upto]:
        months[month] = computed(inputs, month, dict(editions), SETTINGS, _MEMORY)
        editions[month] = edition(month, months[month])
    return months


def together(counties: Sequence[County]) -> County:
    """One county of all trios."""
    whole = County({}, None if counties[0].superior is None else [], {}, letters={})
    for at, (prefix, county) in enumerate(zip(TRIOS.values(), counties, strict=True)):
        whole.letters = {**whole.letters, **{unit_of(at, name): prefix + letter for name, letter in LETTERS.items()}}
        whole.ledgers |= {
            (month, unit_of(at, name)): None if rows is None else [_of_trio(row, at, prefix) for row in rows]
            for (month, name), rows in county.ledgers.items()
        }
        whole.sent |= {unit_of(at, name): day for name, day in county.sent.items()}
        whole.zero += tuple(unit_of(at, name) for name in county.zero)
        whole.decisions += [_of_trio(row, at, prefix) for row in county.decisions]
        whole.checked += [_of_trio(row, at, prefix) for row in county.checked]
        if whole.superior is not None:
            whole.superior += [_of_trio(row, at, prefix) for row in county.superior or ()]
        whole.corrected |= {
            (month, unit_of(at, name)): [_of_trio(row, at, prefix) for row in rows]
            for (month, name), rows in county.corrected.items()
        }
        for (month, file), content in county.others.items():
            mine = content if isinstance(content, bytes) else [_of_trio(row, at, prefix) for row in content]
            whole.others[month, file.replace(TRICKSTER, unit_of(at))] = mine
    return replace(whole)


def _of_trio(row: Row, at: int, prefix: str) -> Row:
    changed = {id_: f"{prefix}{row[id_]}" for id_ in _NUMBERED if _NUMBER.match(str(row.get(id_) or ""))}
    return {**row, **changed, **({"township": unit_of(at, str(row["township"]))} if row.get("township") else {})}
