"""The marks of a row of a ranking as people read them: open 错误, and which rates counted in place of its own."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from pipeline.base.county import COUNTY
from pipeline.base.listed import texts_in
from pipeline.messages import note_words
from pipeline.schema.state_labels import state_label
from pipeline.schema.vocabulary import Mark
from pipeline.settings.record import DEPARTMENT, Settings

STAND_IN, OF_THE_YEAR = "※", "◇"
"""The signs of a rate whose sample is too small: the county's rate counts instead, or the unit's own of 12 months."""
Row = Mapping[Any, Any]
"""Column -> value of one row of a ranking."""


def is_to_mend(row: Row) -> bool:
    """Whether the unit's ledger has open 错误."""
    return Mark.TO_MEND in texts_in(row["marks"])


def stand_ins(row: Row) -> dict[str, str]:
    """Id of an indicator -> the sign of what counts in its place.

    >>> stand_ins({"of_year": ["resolution"], "of_whole": ["rating_turnout"]})
    {'resolution': '◇', 'rating_turnout': '※'}
    """
    signs = dict.fromkeys(texts_in(row["of_year"]), OF_THE_YEAR)
    return signs | dict.fromkeys(texts_in(row["of_whole"]), STAND_IN)


def labels(row: Row) -> str:
    """What the column marks says, joined by ；; '' for nothing."""
    return "；".join(state_label(Mark, mark) for mark in texts_in(row["marks"]))


def in_words(row: Row, settings: Settings, whole: str = COUNTY) -> str:
    """Every mark and whose rates stand in, joined by ；; '' for neither. ``whole``: what stands in for a township."""
    own = DEPARTMENT if row["kind"] == DEPARTMENT else whole
    of_year, of_whole = (
        "、".join(settings.label(id_) for id_ in texts_in(row[column])) for column in ("of_year", "of_whole")
    )
    parts = (
        labels(row),
        of_year and note_words.OF_THE_YEAR.format(labels=of_year),
        of_whole and note_words.OF_THE_WHOLE.format(whole=own, labels=of_whole),
    )
    return "；".join(part for part in parts if part)
