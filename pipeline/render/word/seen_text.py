"""The text of a part that a reader sees, told from its markup without a tree.

Between two texts of a paper lies one of few pieces of markup, so each is looked at once: whether it leads from a text
that stands in a run to the next one that does. A part for which that can't be told is read by a parser.
"""

from __future__ import annotations

import re
from functools import lru_cache
from html import unescape

from pipeline.render.word.shown import RUN_PARENTS, W

_W = W.strip("{}")
_DRAWING = "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing"
_TEXT_END, _TEXT, _RUN = "</w:t>", "w:t", "w:r"
_DECLARED = re.compile(r"<\?xml [^<>]*\?>")
_TAG = re.compile(r'\s*<(/?)([\w:.-]+)((?:\s+[\w:.-]+="[^"<]*")*)\s*(/?)>\s*')
_DRAWN_AS = re.compile(r'xmlns:wp="([^"]*)"')
_NAMED = re.compile(r'(?<![\w:.-])([\w:.-]+)="([^"]*)"')
_OTHER_REFERENCE = re.compile(r"&(?!(?:amp|lt|gt|quot|apos);)")
_ANY, _PROVEN = "?", "!"
"""An element that stood open before a piece of markup, and one of them that was found to hold runs."""
_RUN_HOLDERS = frozenset({_PROVEN, *(name.replace(W, "w:") for name in RUN_PARENTS)})


def seen_text(xml: str) -> str | None:
    """The text, and alternative texts of drawings, in order and without white space.

    None where it can't be told: text outside runs, anything that may hide text, fields, other names of the namespace.
    """
    *pieces, rest = xml.split(_TEXT_END)
    parts: list[str] = []
    first = True
    for piece in pieces:
        start = piece.find(">", piece.rfind("<")) + 1
        heard = _between(piece[:start], first=first)
        if heard is None:
            return None
        parts += heard, piece[start:]
        first = False
    heard = _between(rest, first=first, last=True)
    if heard is None:
        return None
    text = "".join((*parts, heard))
    if "&" in text:
        if _OTHER_REFERENCE.search(text):
            return None
        text = unescape(text)
    return "".join(text.split())


@lru_cache(maxsize=4096)
def _between(markup: str, *, first: bool, last: bool = False) -> str | None:
    """What is heard of the markup from one text to the next; None where these don't stand in runs for certain.

    ``first``: from the part's beginning. ``last``: to its end.
    """
    if first:
        markup = _DECLARED.sub("", markup, count=1)
    if any(markup.count(bound) != first for bound in (_W, "xmlns:w=", f'xmlns:w="{_W}"')):
        return None
    if any(uri != _DRAWING for uri in _DRAWN_AS.findall(markup)):
        return None
    open_ = [] if first else [_PROVEN, _RUN]
    heard, at = "", 0
    while at < len(markup):
        tag = _TAG.match(markup, at)
        if tag is None or "anish" in tag[2] or "hidden" in tag[2]:
            return None
        at = tag.end()
        if tag[1]:
            if (open_.pop() if open_ else _ANY) not in {tag[2], _ANY, _PROVEN}:
                return None
        elif not tag[4]:
            open_.append(tag[2])
        if tag[2].endswith("docPr"):
            if tag[2] != "wp:docPr":
                return None
            said = dict(_NAMED.findall(tag[3]))
            heard += said.get("title", "") + said.get("descr", "")
    return heard if last or (open_[-2:] == [_RUN, _TEXT] and open_[-3:][0] in _RUN_HOLDERS) else None
