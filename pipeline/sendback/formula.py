"""Which formulas of a sheet sent back may stay: those that refer to nothing taken out and hold no unknown text."""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import dataclass

from pipeline.sendback.marks import column_index

_TEXT = re.compile(r'"((?:[^"]|"")*)"')
_SHEET = re.compile(r"(?:(?<!')'((?:[^']|'')+)'|(?<![\w.\u4e00-\u9fff])([\w.\u4e00-\u9fff]+))!")
"""It begins only where a name or its quotes begin, so that its time grows as the formula does."""
_AREA = re.compile(r"\$?\b([A-Z]{1,3})(?:\$?\d+)?(?::\$?([A-Z]{1,3})(?:\$?\d+)?)?(?![\w(])")
_CELL = re.compile(r"\$?[A-Z]{1,3}\$?\d{1,7}|\$?[A-Z]{1,3}:\$?[A-Z]{1,3}|\$?\d{1,7}:\$?\d{1,7}")
_WORD = re.compile(r"([\w.\\\u4e00-\u9fff]+)(\s*\()?")
_FUNCTION = re.compile(r"[A-Za-z_]\w*", re.ASCII)
_NAMED = re.compile(r"[A-Za-z_\\\u4e00-\u9fff]")
_REACHING = re.compile(
    r"\b(HYPERLINK|WEBSERVICE|FILTERXML|RTD|CALL|REGISTER|DISPIMG|IMAGE|DDE|INDIRECT|CELL|INFO)\s*\(", re.IGNORECASE
)
_SHORT = 8
_PLAIN_TEXT = re.compile(r"[\x20-\x7e年月日件人次第]*")


@dataclass(frozen=True)
class Safe:
    """What a formula of one sheet may contain.

    ``sheets``: names of the sheets that go back. ``cut``: columns (from 0) of this sheet that were taken out.
    ``texts``: the texts that a formula may hold.
    """

    sheets: frozenset[str]
    cut: frozenset[int]
    texts: Collection[str]

    def formula(self, text: str) -> bool:
        r"""Whether a formula may stay.

        It may hold only cells of the sheets and columns that go back, functions, numbers and known texts.

        >>> safe = Safe(frozenset({"表1"}), frozenset({2}), {"来信"})
        >>> [safe.formula(formula) for formula in ("ROW()-3", "A5+60", 'IF(A1="来信",1,0)')]
        [True, True, True]
        >>> [safe.formula(formula) for formula in ("SUM(B5:D9)", "表9!A1", 'IF(A1="张样例",1,"")', "名单")]
        [False, False, False, False]
        """
        if "[" in text or "|" in text or "#REF" in text or _REACHING.search(text):
            return False
        if not all(self._may_hold(quoted.replace('""', '"')) for quoted in _TEXT.findall(text)):
            return False
        bare = _TEXT.sub("", text)
        if any((quoted.replace("''", "'") or plain) not in self.sheets for quoted, plain in _SHEET.findall(bare)):
            return False
        bare = _SHEET.sub("", bare)
        if self.cut and any(self._reaches(first, last) for first, last in _AREA.findall(bare)):
            return False
        without_cells = _CELL.sub(" ", bare)
        return all(
            bool(opened and _FUNCTION.fullmatch(word)) or word.upper() in ("TRUE", "FALSE") or not _NAMED.search(word)
            for word, opened in _WORD.findall(without_cells)
        )

    def _may_hold(self, text: str) -> bool:
        return text in self.texts or (
            len(text) <= _SHORT and bool(_PLAIN_TEXT.fullmatch(text)) and not re.search(r"\d{5}|[A-Za-z]{3}", text)
        )

    def _reaches(self, first: str, last: str) -> bool:
        ends = sorted((column_index(first), column_index(last or first)))
        return any(ends[0] <= column <= ends[1] for column in self.cut)
