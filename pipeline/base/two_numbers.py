"""Whether one cell holds two numbers of matters."""

from __future__ import annotations

import re

_LONG_NUMBER, _LEAST_DIGITS = 8, 4


def holds_two(text: str) -> bool:
    """Whether a text has digits on both sides of a comma, or two long numbers that begin alike.

    >>> holds_two("QH20230001、QH20230002"), holds_two("青信〔2023〕15号、16号")
    (True, True)
    >>> holds_two("QH20230001 QH20230002"), holds_two("3700 0020 2302 0001")
    (True, False)
    """
    parts = [part for part in re.split(r"[、,;]", text) if any(map(str.isdigit, part))]
    if len(parts) > 1:
        return True
    parts = [part for part in re.split(r"[ /]", text) if len(part) >= _LONG_NUMBER]
    return (
        len(parts) > 1 and len({part[:4] for part in parts}) == 1 and sum(map(str.isdigit, parts[0])) >= _LEAST_DIGITS
    )
