"""The registers of all source folders, every entry and the newest ones, and what 处理决定 says of matters."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, cached_property
from typing import Any

import pandas as pd

from pipeline.merge.context import Context
from pipeline.schema.registers import REGISTER, REGISTERS
from pipeline.schema.whose_word import columns_named
from pipeline.settings.record import Settings

VANISHED = "R204"
ADOPT, GIVEN_TO, AGREED_BACK, CONFIRMED, AGAIN, LISTED = "采用此件", "归属", "同意退回", "更正属实", "重新办理", "可列"

KEYS: dict[str, tuple[str, ...]] = {
    "superior": ("case_no",),
    "assigned": ("case_no", "batch"),
    "supervised": ("case_no", "supervised_on"),
    "spot_checks": ("case_no", "checked"),
    "decisions": ("subject", "rule", "decision"),
}
"""The columns that tell two entries of a register apart; of alike ones the newest folder's counts.

The entries of a register that isn't named here count for their own folder alone.
"""


def in_order(frame: pd.DataFrame, folders: Sequence[str]) -> pd.DataFrame:
    """Every entry of a register, with ``folder_no``: folder, file, sheet, row."""
    ordered = frame.assign(folder_no=frame["folder"].map({name: i for i, name in enumerate(folders)}))
    if len(frame) < 2:
        return ordered.reset_index(drop=True)
    return ordered.sort_values(["folder_no", "source_file", "source_sheet", "source_row"], kind="stable").reset_index(
        drop=True
    )


def latest(registers: Mapping[str, pd.DataFrame], folders: Sequence[str]) -> dict[str, pd.DataFrame]:
    """Each register with one row per key (KEYS), the newest folder's, of one folder the last; by folder, file, row."""
    result = {}
    for id_, frame in registers.items():
        ordered = in_order(frame, folders).drop(columns="folder_no")
        if id_ in KEYS:
            extra = [c for c in ("column", "to") if id_ == "decisions" and c in ordered]
            ordered = ordered.drop_duplicates([*KEYS[id_], *extra], keep="last")
        result[id_] = ordered.reset_index(drop=True)
    return result


def empty(id_: str) -> pd.DataFrame:
    """A register without rows, for a county that keeps none.

    Whether a county keeps it is asked of the mapping of registers, not of the number of rows.
    """
    return _without_rows(id_, pd.get_option("mode.string_storage")).copy()


@cache
def _without_rows(id_: str, _storage: str) -> pd.DataFrame:
    """The register without rows, made once for each way to store texts."""
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
    """One entry of 处理决定.

    ``to``: the unit that 归属 names. ``from_on``: the day from which it has effect, None where it is the day of the
    decision. ``folder_no``: the number of the folder that the entry lies in.
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
    """处理决定 of all source folders by subject (a case number, a file's path or name), oldest entry first."""

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
        """Case numbers that 更正属实 takes out for good.

        Such an entry names the rule about vanished matters; one that names another rule says that values are right.
        """
        return frozenset(e.subject for e in self if e.rule == VANISHED and e.kind.startswith(CONFIRMED))

    def confirmed(self) -> Iterator[tuple[str, str, int]]:
        """(Case number, column, folder_no) for each value that 更正属实 confirms, oldest first.

        Entries that name the rule about vanished matters confirm no value.
        """
        for entry in self:
            if entry.kind.startswith(CONFIRMED) and entry.rule != VANISHED:
                for id_ in columns_named(entry.column, entry.rule):
                    yield entry.subject, id_, entry.folder_no

    def reworked(self) -> dict[str, Decision]:
        """Case number -> its last 重新办理."""
        return {entry.subject: entry for entry in self if entry.kind.startswith(AGAIN) and entry.day is not None}


@dataclass(frozen=True)
class Registers:
    """All registers, an empty table for each that the county doesn't keep.

    ``history``: every entry of every source folder. ``newest``: one row per key, as latest returns it.
    """

    history: Mapping[str, pd.DataFrame]
    newest: Mapping[str, pd.DataFrame]
    decisions: Decisions

    @cached_property
    def superior(self) -> pd.DataFrame:
        """The newest entries of 上级登记台账 by case number."""
        return self.newest["superior"].set_index("case_no")

    @cached_property
    def agreed_back(self) -> frozenset[str]:
        """The numbers whose hand-back 上级登记台账 or 处理决定 agrees to."""
        agreed = self.superior.index[self.superior["withdrawn_on"].notna()]
        return frozenset(agreed) | self.decisions.subjects(AGREED_BACK)

    def settled_as(self, result: str) -> frozenset[str]:
        """The numbers whose 化解 抽查登记 has with this result (属实 or 不属实); blank 抽查内容 means 化解."""
        checks = self.newest["spot_checks"]
        about = checks["checked"].fillna("化解") == "化解"
        return frozenset(checks.loc[about & (checks["result"] == result), "case_no"])

    @cached_property
    def found_false(self) -> pd.DataFrame:
        """The entries of 抽查登记 with the result 不属实."""
        checks = self.newest["spot_checks"]
        return checks[checks["result"] == "不属实"]


def registers_of(registers: Mapping[str, pd.DataFrame], context: Context) -> Registers:
    """The registers that were read (``registers``), their numbers being the matters' own."""
    history = with_missing(registers)
    history["decisions"] = _to_units_of_the_day(history["decisions"], context.settings)
    newest = with_missing(latest(registers, context.folders))
    return Registers(history, newest, Decisions(history["decisions"], context.folders))


def _to_units_of_the_day(decisions: pd.DataFrame, settings: Settings) -> pd.DataFrame:
    """归属 to a unit that was merged by its day goes to the unit that it was merged into."""
    merged = {unit.name for unit in settings.roster if unit.merged_on is not None}
    if "to" not in decisions or not decisions["to"].isin(list(merged)).any():
        return decisions
    days = decisions["from_on"].fillna(decisions["decided_on"])
    to = [
        settings.successor(name, day.date()) if name in merged and not pd.isna(day) else name
        for name, day in zip(decisions["to"], days, strict=True)
    ]
    return decisions.assign(to=pd.Series(to, index=decisions.index, dtype="str"))


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
