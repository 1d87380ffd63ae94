"""退回/<乡镇>.xlsx and .txt: a township's own ledger with its faults marked, and a message to paste into a chat."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from pipeline.base.finding import Finding, Severity
from pipeline.base.originals import MARK_SHEET, Original
from pipeline.schema.papers import RETURNED
from pipeline.sendback.book import NotPlain, mark_package
from pipeline.sendback.fault_list import Head
from pipeline.sendback.marks import entries_of
from pipeline.sendback.twin import with_twin

_IN_CHAT = 6
_LONGEST_IN_CHAT = 90


@dataclass(frozen=True)
class Return:
    """What goes back to one township.

    ``period``: its label. ``file``: its name, '' when that may be a person's; ``path_rel``: its path. ``original``:
    None when the file couldn't be read, so that only the message goes back. ``also``: names ('' as for ``file``)
    and SHA-256 of the township's other files, which the corrected one replaces too. ``adopted``: whether the file
    counts in spite of its faults.
    """

    township: str
    period: str
    file: str
    path_rel: str
    original: Original | None
    findings: tuple[Finding, ...]
    also: tuple[tuple[str, str], ...] = ()
    adopted: bool = True


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
        others = f"另外{len(back.also)}份文件{f'（{names}）' if names else ''}"
        remarks.append(
            f"本期还收到{others}，内容不同。请确认本文件是正确的一份：改好报回后，它将替换另外的文件；不是的，请告知县信访部门。"
        )
    if any(sheet.cut or sheet.masked for sheet in original.sheets):
        remarks.append(
            "可能涉及个人信息的内容已从本文件中清空，或以“（已遮盖）”、“是”代替。其中标红的格请改填本列应填的内容，其余的不必补填。"
        )
    if original.left_out:
        remarks.append(
            f"没有放进本文件的工作表：{'、'.join(f'“{name}”' for name in original.left_out)}（不是台账，报送不需要）。"
        )
    remarks.append(f"本文件由{_named(back)}加标注而成；原有的批注、图片、宏、外部链接和一格中划去的部分没有保留。")
    return tuple(remarks)


def _message(back: Return) -> str:
    """The message: the first faults, and how to hand the ledger in again; the office fills in the deadline."""
    findings = sorted(back.findings, key=lambda f: list(Severity).index(f.severity))
    lines = []
    if not back.adopted and back.original is None:
        name = f"“{back.file}”" if back.file else ""
        lines.append(f"{back.township}：{back.period}台账{name}不能采用，请重新报送。")
    else:
        counts = "、".join(f"{severity}{count}项" for severity, count in _counts(findings).items() if count)
        lines.append(f"{back.township}：{back.period}台账请更正后重报（{counts}）。")
    for number, finding in enumerate(findings[:_IN_CHAT], 1):
        message = f"{_placed(finding, back)}{_short(finding.message)}"
        lines.append(f"{number}. 【{finding.severity}】{message}；{finding.remedy}。")
    if len(findings) > _IN_CHAT:
        where = (
            f"见附件“{back.township}.xlsx”第一页“{MARK_SHEET}”" if back.original is not None else "请向县信访部门索取"
        )
        lines.append(f"其余{len(findings) - _IN_CHAT}项{where}。")
    if back.original is not None:
        lines.append(
            f"改法：打开附件“{back.township}.xlsx”，红色格必须改，黄色格请核对；改好存盘，把整个文件发回，不用另做新表。"
        )
    lines.append("请于    月    日前报回。")
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
