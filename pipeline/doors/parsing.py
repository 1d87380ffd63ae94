"""The values typed after a command, taken by argparse.

Its own sentences and its own help, which are English, are never printed.
"""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import NoReturn

from pipeline.doors.command_line import no_option
from pipeline.messages.refusals import refusal
from pipeline.schema.commands import Command


class _Parser(argparse.ArgumentParser):
    """A parser whose refusals are sentences of the program's own. ``usage`` is an example of the command."""

    def error(self, message: str) -> NoReturn:  # noqa: ARG002 (English, of argparse)
        """Refuse: argparse calls this when a word is missing."""
        raise refusal("E043", example=self.usage, called=self.prog)


def typed_path(text: str) -> Path:
    """The path as it was typed; one without a name, such as ``.``, in full, so that every sentence can name it."""
    path = Path(text)
    return path if path.name not in ("", "..") else path.resolve()


def _parser(command: Command, called: str, example: str) -> _Parser:
    parser = _Parser(
        prog=called,
        usage=example,
        add_help=False,
        allow_abbrev=False,
        exit_on_error=False,
        argument_default=None,
    )
    for option in command.options:
        if not option.label:
            parser.add_argument(option.flag, action="store_true")
        else:
            parser.add_argument(option.flag, type=typed_path if option.is_path else str, default=option.default)
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
        values, surplus = _parser(command, called, f"{program} {command.example}").parse_known_intermixed_args(typed)
    except argparse.ArgumentError as fault:
        raise refusal("E044", option=fault.argument_name, called=called) from None
    for word in surplus:
        if word.startswith("-"):
            raise no_option(word, called)
    if surplus:
        raise refusal("E045", surplus=" ".join(surplus))
    return values
