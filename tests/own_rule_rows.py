"""A sheet 自设规则 in memory, as tests of reading and of checking write it."""

from __future__ import annotations

from pipeline.base.grid import Grid
from tests.settings_sheets import sheet

LABELS = ("编号", "判定", "级别", "提示", "处理办法", "标出栏目")
REMEDY = "请补填，例如 解决问题到位"


def own_rules(*rows: tuple[object, ...]) -> Grid:
    """The sheet with these rows."""
    return sheet("自设规则", LABELS, *rows)


def own_rule(
    test: str,
    *,
    code: str = "C001",
    severity: str = "提醒",
    message: str = "填得不对",
    remedy: str = REMEDY,
    marked: str = "",
) -> Grid:
    """The sheet with one row."""
    return own_rules((code, test, severity, message, remedy, marked))
