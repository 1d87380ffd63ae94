"""Earlier periods, read back from the tables that they were published with. Nothing of them is ever computed again."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import pandas as pd
import pyarrow as pa

from pipeline.manifest import MANIFEST_FILE
from pipeline.model import UserError
from pipeline.parquet import read_table
from pipeline.period import is_period, parse_period

DATA_FOLDER = "data"


@dataclass(frozen=True)
class Edition:
    """A published period: its tables by name, its cut-off, and the manifest that a later run names as its source."""

    name: str
    cut_off: date
    tables: Mapping[str, pd.DataFrame]
    manifest_sha256: str
    formula_version: str


def list_editions(outputs: Path) -> list[str]:
    """Names of the published periods, by last day, the shorter first. Other folders, and ones without a manifest, aren't editions."""
    if not outputs.is_dir():
        return []
    names = [p.name for p in outputs.iterdir() if is_period(p.name) and (p / MANIFEST_FILE).is_file()]
    return sorted(names, key=lambda n: (parse_period(n).last_day, -parse_period(n).first_day.toordinal()))


def load_edition(outputs: Path, name: str, only: Collection[str] | None = None) -> Edition | None:
    """The edition of a period, None when there is none. ``only`` names the tables wanted; without it all in data/ are read.

    Raises UserError when the folder is there but damaged.
    """
    folder = outputs / name
    manifest = folder / MANIFEST_FILE
    if not manifest.is_file():
        return None
    try:
        raw = manifest.read_bytes()
        said = json.loads(raw)
        paths = sorted((folder / DATA_FOLDER).glob("*.parquet"))
        return Edition(
            name=name,
            cut_off=date.fromisoformat(said["cut_off"]),
            tables={p.stem: read_table(p) for p in paths if only is None or p.stem in only},
            manifest_sha256=hashlib.sha256(raw).hexdigest(),
            formula_version=str(said["formula_version"]),
        )
    except (OSError, ValueError, KeyError, TypeError, pa.ArrowException) as fault:
        raise UserError(
            f"往期成果“{outputs.name}/{name}”已损坏，读不出数据；请从备份恢复这个文件夹，没有备份的删去后运行 generate.py run {name} 重新生成。"
        ) from fault
