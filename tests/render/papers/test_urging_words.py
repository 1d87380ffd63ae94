"""A 督办函 says on which ledger its matters rest, where that isn't simply the township's newest."""

from __future__ import annotations

from dataclasses import replace

import pandas as pd
import pytest

from pipeline.bundles import Report, contract_table
from pipeline.render.papers.letters import REMIND, URGE
from tests.render.excel_samples import make_report, with_table
from tests.render.word_texts import papers, texts


@pytest.fixture(scope="module")
def report() -> Report:
    return make_report()


def test_a_letter_without_a_ledger_of_the_period_says_by_what_its_matters_stand(report: Report) -> None:
    name = str(report.overdue["township"].iloc[0])
    for status, said in (
        ("未报送", "没有报送最近一期台账，以上按以往台账和登记簿所列计算"),
        ("已报（退回）", "报来的最近一期台账没有采用"),
        ("已报", ""),
    ):
        told = replace(report, submissions={**report.submissions, name: status})
        letter = next(
            text for path, content in papers(URGE, told).items() if name in path for text in ["".join(texts(content))]
        )
        assert (said in letter) if said else ("以往台账" not in letter)


def test_a_conclusion_before_its_acceptance_is_said_to_be_in_the_ledger(report: Report) -> None:
    late = report.overdue.loc[report.overdue["kind"] == "逾期未办结", "case_no"].iloc[0]
    days = {"accepted_on": pd.Timestamp("2023-02-07"), "concluded_on": pd.Timestamp("2023-02-03")}
    matters = report.tables["matters"]
    first = matters.head(1).assign(case_no=late, **days)
    typed = with_table(report, "matters", pd.concat([matters, first], ignore_index=True))
    (letter,) = papers(URGE, typed).values()
    said = "其中1件在台账中填有办结日期，因早于受理日期不能认定，按未办结计算，请更正台账。"
    assert said in "".join(texts(letter))


def lacking(report: Report, label: str, file: str = "2023-02/城关镇台账.xlsx") -> Report:
    """The report with what is found of a ledger of 城关镇 without this column."""
    message = f"没有“{label}”列，最接近的是“日期”，各件一律按没有填写计算"
    found = {"severity": "错误", "code": "R092", "township": "城关镇", "file": file, "cell": "A1", "message": message}
    rows = [*report.tables["findings"].astype(object).to_dict("records"), found]
    return with_table(report, "findings", contract_table("findings", rows))


def of_town(papers_: dict[str, bytes]) -> str:
    return "".join(texts(next(content for path, content in papers_.items() if "城关镇" in path)))


def test_a_letter_says_where_the_ledger_lacks_the_column_that_would_end_the_delay(report: Report) -> None:
    """Each kind of delay by its own column; neither a column that ends none of them nor an older ledger matters."""
    said = "你镇最近一期台账没有“{}”列，所列{}事项按没有填写计算；已经{}的，请补上这一列后重报。"
    for label, kind, done in (("受理日期", "逾期未受理", "受理"), ("办结日期", "逾期未办结", "办结")):
        assert said.format(label, kind, done) in of_town(papers(URGE, lacking(report, label)))
    for other in (report, lacking(report, "化解状态"), lacking(report, "受理日期", "2023-01/城关镇台账.xlsx")):
        assert "最近一期台账没有" not in of_town(papers(URGE, other)).partition("办理建议")[0].partition("一并查明")[0]


def test_a_letter_says_of_a_rate_which_of_its_columns_the_ledger_lacks(report: Report) -> None:
    asked = {"township": "城关镇", "document": "工作提示函", "indicator": "accepted_on_time", "line": "90%"}
    reminded = with_table(report, "letters", contract_table("letters", [asked]))
    said = "最近一期台账没有“受理日期”列，按没有填写计算，请补上后重报。"
    assert said in of_town(papers(REMIND, lacking(reminded, "受理日期")))
    assert "最近一期台账没有" not in of_town(papers(REMIND, lacking(reminded, "化解状态")))
