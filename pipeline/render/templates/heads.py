"""Tables of a template whose first row stands over a loop and isn't marked as one that repeats as the head."""

from __future__ import annotations

import re
import zipfile

from lxml import etree

from pipeline.messages import template_words
from pipeline.render.templates.places import DOCUMENT_PART, W
from pipeline.render.word.clean import clean_template

_LOOP = re.compile(r"\s*\{%tr\s+for\b")
_HEAD = f"{W}trPr/{W}tblHeader"


def unmarked_heads(template: bytes) -> tuple[str, ...]:
    """A sentence for each such table, by its number in the text; () for a file that is no template.

    Without the mark the row stays alone where the loop finds nothing, and a table that goes on has no headings on its
    next page. A row over the loop that has another one above it may be content of its own.
    """
    try:
        root = etree.fromstring(clean_template(template).parts[DOCUMENT_PART])
    except (zipfile.BadZipFile, KeyError, ValueError, etree.XMLSyntaxError):
        return ()
    found = []
    for number, table in enumerate(root.iter(f"{W}tbl"), 1):
        first, *others = list(table.iterchildren(f"{W}tr")) or [None]
        if first is None or not others or _LOOP.match(_text(first)) or not _LOOP.match(_text(others[0])):
            continue
        if first.find(_HEAD) is None:
            found.append(template_words.UNMARKED_HEAD.format(number=number, text=_text(first)[:_MOST]))
    return tuple(found)


_MOST = 20


def _text(row: etree._Element) -> str:
    return "".join(str(text.text or "") for text in row.iter(f"{W}t"))
