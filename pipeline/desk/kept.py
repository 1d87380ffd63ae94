"""What the worker keeps from one task to the next, so that a file that hasn't changed isn't read again."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

from pipeline.desk.rows_shown import Known
from pipeline.editions.manifest import sha256
from pipeline.ledgers.memory import ReadMemory
from pipeline.settings.place import settings_file


@dataclass
class Kept:
    """Files as they were read by the settings of ``by``, their SHA-256. ``known``: those whose rows were shown last."""

    by: str = ""
    memory: ReadMemory = field(default_factory=ReadMemory)
    known: dict[tuple[str, str], Known] = field(default_factory=dict)

    def of(self, inputs: Path) -> Kept:
        """Itself, emptied where the settings are others by now or where there was no room for more.

        Raises UserError where there are no settings.
        """
        by = sha256(settings_file(inputs).read_bytes())
        if by != self.by or self.memory.full:
            self.by, self.memory, self.known = by, ReadMemory(), {}
        return self
