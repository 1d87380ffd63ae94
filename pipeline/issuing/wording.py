"""Sentences of issued papers that would be printed otherwise now, found in the papers themselves."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher

from pipeline.editions.issued import IssuedPaper
from pipeline.messages.issuing import (
    ADDED_AFTER,
    ADDED_BEFORE,
    ADDED_ON_TOP,
    ADDED_PARAGRAPH,
    EDITED,
    KEPT_LOST,
    KEPT_UNREAD,
    NOT_PRINTED,
    NOT_SENT,
)
from pipeline.render.package import unpack
from pipeline.render.word.document import FilledDocument, plain_text
from pipeline.render.word.filling import DOCUMENT_PART
from pipeline.render.word.marks import MARKED, UNREADABLE

_OPEN, _CLOSE, _ENDS = "（“‘《", "）”’》", "。；"
_INNER = str.maketrans("“”", "‘’")
"""The quotation marks of a sentence that is quoted itself."""


def changed_sentences(paper: IssuedPaper, issued: bytes | None, now: bytes | None) -> Iterator[tuple[str, str, str]]:
    """(Place, as issued, as it would be printed now) of each sentence of the text that differs; tables aside.

    The place is '' but for a sentence that is added: beside which words of the text as it would be printed now.
    Of a paragraph that has other sentences alike only those that differ are given, a clause before ； by itself.
    Number, day and signer aren't compared. Of a paper edited by hand only what would be printed now is given, for
    nobody but its editor knows what else was written there. ``issued`` None: the paper that was kept is lost. ``now``
    None: the paper wouldn't be made.
    """
    if issued is None:
        yield "", KEPT_LOST, ""
        return
    if now is None:
        yield "", NOT_PRINTED, NOT_SENT
        return
    try:
        before, after = _paragraphs(issued), _paragraphs(now)
    except UNREADABLE:  # whatever staff put there and issued, such as a document with a password
        yield "", KEPT_UNREAD, ""
        return
    for word, first, last, start, end in SequenceMatcher(a=before, b=after, autojunk=False).get_opcodes():
        if word == "equal":
            continue
        for at in range(max(last - first, end - start)):
            was = before[first + at] if first + at < last else NOT_PRINTED
            is_ = after[start + at] if start + at < end else NOT_PRINTED
            if paper.by_hand:
                if is_ != NOT_PRINTED:
                    yield "", EDITED, is_
            elif was == NOT_PRINTED:
                yield _new_paragraph(after, start + at), was, is_
            else:
                yield from _within(was, is_)


def _within(was: str, now: str) -> Iterator[tuple[str, str, str]]:
    """Place and wordings of the sentences in which two paragraphs differ; both whole where they have none in common."""
    before, after = _sentences(was), _sentences(now)
    steps = SequenceMatcher(a=before, b=after, autojunk=False).get_opcodes()
    if all(word != "equal" for word, *_ in steps):
        yield "", was, now
        return
    for word, first, last, start, end in steps:
        if word != "equal":
            place = "" if first < last else _beside(after, start, end)
            yield place, "".join(before[first:last]) or NOT_PRINTED, "".join(after[start:end]) or NOT_PRINTED


def _beside(sentences: Sequence[str], start: int, end: int) -> str:
    """The place of the sentences from ``start`` to ``end`` in their paragraph, of which there are others."""
    return _place(ADDED_AFTER, sentences[start - 1]) if start else _place(ADDED_BEFORE, sentences[end])


def _new_paragraph(paragraphs: Sequence[str], at: int) -> str:
    """The place of a paragraph: behind the last sentence of the one before."""
    return _place(ADDED_PARAGRAPH, _sentences(paragraphs[at - 1])[-1]) if at else ADDED_ON_TOP


def _place(form: str, sentence: str) -> str:
    return form.format(words=sentence.translate(_INNER).rstrip(_ENDS))


def _sentences(text: str) -> list[str]:
    """A paragraph's sentences and clauses, each with its 。 or ；; those in brackets or quotation marks aren't parted.

    >>> _sentences("登记3件（县1件；市2件）；办结1件。无逾期。")
    ['登记3件（县1件；市2件）；', '办结1件。', '无逾期。']
    """
    parts, depth, begin = [], 0, 0
    for at, mark in enumerate(text, start=1):
        depth += (mark in _OPEN) - (mark in _CLOSE)
        if mark in _ENDS and not depth:
            parts.append(text[begin:at])
            begin = at
    return [*parts, *([text[begin:]] if begin < len(text) else [])]


def _paragraphs(package: bytes) -> list[str]:
    """The texts of the body's own paragraphs, except those that hold a place filled on issue."""
    document = FilledDocument.parse(unpack(package)[DOCUMENT_PART].decode("utf-8"))
    texts = []
    for paragraph in document.paragraphs:
        element = paragraph._p  # noqa: SLF001 - its bookmarks aren't in python-docx's interface
        names = {str(name).partition("_")[0] for name in element.xpath("./w:bookmarkStart/@w:name")}
        if not names & set(MARKED) and (text := plain_text(element).strip()):
            texts.append(text)
    return texts
