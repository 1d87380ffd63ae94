"""上半年 and 前三季度 of two small counties, by hand, through files: figures, papers, explain, rollup, verify, desk.

All days are of 2023. A matter is to be accepted by the 15th day after it was registered and concluded by the 60th after
it was accepted:

| matter | registered | accepted, by | concluded, by | settled |
| --- | --- | --- | --- | --- |
| 甲1 | 10 January | 12 January, 25 January | 20 February, 13 March | yes |
| 甲2 | 3 April | 25 April, 18 April: late | 30 May, 24 June | yes |
| 甲3 | 8 May | 10 May, 23 May | 1 August, 9 July: late | yes |
| 甲4 | 5 July | 6 July, 20 July | 20 August, 4 September | no |
| 乙1 | 1 February | 2 February, 16 February | 20 February, 3 April | yes |
"""

from __future__ import annotations

from pathlib import Path

import pandas as pd
import pytest

from pipeline import run
from pipeline.desk.clerk import Clerk
from pipeline.desk.state import Desk
from pipeline.editions.verify import verify
from pipeline.explain.answer import explain
from pipeline.render.templates.chosen import gather_templates
from pipeline.rollup.roll import roll_up
from pipeline.settings.record import Settings
from tests.quick_runs import without_papers
from tests.sentences.papers import refuted
from tests.sentences.published import paragraphs
from tests.version_two.months_told import A, B, Story, matter
from tests.version_two.published_months import Figure

pytestmark = pytest.mark.slow

HALF, THREE = "2023-H1", "2023-Q1-Q3"
MONTHS = [f"2023-{month:02d}" for month in range(1, 10)]
SENT = {A: MONTHS, B: ["2023-02", "2023-06", "2023-09"]}
"""乙县 has the folders of three months only."""
MATTERS = {
    A: [
        ("甲1", "2023-01-10", "2023-01-12", "2023-02-20", "已化解"),
        ("甲2", "2023-04-03", "2023-04-25", "2023-05-30", "已化解"),
        ("甲3", "2023-05-08", "2023-05-10", "2023-08-01", "已化解"),
        ("甲4", "2023-07-05", "2023-07-06", "2023-08-20", "未化解"),
    ],
    B: [("乙1", "2023-02-01", "2023-02-02", "2023-02-20", "已化解")],
}
IN_HALF: dict[str, dict[str, Figure]] = {
    # 甲1 and 甲3 kept a limit of these months, 甲2 missed it; 乙1 kept it.
    "accepted_on_time": {A: (2, 3), B: (1, 1), "全市": (3, 4)},
    # 甲1 and 甲2; the limit of 甲3 lies in July.
    "concluded_on_time": {A: (2, 2), B: (1, 1), "全市": (3, 3)},
    # Concluded by June: 甲1, 甲2, 乙1.
    "resolution": {A: (2, 2), B: (1, 1), "全市": (3, 3)},
    # Accepted in these months, 甲3 among them.
    "conclusion": {A: (2, 3), B: (1, 1), "全市": (3, 4)},
    "repeat": {A: (0, 3), B: (0, 1), "全市": (0, 4)},
    "overdue_open": {A: (0, None), B: (0, None), "全市": (0, None)},
    "reported_on_time": {A: (6, 6), B: (2, 2), "全市": (8, 8)},
}
IN_THREE: dict[str, dict[str, Figure]] = {
    "accepted_on_time": {A: (3, 4), B: (1, 1), "全市": (4, 5)},
    "concluded_on_time": {A: (3, 4), B: (1, 1), "全市": (4, 5)},  # 甲3 missed 9 July
    "resolution": {A: (3, 4), B: (1, 1), "全市": (4, 5)},  # 甲4 isn't settled
    "conclusion": {A: (4, 4), B: (1, 1), "全市": (5, 5)},
    "repeat": {A: (0, 4), B: (0, 1), "全市": (0, 5)},
    "overdue_open": {A: (0, None), B: (0, None), "全市": (0, None)},
    "reported_on_time": {A: (9, 9), B: (3, 3), "全市": (12, 12)},
}


def told(place: Path, county: str, unit: str) -> Story:
    """A county of one township: a ledger or 零报告 for each folder, without what came after its month."""
    story = Story(place, [{"序号": 1, "乡镇": unit}], {"单位": [{"项目": "县名", "值": county}]}).begin()
    for month in SENT[unit]:
        rows = [
            matter(number, *(day if day[:7] <= month else "" for day in days), settled=settled)
            if days[2][:7] <= month
            else matter(number, *(day if day[:7] <= month else "" for day in days))
            for number, *days, settled in MATTERS[unit]
            if days[0][:7] <= month
        ]
        story.month(month, {unit: rows} if rows else {}, zero=() if rows else [unit])
    return story


@pytest.fixture(scope="module")
def counties(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Story]:
    """Both counties with both periods published; papers are made of the two periods of 甲县 alone."""
    place = tmp_path_factory.mktemp("half")
    stories = {A: told(place / "甲", "甲县", A), B: told(place / "乙", "乙县", B)}
    with pytest.MonkeyPatch.context() as quick:
        chosen = gather_templates(Path(), Settings((), {}, ()))
        quick.setattr(run, "gather_templates", lambda *_, **__: chosen)
        for unit, periods in ((B, (MONTHS[-1], HALF, THREE)), (A, (MONTHS[-1],))):
            with pytest.MonkeyPatch.context() as quicker:
                without_papers(quicker)
                for period in periods:
                    stories[unit].run(period)
        for period in (HALF, THREE):
            stories[A].run(period)
    return stories


@pytest.mark.parametrize(("period", "figures"), [(HALF, IN_HALF), (THREE, IN_THREE)])
def test_every_figure_is_the_one_worked_out(
    period: str, figures: dict[str, dict[str, Figure]], counties: dict[str, Story]
) -> None:
    found = {
        id_: {unit: counties[unit].published(period).figure(unit, id_) for unit in (A, B)} | {"全市": row["全市"]}
        for id_, row in figures.items()
    }
    assert found == figures


def test_a_month_end_with_a_matter_overdue_bars_the_title_of_three_quarters_alone(counties: dict[str, Story]) -> None:
    """甲3 was overdue at the end of July."""
    assert [counties[A].published(period).titled(A) for period in (HALF, THREE)] == [[A], []]


@pytest.mark.parametrize(("period", "name"), [(HALF, "2023年上半年"), (THREE, "2023年前三季度")])
def test_their_papers_have_the_period_s_own_name_and_no_sentence_that_is_refuted(
    period: str, name: str, counties: dict[str, Story]
) -> None:
    folder = counties[A].folder / "outputs" / period
    assert refuted(folder) == []
    said = "".join(paragraphs(folder / "通报" / "月度通报.docx"))
    assert f"关于{name}全县信访事项办理情况的通报" in said.replace("\n", "")
    assert [word for word in ("上月", "上季度") if word in said] == []


def test_explain_names_the_matter_that_missed_its_limit_with_its_cells(counties: dict[str, Story]) -> None:
    outputs = counties[A].folder / "outputs"
    for period, figure, number in ((HALF, "及时受理率", "甲2"), (THREE, "按期办结率", "甲3")):
        lines, _ = explain(outputs, period, A, figure)
        (row,) = [line for line in lines if number in line]
        assert "台账 第" in row, row
        assert f"{'2/3' if period == HALF else '3/4'}" in "".join(lines)


@pytest.mark.parametrize(("period", "figures"), [(HALF, IN_HALF), (THREE, IN_THREE)])
def test_a_roll_up_adds_both_counties_up(
    period: str, figures: dict[str, dict[str, Figure]], counties: dict[str, Story], tmp_path: Path
) -> None:
    places = [story.folder / "outputs" for story in counties.values()]
    roll_up(places, period, tmp_path / "汇总", None)
    rows = pd.read_parquet(tmp_path / "汇总" / period / "data" / "county_indicators.parquet")
    whole = rows[rows["county"] == "全市"].set_index("indicator")
    pairs = whole[["numerator", "denominator"]].astype(object).where(whole[["numerator", "denominator"]].notna(), None)
    assert {id_: tuple(pairs.loc[id_]) for id_ in figures} == {id_: row["全市"] for id_, row in figures.items()}
    assert verify(tmp_path / "汇总", period)[1]


def test_verify_knows_a_changed_file_of_half_a_year(counties: dict[str, Story]) -> None:
    outputs = counties[A].folder / "outputs"
    assert [verify(outputs, period)[1] for period in (HALF, THREE)] == [True, True]
    place = outputs / HALF / "通报" / "月度通报.docx"
    content = place.read_bytes()
    place.write_bytes(content + b" ")
    lines, sound = verify(outputs, HALF)
    place.write_bytes(content)
    assert not sound
    assert any("通报/月度通报.docx" in line for line in lines)


def test_the_desk_lists_both_by_their_names_behind_the_month_with_which_they_end(counties: dict[str, Story]) -> None:
    story = counties[A]
    labels = [period.label for period in Desk(story.inputs, story.folder / "outputs", Clerk()).periods()]
    assert labels[:2] == ["2023年前三季度", "2023年9月"]
    assert labels[4:7] == ["2023年上半年", "2023年6月", "2023年5月"]
