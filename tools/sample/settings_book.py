"""设置.xlsx of the sample: the program's own form, filled in."""

from __future__ import annotations

from pathlib import Path

from pipeline.render.forms.settings_form import settings_form
from tools.sample.county import UNITS
from tools.sample.settings_rows import settings_tables


def write_settings(path: Path) -> None:
    """Write the workbook with every sheet of the schema."""
    path.write_bytes(settings_form(settings_tables(), [unit.name for unit in UNITS]))
