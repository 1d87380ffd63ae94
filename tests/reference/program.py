"""The program over the folders of a story: rows as they are read, run by run, each handed the tables that it
published before.
"""

from __future__ import annotations

from contextlib import contextmanager
from dataclasses import fields
from hashlib import sha256
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from pipeline import FORMULA_VERSION
from pipeline.bundles import Reading, contract_table
from pipeline.editions.archive import USED, Edition, Standing
from pipeline.editions.parquet import read_table, table_bytes
from pipeline.report import checking, compute, restate
from pipeline.report.basis import Basis
from pipeline.report.sources import choose
from pipeline.schema.contract import TABLES
from pipeline.schema.ledger import LEDGER, LEDGER_IDS
from pipeline.schema.registers import REGISTER
from tests.reference.story import Run, Story

_BAD = ("date", "count", "code", "township", "given", "named")
_SHEET = "台账"


def silent(_: str) -> None:
    """Progress that nobody watches."""


class Program:
    """Makes the runs of a story in their order and keeps what was published."""

    def __init__(self, story: Story) -> None:
        self.settings, self.folders, self.editions, self._made = story.settings, {}, {}, 0

    def run(self, run: Run) -> dict[str, pd.DataFrame]:
        """The tables of one run; its edition, of the tables that later runs read, takes the place of the one of the
        same name.
        """
        self.settings = run.settings or self.settings
        self.folders.update(run.arrived)
        self._made += 1
        sources = choose(sorted(self.folders), run.period)
        earlier = [e for e in self.editions.values() if e.name != run.period and e.period.order < sources.period.order]
        known = {e.name: e for e in sorted(earlier, key=lambda e: e.period.order)}
        former = self.editions.get(run.period)
        resting = [e.name for e in self.editions.values() if former and run.period in e.manifest["earlier_editions"]]
        others = [e for e in self.editions.values() if e.name not in known and e.name != run.period]
        later, beside = (tuple(e for e in others if (e.name in resting) == rests) for rests in (True, False))
        cut_off = run.cut_off or sources.period.last_day
        with _reading(reading(self, sources.folders)):
            basis = Basis(Path("inputs"), self.settings, sources, cut_off, known, Standing(former, later, beside))
            made = compute.compute(basis, silent)
        tables = {name: read_table(table_bytes(name, made.report.tables[name])) for name in USED}
        manifest = {
            "earlier_editions": {e.name: e.manifest_sha256 for e in known.values()},
            "last_day": sources.period.last_day.isoformat(),
            "inputs": {},
            "outputs": {},
            "settings": {},
        }
        self.editions[run.period] = Edition(run.period, cut_off, tables, f"{self._made:064}", FORMULA_VERSION, manifest)
        return {**made.report.tables, **tables}


@contextmanager
def _reading(made: Reading):
    """The computing without disk and without the rules of single rows, which decide no figure."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Basis, "read", lambda _: made)
        patch.setattr(checking, "check_ledgers", lambda *_, **__: [])
        patch.setattr(restate, "restated", lambda *_, **__: contract_table("restated"))
        patch.setattr(restate, "told", lambda *_: [])
        # The same merging and measuring a second time, beside the figures.
        patch.setattr(compute, "without_decisions", lambda *_: None)
        yield


def column(kind, values):
    """A column in the types of bundles."""
    if kind == "date":
        return pd.Series(np.array(values, dtype="datetime64[s]"))
    return pd.Series(values, dtype="Int64" if kind == "count" else "str")


def _path(folder, sender):
    return f"{folder}/{sender}.xlsx"


def reading(program, names):
    """What the reader would hand on of these folders."""
    kept, aside = [], []
    for name in names:
        folder = program.folders[name]
        for at, row in enumerate(
            r for s in _senders(folder) for r in folder.rows if r["sender"] == s and s not in folder.refused
        ):
            placed = {**row, "folder": name, "source_row": 4 + at}
            (aside if "case_no" in row["bad"] or row["case_no"] is None else kept).append(placed)
    owners = {
        _path(name, s): (s, "拒收" if s in program.folders[name].refused else "采用")
        for name in names
        for s in _senders(program.folders[name])
    }
    files = sorted(owners)
    listed = [f for f in files if owners[f][1] == "采用"]
    told = {
        "files": pd.DataFrame(
            {
                "file": files,
                "sha256": [_sha(program.folders[f.split("/")[0]], owners[f][0]) for f in files],
                "kind": "xlsx",
                "township": [owners[f][0] for f in files],
                "verdict": [owners[f][1] for f in files],
                "reason": None,
            },
            dtype="str",
        ),
        "rows": _rows(listed, owners),
        "changes": contract_table("changes"),
        "decided": contract_table("decided"),
        "ledger": _frame(kept),
        "unplaced": _frame(aside).assign(reason="编号读不出"),
        "registers": _registers(program, names),
        "columns": {(path, _SHEET): {id_: at for at, id_ in enumerate(LEDGER_IDS)} for path in files},
        "zero_files": frozenset((name, s) for name in names for s in program.folders[name].zero),
        "findings": (),
    }
    return Reading(**{f.name: told[f.name] for f in fields(Reading) if f.name in told})


def _senders(folder):
    return sorted({r["sender"] for r in folder.rows} | folder.zero | folder.refused)


def _sha(folder, sender):
    rows = [sorted((k, str(v)) for k, v in r.items()) for r in folder.rows if r["sender"] == sender]
    return sha256(repr(rows).encode()).hexdigest()


def _rows(listed, owners):
    table = pd.DataFrame(
        {"file": listed, "sheet": _SHEET, "township": [owners[f][0] for f in listed], "kind": _SHEET}, dtype="str"
    )
    table = table.reindex(columns=list(TABLES["rows"].columns))
    for name, kind in TABLES["rows"].columns.items():
        if kind == "int":
            table[name] = pd.Series([0] * len(table), dtype="Int64")
    return table


def _frame(rows):
    """Rows of ledgers in the columns of bundles."""
    data = {}
    for field in LEDGER:
        data[field.id] = column(field.type, [row[field.id] for row in rows])
        if field.type in _BAD or field.id == "case_no":
            data[f"{field.id}_bad"] = pd.Series([field.id in row["bad"] for row in rows], dtype="bool")
    data["sender"] = column("text", [row["sender"] for row in rows])
    data["folder"] = column("text", [row["folder"] for row in rows])
    data["source_file"] = column("text", [_path(row["folder"], row["sender"]) for row in rows])
    data["source_sheet"] = column("text", [_SHEET] * len(rows))
    data["source_row"] = column("count", [row["source_row"] for row in rows])
    return pd.DataFrame(data)


_RENAMED = {"subject_of": "checked"}
"""What the program calls a column of a register and the story calls otherwise."""


def _registers(program, names):
    found = {}
    for id_ in {id_ for name in names for id_ in program.folders[name].registers}:
        rows = [
            {**row, "folder": name, "source_row": 2 + at}
            for name in names
            for at, row in enumerate(program.folders[name].registers.get(id_, ()))
        ]
        found[id_] = _register(id_, rows)
    return found


def _register(id_, rows):
    data = {}
    for field in REGISTER[id_].fields:
        data[field.id] = column(field.type, [row.get(_RENAMED.get(field.id, field.id)) for row in rows])
    if id_ == "decisions":  # 栏目 as an id, and whom or what the text of 决定 names: so the reader gives them
        data["to"] = column("text", [row.get("to") for row in rows])
    data["folder"] = column("text", [row["folder"] for row in rows])
    data["source_file"] = column("text", [f"{row['folder']}/登记簿.xlsx" for row in rows])
    data["source_sheet"] = column("text", [REGISTER[id_].name] * len(rows))
    data["source_row"] = column("count", [row["source_row"] for row in rows])
    return pd.DataFrame(data)


def plain(value):
    return None if pd.isna(value) else value


def rows_of(table, *columns):
    """The table's rows as tuples of plain values."""
    return list(zip(*([plain(v) for v in table[c].astype("object")] for c in columns), strict=True))
