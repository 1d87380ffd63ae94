"""Which townships get their ledger back with marks, and which of their files it is."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path

from pipeline.base.finding import Finding, Severity
from pipeline.base.mapper import on_threads
from pipeline.base.period import parse_period
from pipeline.bundles import Report
from pipeline.editions.cache import NO_CACHE, Cache, as_files, as_one
from pipeline.ledgers.memory import ReadMemory
from pipeline.messages import return_words
from pipeline.report.outside import message_outside
from pipeline.schema.papers import RETURNED
from pipeline.schema.showable import may_be_shown
from pipeline.schema.vocabulary import Verdict
from pipeline.sendback.marked_file import Return, is_large, render_return
from pipeline.sendback.receipts import OFFICE_SETTLES, correct_by
from pipeline.sendback.returnable import Originals
from pipeline.sheets.opening import NO_PASSWORDS, Passwords

_THREADS = on_threads(2)
_SENT_BACK = (Severity.ERROR, Severity.REMINDER)
_NOT_IN_LEDGER = frozenset({"R202", "R213", "R214", "R283"})
"""Rules about a ledger that came late, not at all or against the register: no change of the ledger mends that."""


def send_back(
    inputs: Path,
    report: Report,
    findings: Sequence[Finding],
    folder: str,
    passwords: Passwords = NO_PASSWORDS,
    *,
    cache: Cache = NO_CACHE,
    settings_hash: str = "",
    memory: ReadMemory | None = None,
) -> tuple[dict[str, bytes], list[str]]:
    """The folder 退回 of a run: path -> bytes, and a sentence for each township whose file couldn't be marked.

    A township with an 错误 or 提醒 gets its adopted file in ``folder``, else the refused one with the most rows, whose
    correction replaces all its refused ones. Files of no township or of several are shown on the review page only.
    ``cache``: where files lie that were marked before, by the content of the ledger, its findings and the settings
    of the period's last day, whose SHA-256 is ``settings_hash``. ``memory``: where sheets are that were read already.
    """
    marked: dict[str, bytes] = {}
    failed = []
    sent = _files(report, folder)
    names = (name for name in report.settings.names_on(report.period.last_day) if name in sent)
    by_name: dict[str, list[Finding]] = {}
    for each in findings:
        by_name.setdefault(each.township, []).append(each)
    jobs = [
        (name, sent[name], own) for name in names if (own := _findings_for(by_name.get(name, []), folder, sent[name]))
    ]
    by_when = correct_by(report, folder)
    originals = Originals(inputs, report.settings, parse_period(folder), passwords, memory)

    def one(job: tuple[str, Sequence[Mapping[str, str]], tuple[Finding, ...]]) -> dict[str, bytes] | str:
        name, files, own = job
        by = by_when(name)
        # The settings are those of the period's last day: a quarter's roster may know units that its month doesn't.
        made_from = (name, folder, report.period.last_day, files, own, by, settings_hash)

        def mark() -> bytes:
            return as_one(render_return(_return(originals, report, folder, name, files, own, by)))

        try:
            return as_files(cache.once("returned", made_from, mark))
        except Exception as fault:  # noqa: BLE001 - the fault of one township's file stops only that file
            return return_words.NOT_MADE.format(file=RETURNED.path(name), fault=type(fault).__name__)

    for result in _THREADS(one, jobs):
        if isinstance(result, str):
            failed.append(result)
        else:
            marked |= result
    return marked, failed


def returned_townships(files: Mapping[str, bytes]) -> tuple[str, ...]:
    """The townships with a marked workbook, by the names of the files."""
    return tuple(township for path in files if (township := RETURNED.township_of(path)))


def _files(report: Report, folder: str) -> dict[str, list[dict[str, str]]]:
    """Township -> its ledgers in the folder: the adopted one, else the refused ones.

    The one with the most rows comes first; of several with as many, the last name.
    """
    table, rows = report.tables["files"], report.tables["rows"]
    size = rows.groupby("file")["rows_read"].sum().to_dict()
    ledgers: dict[str, dict[str, list[str]]] = {}
    own = table[table["township"].notna() & table["file"].str.startswith(f"{folder}/") & table["sha256"].notna()]
    sha = dict(zip(own["file"], own["sha256"], strict=True))
    for file, township, verdict in own[["file", "township", "verdict"]].itertuples(index=False):
        ledgers.setdefault(str(township), {}).setdefault(str(verdict), []).append(str(file))
    sent = {}
    for township, by_verdict in ledgers.items():
        verdict = next((v for v in (Verdict.ADOPTED, Verdict.REFUSED) if v in by_verdict), "")
        ranked = sorted(by_verdict.get(verdict, ()), key=lambda file: (int(size.get(file, 0)), file), reverse=True)
        if ranked:
            sent[township] = [{"file": file, "sha256": str(sha[file]), "verdict": verdict} for file in ranked]
    return sent


def _findings_for(findings: Sequence[Finding], folder: str, files: Sequence[Mapping[str, str]]) -> tuple[Finding, ...]:
    """The findings of a township that it can mend in the first of its ``files``.

    They are about that ledger, or about another file of the folder that is no ledger of the township, such as 登记簿.
    """
    others = {file["file"] for file in files[1:]}
    mendable = []
    for finding in findings:
        if (
            finding.office_alone
            or finding.severity not in _SENT_BACK
            or finding.code in _NOT_IN_LEDGER | OFFICE_SETTLES
        ):
            continue
        file = finding.place.file
        if file == files[0]["file"] or (file.startswith(f"{folder}/") and file not in others):
            mendable.append(finding)
    return tuple(mendable)


def _return(
    originals: Originals,
    report: Report,
    folder: str,
    township: str,
    files: Sequence[Mapping[str, str]],
    findings: tuple[Finding, ...],
    by: date | None,
) -> Return:
    first = files[0]["file"]
    original = originals.read(first)
    large = original is not None and is_large(original)
    words = report.settings.unit_words
    names = [file["file"].rpartition("/")[2] for file in files]
    names = [name if may_be_shown(name, words) else "" for name in names]
    also = tuple((name, file["sha256"]) for name, file in zip(names[1:], files[1:], strict=True))
    adopted = files[0]["verdict"] == Verdict.ADOPTED
    told = tuple(replace(fault, message=message_outside(fault, report.settings)) for fault in findings)
    label = parse_period(folder).label
    return Return(
        township, label, names[0], first, None if large else original, told, also, adopted, by=by, large=large
    )
