"""What every period of one call is computed from, and editions that are computed and published by nobody."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path, PurePosixPath

from pipeline.editions import manifest
from pipeline.editions.archive import USED, Edition, edition_of, editions_before, issued_editions, standing_edition
from pipeline.editions.issued import Issued, read_record, rows_left
from pipeline.editions.parquet import table_bytes
from pipeline.ledgers.issued_rows import issued_rows
from pipeline.ledgers.memory import ReadMemory
from pipeline.report.basis import Basis
from pipeline.report.checking import Tell
from pipeline.report.compute import Computed, compute
from pipeline.report.corrections import COMPARED
from pipeline.report.restate import replaced_sha256
from pipeline.report.sources import Sources
from pipeline.schema.settings_sheets import SETTINGS_BOOK
from pipeline.settings.as_json import choices
from pipeline.settings.as_text import settings_as_rows
from pipeline.settings.record import Settings
from pipeline.sheets.files import NOTHING, Instead
from pipeline.sheets.opening import NO_PASSWORDS, Passwords


@dataclass(frozen=True)
class County:
    """The folders and settings that all periods of one call share. ``memory`` keeps what was read for earlier ones.

    ``instead``: files of the inputs that aren't read as they lie there.
    """

    inputs: Path
    outputs: Path
    settings: Settings
    settings_hash: str
    tell: Tell
    memory: ReadMemory = field(default_factory=ReadMemory)
    passwords: Passwords = field(default_factory=lambda: NO_PASSWORDS, repr=False)
    instead: Instead = field(default_factory=lambda: NOTHING, repr=False)

    def compute(
        self, sources: Sources, cut_off: date, unpublished: Mapping[str, Edition] | None = None
    ) -> tuple[Basis, Computed]:
        """The period's report from its folders and the editions before it; nothing is written.

        ``unpublished``: earlier months that were computed and not published; they count as editions.
        """
        period = sources.period
        editions = {**editions_before(self.outputs, period), **(unpublished or {})}
        basis = Basis(
            self.inputs,
            self.settings.within(period.last_day),
            sources,
            cut_off,
            dict(sorted(editions.items(), key=lambda pair: pair[1].period.order)),
            standing_edition(self.outputs, period),
            self.memory,
            rows_left(self.registered(period.name), read_record(self.outputs, period.name)),
            tuple((paper, e.tables) for paper, e in issued_editions(self.outputs, period.name, COMPARED)),
            self.passwords,
            self.instead,
        )
        return basis, compute(basis, self.tell)

    def registered(self, name: str) -> tuple[Issued, ...]:
        """The rows of 发文登记 of a period."""
        return issued_rows(self.inputs / name, self.settings, self.instead)

    def edition(self, sources: Sources, unpublished: Mapping[str, Edition]) -> Edition:
        """The edition that a run would publish of an earlier month, with the tables that later periods read."""
        basis, computed = self.compute(sources, sources.period.last_day, unpublished)
        tables = {path: content for path, content in data_files(computed).items() if PurePosixPath(path).stem in USED}
        return edition_of(basis.period.name, self.manifest(basis, computed, {}, tables), tables)

    def manifest(
        self,
        basis: Basis,
        computed: Computed,
        templates: Mapping[str, str],
        outputs: Mapping[str, bytes],
        marked: Mapping[str, Sequence[str]] | None = None,
    ) -> bytes:
        """The manifest of an edition with these files. ``templates``: label -> SHA-256; ``marked``: as in manifest."""
        return manifest.make(
            period=basis.period,
            cut_off=basis.cut_off,
            settings=settings_as_rows(basis.settings),
            choices=choices(basis.settings),
            inputs={**computed.inputs, SETTINGS_BOOK: self.settings_hash},
            templates=templates,
            earlier={name: edition.manifest_sha256 for name, edition in basis.editions.items()},
            outputs=outputs,
            marked=marked,
            replaced=replaced_sha256(basis.standing, computed.report.tables["restated"]),
        )


def data_files(computed: Computed) -> dict[str, bytes]:
    """The tables of the report as files of its edition: path -> content."""
    return {f"data/{name}.parquet": table_bytes(name, table) for name, table in computed.report.tables.items()}
