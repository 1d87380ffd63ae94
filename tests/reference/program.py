"""The program's figures for a county of the reference, from rows as they are read to the tables that are published."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd

from pipeline.archive import Edition
from pipeline.bundles import Reading, contract_table
from pipeline.figures import figures
from pipeline.findings import errors_by_township
from pipeline.judgement import judge
from pipeline.measure.attention import Occasions, letters
from pipeline.measure.three_none import figures_of
from pipeline.measure.volumes import volumes
from pipeline.schema.contract import TABLES
from pipeline.schema.ledger import LEDGER, LEDGER_IDS
from pipeline.schema.registers import REGISTER
from pipeline.sources import Sources

_NONE = {id_: contract_table(id_) for id_ in ("changes", "decided", "indicators", "omissions", "ranking", "three_none")}


def column(kind, values):
    """A column in the types of bundles."""
    if kind == "date":
        return pd.Series(np.array(values, dtype="datetime64[s]"))
    return pd.Series(values, dtype="Int64" if kind == "count" else "str")


def reading(county):
    rows = county.rows
    data = {}
    for field in LEDGER:
        data[field.id] = column(field.type, [row[field.id] for row in rows])
        if field.type in ("date", "count", "code", "township"):
            data[f"{field.id}_bad"] = pd.Series([field.id in row["bad"] for row in rows], dtype="bool")
    paths = [f"{row['folder']}/{row['township']}.xlsx" for row in rows]
    data["folder"] = column("text", [row["folder"] for row in rows])
    data["source_file"] = column("text", paths)
    data["source_sheet"] = column("text", ["台账"] * len(rows))
    data["source_row"] = column("count", [4 + paths[:at].count(path) for at, path in enumerate(paths)])
    owners = dict(zip(paths, (row["township"] for row in rows), strict=True))
    owners |= {f"{folder}/{township}.xlsx": township for folder, township in (*county.sent, *county.zero)}
    files = sorted(owners)
    columns = {"file": files, "sha256": files, "kind": "xlsx", "township": [owners[f] for f in files], "verdict": "采用", "reason": None}
    listed = pd.DataFrame({"file": files, "sheet": "台账", "township": [owners[f] for f in files], "kind": "台账"}, dtype="str")
    return Reading(
        files=pd.DataFrame(columns, dtype="str"),
        rows=listed.reindex(columns=list(TABLES["rows"].columns)),
        changes=_NONE["changes"],
        decided=_NONE["decided"],
        ledger=pd.DataFrame(data),
        unplaced=pd.DataFrame(),
        registers={id_: register(id_, given) for id_, given in county.registers.items()},
        columns={(path, "台账"): {id_: at for at, id_ in enumerate(LEDGER_IDS)} for path in files},
        zero_files=frozenset(county.zero),
        findings=(),
    )


def register(id_, rows):
    data = {field.id: column(field.type, [row.get(field.id) for row in rows]) for field in REGISTER[id_].fields}
    data["folder"] = column("text", [row["folder"] for row in rows])
    data["source_file"] = column("text", [f"{row['folder']}/登记簿.xlsx" for row in rows])
    data["source_sheet"] = column("text", [REGISTER[id_].name] * len(rows))
    data["source_row"] = column("count", list(range(2, 2 + len(rows))))
    return pd.DataFrame(data)


def editions(county):
    found = {}
    for edition in county.editions:
        rows = [
            {
                **row,
                "source_file": f"{row['folder']}/{row['township']}.xlsx",
                "unreadable": "、".join(f.label for f in LEDGER if f.id in row["bad"]) or None,
            }
            for row in edition.rows
        ]
        held = county.months.get(edition.name, {})
        conditions = [
            {"township": unit, "condition": name, "count": 0, "holds": holds, "case_nos": "、".join(numbers) or None}
            for (unit, name), (holds, numbers) in held.items()
        ]
        tables = {**_NONE, "matters": contract_table("matters", rows), "three_none": contract_table("three_none", conditions)}
        found[edition.name] = Edition(
            edition.name, edition.cut_off, tables, "", "", {"earlier_editions": dict.fromkeys(edition.made_from, "")}
        )
    return found


@dataclass(frozen=True)
class Program:
    """What the program makes of a county: its matters, and the tables that are published."""

    matters: pd.DataFrame
    indicators: pd.DataFrame
    volumes: pd.DataFrame
    conditions: pd.DataFrame
    ranking: pd.DataFrame
    letters: pd.DataFrame
    errors: dict[str, int]


def computed(county):
    sources = Sources(county.period, county.folders, county.own, ())
    past = editions(county)
    result = figures(reading(county), county.settings, sources, county.cut_off, past)
    unit_of = {t.name: county.unit(t.name) for t in county.settings.roster}
    errors = errors_by_township(result.merged.findings, unit_of)
    judged = judge(result, county.settings, sources, past, errors)
    omitted = result.merged.omissions.groupby("township")["case_no"].agg(tuple).to_dict()
    measured = result.measured
    sent = letters(Occasions(figures_of(measured.table), omitted), None, measured.cases, county.settings, county.names, county.period)
    told = volumes(measured.state, county.names, county.period)
    return Program(result.merged.matters, measured.table, told, judged.conditions, judged.ranking, sent, errors)


def plain(value):
    return None if pd.isna(value) else value


def rows_of(table, *columns):
    """The table's rows as tuples of plain values."""
    return list(zip(*([plain(v) for v in table[c].astype("object")] for c in columns), strict=True))
