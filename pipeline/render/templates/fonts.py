"""Faces that a template uses and the settings don't name.

Text in such a face differs from the rest of the paper, or looks different on another machine.
"""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from lxml import etree

from pipeline.messages import template_words
from pipeline.render.templates.places import Spot, W, spots
from pipeline.render.word.clean import clean_template
from pipeline.render.word.layout import FACES
from pipeline.schema.settings_sheets import OFFICE_DEFAULTS

_STYLES = "word/styles.xml"
_HAN = re.compile(r"[\u2e80-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]")
_LATIN = re.compile(r"[A-Za-z0-9]")
_TAG = re.compile(r"\{\{.*?\}\}|\{%.*?%\}")
_THEME = "（主题字体）"


def foreign_faces(template: bytes, office: Mapping[str, str]) -> tuple[str, ...]:
    """A sentence for each face that is neither the program's nor named in 单位; () when the template uses no other.

    The face of a run is its own, else that of its paragraph's style or of a style on which that one is based, else the
    document's default. Chinese characters take the East Asian face, letters and digits the other; a tag counts as both.
    A file that is no template has no faces.
    """
    allowed = {*(OFFICE_DEFAULTS[key] for key in FACES), *(office[key] for key in FACES if office.get(key))}
    try:
        parts = clean_template(template).parts
        styles = _Styles.read(parts[_STYLES])
        used: dict[str, list[Spot]] = {}
        for spot in spots(parts):
            for face in styles.faces(spot.element) - allowed:
                used.setdefault(face, []).append(spot)
    except (zipfile.BadZipFile, KeyError, ValueError, etree.XMLSyntaxError):
        return ()
    usable = "、".join(dict.fromkeys(office.get(key) or OFFICE_DEFAULTS[key] for key in FACES))
    return tuple(
        template_words.OTHER_FACE.format(
            face=face, where=places[0].where, more=f"等{len(places)}段" if len(places) > 1 else "", usable=usable
        )
        for face, places in sorted(used.items())
    )


@dataclass(frozen=True)
class _Styles:
    """The faces of a template's styles, each with the keys 'ascii' and 'eastAsia'.

    ``by_id``: id of a style -> (id of the style on which it is based, its own faces). ``default``: the document's own
    faces. ``normal``: id of the style of a paragraph that names none.
    """

    by_id: Mapping[str, tuple[str, Mapping[str, str]]]
    default: Mapping[str, str]
    normal: str

    @classmethod
    def read(cls, part: bytes) -> _Styles:
        """The styles of word/styles.xml."""
        root = etree.fromstring(part)
        by_id, normal = {}, ""
        for style in root.iter(f"{W}style"):
            based = style.find(f"{W}basedOn")
            by_id[style.get(f"{W}styleId")] = (
                "" if based is None else based.get(f"{W}val"),
                _own(style.find(f"{W}rPr")),
            )
            if style.get(f"{W}type") == "paragraph" and style.get(f"{W}default") in ("1", "true"):
                normal = style.get(f"{W}styleId")
        return cls(by_id, _own(root.find(f"{W}docDefaults/{W}rPrDefault/{W}rPr")), normal)

    def faces(self, paragraph: Any) -> set[str]:
        """The faces of a paragraph's text."""
        style = paragraph.find(f"{W}pPr/{W}pStyle")
        chain = list(self._chain(self.normal if style is None else style.get(f"{W}val")))
        used = set()
        for run in paragraph.iter(f"{W}r"):
            text = "".join(node.text or "" for node in run.iter(f"{W}t"))
            properties = run.find(f"{W}rPr")
            named = None if properties is None else properties.find(f"{W}rStyle")
            character = [] if named is None else list(self._chain(named.get(f"{W}val")))
            for kind, has in (("eastAsia", _HAN), ("ascii", _LATIN)):
                if has.search(text) or _TAG.search(text):
                    levels = (_own(properties), *character, *chain, self.default)
                    used |= {next((faces[kind] for faces in levels if kind in faces), "")}
        return used - {""}

    def _chain(self, id_: str) -> Iterator[Mapping[str, str]]:
        seen: set[str] = set()
        while id_ in self.by_id and id_ not in seen:
            seen.add(id_)
            id_, faces = self.by_id[id_]
            yield faces


def _own(properties: Any) -> dict[str, str]:
    """The faces that a w:rPr names; a theme's face is （主题字体）."""
    fonts = None if properties is None else properties.find(f"{W}rFonts")
    if fonts is None:
        return {}
    named = {kind: fonts.get(f"{W}{kind}") for kind in ("ascii", "eastAsia") if fonts.get(f"{W}{kind}")}
    return named | {kind: _THEME for kind in ("ascii", "eastAsia") if fonts.get(f"{W}{kind}Theme")}
