"""更正对照 of issued papers: one of the county's own is compared like those of the program."""

from __future__ import annotations

import pandas as pd
import pytest

from pipeline.bundles import contract_table
from pipeline.editions.issued import IssuedPaper
from pipeline.report.corrections import corrections
from pipeline.settings.record import Settings

SETTINGS = Settings(roster=(), weights={}, conditions=())
FIGURE = {"township": "甲镇", "indicator": "overdue_open"}
ASKED = {"township": "甲镇", "part": 1, "indicator": "overdue_open", "numerator": 2, "reason": "逾期未办结2件"}


def tables(numerator: int, *letters: str) -> dict[str, pd.DataFrame]:
    """The figures of an edition in which 甲镇 has so many overdue matters, for which these papers were asked."""
    rows = {
        "indicators": [{**FIGURE, "numerator": numerator}, {**FIGURE, "township": "乙镇", "numerator": 7 + numerator}],
        "ranking": [{"township": "甲镇", "group": "排名", "score": "90", "score_1dp": "90.0", "rank": 3 - numerator}],
        "letters": [{**ASKED, "document": letter} for letter in letters],
        "overdue": [],
    }
    return {name: contract_table(name, given) for name, given in rows.items()}


def differences(document: str, path: str, township: str) -> list[tuple[str, str, str]]:
    """(Kind, issued, now) of a paper issued when 甲镇 had two overdue matters, now that it has one."""
    paper = IssuedPaper(path, 1, document, township, "甲〔2023〕1号", "2023-03-06", "办公室主任", "")
    frame = corrections([(paper, tables(2, document))], tables(1), SETTINGS)
    return list(zip(frame["kind"], frame["issued"], frame["now"], strict=True))


@pytest.mark.parametrize(
    ("document", "path", "more"),
    [
        ("督办函", "函件/甲镇-督办函.docx", []),
        ("走访通知", "其他文书/走访通知/甲镇.docx", [("排名", "第1名", "第2名")]),
    ],
)
def test_a_paper_for_which_nothing_asks_any_more_is_said_to_go_out_no_more(
    document: str, path: str, more: list[tuple[str, str, str]]
) -> None:
    """A letter prints the figures that it names, a paper of the county's own every figure of its township."""
    assert differences(document, path, "甲镇") == [("函件", "发", "不发"), ("指标", "2", "1"), *more]


def test_a_paper_for_the_county_is_compared_by_every_unit() -> None:
    told = differences("信访工作简报", "其他文书/信访工作简报.docx", "")
    assert told == [("指标", "2", "1"), ("指标", "9", "8"), ("排名", "第1名", "第2名")]
