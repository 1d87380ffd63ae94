"""What is said of files that can't be opened: a run refuses to begin, a check says what it didn't look at."""

from __future__ import annotations

from collections.abc import Sequence

from pipeline.messages import door_words
from pipeline.messages.refusals import refusal


def refuse_to_make(held: Sequence[str], period: str) -> None:
    """Raise UserError with the name of every file that can't be opened: nothing is made or issued without it."""
    if held:
        raise refusal("E243", files=_names(held), period=period)


def refuse_to_check(held: Sequence[str], period: str) -> None:
    """Raise UserError with the name of every file that can't be opened and without which a check says nothing."""
    if held:
        raise refusal("E244", files=_names(held), period=period)


def unchecked(held: Sequence[str]) -> tuple[str, ...]:
    """The sentence about what a check couldn't open; none where it looked at everything."""
    return (door_words.UNCHECKED.format(files=_names(held)),) if held else ()


def _names(held: Sequence[str]) -> str:
    return "、".join(f"“{name}”" for name in held)
