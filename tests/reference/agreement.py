"""Where the program and the reference tell different things of a story, in words."""

from __future__ import annotations

from tests.reference.history import Teller
from tests.reference.program import Program, rows_of
from tests.reference.story import Story

CONDITIONS = ("无逾期未受理、未办结件", "无到期未化解积案", "无有责督办件")


def differences(story: Story, *, all_runs: bool = False) -> list[str]:
    """'run, unit, indicator: what the program has, what the reference has', [] when they agree. The first run that differs ends it."""
    teller, program, found = Teller(story), Program(story), []
    for at, run in enumerate(story.runs, start=1):
        right, tables = teller.run(run), program.run(run)
        told = {key: tuple(value) for key, value in right.table.items()}
        given = {(t, i): (n, of) for t, i, n, of in rows_of(tables["indicators"], "township", "indicator", "numerator", "denominator")}
        found += _apart(f"{at} {run.period}", given, told)
        if found and not all_runs:
            break
    return found


def _apart(where, program, reference):
    names = sorted({*program, *reference}, key=str)
    return [f"{where} {name}: {program.get(name)}，{reference.get(name)}" for name in names if program.get(name) != reference.get(name)]
