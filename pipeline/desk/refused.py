"""Refusals of what a page asks for and the desk hasn't got, or what came without what it needs."""

from __future__ import annotations

from pipeline.base.errors import UserError
from pipeline.messages.refusals import refusal


def no_file() -> UserError:
    """The refusal of a file that the desk doesn't list."""
    return refusal("E212")


def nothing_sent() -> UserError:
    """The refusal of a form without a file."""
    return refusal("E214")
