"""Writing so that it is on the disk, not only on its way there."""

from __future__ import annotations

import os
import shutil
from pathlib import Path


def write_through(place: Path, content: bytes) -> None:
    """Write a new file and wait until the disk has it. Raises FileExistsError when there is one."""
    with place.open("xb") as handle:
        handle.write(content)
        handle.flush()
        os.fsync(handle.fileno())


def remove(place: Path) -> None:
    """Remove a folder with all that is in it, as far as it can be removed, or a file or link, if there is one."""
    if place.is_dir() and not place.is_symlink():
        shutil.rmtree(place, ignore_errors=True)
    else:
        place.unlink(missing_ok=True)
