"""Another county's settings, changed only in part: what of them is left, in one sentence."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from pipeline.base.county import COUNTY
from pipeline.settings.parts import Entry
from pipeline.settings.roster import Names

_NAMED_AFTER_COUNTY = ("联席会议", "联席会议办公室", "信访局", "印发机关")
"""The rows of 单位 that begin with a county's name and are printed on letterheads and imprints."""
_LEAST = 5
"""The fewest rows of a sheet from which it is taken for another county's; fewer may be slips of the pen."""


def without_another_countys(office: Sequence[Entry], sheets: Sequence[list[Entry]], names: Names) -> list[list[Entry]]:
    """The ``sheets`` of past years, each empty where all its units are strange to the roster.

    Those, and the rows of 单位 that name a county other than 县名, are one fault together.
    """
    of_others = [each if _is_strange(each, names) else [] for each in sheets]
    county = next((entry for entry in office if entry.text("key") == "县名" and entry.text("value")), None)
    letterheads = [] if county is None else list(_letterheads(office, county.text("value")))
    places = [f"“{each[0].sheet.name}”的{len(each)}行" for each in of_others if each]
    if letterheads:
        places.insert(0, f"“{letterheads[0].sheet.name}”的{'、'.join(each.address('value') for each in letterheads)}")
    at = county or next((each[0] for each in of_others if each), None)
    if places and at is not None:
        at.fault("R387", "value" if at is county else "township", places="，".join(places))
    return [[] if strange else each for each, strange in zip(sheets, of_others, strict=True)]


def _is_strange(entries: Sequence[Entry], names: Names) -> bool:
    units = [text for entry in entries if (text := entry.text("township")) and text != COUNTY]
    return bool(names.owners) and len(units) >= _LEAST and not any(unit in names.owners for unit in units)


def _letterheads(office: Sequence[Entry], county: str) -> Iterator[Entry]:
    """The rows that name a county of the same kind (…县, …区), but not this one."""
    another = re.compile(f"[\u4e00-\u9fff]{{2,6}}{re.escape(county[-1])}")
    for entry in office:
        text = entry.text("value").removeprefix("中共")
        if entry.text("key") in _NAMED_AFTER_COUNTY and county not in text and another.match(text):
            yield entry
