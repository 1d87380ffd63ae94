"""What step ② shows: each file with whose it is, the members of a zip and what lies in subfolders, texts to copy."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from pipeline.base.period import Period
from pipeline.desk.inbox import HELD, Entry
from pipeline.messages.desk_page import DESK_PAGE
from pipeline.schema.papers import GROUP_MESSAGE, SENDING
from pipeline.schema.vocabulary import Verdict
from pipeline.sheets.versions import Version


@dataclass(frozen=True)
class FileShown:
    """A row of step ②. ``name``: its path in the period's folder; ``label``: what is shown of it, below its zip.

    ``there``: it lies in the folder, ``own``: as a plain file, which can be taken away; ``older``: contents that can be
    brought back. ``township``, ``decided``, ``note``: what the last check said of it; ``faulty``: it can't be read.
    ``asked``: somebody may say whose it is; ``counts``: its rows do; ``refused``: they don't, for a reason.
    ``several``: the units of a workbook for several, in words. ``named``: the unit that its rows name. ``rivals``: the
    plain files that keep it from counting. ``replaced``: another one stands in for it.
    """

    name: str
    label: str
    own: bool
    there: bool
    older: tuple[Version, ...] = ()
    township: str = ""
    decided: str = ""
    note: str = ""
    faulty: bool = False
    asked: bool = False
    counts: bool = False
    refused: bool = False
    several: str = ""
    named: str = ""
    rivals: tuple[str, ...] = ()
    replaced: bool = False


@dataclass(frozen=True)
class TextShown:
    """A text to copy into a chat: for whom ('' for the whole group), whether that township hasn't sent anything."""

    township: str
    unsent: bool
    text: str


def files_of(entries: Iterable[Entry], found: Mapping[str, Any] | None, period: Period) -> tuple[FileShown, ...]:
    """The files of the folder by name, after each zip its members, then what lies in folders of it."""
    said = {each["file"].removeprefix(f"{period.name}/"): each for each in (found or {}).get("files", ())}
    tops = {entry.name: entry for entry in entries}
    held = {each.removeprefix(f"{period.name}/") for each in (found or {}).get("held", ())}
    held |= {name for name, entry in tops.items() if entry.now == HELD}
    rows = []
    for name, entry in tops.items():
        older = tuple(v for v in entry.versions if v.sha256 and v.sha256 != entry.now)
        rows.append(_shown(name, name, said.get(name), own=True, there=bool(entry.now), older=older))
        if entry.now:
            rows += [_shown(p, f"└ {p[len(name) + 1 :]}", said[p]) for p in said if p.startswith(f"{name}/")]
    rows += [_shown(p, p, said[p]) for p in said if "/" in p and p.split("/")[0] not in tops]
    rows = [replace(row, note=DESK_PAGE["held"], faulty=True) if row.name in held else row for row in rows]
    return tuple(_beside_others(row, rows) for row in rows)


def _beside_others(row: FileShown, rows: Sequence[FileShown]) -> FileShown:
    """The row, with what to do where other files of the same township count too, or keep each other from counting."""
    alike = [r for r in rows if r.township == row.township and r is not row and r.there and r.asked]
    counting = [r.name for r in alike if r.counts]
    if row.named:
        note = "；".join(
            filter(None, (row.note, DESK_PAGE["rows_name"].format(named=row.named, township=row.township)))
        )
        return replace(row, note=note, faulty=True)
    if not row.township or not alike:
        return row
    if row.counts and counting:
        note = DESK_PAGE["two_of_one"].format(others="”、“".join(counting), township=row.township)
        return replace(row, note=note, faulty=True)
    if row.refused and not counting:
        rivals = [r for r in alike if r.refused]
        if rivals and row.own and all(r.own for r in rivals):
            return replace(row, rivals=tuple(r.name for r in rivals))
        others = "”、“".join(r.name for r in rivals)
        return replace(row, note=DESK_PAGE["one_of_many"].format(note=row.note, others=others)) if others else row
    return row


def _shown(
    name: str,
    label: str,
    said: Mapping[str, Any] | None,
    *,
    own: bool = False,
    there: bool = True,
    older: tuple[Version, ...] = (),
) -> FileShown:
    if said is None or not there:
        return FileShown(name, label, own, there, older)
    counts, passed = said["verdict"] == Verdict.ADOPTED, said["verdict"] == Verdict.IGNORED
    registers = counts and said["register"] and not said["ledger"]
    units = said["units"]
    note = f"{said['verdict']}：{said['reason']}" if said["reason"] else DESK_PAGE["register"] if registers else ""
    return FileShown(
        name,
        label,
        own,
        there,
        older,
        said["township"],
        said["decided"],
        note,
        faulty=bool(note) and not (passed or registers or said["verdict"] == Verdict.REPLACED),
        asked=said["ledger"] and not passed,
        counts=counts,
        refused=said["verdict"] == Verdict.REFUSED,
        several=DESK_PAGE["several_units"].format(count=len(units), names="、".join(units)) if units else "",
        named=said["named"],
        replaced=said["verdict"] == Verdict.REPLACED,
    )


def texts_of(found: Mapping[str, Any] | None, unsent: Iterable[str]) -> tuple[TextShown, ...]:
    """The text for the group, then reminders, then receipts, in roster order, as the last check would write them."""
    texts: Mapping[str, str] = (found or {}).get("texts", {})
    late, at = set(unsent), {name: place for place, name in enumerate((found or {}).get("roster", ()))}
    names = {path: path.removeprefix(f"{SENDING}/").removesuffix(".txt") for path in texts}
    shown = [
        TextShown("" if name == GROUP_MESSAGE else name, name in late, texts[path]) for path, name in names.items()
    ]
    return tuple(sorted(shown, key=lambda t: (t.township != "", not t.unsent, at.get(t.township, len(at)))))
