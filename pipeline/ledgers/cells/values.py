"""Cells become values: each distinct cell of a column is converted once, over all files together."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Any

import numpy as np
import pandas as pd

from pipeline.base.grid import CellFault
from pipeline.ledgers.cells.words import PICTURE
from pipeline.messages import read_words
from pipeline.schema.convert import (
    ERROR_TEXTS,
    Converted,
    Unreadable,
    clean_text,
    is_none_word,
    plain,
    refuse_fault,
    shown_hidden,
    to_code,
    to_count,
    to_flag,
    to_text_id,
)
from pipeline.schema.days import to_date
from pipeline.schema.fields import Field
from pipeline.schema.vocabulary import Answer
from pipeline.sheets.formats.sheet_xml import NOT_CALCULATED
from pipeline.sheets.personal import (
    MASK,
    has_batch_form,
    has_number_form,
    holds_id,
    holds_number,
    is_phone,
    is_plain_number,
    masked,
    names_somebody,
)

OK, NOTED, BAD, PERSONAL, IMAGE, STRIPPED, MASKED = range(7)
ID_FIELDS = frozenset({"case_no", "related_case_no"})
NAMES_FILES = frozenset({"subject", "file_name"})
"""Fields that may hold a file's name, which is shown with the numbers of persons masked and so is masked here too."""
_AHEAD = frozenset({"due_on", "extended_to", "settle_by", "reply_by"})
"""Fields whose days usually lie ahead."""
_MAY_BE_NOUGHT = frozenset({"visits", "settled"})


_day = lru_cache(maxsize=1 << 16, typed=True)(to_date)
"""The same days stand in several columns and in every month's ledger. ``typed``, because 1 and TRUE have one hash."""


@dataclass(frozen=True)
class Context:
    """What reading a cell's day needs: the last day of its folder's period, and its workbook's epoch."""

    last_day: date
    epoch_1904: bool = False


@dataclass(frozen=True)
class Column:
    """A converted column.

    ``values``: one per row, by the conventions of bundles.py. ``state``: one of OK … MASKED per row. ``codes``: per row
    the index into the lists of distinct cells, -1 for blank. These lists are ``reasons``, ``shown`` (the cell as text,
    '' where no message may print it) and ``faulty`` (whether it is an error or a formula without a result).
    """

    values: Any
    state: np.ndarray
    codes: np.ndarray
    reasons: list[str]
    shown: list[str]
    faulty: list[bool]


def convert_column(
    field: Field,
    cells: Sequence[object],
    contexts: Sequence[Context],
    context_of: np.ndarray,
    township: Callable[[object], str],
) -> Column:
    """Convert the cells of one field; ``context_of`` gives each row's context. Blank cells are null and OK."""
    raw = np.empty(len(cells), dtype=object)
    raw[:] = cells
    codes, uniques = pd.factorize(raw)
    if any(isinstance(value, bool) or (isinstance(value, int | float) and value in (0, 1)) for value in uniques):
        # TRUE and 1 have one hash; as words they stay apart.
        raw[:] = [str(cell).upper() if isinstance(cell, bool) else cell for cell in cells]
        codes, uniques = pd.factorize(raw)
    pairs: list[tuple[object, Context | None]] = [(value, None) for value in uniques]
    if field.type == "date":
        joint = np.where(codes < 0, -1, codes * len(contexts) + context_of)
        joint_codes, distinct = pd.factorize(np.where(joint < 0, -1, joint))
        pairs = [
            (
                None if pair < 0 else uniques[pair // len(contexts)],
                None if pair < 0 else contexts[pair % len(contexts)],
            )
            for pair in distinct
        ]
        codes = joint_codes
    outcomes = [outcome(field, value, context, township) for value, context in pairs]
    states = np.array([*(state for state, _, _ in outcomes), OK], dtype=np.int8)
    return Column(
        values=_typed(field, [value for _, value, _ in outcomes], codes),
        state=states[codes],
        codes=codes,
        reasons=[reason for _, _, reason in outcomes],
        shown=[_shown(value, state, reason) for (value, _), (state, _, reason) in zip(pairs, outcomes, strict=True)],
        faulty=[
            value in ERROR_TEXTS
            if isinstance(value, str)
            else isinstance(value, CellFault) and (value.text.startswith(("#", "Err:")) or value.text == NOT_CALCULATED)
            for value, _ in pairs
        ],
    )


def _shown(value: object, state: int, reason: str) -> str:
    if reason in (read_words.HOLDS_ID, read_words.HOLDS_PHONE, read_words.NO_NUMBER, read_words.NO_BATCH):
        return ""
    return shown_hidden(value) if state == STRIPPED and isinstance(value, str) else clean_text(value)


def outcome(
    field: Field, value: object, context: Context | None, township: Callable[[object], str]
) -> tuple[int, object, str]:
    """One cell as its field's value: a state (OK … MASKED), the value, and why it can't be read ('' when it can)."""
    if value is None:
        return OK, None, ""
    if field.id in ID_FIELDS and isinstance(value, str) and is_plain_number(value):
        return OK, value, ""
    if isinstance(value, str) and value.lstrip().upper().startswith(PICTURE):
        return (BAD, None, "是嵌入的图片，不是文字") if field.required == "yes" else (IMAGE, None, "")
    if field.id in NAMES_FILES and isinstance(value, str) and holds_number(value) and masked(value).strip() != MASK:
        return MASKED, clean_text(masked(value)), ""
    if holds_id(value):
        return BAD, Answer.YES if field.id == "backlog_batch" else None, read_words.HOLDS_ID
    if field.type == "text" and field.id not in ID_FIELDS and holds_number(value):
        return PERSONAL, None, ""
    if field.type == "named" and holds_number(value):
        return (MASKED, Answer.YES, "") if names_somebody(clean_text(value)) else (PERSONAL, None, "")
    try:
        converted = convert(field, value, context, township)
    except Unreadable as fault:
        return BAD, None, str(fault)
    if isinstance(converted.value, str) and (reason := misplaced(field, converted.value)):
        # A batch that can't be read still is one: an unreadable name takes no matter out of a denominator.
        return BAD, Answer.YES if field.id == "backlog_batch" else None, reason
    stripped = isinstance(value, str) and not value.isprintable() and shown_hidden(value) != clean_text(value)
    return (STRIPPED if stripped else NOTED if converted.noted else OK), converted.value, ""


def misplaced(field: Field, text: str) -> str:
    """Why a text can't be a number or a batch, '' when it can: names and sentences slip in from other columns."""
    if field.id in ID_FIELDS:
        return read_words.HOLDS_PHONE if is_phone(text) else "" if has_number_form(text) else read_words.NO_NUMBER
    no_batch = field.id == "backlog_batch" and text != Answer.YES and not has_batch_form(text)
    return read_words.NO_BATCH if no_batch else ""


def convert(field: Field, value: object, context: Context | None, township: Callable[[object], str]) -> Converted:
    """One cell as its field's value. Raises Unreadable."""
    if field.type == "date":
        assert context
        day = context.last_day
        if isinstance(value, str) and field.none_words and plain(value) in field.none_words:
            return Converted(None)
        if isinstance(value, str) and (day_of_word := field.day_words.get(plain(value))):
            return Converted(day_of_word)
        return _day(value, period_year=day.year, epoch_1904=context.epoch_1904, around=day, ahead=field.id in _AHEAD)
    if field.type == "count":
        return to_count(value, least=0 if field.id in _MAY_BE_NOUGHT else 1)
    if field.type == "code":
        return to_code(field, value)
    if field.type == "flag":
        return to_flag(value)
    if field.type == "named":
        refuse_fault(value)
        return Converted(Answer.YES if names_somebody(clean_text(value)) else None)
    converted = to_text_id(value) if field.id in ID_FIELDS else _to_text(value)
    word = plain(converted.value).upper()
    if converted.value is None or word in field.none_words:
        return Converted(None)
    if word in field.code_aliases:
        return Converted(field.code_aliases[word])
    if field.type == "township":
        return Converted(township(value))
    if field.type == "given":
        # A code of the field is kept; of any other text it is only kept that something was written.
        return Converted(word if word in field.codes else "有")
    return converted


def _to_text(value: object) -> Converted:
    refuse_fault(value)
    text = clean_text(value)
    return Converted(None if is_none_word(text) else text)


def _typed(field: Field, values: list[object], codes: np.ndarray) -> Any:
    """The distinct values spread over the rows; the code -1 finds the null at the end."""
    nullable: Any = [*values, None]
    if field.type == "date":
        return np.array(nullable, dtype="datetime64[s]")[codes]
    if field.type == "count":
        return pd.array(nullable, dtype="Int64").take(codes)
    return pd.array(nullable, dtype="str").take(codes)
