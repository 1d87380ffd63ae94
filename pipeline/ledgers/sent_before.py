"""What files of the same names held before: ledgers that a township sent and that gave way to a newer content."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import replace
from pathlib import Path

import pandas as pd

from pipeline.base.period import Period
from pipeline.bundles import Reading
from pipeline.ledgers.cells.roster import Roster
from pipeline.ledgers.claims import Claims, read_claims
from pipeline.ledgers.memory import ReadMemory
from pipeline.ledgers.reader import read_sources
from pipeline.schema.contract import REGISTER_KIND
from pipeline.schema.vocabulary import Verdict
from pipeline.settings.record import Settings
from pipeline.sheets.opening import NO_PASSWORDS, Opening, Passwords
from pipeline.sheets.versions import replaced_contents


def read_sent_before(
    inputs: Path,
    folders: Sequence[str],
    reading: Reading,
    settings: Settings,
    period: Period,
    memory: ReadMemory | None = None,
    passwords: Passwords = NO_PASSWORDS,
) -> Reading:
    """Read what the adopted ledgers of these folders held before, each under the path that it has now.

    A content of another township than the present one's isn't among them: it was put there by mistake. Whose it is the
    content itself says; where it says nothing, 认领.xlsx does, as for the present one. Raises UserError when the list
    of versions can't be read.
    """
    files = reading.files
    registers = set(reading.rows.loc[reading.rows["kind"] == REGISTER_KIND, "file"])
    adopted = files[(files["verdict"] == Verdict.ADOPTED) & files["township"].notna() & ~files["file"].isin(registers)]
    own = adopted[adopted["file"].str.split("/").str[0].isin(list(folders))]
    owner = dict(zip(own["file"], own["township"], strict=True))
    opening = Opening(settings.options, passwords)
    sources = list(replaced_contents(inputs, dict(zip(own["file"], own["sha256"], strict=True)), opening))

    def read(claims: Claims | None) -> Reading:
        reports = reading.registers.get("reports")
        return read_sources(sources, folders, settings, period, None, memory=memory, claims=claims, reports=reports)

    if not sources:
        return _only(reading, ())
    before = read(None)
    unsaid = set(before.files.loc[before.files["township"].isna(), "file"])
    if unsaid:
        said = read_claims(inputs, folders, Roster(settings)).units
        before = read(Claims({file: said[file] for file in unsaid & said.keys()}))
    names = before.files[["file", "township"]].itertuples(index=False, name=None)
    return _only(before, {file for file, unit in names if unit == owner[file]})


def in_their_place(reading: Reading, before: Reading) -> Reading:
    """The reading as it would be had the files of ``before`` not been replaced: their rows, columns and findings."""
    files = set(before.files["file"])
    if not files:
        return reading
    rest = _only(reading, set(reading.files["file"]) - files)
    return replace(
        reading,
        ledger=pd.concat([rest.ledger, before.ledger], ignore_index=True),
        unplaced=pd.concat([rest.unplaced, before.unplaced], ignore_index=True),
        columns={**rest.columns, **before.columns},
        findings=(*rest.findings, *before.findings),
    )


def _only(reading: Reading, files: Collection[str]) -> Reading:
    """What was read of these files; files that lie nowhere (findings of a whole folder) stay."""
    kept = list(files)
    return replace(
        reading,
        files=reading.files[reading.files["file"].isin(kept)],
        ledger=reading.ledger[reading.ledger["source_file"].isin(kept)],
        unplaced=reading.unplaced[reading.unplaced["source_file"].isin(kept)],
        columns={key: columns for key, columns in reading.columns.items() if key[0] in files},
        findings=tuple(f for f in reading.findings if f.place.file in files or f.place.file.endswith("/")),
    )
