"""Each matter stands in an indicator once: for months, for quarters, for years, however its ledgers come and in
whatever order editions are made.
"""

from __future__ import annotations

from collections import Counter

import pytest

from pipeline.base.county import COUNTY
from pipeline.base.period import parse_period
from pipeline.measure.once import COUNTY_SIDE, UNIT_SIDE
from tests.reference.counties import SCENES, story
from tests.reference.history import Teller
from tests.reference.items import items_of
from tests.reference.program import Program, rows_of

pytestmark = pytest.mark.slow

DATED = ("accepted_on_time", "concluded_on_time", "resolution", "first_time_resolution", "rating_turnout")
"""The indicators of an event or a limit; 满意率 stands within 参评率."""
INSIDE = ("计入", "只计分母")
SIZE = 5
ONE_CLOCK = ("windows", "missing", "values", "unreadable", "exchange", "order")
"""Scenes in which a matter has one clock and one holder: it is counted once by its number."""


def _counted(tables_by_name, kind):
    """(indicator, matter) -> in how many periods of a kind it stands."""
    found = Counter()
    for name, tables in tables_by_name.items():
        if parse_period(name).kind == kind:
            members = tables["members"]
            found.update(
                {
                    (i, n)
                    for i, n, part in rows_of(members, "indicator", "item", "part")
                    if part in INSIDE and i in DATED and n
                }
            )
    return found


def _stood(tables_by_name, kind):
    """(indicator, matter, clock, unit or 全县) -> in how many periods of a kind it stands; of a matter that several
    claim each counts for itself, and 全县 once.
    """
    found = Counter()
    for name, tables in tables_by_name.items():
        if parse_period(name).kind == kind:
            rows = rows_of(tables["stood"], "indicator", "case_no", "clock_on", "part", "side")
            told = [(i, n, clock, part, side) for i, n, clock, part, side in rows if i in DATED]
            found.update(
                {(i, n, clock, part) for i, n, clock, part, side in told if side != COUNTY_SIDE}
                | {(i, n, clock, COUNTY) for i, n, clock, _, side in told if side != UNIT_SIDE}
            )
    return found


@pytest.mark.parametrize("scene", SCENES)
def test_no_matter_stands_twice_and_none_that_is_known_is_left_out(scene):
    """Asked of the published tables, for months, for quarters and for years: never twice; and once if by the newest
    edition of the kind its day lies in a window of a period of the kind that was made.
    """
    seed = list(SCENES).index(scene) + len(SCENES)
    told = story(seed, SIZE)
    program = Program(told)
    last = {run.period: program.run(run) for run in told.runs}
    for kind in ("month", "quarter", "year"):
        told_of = (_counted if scene in ONE_CLOCK else _stood)(last, kind)
        assert [key for key, n in told_of.items() if n > 1] == [], f"seed {seed}x{SIZE}, {kind}"
        assert _left_out(last, told, kind) == [], f"seed {seed}x{SIZE}, {kind}"


def _left_out(tables_by_name, told, kind):
    """(indicator, matter) that the newest edition of a kind knows and no edition of the kind counts, though its day
    lies in one of their windows; none where an older period was made again after it, which then knows more. A number
    told apart since, 0012（甲镇）, was counted as 0012.
    """
    names = [run.period for run in told.runs if parse_period(run.period).kind == kind]
    if not names or names[-1] != max(names, key=lambda name: parse_period(name).first_day):
        return []
    counted = _counted(tables_by_name, kind)
    spans = {}
    for name in names:
        for unit, *days in rows_of(tables_by_name[name]["windows"], "township", "first", "last"):
            spans.setdefault(unit, []).append(days)
    members = tables_by_name[names[-1]]["members"]
    return [
        (indicator, number)
        for indicator, unit, number, reason, day in rows_of(
            members, "indicator", "township", "item", "reason", "basis_on"
        )
        if indicator in DATED
        and number
        and day is not None
        and any(first <= day <= end for first, end in spans.get(unit, ()))
        and reason in ("期限早于本期", "已计入其他期")
        and not (counted[indicator, number] or counted[indicator, number.split("（")[0]])
    ]


@pytest.mark.parametrize("scene", [scene for scene in SCENES if scene not in ("aside", "numbers")])
def test_the_reference_counts_each_item_once(scene):
    """The same of the reference itself, clocks and moves included (not of rows set aside and local numbers, whose
    keys change), so that the two aren't wrong together: never twice in months, in quarters, in years, and each in a
    month.
    """
    for seed in range(list(SCENES).index(scene), 20 * len(SCENES), len(SCENES)):
        told = story(seed)
        teller = Teller(told)
        figures = [teller.run(run) for run in told.runs]
        counted = {kind: Counter() for kind in ("month", "quarter", "year", "range")}
        for edition in teller.editions:
            counted[edition.period.kind].update(key for key in edition.counted if len(key) == 4)
        for kind in ("month", "quarter", "year"):
            assert [key for key, n in counted[kind].items() if n > 1] == [], f"seed {seed}, {kind}"
        newest = figures[-1]
        if (
            newest.view.period.order != max(e.period.order for e in teller.editions)
            or newest.view.period.kind != "month"
        ):
            continue
        made = {e.period.name for e in teller.editions if e.period.kind == "month"}
        for matter in newest.matters.all.values():
            for item in items_of(newest.matters, matter) if not matter.pending else ():
                month = newest.matters.windows.month_of(item.unit, item.days[0]) if len(item.days) == 1 else None
                assert month not in made or (*item.key, COUNTY) in counted["month"] or newest.choosing.mended(item), (
                    f"seed {seed}: {item.key}"
                )
