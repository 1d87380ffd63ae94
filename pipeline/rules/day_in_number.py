"""The day that many case numbers begin with: QH202301050101 is one of 5 January 2023."""

from __future__ import annotations

import re
from datetime import date

from pipeline.base.period import month_end

_DAY = re.compile(r"(?<!\d)(?:\d{2}|\d{6})?(20\d{2})(0[1-9]|1[0-2])(0[1-9]|[12]\d|3[01])(\d*)")
_SERIAL = 3
"""So many figures after a day are the serial of that day; with fewer, a serial may follow year and month alone."""


def day_in(number: str) -> date | None:
    """The day inside a number; None without one.

    Where the figures may also be year, month and a serial it is the month's last day.

    >>> day_in("QH202301050101"), day_in("YL202302010"), day_in("3700002023020001")
    (datetime.date(2023, 1, 5), datetime.date(2023, 2, 28), None)
    """
    match = _DAY.search(number)
    if not match:
        return None
    year, month, day = map(int, match.groups()[:3])
    last = month_end(year, month)
    return None if day > last.day else date(year, month, day) if len(match[4]) >= _SERIAL else last
