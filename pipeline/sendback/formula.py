"""Which formulas of a sheet sent back may stay: those that lean on nothing that went and say nothing of their own."""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import dataclass

_TEXT = re.compile(r'"((?:[^"]|"")*)"')
_SHEET = re.compile(r"(?:'((?:[^']|'')+)'|([\w.\u4e00-\u9fff]+))!")
_AREA = re.compile(r"\$?\b([A-Z]{1,3})(?:\$?\d+)?(?::\$?([A-Z]{1,3})(?:\$?\d+)?)?(?![\w(])")
_CELL = re.compile(r"\$?[A-Z]{1,3}\$?\d{1,7}|\$?[A-Z]{1,3}:\$?[A-Z]{1,3}|\$?\d+:\$?\d+")
_WORD = re.compile(r"[A-Za-z_\\\u4e00-\u9fff][\w.\\\u4e00-\u9fff]*(?!\s*\()\b")
_REACHING = re.compile(
    r"\b(HYPERLINK|WEBSERVICE|FILTERXML|RTD|CALL|REGISTER|DISPIMG|IMAGE|DDE|INDIRECT|CELL|INFO)\s*\(", re.IGNORECASE
)
_SHORT = 8
_PLAIN_TEXT = re.compile(r"[\x20-\x7e年月日件人次第]*")


@dataclass(frozen=True)
class Safe:
    """``sheets``: names of the sheets kept.

    ``cut``: columns (from 0) of this sheet that went. ``words``: texts a formula may hold.
    """

    sheets: frozenset[str]
    cut: frozenset[int]
    words: Collection[str]

    def formula(self, text: str) -> bool:
        r"""Whether a formula may stay: cells of kept sheets and columns, functions, numbers and known words alone.

        >>> safe = Safe(frozenset({"表1"}), frozenset({2}), {"来信"})
        >>> [safe.formula(f) for f in ("ROW()-3", "A5+60", "SUM(B5:D9)", "表9!A1", 'IF(A1="张样例",1,"")', 'IF(A1="来信",1,0)', "名单")]
        [True, True, False, False, False, True, False]
        """
        if "[" in text or "|" in text or "#REF" in text or _REACHING.search(text):
            return False
        if not all(self._may_say(found.replace('""', '"')) for found in _TEXT.findall(text)):
            return False
        bare = _TEXT.sub("", text)
        if any((quoted.replace("''", "'") or plain) not in self.sheets for quoted, plain in _SHEET.findall(bare)):
            return False
        bare = _SHEET.sub("", bare)
        if self.cut and any(self._reaches(first, last) for first, last in _AREA.findall(bare)):
            return False
        rest = _CELL.sub(" ", bare)
        return all(word.upper() in ("TRUE", "FALSE") for word in _WORD.findall(rest))

    def _may_say(self, text: str) -> bool:
        return text in self.words or (
            len(text) <= _SHORT and bool(_PLAIN_TEXT.fullmatch(text)) and not re.search(r"\d{5}|[A-Za-z]{3}", text)
        )

    def _reaches(self, first: str, last: str) -> bool:
        ends = sorted((_index(first), _index(last or first)))
        return any(ends[0] <= column <= ends[1] for column in self.cut)


def _index(letters: str) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - 64
    return number - 1
