"""What the page of a period shows: its steps, each done, with a number, or with what to do."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from itertools import takewhile
from pathlib import Path
from typing import Any

from pipeline.base.errors import UserError
from pipeline.base.finding import Severity
from pipeline.base.period import Period
from pipeline.desk.files_shown import FileShown, TextShown, files_of, texts_of
from pipeline.desk.state import Desk
from pipeline.editions.issued import KEPT, IssuedPaper, read_record
from pipeline.messages.desk_page import DESK_PAGE
from pipeline.schema.papers import CORRECTION, DRAFTS_BOOK, RETURNED, REVIEW_PAGE, SUMMARY_BOOK, filed
from pipeline.schema.vocabulary import Status

_MAIN = {REVIEW_PAGE: "about_review", SUMMARY_BOOK: "about_summary", DRAFTS_BOOK: "about_drafts"}
"""Path -> the word for what it is for."""
_UNSHOWN = ("data/",)


@dataclass(frozen=True)
class Paper:
    """A paper of the edition: its path, what it is called, whether it can be issued, how it was issued."""

    path: str
    name: str
    township: str
    headed: bool
    issued: IssuedPaper | None = None


@dataclass(frozen=True)
class PeriodPage:
    """All that period.html.j2 shows. ``steps``: (anchor, label, state), the state ✓, a number or 待办.

    ``found``: what the last check said, ``fresh``: nothing has changed since, ``unchecked``: what it couldn't open.
    ``main``: paths with what they are for. ``attention``: the township, '' for none, and what the edition gives to act
    on. ``outdated``: something has changed since the edition was made. ``issued``: a paper of it was issued.
    ``to_mend``: whose ledgers have errors by the edition. ``last_issue``: of the papers issued, the last.
    ``to_correct``: a correcting circular was drafted, and not issued yet.
    """

    period: Period
    steps: tuple[tuple[str, str, str], ...]
    files: tuple[FileShown, ...]
    texts: tuple[TextShown, ...]
    found: dict[str, Any] | None
    fresh: bool
    unsent: tuple[str, ...]
    faults: tuple[dict[str, Any], ...]
    returned: tuple[dict[str, str], ...]
    figures: dict[str, Any] | None
    papers: tuple[Paper, ...] = ()
    main: tuple[tuple[str, str], ...] = ()
    other: tuple[str, ...] = ()
    attention: tuple[tuple[str, str], ...] = ()
    unchecked: tuple[str, ...] = ()
    has_edition: bool = False
    outdated: bool = False
    issued: bool = False
    to_mend: tuple[str, ...] = ()
    last_issue: IssuedPaper | None = None
    to_correct: bool = False
    severities: tuple[str, ...] = field(default=tuple(Severity))


def listed(desk: Desk, period: Period) -> dict[str, Path]:
    """Every plain file of the period's edition and of the earlier ones that are kept, by its path; found by listing."""
    found = {}
    for top, front in ((desk.outputs / period.name, ""), (desk.outputs / KEPT / period.name, f"{KEPT}/")):
        if top.is_dir() and not top.is_symlink():
            for path in sorted(top.rglob("*")):
                if path.is_file() and not path.is_symlink() and not path.name.startswith((".", "~$")):
                    found[front + path.relative_to(top).as_posix()] = path
    return found


def page_of(desk: Desk, period: Period) -> PeriodPage:
    """The page of a period as things stand now."""
    found, fresh = desk.found(period)
    there = listed(desk, period)
    entries = desk.inbox(period).entries()
    try:
        figures = desk.figures(period)
    except UserError as fault:
        desk.say(str(fault))
        figures = None
    unsent = _unsent(found)
    faults = _faults(found, desk.before(period))
    at = {name: place for place, name in enumerate((figures or found or {}).get("roster", ()))}
    returned = tuple(sorted(_returned(there), key=lambda each: at.get(each["township"], len(at))))
    errors = sum(group["counts"][Severity.ERROR] for group in faults)
    record = read_record(desk.outputs, period.name)
    done, issued = REVIEW_PAGE in there, bool(record)
    ok, todo = DESK_PAGE["ok"], DESK_PAGE["todo"]
    files = files_of(entries, found, period)
    present = sum(1 for each in files if each.own and each.there and not each.replaced)
    unchecked = found is None or not fresh or bool(found["held"])
    outdated = done and desk.outdated(period)
    papers = tuple(_papers(desk, period, there, at))
    first = next((paper for paper in papers if paper.headed), None)
    to_correct = any(paper.name == CORRECTION and not paper.issued for paper in papers)
    finished = issued if first is None else first.issued is not None and not to_correct
    steps = (
        ("period", DESK_PAGE["step_period"], ok),
        ("files", DESK_PAGE["step_files"], _counted("files_count", present) or todo),
        ("check", DESK_PAGE["step_check"], todo if unchecked else _counted("errors_count", errors) or ok),
        ("return", DESK_PAGE["step_return"], todo if not done else _counted("returned_count", len(returned)) or ok),
        ("run", DESK_PAGE["step_run"], ok if done and not outdated else todo),
        ("results", DESK_PAGE["step_results"], todo if not done else ok if finished else DESK_PAGE["to_issue"]),
    )
    named = {paper.path for paper in papers}
    rest = (
        p for p in there if p not in named and p not in _MAIN and not p.startswith((*_UNSHOWN, f"{RETURNED.folder}/"))
    )
    return PeriodPage(
        period=period,
        steps=steps,
        files=files,
        texts=texts_of(found, unsent),
        found=found,
        fresh=fresh,
        unsent=unsent,
        faults=faults,
        returned=returned,
        figures=figures,
        papers=papers,
        main=tuple((path, DESK_PAGE[about]) for path, about in _MAIN.items() if path in there),
        other=tuple(path for path in rest if "/data/" not in path),
        attention=to_act_on((figures or {}).get("attention", ()), {group["name"] for group in faults}, papers),
        unchecked=tuple((found or {}).get("unchecked", ())),
        has_edition=done,
        outdated=outdated,
        issued=issued,
        to_mend=tuple(row["township"] for row in (figures or {}).get("ranking", ()) if row["to_mend"]),
        last_issue=record[-1] if record else None,
        to_correct=to_correct,
    )


def to_act_on(sentences: Iterable[str], names: Collection[str], papers: Iterable[Paper]) -> tuple[tuple[str, str], ...]:
    """What an edition gives to act on, with the township each begins with; a paper that was issued isn't asked for."""
    issued = [paper.path for paper in papers if paper.issued]
    return tuple(_named(each, names) for each in sentences if not any(path in each for path in issued))


def _named(sentence: str, names: Collection[str]) -> tuple[str, str]:
    """The township with which a sentence begins, where it is one of the names and alone, and the rest of it."""
    name, mark, rest = sentence.partition("：")
    return (name, f"{mark}{rest}") if name in names else ("", sentence)


def _counted(word: str, count: int) -> str:
    """A step's number with its word; '' for none."""
    return DESK_PAGE[word].format(count=count) if count else ""


def _unsent(found: dict[str, Any] | None) -> tuple[str, ...]:
    return tuple(name for name, status in (found or {}).get("submissions", {}).items() if status == Status.UNSENT)


def _faults(found: dict[str, Any] | None, before: dict[str, Any] | None) -> tuple[dict[str, Any], ...]:
    """The faults by township, with how many have gone and come since the check of other files before."""
    groups = []
    for name, faults in (found or {}).get("faults", {}).items():
        counts = Counter(Severity(fault["severity"]) for fault in faults)
        urgent = [fault for fault in faults if fault["severity"] != Severity.NOTE]
        notes = [fault for fault in faults if fault["severity"] == Severity.NOTE]
        since = ""
        if before is not None:
            then, now = ({_known(f) for f in each} for each in (before["faults"].get(name, ()), faults))
            changed = then != now and name not in found["resent"] if found else False
            since = DESK_PAGE["since"].format(gone=len(then - now), come=len(now - then)) if changed else ""
        groups.append(
            {
                "name": name,
                "counts": counts,
                "urgent": urgent,
                "notes": notes,
                "since": since,
                "named": len({fault["file"] for fault in faults}) > 1,
                "resent": found["resent"].get(name) if found else None,
            }
        )
    return tuple(groups)


def _known(fault: dict[str, Any]) -> tuple[str, str, str]:
    """What stays the same of a fault when it has gone from some of its rows: its rule, sheet and column."""
    letters = "".join(takewhile(str.isalpha, fault["cell"]))
    return fault["code"], fault["sheet"], letters


def _returned(there: dict[str, Path]) -> Any:
    for path, place in there.items():
        township = RETURNED.township_of(path)
        if township:
            text = there.get(f"{path.removesuffix('.xlsx')}.txt")
            said = text.read_text(encoding="utf-8-sig") if text is not None else ""
            yield {"township": township, "path": path, "name": place.name, "text": said}


def _papers(desk: Desk, period: Period, there: dict[str, Path], at: dict[str, int]) -> Any:
    issued = {each.path: each for each in read_record(desk.outputs, period.name)}
    for row, found in filed(there):
        if row.name != RETURNED.name:
            for township, path in sorted(found.items(), key=lambda pair: at.get(pair[0], len(at))):
                yield Paper(path, row.name, township, row.headed, issued.get(path))
