"""One page for leaders: ranking, 三无, what is overdue, twelve months. Names of townships are off unless asked for.

It holds rates and ranks alone: no number of petitions, and no case number.
"""

from __future__ import annotations

from typing import Any

from pipeline.base.period import Period
from pipeline.messages.desk_page import DESK_PAGE

_LEFT, _WIDTH, _TOP, _HEIGHT = 60, 640, 760, 200
_COLOURS = ("#0b57a4", "#b3261e", "#1b6e3c")
_LINES = 3
"""The first three weighted indicators are drawn: more lines can't be told apart in print."""


def picture_of(period: Period, figures: dict[str, Any], *, named: bool) -> dict[str, Any]:
    """What picture.html.j2 draws: title, two counts, the ranking, and the lines of the months as points."""
    months = figures["months"]
    return {
        "title": DESK_PAGE["picture_title"].format(period=period.label),
        "three_none": DESK_PAGE["three_none_of"].format(count=figures["three_none"], of=figures["townships"]),
        "overdue": DESK_PAGE["overdue_of"].format(count=len(figures["overdue"])),
        "ranking": [
            {
                "rank": row["rank"],
                "name": row["township"] if named else "",
                "score": row["score"],
                "three_none": row["three_none"],
            }
            for row in figures["ranking"]
        ],
        "months": [{"text": each["month"][2:], "x": _at(number, len(months))} for number, each in enumerate(months)],
        "lines": [
            {"label": label, "colour": _COLOURS[at], "points": _points(months, at), "y": _TOP + _HEIGHT + 60 + 22 * at}
            for at, label in enumerate(figures["indicators"][:_LINES])
        ],
    }


def _at(number: int, of: int) -> float:
    return round(_LEFT + _WIDTH * (number + 0.5) / max(of, 1), 1)


def _points(months: list[dict[str, Any]], at: int) -> list[tuple[float, float]]:
    return [
        (_at(number, len(months)), round(_TOP + _HEIGHT * (1 - each["at"][at] / 100), 1))
        for number, each in enumerate(months)
        if each["at"][at] is not None
    ]
