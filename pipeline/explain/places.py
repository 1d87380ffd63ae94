"""Where the facts that decide an item stand: its row in a ledger or register, and the cells its indicator asks for."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

import pandas as pd

from pipeline.report.headings import Headings
from pipeline.rules.accusations import is_hidden
from pipeline.schema.indicators import Indicator
from pipeline.schema.ledger import LEDGER, STANDS_IN
from pipeline.schema.registers import REGISTER, REGISTER_FILE

UNREAD = "读不出"
PUBLISHED = "以已发布的往期成果为准"
"""The reason of a value that an edition has and that counts although its cell is now blank or can't be read."""
LEDGER_LABEL = {f.id: f.label for f in LEDGER}
_REPEATED = ("related_case_no", "registered_on", "occurrence")
_OF_EVERY_MATTER = ("withdrawn_on",)


@dataclass(frozen=True)
class Spot:
    """A row, and the cells in it that decide.

    ``row``: its number, '' where it isn't known. ``cells``: (column, cell) from left to right. ``repeat``: where the
    row is that of the matter by which the item came back, that matter's number.
    """

    file: str
    sheet: str = ""
    row: str = ""
    cells: tuple[tuple[str, str], ...] = ()
    repeat: str = ""

    @property
    def columns(self) -> tuple[str, str, str]:
        """File, sheet and row."""
        return self.file, self.sheet, self.row

    @property
    def cells_in_words(self) -> str:
        """'受理日期L7、办结日期P7'."""
        return "、".join(column + cell for column, cell in self.cells)

    def __str__(self) -> str:
        place = " ".join(filter(None, (self.file, self.sheet, self.row and f"第{self.row}行")))
        head = f"再次信访{self.repeat}：" if self.repeat else ""
        return head + place + (f"（{self.cells_in_words}）" if self.cells else "")


NOWHERE = Spot("")


class Places:
    """The places of the matters ``numbers``, by the tables of an edition."""

    def __init__(self, tables: Mapping[str, pd.DataFrame], numbers: Iterable[object]) -> None:
        wanted = set(numbers)
        self._headings = Headings(tables["headings"])
        matters, counted = tables["matters"], tables["counted"]
        here = matters[matters["case_no"].isin(wanted)].drop_duplicates("case_no")
        self.hidden = frozenset(here.loc[is_hidden(here), "case_no"])
        """The numbers among them of matters that are listed nowhere."""
        self._matters = dict(zip(here["case_no"], here.to_dict("records"), strict=True))
        unread = counted[(counted["reason"] == UNREAD) & counted["case_no"].isin(wanted)]
        self._unread = set(zip(unread["case_no"], unread["column"], strict=True))

    def matters(self, numbers: Iterable[object]) -> list[dict[Any, Any]]:
        """Return for each number its row of the table matters, empty where the edition has none."""
        return [self._matters.get(number, {}) for number in numbers]

    def spot(self, matter: Mapping[Any, Any], columns: Collection[str]) -> Spot:
        """Return the matter's row with the cells of ``columns``; without cells if no file has that row now."""
        return self._spot_of(matter, ("source_file", "source_sheet", "source_row"), columns)

    def of(self, indicator: Indicator, member: Mapping[Any, Any], matter: Mapping[Any, Any]) -> tuple[Spot, ...]:
        """Return the rows that decide an item (``member``, a row of the table members).

        These are the matter's row, that of the matter by which it came back, then the register's; nothing for a
        检举控告 matter, which has no number. Where a register has no row for the item, its name alone is given.
        """
        if not text(member["item"]) or member["item"] in self.hidden:
            return ()
        spots = []
        if indicator.fields and text(matter.get("source_file")):
            spots.append(self.spot(matter, self._deciding(indicator, matter)))
        if (repeat := text(member["repeat_no"])) in self._matters and repeat not in self.hidden:
            spots.append(replace(self.spot(self._matters[repeat], _REPEATED), repeat=repeat))
        if indicator.entries:
            register = REGISTER[indicator.register]
            labels = {id_: register.field(id_).label for id_ in indicator.entries}
            entry = self._spot_of(member, ("file", "sheet", "row"), indicator.entries, labels)
            spots.append(entry if entry.file else Spot(REGISTER_FILE, register.name))
        return tuple(spots)

    def seen(self, place: Sequence[object], column: str) -> str:
        """Return '，见2023-02/登记簿.xlsx 上级登记台账 I2' for a value in another row; '' where ``place`` names none.

        ``place``: file, sheet and row.
        """
        row = dict(zip(("file", "sheet", "row"), place, strict=True))
        spot = self._spot_of(row, ("file", "sheet", "row"), [column])
        if not spot.file:
            return ""
        return f"，见{spot.file} {spot.sheet} {spot.cells[0][1]}" if spot.cells else f"，见{spot}"

    def _deciding(self, indicator: Indicator, matter: Mapping[Any, Any]) -> set[str]:
        """Return the columns that decide this matter; a blank cell that may be blank decides nothing."""
        unread = {id_ for id_ in LEDGER_LABEL if (matter["case_no"], id_) in self._unread}
        optional = (*indicator.if_filled, *_OF_EVERY_MATTER)
        asked = {*indicator.fields, *(id_ for id_ in optional if id_ in unread or not pd.isna(matter[id_]))}
        return asked | {STANDS_IN[id_] for id_ in asked & unread & STANDS_IN.keys()}

    def _spot_of(
        self,
        row: Mapping[Any, Any],
        ids: tuple[str, str, str],
        columns: Collection[str],
        labels: Mapping[str, str] = LEDGER_LABEL,
    ) -> Spot:
        file, sheet, number = (row.get(id_) for id_ in ids)
        if number is None or pd.isna(number):
            return Spot(text(file), text(sheet))
        cells = self._headings.cells(text(file), text(sheet), int(number), columns)
        return Spot(text(file), text(sheet), str(number), tuple((labels[id_], cell) for id_, cell in cells))


def text(value: object) -> str:
    """Return a text; '' for null."""
    return value if isinstance(value, str) else ""
