"""One county of many: what is to be made, and what became of it. Both travel; tables and papers never do."""

from __future__ import annotations

import time
from argparse import Namespace
from collections.abc import Callable
from dataclasses import dataclass, replace
from enum import StrEnum
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from pipeline.base.build import build
from pipeline.base.errors import UserError
from pipeline.messages import county_words
from pipeline.messages.refusals import refusal

if TYPE_CHECKING:
    from pipeline.doors.unchanged import Asked


@dataclass(frozen=True)
class Unit:
    """A county's run. ``inputs``, ``outputs``, ``passwords``: paths in full, as every worker sees them.

    ``store``: the address of a store below which inputs and outputs lie; None for folders.
    ``build``: the program that asks. A worker that has another refuses, for its figures might be others.
    """

    name: str
    inputs: str
    outputs: str
    period: str
    as_of: str | None
    pdf: bool
    passwords: str | None
    build: str
    store: str | None = None


class State(StrEnum):
    """What became of a county; words of the program, never shown."""

    PUBLISHED = "published"
    UNCHANGED = "unchanged"
    FAILED = "failed"


@dataclass(frozen=True)
class Made:
    """What comes back of a county. ``files``: how many were written; ``attention``: how many things somebody must do.

    ``attends``: whether the county's own run ended, or would have, with the exit code for that. ``told``: why the
    county failed and what to do, one sentence or several; '' otherwise.
    """

    name: str
    state: State
    files: int = 0
    attention: int = 0
    attends: bool = False
    told: str = ""
    seconds: float = 0.0


Show = Callable[[str], None]


def make(unit: Unit, show: Show | None = None) -> Made:
    """Publish the county's period unless nothing has changed since it was made; nothing is raised.

    Whatever stops this county becomes a sentence and stops no other. Made a second time, by a worker that took over
    from one that was lost, it finds the edition there or makes the same bytes again.
    """
    began = time.perf_counter()
    try:
        made = _made(unit, show or _silent) if unit.store is None else _on_store(unit, unit.store, show)
    except UserError as fault:
        made = failed(unit.name, str(fault))
    except Exception as fault:  # noqa: BLE001 - one county's fault of the program is no other's
        made = failed(unit.name, _fault_told(unit, fault))
    return replace(made, seconds=time.perf_counter() - began)


def failed(name: str, told: str) -> Made:
    """A county of which nothing was published now; ``told`` says why and what to do."""
    return Made(name, State.FAILED, told=told)


def _on_store(unit: Unit, store: str, show: Show | None) -> Made:
    from pipeline.counties.on_store import made_on_store  # noqa: PLC0415 - most counties lie in folders

    return made_on_store(unit, store, lambda here: make(here, show))


def _made(unit: Unit, show: Show) -> Made:
    if unit.build != build():
        raise refusal("E256")
    inputs, outputs = Path(unit.inputs), Path(unit.outputs)
    if not inputs.is_dir():
        raise refusal("E257", folder=f"{inputs.parent.name}/{inputs.name}")
    from pipeline.doors.unchanged import as_asked  # noqa: PLC0415 - after what can be refused without it

    typed = Namespace(
        period=unit.period,
        as_of=unit.as_of,
        inputs=inputs,
        outputs=outputs,
        pdf=unit.pdf,
        password_file=Path(unit.passwords) if unit.passwords else None,
    )
    wanted = as_asked(typed)
    if wanted is not None and (told := wanted.done()) is not None:
        return Made(unit.name, State.UNCHANGED, attends=bool(told.code))
    return _run(unit, typed, wanted, show)


def _run(unit: Unit, typed: Namespace, wanted: Asked | None, show: Show) -> Made:
    from datetime import date  # noqa: PLC0415

    _use_tables()
    from pipeline.doors.outcome import told_of  # noqa: PLC0415 - pandas is slow to import
    from pipeline.run import run_period  # noqa: PLC0415

    outcome = run_period(
        typed.inputs,
        typed.outputs,
        typed.period,
        date.fromisoformat(unit.as_of) if unit.as_of else None,
        show,
        pdf=typed.pdf,
        password_file=typed.password_file,
    )
    told = told_of(outcome, wanted)
    return Made(unit.name, State.PUBLISHED, len(outcome.written), len(outcome.needs_attention), bool(told.code))


@cache
def _use_tables() -> None:
    """Once in a process: what is frozen for the collector of garbage the second time would be a county's tables."""
    from pipeline.doors.cli import use_tables  # noqa: PLC0415 - pandas is slow to import

    use_tables()


def _fault_told(unit: Unit, fault: Exception) -> str:
    from pipeline.doors.fault_log import LOG_FILE, keep_fault  # noqa: PLC0415

    if unit.store is not None:
        return county_words.FAULT_WITHOUT_LOG.format(place=unit.store)
    outputs = Path(unit.outputs)
    place = f"{outputs.parent.name}/{outputs.name}/{LOG_FILE}"
    if keep_fault(outputs, fault):
        return county_words.FAULT.format(place=place)
    return county_words.FAULT_WITHOUT_LOG.format(place=place)


def _silent(_: str) -> None:
    """Tell nobody: what a worker is at can't be seen from here but on Dask's own page."""
