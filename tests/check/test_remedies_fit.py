"""What a remedy gives as an example fits the row that it is about, and settles the fault when it is done."""

from __future__ import annotations

import re
from functools import cache
from string import Formatter

import pytest

from pipeline.base.finding import Finding
from pipeline.messages.catalogue import CATALOGUE
from pipeline.schema.ledger import DATE_IDS
from tests.check.check_rows import check, check_each
from tests.check.test_each_rule import SETTINGS
from tools.check_cases.cases import CASES
from tools.check_cases.rows import FIRST_ROW, Row, numbered

pytestmark = pytest.mark.slow

_DAY = re.compile(r"\d{4}-\d\d-\d\d")
LAWFUL = {
    "R108": ("extended_to", "longest_due"),
    "R125": ("due_on", "base_due"),
    "R131": ("extended_to", "longest_due"),
    "R132": ("extension_approved_on", "base_due"),
    "R134": ("extended_to", "longest_due"),
}
"""Rule -> the column that its remedy has filled in, and the day that the Regulation sets for it."""


def words_of(found: Finding) -> dict[str, str]:
    """The words with which the remedy was filled in."""
    pattern = "".join(
        re.escape(text) + (f"(?P<{name}>.+?)" if name else "")
        for text, name, _, _ in Formatter().parse(CATALOGUE[found.code].remedy)
    )
    match = re.fullmatch(re.sub(r"\(\?P<(\w+)>(.*)\(\?P<\1>\.\+\?\)", r"(?P<\1>\2(?P=\1)", pattern), found.remedy)
    assert match is not None, (pattern, found.remedy)
    return match.groupdict()


CASES_WITH_ROWS = [(case[0], case[1]) for case in CASES]


@cache
def all_found() -> dict[str, list[Finding]]:
    """Code -> everything that is said of the rows of its case, of those with a 关联件 by themselves."""
    alone = {code: rows for code, rows in CASES_WITH_ROWS if any("related_case_no" in row for row in rows)}
    together = {code: rows for code, rows in CASES_WITH_ROWS if code not in alone}
    return check_each(together, SETTINGS) | {code: [*check(*rows, settings=SETTINGS)] for code, rows in alone.items()}


def first(code: str) -> Finding:
    return next(found for found in all_found()[code] if found.code == code)


@pytest.mark.parametrize(("code", "rows"), CASES_WITH_ROWS, ids=[code for code, _ in CASES_WITH_ROWS])
def test_a_day_in_a_remedy_is_the_row_s_own_or_the_regulation_s(code: str, rows: list[Row]) -> None:
    """Never one that the row hasn't: it would be written down, and be on time."""
    found = first(code)
    row = numbered(rows)[found.row - FIRST_ROW]
    own = {str(row.get(id_)) for id_ in DATE_IDS}
    for name, text in words_of(found).items():
        for day in _DAY.findall(text):
            assert name in LAWFUL.get(code, ()) or name == "base_due" or day in own, (name, day)
    fixed = "".join(text for text, *_ in Formatter().parse(CATALOGUE[code].remedy))
    assert not _DAY.search(fixed)


@pytest.mark.parametrize("code", LAWFUL)
def test_a_fault_mended_by_the_regulation_s_day_is_no_more(code: str) -> None:
    """The rule then is silent, and no error is new."""
    (rows,) = (rows for case, rows in CASES_WITH_ROWS if case == code)
    found = first(code)
    id_, name = LAWFUL[code]
    at = found.row - FIRST_ROW
    mended = [{**row, id_: words_of(found)[name]} if index == at else row for index, row in enumerate(numbered(rows))]
    before = {(f.code, f.place.cell) for f in check(*rows, settings=SETTINGS)}
    after = check(*mended, settings=SETTINGS)
    assert code not in {f.code for f in after if f.row == found.row}
    assert [f.message for f in after if f.severity == "错误" and (f.code, f.place.cell) not in before] == []


@pytest.mark.parametrize(("code", "rows"), CASES_WITH_ROWS, ids=[code for code, _ in CASES_WITH_ROWS])
def test_the_number_that_a_sentence_names_is_in_the_row_that_it_marks(code: str, rows: list[Row]) -> None:
    found = first(code)
    named = re.findall(r"编号([0-9A-Z]+)", found.message + found.remedy)
    assert set(named) <= set(found.case_nos)
    assert {str(row["case_no"]) for row in numbered(rows)} >= set(found.case_nos)


def test_no_remedy_of_any_stage_proposes_a_day_for_a_step_that_somebody_took() -> None:
    """A proposed day would be written down: the day stands in the notice, receipt or opinion that the remedy names."""
    proposing = {
        (code, name)
        for code, entry in CATALOGUE.items()
        if code[:2] in ("R1", "R2")
        for _, name, _, _ in Formatter().parse(entry.remedy)
        if name and (name.startswith("fit") or name in ("day", "in_month", "longest_due"))
    }
    assert proposing == {(code, "longest_due") for code in ("R108", "R131", "R134")}
