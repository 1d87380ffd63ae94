"""A 督办函 says on which ledger its matters rest, where that isn't simply the township's newest."""

from __future__ import annotations

from dataclasses import replace

import pandas as pd
import pytest

from pipeline.bundles import Report
from pipeline.render.papers.letters import URGE
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
