"""An edition made again aside is the one that was published, whatever was issued, corrected or reduced since."""

from __future__ import annotations

import json
import re
import shutil
import zipfile
from pathlib import Path

import pytest

from pipeline.base.errors import UserError
from pipeline.doors.tidy import tidy
from pipeline.rerun import again
from pipeline.rerun.again import rerun
from pipeline.run import run_period
from tests.played_office import Office
from tests.shared_editions import GOLDEN
from tests.version_two.months_told import A, matter
from tests.whole_editions import other

pytestmark = pytest.mark.slow
MONTH = "2023-02"
LATE = matter("甲2302晚", "2023-02-05", "2023-02-06", "2023-02-25")
UNLIKE = "2023年2月：按现在的台账、设置和模板重做，"


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Office:
    """An office whose February was published after January, of which the circular was issued."""
    opened = Office(tmp_path_factory.mktemp("office"))
    for month in ("2023-01", MONTH):
        opened.month(month)
        opened.run(month)
    opened.issue("2023-01", day="2023-02-06")
    return opened


def compared(office: Office, name: str = MONTH) -> tuple[list[str], bool]:
    before = contents(office.inputs.parent)
    answer = rerun(office.inputs, office.outputs, name, lambda _: None)
    assert other(contents(office.inputs.parent), before) == [], "nothing of the office's folders is touched"
    return answer


def contents(folder: Path) -> dict[str, bytes]:
    return {p.relative_to(folder).as_posix(): p.read_bytes() for p in folder.rglob("*") if p.is_file()}


def as_published(lines: list[str]) -> bool:
    return lines[0].startswith(UNLIKE) and "个文件的内容都与发布时一致" in lines[0]


def test_other_bytes_of_the_same_content_are_as_published(office: Office, monkeypatch: pytest.MonkeyPatch):
    """As under a Python whose zlib packs otherwise: the sentence says how many files have the same bytes besides."""
    monkeypatch.setattr("pipeline.render.package._LEVEL", 1)
    lines, sound = compared(office)
    assert (len(lines), sound, as_published(lines)) == (1, True, True)
    said = re.search(r"(\d+)个文件的内容都与发布时一致，其中(\d+)个逐字节相同", lines[0])
    assert said is not None
    count, alike = map(int, said.groups())
    assert 0 < alike < count


def test_a_zip_that_nobody_touched_is_no_source_that_changed(tmp_path: Path):
    """Its members have hashes, it has none: the manifest names them alone, as texts."""
    month = tmp_path / "inputs" / "2023-01"
    shutil.copytree(GOLDEN / "2023-01", month)
    shutil.copy(GOLDEN / "设置.xlsx", tmp_path / "inputs")
    with zipfile.ZipFile(month / "两个乡镇.zip", "w") as packed:
        for name in ("东岭镇.xlsx", "南山乡.xlsx"):
            packed.write(month / name, name)
            (month / name).unlink()
    run_period(tmp_path / "inputs", tmp_path / "outputs", "2023-01", None, lambda _: None)
    manifest = json.loads((tmp_path / "outputs" / "2023-01" / "manifest.json").read_text(encoding="utf-8"))
    assert {name for name in manifest["inputs"] if "zip" in name} == {
        "2023-01/两个乡镇.zip/东岭镇.xlsx",
        "2023-01/两个乡镇.zip/南山乡.xlsx",
    }
    assert all(isinstance(sha, str) for sha in manifest["inputs"].values())
    assert len(rerun(tmp_path / "inputs", tmp_path / "outputs", "2023-01", lambda _: None)[0]) == 1


def test_it_holds_through_issue_tidy_a_correction_and_a_second_edition(office: Office):
    office.issue(MONTH, day="2023-03-06")
    lines, sound = compared(office)
    assert (len(lines), sound, as_published(lines)) == (1, True, True), "rows of 发文登记 that came since are set aside"
    tidy(office.inputs, office.outputs, MONTH)
    lines, sound = compared(office)
    assert (sound, as_published(lines)) == (True, True)

    office.story.ledger(MONTH, A, [*office.rows(MONTH, A), LATE])
    lines, sound = compared(office)
    assert not sound
    assert "  data/matters.parquet：发布时12行，重做为13行。" in lines
    assert [line for line in lines if "发布以后" in line] == [f"  “{MONTH}/{A}.xlsx”在发布以后改动过。"]

    assert any("第2版" in line for line in office.run(MONTH))
    office.issue(MONTH, "更正通报", day="2023-03-20")
    lines, sound = compared(office)
    assert (sound, as_published(lines)) == (True, True), "over the first edition, with its row of 发文登记 alone"
    assert lines[1:] == [f"第1版没有重做：是按当时的台账生成的，留存在 outputs/留存/{MONTH}。"]
    lines, sound = compared(office, "2023-01")
    assert sound, "made before any other"


def test_another_version_of_the_program_may_change_documents_and_never_tables(
    office: Office, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(again, "VERSION", "9.9.9")
    made = again.make_again

    def otherwise(*words: object) -> object:
        outcome = made(*words)  # type: ignore[arg-type]
        assert outcome.folder is not None
        manifest = outcome.folder / "manifest.json"
        text = manifest.read_text("utf-8")
        for path in changed:
            place = outcome.folder / path
            place.write_bytes((outcome.folder / instead[path]).read_bytes())
            manifest.write_text(text := text.replace(f'"{path}": "', f'"{path}": "x'), encoding="utf-8")
        return outcome

    monkeypatch.setattr(again, "make_again", otherwise)
    instead = {"报送/群通知.txt": f"报送/{A}.txt", "data/ranking.parquet": "data/volumes.parquet"}
    changed = ["报送/群通知.txt"]
    lines, sound = compared(office, "2023-01")
    assert sound
    assert "文书、工作簿和页面可能只因程序更新而不同，不算差错。" in "".join(lines)
    changed = list(instead)
    lines, sound = compared(office, "2023-01")
    assert not sound
    assert "程序更新不应改变表格" in "".join(lines)


def test_an_edition_of_another_formula_or_of_many_counties_is_not_made_again(office: Office):
    place = office.outputs / "2023-01" / "manifest.json"
    before = place.read_text("utf-8")
    try:
        place.write_text(before.replace('"formula_version": "2"', '"formula_version": "1"'), encoding="utf-8")
        with pytest.raises(UserError, match=r"^“2023-01”是按口径第1版发布的，现在的程序是第2版，不能重做来比较"):
            rerun(office.inputs, office.outputs, "2023-01", lambda _: None)
        place.write_text(before.replace('"data/ranking.', '"data/county_ranking.'), encoding="utf-8")
        with pytest.raises(UserError, match=r"^“2023-01”是多个县的汇总，不能由台账重做"):
            rerun(office.inputs, office.outputs, "2023-01", lambda _: None)
    finally:
        place.write_text(before, encoding="utf-8")
