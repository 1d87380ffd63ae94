"""The rooms of the code: no circle anywhere, which the import contracts can't see in ``tools/``."""

from __future__ import annotations

from pathlib import Path

import pytest

from tools.rooms import arrows, in_circles, layers

ROOT = Path(__file__).resolve().parents[2]


def test_no_tool_imports_itself_by_way_of_others():
    tools = arrows(ROOT, "tools", depth=99)
    assert "tools.ingest_cases.makers" in tools["tools.golden_year.books"]
    assert in_circles(tools) == set()


@pytest.mark.slow
def test_no_room_of_the_program_imports_itself_by_way_of_others():
    assert in_circles(arrows(ROOT, "pipeline", depth=2)) == set()


def test_a_layer_is_the_longest_way_down():
    graph = {"doors": {"run", "base"}, "run": {"base"}, "base": set()}
    assert layers(graph) == {"base": 0, "run": 1, "doors": 2}
    assert layers({"one": {"two"}, "two": {"one"}, "below": set()}) == {"below": 0}


def test_imports_of_type_checkers_make_no_arrow(tmp_path: Path):
    folder = tmp_path / "pipeline"
    folder.mkdir()
    (folder / "a.py").write_text(
        "from typing import TYPE_CHECKING\nif TYPE_CHECKING:\n    from pipeline.b import B\n", encoding="utf-8"
    )
    (folder / "b.py").write_text("def f():\n    from pipeline import a\n", encoding="utf-8")
    assert arrows(tmp_path, "pipeline", depth=2) == {"pipeline.a": set(), "pipeline.b": {"pipeline.a"}}
