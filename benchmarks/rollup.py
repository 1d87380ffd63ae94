"""How long a roll-up takes: ``uv run benchmarks/rollup.py [COUNTIES …]``.

The default is 10, 50 and 100 counties, each with the sample's 20 townships. Every county is the sample's edition under
another name, with other numerators (seeded), so that ranks differ. Timed is the whole command from reading the
manifests to the published folder, in processor time, which a busy machine hardly changes.
"""

from __future__ import annotations

import json
import sys
import tempfile
import time
from pathlib import Path

import numpy as np
import pandas as pd

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))
from pipeline.doors.text_storage import keep_texts_as_python_strings  # noqa: E402
from pipeline.editions.archive import DATA_FOLDER, Edition, load_edition  # noqa: E402
from pipeline.editions.manifest import MANIFEST_FILE, sha256  # noqa: E402
from pipeline.editions.parquet import table_bytes  # noqa: E402
from pipeline.rollup.part import WANTED  # noqa: E402
from pipeline.rollup.roll import roll_up  # noqa: E402
from pipeline.run import run_period  # noqa: E402

PERIOD = "2023-02"


def county(place: Path, edition: Edition, number: int) -> Path:
    """Write the tables and the manifest of one more county and return its folder."""
    chance = np.random.default_rng(number)
    files = {}
    for name in WANTED:
        table = edition.tables[name].copy()
        if name == "indicators":
            drawn = chance.integers(0, table["numerator"].fillna(0).to_numpy(dtype="int64") + 1)
            table["numerator"] = pd.Series(drawn, dtype="Int64").where(table["numerator"].notna())
        files[f"{DATA_FOLDER}/{name}.parquet"] = table_bytes(name, table)
    manifest = dict(edition.manifest)
    manifest["settings"] = manifest["settings"] | {"单位.县名": f"第{number}县"}
    manifest["outputs"] = {path: sha256(content) for path, content in files.items()}
    files[MANIFEST_FILE] = json.dumps(manifest, ensure_ascii=False).encode("utf-8")
    for path, content in files.items():
        (place / PERIOD / path).parent.mkdir(parents=True, exist_ok=True)
        (place / PERIOD / path).write_bytes(content)
    return place


def main(sizes: list[int]) -> None:
    """Time each size."""
    keep_texts_as_python_strings()
    with tempfile.TemporaryDirectory() as folder:
        base = Path(folder)
        run_period(ROOT / "inputs", base / "sample", PERIOD, None, lambda _: None)
        edition = load_edition(base / "sample", PERIOD, WANTED)
        assert edition is not None
        folders = [county(base / f"{number}", edition, number) for number in range(max(sizes))]
        roll_up(
            folders[:2], PERIOD, base / "warm", None
        )  # so that imports and the compiling of the template aren't timed
        for size in sizes:
            start = time.process_time()
            roll_up(folders[:size], PERIOD, base / f"out{size}", None)
            print(f"{size} counties: {time.process_time() - start:.2f} s")


if __name__ == "__main__":
    main([int(word) for word in sys.argv[1:]] or [10, 50, 100])
