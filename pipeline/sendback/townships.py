"""Which townships get their ledger back marked, and from which of their files it is made."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

from pipeline.base.engine import on_threads
from pipeline.base.finding import Finding, Severity
from pipeline.base.period import parse_period
from pipeline.bundles import Report
from pipeline.sendback.marked_file import Return, render_return
from pipeline.sendback.returnable import read_original
from pipeline.sheets.opening import NO_PASSWORDS, Passwords

_THREADS = on_threads(2)
_SENT_BACK = (Severity.ERROR, Severity.REMINDER)
_NOT_IN_LEDGER = frozenset({"R202", "R213", "R214"})
"""About handing in late, not at all, or against the register: nothing that a ledger can mend."""


def send_back(
    inputs: Path, report: Report, findings: Sequence[Finding], folder: str, passwords: Passwords = NO_PASSWORDS
) -> tuple[dict[str, bytes], list[str]]:
    """退回/ of a run: path -> content, and a sentence for each township whose file couldn't be marked.

    A township with 错误 or 提醒 gets the file of ``folder`` that was taken, else the refused one with the most rows,
    which then stands for all its refused ones. Files of no township, or of several, are left to the review page.
    """
    made: dict[str, bytes] = {}
    failed = []
    sent = _files(report, folder)
    names = (name for name in report.settings.names_on(report.period.last_day) if name in sent)
    jobs = [(name, sent[name], told) for name in names if (told := _told(findings, folder, name, sent[name]))]

    def one(job: tuple[str, Sequence[Mapping[str, str]], tuple[Finding, ...]]) -> dict[str, bytes] | str:
        name, files, told = job
        try:
            return render_return(_return(inputs, report, folder, name, files, told, passwords))
        except Exception as fault:  # noqa: BLE001 - one township's odd file stops that file alone
            return f"“退回/{name}.xlsx”没有生成（{type(fault).__name__}）：请在审核页查看问题清单，转告该乡镇"

    for result in _THREADS(one, jobs):
        if isinstance(result, str):
            failed.append(result)
        else:
            made |= result
    return made, failed


def returned_townships(files: Mapping[str, bytes]) -> tuple[str, ...]:
    """The townships that a marked workbook was made for, by the names of the files."""
    return tuple(Path(path).stem for path in files if path.startswith("退回/") and path.endswith(".xlsx"))


def _files(report: Report, folder: str) -> dict[str, list[dict[str, str]]]:
    """Township -> its ledgers in the folder: the one taken, else those refused, the one with the most rows first, then the later name."""
    table, rows = report.tables["files"], report.tables["rows"]
    size = rows.groupby("file")["rows_read"].sum().to_dict()
    found: dict[str, dict[str, list[str]]] = {}
    own = table[table["township"].notna() & table["file"].str.startswith(f"{folder}/") & table["sha256"].notna()]
    sha = dict(zip(own["file"], own["sha256"], strict=True))
    for file, township, verdict in own[["file", "township", "verdict"]].itertuples(index=False):
        found.setdefault(str(township), {}).setdefault(str(verdict), []).append(str(file))
    sent = {}
    for township, by_verdict in found.items():
        verdict = next((v for v in ("采用", "拒收") if v in by_verdict), "")
        ranked = sorted(by_verdict.get(verdict, ()), key=lambda file: (int(size.get(file, 0)), file), reverse=True)
        if ranked:
            sent[township] = [{"file": file, "sha256": str(sha[file]), "verdict": verdict} for file in ranked]
    return sent


def _told(
    findings: Sequence[Finding], folder: str, township: str, files: Sequence[Mapping[str, str]]
) -> tuple[Finding, ...]:
    """What the township can mend in its ledger, told of that ledger, of the folder or by the office's registers."""
    paths = {file["file"] for file in files[:1]}
    told = []
    for found in findings:
        if (
            found.township != township
            or found.office_alone
            or found.severity not in _SENT_BACK
            or found.code in _NOT_IN_LEDGER
        ):
            continue
        file = found.place.file
        if file in paths or (file.startswith(f"{folder}/") and file not in _ledgers(files)):
            told.append(found)
    return tuple(told)


def _ledgers(files: Sequence[Mapping[str, str]]) -> set[str]:
    return {file["file"] for file in files}


def _return(
    inputs: Path,
    report: Report,
    folder: str,
    township: str,
    files: Sequence[Mapping[str, str]],
    told: tuple[Finding, ...],
    passwords: Passwords,
) -> Return:
    first = files[0]["file"]
    period = parse_period(folder)
    original = read_original(inputs, first, report.settings, period, passwords=passwords)
    also = tuple((file["file"].rpartition("/")[2], file["sha256"]) for file in files[1:])
    return Return(
        township, period.label, first.rpartition("/")[2], original, told, also, taken=files[0]["verdict"] == "采用"
    )
