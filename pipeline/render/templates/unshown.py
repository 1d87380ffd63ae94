"""Texts of a template that its papers would show otherwise than they were filled: revisions and bound controls."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

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
            return (
                f"{part}里有没有接受的修订，例如{_REVISED[change.tag]}的“{told}”，会带进每份文书；"
                "请在 Word 的“审阅”里接受或拒绝全部修订，再保存。"
            )
    return ""


def bound_controls(spot: Spot) -> Iterator[str]:
    """A fault for each control of a paragraph, or around it, that holds a tag and is bound to a document property.

    Word prints the property in its place, whatever was filled in.
    """
    for control in (*spot.element.iterancestors(f"{W}sdt"), *spot.element.iter(f"{W}sdt")):
        text = "".join(node.text or "" for node in control.iter(f"{W}t"))
        if control.find(f"{W}sdtPr/{W}dataBinding") is not None and ("{{" in text or "{%" in text):
            yield (
                f"{spot.where}里的标签在与文档属性相连的内容控件里，印出的会是属性，不是数字和文字；"
                "请右键点这个控件，选“删除内容控件”，只留标签，例如 {{ 期间 }}。"
            )
