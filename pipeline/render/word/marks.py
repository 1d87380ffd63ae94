"""The places of a paper that are filled when it is issued: bookmarks around number, days and signer.

They are put around the tags of any template when it is compiled, so that staff need know nothing of them, and are found
again in the paper whatever was edited around them.
"""

from __future__ import annotations

import re
import zipfile
import zlib
from collections.abc import Iterator, Mapping
from itertools import count
from typing import Any

from docx.oxml.ns import qn
from lxml import etree

from pipeline.render.package import pack, unpack
from pipeline.render.phrases import width_in_characters

NUMBER, DAY, PRINTED_ON, ISSUED_BY = "发文字号", "成文日期", "印发日期", "签发人"
UNREADABLE = (zipfile.BadZipFile, zlib.error, KeyError, ValueError, etree.XMLSyntaxError, OSError)
"""What reading a document raises that Word or WPS wouldn't open either, or that has a password."""
MARKED = (NUMBER, DAY, PRINTED_ON, ISSUED_BY)
_FIRST_ID = 9001
_TAG = re.compile(rf"(\{{\{{\s*(?:{'|'.join(MARKED)})\s*\}}\}})")
_RUN = re.compile(
    r"<w:r(?: [^>]*)?>((?:<w:rPr>(?:(?!</w:r>).)*?</w:rPr>)?)<w:t(?: [^>]*)?>([^<]*)</w:t></w:r>", re.DOTALL
)
_PARTS = re.compile(r"word/(?:document|(?:header|footer)\d*)\.xml")
_START, _END, _NAME, _ID = qn("w:bookmarkStart"), qn("w:bookmarkEnd"), qn("w:name"), qn("w:id")
_PARAGRAPH, _RUN_TAG, _TEXT = qn("w:p"), qn("w:r"), qn("w:t")
_CHARACTER = 315  # twips


def with_marks(sources: Mapping[str, str]) -> dict[str, str]:
    """The parts of a template, ready for Jinja, with a bookmark around each tag that is one of MARKED."""
    numbers = count(_FIRST_ID)
    used: dict[str, int] = {}

    def marked(run: re.Match[str]) -> str:
        pieces = _TAG.split(run[2])
        if len(pieces) == 1:
            return run[0]
        return "".join(_piece(run[1], text, is_tag=at % 2 == 1) for at, text in enumerate(pieces) if text)

    def _piece(form: str, text: str, *, is_tag: bool) -> str:
        whole = f'<w:r>{form}<w:t xml:space="preserve">{text}</w:t></w:r>'
        if not is_tag:
            return whole
        label, id_ = text.strip("{} \t\n"), next(numbers)
        used[label] = used.get(label, 0) + 1
        name = label if used[label] == 1 else f"{label}_{used[label]}"
        return f'<w:bookmarkStart w:id="{id_}" w:name="{name}"/>{whole}<w:bookmarkEnd w:id="{id_}"/>'

    return {name: _RUN.sub(marked, text) if _PARTS.fullmatch(name) else text for name, text in sources.items()}


def marks_of(package: bytes) -> dict[str, str]:
    """Label of MARKED -> the text at its first place in a paper. Raises zipfile.BadZipFile for what is no package."""
    found: dict[str, str] = {}
    for root in _roots(unpack(package)).values():
        for label, start in _places(root):
            found.setdefault(label, "".join(text.text or "" for run in _runs(start) for text in run.iter(_TEXT)))
    return found


def fill_marks(package: bytes, values: Mapping[str, str]) -> bytes:
    """The paper with these values (label -> text) at their places; every other part stays as it is.

    署名 stays centred over 成文日期. Raises as ``marks_of`` does.
    """
    parts = unpack(package)
    for name, root in _roots(parts).items():
        touched = False
        for label, start in _places(root):
            if label in values:
                before = _write(start, values[label])
                touched = True
                if label == DAY:
                    _centre(root, width_in_characters(values[label]) - width_in_characters(before))
        if touched:
            parts[name] = etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)
    return pack(parts)


def _roots(parts: Mapping[str, bytes]) -> dict[str, Any]:
    known = [label.encode("utf-8") for label in MARKED]
    return {
        name: etree.fromstring(part)
        for name, part in parts.items()
        if _PARTS.fullmatch(name) and any(label in part for label in known)
    }


def _places(root: Any) -> Iterator[tuple[str, Any]]:
    """Label and start of each place that is still there with something between its ends."""
    for start in list(root.iter(_START)):
        label = str(start.get(_NAME)).partition("_")[0]
        if label in MARKED and _runs(start):
            yield label, start


def _runs(start: Any) -> list[Any]:
    """The runs between a bookmark's ends, in its paragraph; none when its end isn't there."""
    runs: list[Any] = []
    for sibling in start.itersiblings():
        if sibling.tag == _END and sibling.get(_ID) == start.get(_ID):
            return runs
        if sibling.tag == _RUN_TAG:
            runs.append(sibling)
    return []


def _write(start: Any, text: str) -> str:
    """Put a text between a bookmark's ends, in the form of the first run there; return what stood there."""
    texts = [node for run in _runs(start) for node in run.iter(_TEXT)]
    before = "".join(node.text or "" for node in texts)
    if not texts:
        texts = [etree.SubElement(_runs(start)[0], _TEXT)]
    texts[0].text = text
    texts[0].set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
    for node in texts[1:]:
        node.getparent().remove(node)
    return before


def _centre(root: Any, wider: float) -> None:
    """Move each 署名 by half of what 成文日期 under it has become wider."""
    for style in root.iter(qn("w:pStyle")):
        indent = style.getparent().find(qn("w:ind"))
        right = None if indent is None else indent.get(qn("w:right"))
        if style.get(qn("w:val")) == "Signer" and right is not None:
            indent.set(qn("w:right"), str(max(0, int(right) + round(wider / 2 * _CHARACTER))))
