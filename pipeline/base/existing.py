"""A file that must be there before anything begins."""

from __future__ import annotations

from pathlib import Path

from pipeline.base.errors import UserError


def existing(path: Path) -> Path:
    """Return the path. Raises UserError with the folder in which the file belongs when it isn't there."""
    if not path.is_file():
        raise UserError(f"找不到 {path.name}，请把它放在 {path.parent.name} 文件夹里。")
    return path
