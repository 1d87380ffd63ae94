"""Counties become cities and cities a province, each step from the tables that the level below has published."""

from __future__ import annotations

import shutil
from collections.abc import Sequence
from pathlib import Path

import openpyxl
import pandas as pd
import pytest
from rollup.split_county import publish_county

from pipeline.base.errors import UserError
from pipeline.counties.at_hand import editions_at_hand
from pipeline.counties.store import Store
from pipeline.editions.archive import load_edition
from pipeline.rollup.roll import roll_up
from pipeline.schema.contract import ROLLUP_TABLES

pytestmark = pytest.mark.slow


def settings_of(place: Path, name: str, below: Sequence[str]) -> Path:
    """设置.xlsx of a city or province with the units of its list."""
    book = openpyxl.Workbook()
    roster = book.active
    assert roster is not None
    roster.title = "乡镇名录"
    for row in (("序号", "乡镇"), *enumerate(below, start=1)):
        roster.append(row)
    office = book.create_sheet("单位")
    for row in (("项目", "值"), ("县名", name)):
        office.append(row)
    place.mkdir()
    book.save(place / "设置.xlsx")
    return place / "设置.xlsx"


@pytest.fixture(scope="module")
def land(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The county worked out by hand in two: 甲县 is 东市's only county, 乙县 is 西市's."""
    place = tmp_path_factory.mktemp("levels")
    publish_county(place / "甲", "甲县", ["南山乡", "西河镇"])
    publish_county(place / "乙", "乙县", ["东岭镇"])
    for city, county in (("东市", "甲"), ("西市", "乙")):
        own = settings_of(place / city, city, [f"{county}县"])
        roll_up([place / county], "2023-02", place / city / "outputs", own)
    return place


def tables_of(outputs: Path) -> dict[str, pd.DataFrame]:
    loaded = load_edition(outputs, "2023-02")
    assert loaded is not None
    return dict(loaded.tables)


def refused(folders: Sequence[Path], outputs: Path, own: Path | None = None) -> str:
    with pytest.raises(UserError) as caught:
        roll_up(folders, "2023-02", outputs, own)
    return str(caught.value)


def test_a_province_of_cities_is_what_its_counties_are_together(land: Path, tmp_path: Path) -> None:
    """Also in the order of the province's own list, and by the counties' own figures where samples are small."""
    roll_up([land / "甲", land / "乙"], "2023-02", tmp_path / "at once", None)
    _, complete = roll_up([land / "东市", land / "西市"], "2023-02", tmp_path / "in steps", None)
    assert complete
    at_once, in_steps = tables_of(tmp_path / "at once"), tables_of(tmp_path / "in steps")
    assert set(in_steps) == set(ROLLUP_TABLES)
    for name, table in at_once.items():
        pd.testing.assert_frame_equal(in_steps[name], table)


def test_the_province_s_list_gives_its_cities_their_order_and_tells_who_is_missing(land: Path, tmp_path: Path) -> None:
    """The sums of the province stand under 全省; its inputs are the cities' manifests."""
    own = settings_of(tmp_path / "省", "示例省", ["西市", "北市", "东市"])
    lines, complete = roll_up([land / "东市", land / "西市" / "outputs"], "2023-02", tmp_path / "全省汇总", own)
    assert not complete
    assert lines[-1] == "需要处理：北市没有本期成果，未汇总。"
    edition = load_edition(tmp_path / "全省汇总", "2023-02")
    assert edition is not None
    assert list(dict.fromkeys(edition.tables["county_indicators"]["county"])) == ["乙县", "甲县", "全省"]
    assert set(edition.manifest["inputs"]) == {"西市/manifest.json", "东市/manifest.json", "设置.xlsx"}


def test_a_roll_up_reads_of_a_store_what_it_needs_of_each_county(land: Path, tmp_path: Path) -> None:
    """Manifest and tables of the period, no paper; the figures are those of the folders."""
    address = f"memory:/{tmp_path.as_posix()}"
    for name in ("甲", "乙"):
        Store(address).put_outputs(f"outputs/{name}", land / name / "outputs")
    with editions_at_hand([Path("outputs/甲"), Path("outputs/乙")], "2023-02", address) as folders:
        roll_up(folders, "2023-02", tmp_path / "of the store", None)
        assert {path.suffix for path in folders[0].rglob("*") if path.is_file()} == {".json", ".parquet"}
    roll_up([land / "甲", land / "乙"], "2023-02", tmp_path / "of folders", None)
    first, second = (load_edition(tmp_path / f"of {place}", "2023-02") for place in ("the store", "folders"))
    assert first is not None
    assert second is not None
    assert first.manifest == second.manifest


def test_counties_of_one_name_in_two_cities_are_two(land: Path, tmp_path: Path) -> None:
    """南市 has a 甲县 too; each is named behind its city."""
    own = settings_of(tmp_path / "南市", "南市", ["甲县"])
    roll_up([land / "甲"], "2023-02", tmp_path / "南市" / "outputs", own)
    roll_up([land / "东市", land / "西市", tmp_path / "南市"], "2023-02", tmp_path / "省", None)
    assert list(tables_of(tmp_path / "省")["county_three_none"]["county"].unique()) == [
        "东市甲县",
        "乙县",
        "南市甲县",
        "全市",
    ]


def test_a_county_is_never_added_up_twice(land: Path, tmp_path: Path) -> None:
    """By itself and within its city, or within the same city twice."""
    shutil.copytree(land / "东市", tmp_path / "东市")
    assert refused([land / "甲", land / "东市"], tmp_path / "省") == "“甲”和“东市”都是甲县的成果；请只留一个。"
    assert refused([land / "东市", tmp_path / "东市"], tmp_path / "省") == (
        "“东市”和“东市”都是甲县的成果；请只留一个。"
    )


def test_a_roll_up_that_says_nowhere_whose_it_is_is_named_with_what_to_do(land: Path, tmp_path: Path) -> None:
    roll_up([land / "甲"], "2023-02", tmp_path / "无名", None)
    assert refused([tmp_path / "无名", land / "西市"], tmp_path / "省") == (
        "“无名”是一份没有写明是哪个市的汇总；请汇总时用 --settings 指明市里的设置.xlsx，"
        "“单位”里的县名写市名，例如 --settings 市设置.xlsx。"
    )


def test_a_roll_up_never_replaces_one_that_it_adds_up(land: Path) -> None:
    before = (land / "东市" / "outputs" / "2023-02" / "manifest.json").read_bytes()
    assert refused([land / "东市", land / "西市"], land / "东市" / "outputs") == (
        "“outputs/2023-02”本身也在要汇总的文件夹里，不能覆盖；请另放一个文件夹，例如 --outputs outputs-全省汇总。"
    )
    assert (land / "东市" / "outputs" / "2023-02" / "manifest.json").read_bytes() == before
