"""Prints the smallest story that still tells the same difference: uv run python -m tests.reference.shrink SEED[xSIZE] [indicator]."""

from __future__ import annotations

import sys
from copy import deepcopy
from dataclasses import replace

from tests.reference.agreement import differences
from tests.reference.counties import scene_of, story
from tests.reference.story import Story


def differs(story: Story, wanted: str) -> bool:
    """Whether the two still differ about an indicator; a story that can't be told doesn't count."""
    try:
        return any(wanted in line for line in differences(story))
    except Exception:  # noqa: BLE001  a story made smaller may be no story any more, or make the program stumble
        return wanted == "fault"


def smaller(story: Story):
    """Stories with one thing less: a run, a folder's unit, a row, a register's row, a cell."""
    for at in reversed(range(len(story.runs))):
        made = deepcopy(story)
        gone = made.runs.pop(at)
        if at < len(made.runs):
            made.runs[at].arrived = gone.arrived | made.runs[at].arrived
        if made.runs:
            yield made
    for at, run in enumerate(story.runs):
        for name, folder in run.arrived.items():
            yield from _smaller_folder(story, at, name, folder)


def _smaller_folder(story, at, name, folder):
    def change(**values):
        made = deepcopy(story)
        made.runs[at].arrived[name] = replace(made.runs[at].arrived[name], **values)
        return made

    for number in sorted({row["case_no"] or "" for row in folder.rows}):
        yield change(rows=[r for r in folder.rows if (r["case_no"] or "") != number])
    for i, row in enumerate(folder.rows):
        yield change(rows=[r for j, r in enumerate(folder.rows) if j != i])
        for id_, value in row.items():
            if value and id_ not in ("sender", "township", "registered_on", "case_no", "bad"):
                yield change(rows=[{**r, id_: None} if j == i else r for j, r in enumerate(folder.rows)])
    for id_, entries in folder.registers.items():
        yield change(registers={k: v for k, v in folder.registers.items() if k != id_})
        for i in range(len(entries)):
            yield change(registers={**folder.registers, id_: [e for j, e in enumerate(entries) if j != i]})
    if folder.zero or folder.refused:
        yield change(zero=set(), refused=set())


def without_numbers(story: Story):
    """Stories without a group of units' matters, or without one."""
    numbers = {r["case_no"] for run in story.runs for f in run.arrived.values() for r in f.rows if r["case_no"]}
    groups = {number[0] for number in numbers}
    for gone in [*sorted(groups if len(groups) > 1 else ()), *sorted(numbers)]:
        made = deepcopy(story)
        for run in made.runs:
            for folder in run.arrived.values():
                folder.rows = [r for r in folder.rows if not (r["case_no"] or "").startswith(gone)]
                for entries in folder.registers.values():
                    entries[:] = [e for e in entries if not (e.get("case_no") or e.get("subject") or "").startswith(gone)]
        yield made


def shrink(found: Story, wanted: str) -> Story:
    """Drops greedily while the difference stays."""
    shrunk = True
    while shrunk:
        shrunk = False
        for made in [*without_numbers(found), *smaller(found)]:
            if differs(made, wanted):
                found, shrunk = made, True
                break
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
