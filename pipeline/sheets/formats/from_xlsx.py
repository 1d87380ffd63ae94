"""xlsx and xlsm are read by calamine, with the witness beside it."""

from __future__ import annotations

import io

from python_calamine import CalamineWorkbook, SheetTypeEnum, SheetVisibleEnum

from pipeline.base.grid import Grid
from pipeline.schema.options import Options
from pipeline.sheets.formats.archives import open_guarded
from pipeline.sheets.formats.faults import Refused
from pipeline.sheets.formats.keeping import keep_texts
from pipeline.sheets.formats.witness import BookFacts, SheetFacts, look

_NO_FACTS = SheetFacts()


def read_xlsx(data: bytes, limits: Options) -> tuple[Grid, ...]:
    """Return the worksheets in workbook order.

    Raises Refused when the container is unsound, the parser fails, or the witness saw more rows.
    """
    with open_guarded(data, limits) as archive:
        facts = look(archive, limits)
    try:
        book = CalamineWorkbook.from_filelike(io.BytesIO(data))
        metas = [meta for meta in book.sheets_metadata if meta.typ == SheetTypeEnum.WorkSheet]
        grids = tuple(_grid(book, meta.name, facts, hidden=meta.visible != SheetVisibleEnum.Visible) for meta in metas)
    except (KeyboardInterrupt, SystemExit, MemoryError, Refused):
        raise
    except BaseException:  # noqa: BLE001 - a panic of the Rust parser is no Exception
        raise Refused("R008", detail="无法解析") from None
    if facts.longest > limits.most_characters:
        keep_texts(grids, limits)
    return grids


def _grid(book: CalamineWorkbook, name: str, facts: BookFacts, *, hidden: bool) -> Grid:
    sheet = book.get_sheet_by_name(name)
    seen = facts.sheets.get(name, _NO_FACTS)
    rows: list[list[object]] = [
        [None if cell == "" else cell for cell in row] for row in sheet.to_python(skip_empty_area=False)
    ]
    if seen.last_row > len(rows) + max(0, _blank_tail(seen, len(rows))):
        raise Refused("R011", expected=seen.last_row, read=len(rows))
    for (row, column), fault in seen.faults.items():
        while len(rows) < row:
            rows.append([])
        rows[row - 1].extend([None] * (column + 1 - len(rows[row - 1])))
        rows[row - 1][column] = fault
    for (row, column), standing in seen.struck.items():
        if standing is not None and row <= len(rows) and column < len(rows[row - 1]):
            rows[row - 1][column] = standing
    merges = tuple(
        (top + 1, left, bottom + 1, right) for (top, left), (bottom, right) in sheet.merged_cell_ranges or ()
    )
    return Grid(
        name,
        tuple(map(tuple, rows)),
        hidden,
        seen.hidden_rows,
        seen.hidden_columns,
        merges,
        facts.epoch_1904,
        seen.shapes,
        struck={place: standing is None for place, standing in seen.struck.items()},
    )


def _blank_tail(seen: SheetFacts, read: int) -> int:
    """Count the rows after those read that hold faulty cells alone, which calamine gives as blank."""
    return max([row - read for row, _ in seen.faults], default=0)
