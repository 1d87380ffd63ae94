"""A finding: one fault or note about the office's data."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from enum import StrEnum

from pipeline.base.place import Place


class Severity(StrEnum):
    """错误: a figure may be wrong until it is corrected. 提醒: please look. 说明: reported for the record."""

    ERROR = "错误"
    REMINDER = "提醒"
    NOTE = "说明"


SEVERITY_ORDER = tuple(Severity)


@dataclass(frozen=True, slots=True)
class Finding:
    """One fault or note; cells with the same fault are already grouped.

    ``row``: the first sheet row (from 1; 0 for a finding about a whole file or register), for sorting. ``cells``: for
    how many cells the finding stands. ``case_nos``: the numbers of the matters, sorted. ``office_alone``: it concerns
    matters that are listed nowhere; it counts for ``township`` but is reported to the office alone. ``marked``: the
    message with marks around what a stranger wrote (base.foreign), '' when it holds no such text.
    """

    severity: Severity
    code: str
    township: str
    place: Place
    message: str
    remedy: str
    row: int = 0
    cells: int = 1
    case_nos: tuple[str, ...] = field(default=())
    office_alone: bool = False
    marked: str = ""


def as_reminder(fault: Finding) -> Finding:
    """The finding as a reminder: nothing that counts against a township."""
    return replace(fault, severity=Severity.REMINDER)
