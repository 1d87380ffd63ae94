"""Ranks, working days past the calendar, and what papers rest on (sections 4, 7 to 10; cases 18 to 20, 25, 27)."""

from __future__ import annotations

from pathlib import Path
from zipfile import ZipFile

import pytest

from pipeline.base.errors import UserError
from tests.version_two.months_told import A, B, Begin, C, Row, matter

pytestmark = pytest.mark.slow


def weights(**of: int) -> list[Row]:
    """指标权重: these alone."""
    every = (
        "及时受理率",
        "按期办结率",
        "化解率",
        "一次性化解率",
        "责任单位满意率",
        "参评率",
        "积案化解率",
        "按时报送率",
    )
    return [{"指标": label, "权重": of.get(label, 0)} for label in every]


def words(paper: Path) -> str:
    """A paper's text without its tags."""
    with ZipFile(paper) as package:
        text = package.read("word/document.xml").decode()
    return "".join(part.split("<")[0] for part in text.split(">"))


def test_18_the_rate_of_ledgers_sent_in_time_is_ones_own(begin: Begin) -> None:
    """甲 sent its ledger late, 乙 and 丙 in time; all else is alike: three matters accepted in time.

    按期 50, 报送 50: 甲 50 points, the others 100.

    Version 1 gave the county's 2/3 to all three.
    """
    story = begin(A, B, C, 指标权重=weights(及时受理率=50, 按时报送率=50))
    rows = {unit: [matter(f"{unit}{i}", "2023-01-03", "2023-01-05") for i in range(3)] for unit in (A, B, C)}
    story.month("2023-01", rows, sent={A: "2023-02-20", B: "2023-02-02", C: "2023-02-02"})
    january = story.run("2023-01")
    assert [january.figure(unit, "reported_on_time") for unit in (A, B, C)] == [(0, 1), (1, 1), (1, 1)]
    assert [str(january.standing(unit)["score"]) for unit in (A, B, C)] == ["50", "100", "100"]
    assert [january.standing(unit)["rank"] for unit in (A, B, C)] == [3, 1, 1]


def test_19_a_limit_in_working_days_that_no_calendar_knows_is_said(begin: Begin) -> None:
    """简易办理, accepted on 25 December 2026: ten working days later lies in 2027, whose days off nobody has
    announced yet.
    """
    story = begin(A, B)
    row = matter("A1", "2026-12-24", "2026-12-25", procedure="简易办理")
    story.month("2026-12", {A: [row]}, zero=[B], sent="2027-01-04", due="2027-01-06")
    december = story.run("2026-12")
    told = december.tables["findings"]
    assert [text for text in told.loc[told["severity"] == "提醒", "message"] if "2027" in text] != []


def test_20_a_supervision_letter_rests_on_article_40(begin: Begin) -> None:
    """An overdue matter, and a settings file without 依据条款. Article 37 is mediation and relief."""
    story = begin(A, B, papers=True)
    story.month("2023-02", {A: [matter("QH2023000001", "2022-12-01", "2022-12-05")]}, zero=[B])
    february = story.run("2023-02")
    letter = words(february.folder / "函件" / f"{A}-督办函.docx")
    assert "第四十条" in letter
    assert "第三十七条" not in letter


@pytest.mark.parametrize(
    "test", ["信访形式 = 来访", "信访层级 = 市", "初重件 = 重件", "内容分类 = 农业农村", "人数 >= 5"]
)
def test_25_a_condition_on_volume_alone_is_refused(begin: Begin, test: str) -> None:
    """Allowed 0, it would praise whoever keeps petitioners away."""
    story = begin(
        A,
        B,
        三无条件=[{"方案": "本县类", "条件": "无来访", "判定": test, "允许数": 0, "仅计有责": "否"}],
        参数=[{"项目": "三无方案", "值": "本县类"}],
    )
    story.month("2023-01", {A: [matter("A1", "2023-01-03", "2023-01-05")]}, zero=[B])
    with pytest.raises(UserError, match="三无条件"):
        story.run("2023-01")


def due_in_february(unit: str, done: int, of: int) -> list[Row]:
    """``of`` matters due on 6 February, ``done`` of them concluded that day."""
    return [
        matter(f"{unit}{i}", "2022-12-05", "2022-12-08", "2023-02-06" if i < done else "2023-02-07") for i in range(of)
    ]


def test_27_scores_that_print_alike_share_a_rank(begin: Begin) -> None:
    """甲 59/73 = 80.82 %, 乙 21/26 = 80.77 %, both printed 80.8; 丙 4/5. Ranks 1, 1, 3. Version 1: 1, 2, 3."""
    story = begin(A, B, C, 指标权重=weights(按期办结率=100))
    ledgers = {unit: due_in_february(unit, *figure) for unit, figure in ((A, (59, 73)), (B, (21, 26)), (C, (4, 5)))}
    story.month("2023-02", ledgers)
    february = story.run("2023-02")
    assert [february.standing(unit)["score_1dp"] for unit in (A, B, C)] == ["80.8", "80.8", "80.0"]
    assert [february.standing(unit)["rank"] for unit in (A, B, C)] == [1, 1, 3]
