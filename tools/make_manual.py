"""Make the manual for offices and the page for townships: ``uv run tools/make_manual.py [--out DIR]``.

Both are written in docs/manual as Markdown. Out of them come 使用手册.docx, 使用手册.html (one file, pictures inside)
and 乡镇填报须知.docx. The list of refusals is taken from the program.
"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
if str(ROOT) not in sys.path:
    # For a script Python looks only in the script's own folder.
    sys.path.insert(0, str(ROOT))

from tools.manual.made import manual_files  # noqa: E402 -- after the path above


def main() -> None:
    """Write the files and say where."""
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("--out", type=Path, default=ROOT / "dist")
    typed = asked.parse_args()
    typed.out.mkdir(parents=True, exist_ok=True)
    for name, content in manual_files().items():
        (typed.out / name).write_bytes(content)
        print(f"{typed.out / name}: {len(content) / 1024:.0f} KB")


if __name__ == "__main__":
    main()
