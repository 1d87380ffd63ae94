"""The lines that staff read after a run or a check, made from its outcome."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from pipeline.base.county import COUNTY
from pipeline.base.finding import SEVERITY_ORDER, Finding, Severity
from pipeline.messages import door_words
from pipeline.schema.papers import REVIEW_PAGE

if TYPE_CHECKING:
    from pipeline.doors.unchanged import Asked, Told
    from pipeline.run import Outcome

_MOST_LINES = 20


def told_of(outcome: Outcome, asked: Asked | None) -> Told:
    """What is printed after a run, with its exit code; remembered for the next run when it can be told by files."""
    from pipeline.doors.unchanged import Told  # noqa: PLC0415 - a check needs none of it

    told = Told(tuple(run_lines(outcome)), 1 if outcome.needs_attention else 0)
    if asked is not None and outcome.folder is not None:
        asked.keep(outcome.folder, told)
    return told


def run_lines(outcome: Outcome) -> list[str]:
    """Return period, cut-off, the files written by folder, what needs attention (20 lines at most), the next step."""
    lines = [_heading(outcome)]
    if outcome.folder is not None:
        where = f"{outcome.folder.parent.name}/{outcome.folder.name}"
        lines.append(door_words.WRITTEN.format(count=len(outcome.written), where=where))
        by_folder = Counter(path.split("/", 1)[0] if "/" in path else "" for path in outcome.written)
        lines += [f"  {folder}/（{count}个）" for folder, count in sorted(by_folder.items()) if folder]
        lines += [f"  {path}" for path in sorted(outcome.written) if "/" not in path]
    lines += _attention(outcome)
    if outcome.folder is not None:
        lines.append(door_words.NEXT_STEP.format(where=where, page=REVIEW_PAGE))
    return lines


def check_lines(outcome: Outcome) -> list[str]:
    """Return period, cut-off and the findings, by township in order of appearance: severity, place, message, remedy.

    What the office alone is told stands with what is of no township.
    """
    lines = [_heading(outcome), door_words.ONLY_CHECKED]
    groups: dict[str, list[Finding]] = {}
    for finding in outcome.findings:
        groups.setdefault(COUNTY if finding.office_alone else finding.township or COUNTY, []).append(finding)
    for township, findings in groups.items():
        counts = Counter(f.severity for f in findings)
        lines += ["", f"{township}（{'，'.join(f'{s}{counts[s]}' for s in SEVERITY_ORDER if counts[s])}）"]
        lines += [
            f"  【{f.severity}】{_placed(f)}；{f.remedy}。" if f.remedy else f"  【{f.severity}】{_placed(f)}。"
            for f in findings
        ]
    if not groups:
        lines.append(door_words.NOTHING_FOUND)
    return [*lines, *_attention(outcome)]


def has_errors(outcome: Outcome) -> bool:
    """Whether any finding is an error, which a township must correct."""
    return any(f.severity is Severity.ERROR for f in outcome.findings)


def _heading(outcome: Outcome) -> str:
    day = outcome.cut_off
    return door_words.PERIOD.format(period=outcome.period.label, year=day.year, month=day.month, day=day.day)


def _attention(outcome: Outcome) -> list[str]:
    asked = outcome.needs_attention
    if not asked:
        return []
    lines = [door_words.ATTENTION.format(count=len(asked)), *(f"  - {line}" for line in asked[:_MOST_LINES])]
    if len(asked) > _MOST_LINES:
        lines.append(door_words.MORE_ATTENTION.format(count=len(asked), page=REVIEW_PAGE))
    return lines


def _placed(finding: Finding) -> str:
    place = str(finding.place)
    return f"{place}：{finding.message}" if place else finding.message
