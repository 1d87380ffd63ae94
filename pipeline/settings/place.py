"""Where 设置.xlsx lies."""

from __future__ import annotations

from pathlib import Path

from pipeline.base.existing import existing
from pipeline.schema.settings_sheets import SETTINGS_BOOK


def settings_file(inputs: Path) -> Path:
    """Return the path of 设置.xlsx in ``inputs``. Raises UserError when it isn't there."""
    return existing(inputs / SETTINGS_BOOK)
