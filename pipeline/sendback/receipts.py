"""报送/: a receipt for every township whose ledger is in, a reminder for the others, and one message for the group."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date, timedelta

import pandas as pd

from pipeline.base.finding import Finding, Severity
from pipeline.base.originals import MARK_SHEET
from pipeline.base.period import parse_period
from pipeline.bundles import Report
from pipeline.messages import receipt_words, resent_words
from pipeline.report.outside import message_outside, sheet_outside
from pipeline.schema.contract import LEDGER_KIND
from pipeline.schema.papers import GROUP_MESSAGE, RETURNED, SENDING
from pipeline.schema.showable import may_be_shown
from pipeline.schema.vocabulary import Resent, Status, Verdict

_MOST_LISTED = 8
_TOLD = (Severity.ERROR, Severity.REMINDER)
_ABOUT_SENDING = frozenset({"R202", "R213", "R214"})
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
    days = _days(report, folder)
    texts = {}
    missing = [name for name, status in report.submissions.items() if status == Status.UNSENT]
    for name in report.submissions:
        due, sent = days.get(name, (None, None))
        by = _deadline(report, due)
        lines = (
            [_urge(name, period.label, due, by)]
            if name in missing
            else list(_receipt(report, findings, folder, name, sent, by, returned))
        )
        texts[f"{SENDING}/{name}.txt"] = "\n".join(lines)
    dues = [due for due, _ in days.values() if due is not None]
    by = _deadline(report, max(dues, default=None))
    texts[f"{SENDING}/{GROUP_MESSAGE}.txt"] = (
        receipt_words.GROUP.format(
            period=period.label,
            sent=len(report.submissions) - len(missing),
            count=len(missing),
            names="、".join(missing),
            by=_by(by),
        )
        if missing
        else receipt_words.GROUP_ALL.format(period=period.label)
    )
    return {path: f"{text}\n".replace("\n", "\r\n").encode("utf-8-sig") for path, text in texts.items()}


def correct_by(report: Report, township: str, folder: str) -> date | None:
    """The day by which a corrected ledger is asked for: some days after 应报日期; None where the settings say none."""
    return _deadline(report, _days(report, folder).get(township, (None, None))[0])


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
    findings: Sequence[Finding],
    folder: str,
    township: str,
    sent: date | None,
    by: date | None,
    returned: Mapping[str, bytes],
) -> Iterator[str]:
    yield _head(report, folder, township, sent)
    yield from _changed(report.tables["resent"], folder, township)
    told = [
        each
        for each in findings
        if each.township == township
        and not each.office_alone
        and each.severity in _TOLD
        and each.code not in _ABOUT_SENDING
        and (not each.place.file or each.place.file.startswith(f"{folder}/"))
    ]
    mine = [each for each in told if each.code not in OFFICE_SETTLES]
    errors, reminders = ([each for each in mine if each.severity is severity] for severity in _TOLD)
    if not mine:
        yield receipt_words.NO_FAULT
    if errors:
        yield receipt_words.MUST.format(count=len(errors))
        yield from _listed(report, errors, township)
    if reminders:
        yield receipt_words.LOOK.format(count=len(reminders))
        yield from _listed(report, reminders, township)
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


def _head(report: Report, folder: str, township: str, sent: date | None) -> str:
    files, rows, period = report.tables["files"], report.tables["rows"], parse_period(folder).label
    own = files[(files["township"] == township) & files["file"].str.startswith(f"{folder}/")]
    adopted = own.loc[own["verdict"] == Verdict.ADOPTED, "file"]
    names = [str(file).rpartition("/")[2] for file in (adopted if len(adopted) else own["file"])]
    shown = [name for name in names if may_be_shown(name, report.settings.unit_words)]
    file = receipt_words.CALLED.format(file="、".join(shown)) if shown else ""
    day = receipt_words.SENT_ON.format(day=sent) if sent else ""
    if report.submissions[township] == Status.ZERO:
        return receipt_words.RECEIVED_ZERO.format(township=township, period=period, day=day)
    if report.submissions[township] == Status.REFUSED:
        return receipt_words.REFUSED.format(township=township, period=period, file=file)
    counted = rows[rows["file"].isin(adopted) & (rows["kind"] == LEDGER_KIND)]
    aside = int(counted["set_aside"].sum())
    return receipt_words.RECEIVED.format(
        township=township,
        period=period,
        file=file,
        day=day,
        kept=int(counted["kept"].sum()),
        aside=receipt_words.ASIDE.format(count=aside) if aside else "",
    )


def changed_in_sum(own: pd.DataFrame) -> str:
    """How many rows, cells and faults changed since the last sending, by a township's rows of the table resent."""
    counts = own.groupby("kind")["count"].sum()
    added, gone, changed, mended, left, new = (int(counts.get(kind.value, 0)) for kind in Resent)
    return receipt_words.RESENT.format(added=added, gone=gone, changed=changed, mended=mended, left=left, new=new)


def _changed(resent: pd.DataFrame, folder: str, township: str) -> Iterator[str]:
    """What the township changed since its last sending; nothing where it sent once, or the same again."""
    own = resent[(resent["folder"] == folder) & (resent["township"] == township)]
    cells = own[own["kind"] == Resent.CHANGED]
    if own["code"].isna().any():
        yield changed_in_sum(own)
    for number, label, before, after in (
        cells[["case_no", "column", "before", "after"]].head(_MOST_LISTED).itertuples(index=False, name=None)
    ):
        yield resent_words.CELL.format(number=number, label=label, before=before, after=after)
    if len(cells) > _MOST_LISTED:
        yield receipt_words.RESENT_FURTHER.format(count=len(cells) - _MOST_LISTED)


def _listed(report: Report, findings: Sequence[Finding], township: str) -> Iterator[str]:
    """The findings as numbered lines; a cell is named where it lies in a file of the township."""
    files = report.tables["files"]
    own = set(files.loc[files["township"] == township, "file"])
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
