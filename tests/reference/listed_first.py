"""Who lists a matter first, section 5.3: the rows of a folder, whom they name, and the part of a merged unit."""

from __future__ import annotations

from tests.reference.agreed import Agreement
from tests.reference.ledgers import Ledgers, unfavourable
from tests.reference.line import Line, Stint
from tests.reference.view import View
from tests.reference.windows import Windows


class FirstHolders:
    """Whose a matter is in the folder that lists it first; how it goes on from there is said by ``Holders``."""

    def __init__(self, view: View, windows: Windows, ledgers: Ledgers, missed) -> None:
        """``missed(number, line, unit, day)``: whether a limit of the present clock was missed before a day;
        ``missed(…, None)``: whether

        something in a claimant's row is unfavourable.
        """
        self._view, self._windows, self._ledgers, self._missed = view, windows, ledgers, missed
        self._agreement = Agreement(view, windows, ledgers)

    def _listing(self, number: str, folder: str) -> dict[str, dict]:
        """Whose ledger lists it, without hand-backs that are valid: "a claim whose hand-back is valid is no claim"."""
        found = self._ledgers.listing(number, folder)
        return {s: row for s, row in found.items() if not self.handed_back(number, row)}

    def _claims(self, listing: dict[str, dict], folder: str) -> dict[str, dict]:
        """ "a row that names another unit which lists it itself is no claim"; one received after the window's end
        "isn't there yet".
        """
        units = {self._view.unit(s): row for s, row in listing.items()}
        found = {}
        for sender, row in listing.items():
            other = self._agreement.named(row)
            gives = other != self._view.unit(sender) and other in units and self._agreement.names_itself(units[other])
            if not gives and not (len(listing) > 1 and self._not_there_yet(row, folder)):
                found[sender] = row
        return found or listing

    def _not_there_yet(self, row: dict, folder: str) -> bool:
        window = self._windows.of(row["sender"], folder[:7])
        return bool(row["received_on"] and window and row["received_on"] > window[1])

    def _first(self, number: str, folder: str) -> Line | None:
        """ "First listed: by 处理决定, else 上级登记台账, else the ledger that lists it; by several: 待定; but
        where a move joins them, the giver's".
        """
        listing = self._listing(number, folder)
        above = self._view.above(number, folder)
        if not listing and not above:
            handed = list(self._ledgers.listing(number, folder))
            return Line([Stint(handed[0], None, "first")], (), folder) if handed else None
        line = Line(first_folder=folder)
        decided = self._view.decisions(number, "归属乡镇", folder)
        claims = self._claims(listing, folder) if listing else {}
        if decided:
            to = self._view.unit(decided[-1]["to"])
            told = (
                above and self._view.unit(above["township"]) != to
            )  # until its day "the giver's": whom the register names
            self._by_decision(line, decided[-1], [above["township"]] if told else list(listing))
        elif above:
            line.stints = [Stint(above["township"], None, "first")]
        elif len(claims) == 1:
            (sender,) = claims
            givers = [
                s for s, row in listing.items() if s != sender and self._agreement.named(row) == self._view.unit(sender)
            ]
            giver = givers[0] if len(givers) == 1 else sender
            line.stints = [Stint(self._part_of(giver, listing[giver], folder), None, "first")]
        elif assigned := self._assigned_to(number, folder, claims):
            line.stints = [Stint(assigned, None, "first")]
        else:
            line.claimants = tuple(claims)
        return line

    def _assigned_to(self, number: str, folder: str, claims: dict[str, dict]) -> str | None:
        """ "by several, without such a word": 交办清单 is a word too, where it names one of them."""
        view = self._view
        told = [
            row
            for row in view.entries("assigned", folder)
            if view.number(row["case_no"]) == number and row["assigned_on"] <= view.cut_off
        ]
        return next((c for c in claims if told and view.unit(c) == view.unit(told[-1]["township"])), None)

    def _part_of(self, sender: str, row: dict, folder: str) -> str:
        """ "What the merged unit lists for the first time, registered before the merger, belongs to the part whose
        window is still open".

        The unit that keeps its name is a part too; of several the one whose window began first.
        """
        view = self._view
        merged = [t for t in view.settings.roster if t.merged_on and t.merged_into == sender and row["registered_on"]]
        parts = [t.name for t in merged if row["registered_on"] < t.merged_on and not view.owes(t.name, folder[:7])]
        since = getattr(view.of_roster(sender), "since", None)
        open_parts = [
            n
            for n in [sender, *parts]
            if self._windows.of(n, folder[:7]) and (n != sender or since is None or row["registered_on"] >= since)
        ]
        return min(open_parts, key=lambda n: self._windows.of(n, folder[:7])[0]) if parts and open_parts else sender

    def as_claimed(self, number: str, unit: str) -> list[tuple[str, dict]]:
        """The row that speaks for a unit to which a word gave a matter that others claimed, and which lists nothing:
        the least favourable of theirs, as the county had it. Where 上级登记台账 has the number, that speaks.
        """
        view = self._view
        told = [d["folder"] for d in view.decisions(number, "归属乡镇") if view.unit(d["to"]) == unit]
        told += [
            row["folder"]
            for row in view.entries("assigned")
            if view.number(row["case_no"]) == number and view.unit(row["township"]) == unit
        ]
        folders = [f for f in view.folders if self._ledgers.listing(number, f)]
        if not told or not folders or view.above(number):
            return []
        upto = max(view.place(folders[0]), min(view.place(f) for f in told))
        claimed = {view.unit(s) for f in folders if view.place(f) <= upto for s in self._listing(number, f)} - {unit}
        newest = [self._ledgers.of(number, each)[-1] for each in sorted(claimed)]
        return [max(newest, key=lambda of_one: unfavourable(of_one[1]))] if newest else []
