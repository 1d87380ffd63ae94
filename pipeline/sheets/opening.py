"""What it takes to open a file: the county's limits, and the passwords that the office was given."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

from pipeline.schema.options import Options

Passwords = Mapping[str, tuple[str, ...]]
"""Casefolded name of a file -> passwords to try; '' holds those for any file."""
NO_PASSWORDS: Passwords = MappingProxyType({})


@dataclass(frozen=True)
class Opening:
    """The limits that hold when a file is opened (``limits``, rows of 参数) and the passwords to try."""

    limits: Options = field(default_factory=Options)
    passwords: Passwords = field(default_factory=lambda: NO_PASSWORDS, repr=False, hash=False)

    def passwords_for(self, name: str) -> tuple[str, ...]:
        """Return the passwords to try on a file, its own first; a name counts with and without its extension."""
        stem = name.rpartition(".")[0] or name
        own = [word for key in (name, stem) for word in self.passwords.get(key.casefold(), ())]
        return tuple(dict.fromkeys((*own, *self.passwords.get("", ()))))


USUAL = Opening()
"""The printed defaults of 参数, and no password."""
