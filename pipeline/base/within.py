"""Whether a text holds any of many words, in a time that grows as the text does, however many the words are."""

from __future__ import annotations

from collections.abc import Iterable

_LONGEST = 40
"""Of a longer word its beginning is looked for: a text may be taken to hold a word that it only begins to say."""


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
