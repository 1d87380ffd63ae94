"""The main job on the sample county, and what stops it: one clear sentence, exit code 2, outputs untouched."""

from __future__ import annotations

import json
import re
import shutil
from datetime import date
from pathlib import Path

import openpyxl
import pytest

from pipeline.base.errors import UserError
from pipeline.editions.archive import load_edition
from pipeline.editions.listed import list_editions
from pipeline.run import Outcome, check_period, run_period
from pipeline.schema.contract import TABLES
from tests.shared_editions import SAMPLE, sample_outputs

pytestmark = pytest.mark.slow


def silent(_: str) -> None:
    """Progress that nobody watches."""


@pytest.fixture(scope="module")
def sample_run(tmp_path_factory: pytest.TempPathFactory) -> tuple[Outcome, Path]:
    outputs = tmp_path_factory.mktemp("sample") / "outputs"
    return run_period(SAMPLE, outputs, None, None, silent), outputs


def test_the_newest_period_is_run_and_the_earlier_month_is_published_first(sample_run: tuple[Outcome, Path]) -> None:
    """Without a period the newest one is made; January had no edition, so it is made before."""
    outcome, outputs = sample_run
    assert outcome.period.name == "2023-02"
    assert outcome.cut_off == date(2023, 2, 28)
    assert list_editions(outputs) == ["2023-01", "2023-02"]


def test_an_edition_holds_every_file_of_the_contract(sample_run: tuple[Outcome, Path]) -> None:
    """The circular, the workbook, the page, the tables, the manifest and the log."""
    outcome, outputs = sample_run
    expected = {
        "通报/月度通报.docx",
        "汇总.xlsx",
        "审核.html",
        "manifest.json",
        "run.log",
        *(f"data/{name}.parquet" for name in TABLES),
    }
    roster = "|".join(load_edition(outputs, "2023-02", ("ranking",)).tables["ranking"]["township"])
    expected |= {
        "内部/会议数据摘要.docx",
        "内部/约谈建议名单.docx",
        "内部/登记草稿.xlsx",
        "报送/群通知.txt",
        *(f"报送/{name}.txt" for name in roster.split("|")),
        *(f"反馈单/{name}.docx" for name in roster.split("|")),
    }
    assert expected <= set(outcome.written)
    rest = set(outcome.written) - expected
    assert [
        p
        for p in rest
        if not re.fullmatch(rf"函件/({roster})-(督办函|工作提示函)\.docx|(退回|报送)/({roster})\.(xlsx|txt)", p)
    ] == []
    expected |= rest
    folder = outputs / "2023-02"
    assert {p.relative_to(folder).as_posix() for p in folder.rglob("*") if p.is_file()} == expected


def test_the_manifest_names_the_earlier_edition_and_every_output(sample_run: tuple[Outcome, Path]) -> None:
    """What a figure rests on is listed with its hash."""
    _, outputs = sample_run
    said = json.loads((outputs / "2023-02" / "manifest.json").read_text(encoding="utf-8"))
    assert list(said["earlier_editions"]) == ["2023-01"]
    assert said["cut_off"] == "2023-02-28"
    assert "设置.xlsx" in said["inputs"]
    assert "2023-01/登记簿.xlsx" in said["inputs"]
    assert "通报/月度通报.docx" in said["outputs"]


def test_the_sample_needs_attention(sample_run: tuple[Outcome, Path]) -> None:
    """One township sent nothing, others have errors: the command line then ends with 1."""
    outcome, _ = sample_run
    assert "南坪乡：未报送台账" in outcome.needs_attention
    assert any(line.startswith("石门乡：错误") for line in outcome.needs_attention)


def test_every_row_read_is_kept_set_aside_or_no_data(sample_run: tuple[Outcome, Path]) -> None:
    """The row account closes on every sheet of the sample."""
    _, outputs = sample_run
    edition = load_edition(outputs, "2023-02")
    assert edition is not None
    rows = edition.tables["rows"]
    assert len(rows) > 40
    assert (rows["rows_read"] == rows["kept"] + rows["set_aside"] + rows["not_data"]).all()


def test_the_clean_townships_are_three_none_and_the_missing_one_is_unranked(sample_run: tuple[Outcome, Path]) -> None:
    """The seven townships that the sample's maker left without faults hold the title; 云台乡, which had nothing,
    isn't assessed; 南坪乡 sent no ledger.
    """
    _, outputs = sample_run
    edition = load_edition(outputs, "2023-02")
    assert edition is not None
    ranking = edition.tables["ranking"].set_index("township")
    titled = set(ranking.index[ranking["three_none"] == "是"])
    assert titled == {"柳树镇", "青石乡", "白鹭镇", "双桥镇", "红岩乡", "大湾镇", "东禾镇"}
    assert ranking.loc["云台乡", "three_none"] == "无件，不评定"
    assert ranking.loc["南坪乡", "group"] == "未报送"
    assert ranking.loc["云台乡", "group"] == "无件"
    assert ranking.loc["双桥镇", "rank"] == ranking.loc["东禾镇", "rank"] == 3


def test_the_same_inputs_give_the_same_bytes(sample_run: tuple[Outcome, Path]) -> None:
    """Made by another process, or on another day, every file is the same, byte for byte."""
    outcome, outputs = sample_run
    other = sample_outputs()
    for path in outcome.written:
        assert (outputs / "2023-02" / path).read_bytes() == (other / "2023-02" / path).read_bytes(), path


def test_a_check_lists_findings_and_writes_nothing(tmp_path: Path, tmp_path_factory: pytest.TempPathFactory) -> None:
    """The findings of the period's own ledgers; no folder is made."""
    inputs = tmp_path_factory.mktemp("february") / "inputs"
    shutil.copytree(SAMPLE, inputs, ignore=shutil.ignore_patterns("2023-01"))
    outcome = check_period(inputs, tmp_path / "outputs", "2023-02", None, silent)
    assert outcome.folder is None
    assert outcome.written == ()
    assert {f.code for f in outcome.findings if f.township == "石门乡"} >= {"R032", "R040"}
    assert list(tmp_path.iterdir()) == []


def test_empty_inputs_are_refused_with_one_sentence(tmp_path: Path) -> None:
    """Nothing to run: says what to make."""
    (tmp_path / "inputs").mkdir()
    with pytest.raises(UserError) as refusal:
        run_period(tmp_path / "inputs", tmp_path / "outputs", None, None, silent)
    assert str(refusal.value) == (
        "“inputs”文件夹里没有可用的期间文件夹；请新建一个，把各乡镇台账放进去，例如 inputs/2023-02"
        "（名称可用2023-02（月）、2023-Q1（季）、2023-H1（上半年）、2023-Q1-Q3（前三季度）、2023-01..2023-05（1—5月）、"
        "2023（年）、2023-03-04..2023-03-20（起止日））。"
    )
    assert not (tmp_path / "outputs").exists()


def test_a_period_without_folder_is_refused_with_those_at_hand(tmp_path: Path) -> None:
    """Names the periods that exist."""
    with pytest.raises(UserError) as refusal:
        run_period(SAMPLE, tmp_path / "outputs", "2024-05", None, silent)
    assert str(refusal.value) == (
        "没有“2024-05”这一期的台账文件夹；现有：2023-01、2023-02。请建好文件夹并放入台账，或改用现有的期间。"
    )
    assert not (tmp_path / "outputs").exists()


def test_a_misspelt_township_in_the_settings_is_refused_with_its_cell(tmp_path: Path) -> None:
    """The sentence names sheet, cell, what stands there and the nearest name; an earlier edition stays as it was."""
    shutil.copytree(SAMPLE, tmp_path / "inputs")
    book = openpyxl.load_workbook(tmp_path / "inputs" / "设置.xlsx")
    sheet = book["历年三无"]
    header = [cell.value for cell in sheet[1]]
    column = header.index("单位") + 1
    sheet.cell(2, column).value = "城官镇"
    cell = sheet.cell(2, column).coordinate
    book.save(tmp_path / "inputs" / "设置.xlsx")
    (tmp_path / "outputs" / "2023-02").mkdir(parents=True)
    kept = tmp_path / "outputs" / "2023-02" / "旧.txt"
    kept.write_text("旧", encoding="utf-8")
    with pytest.raises(UserError) as refusal:
        run_period(tmp_path / "inputs", tmp_path / "outputs", "2023-02", None, silent)
    assert (
        str(refusal.value)
        == f"设置.xlsx“历年三无”工作表 {cell}：“城官镇”不在乡镇名录中，最接近的是“城关镇”；请改成名录里的名称或改名录。"
    )
    assert [p.name for p in (tmp_path / "outputs").rglob("*")] == ["2023-02", "旧.txt"]


def test_a_cut_off_before_the_period_ends_is_refused(tmp_path: Path) -> None:
    """The cut-off is never before the last day."""
    with pytest.raises(UserError) as refusal:
        run_period(SAMPLE, tmp_path / "outputs", "2023-02", date(2023, 2, 20), silent)
    assert str(refusal.value) == "数据截止日2023-02-20早于2023年2月的最后一天；请写2023-02-28或以后的日期。"


def test_a_year_is_cut_to_its_newest_folder(tmp_path: Path) -> None:
    """With ledgers to February the year says 1—2月, and no yearly list is made."""
    shutil.copytree(sample_outputs(), tmp_path / "outputs")
    outcome = run_period(SAMPLE, tmp_path / "outputs", "2023", None, silent)
    assert outcome.period.label == "2023年1—2月"
    edition = load_edition(tmp_path / "outputs", "2023")
    assert edition is not None
    assert set(edition.tables["ranking"]["three_none"]) == {"未评定", "否"}
