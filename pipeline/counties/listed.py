"""Whether the inputs are one county's or many counties', and which."""

from __future__ import annotations

from argparse import Namespace
from collections.abc import Iterable
from pathlib import Path

from pipeline.render.templates.files import TEMPLATE_FOLDER
from pipeline.schema.settings_sheets import SETTINGS_BOOK


def asked_for_many(typed: Namespace) -> bool:
    """Whether a run is of many counties: its inputs are, or an option says so that one county has no use for."""
    options = (typed.engine, typed.scheduler, typed.workers, typed.store)
    return any(each is not None for each in options) or holds_counties(typed.inputs)


def holds_counties(inputs: Path) -> bool:
    """Whether ``inputs`` has a folder for each county: one at least has a 设置.xlsx, and ``inputs`` itself has none."""
    if (inputs / SETTINGS_BOOK).exists() or not inputs.is_dir():
        return False
    return any((folder / SETTINGS_BOOK).is_file() for folder in inputs.iterdir())


def counties_of(inputs: Path) -> list[str]:
    """The names of the counties' folders, sorted.

    Every folder counts but the templates that the counties share and hidden ones. One without 设置.xlsx counts too: it
    is told as a county that can't be made, or it would be missing without a word.
    """
    return named_counties(place.name for place in inputs.iterdir() if place.is_dir())


def named_counties(folders: Iterable[str]) -> list[str]:
    """Which of these names of folders are counties', sorted: counties_of says it."""
    return sorted(name for name in folders if name != TEMPLATE_FOLDER and not name.startswith("."))
