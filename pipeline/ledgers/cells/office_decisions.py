"""处理决定: what an entry decides, parsed once into its word, whom or what it names, its first day and its column."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

from pipeline.ledgers.cells.roster import Roster
from pipeline.ledgers.cells.words import heading_key, squeezed
from pipeline.messages import read_words
from pipeline.schema.convert import Unreadable
from pipeline.schema.days import to_date
from pipeline.schema.ledger import LEDGER
from pipeline.schema.registers import DECISIONS, GIVEN_TO, RENUMBERED
from pipeline.sheets.personal import has_number_form

_DAY = re.compile(r"\d{4}[-./年]\d{1,2}[-./月]\d{1,2}日?")
_JOINT = re.compile(r"^[\s:,;()]+|[\s:,;()]+$|^(?:自|从|给|为)|(?:起|起始|开始)$")
_COLUMNS = {heading_key(text): column.id for column in LEDGER for text in (column.label, *column.headings)}
_COLUMNS.update({heading_key(column.label): column.id for column in LEDGER})


@dataclass(frozen=True)
class Decided:
    """An entry of 处理决定.

    ``word``: one of DECISIONS. ``to``: the township or the new number, '' for other words. ``day``: the day in the
    text, None when there is none. ``column``: the ledger's column behind 更正属实, '' when there is none. ``fault``:
    why the entry isn't understood, '' when it is.
    """

    word: str = ""
    to: str = ""
    day: date | None = None
    column: str = ""
    fault: str = ""


def parse_decision(text: str, roster: Roster) -> Decided:
    """What a text of the column 决定 says.

    归属乡镇：城关镇 2023-03-05 gives a matter to 城关镇 from that day; 改号：QH20230009 gives it that number.
    """
    entry = squeezed(text)
    word = next(
        (word for word in DECISIONS if entry.startswith(word)), GIVEN_TO if entry.startswith(GIVEN_TO[:2]) else ""
    )
    if not word:
        return Decided(fault="不是可填的决定")
    named = entry.removeprefix(word) if entry.startswith(word) else entry[2:]
    day: date | None = None
    if word != RENUMBERED and (match := _DAY.search(named)):
        try:
            value = to_date(match[0]).value
        except Unreadable:
            return Decided(fault=read_words.NO_DAY)
        day = value if isinstance(value, date) else None
        named = named.replace(match[0], "")
    named = _bare(named)
    if word == GIVEN_TO:
        to = roster.find(named) or ""
        unknown = read_words.OTHER_TOWNSHIP.format(nearest=roster.nearest(named)) if named else read_words.NO_TOWNSHIP
        fault = "" if to else unknown
        return Decided(word, to, day, fault=fault)
    if word == RENUMBERED:
        fits = has_number_form(named)
        return Decided(word, named if fits else "", fault="" if fits else read_words.NO_NEW_NUMBER)
    return Decided(word, day=day, column=_COLUMNS.get(heading_key(named), "") if named else "")


def column_of(text: object) -> str | None:
    """The id of the ledger's column that 栏目 names, by any accepted heading; None when it names none."""
    return _COLUMNS.get(heading_key(text))


def _bare(text: str) -> str:
    while (shorter := _JOINT.sub("", text)) != text:
        text = shorter
    return text
