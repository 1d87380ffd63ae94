"""What was typed becomes a command and its values, or a help page, or one sentence of refusal.

The rows of ``schema/commands`` say what may be typed. argparse takes the options from what was typed; its own sentences
and its own help, which are English, are never printed.
"""

from __future__ import annotations

import argparse
import sys
import unicodedata
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import NamedTuple, NoReturn

from pipeline.base.errors import UserError
from pipeline.base.period import is_period
from pipeline.schema.commands import ABOUT, COMMANDS, HELP, HELP_TEXT, VERSION_FLAG, VERSION_TEXT, Command, Option

NEWEST = "run"
"""The command that is meant when none is written."""


class Typed(NamedTuple):
    """A command and its values: by the names of its words, and of its options without dashes (``password_file``)."""

    command: str
    values: argparse.Namespace


def program() -> str:
    """Return the name by which the user called the program: generate.py in a clone, tongbao when installed."""
    return "tongbao" if Path(sys.argv[0]).stem == "tongbao" else "generate.py"


def read_words(typed: Sequence[str], version: str) -> Typed | str:
    """Return the command with its values, or the page to print: of help, or ``version``.

    Raises UserError with what to write instead: for an unknown command or option, an option without its value, a
    missing word, and for surplus words.
    """
    if not typed:
        return Typed(NEWEST, _parser(COMMANDS[NEWEST]).parse_args([]))
    first, *rest = typed
    if first in HELP:
        return _front_page()
    if first == VERSION_FLAG:
        return version
    if first.startswith("-"):
        raise _no_option(first, program())
    if first not in COMMANDS:
        raise _no_command(first)
    command = COMMANDS[first]
    called = f"{program()} {first}"
    if any(word in HELP for word in rest):
        return _page(f"用法：{called}", _about(command), command)
    return Typed(first, _values(command, rest, called))


class _Parser(argparse.ArgumentParser):
    """A parser whose refusals are sentences of the program's own."""

    def error(self, message: str) -> NoReturn:  # noqa: ARG002 (English, of argparse)
        """Refuse: argparse calls this when a word is missing."""
        raise UserError(f"命令缺少必须写的内容；写法见 {self.prog} --help。")


def _parser(command: Command) -> _Parser:
    parser = _Parser(
        prog=f"{program()} {command.name}",
        add_help=False,
        allow_abbrev=False,
        exit_on_error=False,
        argument_default=None,
    )
    for option in command.options:
        if not option.label:
            parser.add_argument(option.flag, action="store_true")
        else:
            parser.add_argument(option.flag, type=Path if option.is_path else str, default=option.default)
    for word in command.words:
        parser.add_argument(word.name, nargs=word.times)
    return parser


def _values(command: Command, typed: list[str], called: str) -> argparse.Namespace:
    try:
        # Intermixed: otherwise a word after an option is taken for surplus once the optional word before it is passed.
        values, surplus = _parser(command).parse_known_intermixed_args(typed)
    except argparse.ArgumentError as fault:
        raise UserError(
            f"选项“{fault.argument_name}”写得不完整，后面要跟一个值（不带值的选项则不能跟值）；写法见 {called} --help。"
        ) from None
    for word in surplus:
        if word.startswith("-"):
            raise _no_option(word, called)
    if surplus:
        raise UserError(
            f"命令后多写了“{' '.join(surplus)}”；"
            f"一次只写一个期间，文件夹名有空格的请加引号，例如 {program()} run 2023-02。"
        )
    return values


def _no_option(word: str, called: str) -> UserError:
    return UserError(f"没有“{word.split('=', maxsplit=1)[0]}”这个选项；可用的选项见 {called} --help。")


def _no_command(word: str) -> UserError:
    if is_period(word):
        return UserError(f"“{word}”是期间，前面还要写命令；例如 {program()} run {word}。")
    return UserError(f"没有“{word}”这个命令；可用的命令是 {'、'.join(COMMANDS)}，例如 {program()} run 2023-02。")


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


def _about(command: Command) -> str:
    return f"{command.summary}\n\n例：{program()} {command.example}"


def _page(usage: str, about: str, command: Command) -> str:
    words = [(f"[{word.label}]", word.text) for word in command.words]
    options = [(_written(option), option.text) for option in command.options]
    parts = [" ".join((usage, *(name for name, _ in words), "[选项]")), about]
    parts += [_table("参数", words)] if words else []
    parts.append(_table("选项", [*options, (", ".join(HELP), HELP_TEXT)]))
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
