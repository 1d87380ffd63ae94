"""What the worker does, one function per task: what commands do, told in JSON. Nothing here is computed anew."""

from __future__ import annotations

from argparse import Namespace
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

from pipeline.base.county import COUNTY
from pipeline.base.finding import Finding
from pipeline.base.period import parse_period
from pipeline.base.place import Place
from pipeline.desk.figures import figures
from pipeline.desk.files_told import files_told
from pipeline.desk.inbox import Inbox, gone
from pipeline.desk.kept import Kept
from pipeline.desk.resent_told import resent_told
from pipeline.desk.rows_shown import Rows
from pipeline.doors.blank_forms import write_registers, write_settings
from pipeline.doors.cli import read_day, read_issue
from pipeline.doors.outcome import told_of
from pipeline.doors.text_storage import keep_texts_as_python_strings
from pipeline.doors.tidy import tidy
from pipeline.doors.unchanged import as_asked
from pipeline.editions.archive import published
from pipeline.editions.verify import verify
from pipeline.explain.answer import explain
from pipeline.explain.places import LEDGER_LABEL
from pipeline.ledgers.cells.roster import Roster
from pipeline.ledgers.claims import read_claims
from pipeline.messages import desk_words
from pipeline.messages.refusals import refusal
from pipeline.messages.without_commands import without_commands
from pipeline.render.forms.claims_form import claims_form
from pipeline.report.held import unchecked
from pipeline.report.rule_notes import attention_in_words, settings_in_print
from pipeline.report.sources import asked
from pipeline.rerun.again import rerun
from pipeline.rules.accusations import is_hidden
from pipeline.run import Outcome, check_period, issue_paper, run_period
from pipeline.schema.claims import CLAIMS_BOOK
from pipeline.schema.settings_sheets import SETTINGS_SHEETS
from pipeline.sendback.receipts import receipts
from pipeline.settings.as_text import settings_as_rows
from pipeline.settings.parts import sentence
from pipeline.settings.place import settings_file
from pipeline.settings.reader import read_settings
from pipeline.sheets.files import again, scan
from pipeline.sheets.grids import read_grids

Tell = Callable[[str], None]
_HEADINGS, _TOP_ROWS = 3, 15
_KEPT = Kept()
keep_texts_as_python_strings()


def check_task(tell: Tell, inputs: str, outputs: str, period: str) -> dict[str, Any]:
    """What a check finds: files with their townships, who has sent, and the faults by township with their rows."""
    asked(Path(inputs), period, None, checking=True)
    kept = _KEPT.of(Path(inputs))
    outcome = check_period(Path(inputs), Path(outputs), period, None, tell, memory=kept.memory)
    return checked(outcome, Path(inputs), kept)


def run_task(tell: Tell, inputs: str, outputs: str, period: str, as_of: str, *, known: bool) -> dict[str, Any]:
    """Make the period's edition, unless nothing has changed since it was made (``unchanged``).

    ``found``: what was found, as a check tells it; None where nothing has changed and it is ``known``.
    """
    day = read_day(as_of or None)
    top, out = Path(inputs), Path(outputs)
    asked(top, period, day)
    wanted = as_asked(
        Namespace(inputs=top, outputs=out, period=period, as_of=as_of or None, password_file=None, pdf=False)
    )
    if wanted is not None and wanted.done() is not None:
        return {"unchanged": True, "found": None if known else check_task(tell, inputs, outputs, period)}
    kept = _KEPT.of(top)
    outcome = run_period(top, out, period, day, tell, memory=kept.memory, helped=True)
    told_of(outcome, wanted)
    return {"unchanged": False, "found": checked(outcome, top, kept)}


def checked(outcome: Outcome, inputs: Path, kept: Kept) -> dict[str, Any]:
    """What the page shows of a check or run, in roster order, the county's own last.

    ``held``: the files of the period that couldn't be opened, ``unchecked``: the sentence about them.
    Where a file couldn't be opened nobody can say who has sent a ledger: then there is no text for anybody.
    """
    report = outcome.report
    files = report.tables["files"].dropna(subset="sha256")
    rows = Rows(
        inputs, report.settings, outcome.period, dict(zip(files["file"], files["sha256"], strict=True)), kept.known
    )
    by_unit: dict[str, list[dict[str, Any]]] = {name: [] for name in report.submissions}
    for finding in outcome.findings:
        unit = COUNTY if finding.office_alone else finding.township or COUNTY
        by_unit.setdefault(unit, []).append(_fault(finding, rows))
    kept.known = rows.known
    if COUNTY in by_unit:
        by_unit[COUNTY] = by_unit.pop(COUNTY)
    return {
        "cut_off": outcome.cut_off.isoformat(),
        "roster": list(report.settings.names_on(outcome.period.last_day)),
        "submissions": {} if outcome.held else dict(report.submissions),
        "files": files_told(report, outcome.findings, outcome.period.name),
        "faults": by_unit,
        "texts": {} if outcome.held else _texts(outcome),
        "resent": resent_told(report),
        "held": list(outcome.held),
        "unchecked": list(unchecked(outcome.held)),
    }


def _texts(outcome: Outcome) -> dict[str, str]:
    """Path in the edition -> the receipt, the reminder or the message for the group, as a run writes them."""
    written = receipts(outcome.report, outcome.findings, outcome.due, dict.fromkeys(outcome.written, b""))
    return {path: _plain(text) for path, text in written.items()}


def _plain(text: bytes) -> str:
    return text.decode("utf-8-sig").replace("\r\n", "\n")


def _fault(finding: Finding, rows: Rows) -> dict[str, Any]:
    return {
        "severity": str(finding.severity),
        "code": finding.code,
        "file": finding.place.file,
        "sheet": finding.place.sheet,
        "cell": finding.place.cell,
        "message": without_commands(finding.message),
        "remedy": without_commands(finding.remedy),
        "rows": [] if finding.office_alone else rows.shown(finding),
    }


def figures_task(_: Tell, outputs: str, period: str) -> dict[str, Any]:
    """What is published of a period, as desk.figures tells it."""
    return figures(Path(outputs), period)


def explain_task(_: Tell, outputs: str, period: str, township: str, figure: str) -> list[str]:
    """The lines that explain a published figure."""
    return explain(Path(outputs), period, township, figure)[0]


def cell_task(_: Tell, inputs: str, outputs: str, period: str, file: str, sheet: str, cell: str) -> dict[str, Any]:
    """The row of a cell as it stands in the ledger now, and whether that is still the file of the edition.

    Raises UserError for a file that the edition wasn't made of, for the row of a matter that is listed nowhere and for
    one that the file hasn't got.
    """
    tables = published(Path(outputs), period, ("files", "matters")).tables
    known = dict(zip(tables["files"]["file"], tables["files"]["sha256"], strict=True))
    hidden = tables["matters"][is_hidden(tables["matters"])]
    rows_hidden = zip(hidden["source_file"], hidden["source_sheet"], hidden["source_row"], strict=True)
    row = int("".join(filter(str.isdecimal, cell)) or 0)
    place, asked_for = settings_file(Path(inputs)), parse_period(period)
    settings = read_settings(read_grids(place), place.name).within(asked_for.last_day)
    is_listed = file in known and (file, sheet, row) not in set(rows_hidden)
    shown = Rows(Path(inputs), settings, asked_for).at(Place(file, sheet, cell)) if is_listed else []
    if not shown:
        raise refusal("E228", cell=f"{file} {sheet} {cell}")
    return {"row": shown[0], "same": again(Path(inputs), file).sha256 == known[file]}


def verify_task(_: Tell, outputs: str, period: str) -> dict[str, Any]:
    """The lines about an edition's files, and whether all is as it was published."""
    lines, sound = verify(Path(outputs), period)
    return {"lines": lines, "sound": sound}


def rerun_task(tell: Tell, inputs: str, outputs: str, period: str) -> list[str]:
    """Make an edition again aside and return the lines that staff read about how it compares."""
    return rerun(Path(inputs), Path(outputs), period, tell)[0]


def issue_task(_: Tell, inputs: str, outputs: str, **words: str) -> list[str]:
    """Issue a paper and return the lines that staff read."""
    number, day, signer = read_issue(Namespace(**{key: words.pop(key) for key in ("number", "day", "signer")}))
    return issue_paper(Path(inputs), Path(outputs), number=number, day=day, signer=signer, **words)


def tidy_task(_: Tell, inputs: str, outputs: str, period: str) -> list[str]:
    """Reduce what was sent to what was read of it and return the lines that staff read."""
    return tidy(Path(inputs), Path(outputs), period)[0]


def settings_task(_: Tell, book: str, name: str, label: str, period: str) -> dict[str, Any]:
    """Read a 设置.xlsx to its end: what it says, by name, what papers will print of it, what of it isn't read.

    Raises UserError with every fault, and for a workbook that has no sheet of settings at all.
    """
    grids = read_grids(Path(book))
    if not {grid.name.strip() for grid in grids} & {sheet.name for sheet in SETTINGS_SHEETS}:
        is_ledger = any(_looks_like_a_ledger(grid.rows) for grid in grids)
        sheets = "、".join(f"“{grid.name}”" for grid in grids)
        raise refusal("E230", name=label, sheets=sheets, ledger=desk_words.LOOKS_LIKE_A_LEDGER if is_ledger else "")
    settings = read_settings(grids, name)
    if period:
        settings = settings.within(parse_period(period).last_day)
    return {
        "rows": dict(settings_as_rows(settings)),
        "printed": settings_in_print(settings),
        "letters": attention_in_words(settings),
        "unread": [sentence(note) for note in settings.notes],
    }


def _looks_like_a_ledger(rows: Sequence[Sequence[object]]) -> bool:
    """Whether one of the first rows has some of a ledger's headings, as the form writes them."""
    labels = frozenset(LEDGER_LABEL.values())
    return any(sum(cell in labels for cell in row if isinstance(cell, str)) >= _HEADINGS for row in rows[:_TOP_ROWS])


def blank_task(_: Tell, place: str) -> None:
    """Write a 设置.xlsx to be filled in to a file that isn't there."""
    write_settings(Path(place), force=False)


def registers_task(_: Tell, inputs: str, place: str) -> None:
    """Write a blank 登记簿.xlsx to a file that isn't there."""
    write_registers(Path(inputs), Path(place))


def claim_task(_: Tell, inputs: str, folder: str, file: str, township: str, leaves: str) -> list[str]:
    """Write into 认领.xlsx whose a file is; ``township`` '' takes its row out, ``file`` '' changes none.

    Rows of files that aren't there (a zip came without them; ``leaves`` is about to be taken away) are taken out and
    returned. Raises UserError for faults of 认领.xlsx and for a file that isn't there.
    """
    top, place = Path(inputs), settings_file(Path(inputs))
    there = {source.path_rel.removeprefix(f"{folder}/") for source in scan(top, [folder])}
    there = {name for name in there if not leaves or not f"{name}/".startswith(f"{leaves}/")}
    if file and file not in there:
        raise gone(file)
    roster = Roster(read_settings(read_grids(place), place.name))
    before = {name.removeprefix(f"{folder}/"): u for name, u in read_claims(top, [folder], roster).units.items()}
    units = {name: unit for name, unit in before.items() if name in there and name != file}
    units |= {file: township} if township else {}
    if units != before:
        Inbox(top / folder).put(CLAIMS_BOOK, claims_form(units))
    return sorted(before.keys() - there)


TASKS: Mapping[str, Callable[..., Any]] = {
    "check": check_task,
    "run": run_task,
    "figures": figures_task,
    "explain": explain_task,
    "cell": cell_task,
    "verify": verify_task,
    "rerun": rerun_task,
    "issue": issue_task,
    "tidy": tidy_task,
    "settings": settings_task,
    "blank": blank_task,
    "registers": registers_task,
    "claim": claim_task,
}
