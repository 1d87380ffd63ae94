"""Moves on which both units agree, section 5.3 (b): "the holder's row names the other as 责任单位 and the other's
own ledger lists it".
"""

from __future__ import annotations

from datetime import date, timedelta

from tests.reference.ledgers import Ledgers
from tests.reference.view import View
from tests.reference.windows import Windows

ONE = timedelta(days=1)


class Agreement:
    """What the rows of a giver and a taker say together."""

    def __init__(self, view: View, windows: Windows, ledgers: Ledgers) -> None:
        self._view, self._windows, self._ledgers = view, windows, ledgers

    def named(self, row: dict) -> str:
        return self._view.unit(row["township"]) or ""

    def names_itself(self, row: dict) -> bool:
        return self.named(row) == self._view.unit(row["sender"])

    def speak_as_one(self, number: str, giver: str, taker: str, folder: str) -> bool:
        """The two rows lie in this folder and in this or the one before, whichever speaks first."""
        at = self._view.place(folder)
        before = self._view.folders[at - 1] if at else None
        giving = {
            f
            for f, row in self._ledgers.of(number, self._view.unit(giver))
            if self.named(row) == self._view.unit(taker)
        }
        retracted = {f for f, row in self._ledgers.of(number, self._view.unit(giver)) if self.names_itself(row)}
        taking = {f for f, row in self._ledgers.of(number, self._view.unit(taker)) if self.names_itself(row)}
        if folder in giving and (folder in taking or before in taking):
            return True
        return before in giving and folder in taking and folder not in retracted

    def day(self, number: str, giver: str, taker: str) -> date | None:
        """ "the first day of the window in which the new holder's ledger first lists it, and no earlier than the
        day after the old holder's last

        window in which its row named itself".
        """
        taking = [(f, row) for f, row in self._ledgers.of(number, self._view.unit(taker)) if self.names_itself(row)]
        window = taking and self._windows.of(taking[0][1]["sender"], taking[0][0][:7])
        own = [(f, row) for f, row in self._ledgers.of(number, self._view.unit(giver)) if self.names_itself(row)]
        last = own and self._windows.of(own[-1][1]["sender"], own[-1][0][:7])
        if not window:
            return None
        return max(window[0], last[1] + ONE) if last else window[0]
