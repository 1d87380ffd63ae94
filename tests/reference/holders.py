"""Whose matter, section 5.3: who holds it first, and how it changes hands."""

from __future__ import annotations

from copy import deepcopy
from datetime import date, timedelta

from pipeline.base.period import parse_period
from tests.reference.line import Line, Stint
from tests.reference.listed_first import FirstHolders

ONE = timedelta(days=1)


class Holders(FirstHolders):
    """The lines of all matters as one run sees them."""

    def line(self, number: str) -> Line | None:
        """ "it stays with its holder": from the newest edition that has it, else from the folder that first lists
        it.
        """
        had = self._view.published([e for e in self._view.spoken if e in self._view.binding], number)
        line = deepcopy(had[-1][0].lines[had[-1][1]]) if had else None
        covered = had[-1][0].period.last_day if had else date.min
        for folder in self._view.folders:
            if line is None:
                line = self._first(number, folder)
            if line and line.claimants:
                self._settle(line, number, folder)
            if line and not line.claimants:
                self._move(line, number, folder, told=parse_period(folder).last_day <= covered)
        return line or self._of_the_draft(number)

    def _of_the_draft(self, number: str) -> Line | None:
        """Of a matter that P's own draft alone has: "no matter that it had vanishes"."""
        had = self._view.published(self._view.spoken, number)
        return deepcopy(had[-1][0].lines[had[-1][1]]) if had else None

    # who holds it first

    def _by_decision(self, line: Line, decision: dict, claims: list[str]) -> None:
        """From its day the unit that it names; before that the one other claimant, if there is one."""
        to = decision["to"]
        others = [c for c in claims if self._view.unit(c) != self._view.unit(to)]
        line.seen.add(("a", to, decision["folder"]))
        line.claimants = ()
        before = [Stint(others[0], None, "first")] if len(others) == 1 else []
        line.stints = [*before, Stint(to, decision["from_on"], "a")]

    # a matter that several claim

    def _settle(self, line: Line, number: str, folder: str) -> None:
        view, claims = self._view, list(line.claimants)
        if view.place(folder) < view.place(line.first_folder):
            return
        if len({view.unit(c) for c in claims}) == 1:
            self._settled(line, claims[0])  # they have been merged
            return
        decided = [d for d in view.decisions(number, "归属乡镇", folder) if d["folder"] == folder]
        above = view.above(number, folder)
        if decided:
            self._by_decision(line, decided[-1], claims)
        elif above:
            self._settled(line, above["township"])
        elif folder != line.first_folder and not self._assigned(line, number, folder):
            self._drop_out(line, number, folder)
            if line.claimants:
                self._agreed_by_claimants(line, number, folder)

    def _settled(self, line: Line, unit: str) -> None:
        line.claimants, line.stints = (), [Stint(unit, None, "first")]

    def _drop_out(self, line: Line, number: str, folder: str) -> None:
        """ "A claimant that leaves it out while another still lists it claims no more, unless its last row had
        something unfavourable in it".
        """
        view = self._view
        listing = self._listing(number, folder)
        came = {view.unit(s) for s, f in self._ledgers.came if f == folder}
        listed = {view.unit(s) for s in listing}
        still = []
        for claimant in line.claimants:
            unit = view.unit(claimant)
            left = unit in came and unit not in listed and bool(listed & {view.unit(c) for c in line.claimants})
            handed = left and any(
                self.handed_back(number, row)
                for row in self._ledgers.listing(number, folder).values()
                if view.unit(row["sender"]) == unit
            )
            if not left or (not handed and self._missed(number, line, claimant, None)):
                still.append(claimant)
        units = {view.unit(c) for c in still}
        if len(units) == 1:
            self._settled(line, still[0])
        elif still:
            line.claimants = tuple(still)

    def _agreed_by_claimants(self, line: Line, number: str, folder: str) -> None:
        """ "Both rows naming one of them settles it as (b) does"."""
        view = self._view
        if len(line.claimants) != 2:
            return
        for giver, taker in (line.claimants, line.claimants[::-1]):
            if not self._agreement.speak_as_one(number, giver, taker, folder):
                continue
            trial = Line([Stint(giver, None, "first")], (), line.first_folder, set(line.seen))
            day = self._agreement.day(number, giver, taker)
            if day and not self._missed(number, trial, giver, day):
                line.claimants = ()
                line.stints = [*trial.stints, Stint(taker, day, "b")]
                line.seen.add(("b", view.unit(taker), folder))
                return

    # moves

    def _move(self, line: Line, number: str, folder: str, *, told: bool) -> None:
        """``told``: an edition has been made of the folder since; what its registers said of holders then has moved
        the matter then.
        """
        view = self._view
        if view.place(folder) < view.place(line.first_folder):
            return
        for decision in view.decisions(number, "归属乡镇", folder):
            if decision["folder"] == folder:
                self._decided(line, decision)
        if not told and not view.decisions(number, "归属乡镇", folder):
            if view.above(number, folder):
                self._moved_above(line, number, folder)
            else:
                self._assigned(line, number, folder)
        self._taken_over(line, number, folder)
        words = ("superior", "assigned")
        spoken = any(view.number(r["case_no"]) == number for w in words for r in view.entries(w, folder))
        if not spoken and not view.decisions(number, "归属乡镇", folder):
            self._agreed(line, number, folder)

    def _add(self, line: Line, stint: Stint, folder: str) -> None:
        key = (stint.way, self._view.unit(stint.unit), folder)
        if key not in line.seen:
            line.seen.add(key)
            line.stints.append(stint)

    def _decided(self, line: Line, decision: dict) -> None:
        """ "A decision's day holds also for a matter that its new holder lists first, and after both had agreed"."""
        key = ("a", decision["to"], decision["folder"])
        if key in line.seen:
            return
        line.seen.add(key)
        unit, last = self._view.unit(decision["to"]), line.stints[-1]
        if unit == self._view.unit(line.holder) and last.way != "b":
            self._listed_first(line, decision)
            return
        while len(line.stints) > 1 and line.stints[-1].way == "b" and self._view.unit(line.stints[-1].unit) == unit:
            line.stints.pop()
        line.stints.append(Stint(decision["to"], decision["from_on"], "a"))

    def _listed_first(self, line: Line, decision: dict) -> None:
        """ "also for a matter that its new holder lists first": a day by the end of the window in which it did.

        A later one gives nothing away.
        """
        window = self._windows.of(line.holder, line.first_folder[:7])
        if len(line.stints) == 1 and line.stints[0].way == "first" and window and decision["from_on"] <= window[1]:
            line.stints = [Stint(decision["to"], decision["from_on"], "a")]

    def _moved_above(self, line: Line, number: str, folder: str) -> None:
        """ "A register moves a matter by a row that differs from its row before"."""
        view = self._view
        rows = [r for r in view.entries("superior", folder) if view.number(r["case_no"]) == number]
        if len(rows) < 2 or rows[-1]["folder"] != folder:
            return
        now, before = rows[-1], rows[-2]
        if view.unit(now["township"]) in (view.unit(before["township"]), view.unit(line.holder)):
            return
        later = now["received_on"] and before["received_on"] and before["received_on"] < now["received_on"]
        window = self._windows.of(now["township"], folder[:7])
        day = now["received_on"] if later else window and window[0]
        if day and day <= view.cut_off:
            self._add(line, Stint(now["township"], day, "a"), folder)

    def _assigned(self, line: Line, number: str, folder: str) -> bool:
        """ "交办清单 also by its first row when 交办日期 lies after the holder's first window"; a batch has rows of
        its own.
        """
        view = self._view
        moved = False
        rows = [r for r in view.entries("assigned", folder) if view.number(r["case_no"]) == number]
        for at, row in enumerate(rows):
            if row["folder"] != folder or row["assigned_on"] > view.cut_off:
                continue
            before = [r for r in rows[:at] if r["batch"] == row["batch"] and r["folder"] != folder]
            differs = before and view.unit(before[-1]["township"]) != view.unit(row["township"])
            firsts = line.claimants or (line.stints[0].unit,)
            first = [self._windows.of(unit, line.first_folder[:7]) for unit in firsts if unit]
            comes_later = not before and all(w and row["assigned_on"] > w[1] for w in first)
            mine = not line.claimants and view.unit(row["township"]) == view.unit(line.holder)
            if not (differs or comes_later) or mine:
                continue
            if line.claimants:
                self._by_decision(
                    line, {"to": row["township"], "from_on": row["assigned_on"], "folder": folder}, list(line.claimants)
                )
            else:
                self._add(line, Stint(row["township"], row["assigned_on"], "a"), folder)
            moved = True
        return moved

    def handed_back(self, number: str, row: dict) -> bool:
        """ "only when 退回日期 ≤ C and 上级登记台账 or 处理决定 agrees"."""
        view = self._view
        if not row["withdrawn_on"] or row["withdrawn_on"] > view.cut_off:
            return False
        above = view.above(number)
        return bool((above and above["withdrawn_on"]) or view.decisions(number, "同意退回"))

    def _taken_over(self, line: Line, number: str, folder: str) -> None:
        """ "by a valid hand-back, to the unit whose ledger lists it, from the day after 退回日期"; nobody's until
        one does.
        """
        view = self._view
        if line.holder is not None:
            own = [
                row
                for f, row in self._ledgers.of(number, view.unit(line.holder))
                if view.place(f) <= view.place(folder)
            ]
            begun = line.stints[-1].day
            if not own or not self.handed_back(number, own[-1]) or (begun and own[-1]["withdrawn_on"] < begun):
                return
            line.stints.append(Stint(None, own[-1]["withdrawn_on"] + ONE, "c"))
        if line.stints[-1].way != "c" or line.holder is not None or parse_period(folder).last_day < line.stints[-1].day:
            return
        takers = [s for s, row in self._listing(number, folder).items() if self._agreement.names_itself(row)]
        if takers:
            line.stints[-1].unit = takers[0]

    def _agreed(self, line: Line, number: str, folder: str) -> None:
        """ "(b) … when both say so: the holder's row names the other as 责任单位 and the other's own ledger lists
        it, in the same folder or the next".
        """
        view = self._view
        if line.holder is None:
            return
        at = view.place(folder)
        listing = [s for f in view.folders[max(at - 1, 0) : at + 1] for s in self._ledgers.listing(number, f)]
        for taker in (name for name in view.names if name in {view.unit(s) for s in listing}):
            if taker == view.unit(line.holder) or ("b", taker, folder) in line.seen:
                continue
            if self._agreement.speak_as_one(number, line.holder, taker, folder):
                day = self._agreement.day(number, line.holder, taker)
                if day and not self._missed(number, line, line.holder, day):
                    self._add(line, Stint(taker, day, "b"), folder)
                    return
