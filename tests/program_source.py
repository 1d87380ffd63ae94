"""The program's own source as syntax trees, for the tests that look at how it is written: parsed once per process."""

from __future__ import annotations

import ast
from collections.abc import Mapping
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
PIPELINE = ROOT / "pipeline"


@cache
def nodes() -> Mapping[str, tuple[ast.AST, ...]]:
    """Path below the repository of generate.py and each module of pipeline -> all nodes of what is written there."""
    paths = [ROOT / "generate.py", *sorted(PIPELINE.rglob("*.py"))]
    return {
        path.relative_to(ROOT).as_posix(): tuple(ast.walk(ast.parse(path.read_text(encoding="utf-8"))))
        for path in paths
    }
