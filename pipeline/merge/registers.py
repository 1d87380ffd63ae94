"""The registers of all source folders as one, and what their entries say of matters."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import pandas as pd

from pipeline.schema.registers import REGISTER, REGISTERS

VANISHED = "R204"

KEYS: dict[str, tuple[str, ...]] = {
    "superior": ("case_no",),
    "assigned": ("case_no", "batch"),
    "supervised": ("case_no", "supervised_on"),
    "spot_checks": ("case_no",),
    "decisions": ("subject", "rule", "decision"),
}
"""What tells two entries of a register apart; the newest folder's entry counts. Others hold for their own folder alone."""


def latest(registers: Mapping[str, pd.DataFrame], folders: Sequence[str]) -> dict[str, pd.DataFrame]:
    """Each register with one row a key: the newest folder's, within a folder the last row. Order: folder, file, row."""
    result = {}
    for id_, frame in registers.items():
        ordered = frame.assign(_folder=frame["folder"].map({name: i for i, name in enumerate(folders)}))
        ordered = ordered.sort_values(["_folder", "source_file", "source_sheet", "source_row"], kind="stable").drop(columns="_folder")
        if id_ in KEYS:
            ordered = ordered.drop_duplicates(list(KEYS[id_]), keep="last")
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


class Decisions:
    """处理决定, asked by subject (a case number, or a file's path or name)."""

    def __init__(self, frame: pd.DataFrame) -> None:
        self._by_subject: dict[str, list[tuple[str, str]]] = {}
        for subject, rule, decision in zip(frame["subject"], frame["rule"], frame["decision"], strict=True):
            self._by_subject.setdefault(str(subject), []).append(("" if pd.isna(rule) else str(rule), str(decision)))

    def has(self, subject: str, decision: str) -> bool:
        """Whether ``decision`` was taken on ``subject``."""
        return any(text.startswith(decision) for _, text in self._by_subject.get(subject, ()))

    def subjects(self, decision: str) -> frozenset[str]:
        """Everything on which ``decision`` was taken."""
        return frozenset(s for s in self._by_subject if self.has(s, decision))

    def taken_out(self) -> frozenset[str]:
        """Case numbers that 更正属实 takes out for good: the rule about vanished matters must be named, any other says that values are right."""
        return frozenset(
            s for s, taken in self._by_subject.items() if any(rule == VANISHED and text.startswith("更正属实") for rule, text in taken)
        )

    def township(self, subject: str) -> str:
        """The township that 归属乡镇 gives the matter to ('归属乡镇：城关镇'), '' when none."""
        for _, text in self._by_subject.get(subject, ()):
            if text.startswith("归属乡镇"):
                return text.removeprefix("归属乡镇").strip(" ：:，,（）()")
        return ""

    def answers(self, subject: str, code: str) -> bool:
        """Whether an entry answers the finding of this rule on this subject."""
        return any(rule == code for rule, _ in self._by_subject.get(subject, ()))
