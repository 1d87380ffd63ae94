"""更正对照 of issued papers: one of the county's own is compared like those of the program."""

from __future__ import annotations

import pandas as pd
import pytest

from pipeline.bundles import contract_table
from pipeline.editions.issued import IssuedPaper
from pipeline.report.corrections import corrections
from pipeline.settings.record import Settings, Township

SETTINGS = Settings(roster=(), weights={}, conditions=())
FIGURE = {"township": "甲镇", "indicator": "overdue_open"}
SOURCE = ("来源", "印发时的文件", "印发后有补充或者更正")
ASKED = {"township": "甲镇", "part": 1, "indicator": "overdue_open", "numerator": 2, "reason": "逾期未办结2件"}


def tables(numerator: int, *letters: str) -> dict[str, pd.DataFrame]:
    """The figures of an edition in which 甲镇 has so many overdue matters, for which these papers were asked."""
    rows = {
        "indicators": [{**FIGURE, "numerator": numerator}, {**FIGURE, "township": "乙镇", "numerator": 7 + numerator}],
        "ranking": [{"township": "甲镇", "group": "排名", "score": "90", "score_1dp": "90.0", "rank": 3 - numerator}],
        "letters": [{**ASKED, "document": letter} for letter in letters],
        "overdue": [],
        "files": [{"file": "2023-02/甲镇.xlsx", "sha256": f"{numerator}", "township": "甲镇", "verdict": "采用"}],
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
    assert differences(document, path, "甲镇") == [SOURCE, ("函件", "发", "不发"), ("指标", "2", "1"), *more]


def test_a_paper_for_the_county_is_compared_by_every_unit() -> None:
    told = differences("信访工作简报", "其他文书/信访工作简报.docx", "")
    assert told == [SOURCE, ("指标", "2", "1"), ("指标", "9", "8"), ("排名", "第1名", "第2名")]


def test_what_became_of_a_ledger_or_a_register_is_told_of_the_papers_that_rest_on_it() -> None:
    """A letter rests on its township's ledgers and on the registers; 发文登记 changes no figure."""
    then, now = tables(2, "督办函"), tables(2, "督办函")
    files = [("2023-02/甲镇.xlsx", "甲镇"), ("2023-02/乙镇.xlsx", "乙镇"), ("2023-02/登记簿.xlsx", None)]
    files.append(("2023-02/发文登记.xlsx", None))
    for each, state in ((then, "1"), (now, "2")):
        rows = [{"file": f, "sha256": f + state, "township": unit, "verdict": "采用"} for f, unit in files]
        each["files"] = contract_table("files", rows)
    letter = IssuedPaper("函件/甲镇-督办函.docx", 1, "督办函", "甲镇", "甲〔2023〕1号", "2023-03-06", "局长", "")
    frame = corrections([(letter, then)], now, SETTINGS)
    assert frame["township"].fillna("").tolist() == ["甲镇", ""]
    assert frame["item"].tolist() == ["台账", "登记簿"]
    to_all = IssuedPaper("通报/月度通报.docx", 1, "月度通报", "", "甲〔2023〕2号", "2023-03-06", "主任", "")
    ordered = Settings(roster=(Township(1, "乙镇"), Township(2, "甲镇")), weights={}, conditions=())
    frame = corrections([(to_all, then)], now, ordered)
    assert frame["township"].fillna("").tolist() == ["乙镇", "甲镇", ""], (
        "in roster order, whatever their files are called"
    )
    refused = {**now, "files": now["files"].assign(verdict="拒收")}
    assert set(corrections([(letter, {**refused})], refused, SETTINGS)["kind"]) == set()
