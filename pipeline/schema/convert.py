"""One cell becomes one value: text, count, code, flag or case number (days in ``days``); blank is always None.

Some ways of writing are taken silently, some with a note, some not at all. Nothing is guessed that couldn't be defended
to the township, and a lost digit is never repaired.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from functools import lru_cache

from rapidfuzz import fuzz, process

from pipeline.base.grid import CellFault
from pipeline.base.radicals import even
from pipeline.base.two_numbers import holds_two
from pipeline.schema.fields import Field
from pipeline.schema.ledger import NONE_WORDS, YES_NO
from pipeline.schema.vocabulary import Answer

_TRUTHS = {"TRUE": Answer.YES, "FALSE": Answer.NO}
LOST_DIGITS = "编号已被 Excel 改成科学计数"
ERROR_TEXTS = frozenset(
    [
        "#REF!",
        "#N/A",
        "#DIV/0!",
        "#VALUE!",
        "#NAME?",
        "#NUM!",
        "#NULL!",
        "#SPILL!",
        "#CALC!",
        "#GETTING_DATA",
        "#FIELD!",
        "#BUSY!",
        "#BLOCKED!",
        "#CONNECT!",
        "#UNKNOWN!",
        "#EXTERNAL!",
        "#PYTHON!",
    ]
)
"""What an error cell shows. In a text file nothing else is left of such a cell."""
_NONE = frozenset(unicodedata.normalize("NFKC", word).upper() for word in NONE_WORDS) | {
    "NA",
    "N.A.",
    "--",
    "---",
    "//",
    "无。",
    "空",
}
_ZERO_WIDTH = frozenset({0x200B, 0x200C, 0x200D, 0x2060, 0xFEFF, 0x00AD})
_LARGEST_WHOLE = 10**15  # Excel keeps 15 digits of a number
_LONGEST_COUNT = 40
_COUNT_UNITS = "人次|批次|件次|人|件|批|次|起|名|个|户"
_SCIENTIFIC = re.compile(r"[+-]?\d+(\.\d+)?[Ee][+-]?\d+")
_TICKS, _UNTICKED = "√✓✔☑✅■", "□☐"
_OPTION = re.compile(f"([{_TICKS}{_UNTICKED}])([^{_TICKS}{_UNTICKED}]+)")
_STOPS = "。.;!,:"


class Unreadable(ValueError):
    """A cell holds no value of its column; the argument is the reason in a few Chinese words."""


@dataclass(frozen=True, slots=True)
class Converted:
    """``value`` is None for blank; ``noted`` says that the change deserves a line in the list of changes."""

    value: object
    noted: bool = False


BLANK = Converted(None)


def clean_text(value: object) -> str:
    r"""A cell as text, '' for blank or a fault.

    Control, zero-width and bidi characters are dropped; white space is trimmed and collapsed.

    >>> clean_text("\u3000城关镇 \n 办\u200b"), clean_text(12.0), clean_text(date(2023, 2, 6))
    ('城关镇 办', '12', '2023-02-06')
    """
    if isinstance(value, str):
        if not value.isprintable():
            value = "".join(c for c in value if c.isspace() or not _is_harmful(c))
        return " ".join(value.split())
    if value is None or isinstance(value, CellFault):
        return ""
    if isinstance(value, float):
        return str(int(value)) if value.is_integer() and abs(value) < _LARGEST_WHOLE else repr(value)
    if isinstance(value, datetime):
        return value.date().isoformat() if value.time() == time() else value.isoformat(" ", "seconds")
    if isinstance(value, date | time):
        return value.isoformat()
    return {True: "TRUE", False: "FALSE"}[value] if isinstance(value, bool) else str(value)


def _is_harmful(char: str) -> bool:
    return unicodedata.category(char) in {"Cc", "Cf", "Cs"} or ord(char) & 0xFFFE == 0xFFFE


def shown_hidden(text: str) -> str:
    r"""A text with its control and bidi characters written out; zero-width ones, which do no harm, are dropped.

    >>> shown_hidden("城关镇\u202e"), shown_hidden("城\u200b关镇")
    ('城关镇[U+202E]', '城关镇')
    """
    shown = "".join(
        f"[U+{ord(c):04X}]" if _is_harmful(c) and not c.isspace() and ord(c) not in _ZERO_WIDTH else c for c in text
    )
    return clean_text(shown)


def plain(value: object) -> str:
    """A cell as text for columns of codes, numbers and dates: clean_text with full-width forms made half-width."""
    text = clean_text(value)
    return text if text.isascii() else " ".join(even(text).split())


def is_none_word(text: str) -> bool:
    """Whether staff write this for "nothing here": blank, 无, /, -, —, N/A, 暂无."""
    word = plain(text).upper()
    return not word or word in _NONE


def to_count(value: object, *, least: int = 1) -> Converted:
    """A whole number not below ``least``; '3件', '1,200' and '３人' are noted. Raises Unreadable.

    >>> to_count("３人"), to_count(2.0)
    (Converted(value=3, noted=True), Converted(value=2, noted=False))
    """
    refuse_fault(value)
    if isinstance(value, bool | date | time | timedelta):
        raise Unreadable("不是整数")
    text = plain(value).replace(" ", "")
    if is_none_word(text):
        return BLANK
    match = re.fullmatch(rf"(\d{{1,3}}(?:,\d{{3}})+|\d+)(?:\.0+)?({_COUNT_UNITS})?", text)
    if not match:
        raise Unreadable("不是整数")
    if len(match[1]) > _LONGEST_COUNT:  # Python makes no number of some thousand digits
        raise Unreadable("数太大")
    number = int(match[1].replace(",", ""))
    if number < least or number >= _LARGEST_WHOLE:
        raise Unreadable(f"应不小于{least}" if number < least else "数太大")
    return Converted(number, noted="," in match[1] or bool(match[2]))


def to_code(field: Field, value: object) -> Converted:
    """One of the field's codes, through its aliases.

    A remark in brackets or a full stop behind the code is left off, with a note, and so are ticks beside it; of several
    options with boxes the one that is ticked counts. A word for nothing is blank, unless it
    is one of the field's own words ('无' can be an answer). Raises Unreadable with the nearest code.
    """
    refuse_fault(value)
    text = plain(value).replace(" ", "")
    known = _codes(field.codes, tuple(field.code_aliases.items()))
    if code := known.get(text):
        return Converted(code)
    if is_none_word(text):
        return BLANK
    text = _ticked(text)
    answer = _TRUTHS.get(text.upper()) or YES_NO.get(text.upper(), "")
    bare = _without_remark(text)
    codes = {known.get(part) for part in (answer or bare).split("/")}
    if len(codes) == 1 and (code := codes.pop()):
        return Converted(code, noted=not answer)
    spellings = [word for word in (*field.codes, *field.code_aliases) if len(word) > 1]
    near = process.extractOne(text, spellings, scorer=fuzz.ratio, score_cutoff=50)
    raise Unreadable(
        f"不是可填的内容，最接近的是“{field.code_aliases.get(near[0], near[0])}”" if near else "不是可填的内容"
    )


def _without_remark(text: str) -> str:
    """A text without the remarks in brackets and the stops behind it.

    >>> _without_remark("来访（重复）。".replace("（", "(").replace("）", ")")), _without_remark("(a)b"), _without_remark("c(d)(e);")
    ('来访', '(a)b', 'c')
    """
    end = len(text)
    while end:
        if text[end - 1] in _STOPS:
            end -= 1
            continue
        opened = text.rfind("(", 0, end) if text[end - 1] == ")" else -1
        if opened < 0 or ")" in text[opened : end - 1]:
            break
        end = opened
    return text[:end]


def _ticked(text: str) -> str:
    """The option that is ticked, or the text without ticks; the text itself where several are ticked, or nothing else.

    >>> _ticked("☑来访□来信□网上"), _ticked("√TRUE"), _ticked("来访√"), _ticked("√"), _ticked("☑来访☑来信")
    ('来访', 'TRUE', '来访', '√', '☑来访☑来信')
    """
    options = [word for mark, word in _OPTION.findall(text) if mark in _TICKS]
    if any(box in text for box in _UNTICKED) or len(options) > 1:
        return options[0] if len(options) == 1 else text
    return text.strip(_TICKS) or text


@lru_cache(maxsize=64)
def _codes(codes: tuple[str, ...], aliases: tuple[tuple[str, str], ...]) -> dict[str, str]:
    return {**dict(aliases), **{code: code for code in codes}}


def to_flag(value: object) -> Converted:
    """'是' or '否' and what staff write for them (√, 有, ×, 无); '/' and '-' are blank. Raises Unreadable."""
    refuse_fault(value)
    text = _TRUTHS.get(plain(value).upper(), plain(value).upper())
    answer = YES_NO.get(text, text)
    if answer in [*Answer]:
        return Converted(answer)
    if is_none_word(text):
        return BLANK
    raise Unreadable("应为“是”或“否”")


def to_text_id(value: object) -> Converted:
    """A case number as text: full-width digits made half-width, spaces dropped, leading zeros kept.

    A number cell of at most 15 digits gives its digits. Raises Unreadable where Excel has lost digits; nothing is
    repaired.

    >>> to_text_id(" ００37 "), to_text_id(370000202302001.0)
    (Converted(value='0037', noted=False), Converted(value='370000202302001', noted=False))
    """
    refuse_fault(value)
    if isinstance(value, bool | date | time | timedelta):
        raise Unreadable("编号已被 Excel 改成日期" if isinstance(value, date) else "不是编号")
    if isinstance(value, int | float) and abs(value) >= _LARGEST_WHOLE:
        raise Unreadable(LOST_DIGITS)
    if isinstance(value, float) and not value.is_integer():
        raise Unreadable("编号是小数")
    text = plain(value)
    if not text.isalnum() and holds_two(text):
        raise Unreadable("一格里有两个编号")
    text = text.replace(" ", "")
    if match := re.fullmatch(r'="(.*)"|\'(.*)', text):
        text = match[1] or match[2] or ""
    if _SCIENTIFIC.fullmatch(text):
        raise Unreadable(LOST_DIGITS)
    return BLANK if is_none_word(text) else Converted(text)


def refuse_fault(value: object) -> None:
    """Raise Unreadable for a cell that holds a fault instead of a value."""
    if isinstance(value, str) and value in ERROR_TEXTS:
        raise Unreadable(f"单元格显示 {value}")
    if isinstance(value, CellFault):
        raise Unreadable(f"单元格显示 {value.text}" if value.text.startswith(("#", "Err:")) else value.text)
