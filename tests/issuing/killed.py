"""Writes in a process of its own that kills itself at the n-th step on the disk: arguments folder, step, what.

What is ``issue`` (four files replaced together) or ``publish`` (a new edition, the one before kept).
"""

from __future__ import annotations

import os
import sys
from pathlib import Path

from pipeline.editions.publish import issue_files, publish

NEW = b"new"
KILLED = 99
"""The exit code of a process that ended at its step."""
STEPS = frozenset({"open", "os.rename", "os.remove", "os.mkdir", "os.rmdir"})


def files_of(folder: Path) -> dict[Path, bytes]:
    """The four files of an issue."""
    outputs, kept = folder / "outputs", folder / "outputs/留存/2023-02"
    places = (outputs / "2023-02/通报/月度通报.docx", kept / "第1版/通报/月度通报.docx", kept / "印发.json")
    return dict.fromkeys((*places, folder / "inputs/2023-02/发文登记.xlsx"), NEW)


def main() -> None:
    """Do it, up to the step at which the process is killed."""
    folder, at, what = Path(sys.argv[1]), int(sys.argv[2]), sys.argv[3]
    steps = 0

    def count(event: str, arguments: tuple[object, ...]) -> None:
        nonlocal steps
        if event in STEPS and arguments and str(folder) in os.fsdecode(str(arguments[0])):
            steps += 1
            if steps == at:
                os._exit(KILLED)  # at once on every platform: nothing is flushed, no block is left in order

    sys.addaudithook(count)
    if what == "issue":
        issue_files(folder / "outputs", "2023-02", files_of(folder))
    else:
        publish(folder / "outputs", "2023-02", {"manifest.json": NEW, "通报/月度通报.docx": NEW}, "留存/2023-02/第1版")


if __name__ == "__main__":
    main()
