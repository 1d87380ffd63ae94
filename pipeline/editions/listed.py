"""Which editions lie under outputs/, and what their manifests say: no table is read, so this opens at once."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path

from pipeline.base.errors import UserError
from pipeline.base.period import is_period, parse_period
from pipeline.editions.manifest import MANIFEST_FILE
from pipeline.messages.asked import asked_period
from pipeline.messages.refusals import refusal


def list_editions(outputs: Path) -> list[str]:
    """Return the names of the published periods, by last day, the shorter first.

    Other folders, and those without a manifest, aren't editions.
    """
    if not outputs.is_dir():
        return []
    names = [p.name for p in outputs.iterdir() if is_period(p.name) and (p / MANIFEST_FILE).is_file()]
    return sorted(names, key=lambda n: (parse_period(n).last_day, -parse_period(n).first_day.toordinal()))


def find_edition(outputs: Path, name: str | None) -> str:
    """Return the name of the edition of a period, of the newest one when ``name`` is None.

    Raises UserError with the nearest edition when there is none.
    """
    names = list_editions(outputs)
    if not names:
        raise refusal("E006", outputs=outputs.name)
    wanted = names[-1] if name is None else asked_period(name).name
    if wanted not in names:
        closest = min(names, key=lambda each: abs(parse_period(each).last_day - parse_period(wanted).last_day))
        raise refusal("E007", outputs=outputs.name, wanted=wanted, closest=closest, existing="、".join(names))
    return wanted


def manifest_bytes(outputs: Path, name: str) -> bytes:
    """Return the manifest of an edition as it lies there."""
    return (outputs / name / MANIFEST_FILE).read_bytes()


def manifest_outputs(outputs: Path, name: str) -> Mapping[str, str]:
    """Path -> SHA-256 of the files with which an edition was made. Raises UserError when its manifest can't be read."""
    try:
        listed: Mapping[str, str] = json.loads(manifest_bytes(outputs, name))["outputs"]
    except PermissionError as fault:
        raise held_open(outputs, name) from fault
    except (OSError, ValueError, KeyError, TypeError) as fault:
        raise damaged(outputs, name) from fault
    return listed


def made_from(raw: bytes) -> Mapping[str, str]:
    """The earlier editions that a manifest names -> the SHA-256 of their manifests.

    There are none when it can't be read: that is reported when that edition itself is read.
    """
    try:
        sources: Mapping[str, str] = json.loads(raw)["earlier_editions"]
    except (ValueError, KeyError, TypeError):
        return {}
    return sources


def damaged(outputs: Path, name: str) -> UserError:
    """The refusal of an edition that can't be read."""
    return refusal("E008", outputs=outputs.name, name=name)


def held_open(outputs: Path, name: str) -> UserError:
    """The refusal of an edition of which another program holds a file for itself alone."""
    return refusal("E242", outputs=outputs.name, name=name)
