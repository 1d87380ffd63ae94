"""Ledgers as earlier runs have read them, so that of many files only those that changed are parsed again.

What is kept holds no more about persons than an edition does: numbers of matters, days, figures, and texts of a form
that may be shown. In place of any other text stands one that is read as the same value; where none is, and where a
sheet's name, a title or a finding's word may not be shown, the file isn't kept and is read anew each time.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from functools import cached_property
from typing import Any

from pipeline.base.originals import BLANKED
from pipeline.editions.cache import Cache
from pipeline.ledgers.cells.values import BAD, ID_FIELDS, OK, misplaced, outcome
from pipeline.ledgers.ledger_files import FileRead
from pipeline.ledgers.sheet.kind import ledger_kind
from pipeline.ledgers.sheet.sheet_decisions import Decision
from pipeline.ledgers.sheet.tables import SheetTable
from pipeline.schema.convert import plain
from pipeline.schema.fields import Field
from pipeline.schema.showable import may_be_shown
from pipeline.schema.vocabulary import Answer
from pipeline.settings.record import Settings
from pipeline.sheets.files import SourceFile
from pipeline.sheets.formats.faults import Issue
from pipeline.sheets.kinds import XLSM, XLSX
from pipeline.sheets.personal import holds_number, is_plain_number

_KIND = "ledgers"
_WITHOUT_PASSWORD = frozenset({XLSX, XLSM})
_STAND_INS = (str(Answer.YES), "有", BLANKED)
"""Texts that are read as most others are: a name as 是, words that only say that something was written as 有."""
_STOOD_FOR = frozenset({"code", "flag", "named", "given", "count"})
"""The types of columns whose texts nothing but their conversion looks at."""
_DAY, _TIME = "day", "time"
_NO_TELEPHONE = 10**10
"""Whole numbers below have fewer figures than a telephone number."""
_OWN_KEYS = frozenset({str, date, datetime, type(None)})
"""The types of cells that are equal to no cell of another type."""


class _NotKept(Exception):
    """The file holds what may not be kept."""


@dataclass(frozen=True)
class KeptReads:
    """The ledgers kept in a cache, for runs with these settings."""

    cache: Cache
    settings: Settings
    settings_hash: str

    def get(self, source: SourceFile) -> FileRead | None:
        """What these bytes at this path gave, ready to be judged; None when nothing is kept of them."""
        content = self.cache.get(_KIND, self._key(source)) if self._may_keep(source) else None
        return None if content is None else _as_read(json.loads(content), source)

    def put(self, read: FileRead) -> None:
        """Keep what ``read_file`` has given, not judged yet, if nothing stands against it."""
        if read.refusal or read.ignored or read.register or not self._may_keep(read.source):
            return
        try:
            content = json.dumps(self._as_kept(read), ensure_ascii=False, allow_nan=False).encode("utf-8")
        except (_NotKept, ValueError):  # ValueError: half a surrogate pair, or a number that is none
            return
        self.cache.put(_KIND, self._key(read.source), content)

    def _may_keep(self, source: SourceFile) -> bool:
        return self.cache.folder is not None and source.kind in _WITHOUT_PASSWORD and bool(source.sha256)

    def _key(self, source: SourceFile) -> str:
        return self.cache.key(self.settings_hash, source.path_rel, source.sha256, source.sent_kind)

    @cached_property
    def _fields(self) -> dict[str, Field]:
        return dict(ledger_kind(self.settings).by_id)

    def _as_kept(self, read: FileRead) -> dict[str, Any]:
        self._all_shown([*read.sheets, *(name for name, _, _ in read.skipped)])
        return {
            "tables": [self._table(table) for table in read.tables],
            "skipped": read.skipped,
            "carried": read.carried,
            "sheets": read.sheets,
            "issues": [self._issue(issue) for issue in read.issues],
        }

    def _table(self, table: SheetTable) -> dict[str, Any]:
        self._all_shown([table.name, table.unit, table.zero, *table.titles, *(text for _, _, text in table.filled)])
        return {
            **vars(table),
            "cells": {id_: self._column(self._fields[id_], cells) for id_, cells in table.cells.items()},
            "issues": [self._issue(issue) for issue in table.issues],
            "decided": [(each.cell, each.sentence) for each in table.decided],
            "card": table.card and self._issue(table.card),
        }

    def _issue(self, issue: Issue) -> dict[str, Any]:
        if not all(isinstance(word, str | int) for word in issue.words.values()):
            raise _NotKept
        self._all_shown([issue.sheet, *(word for word in issue.words.values() if isinstance(word, str))])
        return {each: getattr(issue, each) for each in ("code", "sheet", "cell", "row", "cells", "words", "case_nos")}

    def _all_shown(self, texts: Iterable[str]) -> None:
        if not all(may_be_shown(text, self.settings.unit_words) for text in texts):
            raise _NotKept

    def _column(self, field: Field, cells: Sequence[object]) -> list[list[Any]]:
        """The distinct cells, and for each row which of them it has."""
        at: dict[object, int] = {}
        codes = [at.setdefault(cell if type(cell) in _OWN_KEYS else _key_of(cell), len(at)) for cell in cells]
        distinct: list[object] = [None] * len(at)
        for cell, code in zip(cells, codes, strict=True):
            distinct[code] = cell
        return [[self._cell(field, cell) for cell in distinct], codes]

    def _cell(self, field: Field, cell: object) -> object:
        if cell is None or isinstance(cell, bool):
            return cell
        if isinstance(cell, datetime):
            return {_TIME: cell.isoformat()}
        if isinstance(cell, date):
            return {_DAY: cell.isoformat()}
        if isinstance(cell, str) and field.id in ID_FIELDS and is_plain_number(cell):
            return cell  # nearly every number of a matter; it is nobody's telephone or ID number
        if isinstance(cell, int) and 0 <= cell < _NO_TELEPHONE:
            return cell
        if not isinstance(cell, str | int | float) or holds_number(cell):
            raise _NotKept
        return self._text(field, cell) if isinstance(cell, str) else cell

    def _text(self, field: Field, text: str) -> str:
        """The text, or one that is read as the same value where its form may not be shown."""
        if self._may_stay(field, text):
            return text
        if field.type not in _STOOD_FOR:
            raise _NotKept
        read = outcome(field, text, None, str)
        if read[0] in (OK, BAD):
            for other in _STAND_INS:
                # A message may quote a cell that can't be read, if it may be shown; so what stands for it may not.
                if outcome(field, other, None, str) == read and (read[0] == OK or not self._may_stay(field, other)):
                    return other
        raise _NotKept

    def _may_stay(self, field: Field, text: str) -> bool:
        if field.id in ID_FIELDS:
            return not misplaced(field, plain(text)) or may_be_shown(text)
        words = self.settings.unit_words if field.type == "township" else (*field.codes, *field.code_aliases)
        return may_be_shown(text, words)


def _key_of(cell: object) -> object:
    """A key of a number or truth: True, 1 and 1.0 would be one key of a dictionary, and so would 0.0 and -0.0."""
    return type(cell), repr(cell) if isinstance(cell, float) else cell


def _as_read(kept: dict[str, Any], source: SourceFile) -> FileRead:
    return FileRead(
        replace(source, data=b""),
        tables=[_as_table(table) for table in kept["tables"]],
        skipped=[(name, rows, why) for name, rows, why in kept["skipped"]],
        carried=tuple(kept["carried"]),
        sheets=tuple(kept["sheets"]),
        issues=[_as_issue(issue) for issue in kept["issues"]],
    )


def _as_table(kept: dict[str, Any]) -> SheetTable:
    return SheetTable(
        **{
            **kept,
            "cells": {id_: _as_cells(*column) for id_, column in kept["cells"].items()},
            "filled": [(row, id_, text) for row, id_, text in kept["filled"]],
            "issues": [_as_issue(issue) for issue in kept["issues"]],
            "decided": [Decision(cell, sentence) for cell, sentence in kept["decided"]],
            "card": kept["card"] and _as_issue(kept["card"]),
        }
    )


def _as_issue(kept: dict[str, Any]) -> Issue:
    return Issue(**{**kept, "case_nos": tuple(kept["case_nos"])})


def _as_cells(distinct: Sequence[object], codes: Sequence[int]) -> list[object]:
    values = [_as_cell(cell) if isinstance(cell, dict) else cell for cell in distinct]
    return [values[code] for code in codes]


def _as_cell(kept: dict[str, str]) -> date:
    return date.fromisoformat(kept[_DAY]) if _DAY in kept else datetime.fromisoformat(kept[_TIME])
