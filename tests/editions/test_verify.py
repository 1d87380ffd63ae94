"""An edition is compared with what was published, file by file."""

from __future__ import annotations

from pathlib import Path

import pytest

from pipeline.base.errors import UserError
from pipeline.base.period import parse_period
from pipeline.editions import manifest, publish
from pipeline.editions.verify import verify
from tests.held_files import hold


def issue(outputs: Path, name: str, text: bytes = b"x", earlier: tuple[str, ...] = ()) -> None:
    """Publish an edition of three files."""
    period = parse_period(name)
    files = {"汇总.xlsx": text, "反馈单/城关镇.docx": b"y", "run.log": b"z"}
    known = {each: manifest.sha256((outputs / each / "manifest.json").read_bytes()) for each in earlier}
    files["manifest.json"] = manifest.make(
        period=period, cut_off=period.last_day, settings={}, inputs={}, templates={}, earlier=known, outputs=files
    )
    publish.publish(outputs, name, files)


@pytest.fixture
def outputs(tmp_path: Path) -> Path:
    folder = tmp_path / "outputs"
    issue(folder, "2023-01")
    issue(folder, "2023-02", earlier=("2023-01",))
    return folder


def test_an_untouched_edition_is_as_it_was_published(outputs: Path) -> None:
    assert verify(outputs, "2023-02") == (["2023年2月的成果共3个文件，与发布时全部一致（outputs/2023-02）。"], True)
    assert verify(outputs, None) == verify(outputs, "2023-02"), "without a period the newest"


def test_what_was_changed_taken_away_or_put_in_is_named(outputs: Path) -> None:
    folder = outputs / "2023-02"
    (folder / "汇总.xlsx").write_bytes(b"X")
    (folder / "反馈单" / "城关镇.docx").unlink()
    (folder / "反馈单" / "副本.docx").write_bytes(b"y")
    (folder / "反馈单" / "~$城关镇.docx").write_bytes(b"left by Word")
    assert verify(outputs, "2023-02") == (
        [
            "2023年2月的成果与发布时不一致（outputs/2023-02，发布时3个文件）：",
            "  改动  汇总.xlsx",
            "  缺少  反馈单/城关镇.docx",
            "  多出  反馈单/副本.docx",
            "改动过的文件不要再引用；可从备份恢复，或运行 generate.py run 2023-02 重新生成。",
        ],
        False,
    )


def test_an_edition_made_anew_is_told_on_both_sides(outputs: Path) -> None:
    """February rests on a January that is another one now."""
    issue(outputs, "2023-01", text=b"another")
    last = "本期文件没有改动和缺少；请核对上面所列的情况。"
    assert verify(outputs, "2023-02") == (
        [
            "2023年2月的成果与发布时不一致（outputs/2023-02，发布时3个文件）：",
            "  依据  往期2023-01已不是生成本期时的那一份",
            last,
        ],
        False,
    )
    assert verify(outputs, "2023-01") == (
        [
            "2023年1月的成果与发布时不一致（outputs/2023-01，发布时3个文件）：",
            "  依据  2023-02是按另一份2023-01生成的",
            last,
        ],
        False,
    )


@pytest.mark.parametrize(
    ("name", "sentence"),
    [
        ("2023-03", "“outputs”里没有2023-03的成果；最接近的是 2023-02，已有的是 2023-01、2023-02。"),
        (
            "2023年2月",
            (
                "“2023年2月”不是可用的期间，是不是“2023-02”？请写成：2023-02（月）、2023-Q1（季）、2023-H1（上半年）、"
                "2023-Q1-Q3（前三季度）、2023-01..2023-05（1—5月）、2023（年）、2023-03-04..2023-03-20（起止日）。"
            ),
        ),
    ],
)
def test_a_period_without_an_edition_is_one_sentence(outputs: Path, name: str, sentence: str) -> None:
    with pytest.raises(UserError) as caught:
        verify(outputs, name)
    assert str(caught.value) == sentence


def test_no_edition_at_all_is_one_sentence(tmp_path: Path) -> None:
    with pytest.raises(UserError) as caught:
        verify(tmp_path / "outputs", None)
    assert str(caught.value) == "“outputs”文件夹里还没有已发布的成果；请先生成，例如 generate.py run 2023-02。"


@pytest.mark.parametrize("name", ["汇总.xlsx", "manifest.json"])
def test_a_file_that_another_program_holds_is_called_neither_changed_nor_damaged(
    outputs: Path, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    hold(monkeypatch, outputs / "2023-02" / name)
    with pytest.raises(UserError, match=r"^“outputs/2023-02”里有文件打不开，可能正被别的程序打开，没有改动任何文件"):
        verify(outputs, "2023-02")


def test_a_record_of_issued_papers_that_another_program_holds_is_not_to_be_restored(
    outputs: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    record = outputs / "留存" / "2023-02" / "印发.json"
    record.parent.mkdir(parents=True)
    record.write_bytes(b'{"issued": []}')
    assert verify(outputs, "2023-02")[1]
    hold(monkeypatch, record)
    with pytest.raises(UserError, match=r"^“outputs/留存/2023-02”里有文件打不开，可能正被别的程序打开"):
        verify(outputs, "2023-02")
