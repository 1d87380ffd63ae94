"""What the reading tests share: a small roster, and the cases of tests/cases/ingest put into a month's folder."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from pipeline.base.finding import Finding
from pipeline.base.period import parse_period
from pipeline.bundles import Reading
from pipeline.ledgers.reader import read_folders
from pipeline.ledgers.sheet.header_faults import LACKING_COLUMNS
from pipeline.settings.record import Settings, Township

CASES = Path(__file__).parent.parent / "cases" / "ingest"
FOLDER = "2023-02"
ROSTER = (Township(1, "城关镇", ("城关",)), Township(2, "柳树镇", ("柳树",)), Township(3, "石门乡"))
SETTINGS = Settings(roster=ROSTER, weights={}, conditions=(), office={"县名": "青禾县"})

ReadCase = Callable[..., Reading]


@pytest.fixture
def read_bytes(tmp_path: Path) -> Callable[[dict[str, bytes]], Reading]:
    """Read files given as name -> bytes, as the folder of February 2023; a name may hold its own folder."""

    def read(files: dict[str, bytes], settings: Settings = SETTINGS) -> Reading:
        folders = set()
        inputs = tmp_path / str(len(list(tmp_path.iterdir())))
        for name, data in files.items():
            path = inputs / (name if "/" in name else f"{FOLDER}/{name}")
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(data)
            folders.add(path.relative_to(inputs).parts[0])
        return read_folders(inputs, sorted(folders), settings, parse_period(FOLDER))

    return read


@pytest.fixture
def read_case(read_bytes: Callable[..., Reading]) -> ReadCase:
    """Read cases by name, each under its own name or the one given: read_case("plain.xlsx", "城关镇.xlsx")."""

    def read(name: str, as_name: str = "") -> Reading:
        return read_bytes({as_name or name: (CASES / name).read_bytes()})

    return read


def besides_columns(reading: Reading) -> list[Finding]:
    """The findings without those about columns that the small cases do without."""
    return [f for f in reading.findings if f.code not in LACKING_COLUMNS]


def told(reading: Reading, *, columns: bool = False) -> list[str]:
    """The findings as 严重程度 sheet cell: message; with ``columns`` also those about columns that the sheet lacks."""
    findings = reading.findings if columns else besides_columns(reading)
    return [f"{f.severity} {f.place.sheet} {f.place.cell}：{f.message}".replace("  ", " ") for f in findings]
