"""The rows of a sheet of 设置.xlsx or 认领.xlsx, found by its line of labels, and what of the sheet isn't read."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from rapidfuzz import fuzz, process

from pipeline.base.foreign import HEADING, foreign
from pipeline.base.grid import CellFault, Grid
from pipeline.base.place import cell_name, column_letter
from pipeline.schema.convert import plain
from pipeline.schema.fields import FORM_SHEETS, Sheet
from pipeline.schema.vocabulary import Answer
from pipeline.settings.parts import Entry, Faults, as_text

_HEADER_ROWS = 5
NOTE_SHEETS = (*FORM_SHEETS, "说明", "使用说明", "填表说明")
"""Sheets that hold no settings and claims: passed over without a word."""
_REMARKS = ("备注", "说明")
_LONGEST_SHOWN = 20
_NEAR = 60
"""The likeness, of 100, from which an unknown label is taken for a slip of the pen.

人口数 and 人口 are alike to 80, 撤并时间 and 撤并日期 to 50, 备注 and any label to 0.
"""
_EXAMPLES = {"count": "3", "date": "2023-03-01", "flag": Answer.YES, "month": "2022-11", "township": "城关镇"}


def read_entries(sheet: Sheet, grid: Grid | None, faults: Faults) -> list[Entry]:
    """The rows of a sheet below its line of labels, without the blank ones.

    The line of labels is the one of the first five rows that holds most of the sheet's labels. Of other columns with
    content a note says that they aren't read, but of remarks (备注, 说明). Faults are: a missing required column, a
    label that stands twice, a label much like that of a missing column, a blank required cell, and an error value. A
    row with a fault isn't returned.
    """
    rows = [] if grid is None else grid.rows
    if grid is None or not has_content(grid):
        return []
    header, columns = max(
        ((r, _columns(sheet, row)) for r, row in enumerate(rows[:_HEADER_ROWS])), key=lambda line: len(line[1])
    )
    if not _labelled(sheet, header, rows[header], columns, faults):
        return []
    _note_unread(sheet, header, rows, columns, faults)
    entries = []
    for number, row in enumerate(rows[header + 1 :], start=header + 2):
        cells = {
            id_: row[c]
            for id_, c in columns.items()
            if c < len(row) and (as_text(row[c]) or isinstance(row[c], CellFault))
        }
        if not cells or set(cells) == {"order"}:
            continue
        entry = Entry(sheet, number, cells, columns, faults)
        if _complete(entry):
            entries.append(entry)
    return entries


def has_content(grid: Grid) -> bool:
    """Whether any cell says something."""
    return any(as_text(cell) for row in grid.rows for cell in row)


def _labels(row: tuple[object, ...]) -> list[str]:
    """The labels of a line, without the spaces, line breaks and star of a required column that make no difference."""
    return ["".join(plain(as_text(cell)).split()).rstrip("*") for cell in row]


def _columns(sheet: Sheet, row: tuple[object, ...]) -> dict[str, int]:
    texts = _labels(row)
    return {
        f.id: next(texts.index(h) for h in f.all_headings if h in texts)
        for f in sheet.fields
        if set(f.all_headings) & set(texts)
    }


def _labelled(sheet: Sheet, header: int, row: tuple[object, ...], columns: Mapping[str, int], faults: Faults) -> bool:
    """Whether the rows can be read by these labels; notes what is wrong with them.

    A column that went unread would count as one left blank.
    """
    missing = [f.label for f in sheet.fields if f.required in ("yes", "column") and f.id not in columns]
    if missing:
        faults.add("R302", sheet.name, missing="、".join(missing), labels="、".join(f.label for f in sheet.fields))
        return False
    owner = {heading: f for f in sheet.fields for heading in f.all_headings}
    absent = [f.label for f in sheet.fields if f.id not in columns]
    sound = True
    for at, text in enumerate(_labels(row)):
        cell = cell_name(header + 1, at)
        if text in owner and columns[owner[text].id] != at:
            faults.add("R309", sheet.name, cell, found=text, first=cell_name(header + 1, columns[owner[text].id]))
        elif (
            text
            and text not in owner
            and (like := process.extractOne(text, absent, scorer=fuzz.ratio, score_cutoff=_NEAR))
        ):
            faults.add("R345", sheet.name, cell, found=text, nearest=like[0])
        else:
            continue
        sound = False
    return sound


def _note_unread(
    sheet: Sheet, header: int, rows: Sequence[Sequence[object]], columns: Mapping[str, int], faults: Faults
) -> None:
    """Note the columns with content that no field has: one note for all with a heading, one for those without."""
    filled = {at for row in rows[header + 1 :] for at, cell in enumerate(row) if as_text(cell)} - {*columns.values()}
    headings = dict(enumerate(map(as_text, rows[header])))
    named = [at for at in sorted(filled) if headings.get(at) and not any(word in headings[at] for word in _REMARKS)]
    unnamed = [at for at in sorted(filled) if not headings.get(at)]
    if named:
        shown = "、".join(foreign(headings[at][:_LONGEST_SHOWN], HEADING) for at in named)
        cells = "、".join(cell_name(header + 1, at) for at in named)
        faults.note("R367", sheet.name, cells, count=len(named), headings=shown)
    if unnamed:
        cells = "、".join(cell_name(header + 1, at) for at in unnamed)
        faults.note("R055", sheet.name, cells, columns="、".join(map(column_letter, unnamed)))


def _complete(entry: Entry) -> bool:
    whole = True
    for column in entry.sheet.fields:
        cell = entry.cells.get(column.id)
        example = column.example or _EXAMPLES.get(column.type, "城关镇" if column.id == "township" else column.label)
        if isinstance(cell, CellFault):
            entry.fault("R307", column.id, found=cell.text, example=example)
            whole = False
        elif column.required == "yes" and not (as_text(cell) if column.type == "flag" else entry.text(column.id)):
            entry.fault("R303", column.id, label=column.label, example=example)
            whole = False
    return whole
