"""One page for leaders: ranking, 三无, what is overdue, twelve months. Names of townships are off unless asked for.

It holds rates and ranks alone: no number of petitions, and no case number.
"""

from __future__ import annotations

from typing import Any

from pipeline.base.period import Period
from pipeline.messages.desk_page import DESK_PAGE

_LEFT, _WIDTH = 60, 640
_COLOURS = ("#0b57a4", "#b3261e", "#1b6e3c")
_LINES, _TO_MEND = 3, "△"
"""The first three weighted indicators are drawn: more lines can't be told apart in print."""


def picture_of(period: Period, figures: dict[str, Any], *, named: bool, issued: bool) -> dict[str, Any]:
    """What picture.html.j2 draws: title, two counts, the county's rates, the ranking, the lines of the months.

    ``issued``: a paper of the edition was issued; before, the picture says that it is a draft.
    """
    months = figures["months"]
    year, month, day = figures["cut_off"].split("-")
    return {
        "title": DESK_PAGE["picture_title"].format(period=period.label),
        "cut_off": DESK_PAGE["picture_cut_off"].format(year=int(year), month=int(month), day=int(day)),
        "draft": "" if issued else DESK_PAGE["picture_draft"],
        "unnamed": "" if named else DESK_PAGE["picture_unnamed"],
        "rates": [
            {"label": label, **cell} for label, cell in zip(figures["indicators"], figures["county"], strict=True)
        ],
        "three_none": DESK_PAGE["three_none_of"].format(count=figures["three_none"], of=figures["townships"]),
        "overdue": DESK_PAGE["overdue_of"].format(count=figures["overdue_in_all"]),
        "legend": DESK_PAGE["picture_mend"].format(sign=_TO_MEND),
        "ranking": [
            {
                "rank": row["rank"],
                "name": row["township"] if named else "",
                "score": row["score"],
                "three_none": row["three_none"],
                "mend": _TO_MEND if row["to_mend"] else "",
            }
            for row in figures["ranking"]
        ],
        "months": [{"text": each["month"][2:], "x": _at(number, len(months))} for number, each in enumerate(months)],
        "lines": [
            {"label": label, "colour": _COLOURS[at], "points": _points(months, at)}
            for at, label in enumerate(figures["indicators"][:_LINES])
        ],
    }


def _at(number: int, of: int) -> float:
    return round(_LEFT + _WIDTH * (number + 0.5) / max(of, 1), 1)


def _points(months: list[dict[str, Any]], at: int) -> list[tuple[float, float]]:
    """Where each month stands from left to right, and how far below 100 % its rate is, as a share of the height."""
    return [
        (_at(number, len(months)), round(1 - each["at"][at] / 100, 4))
        for number, each in enumerate(months)
        if each["at"][at] is not None
    ]
