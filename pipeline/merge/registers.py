"""The registers of all source folders, newest entries and history, and what 处理决定 says of matters."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import pandas as pd

from pipeline.schema.registers import REGISTER, REGISTERS
from pipeline.schema.standing import columns_named

VANISHED = "R204"
ADOPT, GIVEN_TO, AGREED_BACK, CONFIRMED, AGAIN, LISTED = "采用此件", "归属", "同意退回", "更正属实", "重新办理", "可列"

KEYS: dict[str, tuple[str, ...]] = {
    "superior": ("case_no",),
    "assigned": ("case_no", "batch"),
    "supervised": ("case_no", "supervised_on"),
    "spot_checks": ("case_no", "checked"),
    "decisions": ("subject", "rule", "decision"),
}
"""What tells two entries of a register apart; the newest folder's entry counts.

Others hold for their own folder alone.
"""


def in_order(frame: pd.DataFrame, folders: Sequence[str]) -> pd.DataFrame:
    """Every entry of a register, with ``folder_no``: folder, file, sheet, row."""
    ordered = frame.assign(folder_no=frame["folder"].map({name: i for i, name in enumerate(folders)}))
    return ordered.sort_values(["folder_no", "source_file", "source_sheet", "source_row"], kind="stable").reset_index(
        drop=True
    )


def latest(registers: Mapping[str, pd.DataFrame], folders: Sequence[str]) -> dict[str, pd.DataFrame]:
    """Each register with one row a key: the newest folder's, within a folder the last row. Order: folder, file, row."""
    result = {}
    for id_, frame in registers.items():
        ordered = in_order(frame, folders).drop(columns="folder_no")
        if id_ in KEYS:
            extra = [c for c in ("column", "to") if id_ == "decisions" and c in ordered]
            ordered = ordered.drop_duplicates([*KEYS[id_], *extra], keep="last")
        result[id_] = ordered.reset_index(drop=True)
    return result


def empty(id_: str) -> pd.DataFrame:
    """A register without rows, for a county that keeps none; whether it exists is asked of the mapping, not of its length."""
    columns: dict[str, pd.Series] = {}
    for field in REGISTER[id_].fields:
        dtype = {"date": "datetime64[s]", "count": "Int64"}.get(field.type, "str")
        columns[field.id] = pd.Series([], dtype=dtype)
    for name in ("folder", "source_file", "source_sheet"):
        columns[name] = pd.Series([], dtype="str")
    columns["source_row"] = pd.Series([], dtype="Int64")
    return pd.DataFrame(columns)


def with_missing(registers: Mapping[str, pd.DataFrame]) -> dict[str, pd.DataFrame]:
    """Every register of the schema, an empty one where the county has none."""
    return {sheet.id: registers[sheet.id] if sheet.id in registers else empty(sheet.id) for sheet in REGISTERS}


@dataclass(frozen=True, slots=True)
class Decision:
    """One entry of 处理决定. ``folder_no``: of the folder that it lies in.

    ``to``: the unit that 归属 names; ``from_on``: the day from which, None where none but its own is given.
    """

    subject: str
    rule: str
    kind: str
    to: str
    from_on: pd.Timestamp | None
    decided_on: pd.Timestamp | None
    column: str
    folder: str
    folder_no: int

    @property
    def day(self) -> pd.Timestamp | None:
        """The day from which it has effect."""
        return self.from_on if self.from_on is not None else self.decided_on


class Decisions:
    """处理决定 of all source folders, asked by subject (a case number, or a file's path or name), oldest entry first."""

    def __init__(self, frame: pd.DataFrame, folders: Sequence[str] = ()) -> None:
        self._by_subject: dict[str, list[Decision]] = {}
        for entry in _entries(in_order(frame, folders)):
            self._by_subject.setdefault(entry.subject, []).append(entry)

    def __iter__(self) -> Iterator[Decision]:
        for entries in self._by_subject.values():
            yield from entries

    def of(self, subject: str, kind: str) -> list[Decision]:
        """The entries of one kind on ``subject``, oldest first."""
        return [e for e in self._by_subject.get(subject, ()) if e.kind.startswith(kind)]

    def has(self, subject: str, kind: str, folder: str | None = None) -> bool:
        """Whether a decision of this kind was taken on ``subject``, in ``folder`` where one is given."""
        return any(folder is None or e.folder == folder for e in self.of(subject, kind))

    def subjects(self, kind: str) -> frozenset[str]:
        """Everything on which a decision of this kind was taken."""
        return frozenset(s for s in self._by_subject if self.has(s, kind))

    def taken_out(self) -> frozenset[str]:
        """Case numbers that 更正属实 takes out for good: the rule about vanished matters must be named, any other says that values are right."""
        return frozenset(e.subject for e in self if e.rule == VANISHED and e.kind.startswith(CONFIRMED))

    def confirmed(self) -> Iterator[tuple[str, str, int]]:
        """(Case number, column, folder_no) of which 更正属实 speaks, oldest first; those of the rule about vanished matters aside."""
        for entry in self:
            if entry.kind.startswith(CONFIRMED) and entry.rule != VANISHED:
                for id_ in columns_named(entry.column, entry.rule):
                    yield entry.subject, id_, entry.folder_no

    def reworked(self) -> dict[str, Decision]:
        """Case number -> its last 重新办理."""
        return {entry.subject: entry for entry in self if entry.kind.startswith(AGAIN) and entry.day is not None}


def _entries(frame: pd.DataFrame) -> Iterator[Decision]:
    for row in frame.to_dict("records"):
        kind, to = _text(row["decision"]), _text(row.get("to"))
        number = row["folder_no"]
        from_on, decided_on = _day(row.get("from_on")), _day(row.get("decided_on"))
        yield Decision(
            _text(row["subject"]),
            _text(row.get("rule")),
            kind,
            to,
            None if from_on == decided_on else from_on,
            decided_on,
            _text(row.get("column")),
            _text(row["folder"]),
            -1 if pd.isna(number) else int(number),
        )


def _text(value: Any) -> str:
    return value if isinstance(value, str) else ""


def _day(value: Any) -> pd.Timestamp | None:
    return None if value is None or pd.isna(value) else pd.Timestamp(value)
