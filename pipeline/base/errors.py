"""The fault that keeps a run from starting."""

from __future__ import annotations


class UserError(Exception):
    """The run can't start; the message is a Chinese sentence that says what to correct (exit code 2).

    ``code``: that of its sentence in messages/refusals, '' for sentences put together of findings.
    """

    def __init__(self, message: str, code: str = "") -> None:
        super().__init__(message)
        self.code = code
