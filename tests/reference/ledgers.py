"""From the rows of the ledgers to one row a matter, unit and folder: sections 5.2 (twice in one ledger) and 5.5
(rows set aside).
"""

from __future__ import annotations

from datetime import date

from pipeline.base.period import parse_period
from tests.reference.story import IDS
from tests.reference.view import View

RATINGS = {"不满意": 4, "未评价": 3, None: 2, "基本满意": 1, "满意": 0}
SETTLED = {"未化解": 2, None: 2, "部分化解": 1, "已化解": 0}
OCCURRENCES = {"重件": 2, None: 1, "初件": 0}


def unfavourable(row):
    """A key: the greatest is the least favourable state, in the order of 5.2; not extended before extended."""
    concluded, accepted = row["concluded_on"], row["accepted_on"]
    return (
        concluded is None,
        accepted is None,
        concluded or date.min,
        accepted or date.min,
        not (row["extended_to"] and row["extension_approved_on"]),
        row["notified_on"] or date.min,
        RATINGS[row["rating_unit"]],
        SETTLED[row["settled"]],
        row["occurrence"] != "初件",  # one that can't be read may be either
    )


def least_favourable(rows):
    """The first of equals."""
    worst = rows[0]
    for row in rows[1:]:
        if unfavourable(row) > unfavourable(worst):
            worst = row
    return worst


def of_one_ledger(rows):
    """One row of those that a ledger has of a number: "the less favourable state counts", value by value; all else
    is that of the row that decides.
    """
    made = dict(least_favourable(rows))
    for id_ in ("concluded_on", "accepted_on"):
        made[id_] = None if any(row[id_] is None for row in rows) else max(row[id_] for row in rows)
    made["notified_on"] = max((row["notified_on"] for row in rows if row["notified_on"]), default=None)
    for id_, order in (
        ("rating_unit", RATINGS),
        ("rating_office", RATINGS),
        ("settled", SETTLED),
        ("occurrence", OCCURRENCES),
    ):
        made[id_] = max((row[id_] for row in rows), key=order.__getitem__)
    return made


COMMON = {
    "channel",
    "occurrence",
    "procedure",
    "purpose",
    "level",
    "persons",
    "category",
    "rating_unit",
    "rating_office",
    "settled",
    "outcome",
}
"""Codes that many rows share, which alone say nothing of what a row is."""


def readable(row):
    """The cells of a row set aside that say something: they can be read and aren't blank; a later ledger may have
    filled the blanks.
    """
    return {id_: row[id_] for id_ in IDS if id_ not in row["bad"] and id_ != "township" and row[id_] is not None}


def is_that(row, other):
    """Whether ``other`` has all readable cells of a row set aside, at least two, one of them not a code that many
    rows share.
    """
    cells = readable(row)
    return len(cells) > 1 and bool(cells.keys() - COMMON) and all(other[id_] == value for id_, value in cells.items())


class Ledgers:
    """``rows``: (number, sender) -> {folder: its row}; ``aside``: (sender, folder) -> rows set aside; ``came``:
    (sender, folder) of ledgers in.
    """

    def __init__(self, view: View) -> None:
        self.rows: dict[tuple[str, str], dict[str, dict]] = {}
        self.aside: dict[tuple[str, str], list[dict]] = {}
        self.came: set[tuple[str, str]] = set()
        self.refused: set[tuple[str, str]] = set()
        self._view, self._listed = view, {}
        self._registered = {key for e in view.spoken for key in view.keys_of(e).values()}
        self._registered |= {view.number(row["case_no"]) for row in view.entries("superior")}
        for folder in view.folders:
            self._read(folder)

    def _read(self, folder):
        """A ledger "is in when it has a matter or declares zero; headings alone are neither"."""
        content = self._view.data[folder]
        self.refused |= {(sender, folder) for sender in content.refused}
        self.came |= {(sender, folder) for sender in content.zero}
        self.came |= {
            (r["township"], folder)
            for r in content.registers.get("reports", ())
            if r["zero"] == "是" and r["daily"] != "是"
        }
        senders = {}
        for row in content.rows:
            if row["sender"] not in content.refused:
                senders.setdefault(row["sender"], []).append(row)
        dated = {s: [self._dated(row, folder, s) for row in rows] for s, rows in senders.items()}
        self._registered |= {
            self._view.key(row["case_no"], sender)
            for sender, rows in dated.items()
            for row in rows
            if row["registered_on"] and row["case_no"] is not None and "case_no" not in row["bad"]
        }
        for sender, rows in dated.items():
            self.came.add((sender, folder))
            self._read_ledger(folder, sender, rows)

    def _read_ledger(self, folder, sender, rows):
        """Set aside what 5.5 names, a ledger of the same folder speaking like an earlier one; several rows of one
        number are one.
        """
        kept, aside = {}, []
        for row in rows:
            number = (
                None if "case_no" in row["bad"] or row["case_no"] is None else self._view.key(row["case_no"], sender)
            )
            if number is None or (row["registered_on"] is None and number not in self._registered):
                aside.append(row)
            else:
                kept.setdefault(number, []).append(row)
        for row in list(aside):
            number = self._lacked(row, sender, folder, kept)
            if number:
                aside.remove(row)
                kept[number] = [row]
        for number, same in kept.items():
            self.rows.setdefault((number, sender), {})[folder] = of_one_ledger(same)
        if aside:
            self.aside[sender, folder] = aside

    def _dated(self, row, folder, sender):
        """登记日期 "after the ledger's 报送日期, without it after C, is such" as can't be read; the ledger of the
        month in which a range ends tells

        of all of that month.
        """
        reports = self._view.data[folder].registers.get("reports", ())
        sent = [r["sent_on"] for r in reports if r["township"] == sender and r["daily"] != "是" and r["sent_on"]]
        last = max(sent) if sent else max(self._view.cut_off, parse_period(folder).last_day)
        if row["registered_on"] and row["registered_on"] > last:
            return {**row, "registered_on": None, "bad": row["bad"] | {"registered_on"}}
        return row

    def _before(self, sender, folder):
        """The unit's ledger before: its folder, None when there is none."""
        place = self._view.place(folder)
        return next((f for f in reversed(self._view.folders[:place]) if (sender, f) in self.came), None)

    def _lacked(self, row, sender, folder, kept):
        """ "A row set aside that equals a matter which its ledger now lacks is that matter"; by the matter's newest
        row before.

        "From 撤并日期 the old unit's ledgers, matters and history belong to the new one".
        """
        last_day, newest = parse_period(folder).last_day, {}
        for (number, unit), folders in sorted(self.rows.items()):
            if self._view.on(unit, last_day) == sender and number not in kept:
                last = max(folders, key=self._view.place)
                if number not in newest or self._view.place(last) > self._view.place(newest[number][0]):
                    newest[number] = last, folders[last]
        return next((number for number, (_, other) in newest.items() if is_that(row, other)), None)

    def of(self, number, unit):
        """(folder, row) of a unit of P's last day, oldest first; of parts in one folder the least favourable."""
        found = {}
        for sender in self._senders().get(number, ()):
            if self._view.unit(sender) == unit:
                folders = self.rows[number, sender]
                for folder, row in folders.items():
                    found.setdefault(folder, []).append(row)
        return [(f, least_favourable(found[f])) for f in sorted(found, key=self._view.place)]

    def _senders(self):
        """Number -> who ever listed it; counted once, when all has been read."""
        if not self._listed:
            for number, sender in self.rows:
                self._listed.setdefault(number, []).append(sender)
        return self._listed

    def listing(self, number, folder):
        """Sender -> its row, of those whose ledger in a folder lists the matter."""
        found = sorted(self._senders().get(number, ()))
        return {sender: self.rows[number, sender][folder] for sender in found if folder in self.rows[number, sender]}

    def numbers(self):
        return sorted({number for number, _ in self.rows})

    def current(self, unit):
        """The newest folder in which a unit's ledger is in; None when none ever was."""
        return max((f for s, f in self.came if self._view.unit(s) == unit), key=self._view.place, default=None)

    def _ledgers_before(self, sender, folder):
        """The unit's ledger before and the last of each part that was merged into it since, which went before this
        one too.
        """
        view, before = self._view, self._before(sender, folder)
        merged = [
            each.name
            for each in view.settings.roster
            if each.merged_on
            and each.merged_on <= parse_period(folder).last_day
            and view.on(each.name, each.merged_on) == sender
            and (before is None or view.owes(each.name, before))
        ]
        return [(sender, before), *((name, self._before(name, folder)) for name in merged)]

    def new_aside(self, sender, folder):
        """The rows set aside that count in the month of their folder: "unless the ledger before had a row set aside
        with the same cells".
        """
        had = [readable(row) for ledger in self._ledgers_before(sender, folder) for row in self.aside.get(ledger, ())]
        found = []
        for row in self.aside.get((sender, folder), ()):
            if readable(row) in had:
                had.remove(readable(row))
            else:
                found.append(row)
        return found
