"""The fault that keeps a run from starting."""

from __future__ import annotations


class UserError(Exception):
    """The run can't start; the message is a Chinese sentence that says what to correct (exit code 2)."""
