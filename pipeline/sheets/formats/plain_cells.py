"""The values of the cells of a sheet that is built as usual. Each distinct attribute, day and text is read once."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from pipeline.base.grid import CellFault
from pipeline.schema.convert import ERROR_TEXTS
from pipeline.sheets.formats.faults import NotPlain
from pipeline.sheets.formats.plain_tags import MASKS, NUMBER, Flags, Places, Tags, Words, expect
from pipeline.sheets.formats.sheet_xml import NOT_CALCULATED

Objects = NDArray[np.object_]

_SHARED, _NUMBER, _TRUTH, _ERROR, _RESULT, _INLINE = _TYPES = (b"s", b"n", b"b", b"e", b"str", b"inlineStr")
_IS = {type_: number for number, type_ in enumerate(_TYPES)}
_LONGEST_ATTRIBUTES = 24
_ATTRIBUTES = re.compile(
    rb'(?: (?:s="(?P<style>\d{1,5})"|t="(?P<type>s|n|b|e|str|inlineStr)"|(?:cm|vm|ph)="\d{1,5}"))*/?'
)
_DECIMAL = re.compile(rb"-?\d{1,20}(?:\.\d{1,20})?(?:[eE][+-]?\d{1,3})?")
_CALC_ERROR = re.compile(r"Err:\d{3}")
_ENTITY = re.compile(r"&([^&;]*);")
_SIGNS = {"lt": "<", "gt": ">", "quot": '"', "apos": "'", "amp": "&"}
_ESCAPED = re.compile(r"_x[0-9a-fA-F]{4}_")
_EPOCH, _FIRST_DAY, _DAYS, _1904 = datetime(1899, 12, 30), 61, 2_958_466, 1_462
"""All programs agree which day a number is from 1 March 1900 on; after 9999 there is none."""
_ZEROS, _NINES, _HIGH = np.uint64(0x3030303030303030), np.uint64(0x7676767676767676), np.uint64(0x8080808080808080)


@dataclass(frozen=True)
class Book:
    """What the sheets of a workbook share.

    ``texts``: the shared strings, None for a blank one. ``dates``: for each style, whether it shows a number as a day
    (None: not sure). ``longest``: the most characters of a text; a longer one is not plain. ``shaping``: style ->
    number format, for the formats that make part of a number. ``struck``: the styles of struck-out text.
    ``struck_texts``: the places of the shared strings that are struck out in part.
    """

    texts: Objects
    dates: Sequence[bool | None]
    epoch_1904: bool
    longest: int
    shaping: Mapping[int, str] = field(default_factory=dict)
    struck: frozenset[int] = frozenset()
    struck_texts: frozenset[int] = frozenset()


def cell_values(tags: Tags, book: Book) -> Objects:
    """Return the value of each of ``tags.cells``, as pipeline.base.grid says.

    Raises NotPlain when a cell isn't written as the usual programs write it.
    """
    codes, styles, types = _attributes(tags)
    type_of = types[codes]
    holders = np.flatnonzero((tags.kinds == NUMBER["<v>"]) | (tags.kinds == NUMBER["<t>"]))
    holders = holders[tags.starts[holders + 1] > tags.ends[holders] + 1]
    cells, starts, ends = tags.cell_of[holders], tags.ends[holders] + 1, tags.starts[holders + 1]
    kinds = type_of[cells]
    expect(((kinds == _IS[_INLINE]) == (tags.kinds[holders] == NUMBER["<t>"])).all())
    whole, is_whole = _whole_numbers(tags.words, starts, ends - starts)
    values = np.full(len(tags.cells), None, dtype=object)

    shared, numbers = kinds == _IS[_SHARED], kinds == _IS[_NUMBER]
    expect(is_whole[shared].all() and (whole[shared] < len(book.texts)).all())
    values[cells[shared]] = book.texts[whole[shared]]
    longer = numbers & ~is_whole
    amounts = whole.astype(np.float64)
    amounts[longer] = [
        _decimal(tags.data[a:b]) for a, b in zip(starts[longer].tolist(), ends[longer].tolist(), strict=True)
    ]
    dates = _dates(styles, book)[codes[cells]]
    expect((dates[numbers] >= 0).all())
    values[cells[numbers & (dates == 0)]] = amounts[numbers & (dates == 0)].astype(object)
    values[cells[numbers & (dates == 1)]] = _days(amounts[numbers & (dates == 1)], book)
    others = ~shared & ~numbers
    known: dict[tuple[int, bytes], object] = {}
    for cell, type_, a, b in zip(
        cells[others].tolist(), kinds[others].tolist(), starts[others].tolist(), ends[others].tolist(), strict=True
    ):
        key = type_, tags.data[a:b]
        if key not in known:
            expect(b - a <= book.longest)
            known[key] = _other(_TYPES[type_], key[1].decode("utf-8"))
        values[cell] = known[key]
    _put_faults(tags, values, cells, type_of)
    return values


def _attributes(tags: Tags) -> tuple[Places, list[int], NDArray[np.int8]]:
    """Return which of the distinct attributes each cell has, and the style and the type that each of them names."""
    length = tags.attributes_length
    expect(length.max(initial=0) <= _LONGEST_ATTRIBUTES)
    codes: Places = np.zeros(len(length), dtype=np.int64)
    for step in range(0, int(length.max(initial=0)), 8):
        part, uniques = pd.factorize(tags.words[tags.attributes_at + step] & MASKS[np.clip(length - step, 0, 8)])
        codes = codes * len(uniques) + part
    codes, distinct = pd.factorize(codes)
    one_of = np.zeros(len(distinct), dtype=np.int64)
    one_of[codes] = np.arange(len(codes))
    styles, types = [], []
    for start, many in zip(tags.attributes_at[one_of].tolist(), length[one_of].tolist(), strict=True):
        attributes = tags.data[start : start + many]
        match = _ATTRIBUTES.fullmatch(attributes)
        if match is None or attributes.count(b' s="') > 1 or attributes.count(b' t="') > 1:
            raise NotPlain
        styles.append(int(match["style"] or 0))
        types.append(_IS[match["type"] or _NUMBER])
    return codes, styles, np.array(types, dtype=np.int8)


def _dates(styles: Sequence[int], book: Book) -> NDArray[np.int8]:
    """Return for each style 1 for a day, 0 for a number, -1 for not sure."""
    known = [book.dates[style] if style < len(book.dates) else None for style in styles]
    return np.array([-1 if is_date is None else is_date for is_date in known], dtype=np.int8)


def _whole_numbers(words: Words, starts: Places, lengths: Places) -> tuple[Places, Flags]:
    """Return the numbers that texts of one to eight digits are, and which texts are such.

    Eight characters are one word of eight bytes. The word is shifted so that the last digit stands last and zeros stand
    before the first. Then neighbours are added as tens and ones, pairs as hundreds and ones, fours as ten thousands and
    ones.
    """
    fits = (lengths >= 1) & (lengths <= 8)
    shift = (8 * (8 - np.where(fits, lengths, 8))).astype(np.uint64)
    digits = (words[starts] << shift) ^ (_ZEROS << shift)
    fits &= ((digits | (digits + _NINES)) & _HIGH) == 0
    for times, by, mask in (
        (2_561, 8, 0x00FF00FF00FF00FF),
        (6_553_601, 16, 0x0000FFFF0000FFFF),
        (42_949_672_960_001, 32, 0xFFFFFFFF),
    ):
        digits = ((digits * np.uint64(times)) >> np.uint64(by)) & np.uint64(mask)
    return np.where(fits, digits, 0).astype(np.int64), fits


def _decimal(text: bytes) -> float:
    expect(_DECIMAL.fullmatch(text))
    return float(text)


def _days(numbers: NDArray[np.float64], book: Book) -> Objects:
    """Return the days that numbers are, with their time where there is one, to the millisecond."""
    expect((numbers >= 1).all())
    numbers = numbers + (_1904 if book.epoch_1904 else 0)
    expect(((numbers >= _FIRST_DAY) & (numbers < _DAYS)).all())
    codes, uniques = pd.factorize(numbers)
    days = np.empty(len(uniques), dtype=object)
    days[:] = [_day(number) for number in uniques.tolist()]
    return days[codes]


def _day(number: float) -> date:
    if number.is_integer():
        return (_EPOCH + timedelta(days=number)).date()
    return _EPOCH + timedelta(milliseconds=int(number * 86_400_000 + 0.5))


def _other(type_: bytes, text: str) -> object:
    """Return the value of a truth, of an error or of a text that stands in the cell itself."""
    if type_ == _TRUTH:
        expect(text in ("0", "1"))
        return text == "1"
    expect(type_ != _ERROR or text in ERROR_TEXTS or _CALC_ERROR.fullmatch(text))
    return CellFault(text) if type_ == _ERROR else unescaped(text)


def unescaped(text: str) -> str:
    """Return a text with its entities resolved.

    Raises NotPlain for control characters, also where they are written by Excel's own escapes.
    """
    expect("_x" not in text or not _ESCAPED.search(text))
    return _ENTITY.sub(_sign, text) if "&" in text else text


def _sign(entity: re.Match[str]) -> str:
    name = entity[1]
    if not name.startswith("#"):
        return _SIGNS[name]
    code = int(f"0{name[1:]}", 16 if name[1] == "x" else 10)
    expect(32 <= code < 0xD800 or 0xE000 <= code < 0xFFFE or 0x10000 <= code < 0x110000)
    return chr(code)


def _put_faults(tags: Tags, values: Objects, filled: Places, type_of: NDArray[np.int8]) -> None:
    """Put a fault where a formula has no result, except where the result is a text: that is a blank one."""
    formulas = tags.cell_of[(tags.kinds == NUMBER["<f>"]) | (tags.kinds == NUMBER["<f/>"])]
    bare = np.ones(len(values), dtype=bool)
    bare[filled] = False
    for cell in formulas[bare[formulas] & (type_of[formulas] != _IS[_RESULT])].tolist():
        values[cell] = CellFault(NOT_CALCULATED)
    for cell in np.flatnonzero(bare & (type_of == _IS[_ERROR])).tolist():
        values[cell] = CellFault("#N/A")
