"""A stand-in for another program that has files for itself alone, as Windows reports it."""

from __future__ import annotations

import io
import os
from pathlib import Path
from typing import Any

import pytest

SHARING_VIOLATION = 32


def hold(monkeypatch: pytest.MonkeyPatch, *held: Path) -> None:
    """From now on none of these files can be opened, nor any of these folders be listed."""
    kept = {os.fspath(place) for place in held}
    opens, lists = io.open, os.scandir

    def refuse(place: Any) -> None:
        if not isinstance(place, int) and os.fspath(place) in kept:
            raise PermissionError(13, "another process has it", os.fspath(place), SHARING_VIOLATION)

    def opened(file: Any, *how: Any, **more: Any) -> Any:
        refuse(file)
        return opens(file, *how, **more)

    def listed(path: Any = ".") -> Any:
        refuse(path)
        return lists(path)

    monkeypatch.setattr(io, "open", opened)
    monkeypatch.setattr(os, "scandir", listed)
