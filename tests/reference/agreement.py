"""Where the program and the reference tell different things of a county, in words."""

from __future__ import annotations

from tests.reference import figures, judging, merging, standing
from tests.reference.program import computed, rows_of


def differences(county):
    """'name: what the program has, what the reference has', [] when they agree. A later step is compared only where the ones before agree."""
    program = computed(county)
    matters = merging.merge(county)
    told = {n: rest for n, *rest in rows_of(program.matters, "case_no", "township", "origin", "claim", "root_case_no")}
    found = _apart(_held(told), _held({n: [m["township"], m["origin"], m["claim"], m["root"]] for n, m in matters.items()}))
    if found:
        return found
    state = standing.as_of(county, matters)
    table, cases = figures.indicators(county, state)
    found = _apart(_keyed(program.indicators, "township", "indicator", ("numerator", "denominator")), table)
    volumes = _keyed(program.volumes, "township", "by", ("code", "matters", "visits", "persons"), keys=3)
    found += _apart(volumes, figures.volumes(county, state))
    if found:
        return found
    held = judging.three_none(county, state, table, cases, program.errors)
    found += _apart(_keyed(program.conditions, "township", "condition", ("count", "holds", "case_nos")), held)
    ranks = judging.ranking(county, state, table, held, program.errors)
    found += _apart(
        {t: tuple(rest) for t, *rest in rows_of(program.ranking, "township", "group", "score", "rank", "three_none", "marks")}, ranks
    )
    found += _apart(
        _keyed(program.letters, "township", "document", ("indicator", "case_nos"), keys=3), judging.letters(county, table, cases)
    )
    return found


def _held(matters):
    """The township of a matter that is 待定 aside: it counts for nobody, and of two rows equally unfavourable either may stand."""
    return {n: [None if claim == "待定" else township, origin, claim, root] for n, (township, origin, claim, root) in matters.items()}


def _keyed(table, first, second, rest, keys=2):
    """The table's rows by their first columns."""
    return {row[:keys]: row[keys:] for row in rows_of(table, first, second, *rest)}


def _apart(program, reference):
    names = sorted({*program, *reference}, key=str)
    return [f"{name}: {program.get(name)}，{reference.get(name)}" for name in names if program.get(name) != reference.get(name)]
