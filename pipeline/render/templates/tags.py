"""The tags in a template's paragraphs, parsed, with the faults of their writing; names.py looks at their names."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from jinja2 import TemplateSyntaxError, nodes

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
            f"标签“{text}”里的“{wide[0]}”是全角字符，在{spot.where}；请在英文输入法下重打，例如 {{{{ 登记.件数 }}}}。",
        )
    if put is not None:
        shape = _PUT.fullmatch(written if written[:1].isspace() or written[:1] in "-+" else f" {written}")
        level, expression = (shape["level"] or "", shape["expression"]) if shape else ("", written)
        return _parsed(text, level, "put", f"{{{{ {expression} }}}}", spot)
    shape = _DO.fullmatch(written if re.match(r"[-+]?(tr|tc|p|r)?\s", written) else f" {written}")
    word = shape["word"] if shape else ""
    if shape is None or word not in _WORDS:
        return None, (
            f"“{text}”不是可用的标签，在{spot.where}；可用的是 if、elif、else、endif、for、endfor、set，"
            "例如 {% if 期间 %}，段落标签的 p 紧跟百分号，例如 {%p if 期间 %}。"
        )
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
        fault = f"标签“{text}”看不懂，在{spot.where}；请改正写法，例如 {sample}。"
        # A block whose condition can't be read is open all the same, so that its end isn't a second fault.
        return (Tag(text, level, word, spot) if word in BLOCKS else None), fault


def _faults_of_text(spot: Spot, known: set[str]) -> Iterator[str]:
    if _WIDE.search(spot.text):
        yield f"{spot.where}用了全角括号；请在英文输入法下重打，例如 {{{{ 期间 }}}}。"
        return
    untagged = _TAG.sub("", spot.text)
    if unpaired := _HALF_OPEN.search(untagged):
        yield f"{spot.where}里的“{unpaired[0]}”没有配对；请把标签写完整，例如 {{{{ 期间 }}}} 或 {{% if 期间 %}}。"
        return
    for single in _SINGLE.finditer(untagged):
        if single[1] in known:
            yield f"{spot.where}里的“{single[0]}”只有一层花括号，会原样印出；请写成两层，例如 {{{{ {single[1]} }}}}。"


def beside(tag: Tag) -> str:
    """The fault of text that would vanish with the tag's paragraph, row or cell; '' when there is none."""
    if tag.level not in ("p", "tr", "tc"):
        return ""
    if tag.level != "p" and tag.spot.cell is None:
        return (
            f"“{tag.text}”在{tag.spot.where}，不在表格里；请改用 {{%p …%}}，或把它放进表格单独的一{_UNIT[tag.level]}。"
        )
    if tag.spot.vanishing(tag.level).replace(tag.text, "", 1).strip():
        kind, unit = _KIND[tag.level], _UNIT[tag.level]
        return f"{tag.spot.where}中{kind}标签旁边还有文字，生成时会丢失；请让 {{%{tag.level} …%}} 独占一{unit}。"
    if tag.level == "p" and tag.spot.ends_cell:
        return (
            f"“{tag.text}”是单元格的最后一段，在{tag.spot.where}，去掉后 Word 打不开；"
            "请在它后面留一个空段落，或者改用 {%tr …%}。"
        )
    return ""


_KIND = {"p": "段落", "tr": "表格行", "tc": "单元格"}
_UNIT = {"p": "段", "tr": "行", "tc": "格"}
