"""Whose: the words of a cell or a line become a township of the roster."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

from rapidfuzz import fuzz, process

from pipeline.convert import Unreadable
from pipeline.ingest.words import squeezed
from pipeline.settings import Settings

_OFFICE_WORDS = ("", "人民政府", "政府", "党委政府", "信访办", "信访工作联席会议", "信访工作联席会议办公室")


@dataclass(frozen=True)
class Roster:
    """The roster's names and aliases as staff write them, with 人民政府 and the like behind and the county's name before."""

    settings: Settings

    @cached_property
    def names(self) -> dict[str, str]:
        """Squeezed name, alias or former name -> the unit's name; a name beats another unit's alias."""
        units = self.settings.roster
        known = {squeezed(alias): unit.name for unit in reversed(units) for alias in (*unit.aliases, *unit.former_names)}
        known.update({squeezed(unit.name): unit.name for unit in units})
        return known

    @cached_property
    def _written(self) -> dict[str, str]:
        county = squeezed(self.settings.office.get("县名", ""))
        forms = {f"{front}{name}{back}": unit for name, unit in self.names.items() for front in (county, "") for back in _OFFICE_WORDS}
        return {**forms, **self.names}

    def find(self, value: object) -> str | None:
        """The township that a value names, None when it names none."""
        return self._written.get(squeezed(value))

    def nearest(self, value: object) -> str:
        """The township whose name is most like the value, the first of equals."""
        found = process.extractOne(squeezed(value), list(self.names), scorer=fuzz.ratio)
        return self.names[found[0]] if found else ""

    def resolve(self, value: object) -> str:
        """The township of a cell. Raises Unreadable with the nearest name."""
        found = self.find(value)
        if found is None:
            raise Unreadable(f"不在乡镇名录中，最接近的是“{self.nearest(value)}”")
        return found
