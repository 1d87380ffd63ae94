"""manifest.json: by which program, settings, inputs and templates an edition was made, each told by its SHA-256."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from datetime import date

from pipeline import FORMULA_VERSION, VERSION
from pipeline.base.period import Period

MANIFEST_FILE = "manifest.json"


def sha256(content: bytes) -> str:
    """The SHA-256 in 64 hex digits."""
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
    replaced: str | None = None,
) -> bytes:
    """The manifest as UTF-8 JSON, keys sorted, no times: the same bytes for the same run.

    ``settings``: settings_reader.settings_as_rows. ``inputs``: path relative to inputs with '/' -> SHA-256.
    ``templates``: label of template_files.find_template -> SHA-256. ``earlier``: edition's name -> SHA-256 of its
    manifest. ``outputs``: the edition's files by relative path, the manifest itself aside. ``replaced``: the SHA-256 of
    the manifest of this period's earlier edition, where its figures stand beside this one's (更正).
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
        "inputs": dict(inputs),
        "templates": dict(templates),
        "earlier_editions": dict(earlier),
        **({"replaced_edition": replaced} if replaced else {}),
        "outputs": {path: sha256(data) for path, data in outputs.items() if path != MANIFEST_FILE},
    }
    return (json.dumps(content, ensure_ascii=False, indent=2, sort_keys=True) + "\n").encode("utf-8")
