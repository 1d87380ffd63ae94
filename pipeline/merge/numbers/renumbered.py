"""改号: a matter whose number the office has changed is the same under both numbers (docs/definitions.md, 编号)."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import pandas as pd

from pipeline.base.same_number import fold
from pipeline.bundles import PastEdition

DECISION = "改号"
_NEW = re.compile(rf"{DECISION}[\s:：,，为成→=>-]*(?:新?编号)?[\s:：]*(.*?)\s*")
_WRAPPED = re.compile(r"[(（]([^()（）]*)[)）]")


@dataclass(frozen=True)
class Renumbered:
    """``leads``: folded number -> the folded number of its matter now, of every number that was changed.

    ``written``: folded number shown -> as the decision writes it; ``rewritten``: those of them that only had another
    writing. ``cycles``: the rows of 处理决定 that lead back to where they began, oldest first. ``unclear``: those that
    name no new number.
    """

    leads: Mapping[str, str]
    written: Mapping[str, str]
    rewritten: frozenset[str]
    cycles: pd.DataFrame
    unclear: pd.DataFrame

    def cls(self, text: str) -> str:
        """The folded number under which the matter of a number stands."""
        same = fold(text)
        return self.leads.get(same, same)


def new_number(decision: str) -> str:
    """The number that a decision gives, '' when it names none.

    >>> [new_number(text) for text in ("改号：QH2023001", "改号为 QH2023001", "改号（QH2023001）", "改号")]
    ['QH2023001', 'QH2023001', 'QH2023001', '']
    """
    match = _NEW.fullmatch(decision.strip())
    text = match[1] if match else ""
    wrapped = _WRAPPED.fullmatch(text)
    return wrapped[1].strip() if wrapped else text


def renumbered(
    decisions: pd.DataFrame, folders: Sequence[str], editions: Sequence[PastEdition], local: frozenset[str]
) -> Renumbered:
    """What 处理决定 and, for decisions of folders that are no longer read, the editions' column other_numbers say.

    Of several decisions on one number the newest counts (folder, 日期, file, row). A chain leads to its end; numbers
    that lead to each other are one matter, shown as the newest decision has it. ``local``: folded numbers that several
    units give their own matters: a decision that doesn't say whose can't be followed.
    """
    steps = {fold(old): (fold(new), new) for old, new in _published(editions) if fold(old) != fold(new)}
    rows = decisions[decisions["decision"].str.startswith(DECISION)]
    order = rows["folder"].map({name: at for at, name in enumerate(folders)})
    rows = rows.assign(_folder=order).sort_values(
        ["_folder", "decided_on", "source_file", "source_row"], kind="stable", na_position="first"
    )
    given = rows["to"].tolist() if "to" in rows else [None] * len(rows)
    texts = [to if isinstance(to, str) else new_number(text) for text, to in zip(rows["decision"], given, strict=True)]
    unclear = pd.Series([not text for text in texts], index=rows.index, dtype=bool)
    last: dict[str, object] = {}
    for index, subject, new in zip(rows.index, rows["subject"], texts, strict=True):
        old, now = fold(subject), fold(new)
        if not new or old in local:
            continue
        if now not in last:  # what an edition took from an older decision has had its time
            steps.pop(now, None)
        steps.pop(old, None)
        steps[old] = (now, new)
        last.pop(old, None)
        last[old] = index
    same = {old: now for old, (now, _) in steps.items() if old == now}
    onward = {old: now for old, (now, _) in steps.items() if old != now}
    leads, rings = _followed(onward)
    leads |= same
    in_ring = [last[number] for number in onward if number in rings and number in last]
    shown = {now: new for now, new in steps.values() if leads.get(now, now) == now}
    return Renumbered(leads, shown, frozenset(same), rows.loc[in_ring], rows[unclear])


def _published(editions: Sequence[PastEdition]) -> Iterable[tuple[str, str]]:
    for edition in editions:
        if "other_numbers" not in edition.matters:
            continue
        renamed = edition.matters[edition.matters["other_numbers"].notna()]
        for number, others in zip(renamed["case_no"], renamed["other_numbers"], strict=True):
            yield from ((other, number) for other in others.split("、"))


def _followed(onward: Mapping[str, str]) -> tuple[dict[str, str], set[str]]:
    """Number -> the end of its chain, and the numbers of rings; these lead where the newest step (the last) leads."""
    order = {old: at for at, old in enumerate(onward)}
    ends: dict[str, str] = {}
    rings: set[str] = set()
    for start in onward:
        path: list[str] = []
        node = start
        while node in onward and node not in ends and node not in path:
            path.append(node)
            node = onward[node]
        if node in path:
            ring = path[path.index(node) :]
            rings |= set(ring)
            node = onward[max(ring, key=order.__getitem__)]
            ends[node] = node
        end = ends.get(node, node)
        ends |= dict.fromkeys(path, end)
    return ends, rings
