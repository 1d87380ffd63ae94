"""Whether a text holds any of many words, in a time that grows as the text does, however many the words are."""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache

_LONGEST = 40
"""Of a longer word its beginning is looked for: a text may be taken to hold a word that it only begins to say."""
_PIECE, _LONGEST_KNOWN = 3, 100_000
"""The length of the pieces by which a long text is known, and the longest text whose pieces are remembered."""


class Within:
    """Words to look for in texts.

    >>> words = Within(["张样例", "城关镇人民路17号院"])
    >>> [words.found_in(text) for text in ("由张样例办理", "张样", "住城关镇人民路17号院", "城关镇人民路")]
    [True, False, True, False]
    """

    def __init__(self, words: Iterable[str]) -> None:
        self._by_length: dict[int, set[str]] = {}
        for word in filter(None, words):
            start = word[:_LONGEST]
            self._by_length.setdefault(len(start), set()).add(start)

    def found_in(self, text: str) -> bool:
        """Whether one of the words, or the first 40 characters of a longer one, stands in the text."""
        return any(
            not words.isdisjoint(text[at : at + length] for at in range(len(text) - length + 1))
            for length, words in self._by_length.items()
        )


def stands_in(words: Iterable[str], text: str) -> bool:
    """Whether one of the words, or the first 40 characters of a longer one, stands in a long text.

    ``Within`` answers the same for many texts and the same words; here the words change and the text comes again, such
    as the theme of workbooks. Only a word whose first and last pieces stand in the text is looked for in it.

    >>> stands_in(["张样例", "城关"], "<a>由张样例办理</a>"), stands_in(["张样", "", "办理人"], "<a>由张某办理</a>")
    (True, False)
    """
    pieces = _pieces(text) if len(text) <= _LONGEST_KNOWN else _pieces.__wrapped__(text)
    starts = (word[:_LONGEST] for word in words if word)
    return any(s[:_PIECE] in pieces and s[-_PIECE:] in pieces and s in text for s in starts)


@lru_cache(maxsize=16)
def _pieces(text: str) -> frozenset[str]:
    """The pieces of a text of one, two and three characters."""
    return frozenset(text[at : at + size] for size in range(1, _PIECE + 1) for at in range(len(text) - size + 1))
