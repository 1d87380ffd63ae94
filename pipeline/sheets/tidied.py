"""What a file of a period's folder was when it was sent, where it was reduced since to what was read of it.

``.versions/tidied.json`` of the folder: path in the folder -> SHA-256 of the reduced file -> SHA-256 and kind of the
file that was sent. Whoever reads the folder goes on naming that one, so that an edition made again says the same.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import TypedDict

from pipeline.messages.refusals import refusal
from pipeline.schema.claims import VERSIONS_FOLDER

TIDIED_FILE = "tidied.json"


class Sent(TypedDict):
    """The file that was sent: its SHA-256 and what it was by its bytes."""

    sha256: str
    kind: str


Tidied = Mapping[str, Mapping[str, Sent]]


def read_tidied(folder: Path) -> dict[str, dict[str, Sent]]:
    """Path in a period's folder -> SHA-256 of the reduced file -> what was sent; {} where nothing was reduced.

    Raises UserError when the record can't be read: without it figures that were drawn by the files' hashes change.
    """
    place = folder / VERSIONS_FOLDER / TIDIED_FILE
    if not place.is_file():
        return {}
    try:
        written = json.loads(place.read_text(encoding="utf-8"))
        return {
            str(name): {sha: Sent(sha256=str(was["sha256"]), kind=str(was["kind"])) for sha, was in by_sha.items()}
            for name, by_sha in written.items()
        }
    except (OSError, ValueError, KeyError, TypeError, AttributeError) as fault:
        raise refusal("E216", folder=folder.name, place=f"{VERSIONS_FOLDER}/{TIDIED_FILE}") from fault


def tidied_bytes(tidied: Tidied) -> bytes:
    """The record as UTF-8 JSON."""
    return (json.dumps({n: by for n, by in sorted(tidied.items()) if by}, ensure_ascii=False, indent=1) + "\n").encode(
        "utf-8"
    )
