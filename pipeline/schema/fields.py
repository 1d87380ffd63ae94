"""What a column of any sheet is. Readers, checks and blank forms are all made from this one type."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Literal

FieldType = Literal["text", "date", "count", "code", "township", "flag", "given", "named", "month"]
"""text: kept as text. date: a day. count: whole number ≥ 1. code: one of ``codes``. township: through the roster.

flag: 是/否. given: kept is only whether something was written ('有'). named: kept is only whether somebody is named
('是'). month: YYYY-MM.
"""


@dataclass(frozen=True, slots=True)
class Field:
    """One column: ``id`` names it in code and data, ``label`` is what people see, ``headings`` are accepted too.

    ``required``: 'yes', 'no', 'when' (a rule asks for it when the ledger claims the state that it belongs to), or
    'column' (the column must be there, its cells may be blank). ``code_aliases`` maps what offices write to the code
    (to 是 where a column holds a name or 是). ``none_words`` mean "none of it" and are read as null. ``day_words``
    stand where a day would stand, and each is kept as a day of its own. ``note``: what stands in the column, as
    the blank form says it; ``filled``: when it is filled in, '' where ``required`` says it.
    """

    id: str
    label: str
    type: FieldType = "text"
    required: Literal["yes", "no", "when", "column"] = "no"
    headings: tuple[str, ...] = ()
    codes: tuple[str, ...] = ()
    code_aliases: dict[str, str] = field(default_factory=dict)
    none_words: tuple[str, ...] = ()
    day_words: dict[str, date] = field(default_factory=dict)
    example: str = ""
    note: str = ""
    filled: str = ""

    @property
    def all_headings(self) -> tuple[str, ...]:
        """The label first, then the other accepted headings."""
        return (self.label, *self.headings)


@dataclass(frozen=True, slots=True)
class Sheet:
    """A sheet known by its name: a register of 登记簿.xlsx or a sheet of 设置.xlsx. ``note``: what its form says of it."""

    id: str
    name: str
    fields: tuple[Field, ...]
    note: str = ""

    def field(self, id_: str) -> Field:
        """The field of this id. Raises KeyError when the sheet has none."""
        return {f.id: f for f in self.fields}[id_]


INSTRUCTIONS_SHEET, LISTS_SHEET, TASKS_SHEET = "填写说明", "选项", "本月要做的事"
FORM_SHEETS = frozenset({INSTRUCTIONS_SHEET, LISTS_SHEET, TASKS_SHEET})
"""Sheets of the program's own forms that hold no data: they are passed over without a finding."""


def with_words(fields: Iterable[Field], aliases: Mapping[str, Mapping[str, str]]) -> tuple[Field, ...]:
    """The fields with further words for their codes; ``words`` has label -> word -> code, from 值别名.

    A field's own codes and words win over further ones.
    """
    return tuple(
        replace(f, code_aliases={**aliases[f.label], **f.code_aliases}) if f.label in aliases else f for f in fields
    )
