"""What lies in a county's folders before and after a kill, so that it can be compared whole."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from pathlib import Path

from pipeline.editions.cache import CACHE_FOLDER
from pipeline.render.package import unpack


def state(place: Path, aside: Collection[str] = (".lock",)) -> dict[str, bytes]:
    """Every file of inputs and outputs but the cache and those named ``aside``.

    Of the register of issued papers, which says when it was saved, its sheet.
    """
    files = (path for top in ("inputs", "outputs") for path in (place / top).rglob("*"))
    return {
        path.relative_to(place).as_posix(): _content(path)
        for path in files
        if path.is_file() and path.name not in aside and CACHE_FOLDER not in path.parts
    }


def other(one: Mapping[str, bytes], another: Mapping[str, bytes]) -> list[str]:
    """Paths whose contents are not the same, in order.

    A comparison of the contents themselves would fill pages, and a minute, with where they differ.
    """
    return sorted(path for path in {*one, *another} if one.get(path) != another.get(path))


def _content(path: Path) -> bytes:
    data = path.read_bytes()
    return unpack(data)["xl/worksheets/sheet1.xml"] if path.name == "发文登记.xlsx" else data


def editions(files: dict[str, bytes], without: Collection[str] = ()) -> dict[str, dict[str, bytes]]:
    """Folder of outputs/ -> its files, of those that stand in their places, but the folders ``without``."""
    found: dict[str, dict[str, bytes]] = {}
    for path, content in files.items():
        top, name, *rest = path.split("/")
        if top == "outputs" and rest and not name.startswith(".") and name not in without:
            found.setdefault(name, {})["/".join(rest)] = content
    return found
