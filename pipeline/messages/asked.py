"""What the user names, a file or a period: it, or the refusal that says what to write."""

from __future__ import annotations

from pathlib import Path

from pipeline.base.period import EXAMPLES, NotAPeriod, Period, parse_period
from pipeline.messages.refusals import refusal

_GUESS = "是不是“{meaning}”？"


def existing_file(path: Path) -> Path:
    """Return the path. Raises UserError with the folder in which the file belongs when it isn't there."""
    if not path.is_file():
        raise refusal("E053", file=path.name, folder=path.parent.name)
    return path


def asked_period(name: str, *, as_meant: bool = False) -> Period:
    """Return the period that the user wrote. Raises UserError, with what was probably meant, when it is none.

    ``as_meant``: what was probably meant is returned in its place.
    """
    try:
        return parse_period(name)
    except NotAPeriod as fault:
        if as_meant and fault.meaning:
            return parse_period(fault.meaning)
        guess = _GUESS.format(meaning=fault.meaning) if fault.meaning else ""
        raise refusal("E054", name=name, guess=guess, examples=EXAMPLES) from None
