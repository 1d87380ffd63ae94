"""What was typed becomes a command and its values, or a help page, or one sentence of refusal.

The rows of ``schema/commands`` say what may be typed; ``parsing`` takes a command's values from it.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, NamedTuple

from pipeline.base.errors import UserError
from pipeline.base.program import program
from pipeline.messages.refusals import refusal
from pipeline.schema.commands import ABOUT, COMMANDS, HELP, HELP_TEXT, VERSION_FLAG, VERSION_TEXT, Command, Option

if TYPE_CHECKING:
    from argparse import Namespace

UNWRITTEN = "run"
"""The command that is meant when none is written."""


class Typed(NamedTuple):
    """A command and its values: by the names of its words, and of its options without dashes (``password_file``)."""

    command: str
    values: Namespace


def read_words(typed: Sequence[str], version: str) -> Typed | str:
    """Return the command with its values, or the page to print: of help, or ``version``.

    Raises UserError with what to write instead: for an unknown command or option, an option without its value, a
    missing word, and for surplus words.
    """
    if not typed:
        return _parsed(COMMANDS[UNWRITTEN], [])
    first, *rest = typed
    if first in HELP:
        return _front_page()
    if first == VERSION_FLAG:
        return version
    if first.startswith("-"):
        raise no_option(first, program())
    if first not in COMMANDS:
        raise _no_command(first)
    command = COMMANDS[first]
    if any(word in HELP for word in rest):
        return _page(command)
    return _parsed(command, rest)


def no_option(word: str, called: str) -> UserError:
    """The refusal of an option that ``called``, the program with its command, doesn't have."""
    return refusal("E040", option=word.split("=", maxsplit=1)[0], called=called)


def _parsed(command: Command, typed: list[str]) -> Typed:
    from pipeline.doors.parsing import parse  # noqa: PLC0415 (help must open at once)

    return Typed(command.name, parse(command, typed, program()))


def _no_command(word: str) -> UserError:
    from pipeline.base.period import is_period  # noqa: PLC0415 (help must open at once)

    if is_period(word):
        return refusal("E041", period=word)
    return refusal("E042", word=word, commands="、".join(COMMANDS))


def _front_page() -> str:
    commands = [(command.name, command.summary) for command in COMMANDS.values()]
    return "\n\n".join(
        (
            f"用法：{program()} [命令] [选项]",
            ABOUT.format(program=program()),
            _table("命令", commands),
            _table("选项", [(VERSION_FLAG, VERSION_TEXT), (", ".join(HELP), HELP_TEXT)]),
        )
    )


def _page(command: Command) -> str:
    words = [(f"[{word.label}]", word.text) for word in command.words]
    options = [(_written(option), option.text) for option in command.options]
    parts = [
        " ".join((f"用法：{program()} {command.name}", *(name for name, _ in words), "[选项]")),
        command.summary,
        f"例：{program()} {command.example}",
        *([_table("参数", words)] if words else []),
        _table("选项", [*options, (", ".join(HELP), HELP_TEXT)]),
    ]
    return "\n\n".join(parts)


def _written(option: Option) -> str:
    return f"{option.flag} {option.label}".rstrip()


def _table(title: str, rows: Iterable[tuple[str, str]]) -> str:
    rows = list(rows)
    wide = max(_width(name) for name, _ in rows) + 2
    return "\n".join((f"{title}：", *(f"  {name}{' ' * (wide - _width(name))}{text}" for name, text in rows)))


def _width(text: str) -> int:
    """How many columns of a terminal the text takes: a Chinese character takes two."""
    return sum(2 if unicodedata.east_asian_width(c) in "WF" else 1 for c in text)
