"""Prints the smallest story that still tells the same difference: uv run python -m tests.reference.shrink
SEED[xSIZE] [indicator].
"""

from __future__ import annotations

import sys
from copy import deepcopy
from dataclasses import replace

from tests.reference.agreement import differences
from tests.reference.counties import scene_of, story
from tests.reference.story import Folder, Story

_KEPT = ("sender", "township", "registered_on", "case_no", "bad", "folder")


def differs(story: Story, wanted: str) -> bool:
    """Whether the two still differ about an indicator; a story that can't be told doesn't count."""
    try:
        return any(wanted in line for line in differences(story))
    except Exception:  # noqa: BLE001  a story made smaller may be no story any more, or make the program stumble
        return wanted == "fault"


def copied(story: Story) -> Story:
    """The story with folders of its own; settings never change and are shared."""
    return Story(story.settings, [replace(run, arrived=deepcopy(run.arrived)) for run in story.runs])


def smaller(story: Story):
    """Functions that drop one thing each: a block of units, a unit, a matter, a run, a row, a register's row, a cell.

    The last of each list comes first, so that the places of those before it stay as they are when it has gone.
    """
    roster = [unit.name for unit in story.settings.roster]
    blocks = sorted({name[1:-1] for name in roster})
    yield from (_without_units({n for n in roster if n[1:-1] == mark}) for mark in (blocks if len(blocks) > 1 else ()))
    yield from (_without_units({name}) for name in roster)
    numbers = {r["case_no"] for run in story.runs for f in run.arrived.values() for r in f.rows if r["case_no"]}
    yield from (_without_number(number) for number in sorted({n[0] for n in numbers}) + sorted(numbers))
    yield from (_without_run(at) for at in reversed(range(len(story.runs))))
    for at, run in enumerate(story.runs):
        for name, folder in run.arrived.items():
            yield from (_in_folder(at, name, drop) for drop in _drops(folder))


def _without_units(names: set[str]):
    def made(story):
        found = copied(story)
        found.settings = replace(found.settings, roster=tuple(u for u in found.settings.roster if u.name not in names))
        for run in found.runs:
            if run.settings is not None:
                run.settings = replace(run.settings, roster=found.settings.roster)
            for folder in run.arrived.values():
                folder.rows = [r for r in folder.rows if r["sender"] not in names]
                folder.zero, folder.refused = folder.zero - names, folder.refused - names
                for entries in folder.registers.values():
                    entries[:] = [e for e in entries if not {e.get("township"), e.get("to"), e.get("sender")} & names]
        return found if found.settings.roster else None

    return made


def _without_number(number: str):
    def made(story):
        found = copied(story)
        for folder in (f for run in found.runs for f in run.arrived.values()):
            folder.rows = [r for r in folder.rows if not (r["case_no"] or "").startswith(number)]
            for entries in folder.registers.values():
                entries[:] = [e for e in entries if not (e.get("case_no") or e.get("subject") or "").startswith(number)]
        return found

    return made


def _without_run(at: int):
    def made(story):
        found = copied(story)
        gone = found.runs.pop(at)
        if at < len(found.runs):
            found.runs[at].arrived = gone.arrived | found.runs[at].arrived
        return found if found.runs else None

    return made


def _in_folder(at: int, name: str, drop):
    def made(story):
        if at >= len(story.runs) or name not in story.runs[at].arrived:
            return None
        found = copied(story)
        return found if drop(found.runs[at].arrived[name]) else None

    return made


def _drops(folder: Folder):
    """Functions that change a folder, True when there was something to change."""
    for id_, entries in folder.registers.items():
        yield lambda f, id_=id_: f.registers.pop(id_, None) is not None
        for i in reversed(range(len(entries))):
            yield lambda f, id_=id_, i=i: i < len(f.registers.get(id_, ())) and bool(f.registers[id_].pop(i))
    for i, row in reversed(list(enumerate(folder.rows))):
        yield lambda f, i=i: i < len(f.rows) and bool(f.rows.pop(i))
        for id_ in row:
            if row[id_] and id_ not in _KEPT:
                yield lambda f, i=i, id_=id_: _blanked(f.rows, i, id_)
        if row["bad"]:
            yield lambda f, i=i: _blanked(f.rows, i, "bad", frozenset())
    if folder.zero or folder.refused:
        yield lambda f: bool(f.zero or f.refused) and (f.zero.clear() or f.refused.clear() or True)


def _blanked(rows, i, id_, blank=None):
    if i >= len(rows) or not rows[i].get(id_):
        return False
    rows[i][id_] = blank
    return True


def shrink(found: Story, wanted: str) -> Story:
    """Drops greedily while the difference stays, over and over until nothing more can go."""
    shrunk = True
    while shrunk:
        shrunk = False
        for drop in list(smaller(found)):
            made = drop(found)
            if made is not None and differs(made, wanted):
                found, shrunk = made, True
    return found


def told(story: Story) -> list[str]:
    """The story in lines."""
    lines = [f"{unit.name} {unit.merged_into} {unit.merged_on or ''}" for unit in story.settings.roster]
    for run in story.runs:
        for name, folder in run.arrived.items():
            lines.append(f"  {name}: zero {sorted(folder.zero)}, refused {sorted(folder.refused)}")
            lines += [f"     {_plain(row)}" for row in folder.rows]
            lines += [f"     [{id_}] {_plain(entry)}" for id_, entries in folder.registers.items() for entry in entries]
        lines.append(f"RUN {run.period} {run.cut_off or ''}")
    return lines


def _plain(row):
    cells = {k: v for k, v in row.items() if v not in (None, frozenset()) and not (k == "bad" and not v)}
    return " ".join(f"{k}={sorted(v) if isinstance(v, frozenset) else v}" for k, v in cells.items())


def main() -> None:
    seed, size = (int(part) for part in (sys.argv[1] + "x1").split("x")[:2])
    found = story(seed, size)
    lines = differences(found)
    sys.stdout.write("\n".join([f"seed {seed}, {scene_of(seed)}:", *(lines or ["no difference"]), ""]))
    if lines:
        wanted = sys.argv[2] if len(sys.argv) > 2 else lines[0].split("'")[3]
        found = shrink(found, wanted)
        sys.stdout.write("\n".join([*told(found), *differences(found), ""]))


if __name__ == "__main__":
    main()
