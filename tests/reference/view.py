"""What one run sees: the folders of its period, the editions that stand, and who is who on the period's last day."""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property

from pipeline.base.period import Period, parse_period
from pipeline.settings.record import Settings
from tests.reference.story import Folder

DASHES, OPEN, CLOSE = "‐‑‒–—―−－﹣", "〔[【（「", "〕]】）」"
MARK = "@"
"""Between number and unit in the key of a matter of local numbering."""
NAMING = ("decisions", "superior", "assigned", "supervised", "spot_checks")
HOLDS = {"month", "quarter", "year"}
"""The kinds of period whose editions close windows. No story here has a part of a year (上半年, 前三季度, 1—N月)."""


def folded(number: str) -> str:
    """ "NFKC, upper case, one kind of dash and of bracket, no space and no invisible character" (section 2)."""
    text = unicodedata.normalize("NFKC", number).upper()
    kinds = dict.fromkeys(DASHES, "-") | dict.fromkeys(OPEN, "(") | dict.fromkeys(CLOSE, ")")
    text = "".join(kinds.get(sign, sign) for sign in text)
    return "".join(sign for sign in text if not sign.isspace() and unicodedata.category(sign) not in ("Cf", "Cc"))


@dataclass
class Edition:
    """What an edition published, as the reference keeps it.

    ``windows``: (unit, month) -> its days. ``lines``: number -> who held it. ``firsts``: number -> what counts as
    first submitted; ``claims``: of a 待定 matter number -> unit -> the same. ``records``: number -> unit -> what
    counted of it. ``counted``: items of its own kind in it; ``known``: every item that it knew of by its windows' ends.
    ``ledgers``, ``refused``: (unit, folder). ``aside``: (unit, folder) -> rows set aside; ``aside_counted``: of which
    folders' rows it counted.
    """

    period: Period
    cut_off: date
    made_from: tuple[str, ...]
    windows: dict = field(default_factory=dict)
    lines: dict = field(default_factory=dict)
    firsts: dict = field(default_factory=dict)
    claims: dict = field(default_factory=dict)
    records: dict = field(default_factory=dict)
    counted: set = field(default_factory=set)
    known: set = field(default_factory=set)
    ledgers: set = field(default_factory=set)
    refused: set = field(default_factory=set)
    aside: dict = field(default_factory=dict)
    aside_counted: set = field(default_factory=set)
    aside_newest: set = field(default_factory=set)
    table: dict = field(default_factory=dict)

    @property
    def closes(self) -> bool:
        """ "a range of days is its own window and closes none"; "1—N月, 上半年 and 前三季度 … close nothing"."""
        return self.period.kind in HOLDS and not self.period.cut


@dataclass
class View:
    """``data``: the contents of the source folders by name.

    ``editions``: all that stand, P's own former one among them.
    """

    settings: Settings
    period: Period
    cut_off: date
    folders: tuple[str, ...]
    own: tuple[str, ...]
    data: Mapping[str, Folder]
    editions: list[Edition]
    _memory: dict = field(default_factory=dict)

    @cached_property
    def former(self) -> Edition | None:
        """P's own edition that is made again."""
        return next((e for e in self.editions if e.period.name == self.period.name), None)

    @cached_property
    def free(self) -> bool:
        """ "a draft made again makes its windows again, as long as no later edition rests on it"."""
        return not any(self.period.name in e.made_from for e in self.editions)

    @cached_property
    def earlier(self) -> list[Edition]:
        """The editions before P in the calendar, oldest first."""
        found = [e for e in self.editions if e is not self.former and e.period.order < self.period.order]
        return sorted(found, key=lambda e: e.period.order)

    @cached_property
    def spoken(self) -> list[Edition]:
        """Whose published values and matters hold: those before P and P's own former one, which "speaks also for
        itself".
        """
        return [*self.earlier, self.former] if self.former else self.earlier

    @cached_property
    def binding(self) -> list[Edition]:
        """Those that hold P to all of 5.4: a draft on which nothing rests doesn't bind itself."""
        found = [e for e in self.editions if e is not self.former or not self.free]
        return sorted(found, key=lambda e: e.period.order)

    def closing(self, month: str) -> list[Edition]:
        """ "A month's window is closed once a published edition of months, quarters or years covers it"."""
        return [e for e in self.binding if e.closes and month in e.period.months()]

    def unit(self, name: str | None) -> str | None:
        """The unit of P's last day to which everything of ``name`` belongs."""
        return None if name is None else self.on(name, self.period.last_day)

    def on(self, name: str, day: date) -> str:
        """The unit of a day: renamed units by their present names, merged ones by the unit that they were merged
        into.
        """
        if (name, day) not in self._memory:
            known = [each.name for each in self.settings.roster if name in getattr(each, "former_names", ())]
            self._memory[name, day] = self.settings.successor(known[0] if known else name, day)
        return self._memory[name, day]

    @cached_property
    def names(self) -> tuple[str, ...]:
        return self.settings.names_on(self.period.last_day)

    def of_roster(self, name: str):
        return next(each for each in self.settings.roster if each.name == name)

    def owes(self, name: str, folder: str) -> bool:
        """ "A unit owes the ledger of each month on whose last day it exists (启用日期, 撤并日期)"."""
        each, last = self.of_roster(name), parse_period(folder).last_day
        begun = getattr(each, "since", None)
        return (each.merged_on is None or each.merged_on > last) and (begun is None or begun <= last)

    def place(self, folder: str | None) -> int:
        """The folder's place among the sources; one that is none of them by its last day, -1 for None."""
        if folder is None:
            return -1
        if folder in self.folders:
            return self.folders.index(folder)
        return -1

    def entries(self, register: str, upto: str | None = None) -> list[dict]:
        """The rows of a register, oldest folder first, each with its ``folder``; up to a folder or all."""
        if (register, upto) not in self._memory:
            names = self.folders[: None if upto is None else self.place(upto) + 1]
            rows = [
                {**entry, "folder": name} for name in names for entry in self.data[name].registers.get(register, ())
            ]
            self._memory[register, upto] = rows
        return self._memory[register, upto]

    def kept(self, register: str) -> bool:
        return any(register in self.data[folder].registers for folder in self.folders)

    def decisions(self, number: str, what: str, upto: str | None = None) -> list[dict]:
        """处理决定 of a number; one from a day later than C "has no effect on P"."""
        taken = [
            d for d in self.entries("decisions", upto) if d["decision"] == what and self.number(d["subject"]) == number
        ]
        return [d for d in taken if not (d.get("from_on") and d["from_on"] > self.cut_off)]

    def above(self, number: str, upto: str | None = None) -> dict | None:
        """The newest row of 上级登记台账."""
        rows = [row for row in self.entries("superior", upto) if self.number(row["case_no"]) == number]
        return rows[-1] if rows else None

    @cached_property
    def _renumbered(self) -> dict[str, str]:
        """ "改号 (places and values carry over)"."""
        return {folded(d["subject"]): folded(d["to"]) for d in self.entries("decisions") if d["decision"] == "改号"}

    def number(self, number: str) -> str:
        """The number that a matter goes by: folded, and the new one where 改号 gave it one."""
        known = self._memory.setdefault("folded", {})
        if number not in known:
            found = folded(number)
            for _ in self._renumbered:
                found = self._renumbered.get(found, found)
            known[number] = found
        return known[number]

    def published(self, editions: list[Edition], number: str) -> list[tuple[Edition, str]]:
        """(edition, the number under which it has it) of those that have the matter."""
        found = [(edition, self._numbers_of(edition).get(number)) for edition in editions]
        return [(edition, name) for edition, name in found if name is not None]

    def _numbers_of(self, edition: Edition) -> dict[str, str]:
        return {key: name for name, key in self.keys_of(edition).items()}

    def keys_of(self, edition: Edition) -> dict[str, str]:
        """The number by which an edition has a matter -> the key by which it goes today."""
        kept = self._memory.setdefault("keys", {})
        if id(edition) not in kept:
            kept[id(edition)] = {
                name: name if MARK in name else self.key(name, line.holder) for name, line in edition.lines.items()
            }
        return kept[id(edition)]

    def key(self, number: str, sender: str | None) -> str:
        """The matter's key: its number, of local numbering "unit and number"."""
        number = self.number(number)
        return f"{number}{MARK}{self.unit(sender)}" if sender and number in self.local else number

    @cached_property
    def local(self) -> frozenset[str]:
        """Local numbering: "rows of several units share a number but not registered_on, and neither 处理决定 nor a
        register names the number,

        nor one row the other unit"; what an edition keeps apart stays so.
        """
        apart = {name.split(MARK)[0] for e in self.spoken for name in e.lines if MARK in name}
        rows: dict[str, list[dict]] = {}
        for row in (
            r for name in self.folders for r in self.data[name].rows if r["sender"] not in self.data[name].refused
        ):
            if row["case_no"] is not None and "case_no" not in row["bad"]:
                rows.setdefault(self.number(row["case_no"]), []).append(row)
        named = {self.number(r.get("case_no") or r.get("subject")) for id_ in NAMING for r in self.entries(id_)}
        return frozenset(apart | {n for n, own in rows.items() if n not in named and self._are_apart(own)})

    def _are_apart(self, rows: list[dict]) -> bool:
        days: dict[str | None, set] = {}
        for row in rows:
            days.setdefault(self.unit(row["sender"]), set()).update({row["registered_on"]} - {None})
        units = list(days)
        if len(units) < 2 or any(
            self.unit(r["township"]) in days and self.unit(r["township"]) != self.unit(r["sender"]) for r in rows
        ):
            return False
        pairs = [(a, b) for i, a in enumerate(units) for b in units[:i]]
        return all(days[a] and days[b] and not days[a] & days[b] for a, b in pairs)
