"""Findings as they may leave the office: what a stranger wrote stands there only in a form that may be shown."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace

from pipeline.base.finding import Finding
from pipeline.base.foreign import outside_sentence
from pipeline.base.place import Place
from pipeline.schema.showable import may_be_shown
from pipeline.settings.record import Settings


def sheet_outside(name: str, number: int, settings: Settings) -> str:
    """What a sheet is called outside: by its name, or by its place in the workbook when the name may be a person's."""
    return name if may_be_shown(name, settings.unit_words) else f"第{number}张工作表" if number else "工作表"


def message_outside(fault: Finding, settings: Settings) -> str:
    """A finding's message without what a stranger wrote and may not be shown."""
    words = settings.unit_words
    return outside_sentence(fault.marked, lambda text: may_be_shown(text, words)) if fault.marked else fault.message


def for_papers(
    findings: Iterable[Finding], sheets: Mapping[str, Sequence[str]], settings: Settings
) -> Iterator[Finding]:
    """The findings for papers; their places name no file. ``sheets``: file -> the names of its sheets, in order."""
    for fault in findings:
        place = fault.place
        listed = list(sheets.get(place.file, ()))
        number = listed.index(place.sheet) + 1 if place.sheet in listed else 0
        sheet = sheet_outside(place.sheet, number, settings) if place.sheet else ""
        message = message_outside(fault, settings)
        yield replace(fault, message=message, marked="", place=Place("", sheet, place.cell))
