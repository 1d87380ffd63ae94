"""A check says, finding by finding, what a run will say, and writes nothing."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pandas as pd
import pytest

from pipeline.editions.archive import load_edition
from pipeline.render.forms.settings_form import settings_form
from pipeline.report.findings import table
from pipeline.run import check_period, run_period
from tests.ledgers.conftest import CASES
from tests.quick_runs import without_papers
from tests.trick_county import honest
from tests.trick_files import write
from tests.tricks import tricks_with_rows as tricks

pytestmark = pytest.mark.slow

ROOT = Path(__file__).resolve().parents[1]
Maker = Callable[[Path], None]


def silent(_: str) -> None:
    """Progress that nobody watches."""


def sample(inputs: Path) -> None:
    shutil.copytree(ROOT / "inputs", inputs)


def golden(inputs: Path) -> None:
    shutil.copytree(ROOT / "tests" / "cases" / "golden" / "inputs", inputs)


def _settings(inputs: Path, units: str) -> None:
    inputs.mkdir(parents=True, exist_ok=True)
    roster = [[at, name, "", "", "", ""] for at, name in enumerate(units.split(), start=1)]
    (inputs / "设置.xlsx").write_bytes(settings_form({"乡镇名录": roster}))


def tricksters(inputs: Path) -> None:
    """Who sent nothing, two ledgers at once, what was published and is left out, a neighbour's matter claimed."""
    county = honest()
    _settings(inputs, " ".join(county.letters))
    tricks.two_ledgers_at_once(county)
    tricks.neighbour_named_in_a_new_row(county)
    tricks.rivals_matter_claimed(county)
    write(county, inputs)


def left_out(inputs: Path) -> None:
    """The same county: its ledger lacks rows that it had in January."""
    county = honest()
    _settings(inputs, " ".join(county.letters))
    tricks.published_row_left_out(county)
    write(county, inputs)


def odd_files(inputs: Path) -> None:
    """Every file that the reader is tried on, in one month's folder."""
    _settings(inputs, "城关镇 柳树镇 石门乡")
    shutil.copytree(CASES, inputs / "2023-02")
    for path in (inputs / "2023-02").glob("*.url"):
        path.unlink()


@pytest.mark.parametrize(
    ("make", "period", "months"),
    [
        (sample, "2023-02", ("2023-01", "2023-02")),
        (golden, "2023-Q1", ("2023-01", "2023-02", "2023-Q1")),
        (tricksters, "2023-03", ("2023-01", "2023-02", "2023-03")),
        (left_out, "2023-02", ("2023-01", "2023-02")),
        (odd_files, "2023-02", ("2023-02",)),
    ],
    ids=["sample", "golden", "tricksters", "left out", "odd files"],
)
def test_a_check_before_anything_is_published_says_what_the_run_publishes(
    tmp_path: Path, make: Maker, period: str, months: tuple[str, ...], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Unpublished earlier months are computed in memory; when a run has published them it finds the same.

    Findings stand in the tables, so that the runs make no papers.
    """
    without_papers(monkeypatch)
    inputs, outputs = tmp_path / "inputs", tmp_path / "outputs"
    make(inputs)
    checked = {name: table(check_period(inputs, outputs, name, None, silent).findings) for name in months}
    assert not outputs.exists()
    run_period(inputs, outputs, period, None, silent)
    for name in months:
        edition = load_edition(outputs, name, ("findings",))
        assert edition is not None
        pd.testing.assert_frame_equal(checked[name], edition.tables["findings"], check_dtype=False)


def test_a_check_rests_on_what_is_published(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """January's ledger is exchanged once January has been published: run and check see what the edition says."""
    without_papers(monkeypatch)
    inputs, outputs = tmp_path / "inputs", tmp_path / "outputs"
    left_out(inputs)
    run_period(inputs, outputs, "2023-01", None, silent)
    county = honest()
    tricks.row_left_out_of_january_too(county)
    write(county, inputs)
    checked = check_period(inputs, outputs, "2023-02", None, silent).findings
    assert "R204" in {f.code for f in checked}
    assert checked == run_period(inputs, outputs, "2023-02", None, silent).findings
