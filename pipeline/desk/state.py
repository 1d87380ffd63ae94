"""What the desk knows between two answers: the folders, what the last check of a period said, when it was last seen."""

from __future__ import annotations

import hashlib
import threading
import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from pipeline.base.errors import UserError
from pipeline.base.period import Period, is_period, parse_period
from pipeline.desk.clerk import Clerk, Job, at_work
from pipeline.desk.inbox import Inbox, unwritable
from pipeline.desk.remembered import Checked, recall, remember
from pipeline.editions.manifest import MANIFEST_FILE
from pipeline.messages import desk_words
from pipeline.messages.asked import asked_period
from pipeline.messages.refusals import refusal
from pipeline.messages.without_commands import without_commands
from pipeline.schema.claims import CLAIMS_BOOK, VERSIONS_FOLDER
from pipeline.schema.registers import ISSUED_BOOK
from pipeline.schema.settings_sheets import SETTINGS_BOOK

_FEW = 3
"""How many plain files get a sentence each."""
_NAMED = 8
"""How many of more plain files are named in their one sentence; all stand in step ②."""
LONG = ("check", "run", "rerun", "tidy")
"""The tasks that are begun and left to themselves. What the last two return is what is said of them."""


@dataclass(frozen=True, eq=False)
class Begun:
    """A long task, and what is said of it once it has ended well."""

    job: Job
    said: list[str]


@dataclass
class Desk:
    """One desk. ``_checked``: period -> what its last check said, once it was looked for."""

    inputs: Path
    outputs: Path
    clerk: Clerk
    leaving: threading.Event = field(default_factory=threading.Event)
    last_sign: float = field(default_factory=time.monotonic)
    log: Callable[[list[str]], None] = lambda _: None
    said: list[str] = field(default_factory=list)
    settings_faults: tuple[str, ...] = ()
    """The faults of the 设置.xlsx that was put there last and isn't in force, until another one is."""
    _begun: Begun | None = None
    _told: Begun | None = None
    _figures: dict[tuple[str, str], dict[str, Any]] = field(default_factory=dict)
    _checked: dict[str, Checked | None] = field(default_factory=dict)

    def sign_of_life(self) -> None:
        """Somebody has a page open."""
        self.last_sign = time.monotonic()

    def say(self, *sentences: str) -> None:
        """Sentences that the next page shows, once."""
        self.said += sentences

    def heard(self, ended: str = "") -> list[str]:
        """The sentences that wait to be shown; then none does.

        What became of the last long task is among them once, and for each page that saw it end: ``ended`` is the number
        of that task.
        """
        said, self.said = [*self.said], []
        begun = self._begun
        if begun is not None and begun.job.end and (begun is not self._told or ended == str(self.clerk.number)):
            self._told = begun
            said += [*begun.said, *filter(None, (begun.job.sentence,))]
        return [without_commands(sentence) for sentence in said]

    def figures(self, period: Period) -> dict[str, Any] | None:
        """What is published of a period; None without an edition, and while the worker is busy with something else."""
        if not (edition := self._edition(period)):
            return None
        key = (period.name, edition)
        if key not in self._figures and not self.clerk.busy:
            self._figures[key] = self.ask("figures", period, outputs=str(self.outputs))
        return self._figures.get(key)

    def ask(self, task: str, period: Period, **words: str) -> Any:
        """Do a short task about a period and return its result; its sentence is told by whoever catches UserError."""
        about = desk_words.ASKING.format(period=period.label)
        return self.clerk.ask(task, about, {"period": period.name, **words})

    def periods(self) -> list[Period]:
        """The periods with a folder or an edition, newest first."""
        named = {p.name for top in (self.inputs, self.outputs) if top.is_dir() for p in top.iterdir() if p.is_dir()}
        return sorted((parse_period(n) for n in named if is_period(n)), key=lambda p: p.order, reverse=True)

    def period(self, name: str) -> Period:
        """The period of this name, found by listing. Raises UserError when there is none."""
        found = next((each for each in self.periods() if each.name == name), None)
        if found is None:
            raise refusal("E211", period=name)
        return found

    def create(self, name: str) -> Period:
        """Make the folder of a period. Raises UserError for a name that is none."""
        period = asked_period(name, as_meant=True)
        try:
            (self.inputs / period.name).mkdir(parents=True, exist_ok=True)
        except OSError as fault:
            raise unwritable(self.inputs) from fault
        return period

    def idle(self) -> None:
        """Raise UserError while the worker works: nothing may change under it."""
        if self.clerk.busy:
            raise at_work()

    def begin(self, task: str, period: Period, **words: str) -> Job:
        """Begin one of the LONG tasks about a period; what became of it is said when it ends.

        Raises UserError while another runs, and without 设置.xlsx.
        """
        if not self.has_settings:
            raise refusal("E229")
        by, said, more = self._by(period), list[str](), dict[str, object](words)
        if task == "run":
            more["known"] = self.found(period)[1]

        def end(result: Any) -> None:
            if task == "check":
                self._keep(period, by, result)
                said.extend([desk_words.CHECKED.format(period=period.label), *result["unchecked"]])
            elif task == "run":
                if result["found"] is not None:
                    self._keep(period, self._by(period), result["found"])
                self._note_made(period)
                made, same = (
                    desk_words.MADE.format(period=period.label),
                    desk_words.UNCHANGED.format(period=period.label),
                )
                said.append(same if result["unchanged"] else made)
            elif task == "tidy":
                said.extend(result)
                self._stands(period, by)
            else:
                said.extend(result)

        about = {
            "check": desk_words.CHECKING.format(period=period.label),
            "run": desk_words.RUNNING.format(period=period.label),
            "rerun": desk_words.RERUNNING.format(period=period.label),
            "tidy": desk_words.TIDYING.format(period=period.label),
        }
        job = self.clerk.give(task, about[task], {**self.places, "period": period.name, **more}, end)
        self._begun = Begun(job, said)
        return job

    def found(self, period: Period) -> tuple[dict[str, Any] | None, bool]:
        """What the last check said, None before the first; and whether nothing has changed in the folders since."""
        last = self._last(period)
        return (None, False) if last is None else (last.found, last.by == self._by(period))

    @property
    def has_settings(self) -> bool:
        """Whether there is a 设置.xlsx: nothing can be checked without."""
        return (self.inputs / SETTINGS_BOOK).is_file()

    def inbox(self, period: Period) -> Inbox:
        """The folder of a period."""
        return Inbox(self.inputs / period.name)

    def taken(self, period: Period, files: Iterable[tuple[str, bytes]]) -> bool:
        """Take dropped files and say what became of them, of many in one sentence; whether any was taken."""
        plain, more, any_taken = list[str](), list[str](), False
        for label, content in files:
            try:
                sentence = self.inbox(period).take(label, content)
            except UserError as fault:
                more.append(str(fault))
                continue
            any_taken = True
            (more if (name := _taken_plainly(sentence)) is None else plain).append(name or sentence)
        if len(plain) > _FEW:
            names = "、".join(f"“{name}”" for name in plain[:_NAMED])
            all_named = desk_words.TAKEN_MANY.format(count=len(plain), names=names)
            self.say(all_named if len(plain) <= _NAMED else desk_words.TAKEN_MORE.format(count=len(plain), names=names))
        else:
            self.say(*(desk_words.TAKEN.format(name=name) for name in plain))
        self.say(*more)
        return any_taken

    def claim(self, period: Period, file: str, township: str) -> None:
        """Write whose a file is; '' lets its content say so again. Raises UserError for a file that isn't there."""
        found, _ = self.found(period)
        roster = (found or {}).get("roster", [])
        if township and township not in roster:
            raise refusal("E203", township=township, example=next(iter(roster), ""))
        self._claim(period, file=file, township=township)

    def tidy_claims(self, period: Period, leaves: str = "") -> None:
        """Take the rows of files that aren't there, or are about to leave, out of 认领.xlsx, and say so."""
        if self.has_settings and (self.inputs / period.name / CLAIMS_BOOK).is_file():
            self._claim(period, leaves=leaves)

    def _claim(self, period: Period, file: str = "", township: str = "", leaves: str = "") -> None:
        words = {"folder": period.name, "file": file, "township": township, "leaves": leaves}
        about = desk_words.ASKING.format(period=period.label)
        rows = self.clerk.ask("claim", about, {"inputs": str(self.inputs), **words})
        self.say(*(desk_words.CLAIM_GONE.format(name=name) for name in rows))

    def blank_settings(self, place: Path) -> None:
        """Write a 设置.xlsx to be filled in to a file that isn't there."""
        self.clerk.ask("blank", SETTINGS_BOOK, {"place": str(place)})

    def ask_settings(self, place: Path, label: str = SETTINGS_BOOK) -> dict[str, Any]:
        """What a 设置.xlsx says, and what papers will print of it. ``label``: what its sender calls it.

        Raises UserError with every fault.
        """
        words = {"book": str(place), "name": SETTINGS_BOOK, "label": label, "period": ""}
        found: dict[str, Any] = self.clerk.ask("settings", SETTINGS_BOOK, words)
        return found

    @property
    def places(self) -> dict[str, str]:
        """The folders, as tasks take them."""
        return {"inputs": str(self.inputs), "outputs": str(self.outputs)}

    def _keep(self, period: Period, by: str, found: dict[str, Any]) -> None:
        last = self._last(period)
        before = None if last is None else last.before if last.by == by else last.found
        made = {} if last is None else {"edition": last.edition, "made_by": last.made_by}
        self._remember(period, Checked(by, found, before, **made))

    def _note_made(self, period: Period) -> None:
        """The edition is made of what lies there now."""
        if (last := self._last(period)) is not None:
            self._remember(period, replace(last, edition=self._edition(period), made_by=self._by(period)))

    def _stands(self, period: Period, by: str) -> None:
        """What was found and made ``by`` other files holds for those of now: they read the same."""
        if (last := self._last(period)) is not None:
            now = self._by(period)
            found_by, made_by = (now if each == by else each for each in (last.by, last.made_by))
            self._remember(period, replace(last, by=found_by, made_by=made_by))

    def _remember(self, period: Period, checked: Checked) -> None:
        self._checked[period.name] = checked
        remember(self.inputs / period.name, checked)

    def _edition(self, period: Period) -> str:
        """The SHA-256 of the manifest of a period's edition, '' for none."""
        place = self.outputs / period.name / MANIFEST_FILE
        return hashlib.sha256(place.read_bytes()).hexdigest() if place.is_file() else ""

    def outdated(self, period: Period) -> bool:
        """Whether the desk made the edition that lies there and something has changed since."""
        last = self._last(period)
        made = last is not None and last.edition and last.edition == self._edition(period)
        return bool(made) and last is not None and last.made_by != self._by(period)

    def _last(self, period: Period) -> Checked | None:
        if period.name not in self._checked:
            self._checked[period.name] = recall(self.inputs / period.name)
        return self._checked[period.name]

    def before(self, period: Period) -> dict[str, Any] | None:
        """What the check before the last one said, of other files; None when there was none."""
        last = self._last(period)
        return None if last is None else last.before

    def _by(self, period: Period) -> str:
        """A key of all by which a period is checked: size and time of its files, of the settings and of editions."""
        every = self.periods()
        files = [self.inputs / SETTINGS_BOOK, *(self.outputs / p.name / MANIFEST_FILE for p in every if p != period)]
        files += [path for each in every for path in (self.inputs / each.name).rglob("*")]
        key = hashlib.sha256()
        for path in sorted(files):
            if path.is_file() and VERSIONS_FOLDER not in path.parts and path.name != ISSUED_BOOK:
                about, top = path.stat(), self.inputs if path.is_relative_to(self.inputs) else self.outputs
                key.update(f"{path.relative_to(top)}|{about.st_size}|{about.st_mtime_ns}\n".encode())
        return key.hexdigest()


def _taken_plainly(sentence: str) -> str | None:
    """The name of the file where a sentence says nothing but that it was taken; None for another sentence."""
    before, after = desk_words.TAKEN.format(name="\n").split("\n")
    name = sentence.removeprefix(before).removesuffix(after)
    return name if sentence == f"{before}{name}{after}" and after[0] not in name else None
