"""乡镇名录: the units, and how every other sheet names them."""

from __future__ import annotations

from dataclasses import dataclass, field

from pipeline.base.county import COUNTY
from pipeline.base.file_names import illegal_part
from pipeline.schema.settings_sheets import SETTINGS_SHEET
from pipeline.settings.parts import MORE, Entry, Faults, nearest, split_names
from pipeline.settings.record import DEPARTMENT, TOWNSHIP, Township

_UNNUMBERED = 1_000_000
"""Added to the place of a unit without 序号 in the sheet, so that it comes after all units that have one."""


@dataclass
class Names:
    """``owners``: every name, alias and former name of the roster -> the unit's name. ``given_at``: -> its cell."""

    owners: dict[str, str] = field(default_factory=dict)
    given_at: dict[str, str] = field(default_factory=dict)

    def add(self, entry: Entry, id_: str, text: str, owner: str) -> None:
        """Note ``text`` as a name of a unit; a text that another cell has given already is a fault."""
        if text in self.owners:
            entry.fault("R312", id_, found=text, first=self.given_at[text], owner=self.owners[text])
            return
        self.owners[text], self.given_at[text] = owner, entry.address(id_)

    def find(self, entry: Entry, id_: str, *, county: bool = True) -> str:
        """The unit that a cell names, or 全县 where ``county`` allows it; '' when it names none, which is a fault."""
        text = entry.text(id_)
        if county and text == COUNTY:
            return COUNTY
        # An empty roster is a fault of its own, which the rows of other sheets need not repeat.
        if text not in self.owners and self.owners:
            entry.fault("R311", id_, found=text, nearest=self.owners[nearest(text, self.owners)])
        return self.owners.get(text, "")


def read_roster(entries: list[Entry], faults: Faults) -> tuple[tuple[Township, ...], Names]:
    """The units by 序号 (those without one come last, ties keep the order of the sheet), and their names."""
    names = Names()
    if not entries and not faults.findings:
        faults.add("R310", SETTINGS_SHEET["roster"].name)
    for entry in entries:
        name = entry.text("township")
        if illegal := illegal_part(name):
            entry.fault("R315", "township", found=name, illegal=illegal)
        names.add(entry, "township", name, name)
    for entry in entries:
        for alias in split_names(entry.text("aliases"), more=MORE):
            if alias != entry.text("township"):
                names.add(entry, "aliases", alias, entry.text("township"))
    for entry in entries:
        for former in split_names(entry.text("former_names"), more=MORE):
            if former != entry.text("township"):
                names.add(entry, "former_names", former, entry.text("township"))
    units = [_unit(entry, number, names) for number, entry in enumerate(entries, start=1)]
    _refuse_circles(entries, units)
    return tuple(sorted(units, key=lambda unit: unit.order)), names


def _unit(entry: Entry, number: int, names: Names) -> Township:
    order = entry.whole("order", example=str(number))
    merged_on = entry.day("merged_on")
    into = names.find(entry, "merged_into", county=False) if entry.text("merged_into") else ""
    if bool(entry.text("merged_into")) != bool(entry.text("merged_on")):
        label, id_, example = (
            ("撤并日期", "merged_on", "2022-12-01")
            if entry.text("merged_into")
            else ("撤并至", "merged_into", "城关镇")
        )
        entry.fault("R313", id_, label=label, example=example)
    return Township(
        order=_UNNUMBERED + number if order is None else order,
        name=entry.text("township"),
        aliases=tuple(
            a for a in dict.fromkeys(split_names(entry.text("aliases"), more=MORE)) if a != entry.text("township")
        ),
        population=entry.whole("population", example="32000"),
        merged_into=into,
        merged_on=merged_on,
        former_names=tuple(
            n for n in dict.fromkeys(split_names(entry.text("former_names"), more=MORE)) if n != entry.text("township")
        ),
        since=entry.day("since"),
        kind=_kind(entry),
    )


def _kind(entry: Entry) -> str:
    """The unit's 类别; 乡镇 where the cell is blank."""
    text = entry.text("kind") or TOWNSHIP
    if text not in (TOWNSHIP, DEPARTMENT):
        entry.fault("R350", "kind", found=text, nearest=nearest(text, (TOWNSHIP, DEPARTMENT)))
    return text


def _refuse_circles(entries: list[Entry], units: list[Township]) -> None:
    successor = {unit.name: unit.merged_into for unit in units}
    for entry, unit in zip(entries, units, strict=True):
        name, steps = unit.merged_into, 0
        while name and name != unit.name and steps < len(units):
            name, steps = successor.get(name, ""), steps + 1
        if name and name == unit.name:
            entry.fault("R314", "merged_into", found=unit.name)
