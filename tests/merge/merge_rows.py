"""Small ledgers and registers for the tests of merging: one dict per row, by default a clean open matter of 甲镇."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date

import pandas as pd

from pipeline.base.period import parse_period
from pipeline.bundles import Merged, PastEdition, Reading, unreadable_ids
from pipeline.merge.merge import merge
from pipeline.merge.publishing import kept_table, stands_table
from pipeline.merge.rows import COUNTED_IDS
from pipeline.rules.windows import windows_of, windows_table
from pipeline.schema.contract import TABLES
from pipeline.schema.fields import Field
from pipeline.schema.ledger import LEDGER, LEDGER_IDS
from pipeline.schema.registers import REGISTER
from pipeline.settings.record import Settings, Township

Row = Mapping[str, object]
SETTINGS = Settings(roster=(Township(1, "甲镇"), Township(2, "乙镇"), Township(3, "丙镇")), weights={}, conditions=())
JANUARY, FEBRUARY = "2023-01", "2023-02"
BOTH = (JANUARY, FEBRUARY)
CLEAN: Row = {
    "case_no": "01",
    "township": "甲镇",
    "folder": FEBRUARY,
    "registered_on": "2023-01-10",
    "occurrence": "初件",
    "procedure": "信访处理意见",
}


OPEN: Row = {"accepted_on": "2023-01-15"}
DONE: Row = {
    "accepted_on": "2023-01-12",
    "concluded_on": "2023-01-20",
    "outcome": "予以支持",
    "settled": "已化解",
    "rating_unit": "满意",
}
"""What a matter of 甲镇 says that was accepted, and of one that was settled, before it changes."""


def column(field: Field, values: Sequence[object]) -> pd.Series:
    """A column in the types of bundles."""
    if field.type == "date":
        return pd.Series(pd.to_datetime(pd.Series(list(values), dtype="object")), dtype="datetime64[s]")
    return pd.Series(list(values), dtype="Int64" if field.type == "count" else "str")


def ledger(rows: Sequence[Row]) -> pd.DataFrame:
    """Rows as in bundles.Reading.ledger.

    ``bad``: the ids whose cells can't be read. ``file``: another file's name. ``sender``: whose it is.
    """
    full = [{"bad": (), **CLEAN, **row} for row in rows]
    data: dict[str, pd.Series] = {}
    for field in LEDGER:
        data[field.id] = column(field, [None if field.id in row["bad"] else row.get(field.id) for row in full])
        if field.type in ("date", "count", "code", "township"):
            data[f"{field.id}_bad"] = pd.Series([field.id in row["bad"] for row in full], dtype="bool")
    paths = [f"{row['folder']}/{row.get('file', row['township'])}.xlsx" for row in full]
    data["folder"] = pd.Series([row["folder"] for row in full], dtype="str")
    data["source_file"] = pd.Series(paths, dtype="str")
    data["source_sheet"] = pd.Series(["台账"] * len(full), dtype="str")
    data["source_row"] = pd.Series(
        [row.get("row", 4 + paths[:at].count(path)) for at, (row, path) in enumerate(zip(full, paths, strict=True))],
        dtype="Int64",
    )
    return pd.DataFrame(data)


def register(id_: str, rows: Iterable[Row]) -> pd.DataFrame:
    """A register's rows of February, in their types; a decision may be written as the office writes it."""
    listed = [_typed(row) if id_ == "decisions" else row for row in rows]
    data = {field.id: column(field, [row.get(field.id) for row in listed]) for field in REGISTER[id_].fields}
    for name in ("to", "column", "from_on") if id_ == "decisions" else ():
        kind = "datetime64[s]" if name == "from_on" else "str"
        data.setdefault(name, pd.Series([row.get(name) for row in listed], dtype="object").astype(kind))
    data["folder"] = pd.Series([row.get("folder", FEBRUARY) for row in listed], dtype="str")
    data["source_file"] = pd.Series([f"{row.get('folder', FEBRUARY)}/登记簿.xlsx" for row in listed], dtype="str")
    data["source_sheet"] = pd.Series([REGISTER[id_].name] * len(listed), dtype="str")
    data["source_row"] = pd.Series(range(2, 2 + len(listed)), dtype="Int64")
    return pd.DataFrame(data)


def _typed(row: Row) -> Row:
    """An entry of 处理决定 as the reader types it."""
    word, _, to = str(row["decision"]).partition("：")
    return {**row, "decision": word, "to": to or None, "from_on": row.get("from_on") or row.get("decided_on")}


def reading(
    rows: Sequence[Row],
    *,
    sent: Iterable[tuple[str, str]] = (),
    zero: Iterable[tuple[str, str]] = (),
    **registers: Iterable[Row],
) -> Reading:
    """All that was read. ``sent``: ledgers without a row; ``zero``: those that say 零报告 themselves."""
    frame = ledger(rows)
    owners = {
        f"{row.get('folder', FEBRUARY)}/{row['file']}.xlsx": str(row["sender"]) for row in rows if "sender" in row
    }
    for path, township in zip(frame["source_file"], frame["township"], strict=True):
        owners.setdefault(path, township)
    for folder, township in (*sent, *zero):
        owners.setdefault(f"{folder}/{township}.xlsx", township)
    paths = sorted(owners)
    files = pd.DataFrame(
        {
            "file": paths,
            "sha256": paths,
            "kind": "xlsx",
            "township": [owners[p] for p in paths],
            "verdict": "采用",
            "reason": None,
        },
        dtype="str",
    )
    listed = pd.DataFrame(
        {"file": paths, "sheet": "台账", "township": [owners[p] for p in paths], "kind": "台账"}, dtype="str"
    )
    return Reading(
        files=files,
        rows=listed.reindex(columns=list(TABLES["rows"].columns)),
        changes=pd.DataFrame(columns=list(TABLES["changes"].columns)),
        decided=pd.DataFrame(columns=list(TABLES["decided"].columns)),
        ledger=frame,
        unplaced=pd.DataFrame(),
        registers={id_: register(id_, given) for id_, given in registers.items()},
        columns={(path, "台账"): {id_: at for at, id_ in enumerate(LEDGER_IDS)} for path in paths},
        zero_files=frozenset(zero),
        findings=(),
    )


def merged(
    *rows: Row,
    folders: Sequence[str] = BOTH,
    editions: Sequence[PastEdition] = (),
    settings: Settings = SETTINGS,
    cut_off: date | None = None,
    own: PastEdition | None = None,
    sent: Iterable[tuple[str, str]] = (),
    zero: Iterable[tuple[str, str]] = (),
    **registers: Iterable[Row],
) -> Merged:
    """These rows merged for the month of the last folder; the cut-off is its last day."""
    period = parse_period(folders[-1])
    read = reading(rows, sent=sent, zero=zero, **registers)
    windows = windows_of(period, folders, read.registers.get("reports"), editions, settings)
    return merge(
        read,
        settings,
        folders=folders,
        editions=editions,
        last_day=period.last_day,
        cut_off=cut_off or period.last_day,
        windows=windows,
        own=own,
    )


def edition(
    *rows: Row,
    name: str = JANUARY,
    editions: Sequence[PastEdition] = (),
    folders: Sequence[str] | None = None,
    cut_off: date | None = None,
    sent: Iterable[tuple[str, str]] = (),
    settings: Settings = SETTINGS,
    **registers: Iterable[Row],
) -> PastEdition:
    """A published period that had these rows, in its own folder where they name none."""
    period = parse_period(name)
    listed = [{"folder": name, **row} for row in rows]
    sources = folders or sorted({str(row["folder"]) for row in listed} | {name})
    kept = {id_: [{"folder": name, **row} for row in given] for id_, given in registers.items()}
    result = merged(*listed, folders=sources, editions=editions, cut_off=cut_off, sent=sent, settings=settings, **kept)
    windows = windows_of(period, sources, None, editions, settings)
    tables = {
        "windows": windows_table(windows, sources, result.submitted, result.refused, settings),
        "stands": stands_table(result.matters),
        "kept": kept_table(result.matters),
    }
    made_from = frozenset(e.name for e in editions)
    return PastEdition(
        name, cut_off or period.last_day, as_published(result.matters[result.matters["present"]]), made_from, tables
    )


def as_published(matters: pd.DataFrame) -> pd.DataFrame:
    """The matters as their table has them: values as submitted, what can't be read a word in one column."""
    matters = matters.assign(**{id_: matters[f"{id_}_submitted"] for id_ in COUNTED_IDS})
    flags = [c for c in matters if str(c).endswith("_bad")]
    return matters.assign(unreadable=unreadable_ids(matters)).drop(columns=flags)


def only(result: Merged, case_no: str = "01") -> pd.Series:
    """The present stand of a matter."""
    found = result.matters[(result.matters["case_no"] == case_no) & result.matters["present"]]
    assert len(found) == 1
    return found.iloc[0]


def stands(result: Merged, case_no: str = "01") -> list[tuple[str, str, str, str, str]]:
    """Part, way, and clock, first and last day of each stand of a matter, '' for none; claimants' rows aside."""
    rows = result.matters[(result.matters["case_no"] == case_no) & (result.matters["claim"] != "争议")]
    days = rows[["clock_on", "held_from", "held_until"]].apply(lambda column: column.dt.strftime("%Y-%m-%d")).fillna("")
    return list(zip(rows["part"], rows["way"], days["clock_on"], days["held_from"], days["held_until"], strict=True))


def told(result: Merged, code: str) -> list[tuple[str, str]]:
    """Township and sentence of the findings of one rule."""
    return [(f.township, f.message) for f in result.findings if f.code == code]


def reasons(result: Merged) -> list[tuple[str, int, str]]:
    """File, row and reason of every row that lost."""
    return [(r.file, r.row, r.reason) for r in result.trace.itertuples()]
