"""处理决定: what an entry decides, parsed once into a word, whom or what it names, the day from which, and the column."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

from pipeline.ledgers.cells.roster import Roster
from pipeline.ledgers.cells.words import heading_key, squeezed
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
    """``word``: one of DECISIONS.

    ``to``: the township or the new number, '' for others. ``day``: written in the text, None when none is.

    ``column``: the ledger's column that stands behind 更正属实, '' when none does. ``fault``: why it isn't understood,
    '' when it is.
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
    said = squeezed(text)
    word = next(
        (word for word in DECISIONS if said.startswith(word)), GIVEN_TO if said.startswith(GIVEN_TO[:2]) else ""
    )
    if not word:
        return Decided(fault="不是可填的决定")
    rest = said.removeprefix(word) if said.startswith(word) else said[2:]
    day: date | None = None
    if word != RENUMBERED and (found := _DAY.search(rest)):
        try:
            value = to_date(found[0]).value
        except Unreadable:
            return Decided(fault="日期读不出")
        day = value if isinstance(value, date) else None
        rest = rest.replace(found[0], "")
    rest = _bare(rest)
    if word == GIVEN_TO:
        to = roster.find(rest) or ""
        fault = "" if to else "没有写明乡镇" if not rest else f"乡镇不在名录中，最接近的是“{roster.nearest(rest)}”"
        return Decided(word, to, day, fault=fault)
    if word == RENUMBERED:
        fits = has_number_form(rest)
        return Decided(word, rest if fits else "", fault="" if fits else "没有写明新编号")
    return Decided(word, day=day, column=_COLUMNS.get(heading_key(rest), "") if rest else "")


def column_of(text: object) -> str | None:
    """The id of the ledger's column that 栏目 names by its label or another accepted heading; None when it names none."""
    return _COLUMNS.get(heading_key(text))


def _bare(text: str) -> str:
    while (shorter := _JOINT.sub("", text)) != text:
        text = shorter
    return text
