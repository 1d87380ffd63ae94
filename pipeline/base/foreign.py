"""Texts that a stranger wrote within a sentence of ours: names of files and sheets, headings that nobody knows.

The office sees them. A paper, a letter or a file sent back shows them only where they have a form that may be shown.
Until a sentence is finished, such a text stands between two private characters; ``plain_sentence`` takes them away.
"""

from __future__ import annotations

import re
from collections.abc import Callable

_OPEN, _CLOSE = "\ue0a0", "\ue0a1"
_MARKED = re.compile(f"{_OPEN}([^{_OPEN}{_CLOSE}]*){_CLOSE}")
_MARKS = re.compile(f"[{_OPEN}{_CLOSE}]")
FILE, SHEET, HEADING, UNIT = "文件名略", "表名略", "列名略", "名称略"
"""What stands outside in place of a text that may not be shown."""


def foreign(text: str, instead: str) -> str:
    """``text`` with the marks around it; ``instead`` is what a paper says in its place.

    >>> plain_sentence(f"工作表“{foreign('张样例', SHEET)}”是隐藏的")
    '工作表“张样例”是隐藏的'
    """
    return f"{_OPEN}{instead}|{_MARKS.sub('', text)}{_CLOSE}"


def plain_sentence(text: str) -> str:
    """The sentence as the office reads it."""
    return _MARKED.sub(lambda match: match[1].partition("|")[2], text) if _OPEN in text else text


def outside_sentence(text: str, may_be_shown: Callable[[str], bool]) -> str:
    """The sentence as it may leave the office.

    >>> outside_sentence(f"“{foreign('张样例', SHEET)}”和“{foreign('Sheet1', SHEET)}”", {"Sheet1"}.__contains__)
    '“（表名略）”和“Sheet1”'
    """

    def shown(match: re.Match[str]) -> str:
        instead, _, written = match[1].partition("|")
        return written if may_be_shown(written) else f"（{instead}）"

    return _MARKED.sub(shown, text) if _OPEN in text else text
