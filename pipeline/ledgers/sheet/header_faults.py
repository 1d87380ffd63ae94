"""What is wrong with a sheet's header: columns that are missing, doubled, unknown or refused."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from pipeline.base.foreign import HEADING, foreign
from pipeline.base.place import cell_name, column_letter
from pipeline.ledgers.cells.words import squeezed
from pipeline.ledgers.sheet.headers import Header, suggestion
from pipeline.ledgers.sheet.kind import Kind
from pipeline.schema.fields import Field
from pipeline.sheets.formats.faults import Issue

_MOST_HEADINGS, _LONGEST_SHOWN = 12, 20
LACKING_COLUMNS = frozenset({"R092", "R284"})
"""Rules about columns that a sheet lacks though figures rest on them."""


def code_by_sheet(name: str, header: Header, kind: Kind) -> str:
    """The code that a sheet's name gives where its column is missing: a sheet 来访台账 without 信访形式 holds 来访."""
    field = kind.by_id.get(kind.by_sheet)
    if field is None or field.id in header.columns:
        return ""
    word = squeezed(name).removesuffix("台账").removesuffix("件")
    return word if word in field.codes else field.code_aliases.get(word, "")


def is_usable(header: Header, kind: Kind) -> bool:
    """Whether the header names every vital column, and no column twice."""
    return not header.doubles and not _missing(header, kind)


def counting_column(header: Header, kind: Kind, sheet: str) -> Issue:
    """The issue of a column of case numbers that only counts 1, 2, 3 …"""
    column = header.columns["case_no"]
    words = {"heading": foreign(header.levels[column][-1], HEADING), "example": kind.by_id["case_no"].example}
    return Issue("R066", sheet, cell_name(header.last, column), header.last, words=words)


def header_faults(header: Header, kind: Kind, sheet: str, code_of_sheet: str) -> Iterator[Issue]:
    """The issues of a header, in a fixed order; ``code_of_sheet`` is what code_by_sheet gave."""

    def issue(code: str, place: str = cell_name(header.last, 0), **words: object) -> Issue:
        return Issue(code, sheet, place, header.last, words=words)

    labels = {f.id: f.label for f in kind.fields}
    for id_, columns in header.doubles.items():
        letters = "、".join(column_letter(column) for column in columns)
        headings = "、".join(foreign(header.levels[column][-1], HEADING) for column in columns)
        yield issue("R015", _cells(columns, header), label=labels[id_], columns=letters, headings=headings)
    for id_, columns in header.beside.items():
        headings = "、".join(foreign(header.levels[column][-1], HEADING) for column in columns)
        heading = foreign(header.taken[header.columns[id_]], HEADING)
        yield issue("R091", _cells(columns, header), label=labels[id_], heading=heading, headings=headings)
    if code_of_sheet:
        yield issue("R057", label=labels[kind.by_sheet], value=code_of_sheet)
    if missing := _missing(header, kind):
        yield issue("R013", labels="、".join(f.label for f in missing), example=missing[0].label)
    if absent := _absent(header, kind, code_of_sheet):
        yield issue("R014", labels="、".join(absent))
    if header.refused:
        headings = _first_headings(foreign(text[:_LONGEST_SHOWN], HEADING) for text in header.refused.values())
        yield issue("R017", _first_cells(header.refused, header), count=len(header.refused), headings=headings)
    if header.unknown:
        headings = _first_headings(_with_suggestions(header, kind, labels))
        yield issue("R016", _first_cells(header.unknown, header), count=len(header.unknown), headings=headings)


def missing_columns(header: Header, kind: Kind, sheet: str) -> Iterator[Issue]:
    """An issue for each column that figures rest on and the header doesn't name, with the nearest heading.

    R092, an error: without 办结日期 every matter would count as open, without 受理日期 as not accepted, without
    化解状态 as not settled. R284, one reminder for all columns whose blank has a meaning: without 办理程序 every matter
    counts as 信访处理意见.
    """
    labels, place = {f.id: f.label for f in kind.fields}, cell_name(header.last, 0)
    for id_ in kind.expected:
        if id_ in header.columns:
            continue
        near = [text for text in header.unknown.values() if suggestion(text, kind.lookup, labels) == labels[id_]]
        nearest = f"，最接近的是“{foreign(near[0][:_LONGEST_SHOWN], HEADING)}”" if near else ""
        yield Issue("R092", sheet, place, header.last, words={"label": labels[id_], "nearest": nearest})
    if assumed := {id_: value for id_, value in kind.assumed.items() if id_ not in header.columns}:
        words = {
            "labels": "、".join(f"“{labels[id_]}”" for id_ in assumed),
            "values": "、".join(f"“{value}”" for value in assumed.values()),
            "example": labels[next(iter(assumed))],
        }
        yield Issue("R284", sheet, place, header.last, words=words)


def _missing(header: Header, kind: Kind) -> list[Field]:
    """The vital columns that the header doesn't name."""
    return [f for f in kind.fields if f.id in kind.vital and f.id not in header.columns]


def _absent(header: Header, kind: Kind, code_of_sheet: str) -> list[str]:
    """The labels of other required columns that the header doesn't name, except the unit's and the sheet's own."""
    given = {*header.columns, *kind.vital, *([kind.by_sheet] if code_of_sheet else [])}
    return [f.label for f in kind.fields if f.required == "yes" and f.type != "township" and f.id not in given]


def _with_suggestions(header: Header, kind: Kind, labels: Mapping[str, str]) -> Iterator[str]:
    """The unknown headings, each with the nearest label that no other column has."""
    named = {labels[id_] for id_ in header.columns}
    for text in header.unknown.values():
        near = suggestion(text, kind.lookup, labels)
        shown = foreign(text[:_LONGEST_SHOWN], HEADING)
        yield f"{shown}（是不是“{near}”？）" if near and near not in named else shown


def _cells(columns: Iterable[int], header: Header) -> str:
    return "、".join(cell_name(header.last, column) for column in columns)


def _first_cells(columns: Mapping[int, str], header: Header) -> str:
    return _cells(list(columns)[:_MOST_HEADINGS], header) + ("等" if len(columns) > _MOST_HEADINGS else "")


def _first_headings(texts: Iterable[str]) -> str:
    shown = list(texts)
    return "、".join(shown[:_MOST_HEADINGS]) + ("等" if len(shown) > _MOST_HEADINGS else "")
