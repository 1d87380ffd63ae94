"""Which items a period counts: its windows, "once", and what comes late (sections 5.1 and 5.4)."""

from __future__ import annotations

from pipeline.base.period import parse_period
from tests.reference.clocks import Matters
from tests.reference.items import Item


def quarter_or_year(month: str, kind: str) -> str:
    """The period of a kind in which a month lies."""
    day = parse_period(month).first_day
    return {"month": month, "quarter": f"{day.year}-Q{(day.month - 1) // 3 + 1}", "year": f"{day.year:04d}"}[kind]


class Choosing:
    """What of the items a run counts."""

    def __init__(self, matters: Matters) -> None:
        self._matters, self._view, self._windows = matters, matters.view, matters.windows
        self._kind = self._view.period.kind
        self._counted = self._keys(self._elsewhere())
        bound = self._view.former and not self._view.free and self._view.former.closes
        self._kept = self._keys([(self._view.former, self._view.former.counted)]) if bound else set()

    def _keys(self, sets):
        """Keys of editions as P has them: by the number of today, a side by the unit of today ("from 撤并日期 the old
        unit's … history belongs to the new one").
        """
        return {
            (key[0], self._view.keys_of(edition).get(key[1], key[1]), key[2], *map(self._view.unit, key[3:]))
            for edition, keys in sets
            for key in keys
        }

    def _own_editions(self):
        """The other editions of this kind that stand."""
        return [
            e for e in self._view.editions if e is not self._view.former and e.closes and e.period.kind == self._kind
        ]

    def _elsewhere(self):
        """What other editions of the kind counted, and what an earlier period of it without an edition is taken to
        have counted: what the editions of its months counted and what the newest of them knew, but for what an
        edition of a month outside it counted.
        """
        if self._kind == "range":
            return []
        found = [(e, e.counted) for e in self._own_editions()]
        months = [e for e in self._view.editions if e.closes and e.period.kind == "month"]
        for name, judge in self.judges().items():
            inside = [e for e in months if quarter_or_year(e.period.name, self._kind) == name]
            outside = {key for e in months if e not in inside for key in self._keys([(e, e.counted)])}
            found += [(e, e.counted) for e in inside]
            known = {k for k in judge.known if not self._keys([(judge, {k})]) & outside}
            found.append((judge, known))
        return found

    def judges(self):
        """Period of this kind before P, without an edition of its own -> the newest month's edition in it."""
        if self._kind not in ("quarter", "year"):
            return {}
        found, own = {}, {e.period.name for e in self._own_editions()}
        for edition in self._view.earlier:
            if edition.period.kind == "month":
                name = quarter_or_year(edition.period.name, self._kind)
                if name not in own and parse_period(name).last_day < self._view.period.first_day:
                    found[name] = edition
        return found

    def _closed_for_the_kind(self, month: str) -> bool:
        """ "What belongs to a month for which no edition was ever made counts in no month"; likewise quarters and
        years.
        """
        name = quarter_or_year(month, self._kind)
        if name in {e.period.name for e in self._own_editions()}:
            return True
        judge = self.judges().get(name)
        return judge is not None and month <= judge.period.name

    def counts(self, item: Item, side: str | None = None) -> bool:
        """Whether the item stands in P; ``side``: among the figures of 全县, or of one unit, alone.

        A 待定 matter may have stood on one side and not on the other: "what is favourable stands in no n and no N until
        settled".
        """
        if self._kind == "range":
            return self._inside(item)
        keys = {item.key, (*item.key, side)}
        alone = {(*item.key, side)} if item.unit is None else set()
        if alone & self._kept and not alone & self._counted:
            return True  # for 全县 alone, and whoever took it over since counted it for itself alone
        if keys & self._counted:
            return False
        return self._inside(item) or bool(keys & self._kept) or self.comes_late(item)

    def _inside(self, item: Item) -> bool:
        return any(self._windows.inside(item.unit, day) for day in item.days)

    def comes_late(self, item: Item) -> bool:
        """ "What belongs to a closed window and stands in no edition of that kind counts in the first later period
        … in which it is known".
        """
        if self._kind == "range" or not item.certain or item.days[0] >= self._windows.begin(item.unit):
            return False
        month = self._windows.month_of(item.unit, item.days[0])
        return month is not None and self._closed_for_the_kind(month)

    def marks(self, item: Item) -> dict[str, bool]:
        """Indicator -> in the numerator; a limit that comes late may count as missed."""
        limit = item.family in ("A", "D", "S")
        if not limit or self._inside(item) or not self.comes_late(item):
            return item.marks
        late = self._matters.late.counts_as_missed(
            item.number, item.unit, item.days[0], item.needs_acceptance, item.shown, self.judges()
        )
        return {id_: n and (not late or id_ == "extended") for id_, n in item.marks.items()}

    def mended(self, item: Item) -> bool:
        """An acceptance limit "doesn't count a second time where the row was counted" that was set aside."""
        if item.family != "A":
            return False
        rows = {(sender, folder) for sender, folder, _ in self._matters.late.rows_set_aside(item.number)}
        counted = {pair for e in self._own_editions() for pair in e.aside_counted}
        counted |= {pair for e in self.judges().values() for pair in e.aside_newest}
        return bool(rows & counted)
