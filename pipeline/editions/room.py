"""Whether the disk has room for an edition, asked before any work is done for it."""

from __future__ import annotations

import shutil
from pathlib import Path

from pipeline.base.period import is_period
from pipeline.messages.refusals import refusal

_LEAST, _TIMES = 20_000_000, 2
"""Bytes that a first edition may take; and how often the largest edition's: a year's is larger than a month's."""
_MB = 1_000_000


def expect_room(outputs: Path) -> None:
    """Raise UserError where the disk of ``outputs`` can't hold another edition.

    It is to take twice as much as the largest edition there, 20 MB at the least. A disk that doesn't say how much room
    it has is taken to have enough; publishing says so where it hasn't.
    """
    needed = max(_LEAST, _TIMES * max((_size(folder) for folder in _editions(outputs)), default=0))
    place = next((each for each in (outputs, *outputs.resolve().parents) if each.is_dir()), outputs)
    try:
        free = shutil.disk_usage(place).free
    except OSError:
        return
    if free < needed:
        raise refusal("E176", free=free // _MB, needed=-(-needed // _MB), outputs=outputs.name)


def _editions(outputs: Path) -> list[Path]:
    return [folder for folder in outputs.iterdir() if is_period(folder.name)] if outputs.is_dir() else []


def _size(folder: Path) -> int:
    return sum(place.stat().st_size for place in folder.rglob("*") if place.is_file())
