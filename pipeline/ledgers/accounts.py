"""What became of each file, sheet and row, and how it was understood: the tables files, rows and decided."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path

from pipeline.base.place import Place
from pipeline.ledgers.ledger_files import FileRead
from pipeline.ledgers.sheet.sheet_decisions import Decision, decide
from pipeline.messages.catalogue import finding
from pipeline.schema.contract import LEDGER_KIND, SKIPPED_KIND
from pipeline.schema.vocabulary import Verdict
from pipeline.sheets.kinds import CSV, ENCRYPTED, ODS, XLS, XLSB, XLSM, XLSX

Account = dict[tuple[str, str], tuple[str, int, int]]
"""(file, sheet) -> (kind, rows kept, rows set aside)."""

_EXTENSIONS: Mapping[str, tuple[str, ...]] = {
    XLSX: ("xlsx", "xltx"),
    XLSM: ("xlsm", "xltm"),
    XLS: ("xls", "xlt", "et", "ett"),
    CSV: ("csv", "tsv", "txt"),
    XLSB: ("xlsb",),
    ODS: ("ods",),
}


def file_row(read: FileRead) -> dict[str, object]:
    """A file's row of the table ``files``."""
    source = read.source
    verdict = Verdict.IGNORED if read.ignored else Verdict.REFUSED if read.refusal else Verdict.ADOPTED
    reason = read.refusal.at(source.path_rel).message if read.refusal else read.ignored
    if read.ignored and source.sha256:
        reason = finding("R002", Place(), other=read.ignored).message
    return {
        "file": source.path_rel,
        "sha256": source.sha256 or None,
        "kind": source.sent_kind or source.kind or None,
        "township": read.unit or None,
        "verdict": verdict,
        "reason": reason or None,
    }


def sheet_rows(read: FileRead, account: Account) -> Iterator[dict[str, object]]:
    """The account of a file's sheets, for the table ``rows``. Raises RuntimeError when a sheet's rows don't add up."""
    file = read.source.path_rel
    for table in read.tables:
        kind, kept, aside = account.get((file, table.name), (SKIPPED_KIND, 0, 0))
        if kind == SKIPPED_KIND and table.zero and read.zero and not read.refusal:
            kind = LEDGER_KIND
        not_data = table.rows_read if kind == SKIPPED_KIND else table.not_data
        if table.rows_read != kept + aside + not_data:
            raise RuntimeError(f"{file} {table.name}: {table.rows_read} != {kept} + {aside} + {not_data}")
        unit = read.units.get(table.name) or read.unit
        yield _sheet_row(file, table.name, unit, kind, table.header_row, table.rows_read, kept, aside, not_data)
    for name, used, _ in read.skipped:
        yield _sheet_row(file, name, "", SKIPPED_KIND, 0, used, 0, 0, used)


def _sheet_row(
    file: str, sheet: str, unit: str, kind: str, header: int, read: int, kept: int, aside: int, not_data: int
) -> dict[str, object]:
    return {
        "file": file,
        "sheet": sheet,
        "township": unit or None,
        "kind": kind,
        "header_row": header or None,
        "rows_read": read,
        "kept": kept,
        "set_aside": aside,
        "not_data": not_data,
    }


def decided_rows(read: FileRead) -> Iterator[dict[str, object]]:
    """How a file was understood, for the table ``decided``: first the file, then its sheets as in sheet_rows."""
    for decided in _on_file(read):
        yield _decided_row(read, None, decided)
    for table in read.tables:
        for decided in table.decided:
            yield _decided_row(read, table.name, decided)
        if by := read.by.get(table.name):
            yield _decided_row(read, table.name, decide("", by, unit=read.units[table.name]))
    for name, used, why in read.skipped:
        yield _decided_row(read, name, decide("", why if used else "blank", sheet=name))


def _on_file(read: FileRead) -> Iterator[Decision]:
    source = read.source
    extension = Path(source.path_rel).suffix.lstrip(".").lower()
    if not read.tables:
        return
    kind = source.sent_kind or source.kind
    if kind == ENCRYPTED:
        yield decide("", "password")
    elif extension not in _EXTENSIONS[kind]:
        yield decide("", "extension", extension=extension or "（无）", kind=kind)


def _decided_row(read: FileRead, sheet: str | None, decided: Decision) -> dict[str, object]:
    return {"file": read.source.path_rel, "sheet": sheet, "cell": decided.cell or None, "decision": decided.sentence}
