"""Texts of a template that its papers would show otherwise than they were filled: revisions and bound controls."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from pipeline.messages import template_words
from pipeline.render.templates.places import Spot, W

_REVISED = {f"{W}ins": "插入", f"{W}del": "删除", f"{W}moveFrom": "移走", f"{W}moveTo": "移来"}
_TEXTS = (f"{W}t", f"{W}delText")
_MOST = 20


def revisions(root: Any, part: str) -> str:
    """The fault of texts that were put in or struck out and not yet accepted; '' when the part has none.

    They pass into every paper: Word shows them with their author, and a PDF prints what was struck out. ``part``: 正文,
    页眉 …. A change of formats alone is none, nor is one of a paragraph's end.
    """
    for change in root.iter(*_REVISED):
        if text := "".join(node.text or "" for node in change.iter(*_TEXTS)).strip():
            told = text if len(text) <= _MOST else f"{text[:_MOST]}…"
            return template_words.REVISIONS.format(part=part, revision=_REVISED[change.tag], text=told)
    return ""


def bound_controls(spot: Spot) -> Iterator[str]:
    """A fault for each control of a paragraph, or around it, that holds a tag and is bound to a document property.

    Word prints the property in its place, whatever was filled in.
    """
    for control in (*spot.element.iterancestors(f"{W}sdt"), *spot.element.iter(f"{W}sdt")):
        text = "".join(node.text or "" for node in control.iter(f"{W}t"))
        if control.find(f"{W}sdtPr/{W}dataBinding") is not None and ("{{" in text or "{%" in text):
            yield template_words.BOUND_CONTROL.format(where=spot.where)
