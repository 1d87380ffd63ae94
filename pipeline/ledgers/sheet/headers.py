"""Where a sheet's header is, and which column is which field."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from rapidfuzz import fuzz, process
from rapidfuzz.distance import JaroWinkler

from pipeline.base.grid import Grid
from pipeline.ledgers.cells.words import SERIAL_HEADINGS, heading_key, is_refused, squeezed
from pipeline.schema.fields import Field
from pipeline.schema.ledger import HINT
from pipeline.sheets.personal import masked

_SEARCH_ROWS, _MAX_LEVELS, _LONGEST_HEADING = 15, 3, 40
LEAST_MATCHED = 3
_NEAR = 65
_STANDS_OUT = 20
_GROUP_END = re.compile(r"(?:情况|信息|工作|环节|阶段|内容)$")
_DAY = re.compile(r"\d{4}[-./年]\d{1,2}[-./月]\d{1,2}日?")
_CASE_NO = re.compile(r"[A-Za-z]{0,6}\d{6,}")
_TITLE_SHARE = 0.8
"""A merged cell over more of the width than this is a title, not a group of columns."""


@dataclass(frozen=True)
class Header:
    """A header: ``first`` and ``last`` are its sheet rows, counted from 1; columns count from 0.

    ``columns``: field id -> column. ``serial``: the column of 序号. ``doubles``: field id -> all its columns, where
    there are several. ``refused``, ``unknown``: column -> heading. ``levels``: column -> its texts from top to bottom.
    ``merged``: merged cells show its groups of columns, or it has only one row. ``taken``: column -> the text by which
    its field is known. ``beside``: field id -> columns that name the same field less exactly and aren't read. ``cut``:
    a merged cell reaches out of its rows, so that a heading is left out.
    """

    first: int
    last: int
    columns: Mapping[str, int]
    serial: int | None = None
    doubles: Mapping[str, tuple[int, ...]] = field(default_factory=dict)
    refused: Mapping[int, str] = field(default_factory=dict)
    unknown: Mapping[int, str] = field(default_factory=dict)
    levels: Mapping[int, tuple[str, ...]] = field(default_factory=dict)
    merged: bool = True
    taken: Mapping[int, str] = field(default_factory=dict)
    beside: Mapping[str, tuple[int, ...]] = field(default_factory=dict)
    cut: bool = False

    @property
    def matched(self) -> int:
        """How many different fields the header names."""
        return len(self.columns)

    @property
    def rank(self) -> tuple[int, bool, bool, int, int, int]:
        """What makes one header better than another.

        That is fields named, 序号 named, no merged cell cut, columns named besides, other columns known, fewest rows.

        Without merged cells a title would stand for a group over all columns, so refused columns don't count there.
        """
        return (
            self.matched,
            self.serial is not None,
            not self.cut,
            sum(map(len, self.beside.values())),
            len(self.refused) if self.merged else 0,
            -self.height,
        )

    @property
    def height(self) -> int:
        """How many rows it takes."""
        return self.last - self.first + 1


def heading_lookup(fields: Iterable[Field], aliases: Mapping[str, Sequence[str]]) -> dict[str, str]:
    """Every accepted heading, as heading_key makes it -> field id. ``aliases``: label -> headings, from 列名别名.

    A label wins over another field's alias.
    """
    known = list(fields)
    lookup: dict[str, str] = {}
    for column in known:
        for text in (*column.headings, *aliases.get(column.label, ())):
            lookup.setdefault(heading_key(text), column.id)
    for column in known:
        for text in column.all_headings if column.type == "date" else ():
            for variant in _day_variants(heading_key(text)):
                lookup.setdefault(variant, column.id)
    lookup.update({heading_key(column.label): column.id for column in known})
    return lookup


def _day_variants(text: str) -> tuple[str, ...]:
    """Other ways to write a heading of days: …时间 and …日 for …日期, …日期 for …时间."""
    if text.endswith("日期"):
        return f"{text[:-2]}时间", text[:-1]
    return (f"{text[:-2]}日期",) if text.endswith("时间") else ()


def suggestion(heading: str, lookup: Mapping[str, str], labels: Mapping[str, str]) -> str:
    """The label that an unknown heading is most like; '' when none is near. It is suggested and never acted on.

    Of equally near labels it is the one that begins alike.
    """
    key = heading_key(heading)
    near = process.extract(key, list(lookup), scorer=fuzz.ratio, score_cutoff=_NEAR, limit=None)
    best = max(near, key=lambda match: (match[1], JaroWinkler.similarity(key, match[0])), default=None)
    return labels[lookup[best[0]]] if best else ""


def find_header(
    grid: Grid, lookup: Mapping[str, str], least: int = LEAST_MATCHED, labels: Mapping[str, str] | None = None
) -> Header | None:
    """The best header of one to three rows within the first 15, by Header.rank; of equals the upper one.

    A header of several rows is tried where its first row has a merged cell, and where its further rows hold nothing but
    words (text files have lost their merged cells). Nothing below the first header found is read, so that no row
    of values is taken for headings. None when no header names ``least`` fields. ``labels``, by field id, decide between
    two columns of one field.
    """
    best: Header | None = None
    stop = min(_SEARCH_ROWS, len(grid.rows))
    row = 0
    while row < stop:
        levels: list[list[str]] = []
        merged = _has_spans(grid, row + 1)
        for number in range(row, min(row + _MAX_LEVELS, len(grid.rows))):
            if number > row and not merged and not _is_words(grid.rows[number]):
                break
            levels.append(_level(grid, number))
            header = _mapped(
                levels if merged else _grouped(levels), row + 1, lookup, labels or {}, merged=merged or number == row
            )
            if header.matched >= least and any(map(_is_value, grid.rows[number])):
                break
            if header.matched >= least:
                stop = min(stop, number + 1)
                header = replace(header, cut=_is_cut(grid, header))
                if best is None or header.rank > best.rank:
                    best = header
        row += 1
    return best


def _is_value(cell: object) -> bool:
    """Whether a cell holds a day or a matter's number.

    A row with such a cell among headings belongs to a form that has labels and values in turn.
    """
    if not isinstance(cell, str):
        return isinstance(cell, date)
    end = cell.rstrip()[-1:]
    if not end.isdigit() and end != "日":
        return False
    text = squeezed(cell)
    return _DAY.fullmatch(text) is not None or _CASE_NO.fullmatch(text) is not None


def _has_spans(grid: Grid, row: int) -> bool:
    """Whether a merged cell touches this sheet row, which is the sign of a header of several levels."""
    return any(top <= row <= bottom for top, _, bottom, _ in grid.merges)


def _is_cut(grid: Grid, header: Header) -> bool:
    """Whether a merged cell stands partly in the header's rows and partly above or below them."""
    return any(top < header.first <= bottom or top <= header.last < bottom for top, _, bottom, _ in grid.merges)


def _is_words(row: Sequence[object]) -> bool:
    """Whether a row holds only texts without digits (except numbering), as headings do and matters don't."""
    texts = [cell for cell in row if cell is not None]
    return bool(texts) and all(isinstance(cell, str) and not any(map(str.isdigit, heading_key(cell))) for cell in texts)


def _grouped(levels: list[list[str]]) -> list[list[str]]:
    """Levels that have lost their merged cells: a text also covers the blank columns behind it with texts below."""
    width = max(map(len, levels))
    full = [[*level, *[""] * (width - len(level))] for level in levels]
    for depth, level in enumerate(full[:-1]):
        group = ""
        for column in range(width):
            below = any(lower[column] for lower in full[depth + 1 :])
            opens = level[column] or (depth and levels[depth - 1][column : column + 1] not in ([], [""]))
            group = (level[column] if opens else group) if below else ""
            level[column] = level[column] or group
    return full


def _level(grid: Grid, at: int) -> list[str]:
    """The texts of a sheet row (from 0) as one level of a header.

    A group's text stands over all its columns; the text of a tall merged cell stands only in its top row.
    """
    row = [cell if isinstance(cell, str) and len(cell) <= _LONGEST_HEADING else None for cell in grid.rows[at]]
    width = len(row)
    for top, left, bottom, right in grid.merges:
        if top <= at + 1 <= bottom and left < width and right - left < _TITLE_SHARE * width:
            value = grid.rows[top - 1][left] if left < len(grid.rows[top - 1]) else None
            row.extend([None] * (right + 1 - len(row)))
            for column in range(left, right + 1):
                row[column] = (
                    value if top == at + 1 and isinstance(value, str) and len(value) <= _LONGEST_HEADING else None
                )
    return [masked(heading_key(cell)) if cell else "" for cell in row]


def _mapped(
    levels: list[list[str]], first: int, lookup: Mapping[str, str], labels: Mapping[str, str], *, merged: bool
) -> Header:
    width = max(map(len, levels))
    columns: dict[str, list[int]] = {}
    refused: dict[int, str] = {}
    unknown: dict[int, str] = {}
    texts: dict[int, tuple[str, ...]] = {}
    taken: dict[int, str] = {}
    serial = None
    for column in range(width):
        parts = tuple(level[column] for level in levels if column < len(level) and level[column])
        if not parts:
            continue
        texts[column] = parts
        known = next((t for t in ("".join(parts), parts[-1], "".join(parts[-2:]), _joined(parts)) if t in lookup), "")
        if parts[-1] == HINT:
            continue
        if known:
            columns.setdefault(lookup[known], []).append(column)
            taken[column] = known
        elif parts[-1].upper() in SERIAL_HEADINGS and serial is None:
            serial = column
        elif any(map(is_refused, (*parts, "".join(parts)))):
            refused[column] = parts[-1] if is_refused(parts[-1]) else "".join(parts)
        else:
            unknown[column] = parts[-1]
    beside: dict[str, tuple[int, ...]] = {}
    for id_, same in columns.items():
        if (
            len(same) > 1
            and (best := _most_exact([(taken[column], column) for column in same], labels.get(id_, ""))) is not None
        ):
            beside[id_] = tuple(column for column in same if column != best)
            columns[id_] = [best]
    doubles = {id_: tuple(same) for id_, same in columns.items() if len(same) > 1}
    firsts = {id_: same[0] for id_, same in columns.items()}
    return Header(
        first, first + len(levels) - 1, firsts, serial, doubles, refused, unknown, texts, merged, taken, beside
    )


def _joined(parts: Sequence[str]) -> str:
    """The heading that a column's and its group's heading make together: 时间 under 办结情况 is 办结时间."""
    return _GROUP_END.sub("", parts[-2]) + parts[-1] if len(parts) > 1 else ""


def _most_exact(headings: Sequence[tuple[str, int]], label: str) -> int | None:
    """The column whose heading is far more like the label than the others are; None when none stands out."""
    near = sorted(((fuzz.ratio(text, label), column) for text, column in headings), reverse=True)
    return near[0][1] if label and near[0][0] >= near[1][0] + _STANDS_OUT else None
