"""Earlier periods are read back from their own tables, and a damaged one is refused."""

from __future__ import annotations

import hashlib
from datetime import date
from pathlib import Path

import pandas as pd
import pytest

from pipeline import FORMULA_VERSION
from pipeline.base.errors import UserError
from pipeline.base.period import parse_period
from pipeline.editions import manifest, publish
from pipeline.editions.archive import editions_before, load_edition
from pipeline.editions.listed import list_editions
from pipeline.editions.parquet import table_bytes

INDICATORS = pd.DataFrame(
    {
        "township": pd.Series(["城关镇", "全县"], dtype="str"),
        "indicator": pd.Series(["concluded_on_time"] * 2, dtype="str"),
        "numerator": pd.array([17, 170], dtype="Int64"),
        "denominator": pd.array([18, None], dtype="Int64"),
    }
)


def issue(outputs: Path, name: str, cut: date | None = None) -> bytes:
    period = parse_period(name)
    period = period.cut_to(cut) if cut else period
    files = {
        "data/indicators.parquet": table_bytes("indicators", INDICATORS),
        "data/elsewhere.parquet": table_bytes("elsewhere", INDICATORS),
        "run.log": b"x",
    }
    files["manifest.json"] = manifest.make(
        period=period, cut_off=period.last_day, settings={}, inputs={}, templates={}, earlier={}, outputs=files
    )
    publish.publish(outputs, name, files)
    return files["manifest.json"]


def test_editions_are_listed_by_last_day_and_nothing_else_is(tmp_path: Path):
    for name in ("2023-03", "2022-12", "2023-Q1", "2023-01"):
        issue(tmp_path, name)
    (tmp_path / "2023-02").mkdir()
    (tmp_path / "旧稿").mkdir()
    assert list_editions(tmp_path) == ["2022-12", "2023-01", "2023-03", "2023-Q1"]
    assert list_editions(tmp_path / "没有") == []


def test_an_edition_comes_back_as_it_was_published(tmp_path: Path):
    raw = issue(tmp_path, "2023-01")
    edition = load_edition(tmp_path, "2023-01")
    assert edition is not None
    assert (edition.name, edition.cut_off, edition.formula_version) == ("2023-01", date(2023, 1, 31), FORMULA_VERSION)
    assert edition.manifest_sha256 == hashlib.sha256(raw).hexdigest()
    assert sorted(edition.tables) == ["elsewhere", "indicators"]
    pd.testing.assert_frame_equal(edition.tables["indicators"], INDICATORS)


def test_only_the_tables_asked_for_are_read(tmp_path: Path):
    issue(tmp_path, "2023-01")
    edition = load_edition(tmp_path, "2023-01", only={"elsewhere", "ranking"})
    assert edition is not None
    assert list(edition.tables) == ["elsewhere"]


def test_editions_before_a_period_come_by_where_their_figures_end(tmp_path: Path):
    """A year cut to February comes after February and before March: of those that end together the shorter is first."""
    for name in ("2022-12", "2023-01", "2023-02", "2023-03", "2023-Q1", "2023-04"):
        issue(tmp_path, name)
    issue(tmp_path, "2023", date(2023, 2, 28))
    assert list(editions_before(tmp_path, parse_period("2023-Q1"))) == [
        "2022-12",
        "2023-01",
        "2023-02",
        "2023",
        "2023-03",
    ]
    assert list(editions_before(tmp_path, parse_period("2023-03"))) == ["2022-12", "2023-01", "2023-02", "2023"]
    assert list(editions_before(tmp_path, parse_period("2023-02"))) == ["2022-12", "2023-01"]
    assert list(editions_before(tmp_path, parse_period("2023"))) == [
        "2022-12",
        "2023-01",
        "2023-02",
        "2023-03",
        "2023-Q1",
        "2023-04",
    ]


def test_a_period_that_was_never_published_is_none(tmp_path: Path):
    (tmp_path / "2023-02").mkdir()
    assert load_edition(tmp_path, "2023-02") is None
    assert load_edition(tmp_path, "2023-01") is None


def test_a_damaged_edition_is_told_with_what_to_do(tmp_path: Path):
    outputs = tmp_path / "outputs"
    issue(outputs, "2023-01")
    (outputs / "2023-01" / "manifest.json").write_bytes(b"{")
    with pytest.raises(UserError) as caught:
        load_edition(outputs, "2023-01")
    assert str(caught.value) == (
        "往期成果“outputs/2023-01”已损坏，读不出数据；请从备份恢复这个文件夹，没有备份的删去后运行 generate.py run "
        "2023-01 重新生成。"
    )


def test_a_table_changed_since_it_was_published_is_no_source(tmp_path: Path):
    """Even one that reads well: another township's figures in a good parquet file."""
    outputs = tmp_path / "outputs"
    issue(outputs, "2023-01")
    better = INDICATORS.assign(numerator=pd.array([18, 171], dtype="Int64"))
    (outputs / "2023-01" / "data" / "indicators.parquet").write_bytes(table_bytes("indicators", better))
    assert load_edition(outputs, "2023-01", only=("elsewhere",)) is not None
    with pytest.raises(UserError) as caught:
        load_edition(outputs, "2023-01")
    assert str(caught.value) == (
        "往期成果“outputs/2023-01”的 data/indicators.parquet 与发布时不一致，不能作为依据；"
        "请从备份恢复这个文件夹，没有备份的删去后运行 generate.py run 2023-01 重新生成。"
    )
