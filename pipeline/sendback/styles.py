"""The cell formats of a workbook sent back: its own, the same with the fill of a mark, and those of the list 需修改."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any

from lxml import etree

from pipeline.base.finding import Severity

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_FILLS = {Severity.ERROR: "FFFFC7CF", Severity.REMINDER: "FFFFEB9D", Severity.NOTE: "FFE2EFDB"}
"""Close to Office's colours for bad and neutral, but not equal: the fill of an earlier mark is known by its colour."""
_TEXT_FORMAT = "49"
_FORMAT_TEXT = re.compile(r'"[^"]*"|\\.')
_KNOWN = frozenset('年月日时分秒上下午星期周元件人次个万亿%￥¥$€ -/,.:()"\\+')
_LIST_FONTS = (
    '<font><sz val="11"/><name val="微软雅黑"/><family val="2"/></font>',
    '<font><b/><sz val="14"/><name val="微软雅黑"/><family val="2"/></font>',
    '<font><b/><sz val="11"/><name val="微软雅黑"/><family val="2"/></font>',
    '<font><u/><sz val="11"/><color rgb="FF1F4E79"/><name val="微软雅黑"/><family val="2"/></font>',
    '<font><sz val="9"/><color rgb="FF595959"/><name val="微软雅黑"/><family val="2"/></font>',
)
_HEAD_FILL = "FFDCE3EA"
_THIN = '<border><left style="thin"/><right style="thin"/><top style="thin"/><bottom style="thin"/><diagonal/></border>'
_LIST_STYLES = {
    "title": (1, None, False, "center"),
    "note": (0, None, False, "left"),
    "head": (2, _HEAD_FILL, True, "center"),
    "text": (0, None, True, "left"),
    "centre": (0, None, True, "center"),
    "link": (3, None, True, "left"),
    Severity.ERROR: (2, _FILLS[Severity.ERROR], True, "center"),
    Severity.REMINDER: (2, _FILLS[Severity.REMINDER], True, "center"),
    Severity.NOTE: (2, _FILLS[Severity.NOTE], True, "center"),
    "sum": (4, None, False, "left"),
}


def tag(name: str) -> str:
    """A name in the main namespace of workbooks, as lxml writes it."""
    return f"{{{MAIN}}}{name}"


def parse(xml: bytes) -> Any:
    """The root of a part; the parser fetches nothing from outside.

    Raises etree.XMLSyntaxError for broken XML, and ValueError for another namespace.
    """
    root = etree.fromstring(
        xml,
        etree.XMLParser(
            resolve_entities=False, no_network=True, huge_tree=False, remove_comments=True, remove_pis=True
        ),
    )
    if not str(root.tag).startswith(f"{{{MAIN}}}"):
        raise ValueError(root.tag)
    return root


def keep_children(root: Any, names: Iterable[str]) -> None:
    """Remove every child whose name isn't listed."""
    tags = {tag(name) for name in names}
    for child in list(root):
        if child.tag not in tags:
            root.remove(child)


class Styles:
    """The part styles.xml, to which formats are added.

    Names of cell styles, extensions, number formats with own texts and the fills of earlier marks are taken out.
    ``listed``: name in _LIST_STYLES -> its format, after ``add_list``.
    """

    def __init__(self, xml: bytes) -> None:
        self._root = parse(xml)
        keep_children(self._root, ("numFmts", "fonts", "fills", "borders", "cellStyleXfs", "cellXfs", "dxfs", "colors"))
        self._fonts, self._fills, self._borders = (self._need(name) for name in ("fonts", "fills", "borders"))
        self._xfs = self._need("cellXfs")
        for code in self._root.iter(tag("numFmt")):
            if not _only_known(code.get("formatCode", "")):
                code.set("formatCode", "General")
        etree.strip_elements(self._root, tag("extLst"))
        if self._root.find(tag("cellStyleXfs")) is not None:
            self._xfs.addnext(
                _element('<cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles>')
            )
        ours = set(_FILLS.values())
        for fill in self._fills.iter(tag("patternFill")):
            colour = fill.find(tag("fgColor"))
            if colour is not None and colour.get("rgb") in ours:
                fill.clear()
                fill.set("patternType", "none")
        self._own = list(self._xfs)  # counting the children of an element takes a walk through them
        self._marked: dict[tuple[int, str, bool], int] = {}
        self._fill_of: dict[str, int] = {}
        self.listed: dict[object, int] = {}

    def _need(self, name: str) -> Any:
        group = self._root.find(tag(name))
        if group is None:
            raise ValueError(name)
        return group

    def marked(self, base: int, severity: Severity, *, as_text: bool) -> int:
        """The number of the format ``base`` with the fill of a mark, and as text if ``as_text``."""
        key = base, _FILLS[severity], as_text
        if key not in self._marked:
            xf = etree.fromstring(etree.tostring(self._own[base if base < len(self._own) else 0]))
            xf.set("fillId", str(self._fill(key[1])))
            xf.set("applyFill", "1")
            if as_text:
                xf.set("numFmtId", _TEXT_FORMAT)
                xf.set("applyNumberFormat", "1")
            self._xfs.append(xf)
            self._own.append(xf)
            self._marked[key] = len(self._own) - 1
        return self._marked[key]

    def add_list(self) -> None:
        """Add the formats of the list 需修改 to ``listed``."""
        first_font, border = len(self._fonts), len(self._borders)
        for font in _LIST_FONTS:
            self._fonts.append(_element(font))
        self._borders.append(_element(_THIN))
        for name, (font_at, colour, boxed, across) in _LIST_STYLES.items():
            fill = self._fill(colour) if colour else 0
            xf = _element(
                f'<xf numFmtId="0" fontId="{first_font + font_at}" fillId="{fill}" '
                f'borderId="{border if boxed else 0}" xfId="0" '
                f'applyFont="1" applyFill="1" applyBorder="1" applyAlignment="1">'
                f'<alignment horizontal="{across}" vertical="center" wrapText="1"/></xf>'
            )
            self._xfs.append(xf)
            self._own.append(xf)
            self.listed[name] = len(self._own) - 1

    def _fill(self, colour: str) -> int:
        if colour not in self._fill_of:
            pattern = f'<patternFill patternType="solid"><fgColor rgb="{colour}"/><bgColor indexed="64"/></patternFill>'
            self._fills.append(_element(f"<fill>{pattern}</fill>"))
            self._fill_of[colour] = len(self._fills) - 1
        return self._fill_of[colour]

    def content(self) -> bytes:
        """The bytes of the part."""
        for group in (self._fonts, self._fills, self._borders, self._xfs):
            group.set("count", str(len(group)))
        part: bytes = etree.tostring(self._root, xml_declaration=True, encoding="UTF-8", standalone=True)
        return part


def _element(xml: str) -> Any:
    return etree.fromstring(f'<_ xmlns="{MAIN}">{xml}</_>')[0]


def _only_known(code: str) -> bool:
    return all(set(text) <= _KNOWN for text in _FORMAT_TEXT.findall(code))
