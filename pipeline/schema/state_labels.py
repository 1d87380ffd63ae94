"""What the states of the vocabulary are called where people read them: a label may change, the stored word never.

``Way`` and ``Held`` have no label, for nobody reads them: the next run alone does.
"""

from __future__ import annotations

from enum import StrEnum

from pipeline.schema.vocabulary import (
    Answer,
    Claim,
    Daily,
    Group,
    Mark,
    Origin,
    Resent,
    Sending,
    Status,
    Step,
    Title,
    Verdict,
)

STATE_LABELS: dict[type[StrEnum], dict[str, str]] = {
    kind: {str(state): str(state) for state in kind}
    for kind in (Verdict, Claim, Origin, Group, Title, Answer, Mark, Status, Sending, Daily, Step, Resent)
}
"""Kind of state -> stored word -> label. Each is called by its stored word as long as nothing else is set here."""


def state_label(kind: type[StrEnum], word: object) -> str:
    """The label of a stored word; a text that is no state of ``kind`` stays as it is, and null is ''.

    >>> state_label(Title, "未评定"), state_label(Title, None), state_label(Title, "—")
    ('未评定', '', '—')
    """
    return STATE_LABELS[kind].get(word, word) if isinstance(word, str) else ""


def answer_label(answer: object) -> str:
    """The label of 是 for a true value, of 否 for another one.

    >>> answer_label(True), answer_label(0)
    ('是', '否')
    """
    return state_label(Answer, Answer.YES if answer else Answer.NO)
