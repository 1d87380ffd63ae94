"""Every fault of a Word template found before any data is read, each with the text of its paragraph."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator, Mapping

from docx.opc.exceptions import PackageNotFoundError
from docxtpl import DocxTemplate
from jinja2 import TemplateSyntaxError, nodes
from rapidfuzz import fuzz, process

from pipeline.render.naming import Shape
from pipeline.render.word_values import environment

_WIDE = re.compile(r"[｛｝]|\{\s*％|％\s*\}")
_MARKUP = re.compile(r"<[^>]+>")
_LOOP = Shape("记录", {name: Shape("整数") for name in ("index", "index0", "first", "last", "length")})
_BESIDE = re.compile(r"\{%\s*(?:p|tr|tc)\s[^%]*%\}")
Scope = Mapping[str, Shape]


def check_template(template: bytes, names: Shape) -> tuple[str, ...]:
    """A Chinese sentence for each fault, () for a sound template. ``names``: what naming.describe tells of the context.

    Found: tags typed with full-width braces, tags left open, names that aren't there with the nearest that is, text beside a
    paragraph tag, which would vanish.
    """
    try:
        document = DocxTemplate(io.BytesIO(template))
        document.init_docx()
    except (zipfile.BadZipFile, PackageNotFoundError, KeyError, ValueError):
        return ("不是可用的 .docx 文件；请用 Word 或 WPS 另存为 .docx，或换回程序自带的模板。",)
    faults = [fault for text in _paragraphs(document) for fault in _seen(text)]
    source = re.sub(r"<w:p([ >])", r"\n<w:p\1", document.patch_xml(document.get_xml()))
    lines = source.split("\n")
    try:
        tree = environment().parse(source)
    except TemplateSyntaxError as fault:
        return (
            *faults,
            f"标签写得不完整（{fault.message}），在“{_line(lines, fault.lineno)}”附近；请检查 {{%…%}} 是否成对，例如 if 要有 endif。",
        )
    for name, nearest, line in _unknown(tree, names):
        hint = f"，最接近的是“{nearest}”" if nearest else ""
        faults.append(f"没有“{name}”这个名字{hint}，在“{_line(lines, line)}”；请改正标签，例如 {{{{ {nearest or '期间'} }}}}。")
    return tuple(dict.fromkeys(faults))


def _paragraphs(document: DocxTemplate) -> Iterator[str]:
    body = document.docx.element.body
    for paragraph in body.iter(body.nsmap["w"].join("{}") + "p"):
        yield "".join(node.text or "" for node in paragraph.iter(body.nsmap["w"].join("{}") + "t"))


def _seen(text: str) -> Iterator[str]:
    if _WIDE.search(text):
        yield f"“{text[:40]}”用了全角括号；请在英文输入法下重打，例如 {{{{ 期间 }}}}。"
    elif _BESIDE.search(text) and _BESIDE.sub("", text, count=1).strip():
        yield f"“{text[:40]}”中段落标签旁边还有文字，生成时会丢失；请让 {{%p …%}} 独占一段。"


def _line(lines: list[str], number: int) -> str:
    text = _MARKUP.sub("", lines[min(number, len(lines)) - 1]).strip()
    return text[:60]


def _unknown(tree: nodes.Template, names: Shape) -> Iterator[tuple[str, str, int]]:
    """(name as written, nearest known name, line) of every name that nothing answers to."""
    yield from _walk(tree.body, dict(names.fields))


def _walk(body: list[nodes.Node], scope: dict[str, Shape]) -> Iterator[tuple[str, str, int]]:
    for node in body:
        if isinstance(node, nodes.For):
            yield from _names_in(node.iter, scope)
            listed = _shape_of(node.iter, scope)
            inner = {**scope, "loop": _LOOP}
            if isinstance(node.target, nodes.Name):
                inner[node.target.name] = listed.item if listed is not None and listed.item is not None else Shape("未知")
            yield from _walk([*node.body, *node.else_], inner)
        elif isinstance(node, nodes.If):
            yield from _names_in(node.test, scope)
            yield from _walk([*node.body, *node.elif_, *node.else_], scope)
        elif isinstance(node, nodes.Assign) and isinstance(node.target, nodes.Name):
            yield from _names_in(node.node, scope)
            scope[node.target.name] = _shape_of(node.node, scope) or Shape("未知")
        else:
            yield from _names_in(node, scope)


def _names_in(node: nodes.Node, scope: Scope) -> Iterator[tuple[str, str, int]]:
    """Unknown names of an expression, each chain (登记.件数) looked at as a whole."""
    if isinstance(node, nodes.Getattr):
        owner = _shape_of(node.node, scope)
        if owner is None:
            yield from _names_in(node.node, scope)
        elif owner.kind != "未知" and node.attr not in owner.fields:
            near = _nearest(node.attr, owner.fields)
            yield f"{_written(node.node)}.{node.attr}", f"{_written(node.node)}.{near}" if near else "", node.lineno
    elif isinstance(node, nodes.Name):
        if node.name not in scope:
            yield node.name, _nearest(node.name, scope), node.lineno
    else:
        for child in node.iter_child_nodes():
            yield from _names_in(child, scope)


def _shape_of(node: nodes.Node, scope: Scope) -> Shape | None:
    """What an expression stands for; None when a name in it is unknown; 未知 for what is reckoned."""
    if isinstance(node, nodes.Name):
        return scope.get(node.name)
    if isinstance(node, nodes.Getattr):
        owner = _shape_of(node.node, scope)
        return owner if owner is None or owner.kind == "未知" else owner.fields.get(node.attr)
    return Shape("未知")


def _written(node: nodes.Node) -> str:
    if isinstance(node, nodes.Getattr):
        return f"{_written(node.node)}.{node.attr}"
    return node.name if isinstance(node, nodes.Name) else "…"


def _nearest(name: str, known: Scope) -> str:
    found = process.extractOne(name, list(known), scorer=fuzz.ratio, score_cutoff=30)
    return found[0] if found else ""
