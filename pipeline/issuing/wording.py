"""Sentences of issued papers that would be printed otherwise now, found in the papers themselves."""

from __future__ import annotations

from collections.abc import Iterator
from difflib import SequenceMatcher

from pipeline.editions.issued import IssuedPaper
from pipeline.messages.issuing import EDITED, KEPT_LOST, KEPT_UNREAD, NOT_PRINTED, NOT_SENT
from pipeline.render.package import unpack
from pipeline.render.word.document import FilledDocument, plain_text
from pipeline.render.word.filling import DOCUMENT_PART
from pipeline.render.word.marks import MARKED, UNREADABLE


def changed_sentences(paper: IssuedPaper, issued: bytes | None, now: bytes | None) -> Iterator[tuple[str, str]]:
    """(As issued, as it would be printed now) of each paragraph of the text that differs; tables aside.

    Number, day and signer aren't compared. Of a paper edited by hand only what would be printed now is given, for
    nobody but its editor knows what else was written there. ``issued`` None: the paper that was kept is lost. ``now``
    None: the paper wouldn't be made.
    """
    if issued is None:
        yield KEPT_LOST, ""
        return
    if now is None:
        yield NOT_PRINTED, NOT_SENT
        return
    try:
        before, after = _paragraphs(issued), _paragraphs(now)
    except UNREADABLE:  # whatever staff put there and issued, such as a document with a password
        yield KEPT_UNREAD, ""
        return
    for word, first, last, start, end in SequenceMatcher(a=before, b=after, autojunk=False).get_opcodes():
        if word == "equal":
            continue
        for at in range(max(last - first, end - start)):
            was = before[first + at] if first + at < last else NOT_PRINTED
            is_ = after[start + at] if start + at < end else NOT_PRINTED
            if not paper.by_hand:
                yield was, is_
            elif is_ != NOT_PRINTED:
                yield EDITED, is_


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
