"""Compare the tables of two folders of editions: ``uv run tools/compare_tables.py OUTPUTS OUTPUTS``; exit code 1 where they differ.

What the tables hold is compared, and their columns' types; the bytes of a Parquet file name the version that wrote
them.
"""

from __future__ import annotations

import sys
from pathlib import Path

import pyarrow.parquet as pq


def differing(one: Path, other: Path) -> list[str]:
    """The paths of tables that only one of the folders has, or that aren't equal: ``2023-02/data/matters.parquet``."""
    found = [
        {path.relative_to(folder).as_posix() for path in folder.glob("*/data/*.parquet")} for folder in (one, other)
    ]
    lonely = found[0] ^ found[1]
    unequal = {
        path for path in found[0] & found[1] if not pq.read_table(one / path).equals(pq.read_table(other / path))
    }
    return sorted(lonely | unequal)


def main(arguments: list[str]) -> int:
    """Print what differs; 0 when nothing does and there are tables at all."""
    one, other = (Path(argument) for argument in arguments)
    if not any(one.glob("*/data/*.parquet")):
        print(f"no tables below {one}")
        return 1
    found = differing(one, other)
    for path in found:
        print(f"differs: {path}")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
