"""Ways in which a worker ends while it makes a county, as functions that its process imports."""

from __future__ import annotations

import os
import time
from pathlib import Path

from pipeline.counties.unit import Made, State, Unit, make
from pipeline.editions import publish
from tests.sendback.returned_samples import PLANTED


def ends_its_worker(unit: Unit) -> Made:
    """乙县 ends whatever process makes it; every other county is made at once."""
    if unit.name == "乙县":
        os._exit(1)
    return Made(unit.name, State.PUBLISHED)


def ends_once_while_publishing(unit: Unit) -> Made:
    """The first process that has written a county aside ends before the edition is put in its place."""
    mark, goes_on = Path(unit.inputs).parents[1] / "ended", publish._write_journal

    def end(swap: Path, content: str) -> None:
        try:
            mark.touch(exist_ok=False)
        except FileExistsError:
            goes_on(swap, content)
        else:
            os._exit(1)

    publish._write_journal = end
    return make(unit)


def quotes_a_ledger(unit: Unit) -> Made:
    """丙县 ends with a fault of the program that quotes cells; the others are made, one of them at the second try."""
    if unit.name == "丙县":
        raise ValueError("、".join(PLANTED))
    return ends_once_while_publishing(unit)


def waits(unit: Unit) -> Made:
    """甲县 is made at once; the others never end, until their process is ended."""
    while unit.name != "甲县":
        time.sleep(0.1)
    return Made(unit.name, State.PUBLISHED)
