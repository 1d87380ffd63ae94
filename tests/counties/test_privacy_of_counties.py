"""Nothing planted in counties is in a byte that their run leaves, by either engine, nor in what is said of them.

Searched: the editions, hidden folders and what a killed worker had written, the workers' own folders while one still
works and after the end, and both streams of all processes.
"""

from __future__ import annotations

import shutil
import tempfile
from pathlib import Path

import pytest

from benchmarks.counties import PERIOD
from pipeline.base.build import build
from pipeline.counties.on_dask import on_dask
from pipeline.counties.unit import State, Unit
from pipeline.doors import cli
from tests.counties import killers
from tests.counties.conftest import editions, folders
from tests.planted_county import COUNTIES, held, write_inputs
from tests.sendback.returned_samples import PLANTED
from tests.typed import Call

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def counties(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Two counties that were sent the same ledgers, with persons in every place of them."""
    place = tmp_path_factory.mktemp("planted")
    for name in COUNTIES:
        write_inputs(place / "inputs" / name)
    return place


@pytest.fixture
def temporary(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder for temporary files of this process and of those that it starts, within the place that is searched."""
    folder = tmp_path / "tmp"
    folder.mkdir()
    for name in ("TMPDIR", "TEMP", "TMP"):
        monkeypatch.setenv(name, str(folder))
    monkeypatch.setattr(tempfile, "tempdir", str(folder))
    return folder


@pytest.mark.usefixtures("temporary")
def test_nothing_planted_is_left_by_the_counties_of_one_process_nor_said_by_it(
    counties: Path, tmp_path: Path, call: Call
) -> None:
    shutil.copytree(counties / "inputs", tmp_path / "inputs")
    code, out, err = call("run", PERIOD, *folders(tmp_path))
    assert code == cli.ATTENTION
    assert {path.parts[0] for path in map(Path, editions(tmp_path / "outputs"))} == set(COUNTIES)
    assert held(tmp_path) == []
    assert [word for word in PLANTED if word in out + err] == []


def test_nothing_planted_is_left_by_workers_of_which_one_is_killed_and_one_meets_a_fault(
    counties: Path, tmp_path: Path, temporary: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    """甲县 or 乙县 is begun, killed while it publishes, and made by another; 丙县's fault quotes what was planted."""
    shutil.copytree(counties / "inputs", tmp_path / "inputs")
    units = [
        Unit(
            name,
            str(tmp_path / "inputs" / name),
            str(tmp_path / "outputs" / name),
            PERIOD,
            as_of=None,
            pdf=False,
            passwords=None,
            build=build(),
        )
        for name in (*COUNTIES, "丙县")
    ]
    told: list[str] = []
    made, scratch, found = {}, list[str](), list[str]()
    for each in on_dask(killers.quotes_a_ledger, units, None, 2, told.append):
        made[each.name] = each
        scratch += [path.name for path in temporary.rglob("*")]
        found += held(temporary)
    assert {name: each.state for name, each in made.items()} == dict.fromkeys(COUNTIES, State.PUBLISHED) | {
        "丙县": State.FAILED
    }
    assert (tmp_path / "ended").is_file()
    assert scratch, "the workers' own folders were there to be searched"
    assert found + held(tmp_path) == []
    said = "".join((*told, *(each.told for each in made.values()), *capfd.readouterr()))
    assert [word for word in PLANTED if word in said] == []
