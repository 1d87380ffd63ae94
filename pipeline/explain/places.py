"""Where what decides an item stands: the row in its ledger or register, and the cells of the columns that its indicator asks."""

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
"""A value that an edition has counts although the cell of today is blank, or can't be read."""
_LABEL = {f.id: f.label for f in LEDGER}
_REPEATED = ("related_case_no", "registered_on", "occurrence")
_OF_EVERY_MATTER = ("withdrawn_on",)


@dataclass(frozen=True)
class Spot:
    """A row and the cells in it that decide.

    ``row``: '' where it isn't known; ``cells``: (column, cell) from left to right; ``repeat``: the number of the matter
    by which the item came back, when the row is that one's.
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
        return (
            (f"再次信访{self.repeat}：" if self.repeat else "")
            + place
            + (f"（{self.cells_in_words}）" if self.cells else "")
        )


NOWHERE = Spot("")


class Places:
    """Asked of an edition's tables for the matters ``numbers``."""

    def __init__(self, tables: Mapping[str, pd.DataFrame], numbers: Iterable[object]) -> None:
        wanted = set(numbers)
        self._headings = Headings(tables["headings"])
        matters, counted = tables["matters"], tables["counted"]
        here = matters[matters["case_no"].isin(wanted)].drop_duplicates("case_no")
        self.hidden = frozenset(here.loc[is_hidden(here), "case_no"])
        """Those of the numbers that are listed nowhere."""
        self._matters = dict(zip(here["case_no"], here.to_dict("records"), strict=True))
        unread = counted[(counted["reason"] == UNREAD) & counted["case_no"].isin(wanted)]
        self._unread = set(zip(unread["case_no"], unread["column"], strict=True))

    def matters(self, numbers: Iterable[object]) -> list[dict[Any, Any]]:
        """The row of matters of each number, empty where the edition has none."""
        return [self._matters.get(number, {}) for number in numbers]

    def spot(self, matter: Mapping[Any, Any], columns: Collection[str]) -> Spot:
        """The matter's row with the cells of ``columns`` (labels); the row alone where no file of this edition has it."""
        return self._at(matter, ("source_file", "source_sheet", "source_row"), columns)

    def of(self, indicator: Indicator, member: Mapping[Any, Any], matter: Mapping[Any, Any]) -> tuple[Spot, ...]:
        """Of an item (a row of members) the matter's row, the repeat's by which it came back, then the register's; none of 检举控告,

        which has no number.

        A township that a register has no row for is pointed to the register by its name.
        """
        if not text(member["item"]) or member["item"] in self.hidden:
            return ()
        spots = []
        if indicator.fields and text(matter.get("source_file")):
            spots.append(self.spot(matter, self._deciding(indicator, matter)))
        if (repeat := text(member["repeat_no"])) in self._matters and repeat not in self.hidden:
            spots.append(replace(self.spot(self._matters[repeat], [_LABEL[id_] for id_ in _REPEATED]), repeat=repeat))
        if indicator.entries:
            register = REGISTER[indicator.register]
            entry = self._at(member, ("file", "sheet", "row"), [register.field(id_).label for id_ in indicator.entries])
            spots.append(entry if entry.file else Spot(REGISTER_FILE, register.name))
        return tuple(spots)

    def seen(self, place: Sequence[object], column: str) -> str:
        """'，见2023-02/登记簿.xlsx 上级登记台账 I2' of a value that stands in another row (file, sheet, row); '' where none is named."""
        spot = self._at(dict(zip(("file", "sheet", "row"), place, strict=True)), ("file", "sheet", "row"), [column])
        if not spot.file:
            return ""
        return f"，见{spot.file} {spot.sheet} {spot.cells[0][1]}" if spot.cells else f"，见{spot}"

    def _deciding(self, indicator: Indicator, matter: Mapping[Any, Any]) -> set[str]:
        """Labels of the columns that decide this matter: what is blank and needn't be filled in says nothing."""
        unread = {id_ for id_, label in _LABEL.items() if (matter["case_no"], label) in self._unread}
        spoken = {id_ for id_ in (*indicator.if_filled, *_OF_EVERY_MATTER) if id_ in unread or not pd.isna(matter[id_])}
        asked = {*indicator.fields, *spoken}
        return {_LABEL[id_] for id_ in asked | {STANDS_IN[id_] for id_ in asked & unread & STANDS_IN.keys()}}

    def _at(self, row: Mapping[Any, Any], ids: tuple[str, str, str], columns: Collection[str]) -> Spot:
        file, sheet, number = (row.get(id_) for id_ in ids)
        if number is None or pd.isna(number):
            return Spot(text(file), text(sheet))
        return Spot(
            text(file), text(sheet), str(number), self._headings.cells(text(file), text(sheet), int(number), columns)
        )


def text(value: object) -> str:
    """A text, '' for null."""
    return value if isinstance(value, str) else ""
