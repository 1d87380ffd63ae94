"""A template's parts as they pass into papers: what shows who wrote or sent it, or acts on opening, stays behind."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from xml.sax.saxutils import quoteattr

from lxml import etree

from pipeline.messages.paper_templates import template_sentence
from pipeline.render.word.clean_marks import clean_markup, clean_settings
from pipeline.sheets.formats.archives import open_archive, read_part
from pipeline.sheets.formats.faults import Refused

_HEAD = b'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_WORD_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml"
_DOCUMENT, _CONTENT, _ROOT_LINKS = "word/document.xml", "[Content_Types].xml", "_rels/.rels"
_CORE, _APP, _CUSTOM = "docProps/core.xml", "docProps/app.xml", "docProps/custom.xml"
_EMPTY_APP = _HEAD + (
    b'<Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/extended-properties"/>'
)
_KINDS = {
    "styles": f"{_WORD_TYPE}.styles+xml",
    "settings": f"{_WORD_TYPE}.settings+xml",
    "fontTable": f"{_WORD_TYPE}.fontTable+xml",
    "numbering": f"{_WORD_TYPE}.numbering+xml",
    "header": f"{_WORD_TYPE}.header+xml",
    "footer": f"{_WORD_TYPE}.footer+xml",
    "footnotes": f"{_WORD_TYPE}.footnotes+xml",
    "endnotes": f"{_WORD_TYPE}.endnotes+xml",
    "theme": "application/vnd.openxmlformats-officedocument.theme+xml",
    "chart": "application/vnd.openxmlformats-officedocument.drawingml.chart+xml",
    "image": "",
}
"""The kinds of parts that pass, by the last word of the relationship's type; a picture's type is that of its name."""
_PICTURES = {"png": "image/png", "jpg": "image/jpeg", "jpeg": "image/jpeg", "gif": "image/gif", "bmp": "image/bmp"}
_PICTURES |= {"emf": "image/x-emf", "wmf": "image/x-wmf", "tif": "image/tiff", "tiff": "image/tiff"}
_ENCODING = re.compile(rb"^\s*<\?xml[^>]*?encoding=[\"']([^\"']*)")
_WEB = ("http://", "https://", "mailto:")
_SILENT = {"webSettings", "stylesWithEffects", "comments", "people", "glossaryDocument", "customXml", "vbaProject"}
_SILENT |= {"commentsExtended", "commentsIds", "commentsExtensible", "attachedTemplate", "mailMergeSource"}
_SILENT |= {"chartStyle", "chartColorStyle", "aFChunk", "recipientData", "mailMergeHeaderSource"}
"""Kinds of relationships that are told by what they lead to, or are nothing to tell."""
_PROPERTIES = {
    "creator": "作者",
    "lastModifiedBy": "最后保存者",
    "Company": "单位",
    "Manager": "经理",
    "description": "备注",
    "keywords": "关键词",
    "subject": "主题",
    "category": "类别",
    "HyperlinkBase": "超链接基础",
}


@dataclass(frozen=True)
class Bounds:
    """``bytes``: of all parts inflated. ``parts``: how many."""

    bytes: int = 32_000_000
    parts: int = 400


BOUNDS = Bounds()


class UnusableTemplate(ValueError):
    """A template that can't be read; the message says why and what to do."""


@dataclass(frozen=True)
class CleanTemplate:
    """``parts``: what passes into papers. ``whole``: every part as it lay in the file, for the check.

    ``kept_out``: a phrase for each thing that stays behind.
    """

    parts: Mapping[str, bytes]
    whole: Mapping[str, bytes]
    kept_out: tuple[str, ...]


@lru_cache(maxsize=32)
def clean_template(template: bytes) -> CleanTemplate:
    """The parts of a template that may pass into papers: those that a list of kinds knows, without marks of persons.

    Raises UnusableTemplate for a package over a bound, with two parts of one name or with a DTD; as unpack does for
    bytes that are no package; KeyError without a document; lxml.etree.XMLSyntaxError for broken XML.
    """
    whole = _unpacked(template)
    kept: list[str] = []
    parts = {_CORE: _EMPTY_APP, _APP: _EMPTY_APP}  # The properties are written anew for each paper.
    kinds = {_DOCUMENT: f"{_WORD_TYPE}.document.main+xml"}
    waiting = [_DOCUMENT]
    while waiting:
        name = waiting.pop(0)
        if name in parts:
            continue
        links, gone = _links_name(name), frozenset[str]()
        if links in whole:
            passing, followed, gone = _clean_links(whole, name, links, kept)
            parts |= {links: passing} if passing else {}
            kinds |= {target: _KINDS[kind] for target, kind in followed.items()}
            waiting += followed
        if kinds[name] == _KINDS["settings"]:
            parts[name] = clean_settings(whole[name], kept)
        else:
            parts[name] = clean_markup(name, whole[name], gone, kept) if name.endswith(".xml") else whole[name]
    kept += _told_by_name(whole)
    parts[_ROOT_LINKS] = _root_links()
    parts[_CONTENT] = _content_types({name: kind for name, kind in kinds.items() if name in parts})
    return CleanTemplate(parts, whole, tuple(dict.fromkeys(kept)))


def _unpacked(template: bytes) -> dict[str, bytes]:
    try:
        return _read(template)
    except Refused as fault:  # Encrypted, damaged, or packed in a rare way.
        raise zipfile.BadZipFile from fault


def _read(template: bytes) -> dict[str, bytes]:
    with open_archive(template) as package:
        entries = [each for each in package.infolist() if not each.filename.endswith("/")]
        if len(entries) > BOUNDS.parts:
            raise _unusable("too_many_parts", found=len(entries), most=BOUNDS.parts)
        if sum(each.file_size for each in entries) > BOUNDS.bytes:
            raise _unusable("too_large", most=f"{BOUNDS.bytes // 1_000_000}MB")
        whole: dict[str, bytes] = {}
        for entry in entries:
            if entry.filename in whole:
                raise _unusable("twice", part=entry.filename)
            whole[entry.filename] = read_part(package, entry)
    for name, part in whole.items():
        if name.endswith((".xml", ".rels", ".vml")):
            _refuse_declarations(name, part)
    return whole


def _refuse_declarations(name: str, part: bytes) -> None:
    """Refuse a DTD in any encoding that a parser would take; what isn't UTF-8 is no part that Word writes."""
    if b"<!DOCTYPE" in part or b"<!ENTITY" in part:
        raise _unusable("dtd", part=name)
    declared = _ENCODING.match(part)
    if b"\x00" in part or (declared and declared[1].lower() != b"utf-8"):
        raise zipfile.BadZipFile
    part.decode("utf-8")


def _unusable(sentence: str, **words: object) -> UnusableTemplate:
    return UnusableTemplate(template_sentence(sentence, **words))


def _links_name(part: str) -> str:
    folder, _, name = part.rpartition("/")
    return f"{folder}/_rels/{name}.rels"


def _clean_links(
    whole: Mapping[str, bytes], part: str, links: str, kept: list[str]
) -> tuple[bytes, dict[str, str], frozenset[str]]:
    """The relationships of a part that pass, b'' for none; the parts they lead to with their kinds; the ids gone."""
    root = etree.fromstring(whole[links])
    followed: dict[str, str] = {}
    gone = set()
    for link in list(root):
        kind, target = str(link.get("Type", "")).rpartition("/")[2], str(link.get("Target", ""))
        inside = _inside(part, target)
        if link.get("TargetMode") == "External":
            if kind == "hyperlink" and target.lower().startswith(_WEB):
                continue
            if kind not in _SILENT:
                kept.append(template_sentence("kept_link", kind=kind, part=part))
        elif kind in _KINDS and inside in whole and _fits(kind, inside):
            followed[inside] = kind
            continue
        elif kind not in _SILENT and inside in whole:
            kept.append(template_sentence("kept_object", part=inside))
        root.remove(link)
        gone.add(str(link.get("Id", "")))
    if not gone:
        return whole[links], followed, frozenset()
    written = etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True) if len(root) else b""
    return written, followed, frozenset(gone)


def _inside(part: str, target: str) -> str:
    """The name of the part to which a relationship leads, from the folder of the part that has it."""
    steps = [] if target.startswith("/") else part.split("/")[:-1]
    for step in target.strip("/").split("/"):
        if step == "..":
            steps = steps[:-1]
        elif step != ".":
            steps.append(step)
    return "/".join(steps)


def _fits(kind: str, name: str) -> bool:
    extension = name.rpartition(".")[2].lower()
    return extension in _PICTURES if kind == "image" else extension == "xml"


def _told_by_name(whole: Mapping[str, bytes]) -> list[str]:
    """A phrase for what isn't reached through the document: properties, macros, lists of people."""
    told = []
    for name in (_CORE, _APP):
        root = etree.fromstring(whole[name]) if whole.get(name, b"").strip() else ()
        told += [
            template_sentence("kept_property", name=_PROPERTIES[word])
            for node in root
            if isinstance(node.tag, str) and (word := etree.QName(node).localname) in _PROPERTIES
            if (node.text or "").strip()
        ]
    if _CUSTOM in whole and (count := len(etree.fromstring(whole[_CUSTOM]))):
        told.append(template_sentence("kept_custom", count=count))
    names = [name.rpartition("/")[2].lower() for name in whole]
    told += [template_sentence("kept_macros")] * any(name.startswith(("vbaproject", "vbadata")) for name in names)
    told += [template_sentence("kept_people")] * ("people.xml" in names)
    told += [template_sentence("kept_xml")] * any(name.startswith("customXml/") for name in whole)
    return told


def _root_links() -> bytes:
    rows = (
        ("rId1", f"{_OFFICE}/officeDocument", _DOCUMENT),
        ("rId2", f"{_PACKAGE}/relationships/metadata/core-properties", _CORE),
        ("rId3", f"{_OFFICE}/extended-properties", _APP),
    )
    links = "".join(f'<Relationship Id="{id_}" Type="{kind}" Target="{target}"/>' for id_, kind, target in rows)
    return _HEAD + f'<Relationships xmlns="{_PACKAGE}/relationships">{links}</Relationships>'.encode()


def _content_types(kinds: dict[str, str]) -> bytes:
    overrides = {f"/{name}": kind for name, kind in kinds.items() if kind} | {
        f"/{_APP}": "application/vnd.openxmlformats-officedocument.extended-properties+xml",
        f"/{_CORE}": "application/vnd.openxmlformats-package.core-properties+xml",
    }
    pictures = sorted({name.rpartition(".")[2].lower() for name, kind in kinds.items() if not kind})
    defaults = {"rels": "application/vnd.openxmlformats-package.relationships+xml", "xml": "application/xml"}
    defaults |= {extension: _PICTURES[extension] for extension in pictures}
    return (
        _HEAD
        + f'<Types xmlns="{_PACKAGE}/content-types">'.encode()
        + "".join(f'<Default Extension="{name}" ContentType="{kind}"/>' for name, kind in defaults.items()).encode()
        + "".join(
            f'<Override PartName={quoteattr(name)} ContentType="{kind}"/>' for name, kind in sorted(overrides.items())
        ).encode()
        + b"</Types>"
    )
