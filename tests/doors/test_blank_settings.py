"""A fresh 设置.xlsx: it reads back without a fault once the townships are filled in, and is not overwritten."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from pipeline.base.errors import UserError
from pipeline.base.grid import Grid
from pipeline.base.period import parse_period
from pipeline.doors.blank_forms import write_settings
from pipeline.render.forms.settings_defaults import default_tables
from pipeline.render.forms.settings_form import settings_form
from pipeline.schema.papers import PAPER
from pipeline.schema.settings_sheets import SETTINGS_SHEETS
from pipeline.settings.reader import read_settings
from pipeline.sheets.grids import read_grids

SAMPLE = Path(__file__).resolve().parents[2] / "inputs"
FEBRUARY = parse_period("2023-02")


def test_fresh_settings_lack_the_townships_alone(tmp_path: Path) -> None:
    """As they are they stop the run with one sentence; with a roster they give what the program takes without them."""
    path = tmp_path / "inputs" / "设置.xlsx"
    write_settings(path, force=False)
    grids = read_grids(path)
    assert [grid.name for grid in grids] == [*(sheet.name for sheet in SETTINGS_SHEETS), "填写说明"]
    with pytest.raises(UserError) as caught:
        read_settings(grids, "设置.xlsx")
    assert (
        str(caught.value)
        == "设置.xlsx“乡镇名录”工作表：乡镇名录是空的；请在“乡镇名录”工作表逐行填写序号、乡镇，例如 1、城关镇。"
    )
    roster = Grid("乡镇名录", (("序号", "乡镇"), (1, "城关镇")))
    fresh = read_settings([g for g in grids if g.name != "乡镇名录"] + [roster], "设置.xlsx")
    bare = read_settings([roster], "设置.xlsx")
    parts = (
        "options",
        "weights",
        "conditions",
        "attention",
        "office",
        "rule_switches",
        "heading_aliases",
        "holidays",
        "past_titles",
        "history",
    )
    assert [getattr(fresh, part) for part in parts] == [getattr(bare, part) for part in parts]
    assert set(fresh.documents) == set(PAPER)
    assert fresh.citation("办理期限", date(2023, 2, 1)) == "《信访工作条例》第三十四条"
    assert settings_form(default_tables()) == path.read_bytes()


def test_settings_that_are_there_are_not_written_over_unless_asked(tmp_path: Path) -> None:
    path = tmp_path / "设置.xlsx"
    path.write_bytes(b"mine")
    with pytest.raises(UserError) as caught:
        write_settings(path, force=False)
    assert (
        str(caught.value)
        == f"“{tmp_path.name}”里已经有“设置.xlsx”，没有改动；请用 --out 另写一个文件名，确要替换的加 --force。"
    )
    assert path.read_bytes() == b"mine"
    write_settings(path, force=True)
    assert path.read_bytes() == settings_form(default_tables())
    assert [p.name for p in tmp_path.iterdir()] == ["设置.xlsx"]


def test_settings_of_a_county_with_sixty_townships_read_back_though_their_list_stands_on_a_sheet_of_its_own(
    tmp_path: Path,
) -> None:
    names = [f"{number}号乡" for number in range(60)]
    tables = default_tables() | {"乡镇名录": [[at, name, "", "", "", ""] for at, name in enumerate(names, start=1)]}
    (tmp_path / "设置.xlsx").write_bytes(settings_form(tables, names))
    assert [unit.name for unit in read_settings(read_grids(tmp_path / "设置.xlsx"), "设置.xlsx").roster] == names
