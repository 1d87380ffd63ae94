"""A county that goes over to this formula version in the middle of a year: its earlier editions stand, and the run
says so once.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from pathlib import Path

import pandas as pd
import pytest
from test_golden_case import FOLDER

from pipeline import FORMULA_VERSION
from pipeline.editions.archive import Edition
from pipeline.report.basis import Basis
from pipeline.report.compute import Computed, compute
from pipeline.report.sources import choose
from pipeline.settings.reader import read_settings
from pipeline.sheets.grids import read_grids
from tests.editions import compute_months, silent

pytestmark = pytest.mark.slow

NEW_TABLES = ("windows", "stands", "kept", "stood", "scored")
"""What editions of formula version 1 don't have."""


def as_version_one(edition: Edition) -> Edition:
    tables = {name: table for name, table in edition.tables.items() if name not in NEW_TABLES}
    matters = tables["matters"].drop(columns=["hidden"])
    manifest = {"formula_version": "1", "last_day": edition.cut_off.isoformat()}
    return replace(edition, tables=tables | {"matters": matters}, formula_version="1", manifest=manifest)


def february(editions: Mapping[str, Edition], folder: Path = FOLDER) -> Computed:
    settings = read_settings(read_grids(folder / "设置.xlsx"), "设置.xlsx")
    sources = choose(["2023-01", "2023-02"], "2023-02")
    return compute(Basis(folder, settings, sources, date(2023, 2, 28), editions), silent)


@pytest.fixture(scope="module")
def over_version_one() -> Computed:
    _, editions = compute_months(FOLDER, ["2023-01"])
    return february({"2023-01": as_version_one(editions["2023-01"])})


def test_the_change_is_said_once_and_is_no_townships_fault(over_version_one: Computed) -> None:
    told = [f for f in over_version_one.findings if f.code == "R264"]
    assert [(f.township, f.severity.value, f.place.file) for f in told] == [("", "说明", "2023-01/")]
    assert "2023年1月）按公式版本1计算，2023年2月按公式版本" in told[0].message
    assert "不算任何单位的差错" in told[0].remedy


def test_the_papers_note_names_the_periods_that_another_version_made(over_version_one: Computed) -> None:
    notes = [note for note in over_version_one.report.notes if "以前的公式版本" in note]
    assert notes == ["2023年1月的数按以前的公式版本计算，与本期并列只作参考。"]


def test_windows_begin_with_the_first_edition_of_this_version() -> None:
    """Windows that another version published close nothing: every window of February begins on its first day."""
    _, editions = compute_months(FOLDER, ["2023-01"])
    windows = editions["2023-01"].tables["windows"].assign(last=pd.Timestamp(2023, 1, 25))
    early = replace(editions["2023-01"], tables=editions["2023-01"].tables | {"windows": windows})
    first_days = {}
    for version in ("1", FORMULA_VERSION):
        computed = february({"2023-01": replace(early, formula_version=version)})
        first_days[version] = set(computed.report.tables["windows"]["first"].dt.date)
    assert first_days == {"1": {date(2023, 2, 1)}, FORMULA_VERSION: {date(2023, 1, 26)}}


def test_nobody_is_told_of_a_late_entry_that_version_one_lacked(over_version_one: Computed) -> None:
    assert not {"R209", "R218"} & {f.code for f in over_version_one.findings}


def test_a_county_that_always_had_this_version_is_told_nothing() -> None:
    computed, editions = compute_months(FOLDER, ["2023-01", "2023-02"])
    assert editions["2023-01"].formula_version in ("", FORMULA_VERSION)
    assert "R264" not in {f.code for f in computed.findings}
    assert not [note for note in computed.report.notes if "以前的公式版本" in note]
    # The test above means something: January's edition lacked what February dates into it.
    assert {"R209", "R218"} & {f.code for f in computed.findings}
