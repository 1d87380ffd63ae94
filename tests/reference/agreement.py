"""Where the program and the reference tell different things of a story, in words."""

from __future__ import annotations

from tests.reference import judging
from tests.reference.history import Teller
from tests.reference.program import Program, rows_of
from tests.reference.story import Story


def differences(story: Story, *, all_runs: bool = False) -> list[str]:
    """'run, unit, indicator: what the program has, what the reference has', [] when they agree.

    The first run that differs ends it.
    """
    teller, program, found = Teller(story), Program(story), []
    for at, run in enumerate(story.runs, start=1):
        right, tables = teller.run(run), program.run(run)
        told = {key: tuple(value) for key, value in right.table.items()}
        given = {
            (t, i): (n, of)
            for t, i, n, of in rows_of(tables["indicators"], "township", "indicator", "numerator", "denominator")
        }
        found += _apart(f"{at} {run.period}", given, told)
        if not found:
            counts = judging.condition_counts(right)
            held = {
                (t, c): n
                for t, c, n in rows_of(tables["three_none"], "township", "condition", "count")
                if (t, c) in counts
            }
            found += _apart(f"{at} {run.period}", held, counts)
            ranks = {
                (t, "ranking"): tuple(rest)
                for t, *rest in rows_of(tables["ranking"], "township", "group", "score_1dp", "rank")
            }
            found += _apart(
                f"{at} {run.period}",
                ranks,
                {(t, "ranking"): r for t, r in judging.ranking(right, right.view.earlier).items()},
            )
        if found and not all_runs:
            break
    return found


def _apart(where, program, reference):
    names = sorted({*program, *reference}, key=str)
    return [
        f"{where} {name}: {program.get(name)}，{reference.get(name)}"
        for name in names
        if program.get(name) != reference.get(name)
    ]
