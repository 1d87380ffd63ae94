"""What the command line prints: refusals, progress, and the lines after a run.

This module imports nothing heavy at its top.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from pipeline import FORMULA_VERSION, VERSION
from pipeline.base.errors import UserError
from pipeline.doors.command_line import Typed, read_words
from pipeline.messages import door_words
from pipeline.messages.refusals import refusal
from pipeline.schema.commands import COMMANDS

if TYPE_CHECKING:
    from argparse import Namespace
    from datetime import date

    from pipeline.doors.unchanged import Asked, Told
    from pipeline.render.templates.chosen import Templates
    from pipeline.run import Outcome

DONE, ATTENTION, CANNOT_RUN, PROGRAM_FAULT, PARTLY, INTERRUPTED = 0, 1, 2, 3, 4, 130
OUTPUTS = Path("outputs")
"""Where the log goes of a command that names no outputs."""
Work = Callable[["Namespace"], int]
"""What a command does with the values typed for it; returns the exit code."""


def enter(work: Mapping[str, Work], typed: Sequence[str]) -> int:
    """Do the command that was typed and return the exit code.

    A UserError becomes its sentence on stderr. A fault of the program becomes one sentence, and a log without values in
    the folder that the command names as its outputs.
    """
    _make_console_safe()
    try:
        asked = read_words(typed, f"tongbao {VERSION}（公式版本 {FORMULA_VERSION}）")
        if isinstance(asked, Typed):
            return _perform(work[asked.command], asked)
    except UserError as fault:
        warn(str(fault))
        return CANNOT_RUN
    say(asked)
    return DONE


def say(*lines: str) -> None:
    """Print lines for the user."""
    print("\n".join(lines), flush=True)  # noqa: T201 (this is the door)


def warn(line: str) -> None:
    """Print a line on stderr, where stages and refusals go."""
    print(line, file=sys.stderr, flush=True)  # noqa: T201 (this is the door)


def use_tables() -> None:
    """Set pandas and Python for work on tables; a command calls this before it makes any."""
    from pipeline.doors.garbage import look_for_garbage_seldom  # noqa: PLC0415 (help must open at once)
    from pipeline.doors.text_storage import keep_texts_as_python_strings  # noqa: PLC0415 (pandas is slow to import)

    keep_texts_as_python_strings()
    look_for_garbage_seldom()


def _in_figures(day: str) -> str:
    """A day as papers print it, or without its noughts, written as dates are; another text as it is.

    >>> _in_figures("2023年3月6日"), _in_figures("2023-3-6"), _in_figures("2023/03/06"), _in_figures("3月6日")
    ('2023-03-06', '2023-03-06', '2023-03-06', '3月6日')
    """
    found = re.fullmatch(r"\s*(\d{4})[年./-](\d{1,2})[月./-](\d{1,2})日?\s*", day)
    return f"{found[1]}-{int(found[2]):02}-{int(found[3]):02}" if found else day.strip()


def read_day(text: str | None) -> date | None:
    """Read the day of --as-of. Raises UserError with an example."""
    from datetime import date  # noqa: PLC0415 (help must open at once)

    if text is None:
        return None
    try:
        return date.fromisoformat(_in_figures(text))
    except ValueError:
        raise refusal("E046", text=text) from None


def read_issue(typed: Namespace) -> tuple[str, date, str]:
    """Read number, day and signer of an issue. Raises UserError when one is missing or the day isn't one."""
    from datetime import date  # noqa: PLC0415 (help must open at once)

    given = {"--number": typed.number, "--day": typed.day, "--signer": typed.signer}
    if missing := [flag for flag, text in given.items() if not (text or "").strip()]:
        raise refusal("E096", missing="、".join(missing))
    try:
        return typed.number.strip(), date.fromisoformat(_in_figures(typed.day)), typed.signer.strip()
    except ValueError:
        raise refusal("E095", text=typed.day) from None


def read_forms(typed: Namespace) -> tuple[str, str] | None:
    """Read for which month ledgers are filled in and from which edition; None for blank ones.

    Raises UserError when only one of the two is given.
    """
    last = vars(typed)["from"]
    if (typed.period is None) != (last is None):
        raise refusal("E160")
    return None if last is None else (typed.period, last)


def folders_and_period(arguments: list[str]) -> tuple[list[Path], str]:
    """Split the arguments of rollup: folders, then a period. Raises UserError with an example."""
    from pipeline.base.period import is_period  # noqa: PLC0415 (help must open at once)
    from pipeline.doors.parsing import typed_path  # noqa: PLC0415 (help must open at once)

    *folders, period = arguments
    if not folders or not is_period(period):
        raise refusal("E047")
    return [typed_path(folder) for folder in folders], period


@contextmanager
def progress() -> Iterator[Callable[[str], None]]:
    """Print the stage on stderr: in one changing line on a terminal, in one line per stage elsewhere."""
    if not sys.stderr.isatty():
        yield lambda stage: warn(f"· {stage}")
        return
    from rich.console import Console  # noqa: PLC0415 (help must open at once)

    # "line" is drawn in ASCII: a GBK console has no braille.
    with Console(stderr=True).status("准备……", spinner="line") as status:
        yield lambda stage: status.update(f"{stage}……")


def print_run(outcome: Outcome, asked: Asked | None) -> int:
    """Print what a run made and what needs attention, and remember it; return the exit code."""
    from pipeline.doors.outcome import told_of  # noqa: PLC0415 (help must open at once)

    told = told_of(outcome, asked)
    say(*told.lines)
    return told.code


def print_again(told: Told, outputs: Path) -> int:
    """Print what the last run printed, since nothing has changed; return its exit code."""
    say(door_words.NOTHING_NEW.format(folder=outputs.name), *told.lines)
    return told.code


def print_check(outcome: Outcome) -> int:
    """Print the findings of a check, by township; return the exit code."""
    from pipeline.doors.outcome import check_lines, has_errors  # noqa: PLC0415 (help must open at once)

    say(*check_lines(outcome))
    return ATTENTION if outcome.needs_attention or has_errors(outcome) else DONE


def print_answer(lines: list[str], sound: bool) -> int:
    """Print the lines of an answer; return the exit code."""
    say(*lines)
    return DONE if sound else ATTENTION


def print_counties(lines: list[str], code: int) -> int:
    """Print what became of many counties; return the exit code."""
    say(*lines)
    return code


def print_ledgers(out: Path, names: list[str]) -> int:
    """Print which ledgers and registers were written; return the exit code."""
    say(door_words.LEDGERS_WRITTEN.format(count=len(names), folder=out.name, files="、".join(names)))
    return DONE


def print_settings(out: Path) -> int:
    """Print that the settings were written and what to fill in first; return the exit code."""
    say(door_words.SETTINGS_WRITTEN.format(file=out.name))
    return DONE


def print_templates(templates: Templates, out: Path, book: bytes) -> int:
    """Print what is wrong with each template and write the list of names; return the exit code.

    Raises UserError when the list can't be written.
    """
    for name, each in templates.by_file.items():
        if name.endswith(".docx"):
            say(f"{each.label}：{f'有{len(each.faults)}处要改' if each.faults else '没有问题'}")
        for line in (*each.faults, *(f"提醒：{note}" for note in each.notes)):
            say(f"  - {line}")
        if each.kept_out:
            say(f"  - {each.kept_out}")
    for line in (*templates.missing, *templates.unasked):
        say(line)
    save(out, book)
    say(door_words.NAMES_WRITTEN.format(folder=out.absolute().parent.name, file=out.name))
    faulty = templates.missing or templates.notes or any(each.faults for each in templates.by_file.values())
    return ATTENTION if faulty else DONE


def save(out: Path, content: bytes) -> None:
    """Write a file that the user asked for. Raises UserError when it can't be written."""
    try:
        out.parent.mkdir(parents=True, exist_ok=True)
        out.write_bytes(content)
    except OSError as fault:
        raise refusal("E048", file=out.name) from fault


def _perform(work: Work, asked: Typed) -> int:
    outputs: Path = getattr(asked.values, "outputs", OUTPUTS)
    try:
        return work(asked.values)
    except UserError:
        raise
    except KeyboardInterrupt:
        warn(door_words.INTERRUPTED[COMMANDS[asked.command].writes])
        return INTERRUPTED
    except Exception as fault:  # noqa: BLE001 (the last door: staff never see a traceback)
        from pipeline.doors.fault_log import LOG_FILE, keep_fault  # noqa: PLC0415 (help must open at once)

        if keep_fault(outputs, fault):
            warn(door_words.FAULT.format(folder=outputs.name, log=LOG_FILE))
        else:
            warn(door_words.NO_LOG.format(folder=outputs.name))
        return PROGRAM_FAULT


def _make_console_safe() -> None:
    for stream in (sys.stdout, sys.stderr):
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure is None:
            continue
        try:
            "通报".encode(stream.encoding)
            reconfigure(errors="replace")
        except (UnicodeEncodeError, LookupError):
            reconfigure(encoding="utf-8", errors="replace")
