"""Which pinned packages a list of advisories names: ``uv run tools/advisories.py FOLDER``, without a network.

FOLDER holds advisories in the OSV format, one a file: .yaml as the Python Packaging Advisory Database has
them, or .json. Those that reach a version of ``[tool.uv] constraint-dependencies`` are printed, and the exit code is 1.
"""

from __future__ import annotations

import importlib
import json
import re
import sys
import tomllib
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

from packaging.version import InvalidVersion, Version

ROOT = Path(__file__).resolve().parent.parent
Advisory = Mapping[str, Any]


def pinned(pyproject: Mapping[str, Any]) -> list[tuple[str, str]]:
    """Name and version of every pin, the conditions left out; a package may be pinned to two versions."""
    pins = (pin.partition(";")[0].strip() for pin in pyproject["tool"]["uv"]["constraint-dependencies"])
    return [(key(name), version) for name, _, version in (pin.partition("==") for pin in pins)]


def key(name: str) -> str:
    """A package's name as it is compared."""
    return re.sub(r"[-_.]+", "-", name).lower()


def advisories(folder: Path) -> Iterator[Advisory]:
    """Every advisory in a folder and the folders in it that wasn't withdrawn."""
    for path in sorted(folder.rglob("*")):
        if path.suffix in (".yaml", ".json") and path.is_file():
            text = path.read_text(encoding="utf-8")
            told = json.loads(text) if path.suffix == ".json" else importlib.import_module("yaml").safe_load(text)
            if isinstance(told, dict) and "affected" in told and "withdrawn" not in told:
                yield told


def named(advisory: Advisory) -> set[str]:
    """The packages that an advisory is about."""
    return {key(each["package"]["name"]) for each in advisory["affected"] if each["package"]["ecosystem"] == "PyPI"}


def reaches(advisory: Advisory, name: str, version: str) -> bool:
    """Whether a version is among those listed, or lies in a range; a bound that is no version bounds nothing."""
    for each in advisory["affected"]:
        if each["package"]["ecosystem"] != "PyPI" or key(each["package"]["name"]) != name:
            continue
        ranges = (span["events"] for span in each.get("ranges", ()) if span["type"] == "ECOSYSTEM")
        if version in each.get("versions", ()) or any(_within(Version(version), events) for events in ranges):
            return True
    return False


def _within(version: Version, events: Iterable[Mapping[str, str]]) -> bool:
    inside = False
    for event in events:
        if (since := _bound(event, "introduced")) is not None and version >= since:
            inside = True
        if (fixed := _bound(event, "fixed")) is not None and version >= fixed:
            inside = False
        if (last := _bound(event, "last_affected")) is not None and version > last:
            inside = False
    return inside


def _bound(event: Mapping[str, str], word: str) -> Version | None:
    try:
        return Version(str(event[word])) if word in event else None
    except InvalidVersion:
        return None


def main(arguments: list[str]) -> int:
    """Print what reaches a pin, then how much was looked at."""
    pins = pinned(tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8")))
    names = {name for name, _ in pins}
    about = [each for each in advisories(Path(arguments[0])) if named(each) & names]
    found = [(name, version, each) for each in about for name, version in pins if reaches(each, name, version)]
    for name, version, each in found:
        print(f"{name} {version}: {each['id']} {'、'.join(each.get('aliases', ()))}")
    newest = max((str(each.get("modified", "")) for each in about), default="")[:10]
    told = sum(name in set().union(*map(named, about)) for name in names) if about else 0
    print(f"{len(pins)} pins; {len(about)} advisories name {told} of the packages, the newest of {newest}")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
