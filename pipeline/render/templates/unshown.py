"""Texts of a template that its papers would show otherwise than they were filled.

Revisions, bound controls, hidden text, fields that Word or another program works out anew, texts outside any run.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from pipeline.messages import template_words
from pipeline.messages.paper_templates import template_sentence
from pipeline.render.templates.fields import fields_of_part
from pipeline.render.templates.places import Spot, W, tagged_parts
from pipeline.render.word.shown import Hiding, is_shown, stray_texts

_REVISED = {f"{W}ins": "插入", f"{W}del": "删除", f"{W}moveFrom": "移走", f"{W}moveTo": "移来"}
_TEXTS = (f"{W}t", f"{W}delText")
_MOST = 20
_FETCHING = "DDE DDEAUTO LINK EMBED IMPORT INCLUDE INCLUDETEXT INCLUDEPICTURE DATABASE RD AUTOTEXT AUTOTEXTLIST ADDIN"
_MERGING = "MERGEFIELD MERGEREC MERGESEQ NEXT NEXTIF SKIPIF ADDRESSBLOCK GREETINGLINE DOCVARIABLE"
_ASKING = "ASK FILLIN MACROBUTTON PRINT CONTROL HTMLACTIVEX"
_ACTIVE = frozenset(f"{_FETCHING} {_MERGING} {_ASKING}".split())
_STILL = frozenset({"HYPERLINK"})
"""Fields whose result is printed as it stands in the file."""


def revisions(root: Any, part: str) -> str:
    """The fault of texts that were put in or struck out and not yet accepted; '' when the part has none.

    They pass into every paper: Word shows them with their author, and a PDF prints what was struck out. ``part``: 正文,
    页眉 …. A change of formats alone is none, nor is one of a paragraph's end.
    """
    for change in root.iter(*_REVISED):
        if text := "".join(node.text or "" for node in change.iter(*_TEXTS)).strip():
            return template_words.REVISIONS.format(part=part, revision=_REVISED[change.tag], text=_short(text))
    return ""


def bound_controls(spot: Spot) -> Iterator[str]:
    """A fault for each control of a paragraph, or around it, that holds a tag and is bound to a document property.

    Word prints the property in its place, whatever was filled in.
    """
    for control in (*spot.element.iterancestors(f"{W}sdt"), *spot.element.iter(f"{W}sdt")):
        text = "".join(node.text or "" for node in control.iter(f"{W}t"))
        if control.find(f"{W}sdtPr/{W}dataBinding") is not None and _tagged(text):
            yield template_words.BOUND_CONTROL.format(where=spot.where)


def hidden_tags(spot: Spot, hiding: Hiding) -> Iterator[str]:
    """A fault when a tag of the paragraph, or a part of one, is hidden text."""
    inside, told = 0, False
    for node in spot.element.iter(f"{W}t"):
        text = node.text or ""
        marks = sum(map(text.count, ("{{", "{%", "{#"))) - sum(map(text.count, ("}}", "%}", "#}")))
        told = told or ((inside > 0 or _tagged(text) or marks != 0) and not is_shown(node, hiding))
        inside += marks
    if told:
        yield template_sentence("hidden", where=spot.where)


def of_a_part(root: Any, part: str, spots: Mapping[Any, Spot]) -> Iterator[str]:
    """The faults of a part's fields, of its texts outside runs, and of another document put into it.

    ``spots``: paragraph -> spot.
    """
    for field in fields_of_part(root):
        spot = spots.get(field.paragraph)
        where = part if spot is None else spot.where
        if field.name in _ACTIVE:
            yield template_sentence("active_field", where=where, field=field.name)
        elif _tagged(field.code) or (field.name not in _STILL and _tagged(field.result)):
            yield template_sentence("in_field", where=where, field=field.name)
    for text in stray_texts(root):
        yield template_sentence("outside", part=part, text=_short(text))
    if root.find(f".//{W}altChunk") is not None:
        yield template_sentence("imported")


def tags_elsewhere(parts: Mapping[str, bytes]) -> Iterator[str]:
    """A fault for each part with a tag that nothing fills: numbering, a chart, styles."""
    filled = {name for name, _ in tagged_parts(parts)}
    for name, content in parts.items():
        if name in filled or not name.endswith((".xml", ".rels")) or name.startswith("docProps/"):
            continue
        place = min((content.find(mark) for mark in (b"{{", b"{%") if mark in content), default=-1)
        if place >= 0:
            text = content[place : place + 3 * _MOST].decode("utf-8", "ignore")
            yield template_sentence("no_tags_here", part=name, tag=_short(text.split("}")[0]))


def _tagged(text: str) -> bool:
    return "{{" in text or "{%" in text


def _short(text: str) -> str:
    return text if len(text) <= _MOST else f"{text[:_MOST]}…"
