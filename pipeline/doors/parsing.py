"""The values typed after a command, taken by argparse.

Its own sentences and its own help, which are English, are never printed.
"""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import NoReturn

from pipeline.base.errors import UserError
from pipeline.schema.commands import Command


class _Parser(argparse.ArgumentParser):
    """A parser whose refusals are sentences of the program's own."""

    def error(self, message: str) -> NoReturn:  # noqa: ARG002 (English, of argparse)
        """Refuse: argparse calls this when a word is missing."""
        raise UserError(f"命令缺少必须写的内容；写法见 {self.prog} --help。")


def _parser(command: Command, called: str) -> _Parser:
    parser = _Parser(
        prog=called,
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


def parse(command: Command, typed: list[str], program: str) -> argparse.Namespace:
    """Return the values typed after a command, by the names of its words and of its options without dashes.

    ``program`` is the name by which it was called. Raises UserError for an unknown option, an option without its value,
    a missing word, and for surplus words.
    """
    called = f"{program} {command.name}"
    try:
        # Intermixed: otherwise a word after an option is taken for surplus once the optional word before it is passed.
        values, surplus = _parser(command, called).parse_known_intermixed_args(typed)
    except argparse.ArgumentError as fault:
        raise UserError(
            f"选项“{fault.argument_name}”写得不完整，后面要跟一个值（不带值的选项则不能跟值）；写法见 {called} --help。"
        ) from None
    for word in surplus:
        if word.startswith("-"):
            raise UserError(f"没有“{word.split('=')[0]}”这个选项；可用的选项见 {called} --help。")
    if surplus:
        raise UserError(
            f"命令后多写了“{' '.join(surplus)}”；"
            f"一次只写一个期间，文件夹名有空格的请加引号，例如 {program} run 2023-02。"
        )
    return values
