"""Which township of the roster a cell or a line names."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

from rapidfuzz import fuzz, process

from pipeline.ledgers.cells.words import squeezed
from pipeline.messages import read_words
from pipeline.schema.convert import Unreadable
from pipeline.schema.showable import TOWNSHIP_ENDINGS
from pipeline.settings.record import Settings

_SHORTEST = 2
_OFFICE_WORDS = ("", "人民政府", "政府", "党委政府", "信访办", "信访工作联席会议", "信访工作联席会议办公室")


@dataclass(frozen=True)
class Roster:
    """The roster's names as staff write them: with 人民政府 and the like behind, or the county's name before."""

    settings: Settings

    @cached_property
    def names(self) -> dict[str, str]:
        """Squeezed name, alias or former name -> the unit's name; names win over aliases, these over former names."""
        units = self.settings.roster
        known = {squeezed(former): unit.name for unit in reversed(units) for former in unit.former_names}
        known.update({squeezed(alias): unit.name for unit in reversed(units) for alias in unit.aliases})
        known.update({squeezed(unit.name): unit.name for unit in units})
        return known

    @cached_property
    def present(self) -> tuple[tuple[str, str], ...]:
        """Squeezed name and name of each unit, without aliases."""
        return tuple((squeezed(unit.name), unit.name) for unit in self.settings.roster)

    @cached_property
    def _by_length(self) -> tuple[str, ...]:
        return tuple(sorted((name for name in self.names if len(name) >= _SHORTEST), key=len, reverse=True))

    @property
    def example(self) -> str:
        """A unit's name for examples."""
        return next(iter(self.names.values()), "乡镇名")

    @cached_property
    def _written(self) -> dict[str, str]:
        county = squeezed(self.settings.office.get("县名", ""))
        forms = {
            f"{front}{name}{back}": unit
            for name, unit in self.names.items()
            for front in (county, "")
            for back in _OFFICE_WORDS
        }
        return {**forms, **self.names}

    def find(self, value: object) -> str | None:
        """The township that a value names, None when it names none."""
        return self._written.get(squeezed(value))

    def mentioned(self, text: object) -> str:
        """The one unit whose name, alias or former name a text holds; '' when it holds none, or those of several.

        Of names that stand within one another the longest counts. The county's own name and a name of a single
        character don't count.
        """
        remaining = squeezed(text)
        if county := squeezed(self.settings.office.get("县名", "")):
            remaining = remaining.replace(county, "|")
        units = set()
        for name in self._by_length:
            if name in remaining:
                units.add(self.names[name])
                remaining = remaining.replace(name, "|")
        return units.pop() if len(units) == 1 else ""

    def opens_with(self, value: object, unit: str) -> bool:
        """Whether a value names a part of the unit: it opens with a name of the unit, behind the county's or not.

        A value that ends as a unit's name does may be another unit: 石门坎街道 is no part of 石门乡.
        """
        text = squeezed(value).removeprefix(squeezed(self.settings.office.get("县名", "")))
        if text.endswith(TOWNSHIP_ENDINGS):
            return False
        return any(text.startswith(name) for name, own in self.names.items() if own == unit and len(name) >= _SHORTEST)

    def nearest(self, value: object) -> str:
        """The township whose name is most like the value, the first of equals."""
        best = process.extractOne(squeezed(value), list(self.names), scorer=fuzz.ratio)
        return self.names[best[0]] if best else ""

    def resolve(self, value: object) -> str:
        """The township of a cell. Raises Unreadable with the nearest name."""
        unit = self.find(value)
        if unit is None:
            raise Unreadable(read_words.NOT_IN_ROSTER.format(nearest=self.nearest(value)))
        return unit
