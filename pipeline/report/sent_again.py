"""What changed between two sendings of a township: the file that was replaced against the one that stands in for it.

Both lie in the period's folder, or the older one is what a file of the same name held before; they were read by the
same rules, so the values compared are those that were read: what the reader masks or drops stands on neither side. A
change in a matter that is listed nowhere isn't told.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, field, replace
from pathlib import PurePosixPath

import pandas as pd

from pipeline.base.finding import Finding, Severity
from pipeline.base.foreign import FILE, foreign
from pipeline.base.place import Place, cell_name
from pipeline.base.same_number import Numbers
from pipeline.bundles import Reading, contract_table
from pipeline.ledgers.sent_before import in_their_place
from pipeline.messages import resent_words
from pipeline.messages.catalogue import finding
from pipeline.report.basis import Basis
from pipeline.report.checking import faults_of_rows
from pipeline.rules.accusations import is_hidden, says_accusation
from pipeline.rules.deadlines import unreadable
from pipeline.rules.places import column_of
from pipeline.schema.claims import in_versions
from pipeline.schema.ledger import BEYOND_NOTICE, LEDGER, LEDGER_IDS, NOTICE_IMPOSSIBLE
from pipeline.schema.vocabulary import Resent

_COMPARED = tuple(f for f in LEDGER if f.id != "case_no")
_TOLD = (Severity.ERROR, Severity.REMINDER)
_KINDS = tuple(Resent)
_NAMED = 3
"""How many changed cells a finding names; the table has all."""


@dataclass(frozen=True, slots=True)
class _Line:
    """A row of the table resent, beside township, folder and files. ``count``: faults; 1 for a row or a cell."""

    kind: Resent
    case_no: str | None = None
    column: str | None = None
    before: str | None = None
    after: str | None = None
    code: str | None = None
    count: int = 1
    sheet: str | None = None
    cell: str | None = None
    hidden: bool = False

    @property
    def order(self) -> tuple[int, str, str, str]:
        return _KINDS.index(self.kind), self.case_no or "", self.column or "", self.code or ""


@dataclass(frozen=True)
class SentAgain:
    """``table``: the contract's resent. ``findings``: one for each file that stands in for another.

    ``inputs``: path -> SHA-256 of the older contents of files of the same names.
    """

    table: pd.DataFrame
    findings: tuple[Finding, ...] = ()
    inputs: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class _Sending:
    """A file as it was sent: its rows, what was read with it, and the faults among which its own are."""

    file: str
    rows: pd.DataFrame
    reading: Reading
    faults: Sequence[Finding]


def sent_again(
    basis: Basis, reading: Reading, numbers: Numbers, instead: Mapping[str, str], found: Sequence[Finding]
) -> SentAgain:
    """What each file of the period's own folders says otherwise than the one in whose place it stands.

    ``instead``: file replaced -> the file that stands in for it; of several the one that was sent last is compared.
    A file that held something else before is compared with that. ``found``: the faults of the rows that speak. Faults
    are those of reading and checking, 错误 and 提醒, by rule and matter. Order: township, file, kind, number, column,
    rule.
    """
    before = basis.read_before(replace(reading, files=reading.files[~reading.files["file"].isin(list(instead))]))
    same_name = dict.fromkeys(before.files["file"])
    pairs = {new: old for old, new in _pairs(reading, basis, instead).items()} | {file: file for file in same_name}
    if not pairs:
        return SentAgain(contract_table("resent"))
    then = in_their_place(reading, before)
    others = {*instead, *pairs} - {*pairs.values()}
    faults = faults_of_rows(basis, then, numbers, others)
    rows, rows_then = (_with_hidden(numbers.beside(each.ledger)) for each in (reading, then))
    owner = dict(zip(reading.files["file"], reading.files["township"], strict=True))
    table: list[dict[str, object]] = []
    findings = []
    for new, old in sorted(pairs.items(), key=lambda pair: (str(owner[pair[0]]), pair[0])):
        was, now = _Sending(old, rows_then, then, faults), _Sending(new, rows, reading, found)
        lines = sorted([*_of_rows(was, now), *_of_faults(was, now)], key=_order)
        about = {"township": owner[new], "folder": new.split("/")[0], "before_file": old, "file": new}
        table += [about | asdict(line) for line in lines if not line.hidden]
        findings.append(_told(old, new, str(owner[new]), lines, alike=_alike_aside(was, now)))
    hashes = zip(before.files["file"], before.files["sha256"], strict=True)
    return SentAgain(
        contract_table("resent", table), tuple(findings), {in_versions(str(file)): str(sha) for file, sha in hashes}
    )


def _with_hidden(rows: pd.DataFrame) -> pd.DataFrame:
    return rows.assign(hidden=is_hidden(rows) | says_accusation(rows))


def _pairs(reading: Reading, basis: Basis, instead: Mapping[str, str]) -> dict[str, str]:
    """File replaced -> file that stands in for it, in the own folders; the file sent last carries most sums."""
    pairs = {}
    for new in set(instead.values()):
        olds = sorted(old for old, stands_in in instead.items() if stands_in == new)
        if new.split("/")[0] in basis.sources.own:
            pairs[max(olds, key=lambda old: len(reading.carried.get(old, ())))] = new
    return pairs


def _of_rows(was: _Sending, now: _Sending) -> Iterator[_Line]:
    """Rows that were added or are gone, and cells that changed, one line each."""
    before, after = (_by_number(each.rows, each.file) for each in (was, now))
    for kind, side, other in ((Resent.ADDED, after, before), (Resent.GONE, before, after)):
        only = side[~side.index.isin(other.index)]
        for case_no, hidden in zip(only["case_no"], only["hidden"], strict=True):
            yield _Line(kind, case_no, hidden=bool(hidden))
    both = after.index[after.index.isin(before.index)]
    before, after = before.loc[both], after.loc[both]
    hidden = (before["hidden"] | after["hidden"]).tolist()
    for column in _COMPARED:
        left, right = (_shown(side, column.id) for side in (before, after))
        for at in (i for i, (one, other) in enumerate(zip(left, right, strict=True)) if one != other):
            row = after.iloc[at]
            sheet = str(row["source_sheet"])
            yield _Line(
                Resent.CHANGED,
                row["case_no"],
                column.label,
                left[at],
                right[at],
                sheet=sheet,
                cell=cell_name(int(row["source_row"]), column_of(now.reading.columns, now.file, sheet, column.id)),
                hidden=hidden[at],
            )


def _by_number(rows: pd.DataFrame, file: str) -> pd.DataFrame:
    """The rows of a file by number and how often it stood before: a second row meets the other file's second."""
    own = rows[rows["source_file"] == file]
    return own.set_index(pd.MultiIndex.from_arrays([own["number"], own.groupby("number").cumcount()]))


def _shown(rows: pd.DataFrame, id_: str) -> list[str]:
    """The values of a column as they are shown, which is as they were read."""
    values, bad = rows[id_].astype("object"), unreadable(rows, id_)
    return [
        resent_words.UNREADABLE if wrong else resent_words.BLANK if pd.isna(value) else _text(value)
        for value, wrong in zip(values, bad, strict=True)
    ]


def _text(value: object) -> str:
    if isinstance(value, pd.Timestamp):
        return BEYOND_NOTICE if value == pd.Timestamp(NOTICE_IMPOSSIBLE) else f"{value:%Y-%m-%d}"
    return str(value)


def _of_faults(was: _Sending, now: _Sending) -> Iterator[_Line]:
    """How many faults of each rule are mended, are still there, and are new."""
    before, after = (_faults(each.faults, each.file) for each in (was, now))
    for kind, faults in ((Resent.MENDED, before - after), (Resent.LEFT, before & after), (Resent.NEW, after - before)):
        counts: Counter[str] = Counter()
        for (code, _), count in faults.items():
            counts[code] += count
        for code, count in counts.items():
            yield _Line(kind, code=code, count=count)


def _faults(findings: Sequence[Finding], file: str) -> Counter[tuple[str, str]]:
    """(Rule, number) -> its cells; what names no matter is told apart by its rule alone."""
    counts: Counter[tuple[str, str]] = Counter()
    for fault in findings:
        if fault.place.file == file and fault.severity in _TOLD:
            counts.update({(fault.code, number): 1 for number in fault.case_nos})
            counts[fault.code, ""] += max(fault.cells - len(fault.case_nos), 0)
    return +counts


def _order(line: _Line) -> tuple[int, str, str, str]:
    return line.order


def _alike_aside(was: _Sending, now: _Sending) -> bool:
    """Whether the rows set aside, which no number brings together, say the same in both files."""
    aside = (each.reading.unplaced[each.reading.unplaced["source_file"] == each.file] for each in (was, now))
    before, after = (rows[list(LEDGER_IDS)].reset_index(drop=True) for rows in aside)
    return before.equals(after)


def _told(old: str, new: str, township: str, lines: Sequence[_Line], *, alike: bool) -> Finding:
    place, file = Place(new), _name(new)
    before = resent_words.SAME_NAME if old == new else resent_words.OTHER_NAME.format(name=_name(old))
    if alike and not any(line.code is None for line in lines):
        return finding("R399", place, township=township, file=file, before=before)
    shown = [line for line in lines if not line.hidden]
    cells = [
        resent_words.CELL.format(number=line.case_no, label=line.column, before=line.before, after=line.after)
        for line in shown
        if line.kind is Resent.CHANGED
    ]
    counts = Counter({kind: sum(line.count for line in shown if line.kind is kind) for kind in Resent})
    return finding(
        "R398",
        place,
        township=township,
        file=file,
        before=before,
        added=counts[Resent.ADDED],
        gone=counts[Resent.GONE],
        changed=counts[Resent.CHANGED],
        mended=counts[Resent.MENDED],
        left=counts[Resent.LEFT],
        new=counts[Resent.NEW],
        example=resent_words.SUCH_AS.format(cells="、".join(cells[:_NAMED])) if cells else "",
    )


def _name(file: str) -> str:
    return foreign(PurePosixPath(file).name, FILE)
