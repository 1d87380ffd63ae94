"""A new program over old data, an old program over new data, and data that was moved: it works, or one sentence says
what to do.

The older editions and settings are the golden case's January as three earlier states of the program made them, of
formula versions 1, 1.1 and 2: manifest.json, the tables and 设置.xlsx; the papers aren't kept.
"""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import openpyxl
import pandas as pd
import pytest

from pipeline import FORMULA_VERSION, VERSION
from pipeline.base.errors import UserError
from pipeline.base.place import cell_name
from pipeline.editions.archive import load_edition, published
from pipeline.editions.manifest import sha256
from pipeline.editions.parquet import read_table, table_bytes
from pipeline.editions.verify import verify
from pipeline.explain.answer import explain
from pipeline.run import check_period, run_period
from pipeline.schema.contract import TABLES
from pipeline.settings.reader import read_settings
from pipeline.sheets.grids import read_grids
from tests.editions import silent
from tests.shared_editions import GOLDEN, golden_outputs
from tests.whole_editions import other

pytestmark = pytest.mark.slow
OLDER = Path(__file__).resolve().parents[1] / "cases" / "older_editions"
VERSIONS = ["1", "1.1", "2"]


def files(folder: Path) -> dict[str, bytes]:
    return {str(path.relative_to(folder)): path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file()}


def county(place: Path, version: str) -> Path:
    """Today's ledgers with January as an older program published it."""
    shutil.copytree(GOLDEN, place / "inputs")
    shutil.copytree(OLDER / version, place / "outputs" / "2023-01", ignore=lambda *_: ["设置.xlsx"])
    return place


@pytest.mark.parametrize("version", VERSIONS)
def test_the_next_month_is_made_on_an_older_edition_and_then_that_month_again(tmp_path: Path, version: str) -> None:
    place = county(tmp_path, version)
    before = files(place / "outputs" / "2023-01")
    run_period(place / "inputs", place / "outputs", "2023-02", None, silent)
    february = load_edition(place / "outputs", "2023-02")
    assert february is not None
    assert list(february.manifest["earlier_editions"]) == ["2023-01"]
    assert other(files(place / "outputs" / "2023-01"), before) == []
    run_period(place / "inputs", place / "outputs", "2023-01", None, silent)
    january = load_edition(place / "outputs", "2023-01")
    assert january is not None
    assert january.formula_version == FORMULA_VERSION


@pytest.mark.parametrize("version", VERSIONS)
def test_every_table_of_an_older_edition_has_the_columns_of_today(tmp_path: Path, version: str) -> None:
    edition = published(county(tmp_path, version) / "outputs", "2023-01")
    for name, table in edition.tables.items():
        assert set(TABLES[name].columns) <= set(table.columns) if name in TABLES else True
        table_bytes(name, table)


@pytest.mark.parametrize("version", VERSIONS)
def test_older_settings_are_read(version: str) -> None:
    assert read_settings(read_grids(OLDER / version / "设置.xlsx"), "设置.xlsx").roster


def test_settings_of_a_newer_program_are_used_but_for_what_is_told_with_its_cell(tmp_path: Path) -> None:
    shutil.copytree(GOLDEN, tmp_path / "inputs")
    book = openpyxl.load_workbook(tmp_path / "inputs" / "设置.xlsx")
    roster = book["乡镇名录"]
    column = roster.max_column + 1
    roster.cell(1, column, "网格数")
    roster.cell(2, column, 12)
    book.save(tmp_path / "inputs" / "设置.xlsx")
    outcome = check_period(tmp_path / "inputs", golden_outputs(), "2023-02", None, silent)
    told = {str(fault.place): fault.message for fault in outcome.findings if fault.code == "R367"}
    assert told == {
        f"设置.xlsx 乡镇名录 {cell_name(1, column - 1)}": "有1列列名不认识，没有采用：网格数；按其余各列计算"
    }


def test_an_older_edition_that_lacks_tables_is_explained_by_a_sentence(tmp_path: Path) -> None:
    place = county(tmp_path, "1")
    with pytest.raises(UserError) as said:
        explain(place / "outputs", "2023-01", "西河镇", "按期办结率")
    assert str(said.value) == (
        "2023-01的成果里没有 scored、headings 表（多县汇总或较早版本生成的），不能逐件说明；"
        "请查县里的成果，或重新生成这一期。"
    )


def with_a_circular(place: Path) -> Path:
    """The older January with its circular, as far as what is kept of it goes: the manifest lists what is there."""
    january = place / "outputs" / "2023-01"
    paper = january / "通报" / "月度通报.docx"
    paper.parent.mkdir()
    shutil.copyfile(golden_outputs() / "2023-01" / "通报" / "月度通报.docx", paper)
    there = {name: sha256(content) for name, content in files(january).items() if name != "manifest.json"}
    changed(january, outputs=there)
    return january


@pytest.mark.parametrize("version", ["1", "1.1"])
def test_a_paper_issued_of_an_older_formula_is_verified_after_that_month_is_made_again_too(
    tmp_path: Path, version: str
) -> None:
    outputs = with_a_circular(county(tmp_path, version)).parent
    theirs = (
        f"  口径  这一版由公式版本{version}的程序（0.1.0版）生成，"
        f"现在的程序是公式版本{FORMULA_VERSION}（{VERSION}版）："
        "文件和定稿的文书照发布时的样子核对，数字不与现在的直接比较"
    )
    issued = "  定稿  月度通报（第1版，西信办〔2023〕1号，2023-02-03）与定稿时一致"
    lines, sound = verify(outputs, "2023-01")
    assert (lines[1:], sound) == ([theirs], True)
    register = openpyxl.Workbook()
    register.active.title = "发文登记"
    for row in (
        ("文书", "乡镇", "文号", "成文日期", "签发人"),
        ("月度通报", None, "西信办〔2023〕1号", "2023-02-03", "主任"),
    ):
        register.active.append(row)
    register.save(tmp_path / "inputs" / "2023-01" / "发文登记.xlsx")
    run_period(tmp_path / "inputs", outputs, "2023-01", None, silent)
    lines, sound = verify(outputs, "2023-01")
    assert sound
    assert lines[1].startswith("第1版留存在 outputs/留存/2023-01/第1版：")
    assert lines[1].endswith("定稿1份。")
    assert lines[2] == theirs
    assert issued in lines
    kept = outputs / "留存" / "2023-01" / "第1版" / "通报" / "月度通报.docx"
    kept.write_bytes(kept.read_bytes() + b"x")
    lines, sound = verify(outputs, "2023-01")
    assert (issued.replace("时一致", "时不一致") in lines, sound) == (True, False)


def test_an_edition_of_another_program_with_the_same_formula_is_verified_and_says_so(tmp_path: Path) -> None:
    january = with_a_circular(county(tmp_path, "2"))
    changed(january, program_version="0.0.9")
    lines, sound = verify(january.parent, "2023-01")
    assert sound
    assert lines[1:] == [f"  程序  这一版由0.0.9版的程序生成，现在的程序是{VERSION}版，公式版本相同"]


def changed(folder: Path, **words: object) -> None:
    """Write other words into the manifest of an edition."""
    place = folder / "manifest.json"
    place.write_text(json.dumps(json.loads(place.read_text(encoding="utf-8")) | words), encoding="utf-8")


def test_an_older_program_refuses_the_editions_of_a_newer_formula_and_changes_nothing(tmp_path: Path) -> None:
    shutil.copytree(GOLDEN, tmp_path / "inputs")
    shutil.copytree(golden_outputs() / "2023-01", tmp_path / "outputs" / "2023-01")
    changed(tmp_path / "outputs" / "2023-01", formula_version="10")
    before = files(tmp_path / "outputs" / "2023-01")
    for door in (run_period, check_period):
        with pytest.raises(UserError) as said:
            door(tmp_path / "inputs", tmp_path / "outputs", "2023-02", None, silent)
        assert str(said.value) == (
            f"“outputs/2023-01”是较新版本的程序生成的（公式版本10），这个版本（公式版本{FORMULA_VERSION}）读不了，"
            "没有改动任何文件；请用较新版本的程序，例如文件夹名里版本号最大的那一个。"
        )
    assert other(files(tmp_path / "outputs" / "2023-01"), before) == []


@pytest.mark.parametrize("name", ["manifest.json", "data/matters.parquet"])
def test_a_file_of_an_edition_that_another_program_holds_is_not_called_damaged(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    held, act = county(tmp_path, "2") / "outputs" / "2023-01" / name, Path.read_bytes
    reported = PermissionError(13, "another process has it", str(held), 32)

    def read_bytes(self: Path) -> bytes:
        if self == held:
            raise reported
        return act(self)

    monkeypatch.setattr(Path, "read_bytes", read_bytes)
    with pytest.raises(UserError) as said:
        published(tmp_path / "outputs", "2023-01")
    assert str(said.value) == (
        "“outputs/2023-01”里有文件打不开，可能正被别的程序打开，没有改动任何文件；"
        "请先关闭打开的 Word、Excel 等，再重新运行。"
    )


def test_tables_and_columns_that_only_a_newer_program_knows_are_passed_over(tmp_path: Path) -> None:
    shutil.copytree(GOLDEN, tmp_path / "inputs")
    january = tmp_path / "outputs" / "2023-01"
    shutil.copytree(golden_outputs() / "2023-01", january)
    outputs = json.loads((january / "manifest.json").read_text(encoding="utf-8"))["outputs"]
    frame = read_table(january / "data" / "matters.parquet").assign(of_tomorrow="x")
    for name, table in (("data/matters.parquet", frame), ("data/tomorrow.parquet", pd.DataFrame({"a": ["b"]}))):
        content = table_bytes("tomorrow", table)
        (january / name).write_bytes(content)
        outputs[name] = sha256(content)
    changed(january, outputs=outputs, of_tomorrow="x")
    run_period(tmp_path / "inputs", tmp_path / "outputs", "2023-02", None, silent)
    here, there = (published(each, "2023-02").tables for each in (tmp_path / "outputs", golden_outputs()))
    for name in ("indicators", "ranking", "three_none", "volumes", "matters"):
        pd.testing.assert_frame_equal(here[name], there[name])


def test_data_that_was_copied_to_another_place_goes_on_as_it_would_have_where_it_was(tmp_path: Path) -> None:
    """A backup brought back, or another drive: with Chinese and blanks in its path, the same bytes.

    Only the links of 汇总.xlsx and 审核.html, and their hashes in the manifest, say where the ledgers lie beside them;
    the shared editions have no ledgers beside them.
    """
    place = tmp_path / "备份 2023" / "我的数据"
    shutil.copytree(GOLDEN, place / "inputs")
    shutil.copytree(golden_outputs(), place / "outputs")
    shutil.rmtree(place / "outputs" / "2023-02")
    run_period(place / "inputs", place / "outputs", "2023-02", None, silent)
    here, there = (files(each / "2023-02") for each in (place / "outputs", golden_outputs()))
    differ = {name for name in here | there if here.get(name) != there.get(name)}
    assert differ == {"汇总.xlsx", "审核.html", "manifest.json"}
