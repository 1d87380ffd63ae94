"""Every sentence that staff read about their data.

``message`` says what was found, ``remedy`` what to do, with an example.

The stage that finds a fault fills the ``{names}`` of its sentences. Codes: R0xx reading, R1xx a row, R2xx merging and
submission, R3xx settings and registers. ``docs/rules.md`` lists them.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from pipeline.base.finding import Finding, Severity
from pipeline.base.foreign import plain_sentence
from pipeline.base.place import Place
from pipeline.messages.deciding import DECISIONS
from pipeline.messages.every_sentence import CATALOGUE_ROWS
from pipeline.messages.unnamed import without_number


@dataclass(frozen=True, slots=True)
class Message:
    """One entry of the catalogue."""

    code: str
    severity: Severity
    message: str
    remedy: str
    source: str = ""


CATALOGUE: dict[str, Message] = {row[0]: Message(row[0], Severity(row[1]), *row[2:]) for row in CATALOGUE_ROWS}


def decision(name: str, **words: object) -> str:
    """The sentence of a decision of the reader, filled in.

    Raises KeyError when the name or a word of its sentence is missing.

    >>> decision("heading", heading="办结情况", label="办结日期")
    '“办结情况”认作“办结日期”'
    """
    return plain_sentence(DECISIONS[name].format(**words))


def finding(
    code: str,
    place: Place,
    *,
    township: str = "",
    row: int = 0,
    cells: int = 1,
    case_nos: Iterable[str] = (),
    **words: object,
) -> Finding:
    """A finding with the catalogue's sentences, filled in. Raises KeyError for an unknown code or a missing word."""
    return finding_of(CATALOGUE[code], place, township=township, row=row, cells=cells, case_nos=case_nos, **words)


def finding_of(
    entry: Message,
    place: Place,
    *,
    township: str = "",
    row: int = 0,
    cells: int = 1,
    case_nos: Iterable[str] = (),
    **words: object,
) -> Finding:
    """A finding with the sentences of ``entry``, filled in, also of one that a county wrote itself.

    Raises KeyError for a missing word.
    """
    sentence = without_number(entry.message.format(**words))
    message = plain_sentence(sentence)
    return Finding(
        severity=entry.severity,
        code=entry.code,
        township=township,
        place=place,
        message=message,
        remedy=plain_sentence(without_number(entry.remedy.format(**words))),
        row=row,
        cells=cells,
        case_nos=tuple(sorted(set(case_nos))),
        marked="" if message == sentence else sentence,
    )
