"""A grid becomes a table: its header, the sheet rows that are matters, and their cells by field; nothing converted yet."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from pipeline.base.grid import Grid
from pipeline.base.place import column_letter
from pipeline.ledgers.cells.fills import fill_ditto, fill_merges, mark_lost_digits
from pipeline.ledgers.cells.words import heading_key, squeezed, title_month, unit_named, zero_words
from pipeline.ledgers.sheet.headers import LEAST_MATCHED, Header, find_header, heading_lookup, suggestion
from pipeline.ledgers.sheet.oddities import oddities
from pipeline.ledgers.sheet.rows import Cells, Sorted, sort_rows
from pipeline.ledgers.sheet.serials import without_serials
from pipeline.ledgers.sheet.shapes import Shape
from pipeline.ledgers.sheet.sheet_decisions import Decision, decide, on_header, on_rows
from pipeline.ledgers.sheet.shown_numbers import as_shown
from pipeline.ledgers.sheet.struck import without_struck
from pipeline.schema.fields import Field, with_words
from pipeline.schema.ledger import LEDGER
from pipeline.settings.record import Settings
from pipeline.sheets.formats.faults import Issue

_MOST_HEADINGS = 12
_DAYS_OF_STATES = {"concluded_on": ("outcome", "settled", "rating_unit"), "accepted_on": ("concluded_on",)}
"""A day, and the columns that say nothing without it."""


@dataclass(frozen=True)
class Kind:
    """What a sheet is read as.

    ``key`` names a row, ``day`` is its day ('' when there is none); ``vital`` headings must be there; ``prefilled`` is
    the field that a blank form may hold already, ``by_sheet`` one whose code a sheet's name may give.
    """

    fields: tuple[Field, ...]
    key: str
    day: str
    vital: tuple[str, ...]
    aliases: Mapping[str, Sequence[str]] = field(default_factory=dict)
    least: int = LEAST_MATCHED
    prefilled: str = ""
    by_sheet: str = ""

    @cached_property
    def lookup(self) -> dict[str, str]:
        """Heading -> field id."""
        return heading_lookup(self.fields, self.aliases)

    @cached_property
    def labels(self) -> dict[str, str]:
        """The fields' labels as headings are compared, by id."""
        return {f.id: heading_key(f.label) for f in self.fields}

    @cached_property
    def by_id(self) -> dict[str, Field]:
        """The fields by id."""
        return {f.id: f for f in self.fields}


def ledger_kind(settings: Settings) -> Kind:
    """A township's ledger, with the headings of 列名别名 and the words of 值别名."""
    fields, aliases = with_words(LEDGER, settings.value_aliases), settings.heading_aliases
    return Kind(
        fields,
        "case_no",
        "registered_on",
        ("case_no", "registered_on"),
        aliases,
        prefilled="township",
        by_sheet="channel",
    )


@dataclass
class SheetTable:
    """One sheet as read. ``rows`` are the sheet rows of its matters, ``cells`` their values by field id, as stored.

    ``header_row`` is the header's last sheet row (0: none). ``usable`` is False when the sheet is refused; ``rows`` is
    empty then. ``unit``: what 填报单位 names, as written. ``zero``: the words of a zero report. ``titles``: squeezed
    texts above the header. ``filled``: (row, field id, what the cell said) for cells taken from the row above.
    ``decided``: how the sheet was understood.
    """

    name: str
    rows_read: int
    not_data: int
    header_row: int = 0
    columns: dict[str, int] = field(default_factory=dict)
    rows: list[int] = field(default_factory=list)
    cells: dict[str, list[object]] = field(default_factory=dict)
    epoch_1904: bool = False
    usable: bool = True
    unit: str = ""
    zero: str = ""
    titles: list[str] = field(default_factory=list)
    filled: list[tuple[int, str, str]] = field(default_factory=list)
    issues: list[Issue] = field(default_factory=list)
    decided: list[Decision] = field(default_factory=list)

    @property
    def month(self) -> tuple[int, int] | None:
        """The (year, month) that a title names; the year is 0 where it names none."""
        return next((found for text in self.titles if (found := title_month(text))), None)


def used_rows(grid: Grid) -> int:
    """The sheet row of the last cell that isn't blank."""
    for number in range(len(grid.rows), 0, -1):
        if any(cell is not None and not (isinstance(cell, str) and not cell.strip()) for cell in grid.rows[number - 1]):
            return number
    return 0


def read_table(grid: Grid, kind: Kind) -> SheetTable:
    """Read one sheet as ``kind``.

    A sheet without header comes back with ``header_row`` 0 and its lines of words looked at.
    """
    used = used_rows(grid)
    grid, reshaped = as_shown(grid, kind.lookup, kind.least)
    header = find_header(grid, kind.lookup, kind.least, kind.labels)
    if header is None:
        return _without_header(grid, used)
    counted = header
    header = without_serials(grid, header, "case_no")
    table = SheetTable(grid.name, used, used, header.last, dict(header.columns), epoch_1904=grid.epoch_1904)
    if "case_no" in counted.columns and "case_no" not in header.columns:
        table.issues.append(_counting(counted, kind, grid.name))
    _look_above(grid.rows[: header.first - 1], table)
    named = _named_by_sheet(grid.name, header, kind)
    _judge_header(header, kind, table, named)
    grid, struck = without_struck(grid, header.last)
    table.issues += struck
    rows = _without_refused(grid.rows[:used], header)
    found = sort_rows(
        rows, header, table.titles, Shape(header, kind.by_id, kind.lookup, kind.key, kind.day, kind.prefilled)
    )
    if found.moved:
        table.issues.append(
            Issue(
                "R089", grid.name, f"A{found.moved}", found.moved, words={"second": found.moved, "first": header.last}
            )
        )
        table.usable = False
    table.zero = found.zero or ("" if found.data else _zero_above(table.titles))
    table.unit = table.unit or found.unit
    table.decided += on_header(header, kind.by_id)
    for column, shown in reshaped.items():
        table.decided.append(
            decide(
                f"{column_letter(column)}{shown[0]}",
                "shown_number",
                heading=header.levels[column][-1],
                count=len(shown),
            )
        )
    if not table.usable:
        table.decided.append(decide("", "faulty", sheet=table.name))
        return table
    table.decided += on_rows(found, header, grid)
    table.not_data, table.rows = found.not_data, found.data
    _take_cells(rows, found, header, kind, table, grid)
    if named:
        table.cells[kind.by_sheet] = [named] * len(table.rows)
        table.decided.append(decide("", "code_by_sheet", label=kind.by_id[kind.by_sheet].label, value=named))
    table.issues += oddities(rows, found, header, kind.by_id, table.cells, grid)
    return table


def _counting(header: Header, kind: Kind, sheet: str) -> Issue:
    column = header.columns["case_no"]
    words = {"heading": header.levels[column][-1], "example": kind.by_id["case_no"].example}
    return Issue("R066", sheet, f"{column_letter(column)}{header.last}", header.last, words=words)


def _without_refused(rows: Sequence[Cells], header: Header) -> list[Cells]:
    """The rows with the cells of refused columns blanked below the header: nothing after this point can see them."""
    if not header.refused:
        return list(rows)
    kept: list[Cells] = list(rows[: header.last])
    for row in rows[header.last :]:
        blanked = list(row)
        for column in header.refused:
            if column < len(blanked):
                blanked[column] = None
        kept.append(blanked)
    return kept


def _zero_above(titles: Sequence[str]) -> str:
    """The words of a zero report above the table, '' when nothing says so."""
    return next((words for text in titles if (words := zero_words(text))), "")


def _without_header(grid: Grid, used: int) -> SheetTable:
    table = SheetTable(grid.name, used, used)
    _look_above(grid.rows[: min(used, 15)], table)
    table.zero = _zero_above(table.titles)
    table.decided.append(
        decide("", "zero", found=table.zero)
        if table.zero
        else decide("", "no_header" if used else "blank", sheet=grid.name)
    )
    return table


def _look_above(rows: Sequence[Cells], table: SheetTable) -> None:
    """Take the texts above the header: titles, and the unit from a line 填报单位."""
    for row in rows:
        texts = [squeezed(cell) for cell in row if isinstance(cell, str) and cell.strip()]
        table.titles += texts
        table.unit = table.unit or unit_named(texts)


def _named_by_sheet(name: str, header: Header, kind: Kind) -> str:
    """The code that a sheet's name gives where its column is missing: a sheet 来访台账 without 信访形式 holds 来访."""
    field = kind.by_id.get(kind.by_sheet)
    if field is None or field.id in header.columns:
        return ""
    word = squeezed(name).removesuffix("台账").removesuffix("件")
    return word if word in field.codes else field.code_aliases.get(word, "")


def _judge_header(header: Header, kind: Kind, table: SheetTable, named: str) -> None:
    cell = f"{column_letter(0)}{header.last}"

    def issue(code: str, place: str = cell, **words: object) -> None:
        table.issues.append(Issue(code, table.name, place, header.last, words=words))

    labels = {f.id: f.label for f in kind.fields}
    for id_, columns in header.doubles.items():
        letters = [column_letter(column) for column in columns]
        place = "、".join(f"{letter}{header.last}" for letter in letters)
        headings = "、".join(header.levels[column][-1] for column in columns)
        issue("R015", place, label=labels[id_], columns="、".join(letters), headings=headings)
        table.usable = False
    for id_, columns in header.beside.items():
        place = "、".join(f"{column_letter(column)}{header.last}" for column in columns)
        headings = "、".join(header.levels[column][-1] for column in columns)
        issue("R091", place, label=labels[id_], heading=header.taken[header.columns[id_]], headings=headings)
    _tell_missing_days(header, kind, labels, issue)
    if named:
        issue("R057", label=labels[kind.by_sheet], value=named)
    missing = [f for f in kind.fields if f.id in kind.vital and f.id not in header.columns]
    if missing:
        issue("R013", labels="、".join(f.label for f in missing), example=missing[0].label)
        table.usable = False
    absent = [
        f.label
        for f in kind.fields
        if f.required == "yes"
        and f.type != "township"
        and f not in missing
        and f.id not in header.columns
        and not (named and f.id == kind.by_sheet)
    ]
    if absent:
        issue("R014", labels="、".join(absent))
    if header.refused:
        issue(
            "R017", _cells(header.refused, header), count=len(header.refused), headings=_some(header.refused.values())
        )
    if header.unknown:
        shown = []
        for text in header.unknown.values():
            near = suggestion(text, kind.lookup, labels)
            shown.append(
                f"{text}（是不是“{near}”？）" if near and near not in {labels[id_] for id_ in header.columns} else text
            )
        issue("R016", _cells(header.unknown, header), count=len(header.unknown), headings=_some(shown))


def _tell_missing_days(header: Header, kind: Kind, labels: Mapping[str, str], issue: Callable[..., None]) -> None:
    """A ledger that tells how matters ended, or has a column like 办结日期, without that column itself: every matter would count as open."""
    for id_, told in _DAYS_OF_STATES.items():
        if id_ not in kind.by_id or id_ in header.columns:
            continue
        near = [text for text in header.unknown.values() if suggestion(text, kind.lookup, labels) == labels[id_]]
        if near or any(other in header.columns for other in told):
            nearest = f"，最接近的是“{near[0][:20]}”" if near else ""
            issue("R092", label=labels[id_], nearest=nearest)


def _cells(columns: Mapping[int, str], header: Header) -> str:
    texts = [f"{column_letter(column)}{header.last}" for column in columns]
    return "、".join(texts[:_MOST_HEADINGS]) + ("等" if len(texts) > _MOST_HEADINGS else "")


def _some(texts: object) -> str:
    shown = [text[:20] for text in texts]  # type: ignore[attr-defined]
    return "、".join(shown[:_MOST_HEADINGS]) + ("等" if len(shown) > _MOST_HEADINGS else "")


def _take_cells(
    rows: Sequence[Cells], found: Sorted, header: Header, kind: Kind, table: SheetTable, grid: Grid
) -> None:
    picked = [rows[number - 1] for number in found.data]
    for id_, column in header.columns.items():
        table.cells[id_] = [row[column] if column < len(row) else None for row in picked]
        mark_lost_digits(table.cells[id_], kind.by_id[id_])
        merged = fill_merges(table.cells[id_], found.data, column, kind.by_id[id_], header.last, grid)
        ditto = fill_ditto(table.cells[id_], found.data, kind.by_id[id_])
        table.filled += [(row, id_, text) for row, text in ditto]
        for code, hit in (("R042", merged), ("R043", [row for row, _ in ditto])):
            if hit:
                table.issues.append(Issue.column(code, table.name, hit, column, label=kind.by_id[id_].label))
