"""The folders of a run become one Reading: every file with a verdict, every row accounted for, every fault reported."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path

import pandas as pd

from pipeline.base.finding import Finding
from pipeline.base.foreign import FILE, foreign
from pipeline.base.mapper import Mapper, on_threads
from pipeline.base.period import Period, is_period, parse_period
from pipeline.base.place import Place
from pipeline.bundles import Reading, contract_table
from pipeline.ledgers.accounts import Account, decided_rows, file_row, sheet_rows
from pipeline.ledgers.cells.roster import Roster
from pipeline.ledgers.cells.values import Context
from pipeline.ledgers.claims import Claims, read_claims
from pipeline.ledgers.frames import Source
from pipeline.ledgers.ledger_files import NAMED_OTHERWISE, FileRead, judge, read_file
from pipeline.ledgers.ledger_frame import HandedIn, build_ledger
from pipeline.ledgers.memory import ReadMemory
from pipeline.ledgers.register_names import is_register
from pipeline.ledgers.registers import build_register, judge_registers, register_kinds
from pipeline.ledgers.sheet.header_faults import LACKING_COLUMNS
from pipeline.ledgers.sheet.kind import ledger_kind
from pipeline.ledgers.sheet.tables import SheetTable
from pipeline.messages.catalogue import finding
from pipeline.schema.contract import LEDGER_KIND, REGISTER_KIND
from pipeline.schema.registers import REGISTERS
from pipeline.schema.vocabulary import Answer
from pipeline.settings.record import Settings
from pipeline.sheets.files import HELD, NOTHING, Instead, SourceFile, scan
from pipeline.sheets.opening import NO_PASSWORDS, Opening, Passwords

_THREADS = on_threads(2)


@dataclass
class _Work:
    """What is gathered while the folders are read."""

    reads: list[FileRead]
    roster: Roster
    periods: dict[str, Period]
    account: Account = field(default_factory=dict)
    findings: list[Finding] = field(default_factory=list)
    changes: list[dict[str, object]] = field(default_factory=list)


def read_folders(
    inputs: Path,
    folders: Sequence[str],
    settings: Settings,
    period: Period,
    progress: Callable[[str], None] | None = None,
    mapper: Mapper = _THREADS,
    memory: ReadMemory | None = None,
    passwords: Passwords = NO_PASSWORDS,
    instead: Instead = NOTHING,
) -> Reading:
    """Read every file of the folders. A file's trouble is a finding and a verdict, never the end of the run.

    A day without a year takes the year of its folder's period, or of ``period`` where the folder's name is no period.
    ``progress`` is called with each file's path when it has been read, in path order. With ``memory`` no file is read
    twice in a process. ``instead``: as scan takes it. Raises UserError where 认领.xlsx of a folder has a fault, and
    RuntimeError when a sheet's rows don't add up.
    """
    claims = read_claims(inputs, folders, Roster(settings))
    sources = scan(inputs, folders, Opening(settings.options, passwords), instead)
    return read_sources(sources, folders, settings, period, progress, mapper, memory, claims)


def read_sources(
    sources: Iterable[SourceFile],
    folders: Sequence[str],
    settings: Settings,
    period: Period,
    progress: Callable[[str], None] | None = None,
    mapper: Mapper = _THREADS,
    memory: ReadMemory | None = None,
    claims: Claims | None = None,
    reports: pd.DataFrame | None = None,
) -> Reading:
    """read_folders for files that were found already; ``folders`` has the folder of each.

    ``reports``: 报送登记, where none is among the files.
    """
    claims = claims or Claims()
    kind = ledger_kind(settings)
    registers = register_kinds(settings.heading_aliases)
    periods = {name: parse_period(name) if is_period(name) else period for name in folders}
    reads = []
    known = memory or ReadMemory(most_rows=0)

    def read_one(source: SourceFile) -> FileRead:
        return known.recall(source) or known.keep(read_file(source, kind, registers, is_register, known.open))

    for read in mapper(read_one, _once(sources)):
        reads.append(read)
        if progress:
            progress(read.source.path_rel)
    work = _Work(reads, Roster(settings), periods)
    claims.refuse_unknown(read.source.path_rel for read in reads)
    for read in reads:
        if read.register:
            judge_registers(read)
        else:
            read.claimed = claims.units.get(read.source.path_rel, "")
            judge(read, work.roster)
    frames = _registers(work)
    ledger, unplaced = _ledger(work, _handed_in(frames.get("reports", reports)))
    work.findings += claims.notes
    for read in reads:
        work.findings += _findings(read)
    return Reading(
        files=contract_table("files", [file_row(read) for read in reads]),
        rows=contract_table("rows", [row for read in reads for row in sheet_rows(read, work.account)]),
        changes=contract_table("changes", work.changes),
        decided=contract_table("decided", [row for read in reads for row in decided_rows(read)]),
        ledger=ledger,
        unplaced=unplaced,
        registers=frames,
        columns={(read.source.path_rel, t.name): t.columns for read in reads for t in read.taken},
        zero_files=frozenset(
            (r.source.folder, unit)
            for r in reads
            if r.zero and not r.refusal
            for unit in {r.unit, *r.units.values()}
            if unit
        ),
        carried={read.source.path_rel: read.carried for read in reads if read.carried},
        sheets={read.source.path_rel: read.sheets for read in reads if read.sheets},
        claim_books=claims.books,
        held=tuple(read.source.path_rel for read in reads if read.refusal and read.refusal.code == HELD),
        findings=tuple(sorted(work.findings, key=lambda f: (f.place.file, f.place.sheet, f.row, f.code, f.place.cell))),
    )


def _once(sources: Iterable[SourceFile]) -> Iterator[SourceFile]:
    """The files, where the second of two with the same bytes in a folder is skipped, with the path of the first."""
    seen: dict[tuple[str, str], str] = {}
    for source in sources:
        first = seen.setdefault((source.folder, source.sha256), source.path_rel) if source.data else source.path_rel
        yield source if first == source.path_rel else replace(source, data=b"", skipped=first)


def _handed_in(reports: pd.DataFrame | None) -> dict[tuple[str, str], tuple[date, date]]:
    """(Folder, township) -> 应报日期 and latest 报送日期 of its monthly ledger."""
    if reports is None:
        return {}
    rows = reports[(reports["daily"] != Answer.YES) & reports["sent_on"].notna()].sort_values("sent_on")
    return {
        (str(folder), str(township)): (due.date(), sent.date())
        for folder, township, due, sent in zip(
            rows["folder"], rows["township"], rows["due_on"], rows["sent_on"], strict=True
        )
    }


def _ledger(work: _Work, handed_in: HandedIn) -> tuple[pd.DataFrame, pd.DataFrame]:
    reads = [read for read in work.reads if not read.register]
    sources = [
        _source(read, table, work, read.units.get(table.name, read.unit)) for read in reads for table in read.taken
    ]
    ledgers = build_ledger(sources, work.roster, work.periods, handed_in)
    _count(work, LEDGER_KIND, sources, ledgers.kept, ledgers.set_aside)
    work.findings += ledgers.findings
    work.changes += ledgers.changes
    return ledgers.frame, ledgers.unplaced


def _registers(work: _Work) -> dict[str, pd.DataFrame]:
    reads = [read for read in work.reads if read.register]
    frames = {}
    for sheet in REGISTERS:
        sources = [_source(r, t, work, "") for r in reads for t in r.taken if t.name.strip() == sheet.name]
        if sources:
            frames[sheet.id], kept, aside, findings, changes = build_register(sheet, sources, work.roster)
            _count(work, REGISTER_KIND, sources, kept, aside)
            # A fault of the office's own register belongs to no township.
            work.findings += [replace(fault, township="") for fault in findings]
            work.changes += changes
    return frames


def _source(read: FileRead, table: SheetTable, work: _Work, unit: str) -> Source:
    context = Context(work.periods[read.source.folder].last_day, table.epoch_1904)
    told = any(issue.code in NAMED_OTHERWISE and issue.sheet == table.name for issue in read.issues)
    return Source(read.source.path_rel, read.source.folder, table, context, unit, told)


def _count(work: _Work, kind: str, sources: Sequence[Source], kept: Sequence[int], aside: Sequence[int]) -> None:
    for source, keeps, sets in zip(sources, kept, aside, strict=True):
        work.account[source.file, source.table.name] = (kind, keeps, sets)


def _findings(read: FileRead) -> list[Finding]:
    """The findings of a file and its sheets; a refusal that is a sheet's issue already isn't reported twice."""
    file = read.source.path_rel
    if read.ignored:
        twin = read.source.sha256 != ""
        return [finding("R002", Place(file), township=read.unit, other=foreign(read.ignored, FILE))] if twin else []
    issues = [*read.issues, *(issue for table in read.tables for issue in table.issues)]
    if read.refusal:
        # Of a file that isn't adopted nothing is counted, whatever its columns.
        issues = [issue for issue in issues if issue.code not in LACKING_COLUMNS]
        if not any(issue is read.refusal for issue in issues):
            issues.insert(0, read.refusal)
    return [issue.at(file, read.units.get(issue.sheet) or read.unit) for issue in issues]
