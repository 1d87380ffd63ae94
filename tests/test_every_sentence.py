"""Every sentence of the papers of eight very different counties is proved from the published tables alone.

The counties: a first month ever, the month after it, the quarter and the year (the sample county), a quarter, a year
and a special period of three townships, sixty townships, townships that are all alike, and a month in which nobody
reported.
"""

from __future__ import annotations

import re
import shutil
from dataclasses import replace
from datetime import date
from pathlib import Path

import pandas as pd
import pytest

from pipeline.base.period import parse_period
from pipeline.render.papers.commendation import COMMENDATION
from pipeline.run import run_period
from tests.quick_runs import without_page_and_returns
from tests.render.excel_samples import make_report
from tests.render.word_texts import papers
from tests.sentences.circular import refuted_in_circular
from tests.sentences.digest import refuted_in_digest
from tests.sentences.feedback import refuted_in_feedback
from tests.sentences.letters import refuted_in_letters
from tests.sentences.others import refuted_in_annual, refuted_in_commendation, refuted_in_summons
from tests.sentences.own import refuted_in_own
from tests.sentences.papers import refuted
from tests.sentences.proved_counties import SPECIAL, published, reported
from tests.sentences.published import Published, paragraphs, rows_of
from tests.shared_editions import SAMPLE, sample_outputs
from tests.trick_county import FEBRUARY, JANUARY, LETTERS, MONTHS, OTHER, RIVAL, TRICKSTER, honest
from tests.tricks.batches import TRIOS, UNITS, together

pytestmark = pytest.mark.slow

TWO_MONTHS = "2023-01..2023-02"


@pytest.fixture(scope="module")
def three(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Three townships: the quarter, 1—2月, the year as far as it goes, a special period in March."""
    place, runs = tmp_path_factory.mktemp("three"), ("2023-Q1", TWO_MONTHS, "2023", SPECIAL)
    return published(honest(), list(LETTERS), place, *runs, daily=reported(), own=True)


def test_the_first_month_ever() -> None:
    assert refuted(sample_outputs() / JANUARY) == []


def test_the_month_after_it() -> None:
    assert refuted(sample_outputs() / FEBRUARY, sample_outputs() / JANUARY) == []


@pytest.mark.parametrize("period", ["2023-Q1", "2023"])
def test_the_quarter_and_the_year_of_the_sample_county(period: str, tmp_path: Path) -> None:
    """Made beside its two months, without page and without what goes back, of which nothing is asked here."""
    shutil.copytree(sample_outputs(), tmp_path / "outputs")
    with pytest.MonkeyPatch.context() as quick:
        without_page_and_returns(quick)
        run_period(SAMPLE, tmp_path / "outputs", period, None, lambda _: None)
    assert refuted(tmp_path / "outputs" / period) == []


@pytest.mark.parametrize("period", ["2023-Q1", TWO_MONTHS, "2023", SPECIAL])
def test_a_quarter_parts_of_a_year_and_a_special_period(period: str, three: Path) -> None:
    assert refuted(three / period) == []


@pytest.mark.parametrize("period", ["2023-02", "2023-Q1", TWO_MONTHS, "2023", SPECIAL])
def test_papers_of_the_countys_own(period: str, three: Path) -> None:
    """They too are proved by the tables, and refuted by those of another period."""
    assert {path.stem for path in (three / period / "其他文书").rglob("*.docx")} == {"简报", *LETTERS}
    edition = Published(three / period, None)
    assert list(refuted_in_own(edition, edition.folder)) == []
    assert len(list(refuted_in_own(edition, three / "2023-01"))) > len(LETTERS)


def test_a_part_of_a_year_is_called_by_its_months_and_compared_with_last_year_alone(three: Path) -> None:
    said = "".join(paragraphs(three / TWO_MONTHS / "通报" / "月度通报.docx"))
    assert "关于2023年1—2月全县信访事项办理情况的通报" in said.replace("\n", "")
    assert "上月" not in said
    assert "上季度" not in said


def test_a_special_period_has_neither_rates_nor_ranks(three: Path) -> None:
    ranking = pd.read_parquet(three / SPECIAL / "data" / "ranking.parquet")
    assert set(ranking["group"]) == {"专项"}
    assert set(ranking["three_none"]) == {"未评定"}
    assert ranking["rank"].isna().all()
    daily = pd.read_parquet(three / SPECIAL / "data" / "daily.parquet")
    assert daily["status"].value_counts().to_dict() == {"零报告": 17 * len(LETTERS) - 2, "缺报": 1, "迟报": 1}
    papers = sorted((three / SPECIAL).rglob("*.docx"))
    assert {"专项期间通报.docx", "会议数据摘要.docx", "甲镇.docx"} <= {path.name for path in papers}
    for path in papers:
        said = "".join([*paragraphs(path), *("".join(row) for row in rows_of(path))])
        assert "%" not in said
        assert not re.search(r"第\d+[名位]|得分\d|排名：", said)


def test_a_county_with_a_department_among_its_units_and_a_merger(tmp_path: Path) -> None:
    """The trickster is a 县直部门 here: ranked apart, addressed by its name, with no part in 三无.

    What one of the others had in January is of its successor in February, and stands there as that of the month before.
    """
    joined = {OTHER: (RIVAL, "2023-02-01")}
    outputs = published(honest(), list(LETTERS), tmp_path, FEBRUARY, departments=[TRICKSTER], merged=joined)
    edition = Published(outputs / FEBRUARY, outputs / JANUARY)
    assert edition.departments == {TRICKSTER}
    assert edition.merged == {OTHER: RIVAL}
    assert refuted(outputs / FEBRUARY, outputs / JANUARY) == []


def test_sixty_townships(tmp_path: Path) -> None:
    outputs = published(together([honest() for _ in TRIOS]), UNITS, tmp_path, JANUARY)
    assert refuted(outputs / JANUARY) == []


def test_townships_that_are_all_alike(tmp_path: Path) -> None:
    """Everybody has the trickster's matters under numbers of its own, so that all have one rank."""
    county = honest()
    for month, end in MONTHS.items():
        model = county.ledgers[month, TRICKSTER]
        assert model is not None
        for name, letter in LETTERS.items():
            county.ledgers[month, name] = [
                {
                    **row,
                    "township": name,
                    **{id_: letter + str(row[id_])[1:] for id_ in ("case_no", "related_case_no") if row.get(id_)},
                }
                for row in model
                if str(row["registered_on"]) <= end.isoformat()
            ]
    outputs = published(county, list(LETTERS), tmp_path, JANUARY)
    ranks = pd.read_parquet(outputs / JANUARY / "data" / "ranking.parquet")["rank"]
    assert set(ranks) == {1}
    assert refuted(outputs / JANUARY) == []


def test_a_month_in_which_nobody_reported(tmp_path: Path) -> None:
    county = honest()
    for name in LETTERS:
        county.ledgers[FEBRUARY, name] = None
        county.sent[name] = None
    outputs = published(county, list(LETTERS), tmp_path, FEBRUARY)
    assert refuted(outputs / FEBRUARY, outputs / JANUARY) == []


@pytest.mark.parametrize(
    ("table", "column", "check"),
    [
        ("indicators", "numerator", refuted_in_circular),
        ("volumes", "matters", refuted_in_circular),
        ("ranking", "rank", refuted_in_circular),
        ("indicators", "denominator", refuted_in_letters),
        ("indicators", "numerator", refuted_in_digest),
        ("volumes", "persons", refuted_in_digest),
        ("leaders_on_duty", "days", refuted_in_digest),
        ("overdue", "days_over", refuted_in_letters),
        ("indicators", "numerator", refuted_in_feedback),
        ("ranking", "rank", refuted_in_feedback),
        ("overdue", "days_over", refuted_in_feedback),
        ("three_none", "count", refuted_in_feedback),
        ("indicators", "numerator", refuted_in_summons),
    ],
)
def test_the_checker_refutes_papers_of_other_figures(table: str, column: str, check: object, tmp_path: Path) -> None:
    """The papers stay, one column of the tables is one more throughout."""
    shutil.copytree(sample_outputs() / FEBRUARY, tmp_path / FEBRUARY)
    place = tmp_path / FEBRUARY / "data" / f"{table}.parquet"
    frame = pd.read_parquet(place)
    frame.assign(**{column: frame[column] + 1}).to_parquet(place)
    assert callable(check)
    assert list(check(Published(tmp_path / FEBRUARY, sample_outputs() / JANUARY))) != []


@pytest.mark.parametrize(
    ("table", "column", "word", "refuted_then"),
    [
        ("windows", "ledger", "未报", "应报送台账的乡镇"),
        ("ranking", "group", "无件", "无件的有"),
        ("findings", "severity", "提醒", "石门乡、太平川镇"),
        ("three_none", "condition", "别的条件", "本县“三无”条件为"),
        ("overdue", "township", "城关镇", "建议城关镇"),
    ],
)
def test_the_checker_refutes_what_the_circular_says_of_units_by_other_states(
    table: str, column: str, word: str, refuted_then: str, tmp_path: Path
) -> None:
    """The papers stay; every row of the table says the same."""
    shutil.copytree(sample_outputs() / FEBRUARY, tmp_path / FEBRUARY)
    place = tmp_path / FEBRUARY / "data" / f"{table}.parquet"
    pd.read_parquet(place).assign(**{column: word}).to_parquet(place)
    wrong = refuted_in_circular(Published(tmp_path / FEBRUARY, sample_outputs() / JANUARY))
    assert any(sentence.startswith(refuted_then) for sentence in wrong)


def test_a_matter_less_behind_a_rate_or_a_reminder_gone_refutes_a_feedback_sheet(tmp_path: Path) -> None:
    shutil.copytree(sample_outputs() / FEBRUARY, tmp_path / FEBRUARY)
    place = tmp_path / FEBRUARY / "data" / "members.parquet"
    frame = pd.read_parquet(place)
    frame[frame["part"] != "只计分母"].to_parquet(place)
    assert any("｜" in wrong for wrong in refuted_in_feedback(Published(tmp_path / FEBRUARY, None)))


@pytest.mark.parametrize(("column", "more"), [("three_none", "否"), ("streak", 7)])
def test_the_yearly_paper_is_proved_by_titles_and_years_in_a_row(column: str, more: object, tmp_path: Path) -> None:
    report = replace(make_report(), period=parse_period("2023"), cut_off=date(2023, 12, 31))
    folder = tmp_path / "2023"
    (folder / "data").mkdir(parents=True)
    for path, content in papers(COMMENDATION, report).items():
        (folder / path).parent.mkdir()
        (folder / path).write_bytes(content)
    for name in ("indicators", "ranking"):
        report.tables[name].to_parquet(folder / "data" / f"{name}.parquet")
    assert list(refuted_in_commendation(Published(folder, None))) == []
    ranking = report.tables["ranking"]
    ranking.assign(**{column: ranking[column].mask(ranking["three_none"] == "是", more)}).to_parquet(
        folder / "data" / "ranking.parquet"
    )
    assert list(refuted_in_commendation(Published(folder, None))) != []


def test_a_yearly_table_of_other_counts_is_refuted(three: Path, tmp_path: Path) -> None:
    shutil.copytree(three / "2023", tmp_path / "2023")
    assert list(refuted_in_annual(Published(tmp_path / "2023", None))) == []
    place = tmp_path / "2023" / "data" / "calendar.parquet"
    frame = pd.read_parquet(place)
    frame.assign(matters=frame["matters"] + 1).to_parquet(place)
    assert list(refuted_in_annual(Published(tmp_path / "2023", None))) != []


def test_a_sentence_about_a_month_that_wasn_t_published_is_refuted() -> None:
    edition = Published(sample_outputs() / FEBRUARY, None)
    assert any("上月的逾期事项" in sentence for sentence in refuted_in_circular(edition))


@pytest.mark.parametrize(
    ("table", "column", "value"),
    [("members", "part", "不计入"), ("omissions", "case_no", "QH202201010009"), ("matters", "category", "民政")],
)
def test_a_letter_is_refuted_where_what_lies_behind_it_is_otherwise(
    table: str, column: str, value: str, tmp_path: Path
) -> None:
    """The letters stay; every row of the table says the same."""
    shutil.copytree(sample_outputs() / FEBRUARY, tmp_path / FEBRUARY)
    place = tmp_path / FEBRUARY / "data" / f"{table}.parquet"
    pd.read_parquet(place).assign(**{column: value}).to_parquet(place)
    assert list(refuted_in_letters(Published(tmp_path / FEBRUARY, sample_outputs() / JANUARY))) != []


def test_an_overdue_matter_missing_from_a_letter_is_refuted(tmp_path: Path) -> None:
    shutil.copytree(sample_outputs() / FEBRUARY, tmp_path / FEBRUARY)
    place = tmp_path / FEBRUARY / "data" / "overdue.parquet"
    frame = pd.read_parquet(place)
    more = frame.head(1).assign(case_no="QH202201010001")
    pd.concat([frame, more]).to_parquet(place)
    assert len(list(refuted_in_letters(Published(tmp_path / FEBRUARY, sample_outputs() / JANUARY)))) == 2
    assert any("逾期事项" in s for s in refuted_in_circular(Published(tmp_path / FEBRUARY, None)))
