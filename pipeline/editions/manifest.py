"""manifest.json: by which program, settings, inputs and templates an edition was made, each with its SHA-256."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping, Sequence
from datetime import date

from pipeline import FORMULA_VERSION, VERSION
from pipeline.base.period import Period

MANIFEST_FILE = "manifest.json"


def sha256(content: bytes) -> str:
    """Return the SHA-256 in 64 hex digits."""
    return hashlib.sha256(content).hexdigest()


def make(
    *,
    period: Period,
    cut_off: date,
    settings: Mapping[str, str],
    inputs: Mapping[str, str],
    templates: Mapping[str, str],
    earlier: Mapping[str, str],
    outputs: Mapping[str, bytes],
    choices: Mapping[str, object] | None = None,
    marked: Mapping[str, Sequence[str]] | None = None,
    replaced: str | None = None,
) -> bytes:
    """Return the manifest as UTF-8 JSON with sorted keys and without times: the same bytes for the same run.

    ``settings``: as settings.as_text.settings_as_rows gives them, by the labels of the day, for people; ``choices``: as
    settings.as_json.choices gives them, by ids, for programs. ``inputs``: path relative to inputs with '/' -> SHA-256.
    ``templates``: label of the template -> SHA-256. ``earlier``: name of an earlier edition -> SHA-256 of its manifest.
    ``outputs``: the edition's files by relative path, except the manifest. ``marked``: path of a paper -> its places
    that are filled on issue. ``replaced``: the SHA-256 of the manifest of this period's earlier edition, where its
    figures are printed beside this one's (更正).
    """
    content = {
        "program": "tongbao",
        "program_version": VERSION,
        "formula_version": FORMULA_VERSION,
        "period": period.name,
        "first_day": period.first_day.isoformat(),
        "last_day": period.last_day.isoformat(),
        "cut_off": cut_off.isoformat(),
        "settings": dict(settings),
        **({"choices": dict(choices)} if choices else {}),
        "inputs": dict(inputs),
        "templates": dict(templates),
        "earlier_editions": dict(earlier),
        **({"marked": {path: list(labels) for path, labels in marked.items()}} if marked else {}),
        **({"replaced_edition": replaced} if replaced else {}),
        "outputs": {path: sha256(data) for path, data in outputs.items() if path != MANIFEST_FILE},
    }
    return (json.dumps(content, ensure_ascii=False, indent=2, sort_keys=True) + "\n").encode("utf-8")
