"""Files in, report out: what may be changed about a county's folders, and what of the figures follows."""

from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pandas as pd
import pytest

from pipeline import FORMULA_VERSION
from pipeline.editions.archive import Edition
from pipeline.report.basis import Basis
from pipeline.report.compute import Computed, compute
from pipeline.report.sources import choose
from tests.trick_county import FEBRUARY, JANUARY, LETTERS, MONTHS, OTHER, RIVAL, SETTINGS, TRICKSTER, honest
from tests.trick_files import write
from tests.trick_gains import gains
from tests.trick_months import february

pytestmark = pytest.mark.slow

FIGURES = (
    "indicators",
    "three_none",
    "ranking",
    "volumes",
    "letters",
    "submissions",
    "assigned",
    "omissions",
    "balance",
    "members",
)
ON_TIME = ("accepted_on_time", "concluded_on_time", "simple_on_time")
PLACES = ["source_file", "source_sheet", "source_row"]
ANEW: dict[str, object] = {
    "case_no": "A99",
    "township": TRICKSTER,
    "registered_on": "2023-02-25",
    "channel": "来信",
    "occurrence": "初件",
    "procedure": "信访处理意见",
}
"""Registered three days before the month's end: neither its acceptance nor its conclusion is due."""


def figures(computed: Computed) -> dict[str, str]:
    """Every figure and every matter as text, without where a row stood."""
    tables = computed.report.tables
    found = {name: tables[name].to_csv(index=False) for name in FIGURES}
    return found | {"matters": tables["matters"].drop(columns=PLACES).to_csv(index=False)}


def of_february(inputs: Path, editions: dict[str, Edition]) -> Computed:
    sources = choose(list(MONTHS), FEBRUARY)
    return compute(Basis(inputs, SETTINGS, sources, sources.period.last_day, editions), lambda _: None)


def table_of(computed: Computed, name: str, rename: Callable[[str], str] = str) -> set[tuple[object, ...]]:
    """A table's rows in any order, townships renamed, null as None, lists as tuples."""
    table = computed.report.tables[name]
    table = table.assign(township=table["township"].map(rename)).astype("object")
    rows = table.where(table.notna(), None).itertuples(index=False, name=None)
    return {tuple(tuple(cell) if isinstance(cell, list) else cell for cell in row) for row in rows}


@pytest.mark.parametrize("seed", [1, 2])
def test_neither_the_order_of_rows_nor_the_names_of_files_change_a_figure(
    seed: int, true: Computed, published: Edition, tmp_path: Path
) -> None:
    """Ledgers and registers shuffled, files called so that they are read in another order."""
    shuffle = random.Random(seed).shuffle
    county = honest()
    for rows in county.ledgers.values():
        shuffle(rows or [])
    shuffle(county.superior)
    write(county, tmp_path)
    for month in MONTHS:
        names = [f"{letter}.xlsx" for letter in "ABC"]
        shuffle(names)
        for township, name in zip(LETTERS, names, strict=True):
            (tmp_path / month / f"{township}.xlsx").rename(tmp_path / month / name)
    assert figures(of_february(tmp_path, {JANUARY: published})) == figures(true)


def test_a_matter_not_yet_due_changes_no_rate_of_what_was_on_time(
    true: Computed, published: Edition, tmp_path: Path
) -> None:
    """Open, or closed ahead of its time: it comes into those rates when its limit does."""
    for at, more in enumerate(
        (
            {},
            {"accepted_on": "2023-02-26"},
            {"accepted_on": "2023-02-26", "concluded_on": "2023-02-27", "outcome": "其他"},
        )
    ):
        county = honest()
        rows = county.ledgers[FEBRUARY, TRICKSTER]
        assert rows is not None
        rows.append({**ANEW, **more})
        county.superior.append({**ANEW, "rating_unit": None})
        tables = [each.report.tables["indicators"] for each in (true, february(county, tmp_path / str(at), published))]
        was, now = (t[t["indicator"].isin(ON_TIME)].reset_index(drop=True) for t in tables)
        pd.testing.assert_frame_equal(was, now)
        assert not tables[0].equals(tables[1]), "it is counted where it belongs"


@pytest.mark.parametrize(
    ("key", "gained"),
    [
        ("03", []),
        ("09", []),
        ("13", []),
        ("15", []),
        ("18", []),
        ("05", ["办结率 1/5 → 1/4"]),
        ("08", ["办结率 1/5 → 1/4"]),
        ("02", ["化解率 3/4 → 3/3", "得分 71.7 → 76.7"]),
    ],
)
def test_leaving_out_a_matter_gains_at_most_what_the_register_does_not_know(
    key: str, gained: list[str], true: Computed, published: Edition, tmp_path: Path
) -> None:
    """Overdue, discontent, backlog and not accepted: nothing.

    This register has neither acceptances nor conclusions: so 05 and 08, accepted this month, and 02, concluded without
    being settled, aren't in the rates of what was accepted and concluded; the ledger has an error.

    That January's ledger is exchanged for one without the matter as well gains nothing more: January has been
    published.
    """
    for months in ((FEBRUARY,), (JANUARY, FEBRUARY)):
        county = honest()
        county.drop(key, *months)
        now = february(county, tmp_path / str(len(months)), published)
        assert gains(now, true) == gained
        assert any(f.severity == "错误" and f.township == TRICKSTER and f"A{key}" in f.case_nos for f in now.findings)
        assert table_of(now, "ranking", str) != table_of(true, "ranking", str), "marked 待更正"


def test_a_published_matter_without_any_register_stays_where_it_was_until_the_office_takes_it_out(
    published: Edition, tmp_path: Path
) -> None:
    """A03 is left out of both months; the township's own figures and 收支核对 are as with February's ledger alone
    without it.

    Taken out, it leaves 逾期未办结 (A03 and A15: 2 → 1) and 在办, as 划出.
    """
    made: dict[str, Computed] = {}
    for name, months, decisions in (
        ("february", (FEBRUARY,), []),
        ("both", (JANUARY, FEBRUARY), []),
        ("out", (JANUARY, FEBRUARY), [{"subject": "A03", "rule": "R204", "decision": "更正属实"}]),
    ):
        county = honest()
        county.superior = []
        county.drop("03", *months)
        county.decisions = list(decisions)
        made[name] = february(county, tmp_path / name, published)
    tables = {name: each.report.tables for name, each in made.items()}
    for table in ("indicators", "three_none", "balance", "volumes"):
        pd.testing.assert_frame_equal(tables["both"][table], tables["february"][table])
    balances = {name: table["balance"].set_index("township").loc[TRICKSTER].to_dict() for name, table in tables.items()}
    assert balances["both"]["moved_out"] == 0
    assert balances["out"] == balances["both"] | {"moved_out": 1, "open_end": balances["both"]["open_end"] - 1}
    overdue = {name: overdue_open(each) for name, each in made.items()}
    assert overdue == {"february": 2, "both": 2, "out": 1}
    told = [(f.severity, f.code, f.message) for f in made["out"].findings if f.case_nos == ("A03",)]
    assert told == [("说明", "R222", "1件以往报送过、本期台账没有的事项已按处理决定“更正属实”撤销，不再计入：A03")]


def overdue_open(computed: Computed) -> int:
    table = computed.report.tables["indicators"].set_index(["township", "indicator"])
    return int(table.loc[(TRICKSTER, "overdue_open"), "numerator"])


def test_townships_that_change_places_change_figures(true: Computed, tmp_path: Path) -> None:
    """甲 sends what 丙 had, in both months, and the office's registers name it so: 甲's figures are 丙's, and the
    other way round.
    """
    swapped = {TRICKSTER: OTHER, OTHER: TRICKSTER, RIVAL: RIVAL}

    def other(name: str) -> str:
        return swapped.get(name, name)

    county = honest()
    ledgers = {
        (month, other(name)): [{**row, "township": other(name)} for row in rows or ()]
        for (month, name), rows in county.ledgers.items()
    }
    superior = [{**row, "township": other(str(row["township"]))} for row in county.superior]
    letters = {other(name): letter for name, letter in LETTERS.items()}
    figures_of = {name: table_of(true, name) for name in ("indicators", "volumes", "balance")}
    write(replace(county, ledgers=ledgers, superior=superior, letters=letters), tmp_path)
    sources = choose(list(MONTHS), JANUARY)
    before = compute(Basis(tmp_path, SETTINGS, sources, sources.period.last_day), lambda _: None).report.tables
    now = of_february(tmp_path, {JANUARY: Edition(JANUARY, MONTHS[JANUARY], before, "", FORMULA_VERSION)})
    assert {name: table_of(now, name, other) for name in figures_of} == figures_of
    ranks = [
        dict(zip(each.report.tables["ranking"]["township"], each.report.tables["ranking"]["rank"], strict=True))
        for each in (true, now)
    ]
    assert ranks[1] == {other(name): rank for name, rank in ranks[0].items()}


def test_publishing_the_month_before_changes_no_figure_of_honest_ledgers(true: Computed, tmp_path: Path) -> None:
    """Nothing is filled in late or moved, so January read as a folder alone gives what January's edition gives."""
    write(honest(), tmp_path)
    alone = of_february(tmp_path, {})
    for name in ("indicators", "three_none", "volumes", "assigned", "omissions"):
        pd.testing.assert_frame_equal(alone.report.tables[name], true.report.tables[name])
    scores = [each.report.tables["ranking"][["township", "group", "score", "rank"]] for each in (alone, true)]
    pd.testing.assert_frame_equal(*scores)
