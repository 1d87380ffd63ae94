"""退回/<乡镇>.xlsx and .txt: a township's own ledger with its faults marked, and a message to paste into a chat."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from pipeline.base.finding import Finding, Severity
from pipeline.base.originals import MARK_SHEET, Original
from pipeline.messages import return_words
from pipeline.schema.papers import RETURNED
from pipeline.sendback.book import NotPlain, mark_package
from pipeline.sendback.fault_list import Head
from pipeline.sendback.marks import entries_of
from pipeline.sendback.twin import with_twin

_IN_CHAT = 6
_LONGEST_IN_CHAT = 90
MOST_CELLS = 150_000
"""The cells of a file that is marked; a ledger of 300 rows has 7,000. 880,000 take eight seconds and then are too many.
"""


@dataclass(frozen=True)
class Return:
    """What goes back to one township.

    ``period``: its label. ``file``: its name, '' when that may be a person's; ``path_rel``: its path. ``original``:
    None when the file couldn't be read, so that only the message goes back. ``also``: names ('' as for ``file``)
    and SHA-256 of the township's other files, which the corrected one replaces too. ``adopted``: whether the file
    counts in spite of its faults. ``by``: the day by which it is asked for, None to leave that to the office.
    ``large``: the file could be read, but has more cells than MOST_CELLS, so that ``original`` is None.
    """

    township: str
    period: str
    file: str
    path_rel: str
    original: Original | None
    findings: tuple[Finding, ...]
    also: tuple[tuple[str, str], ...] = ()
    adopted: bool = True
    by: date | None = None
    large: bool = False


def is_large(original: Original) -> bool:
    """Whether a file has more cells than are marked."""
    return sum(len(row) for sheet in original.sheets for row in sheet.grid.rows) > MOST_CELLS


def render_return(back: Return) -> dict[str, bytes]:
    """Path -> bytes of the marked workbook and of the message; the same argument gives the same bytes."""
    files = {}
    if back.original is not None:
        files[RETURNED.path(back.township)] = _workbook(back, back.original)
    files[f"{RETURNED.folder}/{back.township}.txt"] = _message(back).replace("\n", "\r\n").encode("utf-8-sig")
    return files


def _workbook(back: Return, original: Original) -> bytes:
    entries = entries_of(back.findings, original)
    carried = tuple(dict.fromkeys((original.sha256, *original.carried, *(sha for _, sha in back.also))))
    head = Head(back.township, back.period, back.file, carried, _remarks(back, original))
    if original.package and all(sheet.grid.name != MARK_SHEET for sheet in original.sheets):
        try:
            return mark_package(original, entries, head)
        except NotPlain:
            pass
    twin, names = with_twin(original)
    return mark_package(twin, [replace(e, sheet=names.get(e.sheet, "")) for e in entries], head)


def _remarks(back: Return, original: Original) -> tuple[str, ...]:
    """Sentences about other files of the township, and about what was taken out of this one."""
    remarks = []
    if back.also:
        names = "、".join(f"“{name}”" for name, _ in back.also if name)
        others = return_words.HOW_MANY.format(count=len(back.also), named=f"（{names}）" if names else "")
        remarks.append(return_words.OTHER_FILES.format(others=others))
    if any(sheet.cut or sheet.masked for sheet in original.sheets):
        remarks.append(return_words.CLEARED)
    if original.left_out:
        remarks.append(return_words.LEFT_OUT.format(sheets="、".join(f"“{name}”" for name in original.left_out)))
    remarks.append(return_words.OUR_MARKS.format(file=_named(back)))
    return tuple(remarks)


def _message(back: Return) -> str:
    """The message: the first faults, and how to hand the ledger in again; the office fills in the deadline."""
    findings = sorted(back.findings, key=lambda f: list(Severity).index(f.severity))
    lines = []
    must = not back.adopted or any(finding.severity is Severity.ERROR for finding in findings)
    if not must:
        lines.append(return_words.LOOK_ONLY.format(township=back.township, period=back.period, count=len(findings)))
    elif not back.adopted and back.original is None and not back.large:
        name = f"“{back.file}”" if back.file else ""
        lines.append(return_words.REFUSED.format(township=back.township, period=back.period, file=name))
    else:
        counts = "、".join(f"{severity}{count}项" for severity, count in _counts(findings).items() if count)
        lines.append(return_words.CORRECT.format(township=back.township, period=back.period, counts=counts))
    for number, finding in enumerate(findings[:_IN_CHAT], 1):
        message = f"{_placed(finding, back)}{_short(finding.message)}"
        lines.append(
            return_words.NUMBERED.format(
                number=number, severity=finding.severity, message=message, remedy=finding.remedy, code=finding.code
            )
        )
    if len(findings) > _IN_CHAT:
        where = (
            return_words.IN_FILE.format(township=back.township, sheet=MARK_SHEET)
            if back.original is not None
            else return_words.ASK_OFFICE
        )
        lines.append(return_words.FURTHER.format(count=len(findings) - _IN_CHAT, where=where))
    if back.original is not None:
        lines.append(
            return_words.HOW_TO.format(township=back.township)
            if must
            else return_words.HOW_TO_LOOK.format(township=back.township)
        )
    elif back.large:
        lines.append(return_words.TOO_LARGE.format(most=MOST_CELLS))
    if must:
        day = back.by
        lines.append(return_words.BY_WHEN.format(month=day.month, day=day.day) if day else return_words.BY_ANY)
    return "\n".join(lines) + "\n"


def _counts(findings: Sequence[Finding]) -> dict[Severity, int]:
    return {severity: sum(f.severity is severity for f in findings) for severity in Severity}


def _named(back: Return) -> str:
    return f"“{back.file}”" if back.file else "报来的台账"


def _placed(finding: Finding, back: Return) -> str:
    if finding.place.file != back.path_rel:
        return ""
    titles = {s.grid.name: s.title for s in back.original.sheets} if back.original is not None else {}
    sheet = titles.get(finding.place.sheet, "")
    place = " ".join(part for part in (sheet, finding.place.cell.split("、")[0]) if part)
    return f"{place}：" if place else ""


def _short(text: str) -> str:
    return text if len(text) <= _LONGEST_IN_CHAT else f"{text[: _LONGEST_IN_CHAT - 1]}…"
