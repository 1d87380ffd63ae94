"""Faces that a template uses and the settings don't name: such text looks different from the rest, or on another machine."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from lxml import etree

from pipeline.render.package import unpack
from pipeline.render.templates.places import Spot, W, spots
from pipeline.render.word.layout import FACES
from pipeline.schema.settings_sheets import OFFICE_DEFAULTS

_STYLES = "word/styles.xml"
_HAN = re.compile(r"[\u2e80-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]")
_LATIN = re.compile(r"[A-Za-z0-9]")
_TAG = re.compile(r"\{\{.*?\}\}|\{%.*?%\}")
_THEME = "（主题字体）"


def foreign_faces(template: bytes, office: Mapping[str, str]) -> tuple[str, ...]:
    """A sentence for each face in use that is neither one of the program's nor one that 单位 names; () when there is none.

    A run's own face counts, else its paragraph style's with those that it is based on, else the document's default.
    Text in Chinese has the face for East Asian text, letters and digits theirs; a tag counts as both. A file that is no
    template has no faces.
    """
    allowed = {*(OFFICE_DEFAULTS[key] for key in FACES), *(office[key] for key in FACES if office.get(key))}
    try:
        parts = unpack(template)
        styles = _Styles.read(parts[_STYLES])
        used: dict[str, list[Spot]] = {}
        for spot in spots(parts):
            for face in styles.faces(spot.element) - allowed:
                used.setdefault(face, []).append(spot)
    except (zipfile.BadZipFile, KeyError, ValueError, etree.XMLSyntaxError):
        return ()
    usable = "、".join(dict.fromkeys(office.get(key) or OFFICE_DEFAULTS[key] for key in FACES))
    return tuple(
        f"“{face}”不是设置里的字体，用在{places[0].where}{f'等{len(places)}段' if len(places) > 1 else ''}；请改用{usable}之一，"
        "或在设置.xlsx“单位”工作表里改字体。"
        for face, places in sorted(used.items())
    )


@dataclass(frozen=True)
class _Styles:
    """``by_id``: style -> (the style it is based on, its own faces); faces are 'ascii' and 'eastAsia'.

    ``default`` is the document's.
    """

    by_id: Mapping[str, tuple[str, Mapping[str, str]]]
    default: Mapping[str, str]
    normal: str

    @classmethod
    def read(cls, part: bytes) -> _Styles:
        """word/styles.xml."""
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
        found = set()
        for run in paragraph.iter(f"{W}r"):
            text = "".join(node.text or "" for node in run.iter(f"{W}t"))
            properties = run.find(f"{W}rPr")
            named = None if properties is None else properties.find(f"{W}rStyle")
            character = [] if named is None else list(self._chain(named.get(f"{W}val")))
            for kind, has in (("eastAsia", _HAN), ("ascii", _LATIN)):
                if has.search(text) or _TAG.search(text):
                    given = (
                        faces[kind] for faces in (_own(properties), *character, *chain, self.default) if kind in faces
                    )
                    found |= {face for face in (next(given, ""),) if face}
        return found

    def _chain(self, id_: str) -> Iterator[Mapping[str, str]]:
        seen: set[str] = set()
        while id_ in self.by_id and id_ not in seen:
            seen.add(id_)
            id_, faces = self.by_id[id_]
            yield faces


def _own(properties: Any) -> dict[str, str]:
    """The faces that a w:rPr names; a theme's by the words for one."""
    fonts = None if properties is None else properties.find(f"{W}rFonts")
    if fonts is None:
        return {}
    named = {kind: fonts.get(f"{W}{kind}") for kind in ("ascii", "eastAsia") if fonts.get(f"{W}{kind}")}
    return named | {kind: _THEME for kind in ("ascii", "eastAsia") if fonts.get(f"{W}{kind}Theme")}
