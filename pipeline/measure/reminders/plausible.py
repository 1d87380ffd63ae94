"""Submitted values that no register refutes but that are unusual enough for a look (docs/definitions.md, section 11).

Reminders for the office alone. None changes a figure, and none says that anything is untrue.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

import pandas as pd

from pipeline.base.finding import Finding
from pipeline.base.place import Place
from pipeline.base.rate import Rate
from pipeline.measure.indicators import Measured
from pipeline.messages.catalogue import finding
from pipeline.rules.accusations import OWN_LIMITS
from pipeline.rules.day_in_number import day_in
from pipeline.schema.ledger import LEVELS

_LEAST, _TIMES, _POINTS = 10, 2, 20
"""A share is far above the county's at twice as much and 20 points more, over at least ten matters."""
_ASKED = ("case_no", "township", "registered_on", "level", "procedure", "in_superior", "hidden")
"""The columns that are asked about."""


def reminders(measured: Measured, names: Sequence[str], place: Place) -> Iterator[Finding]:
    """R351: 法定程序, 建议意见 or 检举控告 make far more of a unit's registered matters than of the county's.

    R352: the date inside a number is earlier than 登记日期. R353: 上级登记台账 lacks matters of a level of which it has
    more than half. All of matters registered in the period.
    """
    state, registered = measured.state, measured.members["repeat"]
    assert registered.denominator is not None
    assert registered.unit is not None
    rows = state.loc[registered.denominator & registered.unit, list(_ASKED)]
    known = rows["level"].isin(LEVELS).groupby(rows["level"]).sum()
    above = rows[rows["in_superior"]].groupby("level").size().reindex(known.index, fill_value=0)
    kept = {str(level) for level in known.index if 2 * above[level] > known[level]}
    shown = rows[~rows["hidden"]].sort_values("case_no", kind="stable")
    inside = pd.Series([day_in(str(number)) for number in shown["case_no"]], index=shown.index, dtype="datetime64[s]")
    early = _by_unit(shown[inside < shown["registered_on"]])
    unknown = _by_unit(shown[~shown["in_superior"] & shown["level"].isin(kept)])
    sizes = Counter(rows["township"])
    own_limits = Counter(zip(rows["township"], rows["procedure"], strict=True))
    whole = {id_: Rate(int((rows["procedure"] == id_).sum()), len(rows)) for id_ in OWN_LIMITS}
    for name in names:
        own = {id_: Rate(own_limits[name, id_], sizes[name]) for id_ in OWN_LIMITS}
        for reminder in (
            *_shares(name, own, whole, place),
            *(_days(name, early[name], place) if name in early else ()),
            *(_unknown(name, unknown[name], place) if name in unknown else ()),
        ):
            yield replace(reminder, office_alone=True)


def _by_unit(rows: pd.DataFrame) -> dict[str, pd.DataFrame]:
    return {str(name): mine for name, mine in rows.groupby("township", sort=False, observed=True)}


def _shares(name: str, mine: Mapping[str, Rate], whole: Mapping[str, Rate], place: Place) -> Iterator[Finding]:
    for procedure, of_all in whole.items():
        own = mine[procedure]
        if own.denominator < _LEAST:
            continue
        assert own.value is not None
        assert of_all.value is not None
        if own.value >= _TIMES * of_all.value and 100 * (own.value - of_all.value) >= _POINTS:
            yield finding("R351", place, township=name, unit=name, procedure=procedure, own=str(own), whole=str(of_all))


def _days(name: str, early: pd.DataFrame, place: Place) -> Iterator[Finding]:
    first = early.iloc[0]
    yield finding(
        "R352",
        place,
        township=name,
        case_nos=tuple(early["case_no"]),
        unit=name,
        count=len(early),
        example=first["case_no"],
        registered=f"{first['registered_on']:%Y-%m-%d}",
    )


def _unknown(name: str, lacking: pd.DataFrame, place: Place) -> Iterator[Finding]:
    for level, rows in lacking.groupby("level", sort=True, observed=True):
        example = rows["case_no"].iloc[0]
        yield finding(
            "R353",
            place,
            township=name,
            case_nos=tuple(rows["case_no"]),
            unit=name,
            count=len(rows),
            level=level,
            example=example,
        )
