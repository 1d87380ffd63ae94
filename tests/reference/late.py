"""What comes late, section 5.4: 补登, and limits that nobody could know of when their window was closed."""

from __future__ import annotations

from pipeline.base.period import parse_period
from tests.reference.ledgers import Ledgers, is_that
from tests.reference.view import Edition, View
from tests.reference.windows import Windows

APPROVAL = "extension_approved_on"


class Late:
    """What the editions knew of a unit's months."""

    def __init__(self, view: View, windows: Windows, ledgers: Ledgers) -> None:
        self._view, self._windows, self._ledgers = view, windows, ledgers

    def entered_late(self, number, id_, day, unit, vouched) -> bool:
        """ "an acceptance, approval or conclusion dated in a closed window that the edition with this township's
        ledger in it lacked".

        Decisive is the first edition that closed the window with this unit's ledger in it; no edition up to it had the
        step.
        """
        if day is None or id_ in vouched or unit is None:
            return False
        month = self._windows.month_of(unit, day)
        if month is None or self.was_on_a_row_set_aside(number, id_):
            return False
        if id_ == APPROVAL and self._ledger_missing(unit, month):
            return True
        first = next((e for e in self._view.closing(month) if self._has(e.ledgers, unit, month)), None)
        if first is None:
            return False
        upto = [e for e in self._view.binding if e.period.order <= first.period.order]
        return not any(self._had(e, number, id_) for e in upto)

    def _had(self, edition: Edition, number, id_) -> bool:
        """ "of a 待定 matter: lacked in every claimant's row"; one taken back was there once."""
        for each, name in self._view.published([edition], number):
            for record in each.records[name].values():
                if record[id_] is not None or (id_ == "concluded_on" and record["event"] is not None):
                    return True
        return False

    def _has(self, pairs, unit, month) -> bool:
        return any(
            folder == month and self._view.unit(s) == self._view.unit(unit) and self._same_part(s, unit, month)
            for s, folder in pairs
        )

    def _same_part(self, sender, unit, month) -> bool:
        """A part that still existed answers by its own ledger, one that was merged by its unit's."""
        return sender == unit or not self._view.owes(unit, month) or not self._view.owes(sender, month)

    def _ledger_missing(self, unit, month) -> bool:
        """ "An approval dated in a month whose ledger was due and missing is 补登 too"."""
        if not self._view.owes(unit, month):
            return False
        closing = self._view.closing(month)
        if closing:
            return not any(self._has(e.ledgers | e.refused, unit, month) for e in closing)
        return month in self._view.folders and not self._has(self._ledgers.came | self._ledgers.refused, unit, month)

    def counts_as_missed(self, number, unit, day, needs_acceptance, shown, stand_ins) -> bool:
        """Whether a limit that is counted after its window was closed "counts as not on time".

        It does "when no edition that closed the window had the matter in anybody's hands, or lacked the acceptance or
        conclusion that fixes the limit, unless 上级登记台账 or 处理决定 shows that it was on time"; of a ledger that
        arrived and was refused the dates count. Editions that rest on P's own one say nothing of what was known when P
        counted it. ``stand_ins``: quarter or year -> the edition by which it is judged, also of its months without one.
        """
        month = self._windows.month_of(unit, day)
        if shown or month is None or self.rows_set_aside(number):
            return False
        closing = [e for e in self._view.closing(month) if self._view.period.name not in e.made_from]
        refused = [e.refused for e in closing]
        if not closing:
            closing = [e for name, e in stand_ins.items() if month in parse_period(name).months()]
            refused = [self._ledgers.refused]
        if not closing or any(self._knew(e, number, needs_acceptance) for e in closing):
            return False
        return not any(self._has(each, unit, month) for each in refused) if unit else True

    def _knew(self, edition: Edition, number, needs_acceptance) -> bool:
        for each, name in self._view.published([edition], number):
            records = each.records[name].values()
            if not needs_acceptance or any(r["due_from"] or r["event"] for r in records):
                return True
        return False

    def rows_set_aside(self, number) -> list[tuple[str, str, dict]]:
        """(sender, folder, row) of the rows set aside before a matter was first listed that have its readable
        cells: "that row mended".
        """
        listed = [(f, s, folders[f]) for (n, s), folders in self._ledgers.rows.items() if n == number for f in folders]
        if not listed:
            return []
        folder, sender, row = min(listed, key=lambda each: (self._view.place(each[0]), each[1]))
        pairs = dict(self._ledgers.aside)
        for edition in self._view.spoken:
            for key, rows in edition.aside.items():
                pairs.setdefault(key, rows)
        before = [
            (s, f, r)
            for (s, f), rows in pairs.items()
            for r in rows
            if f[:7] < folder[:7] and self._view.unit(s) == self._view.unit(sender)
        ]
        return [each for each in before if is_that(each[2], row)]

    def was_on_a_row_set_aside(self, number, id_) -> bool:
        """A row set aside "isn't late for having been unknown": the steps that could be read on it were known."""
        return any(id_ not in row["bad"] and row[id_] is not None for _, _, row in self.rows_set_aside(number))
