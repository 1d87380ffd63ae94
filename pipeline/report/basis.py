"""What the report of a period is computed from, in one record that every step hands on."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cached_property
from pathlib import Path

import pandas as pd

from pipeline.base.period import Period
from pipeline.bundles import Reading
from pipeline.editions.archive import Edition, Standing
from pipeline.editions.issued import Issued, IssuedPaper
from pipeline.ledgers.memory import ReadMemory
from pipeline.ledgers.reader import read_folders
from pipeline.ledgers.sent_before import read_sent_before
from pipeline.report.sources import Sources
from pipeline.settings.record import Settings
from pipeline.sheets.files import NOTHING, Instead
from pipeline.sheets.opening import NO_PASSWORDS, Passwords


@dataclass(frozen=True)
class Basis:
    """Where a period's ledgers lie, by which settings they are read, and what was published before.

    ``editions``: earlier published periods by name, oldest first. ``standing``: the edition that this run replaces.
    ``memory``: what was read before, None to read everything anew. ``issued``: as in Report.
    ``papers``: the papers of the period that were issued, each with the tables of its edition.
    ``instead``: files of the inputs that aren't read as they lie there. ``undecided``: the figures are asked for as if
    there were no decisions.
    """

    inputs: Path
    settings: Settings
    sources: Sources
    cut_off: date
    editions: Mapping[str, Edition] = field(default_factory=dict)
    standing: Standing = field(default_factory=Standing)
    memory: ReadMemory | None = None
    issued: tuple[Issued, ...] = ()
    papers: tuple[tuple[IssuedPaper, Mapping[str, pd.DataFrame]], ...] = ()
    passwords: Passwords = field(default_factory=lambda: NO_PASSWORDS, repr=False)
    instead: Instead = field(default_factory=lambda: NOTHING, repr=False)
    undecided: bool = False

    @property
    def period(self) -> Period:
        """The period that the report is about."""
        return self.sources.period

    @cached_property
    def names(self) -> tuple[str, ...]:
        """The units of the period's last day, in roster order."""
        return self.settings.names_on(self.period.last_day)

    @cached_property
    def unit_of(self) -> Mapping[str, str]:
        """Every unit of the roster, by present and former names -> whose its matters are on the period's last day."""
        return self.settings.successors(self.period.last_day)

    def without_decisions(self) -> Basis:
        """The basis of the period's figures as if there were no decisions: that before its draft was made.

        What a draft holds was brought about by the decisions of its day too: beside it nobody could tell what the
        figures would be without them. Of an edition that stays only whose the matters were is left out.
        """
        standing = self.standing if self.standing.stays else replace(self.standing, edition=None)
        return replace(self, standing=standing, undecided=True)

    def read(self) -> Reading:
        """The folders of the sources, file by file."""
        return read_folders(
            self.inputs,
            self.sources.folders,
            self.settings,
            self.period,
            memory=self.memory,
            passwords=self.passwords,
            instead=self.instead,
        )

    def read_before(self, reading: Reading) -> Reading:
        """What the adopted ledgers of the period's own folders held before, where they held something else."""
        return read_sent_before(
            self.inputs,
            self.sources.own,
            reading,
            self.settings,
            self.period,
            memory=self.memory,
            passwords=self.passwords,
        )
