"""A township renamed, one merged into another and a new one, beside the same county without: what each has of its
own carries over, through a year.

On 1 April 甲镇 is called 甲源镇, 丙镇 goes into 丁镇, and 戊镇 begins. 甲镇 and 丙镇 each have three matters that were
due on 9 January and stay open; a 督办函 of January has its reply day in mid-February, so that February and March are
the two cut-offs of the first proposal of a talk.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import pandas as pd
import pytest

import generate
from pipeline import run
from pipeline.bundles import Report
from pipeline.doors import cli
from pipeline.render.templates.chosen import Templates, gather_templates
from pipeline.schema.indicators import INDICATORS
from pipeline.settings.record import Settings
from tests.quick_runs import without_papers
from tests.version_two.months_told import A, B, C, Row, Story, matter
from tests.version_two.published_months import Figure, Published

pytestmark = pytest.mark.slow

D, NEW, RENAMED = "丁镇", "戊镇", "甲源镇"
LETTER = {A: "A", B: "B", C: "C", D: "D", NEW: "E"}
MONTHS = tuple(f"2023-{month:02d}" for month in range(1, 13))
QUARTER, YEAR = "2023-Q2", "2023"
CHANGED_FROM = "2023-04"
OF_MATTERS = tuple(i.id for i in INDICATORS if i.id != "reported_on_time")
TITLES = [
    {"年度": year, "单位": unit, "是否三无": "是"}
    for year, unit in ((2021, A), (2022, A), (2022, C), (2021, D), (2022, D))
]
BEFORE: list[Row] = [{"序号": at, "乡镇": unit} for at, unit in enumerate((A, B, C, D), start=1)]
AFTER: list[Row] = [
    {"序号": 1, "乡镇": RENAMED, "曾用名": A},
    {"序号": 2, "乡镇": B},
    {"序号": 3, "乡镇": C, "撤并至": D, "撤并日期": "2023-04-01"},
    {"序号": 4, "乡镇": D},
    {"序号": 5, "乡镇": NEW, "启用日期": "2023-04-01"},
]
TOLD = {"历年三无": TITLES, "参数": [{"项目": "最小样本", "值": 1}]}


def rows_of(unit: str, month: str) -> list[dict[str, object]]:
    """All that a township has: two matters a month, handled in time, one a month that isn't settled at 丁镇; three
    overdue at 甲镇 and 丙镇.
    """
    letter, found = LETTER[unit], []
    if unit in (A, C):
        found = [matter(f"{letter}0{n}", "2022-11-08", "2022-11-10") for n in range(1, 4)]
    first = 4 if unit == NEW else 1
    for at in range(first, int(month[5:]) + 1):
        day = f"2023-{at:02d}"
        more = {"settled": "未化解"} if unit == D else {}
        found += [
            matter(f"{letter}{at}1", f"{day}-03", f"{day}-05", f"{day}-20"),
            matter(f"{letter}{at}2", f"{day}-04", f"{day}-05", f"{day}-21", **more),
        ]
    return found


@dataclass(frozen=True)
class Told:
    """A county's editions and the reports that they were made from, by month."""

    editions: Mapping[str, Published]
    reports: Mapping[str, Report]


def published(folder: Path, *, changed: bool) -> Told:
    """The twelve months, the quarter that begins with the changes, and the year; with them or without."""
    story, reports = Story(folder, BEFORE, TOLD).begin(), {}
    with pytest.MonkeyPatch.context() as patch:
        templates = gather_templates(Path(), Settings((), {}, ()))

        def keep(_: object, report: Report, *__: object) -> tuple[Mapping[str, bytes], list[str]]:
            reports[report.period.name] = report
            return {}, []

        def checked_once(*_: object, **__: object) -> Templates:
            return templates

        without_papers(patch)
        patch.setattr(run, "rendered", keep)
        patch.setattr(run, "gather_templates", checked_once)
        for month in MONTHS:
            ledgers = {unit: rows_of(unit, month) for unit in (A, B, C, D)}
            if changed and month == CHANGED_FROM:
                story.run(MONTHS[MONTHS.index(month) - 1])
                story = Story(folder, AFTER, TOLD).begin()
            if changed and month >= CHANGED_FROM:
                ledgers = {RENAMED: ledgers[A], B: ledgers[B], D: [*ledgers[D], *ledgers[C]], NEW: rows_of(NEW, month)}
            story.month(month, ledgers, owing=list(ledgers))
        # The months before it that have no edition are published first, one after the other.
        story.run(MONTHS[-1])
        editions = {month: story.published(month) for month in MONTHS}
        editions |= {period: story.run(period) for period in (QUARTER, YEAR)}
    return Told(editions, reports)


@pytest.fixture(scope="module")
def plain(tmp_path_factory: pytest.TempPathFactory) -> Told:
    return published(tmp_path_factory.mktemp("plain"), changed=False)


@pytest.fixture(scope="module")
def changed(tmp_path_factory: pytest.TempPathFactory) -> Told:
    return published(tmp_path_factory.mktemp("changed"), changed=True)


def figures(edition: Published, *units: str) -> dict[str, Figure]:
    """Every indicator of matters, the sums over the units."""
    found: dict[str, Figure] = {}
    for id_ in OF_MATTERS:
        pairs = [edition.figure(unit, id_) for unit in units]
        n, of = (None if any(p[at] is None for p in pairs) else sum(p[at] or 0 for p in pairs) for at in (0, 1))
        found[id_] = n, of
    return found


@pytest.mark.parametrize("month", MONTHS[3:])
def test_a_renamed_township_has_the_figures_that_it_would_have_without_the_rename(
    changed: Told, plain: Told, month: str
) -> None:
    assert figures(changed.editions[month], RENAMED) == figures(plain.editions[month], A)
    assert changed.editions[month].figure(RENAMED, "reported_on_time") == (1, 1)


def test_a_renamed_township_keeps_rank_run_letters_and_the_proposal_of_a_talk(changed: Told, plain: Told) -> None:
    """Two years by 历年三无 under the old name; urged since January, proposed for a talk since March."""
    for month in MONTHS[3:]:
        now, twin = changed.editions[month], plain.editions[month]
        assert now.standing(RENAMED)["group"] == twin.standing(A)["group"] == "排名"
        assert (
            now.standing(RENAMED)["previous_rank"]
            == plain.editions[MONTHS[MONTHS.index(month) - 1]].standing(A)["rank"]
        )
        assert (now.streak(RENAMED), twin.streak(A)) == (2, 2)
        assert now.letters(RENAMED) == twin.letters(A) == ["督办函", "约谈建议"]
    assert [plain.editions[month].letters(A) for month in MONTHS[:3]] == [
        ["督办函"],
        ["督办函"],
        ["督办函", "约谈建议"],
    ]


def test_the_trend_of_a_renamed_township_goes_on_under_its_new_name(changed: Told, plain: Told) -> None:
    def trend(told: Told, unit: str) -> list[tuple[object, ...]]:
        table = told.editions[MONTHS[-1]].tables["series"]
        own = table[(table["township"] == unit) & (table["indicator"] == "resolution")]
        return list(own[["month", "numerator", "denominator"]].itertuples(index=False, name=None))

    assert trend(changed, RENAMED) == trend(plain, A) == [(month, 2, 2) for month in MONTHS]


def test_what_was_overdue_is_followed_up_with_whoever_has_it_now(changed: Told, plain: Told) -> None:
    """March's overdue matters in April: of 甲镇 at 甲源镇, of 丙镇 at 丁镇; none was mended."""

    def followed(told: Told) -> list[tuple[str, str, bool]]:
        table = told.reports["2023-04"].follow_up
        assert table is not None
        return sorted(
            (str(unit), str(number), bool(done))
            for unit, number, done in table[["township", "case_no", "mended"]].itertuples(index=False)
        )

    assert followed(plain) == sorted(
        [*((A, f"A0{n}", False) for n in (1, 2, 3)), *((C, f"C0{n}", False) for n in (1, 2, 3))]
    )
    assert followed(changed) == sorted(
        [*((RENAMED, f"A0{n}", False) for n in (1, 2, 3)), *((D, f"C0{n}", False) for n in (1, 2, 3))]
    )


@pytest.mark.parametrize("month", MONTHS[3:])
def test_a_merged_township_has_the_sums_of_its_parts(changed: Told, plain: Told, month: str) -> None:
    assert figures(changed.editions[month], D) == figures(plain.editions[month], C, D)
    assert changed.editions[month].figure(D, "reported_on_time") == (1, 1), "from April on it owes one ledger"


def test_a_merged_township_has_the_shortest_run_and_answers_for_what_its_part_was_urged_about(
    changed: Told, plain: Told
) -> None:
    """丙镇 has one year, 丁镇 two. 丁镇 alone was never urged."""
    for month in MONTHS[3:]:
        assert (
            plain.editions[month].streak(C),
            plain.editions[month].streak(D),
            changed.editions[month].streak(D),
        ) == (1, 2, 1)
        assert plain.editions[month].letters(D) == []
        assert changed.editions[month].letters(D) == plain.editions[month].letters(C) == ["督办函", "约谈建议"]
        assert C not in set(changed.editions[month].tables["ranking"]["township"])
    assert changed.editions["2023-04"].standing(D)["previous_rank"] == plain.editions["2023-03"].standing(D)["rank"]


def test_a_new_township_is_ranked_and_owes_ledgers_from_its_first_month_on(changed: Told, plain: Told) -> None:
    """Until March no edition knows it.

    积案化解率 has no rate and falls out for all, which leaves a weight of 95. In April 戊镇 has figures of its own in

    及时受理 10, 化解 20 and 按时报送 5: 35, too little for a rank; in May ratings are known too, 满意 20 and 参评 5: 60
    of 95.
    """
    for month in MONTHS[:3]:
        for name in ("indicators", "ranking", "three_none", "letters"):
            assert changed.editions[month].tables[name].equals(plain.editions[month].tables[name])
    april, may = (changed.editions[month] for month in MONTHS[3:5])
    assert [edition.standing(NEW)["group"] for edition in (april, may)] == ["样本不足", "排名"]
    assert [bool(pd.isna(edition.standing(NEW)["previous_rank"])) for edition in (april, may)] == [True, True]
    assert april.figure(NEW, "reported_on_time") == may.figure(NEW, "reported_on_time") == (1, 1)
    assert april.told(NEW) == []


@pytest.mark.parametrize("month", MONTHS[3:])
def test_the_county_has_what_it_had_and_the_new_township_beside_it(changed: Told, plain: Told, month: str) -> None:
    now = changed.editions[month]
    own, whole, twin = figures(now, NEW), figures(now, "全县"), figures(plain.editions[month], "全县")
    for id_, (n, of) in whole.items():
        assert (n, of) == tuple(
            None if a is None or b is None else a + b for a, b in zip(twin[id_], own[id_], strict=True)
        ), id_


@pytest.mark.parametrize("period", [QUARTER, YEAR])
def test_quarter_and_year_have_what_they_had_without_the_changes(changed: Told, plain: Told, period: str) -> None:
    """The new township's figures come to the county's; ledgers owed: its own, and all that a part owed."""
    now, twin = changed.editions[period], plain.editions[period]
    assert figures(now, RENAMED) == figures(twin, A)
    assert figures(now, B) == figures(twin, B)
    assert figures(now, D) == figures(twin, C, D)
    added = {
        id_: tuple(a if b is None else a + b for a, b in zip(pair, own, strict=True))
        for (id_, pair), own in zip(figures(twin, "全县").items(), figures(now, NEW).values(), strict=True)
    }
    assert figures(now, "全县") == added
    owed = {unit: now.figure(unit, "reported_on_time") for unit in (RENAMED, B, D, NEW)}
    assert owed == (
        {RENAMED: (3, 3), B: (3, 3), D: (3, 3), NEW: (3, 3)}
        if period == QUARTER
        else {RENAMED: (12, 12), B: (12, 12), D: (15, 15), NEW: (9, 9)}
    )


def test_the_years_titles_go_by_every_part_and_by_the_new_townships_own_months(changed: Told, plain: Told) -> None:
    """甲镇 and 丙镇 have three matters overdue all year; 乙镇 and 戊镇 have none, and no title of a year before."""
    now, twin = changed.editions[YEAR], plain.editions[YEAR]
    assert {unit: twin.standing(unit)["three_none"] for unit in (A, B, C, D)} == {A: "否", B: "是", C: "否", D: "是"}
    assert {unit: now.standing(unit)["three_none"] for unit in (RENAMED, B, D, NEW)} == {
        RENAMED: "否",
        B: "是",
        D: "否",
        NEW: "是",
    }
    assert [now.streak(unit) for unit in (RENAMED, B, D, NEW)] == [0, 1, 0, 1]
    assert twin.streak(D) == 3


def test_nothing_published_is_corrected_because_a_unit_was_renamed_merged_or_founded(changed: Told) -> None:
    assert {len(edition.tables["restated"]) for edition in changed.editions.values()} == {0}


def test_an_edition_with_a_unit_that_the_roster_does_not_know_ends_in_one_sentence_with_the_row_to_add(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """The roster of April forgot that 甲镇 was renamed; exit code 2, and nothing is published."""
    story = Story(tmp_path, BEFORE).begin()
    without_papers(monkeypatch)
    story.month("2023-03", {unit: rows_of(unit, "2023-03") for unit in (A, B, C, D)})
    story.run("2023-03")
    story = Story(tmp_path, [{"序号": 1, "乡镇": RENAMED}, *BEFORE[1:]]).begin()
    story.month("2023-04", {unit: rows_of(old, "2023-04") for unit, old in ((RENAMED, A), (B, B), (C, C), (D, D))})
    capsys.readouterr()
    folders = ["--inputs", str(story.inputs), "--outputs", str(tmp_path / "outputs")]
    assert cli.enter(generate.WORK, ["run", "2023-04", *folders]) == 2
    said = [line for line in capsys.readouterr().err.splitlines() if A in line]
    row = f"序号 5，乡镇 {A}，撤并至 并入的单位，撤并日期 例如 2023-12-31"
    renamed = f"改名的，请在现名那一行的“曾用名”填写“{A}”"
    assert said == [f"往期成果2023-03里有“{A}”，设置.xlsx“乡镇名录”里没有。{renamed}；撤并的，请补一行：{row}。"]
    assert not (tmp_path / "outputs" / "2023-04").exists()
