"""A story: what lies in the month folders, and the editions that were made of them, one after the other.

Every row of a ledger is a dict of ledger ids to values, with ``bad`` (ids whose cells can't be read), ``sender`` (the
unit in whose ledger it stands) and ``township`` (whom its 责任单位 names). Rows of registers are dicts of the
register's column ids.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

from pipeline.settings.record import Settings

IDS = (
    "case_no",
    "related_case_no",
    "township",
    "registered_on",
    "received_on",
    "channel",
    "purpose",
    "category",
    "occurrence",
    "persons",
    "level",
    "visit_class",
    "incident",
    "procedure",
    "notified_on",
    "accepted_on",
    "due_on",
    "extended_to",
    "extension_approved_on",
    "extension_reason",
    "concluded_on",
    "outcome",
    "handling",
    "settled",
    "lead_official",
    "backlog_batch",
    "rating_unit",
    "rating_office",
    "withdrawn_on",
)


@dataclass
class Folder:
    """What lies in a month folder.

    ``zero``: units whose ledger declares 零报告; ``refused``: units whose ledger came and can't be taken.
    """

    rows: list[dict] = field(default_factory=list)
    registers: dict[str, list[dict]] = field(default_factory=dict)
    zero: set[str] = field(default_factory=set)
    refused: set[str] = field(default_factory=set)


@dataclass
class Run:
    """An edition that is made. ``arrived``: folders that are new, or another one, since the run before.

    ``settings``: new ones from now on.
    """

    period: str
    cut_off: date | None = None
    arrived: dict[str, Folder] = field(default_factory=dict)
    settings: Settings | None = None


@dataclass
class Story:
    """The settings at the beginning, and the runs in the order in which they are made."""

    settings: Settings
    runs: list[Run]


def row(case_no: str, sender: str, registered_on: date, **values) -> dict:
    """A row of ``sender``'s ledger, its 责任单位 itself unless said; ``bad``: the ids that can't be read."""
    bad = frozenset(values.pop("bad", ()))
    made = (
        dict.fromkeys(IDS)
        | {
            "case_no": case_no,
            "sender": sender,
            "township": sender,
            "registered_on": registered_on,
            "occurrence": "初件",
            "channel": "来信",
        }
        | values
    )
    return {id_: None if id_ in bad else value for id_, value in made.items()} | {"bad": bad}


def due(sender: str, due_on: date, sent_on: date | None, zero: str = "否", daily: str | None = None) -> dict:
    """A row of 报送登记."""
    return {"township": sender, "due_on": due_on, "sent_on": sent_on, "zero": zero, "daily": daily}
