"""What the last check of a period said, kept beside the versions of its files: it outlives the desk that made it.

``.versions/check.json`` holds the key of all by which was checked, what was found, and what was found of other files
before. It is written whole or not at all and made again at any time, so one that can't be read is passed over.
"""

from __future__ import annotations

import json
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pipeline import VERSION
from pipeline.schema.claims import CHECKED_FILE, VERSIONS_FOLDER

_SHAPE = f"{VERSION}-6"
"""Another program may tell what it found in other words: what it left is passed over."""


@dataclass(frozen=True)
class Checked:
    """``by``: a key of all by which a period was checked. ``before``: what was found of other files before, or None.

    ``edition``: the SHA-256 of the manifest of the edition that the desk made last, '' for none, ``made_by``: the key
    of all by which that was made.
    """

    by: str
    found: dict[str, Any]
    before: dict[str, Any] | None = None
    edition: str = ""
    made_by: str = ""


def remember(folder: Path, checked: Checked) -> None:
    """Keep what a check of the period's folder said, where the folder is there and can be written."""
    if not folder.is_dir():
        return
    place = folder / VERSIONS_FOLDER / CHECKED_FILE
    new = place.with_suffix(".new")
    with suppress(OSError):
        place.parent.mkdir(exist_ok=True)
        # not asdict, which copies all that was found: a page that is asked meanwhile would wait for it
        text = json.dumps({"shape": _SHAPE, **vars(checked)}, ensure_ascii=False)
        new.write_text(text, encoding="utf-8", newline="\n")
        new.replace(place)


def recall(folder: Path) -> Checked | None:
    """What the last check of the period's folder said; None where nothing of this program's is kept."""
    with suppress(OSError, ValueError, TypeError, AttributeError):
        kept = json.loads((folder / VERSIONS_FOLDER / CHECKED_FILE).read_text(encoding="utf-8"))
        if kept.pop("shape", "") == _SHAPE:
            return Checked(**kept)
    return None
