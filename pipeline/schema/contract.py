"""The tables of outputs/PERIOD/data, declared once for the writer, for reading them back, and for every renderer.

Dates are date32, whole numbers int64, codes frozen Chinese words, lists of ids lists of texts (texts), null is
null (never '' or NaN, nor an empty list). What people read of an id is its label of the day.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from pipeline.schema.ledger import LEDGER

ColumnType = Literal["text", "date", "int", "bool", "texts"]
PANDAS_TYPES: dict[ColumnType, str] = {
    "text": "str",
    "date": "datetime64[s]",
    "int": "Int64",
    "bool": "boolean",
    "texts": "object",
}
"""Kind of column -> the pandas type that holds it."""
LEDGER_KIND, REGISTER_KIND, SKIPPED_KIND = "台账", "登记簿", "跳过"
"""What a sheet was read as: the words of the column ``kind`` in the table ``rows``."""


@dataclass(frozen=True, slots=True)
class Table:
    """A published table: its columns in their order, with their types. Whoever makes the table sorts it."""

    name: str
    columns: dict[str, ColumnType]


def _kind(type_: str) -> ColumnType:
    return {"date": "date", "count": "int"}.get(type_, "text")  # type: ignore[return-value]


# fmt: off
TABLES: dict[str, Table] = {
    t.name: t
    for t in (
        Table("files", {"file": "text", "sha256": "text", "kind": "text", "township": "text", "verdict": "text", "reason": "text"}),
        Table("rows", {"file": "text", "sheet": "text", "township": "text", "kind": "text", "header_row": "int",
                       "rows_read": "int", "kept": "int", "set_aside": "int", "not_data": "int"}),
        Table("findings", {"severity": "text", "code": "text", "township": "text", "file": "text", "sheet": "text", "cell": "text",
                           "cells": "int", "message": "text", "remedy": "text", "case_nos": "texts"}),
        Table("changes", {"file": "text", "sheet": "text", "cell": "text", "column": "text", "before": "text", "after": "text"}),
        Table("resent", {"township": "text", "folder": "text", "before_file": "text", "file": "text", "kind": "text", "case_no": "text",
                         "column": "text", "before": "text", "after": "text", "code": "text", "count": "int", "sheet": "text", "cell": "text"}),
        Table("matters", {**{f.id: _kind(f.type) for f in LEDGER},
                          "due_date": "date", "acceptance_limit": "date", "extension_valid": "bool", "came_back": "bool",
                          "withdrawn_valid": "bool", "in_hand": "bool", "backfilled": "texts", "unreadable": "texts", "notice": "text", "origin": "text", "claim": "text", "root_case_no": "text", "other_numbers": "text", "hidden": "bool",
                          "source_file": "text", "source_sheet": "text", "source_row": "int"}),
        Table("trace", {"case_no": "text", "file": "text", "sheet": "text", "row": "int", "reason": "text"}),
        Table("indicators", {"township": "text", "indicator": "text", "numerator": "int", "denominator": "int"}),
        Table("members", {"indicator": "text", "township": "text", "item": "text", "part": "text", "reason": "text", "basis_on": "date",
                          "done_on": "date", "repeat_no": "text", "county": "bool", "file": "text", "sheet": "text", "row": "int"}),
        Table("counted", {"case_no": "text", "column": "text", "submitted": "text", "counted": "text", "reason": "text",
                          "file": "text", "sheet": "text", "row": "int"}),
        Table("three_none", {"township": "text", "condition": "text", "count": "int", "holds": "bool", "case_nos": "texts"}),
        Table("ranking", {"township": "text", "kind": "text", "group": "text", "score": "text", "score_1dp": "text", "rank": "int",
                          "previous_rank": "int", "three_none": "text", "streak": "int", "marks": "texts",
                          "of_year": "texts", "of_whole": "texts"}),
        Table("scored", {"township": "text", "indicator": "text", "weight": "text", "numerator": "int", "denominator": "int", "source": "text",
                         "own_numerator": "int", "own_denominator": "int", "year_numerator": "int", "year_denominator": "int"}),
        Table("submissions", {"township": "text", "folder": "text", "due_on": "date", "sent_on": "date", "zero": "text", "status": "text",
                              "window_first": "date", "window_last": "date"}),
        Table("daily", {"township": "text", "day": "date", "sent_on": "date", "status": "text"}),
        Table("overdue", {"township": "text", "case_no": "text", "kind": "text", "registered_on": "date", "accepted_on": "date", "due": "date",
                          "days_over": "int"}),
        Table("assigned", {"township": "text", "case_no": "text", "batch": "text", "assigned_on": "date", "settle_by": "date",
                           "settled": "bool", "overdue": "bool"}),
        Table("omissions", {"township": "text", "case_no": "text", "registered_on": "date", "received_on": "date"}),
        Table("letters", {"township": "text", "document": "text", "part": "int", "indicator": "text", "numerator": "int", "denominator": "int",
                          "line": "text", "reason": "text", "case_nos": "texts"}),
        Table("spot_checks", {"township": "text", "case_no": "text", "checked": "text", "why": "text", "concluded_on": "date", "outcome": "text",
                              "handling": "text"}),
        Table("late_returns", {"township": "text", "case_no": "text", "received_on": "date", "hand_back_by": "date", "withdrawn_on": "date"}),
        Table("leaders_on_duty", {"place": "text", "days": "int", "due": "int", "visits": "int", "settled": "int"}),
        Table("batches", {"batch": "text", "township": "text", "matters": "int", "settled": "int", "overdue": "int"}),
        Table("advice", {"kind": "text", "township": "text", "given": "int", "answered": "int", "adopted": "int"}),
        Table("undecided", {"township": "text", "indicators": "texts", "score": "text", "rank": "int", "group": "text", "three_none": "text",
                            "plain_score": "text", "plain_rank": "int", "plain_group": "text", "plain_three_none": "text"}),
        Table("volumes", {"township": "text", "by": "text", "code": "text", "matters": "int", "visits": "int", "persons": "int"}),
        Table("calendar", {"township": "text", "by": "text", "code": "text", "matters": "int", "visits": "int", "persons": "int"}),
        Table("workload", {"township": "text", "level": "text", "registered": "int", "visits": "int", "persons": "int", "group_visits": "int",
                           "group_persons": "int", "accepted": "int", "concluded": "int", "open_end": "int"}),
        Table("headings", {"file": "text", "sheet": "text", "column": "text", "letter": "text"}),
        Table("decided", {"file": "text", "sheet": "text", "cell": "text", "decision": "text"}),
        Table("balance", {"township": "text", "open_start": "int", "registered": "int", "moved_in": "int", "concluded": "int",
                          "handed_back": "int", "moved_out": "int", "open_end": "int"}),
        Table("series", {"month": "text", "township": "text", "indicator": "text", "numerator": "int", "denominator": "int",
                         "origin": "text"}),
        Table("windows", {"township": "text", "month": "text", "first": "date", "last": "date", "ledger": "text"}),
        Table("stands", {"case_no": "text", "part": "text", "way": "text", "clock_on": "date", "held_from": "date", "held_until": "date",
                         "claim": "text", "accepted_on": "date", "extension_approved_on": "date", "concluded_on": "date"}),
        Table("kept", {"case_no": "text", "clock_on": "date", "part": "text", "column": "text", "value": "text"}),
        Table("stood", {"indicator": "text", "case_no": "text", "clock_on": "date", "part": "text", "side": "text", "basis_on": "date"}),
        Table("restated", {"period": "text", "township": "text", "indicator": "text", "published_numerator": "int",
                           "published_denominator": "int", "numerator": "int", "denominator": "int", "documents": "texts"}),
        Table("corrections", {"path": "text", "edition": "int", "document": "text", "recipient": "text", "number": "text", "dated_on": "text",
                              "kind": "text", "township": "text", "item": "text", "issued": "text", "now": "text"}),
    )
}
# fmt: on

_RANKING: dict[str, ColumnType] = {
    column: kind for column, kind in TABLES["ranking"].columns.items() if column != "township"
}
_SCORED: dict[str, ColumnType] = {
    column: kind
    for column, kind in TABLES["scored"].columns.items()
    if column.startswith(("indicator", "own_", "year_"))
}
# fmt: off
ROLLUP_TABLES: dict[str, Table] = {
    t.name: t
    for t in (
        Table("county_indicators", {"county": "text", "indicator": "text", "numerator": "int", "denominator": "int"}),
        Table("county_three_none", {"county": "text", "condition": "text", "count": "int", "holds": "bool"}),
        Table("county_ranking", {"county": "text", **_RANKING}),
        Table("county_scored", {"county": "text", **_SCORED}),
        Table("township_scored", {"county": "text", "township": "text", **_SCORED}),
        Table("township_indicators", {"county": "text", "township": "text", "indicator": "text", "numerator": "int", "denominator": "int"}),
        Table("township_three_none", {"county": "text", "township": "text", "condition": "text", "count": "int", "holds": "bool"}),
        Table("township_ranking", {"county": "text", "township": "text", **_RANKING}),
        Table("volumes", {"county": "text", "by": "text", "code": "text", "matters": "int", "visits": "int", "persons": "int"}),
    )
}
# fmt: on
"""The tables of a roll-up of several counties. The rows of the whole come last, under 全市 or the like.

None of the tables holds a case number.
"""
