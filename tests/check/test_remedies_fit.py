"""What a remedy gives as an example fits the row that it is about, and settles the fault when it is done."""

from __future__ import annotations

import re
from datetime import date
from string import Formatter

import pytest

from pipeline.base.finding import Finding
from pipeline.messages.catalogue import CATALOGUE
from pipeline.schema.ledger import DATE_IDS, LEDGER_IDS
from pipeline.sendback.marks import column_index
from tests.check.check_rows import check
from tests.check.test_each_rule import SETTINGS
from tools.check_cases.cases import CASES
from tools.check_cases.rows import FIRST_ROW, Row, numbered

CUT_OFF = date(2023, 2, 28)
OTHERWISE = ("in_month", "fit", "base_due")
"""Words that are for the marked column."""
_DAY = re.compile(r"\d{4}-\d\d-\d\d")
_LAWFUL = ("fit_extended_to", "base_due", "extended_to")
"""Limits lie where the Regulation sets them."""


def words_of(found: Finding) -> dict[str, str]:
    """The words with which the remedy was filled in."""
    pattern = "".join(
        re.escape(text) + (f"(?P<{name}>.+?)" if name else "")
        for text, name, _, _ in Formatter().parse(CATALOGUE[found.code].remedy)
    )
    match = re.fullmatch(re.sub(r"\(\?P<(\w+)>(.*)\(\?P<\1>\.\+\?\)", r"(?P<\1>\2(?P=\1)", pattern), found.remedy)
    assert match is not None, (pattern, found.remedy)
    return match.groupdict()


def marked(found: Finding) -> str:
    """The column whose cell is marked; the sheet has the columns of the schema, in its order."""
    letters = re.match("[A-Z]+", found.place.cell)
    assert letters is not None
    return LEDGER_IDS[column_index(letters[0])]


def first(code: str, rows: list[Row]) -> Finding:
    return next(found for found in check(*rows, settings=SETTINGS) if found.code == code)


CASES_WITH_ROWS = [(case[0], case[1]) for case in CASES]


@pytest.mark.parametrize(("code", "rows"), CASES_WITH_ROWS, ids=[code for code, _ in CASES_WITH_ROWS])
def test_an_example_lies_in_the_ledger_s_time_and_isn_t_the_refused_value(code: str, rows: list[Row]) -> None:
    found = first(code, rows)
    row = numbered(rows)[found.row - FIRST_ROW]
    own = {str(row.get(id_)) for id_ in DATE_IDS}
    for name, text in words_of(found).items():
        for day in _DAY.findall(text):
            assert name in _LAWFUL or day in own or day <= CUT_OFF.isoformat(), (name, day)
            assert name in own or not name.startswith("fit") or day != str(row.get(marked(found))), (name, day)
    fixed = "".join(text for text, *_ in Formatter().parse(CATALOGUE[code].remedy))
    assert not _DAY.search(fixed)


@pytest.mark.parametrize(("code", "rows"), CASES_WITH_ROWS, ids=[code for code, _ in CASES_WITH_ROWS])
def test_a_fault_mended_by_its_example_is_no_more(code: str, rows: list[Row]) -> None:
    """Each date that the remedy proposes is put in its column; the rule then is silent, and no error is new."""
    found = first(code, rows)
    proposed = {
        marked(found) if name in OTHERWISE else name.removeprefix("fit_"): text
        for name, text in words_of(found).items()
        if name.startswith("fit") or name in OTHERWISE
    }
    if code == "R134":
        proposed.pop(marked(found), None)
        proposed["extended_to"] = words_of(found)["fit_extended_to"]
    if not proposed:
        return
    if "办理结果，" in found.remedy:
        proposed["outcome"] = "予以支持"
    at = found.row - FIRST_ROW
    mended = [{**row, **proposed} if index == at else row for index, row in enumerate(numbered(rows))]
    before = {(f.code, f.place.cell) for f in check(*rows, settings=SETTINGS)}
    after = check(*mended, settings=SETTINGS)
    assert code not in {f.code for f in after if f.row == found.row}
    assert [f.message for f in after if f.severity == "错误" and (f.code, f.place.cell) not in before] == []


@pytest.mark.parametrize(("code", "rows"), CASES_WITH_ROWS, ids=[code for code, _ in CASES_WITH_ROWS])
def test_the_number_that_a_sentence_names_is_in_the_row_that_it_marks(code: str, rows: list[Row]) -> None:
    found = first(code, rows)
    named = re.findall(r"编号([0-9A-Z]+)", found.message + found.remedy)
    assert set(named) <= set(found.case_nos)
    assert {str(row["case_no"]) for row in numbered(rows)} >= set(found.case_nos)


def test_no_remedy_proposes_a_day_for_a_step_that_somebody_took() -> None:
    """A proposed day would be written down. 延期至 is the Regulation's own, at the latest; a step's day stands in its
    notice or receipt.
    """
    proposed = {
        name
        for code, entry in CATALOGUE.items()
        if code.startswith("R1")
        for _, name, _, _ in Formatter().parse(entry.remedy)
        if name and name.startswith("fit_")
    }
    assert proposed == {"fit_extended_to"}
