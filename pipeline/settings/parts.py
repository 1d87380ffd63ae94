"""What reading any sheet of 设置.xlsx needs: a row with typed cells, and faults that know their cell."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from fractions import Fraction

from rapidfuzz import fuzz, process

from pipeline.base.errors import UserError
from pipeline.base.finding import Finding
from pipeline.base.place import Place, column_letter
from pipeline.messages.catalogue import finding
from pipeline.schema.convert import Unreadable, clean_text, is_none_word, plain, to_flag
from pipeline.schema.days import to_date
from pipeline.schema.fields import Sheet
from pipeline.schema.options import in_words
from pipeline.schema.vocabulary import Answer


@dataclass
class Faults:
    """Collects the faults of one workbook, to be raised together, and the notes on what of it wasn't read."""

    file: str
    findings: list[Finding] = field(default_factory=list)
    notes: list[Finding] = field(default_factory=list)

    def add(self, code: str, sheet: str = "", cell: str = "", **words: object) -> None:
        """Note a fault at a cell, a sheet, or the whole workbook."""
        self.findings.append(finding(code, Place(self.file, sheet, cell), **words))  # type: ignore[arg-type]  # words fill the sentence

    def note(self, code: str, sheet: str, cell: str, **words: object) -> None:
        """Note what isn't read and stops nothing."""
        self.notes.append(finding(code, Place(self.file, sheet, cell), **words))  # type: ignore[arg-type]  # words fill the sentence

    def raise_any(self) -> None:
        """Raise one UserError when there is any fault: one sentence per line, in the order in which they were found.

        What is said alike of several cells is one line that names all of them.
        """
        alike: dict[tuple[str, str, str], list[Finding]] = {}
        for each in self.findings:
            alike.setdefault((each.code, each.message, each.remedy), []).append(each)
        if alike:
            raise UserError("\n".join(sentence(*each) for each in alike.values()))


def sentence(*faults: Finding) -> str:
    """A fault as staff read it: 设置.xlsx“历年三无”工作表 B4：…；…。 Of faults alike all cells are named."""
    first = faults[0]
    cells: dict[str, list[str]] = {}
    for each in faults:
        of_sheet = cells.setdefault(each.place.sheet, [])
        if each.place.cell and each.place.cell not in of_sheet:
            of_sheet.append(each.place.cell)
    where = "，".join(
        (f"“{sheet}”工作表" if sheet else "") + (f" {'、'.join(of_sheet)}" if of_sheet else "")
        for sheet, of_sheet in cells.items()
    )
    return f"{first.place.file}{where}：{first.message}；{first.remedy}。"


@dataclass(frozen=True)
class Entry:
    """One row of a sheet: its cells as stored, by field id, and their columns, counted from 0.

    The typed readers give None for a blank cell, and for a faulty one, whose fault they note.
    """

    sheet: Sheet
    row: int
    cells: Mapping[str, object]
    columns: Mapping[str, int]
    faults: Faults

    def address(self, id_: str) -> str:
        """The A1 address of a field's cell, or of the row's first known cell when the sheet has no such column."""
        return f"{column_letter(self.columns.get(id_, min(self.columns.values())))}{self.row}"

    def fault(self, code: str, id_: str, **words: object) -> None:
        """Note a fault at a field's cell."""
        self.faults.add(code, self.sheet.name, self.address(id_), **words)

    def text(self, id_: str) -> str:
        """The cell as clean text, '' for blank or a word for nothing (无, /, —); a day in ISO form."""
        text = as_text(self.cells.get(id_))
        return "" if is_none_word(text) else text

    def number(self, id_: str, example: str = "25") -> Fraction | None:
        """A number not below 0, exact; a percent sign is dropped ('25%' is 25)."""
        text = self.text(id_)
        value = as_number(plain(text).removesuffix("%"))
        if text and (value is None or value < 0):
            self.fault("R320", id_, label=self.sheet.field(id_).label, found=text, example=example)
            return None
        return value

    def whole(self, id_: str, least: int = 0, example: str = "3", label: str = "") -> int | None:
        """A whole number not below ``least``."""
        text = self.text(id_)
        value = as_number(text)
        if text and (value is None or value.denominator != 1 or value < least):
            self.fault(
                "R304", id_, label=label or self.sheet.field(id_).label, found=text, least=least, example=example
            )
            return None
        return None if value is None else int(value)

    def day(self, id_: str, label: str = "") -> date | None:
        """A day."""
        text = self.text(id_)
        value = as_day(text)
        if text and value is None:
            self.fault("R305", id_, label=label or self.sheet.field(id_).label, found=text)
        return value

    def flag(self, id_: str, *, blank: bool, label: str = "") -> bool:
        """是 or 否 and what offices write for them; ``blank`` is what an empty or faulty cell means."""
        cell = self.cells.get(id_)
        try:
            answer = to_flag(cell).value
        except Unreadable:
            self.fault("R306", id_, label=label or self.sheet.field(id_).label, found=as_text(cell))
            return blank
        return blank if answer is None else answer == Answer.YES

    def once(self, seen: dict[object, str], key: object, id_: str, written: str) -> bool:
        """Whether ``key`` isn't among ``seen`` (key -> address of its first cell) yet; a second one is a fault."""
        first = seen.setdefault(key, self.address(id_))
        if first != self.address(id_):
            self.fault("R309", id_, found=written, first=first)
            return False
        return True


def nearest(text: str, names: Collection[str]) -> str:
    """The name most like ``text``, the first of equals; '' when there are no names."""
    best = process.extractOne(text, list(names), scorer=fuzz.ratio)
    return best[0] if best else ""


def as_text(cell: object) -> str:
    """A cell as clean text: '' for blank and error values, 是 for TRUE, a day in ISO form without its time."""
    if isinstance(cell, bool):
        return in_words(cell)
    return f"{cell:%Y-%m-%d}" if isinstance(cell, date) else clean_text(cell)


def as_number(text: str) -> Fraction | None:
    """An exact number; None for anything else.

    >>> as_number("12.5"), as_number("一"), as_number("1,200")
    (Fraction(25, 2), None, Fraction(1200, 1))
    """
    digits = plain(text).replace(",", "")
    # The length is bounded before any arithmetic: 1e999999999 is a number too.
    return Fraction(Decimal(digits)) if re.fullmatch(r"-?\d{1,15}(\.\d{1,18})?", digits) else None


def as_rate(text: str) -> Fraction | None:
    """A rate from '90%', '90' or '0.9'; None for anything else, and above 100 %.

    Without a percent sign, 1 and less is a fraction.
    """
    text = plain(text)
    value = as_number(text.removesuffix("%"))
    if value is None or value < 0:
        return None
    rate = value / 100 if text.endswith("%") or value > 1 else value
    return rate if rate <= 1 else None


def as_day(text: str) -> date | None:
    """The day that a text names, None when it names none."""
    try:
        day = to_date(text).value
    except Unreadable:
        return None
    return day if isinstance(day, date) else None


MORE = r"/／|｜\s"
"""Further separators between the names of units, none of which holds a stroke or a space."""


def split_names(text: str, *, more: str = "") -> list[str]:
    """The names of a cell that holds several, separated by 、 ， , ； ; a line break, or what ``more`` has."""
    return [name for part in re.split(rf"[、，,；;\n{more}]", text) if not is_none_word(name := part.strip())]
