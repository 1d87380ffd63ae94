"""What a sheet is read as: a township's ledger or one of the registers."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from pipeline.ledgers.cells.words import heading_key
from pipeline.ledgers.sheet.headers import LEAST_MATCHED, heading_lookup
from pipeline.schema.fields import Field, with_words
from pipeline.schema.ledger import AMENDMENT, ASSUMED, LEDGER
from pipeline.settings.record import Settings


@dataclass(frozen=True)
class Kind:
    """What a sheet is read as.

    ``key`` is the field that names a row, ``day`` that of its day ('' when there is none). The header must name the
    ``vital`` fields, and at least ``least`` fields in all. ``prefilled``: the field that a blank form may hold already.
    ``by_sheet``: the field whose code a sheet's name may give. ``aliases``: label -> further headings. ``expected``:
    columns that figures rest on, though no row need have them. ``assumed``: those whose blank cells have a meaning of
    their own, which every row has where the column is missing -> that meaning.
    """

    fields: tuple[Field, ...]
    key: str
    day: str
    vital: tuple[str, ...]
    aliases: Mapping[str, Sequence[str]] = field(default_factory=dict)
    least: int = LEAST_MATCHED
    prefilled: str = ""
    by_sheet: str = ""
    expected: tuple[str, ...] = ()
    assumed: Mapping[str, str] = field(default_factory=dict)

    @cached_property
    def lookup(self) -> dict[str, str]:
        """Heading -> field id."""
        return heading_lookup(self.fields, self.aliases)

    @cached_property
    def labels(self) -> dict[str, str]:
        """Field id -> its label, as headings are compared."""
        return {f.id: heading_key(f.label) for f in self.fields}

    @cached_property
    def by_id(self) -> dict[str, Field]:
        """The fields by id."""
        return {f.id: f for f in self.fields}


def ledger_kind(settings: Settings) -> Kind:
    """How a township's ledger is read, with the headings of 列名别名 and the words of 值别名."""
    fields, aliases = (*with_words(LEDGER, settings.value_aliases), AMENDMENT), settings.heading_aliases
    return Kind(
        fields,
        "case_no",
        "registered_on",
        ("case_no", "registered_on"),
        aliases,
        prefilled="township",
        by_sheet="channel",
        expected=("accepted_on", "concluded_on", "outcome", "settled"),
        assumed=ASSUMED,
    )
