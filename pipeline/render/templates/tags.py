"""The tags in a template's paragraphs, parsed, with the faults of their writing; names.py looks at their names."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from jinja2 import TemplateSyntaxError, nodes

from pipeline.messages import template_words
from pipeline.render.templates.places import Spot
from pipeline.render.templates.tag_rules import too_much
from pipeline.render.word.tag_quotes import straightened
from pipeline.render.word.tag_values import environment

_TAG = re.compile(r"\{\{(?P<put>.*?)\}\}|\{%(?P<do>.*?)%\}|\{#.*?#\}")
_DO = re.compile(r"[-+]?(?P<level>tr|tc|p|r)?\s+(?P<word>\w+)(?P<expression>.*?)[-+]?")
_PUT = re.compile(r"[-+]?(?P<level>tr|tc|p|r)?\s+(?P<expression>.*?)[-+]?")
_WIDE = re.compile(r"[｛｝]|\{\s*％|％\s*\}")
_WIDE_INSIDE = re.compile(r"[。．，（）：；！＝＞＜＋－＊／｜０-９Ａ-Ｚａ-ｚ]")
"""Signs that Jinja doesn't know, and the digits and letters that Python takes for half-width ones: in the compiled
template 数１ and 数1 are one variable.
"""
_HALF_OPEN = re.compile(r"\{\{|\}\}|\{%|%\}|\{#|#\}")
_SINGLE = re.compile(r"\{\s*([^\W\d]\w*)[^{}]*\}")
BLOCKS = {"if": "endif", "for": "endfor"}
_INNER = {"elif": "if", "else": ""}
_WORDS = {*BLOCKS, *BLOCKS.values(), *_INNER, "set", "cellbg", "colspan", "hm", "vm"}


@dataclass(frozen=True)
class Tag:
    """One tag of a paragraph.

    ``level``: what vanishes with the tag (p, tr, tc, r) or ''. ``word``: if, for, endif … or put. ``tree``: Jinja's
    parse of it; None for a tag without an expression.
    """

    text: str
    level: str
    word: str
    spot: Spot
    tree: nodes.Template | None = None


def read_tags(spot: Spot, known: set[str]) -> tuple[list[Tag], list[str]]:
    """The tags of a paragraph in order, and its faults.

    ``known``: the context's own names. A name of these in single braces is a fault; other words in them are plain text.
    """
    faults = list(_faults_of_text(spot, known))
    tags = []
    for match in _TAG.finditer(spot.text):
        if match["put"] is None and match["do"] is None:
            continue
        tag, fault = _read(match[0], match["put"], match["do"], spot)
        tags += [tag] if tag else []
        faults += [fault] if fault else []
    return tags, faults


def _read(text: str, put: str | None, do: str | None, spot: Spot) -> tuple[Tag | None, str]:
    written = straightened(str(do if put is None else put))
    if told := too_much(written, spot.where):
        return None, told
    if wide := _WIDE_INSIDE.search(re.sub(r"\"[^\"]*\"|'[^']*'", "", written)):
        return (
            None,
            template_words.WIDE_INSIDE.format(tag=text, sign=wide[0], where=spot.where),
        )
    if put is not None:
        shape = _PUT.fullmatch(written if written[:1].isspace() or written[:1] in "-+" else f" {written}")
        level, expression = (shape["level"] or "", shape["expression"]) if shape else ("", written)
        return _parsed(text, level, "put", f"{{{{ {expression} }}}}", spot)
    shape = _DO.fullmatch(written if re.match(r"[-+]?(tr|tc|p|r)?\s", written) else f" {written}")
    word = shape["word"] if shape else ""
    if shape is None or word not in _WORDS:
        return None, template_words.NO_TAG.format(tag=text, where=spot.where)
    level, expression = shape["level"] or "", shape["expression"].strip()
    source = {
        "if": f"{{% if {expression} %}}{{% endif %}}",
        "elif": f"{{% if {expression} %}}{{% endif %}}",
        "for": f"{{% for {expression} %}}{{% endfor %}}",
        "set": f"{{% set {expression} %}}",
        "cellbg": f"{{{{ {expression} }}}}",
        "colspan": f"{{{{ {expression} }}}}",
    }.get(word)
    return (Tag(text, level, word, spot), "") if source is None else _parsed(text, level, word, source, spot)


def _parsed(text: str, level: str, word: str, source: str, spot: Spot) -> tuple[Tag | None, str]:
    try:
        return Tag(text, level, word, spot, environment().parse(source)), ""
    except TemplateSyntaxError:
        sample = {"for": "{% for 项 in 指标 %}", "if": "{% if 逾期.件数 %}", "set": "{% set 数 = 登记.件数 %}"}.get(
            word, "{{ 期间 }}"
        )
        fault = template_words.UNREADABLE_TAG.format(tag=text, where=spot.where, sample=sample)
        # A block whose condition can't be read is open all the same, so that its end isn't a second fault.
        return (Tag(text, level, word, spot) if word in BLOCKS else None), fault


def _faults_of_text(spot: Spot, known: set[str]) -> Iterator[str]:
    if _WIDE.search(spot.text):
        yield template_words.WIDE_BRACES.format(where=spot.where)
        return
    untagged = _TAG.sub("", spot.text)
    if unpaired := _HALF_OPEN.search(untagged):
        yield template_words.UNPAIRED.format(where=spot.where, brace=unpaired[0])
        return
    for single in _SINGLE.finditer(untagged):
        if single[1] in known:
            yield template_words.SINGLE_BRACE.format(where=spot.where, found=single[0], name=single[1])


def beside(tag: Tag) -> str:
    """The fault of text that would vanish with the tag's paragraph, row or cell; '' when there is none."""
    if tag.level not in ("p", "tr", "tc"):
        return ""
    if tag.level != "p" and tag.spot.cell is None:
        return template_words.NO_TABLE.format(tag=tag.text, where=tag.spot.where, unit=_UNIT[tag.level])
    if tag.spot.vanishing(tag.level).replace(tag.text, "", 1).strip():
        kind, unit = _KIND[tag.level], _UNIT[tag.level]
        return template_words.TEXT_BESIDE.format(where=tag.spot.where, kind=kind, level=tag.level, unit=unit)
    if tag.level == "p" and tag.spot.ends_cell:
        return template_words.ENDS_CELL.format(tag=tag.text, where=tag.spot.where)
    return ""


_KIND = {"p": "段落", "tr": "表格行", "tc": "单元格"}
_UNIT = {"p": "段", "tr": "行", "tc": "格"}
