"""A county as the reference has it: its settings, its period and what lies in its folders.

Every row is a dict of ledger ids to values, with ``bad`` (ids whose cells can't be read), ``folder`` (of the ledger that it stands in, or
stood in when an edition was made) and, in an edition, ``origin`` and ``claim``.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

from pipeline.period import Period
from pipeline.settings import Settings

IDS = (
    "case_no", "related_case_no", "township", "registered_on", "received_on", "channel", "purpose", "category", "occurrence", "persons",
    "level", "visit_class", "incident", "procedure", "notified_on", "accepted_on", "due_on", "extended_to", "extension_approved_on",
    "extension_reason", "concluded_on", "outcome", "handling", "settled", "lead_official", "backlog_batch", "rating_unit",
    "rating_office", "withdrawn_on",
)  # fmt: skip


@dataclass
class Edition:
    """A published period: its matters as its table has them, and the names of the editions that it was made from."""

    name: str
    cut_off: date
    rows: list[dict]
    made_from: tuple[str, ...] = ()


@dataclass
class County:
    """What lies in the folders. ``sent``: (folder, township) of ledgers without a row; ``zero``: those that say 零报告."""

    settings: Settings
    period: Period
    cut_off: date
    folders: tuple[str, ...]
    own: tuple[str, ...]
    rows: list[dict]
    registers: dict[str, list[dict]]
    sent: set[tuple[str, str]] = field(default_factory=set)
    zero: set[tuple[str, str]] = field(default_factory=set)
    editions: list[Edition] = field(default_factory=list)
    months: dict[str, dict[tuple[str, str], tuple[bool | None, tuple[str, ...]]]] = field(default_factory=dict)
    """For a quarter or a year: whether each month's edition held a condition, with its evidence, by township and condition."""

    def unit(self, township):
        return self.settings.successor(township, self.period.last_day)

    @property
    def names(self):
        return self.settings.names_on(self.period.last_day)

    def decided(self, case_no, decision):
        """What follows the decision's name, None where none was taken."""
        for row in self.registers.get("decisions", ()):
            if row["subject"] == case_no and row["decision"].startswith(decision):
                return row["decision"].removeprefix(decision).lstrip("：:")
        return None

    def superior(self):
        """Case number -> row, of the newest folder that has it."""
        rows = sorted(self.registers.get("superior", ()), key=lambda row: self.folders.index(row["folder"]))
        return {row["case_no"]: row for row in rows}

    def last_sent(self):
        """Unit -> its newest folder with a ledger or a declaration, a file's or 报送登记's."""
        seen = [(row["folder"], row["township"]) for row in self.rows] + list(self.sent) + list(self.zero)
        seen += [
            (row["folder"], row["township"]) for row in self.registers.get("reports", ()) if row["zero"] == "是" and row["daily"] != "是"
        ]
        newest = {}
        for folder, township in seen:
            unit = self.unit(township)
            newest[unit] = max(newest.get(unit, ""), folder, key=lambda f: self.folders.index(f) if f else -1)
        return newest
