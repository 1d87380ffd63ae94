"""Where 设置.xlsx lies."""

from __future__ import annotations

from pathlib import Path

from pipeline.messages.asked import existing_file
from pipeline.schema.settings_sheets import SETTINGS_BOOK


def settings_file(inputs: Path) -> Path:
    """Return the path of 设置.xlsx in ``inputs``. Raises UserError when it isn't there."""
    return existing_file(inputs / SETTINGS_BOOK)
