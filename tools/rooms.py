"""Print the rooms of ``pipeline/`` and the arrows between them: ``uv run tools/rooms.py [FOLDER]``.

FOLDER is a checkout, this one by default. A room is a folder or file directly below ``pipeline/``; an arrow means that
one room imports another. In ``tools/`` every file is a room.
"""

from __future__ import annotations

import ast
import sys
from collections import defaultdict
from collections.abc import Iterator, Mapping
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]

Arrows = dict[str, set[str]]
"""Name -> the names that it imports; a name without imports has an empty set."""


def main(arguments: list[str]) -> int:
    """Print the table; return 0 when there is no circle."""
    folder = Path(arguments[0]) if arguments else ROOT
    rooms = arrows(folder, "pipeline", depth=2)
    tools = arrows(folder, "tools", depth=99)
    levels = layers(rooms)
    print(f"{'room':<24}{'modules':>8}{'lines':>8}{'imports':>9}{'imported by':>13}")
    for room in sorted(rooms, key=lambda name: (-levels.get(name, 0), name)):
        files = list(sources(folder / Path(*room.split("."))))
        lines = sum(len(file.read_text(encoding="utf-8").splitlines()) for file in files)
        users = sum(room in others for others in rooms.values())
        print(f"{room.removeprefix('pipeline.'):<24}{len(files):>8}{lines:>8}{len(rooms[room]):>9}{users:>13}")
    print(f"rooms {len(rooms)}, arrows {sum(map(len, rooms.values()))}, layers {len(set(levels.values()))}")
    circles = {"pipeline": in_circles(rooms), "tools": in_circles(tools)}
    for name, members in circles.items():
        print(f"circles in {name}: {', '.join(sorted(members)) or 'none'}")
    return 1 if any(circles.values()) else 0


def sources(place: Path) -> Iterator[Path]:
    """The Python files of a room: those of its folder, or the one file that it is."""
    if place.is_dir():
        yield from sorted(place.rglob("*.py"))
    else:
        yield place.with_suffix(".py")


def arrows(folder: Path, package: str, depth: int) -> Arrows:
    """Return which part of a package imports which; a part is a name of at most ``depth`` steps.

    Imports within a part are left out, and imports for type checkers alone, which are never carried out.
    """
    modules = {module_name(folder, file): file for file in (folder / package).rglob("*.py")}
    parts: Arrows = defaultdict(set)
    for module, file in modules.items():
        part = shortened(module, depth)
        if part == package:
            continue
        parts[part] |= {shortened(name, depth) for name in imported(file, modules)} - {part, package}
    return dict(parts)


def module_name(folder: Path, file: Path) -> str:
    return ".".join(file.relative_to(folder).with_suffix("").parts).removesuffix(".__init__")


def shortened(module: str, depth: int) -> str:
    return ".".join(module.split(".")[:depth])


def imported(file: Path, modules: Mapping[str, Path]) -> set[str]:
    """Return the modules of the package that a file imports, also inside functions."""
    names: set[str] = set()
    skipped: set[ast.AST] = set()
    for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
        if isinstance(node, ast.If) and ast.unparse(node.test) == "TYPE_CHECKING":
            skipped.update(node.body)
        if node in skipped:
            continue
        if isinstance(node, ast.ImportFrom) and node.module:
            names |= {f"{node.module}.{alias.name}" for alias in node.names} | {node.module}
        elif isinstance(node, ast.Import):
            names |= {alias.name for alias in node.names}
    return names & set(modules)


def layers(graph: Mapping[str, set[str]]) -> dict[str, int]:
    """Name -> the longest way down from it, 0 for what imports nothing; names in a circle have none."""
    levels: dict[str, int] = {}
    remaining = set(graph)
    while ready := {name for name in remaining if graph[name] <= set(levels)}:
        levels |= {name: 1 + max((levels[other] for other in graph[name]), default=-1) for name in ready}
        remaining -= ready
    return levels


def in_circles(graph: Mapping[str, set[str]]) -> set[str]:
    """The names that reach themselves along the arrows.

    >>> sorted(in_circles({"a": {"b"}, "b": {"a"}, "c": {"a"}}))
    ['a', 'b']
    """
    return {name for name in graph if name in reached(graph, name)}


def reached(graph: Mapping[str, set[str]], start: str) -> set[str]:
    seen: set[str] = set()
    waiting = list(graph[start])
    while waiting:
        name = waiting.pop()
        if name not in seen:
            seen.add(name)
            waiting.extend(graph.get(name, ()))
    return seen


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
