"""Chinese quotation marks in tags: around a text they are its quotes, inside a quoted text they are part of it."""

from __future__ import annotations

import re

_CLOSERS = {'"': '"', "'": "'", "“": "”", "”": "”", "‘": "’", "’": "’"}
_TURNED = "“”‘’"
_KEPT = str.maketrans(_TURNED, "\ufdd0\ufdd1\ufdd2\ufdd3")
"""Code points that stand for no character: docxtpl makes Chinese quotation marks straight, and knows none of these."""
_BACK = {ord(sign): mark for mark, sign in zip(_TURNED, "\ufdd0\ufdd1\ufdd2\ufdd3", strict=True)}
_TAG = re.compile(r"\{\{.*?\}\}|\{%.*?%\}", re.DOTALL)
_ENTITIES = (("&quot;", '"'), ("&apos;", "'"), ("&lt;", "<"), ("&gt;", ">"), ("&amp;", "&"))


def hide_turned(xml: str) -> str:
    """The XML with its Chinese quotation marks out of docxtpl's sight; ``show_turned`` brings them back."""
    return xml.translate(_KEPT)


def show_turned(source: str) -> str:
    """The source for Jinja with its quotation marks back, and each tag's texts quoted as Jinja wants it.

    In a tag the entities of XML are the characters that staff typed.
    """
    return _TAG.sub(_restored, source).translate(_BACK)


def _restored(tag: re.Match[str]) -> str:
    written = tag[0].translate(_BACK)
    for entity, character in _ENTITIES:
        written = written.replace(entity, character)
    return straightened(written)


def straightened(written: str) -> str:
    """What stands in a tag, with Chinese quotation marks around a text made straight and those within it kept.

    Word turns straight marks into Chinese ones while one types, so both open a text. A text that a Chinese mark opens
    ends at the closing one that belongs to it; without one, at the next mark of its kind.

    >>> straightened("t == “三无”"), straightened("t == '“三无”'")
    ('t == "三无"', "t == '“三无”'")
    """
    pieces, position = [], 0
    while position < len(written):
        sign = written[position]
        if sign not in _CLOSERS:
            pieces.append(sign)
            position += 1
            continue
        end = _end_of(written, position)
        text = written[position + 1 : end]
        if sign in "\"'" or end == len(written):
            pieces.append(written[position : end + 1])
        else:
            pieces.append(_quoted(text))
        position = end + 1
    return "".join(pieces)


def _end_of(written: str, start: int) -> int:
    """The place of the mark that closes the text opened at ``start``; the length when none does."""
    opener = written[start]
    closer, depth, position = _CLOSERS[opener], 1, start + 1
    while position < len(written):
        sign = written[position]
        if sign == "\\" and opener in "\"'":
            position += 1
        elif sign == closer:
            depth -= 1
            if not depth:
                return position
        elif sign == opener:
            depth += 1
        position += 1
    if opener in "“‘":  # “三无“: both marks were turned the same way.
        again = written.find(opener, start + 1)
        return again if again >= 0 else len(written)
    return len(written)


def _quoted(text: str) -> str:
    quote = next((quote for quote in "\"'" if quote not in text), "")
    return f"{quote}{text}{quote}" if quote else '"' + text.replace('"', '\\"') + '"'
