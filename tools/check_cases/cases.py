"""All cases, in the order of the codes, and one ledger that breaks twenty rules at once."""

from __future__ import annotations

from tools.check_cases import dates, deadlines, relations, single_rows, whole_ledgers
from tools.check_cases.rows import Case, Row

CASES: tuple[Case, ...] = tuple(
    sorted(
        (*single_rows.CASES, *dates.CASES, *deadlines.CASES, *relations.CASES, *whole_ledgers.CASES),
        key=lambda case: case[0],
    )
)
TWENTY = "二十处"
_AT_ONCE = (
    "R101",
    "R102",
    "R104",
    "R106",
    "R107",
    "R109",
    "R111",
    "R112",
    "R113",
    "R116",
    "R121",
    "R124",
    "R125",
    "R131",
    "R132",
    "R141",
    "R142",
    "R143",
    "R161",
    "R165",
)
assert len(_AT_ONCE) == 20


def twenty_rows() -> list[Row]:
    """Return the rows of twenty cases of one row each, one below the other."""
    rows = {code: broken for code, broken, _, _, _ in CASES}
    return [rows[code][0] for code in _AT_ONCE]
