"""Compare the tables of two folders of editions: ``uv run tools/compare_tables.py OUTPUTS OUTPUTS``.

The exit code is 1 where they differ. The tables' values and the types of their columns are compared, not the files'
bytes: those name the version of the library that wrote them.
"""

from __future__ import annotations

import sys
from pathlib import Path

import pyarrow.parquet as pq


def differing(one: Path, other: Path) -> list[str]:
    """Return the paths of tables that only one folder has, or that aren't equal: ``2023-02/data/matters.parquet``."""
    tables, others = (
        {path.relative_to(folder).as_posix() for path in folder.glob("*/data/*.parquet")} for folder in (one, other)
    )
    unequal = {path for path in tables & others if not pq.read_table(one / path).equals(pq.read_table(other / path))}
    return sorted((tables ^ others) | unequal)


def main(arguments: list[str]) -> int:
    """Print the tables that differ; return 0 when none does and there are tables at all."""
    one, other = (Path(argument) for argument in arguments)
    if not any(one.glob("*/data/*.parquet")):
        print(f"no tables below {one}")
        return 1
    paths = differing(one, other)
    for path in paths:
        print(f"differs: {path}")
    return 1 if paths else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
