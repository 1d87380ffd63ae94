"""报送/: a receipt for every township whose ledger is in, a reminder for the others, and one message for the group."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from datetime import date, timedelta

import pandas as pd

from pipeline.base.finding import Finding, Severity
from pipeline.base.originals import MARK_SHEET
from pipeline.base.period import parse_period
from pipeline.bundles import Report
from pipeline.messages import receipt_words, resent_words
from pipeline.report.named_by_rows import named_by_rows
from pipeline.report.outside import message_outside, sheet_outside
from pipeline.schema.contract import LEDGER_KIND
from pipeline.schema.papers import GROUP_MESSAGE, RETURNED, SENDING
from pipeline.schema.showable import may_be_shown
from pipeline.schema.vocabulary import Resent, Status, Verdict

_MOST_LISTED = 8
_TOLD = (Severity.ERROR, Severity.REMINDER)
_ABOUT_SENDING = frozenset({"R202", "R213", "R214", "R283"})
"""Rules about a ledger that came late, not at all or against the register: the receipt says that by its day."""
OFFICE_SETTLES = frozenset({"R208", "R209", "R211", "R224", "R231", "R235", "R236"})
"""Rules that only an entry in 处理决定 answers: nothing that the township does changes them."""


def receipts(
    report: Report, findings: Sequence[Finding], folder: str, returned: Mapping[str, bytes]
) -> dict[str, bytes]:
    """Path -> text for Windows' editor. ``folder``: the month whose ledgers are due; ``returned``: the files of 退回.

    Nothing concerning matters that are listed nowhere is told, and of what a stranger wrote only what may be shown.
    """
    period = parse_period(folder)
    if period.kind != "month":
        return {}
    days, files, told = _days(report, folder), _Files(report, folder), _told(findings, folder)
    texts = {}
    missing = [name for name, status in report.submissions.items() if status == Status.UNSENT]
    doubtful = set(named_by_rows(report, findings).values()).intersection(missing)
    for name in report.submissions:
        due, sent = days.get(name, (None, None))
        by = _deadline(report, due)
        lines = (
            [receipt_words.IN_DOUBT.format(township=name, period=period.label)]
            if name in doubtful
            else [_urge(name, period.label, due, by)]
            if name in missing
            else list(_receipt(report, told.get(name, []), files, name, sent, by, returned))
        )
        texts[f"{SENDING}/{name}.txt"] = "\n".join(lines)
    dues = [due for due, _ in days.values() if due is not None]
    by = _deadline(report, max(dues, default=None))
    late = [name for name in missing if name not in doubtful]
    came = len(report.submissions) - len(missing)
    if late:
        group = receipt_words.GROUP.format(
            period=period.label, sent=came, count=len(late), names="、".join(late), by=_by(by)
        )
    elif missing:
        group = receipt_words.GROUP_NONE_LATE.format(period=period.label, sent=came)
    else:
        group = receipt_words.GROUP_ALL.format(period=period.label)
    if refused := [name for name, status in report.submissions.items() if status == Status.REFUSED]:
        group += receipt_words.GROUP_REFUSED.format(count=len(refused), names="、".join(refused))
    if doubtful:
        names = [name for name in missing if name in doubtful]
        group += receipt_words.GROUP_IN_DOUBT.format(count=len(names), names="、".join(names))
    texts[f"{SENDING}/{GROUP_MESSAGE}.txt"] = group
    return {path: f"{text}\n".replace("\n", "\r\n").encode("utf-8-sig") for path, text in texts.items()}


def correct_by(report: Report, folder: str) -> Callable[[str], date | None]:
    """Township -> the day by which its corrected ledger is asked for.

    That is some days after 应报日期; None where the settings say none.
    """
    days = _days(report, folder)
    return lambda township: _deadline(report, days.get(township, (None, None))[0])


def _told(findings: Sequence[Finding], folder: str) -> dict[str, list[Finding]]:
    """Township -> the findings of which its receipt speaks."""
    told: dict[str, list[Finding]] = {}
    said = set()
    for each in findings:
        of_files = (each.township, each.code, each.message)
        if (
            each.township
            and (each.place.cell or of_files not in said)  # of two files that shut each other out both say the same
            and not each.office_alone
            and each.severity in _TOLD
            and each.code not in _ABOUT_SENDING
            and (not each.place.file or each.place.file.startswith(f"{folder}/"))
        ):
            told.setdefault(each.township, []).append(each)
            said.add(of_files)
    return told


class _Files:
    """What the report says of the files, by township: looked through once, not once for each of thousands."""

    def __init__(self, report: Report, folder: str) -> None:
        files, rows, resent = (report.tables[name] for name in ("files", "rows", "resent"))
        self.folder = folder
        self._sent: dict[str, list[tuple[str, str]]] = {}
        self._every: dict[str, set[str]] = {}
        for file, township, verdict in files[["file", "township", "verdict"]].itertuples(index=False, name=None):
            if pd.isna(township):
                continue
            self._every.setdefault(str(township), set()).add(str(file))
            if str(file).startswith(f"{folder}/"):
                self._sent.setdefault(str(township), []).append((str(file), str(verdict)))
        counted = rows[rows["kind"] == LEDGER_KIND].groupby("file")[["kept", "set_aside"]].sum()
        self._rows = {
            str(file): (int(kept), int(aside)) for file, kept, aside in counted.itertuples(index=True, name=None)
        }
        self._resent = dict(iter(resent[resent["folder"] == folder].groupby("township", sort=False, observed=True)))

    def sent(self, township: str) -> list[tuple[str, str]]:
        """The files of the folder and their verdicts."""
        return self._sent.get(township, [])

    def every(self, township: str) -> set[str]:
        """All its files, of earlier folders too."""
        return self._every.get(township, set())

    def rows(self, files: Sequence[str]) -> tuple[int, int]:
        """How many rows of ledgers were kept and set aside in these files."""
        known = [self._rows.get(file, (0, 0)) for file in files]
        return sum(kept for kept, _ in known), sum(aside for _, aside in known)

    def resent(self, township: str) -> pd.DataFrame | None:
        """Its rows of the table resent; None where it has none."""
        return self._resent.get(township)


def _days(report: Report, folder: str) -> dict[str, tuple[date | None, date | None]]:
    """Township -> 应报日期 and 报送日期 of its ledger of the month, by 报送登记."""
    table = report.tables["submissions"]
    own = table[table["folder"] == folder]
    return {
        str(name): (None if pd.isna(due) else due.date(), None if pd.isna(sent) else sent.date())
        for name, due, sent in own[["township", "due_on", "sent_on"]].itertuples(index=False, name=None)
    }


def _deadline(report: Report, due: date | None) -> date | None:
    days = report.settings.options.correction_days
    return (due or report.cut_off) + timedelta(days=days) if days else None


def _urge(township: str, period: str, due: date | None, by: date | None) -> str:
    said = receipt_words.DUE.format(month=due.month, day=due.day) if due else ""
    return receipt_words.URGE.format(township=township, period=period, due=said, by=_by(by))


def _by(day: date | None) -> str:
    return receipt_words.BY.format(month=day.month, day=day.day) if day else receipt_words.SOON


def _receipt(
    report: Report,
    told: Sequence[Finding],
    files: _Files,
    township: str,
    sent: date | None,
    by: date | None,
    returned: Mapping[str, bytes],
) -> Iterator[str]:
    yield _head(report, files, township, sent)
    yield from _changed(files.resent(township))
    mine = [each for each in told if each.code not in OFFICE_SETTLES]
    errors, reminders = ([each for each in mine if each.severity is severity] for severity in _TOLD)
    if not mine:
        yield receipt_words.NO_FAULT
    if errors:
        yield receipt_words.MUST.format(count=len(errors))
        yield from _listed(report, errors, files.every(township))
    if reminders:
        yield receipt_words.LOOK.format(count=len(reminders))
        yield from _listed(report, reminders, files.every(township))
    if further := sum(max(0, len(each) - _MOST_LISTED) for each in (errors, reminders)):
        marked = RETURNED.path(township) in returned
        yield (
            receipt_words.FURTHER.format(count=further, sheet=MARK_SHEET)
            if marked
            else receipt_words.FURTHER_ASK.format(count=further)
        )
    if len(told) > len(mine):
        yield receipt_words.OFFICE_SETTLES.format(count=len(told) - len(mine))
    if errors:
        yield receipt_words.CORRECT_BY.format(month=by.month, day=by.day) if by else receipt_words.CORRECT


def _head(report: Report, files: _Files, township: str, sent: date | None) -> str:
    own, period = files.sent(township), parse_period(files.folder).label
    adopted = [file for file, verdict in own if verdict == Verdict.ADOPTED]
    names = [file.rpartition("/")[2] for file in (adopted or [file for file, _ in own])]
    shown = [name for name in names if may_be_shown(name, report.settings.unit_words)]
    file = receipt_words.CALLED.format(file="、".join(shown)) if shown else ""
    day = receipt_words.SENT_ON.format(day=sent) if sent else ""
    if report.submissions[township] == Status.ZERO:
        return receipt_words.RECEIVED_ZERO.format(township=township, period=period, day=day)
    if report.submissions[township] == Status.REFUSED:
        return receipt_words.REFUSED.format(township=township, period=period, file=file)
    kept, aside = files.rows(adopted)
    return receipt_words.RECEIVED.format(
        township=township,
        period=period,
        file=file,
        day=day,
        kept=kept,
        aside=receipt_words.ASIDE.format(count=aside) if aside else "",
    )


def changed_in_sum(own: pd.DataFrame) -> str:
    """How many rows, cells and faults changed since the last sending, by a township's rows of the table resent."""
    counts = own.groupby("kind")["count"].sum()
    added, gone, changed, mended, left, new = (int(counts.get(kind.value, 0)) for kind in Resent)
    return receipt_words.RESENT.format(added=added, gone=gone, changed=changed, mended=mended, left=left, new=new)


def _changed(own: pd.DataFrame | None) -> Iterator[str]:
    """What the township changed since its last sending; nothing where it sent once, or the same again."""
    if own is None:
        return
    cells = own[own["kind"] == Resent.CHANGED]
    if own["code"].isna().any():
        yield changed_in_sum(own)
    for number, label, before, after in (
        cells[["case_no", "column", "before", "after"]].head(_MOST_LISTED).itertuples(index=False, name=None)
    ):
        yield resent_words.CELL.format(number=number, label=label, before=before, after=after)
    if len(cells) > _MOST_LISTED:
        yield receipt_words.RESENT_FURTHER.format(count=len(cells) - _MOST_LISTED)


def _listed(report: Report, findings: Sequence[Finding], own: Collection[str]) -> Iterator[str]:
    """The findings as numbered lines; a cell is named where it lies in a file of the township (``own``)."""
    for number, each in enumerate(findings[:_MOST_LISTED], 1):
        cell = each.place.cell.split("、")[0] if each.place.file in own else ""
        sheet = sheet_outside(each.place.sheet, 0, report.settings) if each.place.sheet and cell else ""
        place = f"{sheet} {cell}" if cell else ""
        yield receipt_words.NUMBERED.format(
            number=number,
            message=message_outside(each, report.settings),
            remedy=each.remedy,
            place=place,
            code=each.code,
        )
