"""A small 设置.xlsx in memory: its sheets, what is read of it, and what is said of its faults."""

from __future__ import annotations

import pytest

from pipeline.base.errors import UserError
from pipeline.base.grid import Grid
from pipeline.settings.reader import read_settings
from pipeline.settings.record import Settings

Row = tuple[object, ...]
ROSTER_LABELS = ("序号", "乡镇", "别名", "人口", "撤并至", "撤并日期")
ROSTER = Grid(
    "乡镇名录",
    (
        ROSTER_LABELS,
        (1, "城关镇", "城关、老城", 32000.0),
        (2, "河东乡"),
        (3, "柳林镇", None, None, "城关镇", "2022-12-01"),
    ),
)


def sheet(name: str, *rows: Row) -> Grid:
    return Grid(name, rows)


def settings(*grids: Grid) -> Settings:
    return read_settings([ROSTER, *grids], "设置.xlsx")


def faults(*grids: Grid, roster: Grid = ROSTER) -> list[str]:
    with pytest.raises(UserError) as caught:
        read_settings([roster, *grids], "设置.xlsx")
    return str(caught.value).split("\n")


def condition(text: str, **more: object) -> Grid:
    return sheet("三无条件", ("方案", "条件", "判定", *more), ("化解类", "一", text, *more.values()))
