"""Many counties' editions are added up: sums are the whole's, ranks are new, what can't be added is refused by name."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import openpyxl
import pandas as pd
import pytest
from rollup.split_county import publish_county

from pipeline.base.county import COUNTY
from pipeline.base.errors import UserError
from pipeline.editions.archive import Edition, load_edition
from pipeline.editions.verify import verify
from pipeline.explain.answer import explain
from pipeline.render.ranking_marks import in_words
from pipeline.rollup import counties as gathering
from pipeline.rollup import part
from pipeline.rollup.roll import roll_up
from pipeline.settings.as_json import rows_of
from pipeline.settings.as_text import settings_from_rows

pytestmark = pytest.mark.slow

FIGURES = ["indicator", "numerator", "denominator"]


@pytest.fixture(scope="module")
def land(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The county worked out by hand as 丙县, and split: 甲县 has two of its townships, 乙县 the third."""
    place = tmp_path_factory.mktemp("land")
    publish_county(place / "丙", "丙县", ["南山乡", "西河镇", "东岭镇"])
    publish_county(place / "甲", "甲县", ["南山乡", "西河镇"])
    publish_county(place / "乙", "乙县", ["东岭镇"])
    roll_up([place / "甲", place / "乙" / "outputs"], "2023-02", place / "汇总", None)
    return place


@pytest.fixture
def counties(land: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """甲 and 乙, to be spoilt."""
    for name in ("甲", "乙"):
        shutil.copytree(land / name / "outputs", tmp_path / name / "outputs")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def edition(outputs: Path) -> Edition:
    """February's."""
    loaded = load_edition(outputs, "2023-02")
    assert loaded is not None
    return loaded


def refusal(*folders: str, period: str = "2023-02", outputs: str = "汇总", own: Path | None = None) -> list[str]:
    """The sentences of a roll-up that is refused; nothing is written."""
    with pytest.raises(UserError) as caught:
        roll_up([Path(folder) for folder in folders], period, Path(outputs), own)
    assert not Path("汇总").exists()
    return str(caught.value).split("\n")


def alter(folder: str, **changes: object) -> None:
    """Change the manifest as a county with other rules and an earlier program has it; ``settings`` are added."""
    path = Path(folder) / "outputs" / "2023-02" / "manifest.json"
    manifest = json.loads(path.read_text(encoding="utf-8"))
    settings = changes.pop("settings", {})
    assert isinstance(settings, dict)
    manifest["settings"] |= settings
    if any(key.startswith(("参数.", "指标权重.")) for key in settings):
        del manifest["choices"]
    path.write_text(json.dumps(manifest | changes, ensure_ascii=False), encoding="utf-8")


def test_a_county_split_in_two_and_rolled_up_is_the_county(land: Path) -> None:
    """Every sum of 全市 is the undivided county's; so are each township's score, rank, title, mark and volumes."""
    rolled, whole = edition(land / "汇总").tables, edition(land / "丙" / "outputs").tables
    county = whole["indicators"][whole["indicators"]["township"] == COUNTY]
    city = rolled["county_indicators"][rolled["county_indicators"]["county"] == "全市"]
    pd.testing.assert_frame_equal(city[FIGURES].reset_index(drop=True), county[FIGURES].reset_index(drop=True))
    ranks, own = rolled["township_ranking"], whole["ranking"]
    same = ["township", "group", "score", "score_1dp", "rank", "three_none", "marks", "of_year", "of_whole"]
    pd.testing.assert_frame_equal(ranks[same], own[same])
    conditions = whole["three_none"][whole["three_none"]["township"] == COUNTY]
    summed = rolled["county_three_none"][rolled["county_three_none"]["county"] == "全市"]
    assert list(summed["count"]) == list(conditions["count"])
    volumes = whole["volumes"][whole["volumes"]["township"] == COUNTY].drop(columns="township")
    counted = rolled["volumes"][rolled["volumes"]["county"] == "全市"].drop(columns="county")
    key = ["by", "code"]
    pd.testing.assert_frame_equal(
        counted.sort_values(key).reset_index(drop=True), volumes.sort_values(key).reset_index(drop=True)
    )


def test_counties_are_ranked_by_their_own_rows_with_the_whole_s_rate_where_they_are_small(land: Path) -> None:
    """Of 算稿.md, with two matters enough for an own rate.

    乙县 is 东岭镇: 3/5, 4/4, 5/7, 1/2; its one rating of February (D08 满意) has January's (D16 不满意) beside it over
    the 12 months, 1/2 and 2/2; its one assigned matter gives way to 全市's 1/3, its ledger was sent in time: 6 + 25 +
    100/7 + 5 + 10 + 5 + 5/3 + 5 = 1511/21. 甲县 has 5/12 (N04 counts for the county), 1/7, 3/6, 1/2, 2/5, 4/5, 0/2,
    1/2: 25/6 + 25/7 + 10 + 5 + 8 + 4 + 0 + 5/2 = 782/21.
    """
    ranks = edition(land / "汇总").tables["county_ranking"]
    rows = ranks[["county", "group", "score", "score_1dp", "rank", "three_none"]]
    assert list(rows.itertuples(index=False, name=None)) == [
        ("乙县", "排名", "1511/21", "72.0", 1, "是"),
        ("甲县", "排名", "782/21", "37.2", 2, "否"),
    ]
    settings = settings_from_rows(rows_of(edition(land / "乙" / "outputs").manifest))
    assert [in_words(row, settings, "全市") for row in ranks.to_dict("records")] == [
        "本单位近12个月的率代用：责任单位满意率、参评率；全市率代用：积案化解率",
        "待更正",
    ]


def test_the_papers_and_the_manifest_of_a_roll_up(land: Path) -> None:
    """Each county's manifest is named by its hash; the edition verifies; no case number is in any table or sheet."""
    rolled = edition(land / "汇总")
    named = {
        f"{name}/manifest.json": edition(land / folder / "outputs").manifest_sha256
        for name, folder in (("甲县", "甲"), ("乙县", "乙"))
    }
    assert rolled.manifest["inputs"] == named
    assert verify(land / "汇总", "2023-02")[1]
    assert {path for path in rolled.manifest["outputs"] if not path.startswith("data/")} == {
        "审核.html",
        "汇总.xlsx",
        "通报/汇总通报.docx",
    }
    book = openpyxl.load_workbook(land / "汇总" / "2023-02" / "汇总.xlsx")
    assert book.sheetnames == ["县排名", "乡镇排名", "县指标", "乡镇指标", "三无", "信访量", "口径"]
    cells = {str(cell) for sheet in book for row in sheet.iter_rows(values_only=True) for cell in row}
    cells |= {
        str(cell)
        for table in rolled.tables.values()
        for row in table.itertuples(index=False, name=None)
        for cell in row
    }
    assert not cells & {"X13", "N03", "D07", "N10"}
    assert {"甲县", "乙县", "全市", "南山乡"} <= cells


def test_the_same_counties_give_the_same_bytes(counties: Path) -> None:
    for place in ("一", "二"):
        roll_up([Path("甲"), Path("乙")], "2023-02", Path(place), None)
    first, second = (load_edition(counties / place, "2023-02", ()) for place in ("一", "二"))
    assert first is not None
    assert second is not None
    assert first.manifest_sha256 == second.manifest_sha256


def test_the_figures_alone_are_enough(counties: Path) -> None:
    """A county may hand over its manifest and five tables: no matter leaves it."""
    for path in (counties / "甲" / "outputs" / "2023-02").rglob("*"):
        if path.is_file() and path.stem not in ("manifest", "indicators", "three_none", "ranking", "scored", "volumes"):
            path.unlink()
    assert roll_up([Path("甲"), Path("乙")], "2023-02", Path("汇总"), None)[1]


def test_townships_of_one_name_in_two_counties_are_two(tmp_path: Path) -> None:
    """Both counties have a 南山乡, each with its own figures."""
    for name, folder in (("甲县", "甲"), ("丁县", "丁")):
        publish_county(tmp_path / folder, name, ["南山乡"])
    roll_up([tmp_path / "甲", tmp_path / "丁"], "2023-02", tmp_path / "汇总", None)
    tables = edition(tmp_path / "汇总").tables
    assert list(tables["township_ranking"][["county", "township"]].itertuples(index=False, name=None)) == [
        ("甲县", "南山乡"),
        ("丁县", "南山乡"),
    ]
    figures = tables["county_indicators"].set_index(["county", "indicator"])["denominator"]
    assert figures["全市", "accepted_on_time"] == 2 * figures["甲县", "accepted_on_time"]


def test_everything_that_cannot_be_added_up_is_told_at_once(counties: Path) -> None:
    """No edition, a damaged table, no county's name."""
    (counties / "空").mkdir()
    shutil.copytree(counties / "甲", counties / "坏")
    (counties / "坏" / "outputs" / "2023-02" / "data" / "ranking.parquet").write_bytes(b"better")
    alter("乙", settings={"单位.县名": ""})
    assert refusal("甲", "空", "坏", "乙") == [
        "“空”里没有2023-02的成果；请写县的 outputs 文件夹，或放着它的文件夹。",
        (
            "“坏”：往期成果“outputs/2023-02”的 data/ranking.parquet 与发布时不一致，不能作为依据；"
            "请从备份恢复这个文件夹，没有备份的删去后运行 generate.py run 2023-02 重新生成。"
        ),
        "“乙”的成果没有县名；请县里在设置.xlsx“单位”填好县名，重新生成。",
    ]


def test_another_period_names_those_there_are(counties: Path) -> None:  # noqa: ARG001
    assert refusal("甲", period="2023-03") == [
        "“甲”里没有2023-03的成果，有的是 2023-01、2023-02；请写县的 outputs 文件夹，或放着它的文件夹。"
    ]


def test_a_county_is_named_by_its_folder_however_it_was_written(counties: Path) -> None:
    assert refusal("甲/outputs", str(counties / "乙"), period="2023-03") == [
        "“甲/outputs”里没有2023-03的成果，有的是 2023-01、2023-02；请写县的 outputs 文件夹，或放着它的文件夹。",
        "“乙”里没有2023-03的成果，有的是 2023-01、2023-02；请写县的 outputs 文件夹，或放着它的文件夹。",
    ]


def test_one_county_twice_is_refused(counties: Path) -> None:
    shutil.copytree(counties / "甲", counties / "甲（副本）")
    assert refusal("甲", "乙", "甲（副本）") == ["“甲”和“甲（副本）”都是甲县的成果；请只留一个。"]


def test_a_county_with_other_rules_is_named_with_what_differs(counties: Path) -> None:
    """The odd one of three is named, in whichever place; what changes no figure may differ."""
    shutil.copytree(counties / "甲", counties / "丁")
    alter("丁", settings={"单位.县名": "丁县", "参数.函复天数": "20", "规则开关.R001": "启用错误"})
    alter("甲", formula_version="1", settings={"指标权重.按期办结率": "30", "参数.三无方案": "事件类"})
    assert refusal("甲", "乙", "丁") == [
        (
            "“甲”（甲县）不能一起汇总：公式版本是1，其他县是2；参数.三无方案是事件类，其他县是化解类；"
            "指标权重.按期办结率是30，其他县是25；请按同一口径重新生成后再汇总。"
        ),
        "“丁”（丁县）不能一起汇总：规则开关.R001是启用错误，其他县是没有；请按同一口径重新生成后再汇总。",
    ]


def test_rules_that_many_counties_share_are_told_once(counties: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Two counties or eight: as many readings of settings."""
    calls: list[object] = []
    monkeypatch.setattr(part, "rows_of", lambda manifest: calls.append(manifest) or rows_of(manifest))
    gathering.gather([Path("甲"), Path("乙")], "2023-02")
    of_two = len(calls)
    for number in range(3, 9):
        shutil.copytree(counties / "乙", counties / f"{number}")
        alter(f"{number}", settings={"单位.县名": f"第{number}县"})
    folders = [Path("甲"), Path("乙"), *(Path(f"{number}") for number in range(3, 9))]
    assert len(gathering.gather(folders, "2023-02").counties) == 8
    assert (of_two, len(calls) - of_two) == (1, 1)


def test_a_county_s_own_edition_is_never_replaced(counties: Path) -> None:
    before = edition(counties / "甲" / "outputs").manifest_sha256
    assert refusal("甲", "乙", outputs="甲/outputs") == [
        "“outputs/2023-02”是一个县自己的成果，不能覆盖；汇总请另放一个文件夹，例如 --outputs outputs-汇总。"
    ]
    assert edition(counties / "甲" / "outputs").manifest_sha256 == before


def test_the_city_s_own_list_gives_the_order_and_tells_who_is_missing(counties: Path) -> None:
    """And the letterhead; a county that isn't in it is refused."""
    book = openpyxl.Workbook()
    roster = book.active
    assert roster is not None
    roster.title = "乡镇名录"
    for row in (("序号", "乡镇"), (1, "乙县"), (2, "丙县"), (3, "甲县")):
        roster.append(row)
    office = book.create_sheet("单位")
    for row in (("项目", "值"), ("县名", "示例市")):
        office.append(row)
    book.save("设置.xlsx")
    lines, complete = roll_up([Path("甲"), Path("乙")], "2023-02", counties / "汇总", Path("设置.xlsx"))
    assert not complete
    assert lines[-1] == "需要处理：丙县没有本期成果，未汇总。"
    assert list(dict.fromkeys(edition(counties / "汇总").tables["county_indicators"]["county"])) == [
        "乙县",
        "甲县",
        "全市",
    ]
    shutil.rmtree("汇总")
    roster["B2"] = "己县"
    book.save("设置.xlsx")
    assert refusal("甲", "乙", own=Path("设置.xlsx")) == [
        "“乙”是乙县的成果，不在设置.xlsx“乡镇名录”里；请补上，或去掉这个文件夹。"
    ]


def test_a_roll_up_holds_no_matter_to_explain(land: Path) -> None:
    with pytest.raises(UserError) as caught:
        explain(land / "汇总", "2023-02", "全县", "按期办结率")
    assert str(caught.value) == (
        "2023-02的成果里没有 indicators、members、counted、matters、three_none、ranking、scored、findings、files、"
        "headings 表（多县汇总或较早版本生成的），"
        "不能逐件说明；请查县里的成果，或重新生成这一期。"
    )
