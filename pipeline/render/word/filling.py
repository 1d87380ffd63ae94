"""Filling a Word template: docxtpl's tags in a sandbox that refuses a missing figure, then the finish of its layout.

A template is unpacked and compiled once; for each document its text is filled, finished and packed with the other
parts as they are. Loading a package per document, as docxtpl alone does, takes several times as long
(benchmarks/documents.py).
"""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache, lru_cache
from typing import Any
from xml.sax.saxutils import escape

from docxtpl import DocxTemplate
from jinja2 import TemplateError, UndefinedError
from jinja2.exceptions import SecurityError
from lxml import etree

from pipeline.messages import paper_words
from pipeline.messages.paper_templates import template_sentence
from pipeline.render.package import Deflated, deflated, pack
from pipeline.render.word.chart import Chart
from pipeline.render.word.chart_parts import Charts, Drawing
from pipeline.render.word.clean import UnusableTemplate, clean_template
from pipeline.render.word.document import FilledDocument
from pipeline.render.word.forms import Form, forms_of
from pipeline.render.word.imprint_room import make_room_for_imprint
from pipeline.render.word.layout import (
    faces,
    fit_imprint,
    fit_letter_mark,
    fit_mark,
    fit_signature,
    free_drawings,
    grow_rows,
    lowered_by_mark,
    set_faces,
    share_columns,
)
from pipeline.render.word.marks import with_marks
from pipeline.render.word.reread import lost_values
from pipeline.render.word.tables_from_data import mark_loops, order_cells, say_empty
from pipeline.render.word.tag_quotes import hide_turned, show_turned
from pipeline.render.word.tag_values import Placed, fill
from pipeline.render.word.turned_numbers import turn_numbers
from pipeline.render.word.wide_pages import lay_wide_attachments
from pipeline.schema.settings_sheets import EVEN_IMPRINT, OFFICE_DEFAULTS
from pipeline.schema.vocabulary import Answer

DOCUMENT_PART, STYLES_PART, PROPERTIES_PART = "word/document.xml", "word/styles.xml", "docProps/core.xml"
_TEXT = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}t"
_TAGGED = re.compile(r"word/(?:document|(?:header|footer)\d*|footnotes|endnotes)\.xml")
_LEFT_OVER = re.compile(r"\{\{|\}\}|\{%|%\}|｛｛|｝｝|｛%|%｝|｛％|％｝")
_MERGED = re.compile(r'<w:vMerge w:val="\{%|<w:gridSpan w:val="\{\{|w:fill="\{\{')
"""What docxtpl makes of the tags vm, hm, colspan and cellbg."""
_CHART_FACE, _SHORT = "正文字体", 40
_DUBLIN = "http://purl.org/dc/"
_CORE = "http://schemas.openxmlformats.org/package/2006/metadata/core-properties"


class DocumentFault(RuntimeError):
    """One document can't be made; the message says why. The others are made all the same."""


@dataclass(frozen=True)
class _Prepared:
    """A template unpacked.

    ``sources``: the text of each part that holds tags, ready for Jinja. ``parts``: the others, which go into every
    document unchanged, and ``packed`` the same as they lie in a package. ``forms``: measures of the paragraph styles by
    id.
    """

    sources: Mapping[str, str]
    parts: Mapping[str, bytes]
    packed: Mapping[str, Deflated]
    forms: Mapping[str, Form]


def render_document(
    template: bytes, context: Mapping[str, Any], office: Mapping[str, str], *, title: str, made_on: date
) -> bytes:
    """The document as bytes; the same arguments give the same bytes.

    ``context``: what naming.as_context gives. ``office``: the sheet 单位, with the faces to set (标题字体 …).
    ``made_on``: the day in the document's properties, where the clock's would make the bytes differ. Raises
    DocumentFault when a tag names nothing, a value is missing, a tag is left over, or a value isn't in the result.
    """
    try:
        return _made(template, context, office, title=title, made_on=made_on)
    except DocumentFault:
        raise
    except UndefinedError as fault:
        raise DocumentFault(paper_words.UNKNOWN_NAME.format(name=fault.message)) from fault
    except (TemplateError, SecurityError) as fault:
        raise DocumentFault(paper_words.TEMPLATE_FAULT.format(fault=fault)) from fault
    except etree.XMLSyntaxError as fault:
        raise DocumentFault(paper_words.TAGS_CROSSED) from fault
    except UnusableTemplate as fault:
        raise DocumentFault(str(fault)) from fault
    except (zipfile.BadZipFile, KeyError) as fault:
        raise DocumentFault(paper_words.NO_DOCX) from fault
    except Exception as fault:  # whatever a template brings about stops its own paper alone
        raise DocumentFault(template_sentence("filling", why=type(fault).__name__)) from fault


def _made(
    template: bytes, context: Mapping[str, Any], office: Mapping[str, str], *, title: str, made_on: date
) -> bytes:
    prepared = _prepare(template, tuple(sorted(faces(office).items())))
    charts = Charts(office.get(_CHART_FACE) or OFFICE_DEFAULTS[_CHART_FACE])
    placed = {name: Placed(charts.draw if name == DOCUMENT_PART else _no_chart) for name in prepared.sources}
    filled = {name: fill(_engine(), source, context, placed[name]) for name, source in prepared.sources.items()}
    text = filled.pop(DOCUMENT_PART)
    document = FilledDocument.folded(text)
    for name, xml in {DOCUMENT_PART: text, **filled}.items():
        leftover = _left_over_in(xml, placed[name].values)
        if leftover:
            raise DocumentFault(paper_words.TAG_LEFT.format(tag=leftover))
    fit_mark(document)
    fit_signature(document)
    lay_wide_attachments(document, prepared.forms)
    share_columns(document)
    say_empty(document)
    if _MERGED.search(prepared.sources[DOCUMENT_PART]):
        order_cells(document)
    fit_imprint(document)
    grow_rows(document, prepared.forms)
    free_drawings(document)
    lowered = lowered_by_mark(document, filled.values())
    make_room_for_imprint(document, prepared.forms, even=office.get(EVEN_IMPRINT) == Answer.YES, lowered=lowered)
    parts: dict[str, bytes] = {name: fit_letter_mark(xml.encode("utf-8")) for name, xml in filled.items()}
    parts |= turn_numbers(document, {**prepared.parts, **parts})
    parts |= {DOCUMENT_PART: document.xml, PROPERTIES_PART: _properties(title, made_on)}
    package = pack({**prepared.packed, **parts, **charts.files({**prepared.parts, **parts})})
    lost = lost_values(package, {name: part.values for name, part in placed.items()}, charts.placed)
    if lost:
        raise DocumentFault(
            paper_words.VALUE_LOST.format(value=_short(lost[0]), more=f"等{len(lost)}处" if len(lost) > 1 else "")
        )
    return package


def _no_chart(_: Chart) -> Drawing:
    raise TemplateError(paper_words.CHART_PLACE)


def _short(text: str) -> str:
    return text if len(text) <= _SHORT else f"{text[:_SHORT]}…"


def sources_of(template: bytes) -> Mapping[str, str]:
    """Part -> the text that Jinja is given, with docxtpl's tags turned into Jinja's. Raises as unpack does."""
    return _prepare(template, ()).sources


@lru_cache(maxsize=32)
def _prepare(template: bytes, chosen: tuple[tuple[str, str], ...]) -> _Prepared:
    parts = {
        name: set_faces(part, dict(chosen)) if name.endswith(".xml") else part
        for name, part in clean_template(template).parts.items()
    }
    tagged = {name for name in parts if _TAGGED.fullmatch(name) and (name == DOCUMENT_PART or b"{" in parts[name])}
    constant = {name: part for name, part in parts.items() if name not in tagged}
    sources = {name: _source(parts[name].decode("utf-8")) for name in sorted(tagged | {DOCUMENT_PART})}
    return _Prepared(
        sources=with_marks(sources | {DOCUMENT_PART: mark_loops(sources[DOCUMENT_PART])}),
        parts=constant,
        packed={name: deflated(part) for name, part in constant.items()},
        forms=forms_of(parts[STYLES_PART]),
    )


def _source(xml: str) -> str:
    return show_turned(_engine().patch_xml(hide_turned(xml)))


@cache
def _engine() -> DocxTemplate:
    """An empty DocxTemplate, used for its handling of paragraph, row and cell tags and of line breaks."""
    return DocxTemplate(io.BytesIO())


def _properties(title: str, made_on: date) -> bytes:
    """The part docProps/core.xml: the title and the day, without any person's name."""
    day = f"{made_on.isoformat()}T00:00:00Z"
    stamps = "".join(
        f'<dcterms:{word} xsi:type="dcterms:W3CDTF">{day}</dcterms:{word}>' for word in ("created", "modified")
    )
    return (
        '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
        f'<cp:coreProperties xmlns:cp="{_CORE}" xmlns:dc="{_DUBLIN}elements/1.1/" xmlns:dcterms="{_DUBLIN}terms/" '
        f'xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"><dc:title>{escape(title)}</dc:title>{stamps}</cp:coreProperties>'
    ).encode()


def _left_over_in(xml: str, values: Sequence[str]) -> str:
    """The line of a filled part that ``left_over`` finds in its texts; they are looked at where a brace is at all."""
    if not any(sign in xml for sign in "{}｛｝"):  # A single character is found ten times as fast as a pair.
        return ""
    root = etree.fromstring(xml.encode("utf-8"))
    return left_over("\n".join(node.text or "" for node in root.iter(_TEXT)), values)


def left_over(text: str, values: Sequence[str]) -> str:
    """The line of ``text`` with the first brace of a tag that came from no value; '' when there is none."""
    for brace in _LEFT_OVER.finditer(text):
        line = text[text.rfind("\n", 0, brace.start()) + 1 :].split("\n", 1)[0]
        if not any(brace[0] in value and value in line for value in values):
            return line.strip()[:_SHORT]
    return ""
