"""Counties whose papers are proved: told in ledgers and settings, and published."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path

from pipeline.render.forms.settings_defaults import default_tables
from pipeline.render.forms.settings_form import settings_form
from pipeline.run import run_period
from tests.sentences.own_templates import own_templates
from tests.trick_county import LETTERS, County, Row
from tests.trick_files import write, write_special

SPECIAL = "2023-03-04..2023-03-20"


def published(
    county: County,
    names: list[str],
    place: Path,
    *periods: str,
    daily: Sequence[Row] = (),
    departments: Sequence[str] = (),
    merged: Mapping[str, tuple[str, str]] | None = None,
    own: bool = False,
) -> Path:
    """The outputs of a county after these runs.

    ``daily``: rows of 报送登记 of the special period. ``departments``: names of 县直部门.
    ``merged``: a unit -> into which it went, and when. ``own``: with own papers.
    """
    inputs = place / "inputs"
    inputs.mkdir()
    tables = default_tables()
    if own:
        tables["文书"] += own_templates(inputs / "templates")
    tables["单位"] = [[key, {"县名": "样例县"}.get(str(key), value)] for key, value, *_ in tables["单位"]]
    tables["乡镇名录"] = [
        [at, name, "", "", "县直部门" if name in departments else "", "", "", *(merged or {}).get(name, ("", ""))]
        for at, name in enumerate(names, start=1)
    ]
    (inputs / "设置.xlsx").write_bytes(settings_form(tables, names))
    write(county, inputs)
    if daily:
        write_special(inputs / SPECIAL, list(daily))
    for period in periods:
        run_period(inputs, place / "outputs", period, None, lambda _: None)
    return place / "outputs"


def reported() -> list[Row]:
    """Every day by everybody, zero; the first township not on the 5th, and on the 6th a day late."""
    first, days = next(iter(LETTERS)), [date(2023, 3, day) for day in range(4, 21)]
    sent = {(first, date(2023, 3, 5)): None, (first, date(2023, 3, 6)): date(2023, 3, 7)}
    return [
        {
            "township": name,
            "due_on": day.isoformat(),
            "sent_on": str(sent.get((name, day), day) or ""),
            "zero": "是",
            "daily": "是",
        }
        for name in LETTERS
        for day in days
    ]
