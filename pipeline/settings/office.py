"""单位: the names of the county and its offices, and how a sheet of items with values is read."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from pipeline.schema.options import in_words
from pipeline.schema.settings_sheets import CONSENT, OF_ONE_PAPER, OFFICE_CHOICES, OFFICE_DEFAULTS
from pipeline.schema.vocabulary import Answer
from pipeline.settings.consent import read_consent
from pipeline.settings.parts import Entry, nearest


def pairs(entries: list[Entry], known: Sequence[str], elsewhere: Sequence[str] = ()) -> dict[str, Entry]:
    """Key -> its row, where it has a value. A key of ``elsewhere`` is a fault only with a value: old forms have it."""
    seen: dict[object, str] = {}
    pairs = {}
    for entry in entries:
        key = entry.text("key")
        if key in elsewhere:
            if entry.text("value"):
                entry.fault("R363", "key", found=key)
        elif key not in known:
            entry.fault("R308", "key", found=key, nearest=nearest(key, known))
        elif entry.once(seen, key, "key", key) and entry.text("value"):
            pairs[key] = entry
    return pairs


def read_office(entries: list[Entry]) -> dict[str, str]:
    """Every item of 单位: the cell's text, or its default; offices are named after 县名. A day reads 2023年3月5日."""
    rows = pairs(entries, list(OFFICE_DEFAULTS), OF_ONE_PAPER)
    given = {key: _office_value(key, entry) for key, entry in rows.items()}
    county = given.get("县名", "")
    conference = given.get("联席会议") or f"{county}信访工作联席会议"
    derived = {"联席会议": conference, "联席会议办公室": f"{conference}办公室", "信访局": f"{county}信访局"}
    return {**OFFICE_DEFAULTS, **(derived if county or "联席会议" in given else {}), **given}


def _office_value(key: str, entry: Entry) -> str:
    """What a row of 单位 says: a day in words, the words of an approval, one of a closed list, or the text."""
    if key == CONSENT:
        return read_consent(entry, "value") or ""
    cell = entry.cells["value"]
    text = f"{cell.year}年{cell.month}月{cell.day}日" if isinstance(cell, date) else entry.text("value")
    usable = OFFICE_CHOICES.get(key)
    if usable is None or text in usable:
        return text
    if usable == (*Answer,):
        return in_words(entry.flag("value", blank=False, label=key))
    entry.fault("R360", "value", label=key, found=text, usable="、".join(usable), nearest=nearest(text, usable))
    return OFFICE_DEFAULTS[key]
