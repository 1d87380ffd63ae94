"""Choices made by a string of bytes."""

from __future__ import annotations


class Picks:
    """Answers from a string of bytes, the first choices when it has ended."""

    def __init__(self, drawn):
        self._left = iter(drawn)

    def of(self, *choices):
        return choices[next(self._left, 0) % len(choices)]

    def whole(self):
        return next(self._left, 0)
