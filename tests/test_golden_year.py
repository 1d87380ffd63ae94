"""Seven townships and a department over a year, each figure worked out beside them in spreadsheet formulas:
tests/cases/golden_year/算稿.xlsx.
"""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction
from pathlib import Path
from typing import Any

import openpyxl
import pandas as pd
import pytest

from pipeline.base.period import parse_period
from pipeline.base.rate import round_half_up
from pipeline.editions import manifest
from pipeline.editions.archive import Edition, editions_before, load_edition
from pipeline.editions.parquet import table_bytes
from pipeline.editions.publish import publish
from pipeline.ledgers.memory import ReadMemory
from pipeline.report.basis import Basis
from pipeline.report.compute import compute
from pipeline.report.sources import choose
from pipeline.schema.indicators import INDICATOR, INDICATOR_BY_LABEL
from pipeline.settings.reader import read_settings
from pipeline.sheets.grids import read_grids
from tools.golden_year.books import SETTINGS_BEFORE, workbooks
from tools.golden_year.county import DEPARTMENT, EARLY, FORMER, MONTHS, RENAMED, RENAMED_FROM, UNITS, named
from tools.golden_year.standings import HEADING
from tools.golden_year.working import PERIODS, working
from tools.make_golden_year import FOLDER, WORKING, worked_out

pytestmark = pytest.mark.slow

Sheet = list[dict[str, Any]]
LETTERS = HEADING[HEADING.index("逾期未受理") : HEADING.index("约谈建议")]


def sheet(content: Path, name: str) -> Sheet:
    """The values of a sheet, a row a mapping by its headings; None where nothing stands."""
    book = openpyxl.load_workbook(content, data_only=True)
    headings, *rows = book[name].iter_rows(values_only=True)
    return [{str(h): value if value != "" else None for h, value in zip(headings, row, strict=True)} for row in rows]


@pytest.fixture(scope="module")
def editions(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Edition]:
    """Every month, quarter and the year, published one after another as an office would."""
    outputs = tmp_path_factory.mktemp("year") / "outputs"
    inputs, memory, found = FOLDER / "inputs", ReadMemory(), {}
    before = read_settings(read_grids(FOLDER / SETTINGS_BEFORE), "设置.xlsx")
    after = read_settings(read_grids(inputs / "设置.xlsx"), "设置.xlsx")
    for name in PERIODS:
        sources = choose(MONTHS, name)
        settings = before if last_month(name) < RENAMED_FROM else after
        earlier = editions_before(outputs, sources.period)
        report = compute(
            Basis(inputs, settings, sources, sources.period.last_day, earlier, memory=memory), lambda _: None
        ).report
        files = {f"data/{table}.parquet": table_bytes(table, frame) for table, frame in report.tables.items()}
        files[manifest.MANIFEST_FILE] = manifest.make(
            period=sources.period,
            cut_off=report.cut_off,
            settings={},
            inputs={},
            templates={},
            earlier={},
            outputs=files,
        )
        publish(outputs, name, files)
        edition = load_edition(outputs, name, ("indicators", "ranking", "letters", "findings", "submissions"))
        assert edition is not None
        found[name] = edition
    return found


def plain(value: object) -> Any:
    return value if isinstance(value, list) else None if pd.isna(value) else value  # type: ignore[call-overload]


def last_month(period: str) -> str:
    """The month with which a period ends."""
    return parse_period(period).last_day.isoformat()[:7]


def called(unit: str, period: str) -> str:
    """What a unit of 算稿.xlsx was called when the period's edition was made."""
    return named(unit, last_month(period))


def test_the_committed_ledgers_are_what_the_maker_writes() -> None:
    made = workbooks()
    assert {path: (FOLDER / path).read_bytes() == content for path, content in made.items()} == dict.fromkeys(
        made, True
    )
    kept = {path.relative_to(FOLDER).as_posix() for path in FOLDER.rglob("*.xlsx")}
    assert kept == {*made, WORKING}


def test_every_numerator_and_denominator_of_every_period_is_the_one_worked_out(editions: dict[str, Edition]) -> None:
    """18 indicators by eight units and the county, in twelve months, four quarters and the year."""
    worked = {
        (r["期间"], called(r["乡镇"], r["期间"]), INDICATOR_BY_LABEL[r["指标"]].id): (r["分子"], r["分母"])
        for r in sheet(FOLDER / WORKING, "指标")
    }
    made = {
        (name, row.township, row.indicator): (plain(row.numerator), plain(row.denominator))
        for name, edition in editions.items()
        for row in edition.tables["indicators"].itertuples()
    }
    assert len(worked) == 17 * 9 * 18
    assert {key: (value, made.get(key)) for key, value in worked.items() if made.get(key) != value} == {}
    assert made.keys() == worked.keys()


def test_every_score_group_rank_and_title_is_the_one_worked_out(editions: dict[str, Edition]) -> None:
    """Ties share a rank, a small sample takes the last 12 months, then the county's rate; a quarter needs each of
    its months.

    A unit without matters and a 县直部门 aren't assessed: what the table calls that isn't worked out, but a title it
    isn't.
    """
    faults = []
    for row in sheet(FOLDER / WORKING, "排名"):
        table = editions[row["期间"]].tables["ranking"]
        found = table[table["township"] == called(row["乡镇"], row["期间"])]
        own: dict[Any, Any] = {} if found.empty else {key: plain(value) for key, value in found.iloc[0].items()}
        worked = (row["组"], row["名次"], row["上期名次"])
        title_is_right = (
            own.get("three_none") == row["三无"] if row["三无"] != "不评" else own.get("three_none") not in ("是", "否")
        )
        if (own.get("group"), own.get("rank"), own.get("previous_rank")) != worked or not title_is_right:
            faults.append((row["期间"], row["乡镇"], worked, row["三无"], own))
        elif row["组"] == "排名":
            score = Fraction(own["score"])
            if abs(float(score) - row["得分"]) > 1e-9 or own["score_1dp"] != f"{round_half_up(score * 10) / 10:.1f}":
                faults.append((row["期间"], row["乡镇"], row["得分"], own["score"]))
    assert faults == []


def test_every_window_is_the_one_worked_out(editions: dict[str, Edition]) -> None:
    """早溪镇, which sends on the 25th, has months that end on it; all others have the calendar's.

    Each edition publishes them.
    """
    worked = {
        (f"2023-{row['月']:02}", called(row["单位"], f"2023-{row['月']:02}")): (
            row["时段首日"].date(),
            row["时段末日"].date(),
        )
        for row in sheet(FOLDER / WORKING, "时段")
        if row["单位"] in UNITS
    }
    made = {}
    for month in MONTHS:
        table = editions[month].tables["submissions"].reindex(columns=["township", "window_first", "window_last"])
        for unit, first, last in table.itertuples(index=False):
            made[month, unit] = tuple(None if pd.isna(day) else pd.Timestamp(day).date() for day in (first, last))
    assert {key: (value, made.get(key)) for key, value in worked.items() if made.get(key) != value} == {}


def test_the_year_holds_what_it_was_made_for() -> None:
    """A tie, each of the four groups, streaks broken and unbroken, an early ledger, a rename: the case would tell
    nothing without them.
    """
    rows = sheet(FOLDER / WORKING, "排名")
    assert {row["组"] for row in rows} == {"排名", "样本不足", "无件", "未报送"}
    tied = [
        row["期间"]
        for row in rows
        if row["乡镇"] == "东岗镇"
        and row["名次"]
        and any(
            other["名次"] == row["名次"] for other in rows if other["期间"] == row["期间"] and other["乡镇"] == "西坪镇"
        )
    ]
    assert len(tied) >= 3
    worked = {row["乡镇"]: row["连续年数"] for row in rows if row["期间"] == "2023"}
    assert worked == {**dict.fromkeys(UNITS), "东岗镇": 3, "西坪镇": 2, RENAMED: 3, EARLY: 1}
    assert {row["三无"] for row in rows if row["乡镇"] == DEPARTMENT} == {"不评"}
    assert [row["上期名次"] for row in rows if row["乡镇"] == RENAMED and row["期间"] == RENAMED_FROM] == [1]


def test_streaks_are_those_worked_out_under_whatever_name(editions: dict[str, Edition]) -> None:
    table = editions["2023"].tables["ranking"]
    titled = table[table["three_none"] == "是"]
    assert dict(zip(titled["township"], titled["streak"], strict=True)) == {
        "东岗镇": 3,
        "西坪镇": 2,
        RENAMED: 3,
        EARLY: 1,
    }
    assert FORMER not in set(table["township"])


def test_every_letter_is_one_that_was_worked_out(editions: dict[str, Edition]) -> None:
    """Who is urged about how many matters, reminded of which rate; whoever is urged has the rest in the same 督办函."""
    faults = []
    for row in sheet(FOLDER / WORKING, "排名"):
        table = editions[row["期间"]].tables["letters"]
        own = table[(table["township"] == called(row["乡镇"], row["期间"])) & (table["document"] != "约谈建议")]
        made = {
            (r.document, "遗漏" if r.indicator == "omission" else INDICATOR[r.indicator].label): len(r.case_nos)
            if isinstance(r.case_nos, list)
            else 1
            for r in own.itertuples()
        }
        document = "督办函" if row["逾期未受理"] or row["逾期未办结"] else "工作提示函"
        worked = {(document, cause): row[cause] for cause in LETTERS if row[cause]}
        if made != worked:
            faults.append((row["期间"], row["乡镇"], worked, made))
    assert faults == []


def test_who_is_proposed_for_a_talk_is_as_worked_out(editions: dict[str, Edition]) -> None:
    """Matters overdue at two cut-offs after the reply day of a 督办函, a rate twice below its line, omissions twice."""
    worked = {(r["期间"], called(r["乡镇"], r["期间"])) for r in sheet(FOLDER / WORKING, "排名") if r["约谈建议"]}
    made = {
        (name, unit)
        for name, edition in editions.items()
        for unit, document in zip(
            edition.tables["letters"]["township"], edition.tables["letters"]["document"], strict=True
        )
        if document == "约谈建议"
    }
    assert made == worked


def test_an_error_that_six_ledgers_have_is_told_once(editions: dict[str, Edition]) -> None:
    """Z902, accepted 17 May, had to be extended by 16 July and was on the 17th: each ledger from July to December
    has it, and no other error.

    So July's edition has one error, the third quarter's one at September (beside it July, August), the year's one at
    December (and five).
    """
    said = "1件到期以后才批准延期（编号Z902：延期批准日期2023-07-17、受理日期2023-05-17），延期不算，仍按原期限计算"
    expected = {
        "2023-07": ("2023-07", said),
        "2023-Q3": ("2023-09", f"{said}；2023-07、2023-08台账也有同样问题，不另列"),
        "2023-Q4": ("2023-12", f"{said}；2023-10、2023-11台账也有同样问题，不另列"),
        "2023": ("2023-12", f"{said}；2023-07等另外5个月的台账也有同样问题，不另列"),
    }
    for name, (folder, sentence) in expected.items():
        table = editions[name].tables["findings"]
        errors = table[(table["severity"] == "错误") & table["code"].str.startswith("R1")]
        assert errors[["township", "file", "message"]].to_numpy().tolist() == [
            ["中和镇", f"{folder}/中和镇.xlsx", sentence]
        ]


def test_the_working_says_what_its_formulas_come_to(tmp_path: Path, real_part: Callable[[str], str]) -> None:
    """The values that stand in 算稿.xlsx are those that LibreOffice works out from the formulas afresh."""
    afresh = tmp_path / WORKING
    afresh.write_bytes(worked_out(working(), Path(real_part("soffice"))))
    for name in ("时段", "指标", "排名"):
        assert sheet(afresh, name) == sheet(FOLDER / WORKING, name)
