"""The marks that Word leaves in a part: comments, format revisions, editing sessions, data sources, protection."""

from __future__ import annotations

from typing import Any

from lxml import etree

from pipeline.messages.paper_templates import template_sentence

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_C = "{http://schemas.openxmlformats.org/drawingml/2006/chart}"
_RELATIONS = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
_MOST = 20
_COMMENT = {f"{W}{name}" for name in ("commentRangeStart", "commentRangeEnd", "commentReference")}
_FORMATS = {
    f"{W}{name}Change" for name in ("rPr", "pPr", "sectPr", "tblPr", "tblPrEx", "trPr", "tcPr", "tblGrid", "numbering")
}
_MARKS = {f"{W}ins", f"{W}del", f"{W}moveFrom", f"{W}moveTo"}
"""As properties of a paragraph's end or of a row; around runs they hold text, which is a fault of its own."""
_CELLS = {f"{W}{name}" for name in ("cellIns", "cellDel", "cellMerge")}
_RANGES = {
    f"{W}{name}Range{end}"
    for name in ("moveFrom", "moveTo", "customXmlIns", "customXmlDel", "customXmlMoveFrom", "customXmlMoveTo")
    for end in ("Start", "End")
}
_RIGHTS = {f"{W}permStart", f"{W}permEnd"}
_BINDINGS = {f"{W}dataBinding", "{http://schemas.microsoft.com/office/word/2012/wordml}dataBinding"}
_LINKED = {f"{_C}externalData", f"{W}altChunk", f"{W}object", f"{W}control", f"{W}subDoc"}
_PROPERTY_PARENTS = {f"{W}rPr", f"{W}trPr"}
_SESSION = f"{W}rsid"
_UNLINKED = {
    f"{W}hyperlink",
    "{http://schemas.openxmlformats.org/drawingml/2006/main}blip",
    "{urn:schemas-microsoft-com:vml}imagedata",
    "{urn:schemas-microsoft-com:vml}fill",
}
"""Elements that stay without their link."""
_SETTINGS = (
    "view zoom removePersonalInformation mirrorMargins alignBordersAndEdges bordersDoNotSurroundHeader "
    "bordersDoNotSurroundFooter gutterAtTop defaultTabStop autoHyphenation consecutiveHyphenLimit hyphenationZone "
    "doNotHyphenateCaps evenAndOddHeaders bookFoldPrinting drawingGridHorizontalSpacing drawingGridVerticalSpacing "
    "displayHorizontalDrawingGridEvery displayVerticalDrawingGridEvery doNotUseMarginsForDrawingGridOrigin "
    "characterSpacingControl printTwoOnOne strictFirstAndLastChars noLineBreaksAfter noLineBreaksBefore updateFields "
    "footnotePr endnotePr compat themeFontLang clrSchemeMapping decimalSymbol listSeparator"
)
_KEPT_SETTINGS = {f"{W}{name}" for name in _SETTINGS.split()}
_TOLD_SETTINGS = {
    f"{W}attachedTemplate": "kept_attached",
    f"{W}mailMerge": "kept_merge",
    f"{W}documentProtection": "kept_protection",
    f"{W}writeProtection": "kept_protection",
}


def clean_settings(part: bytes, kept: list[str]) -> bytes:
    """word/settings.xml with the settings of page and typesetting alone; the same bytes when it has no others."""
    root = etree.fromstring(part)
    strange = [node for node in root if node.tag not in _KEPT_SETTINGS]
    for node in strange:
        if node.tag in _TOLD_SETTINGS:
            kept.append(template_sentence(_TOLD_SETTINGS[node.tag]))
        elif node.tag == f"{W}docVars":
            kept.append(template_sentence("kept_variables", count=len(node)))
        root.remove(node)
    return _written(root) if strange else part


def clean_markup(name: str, part: bytes, gone: frozenset[str], kept: list[str]) -> bytes:
    """A part with text or charts without the marks of who edited it; the same bytes when it has none.

    ``gone``: the ids of relationships that don't pass.
    """
    root = etree.fromstring(part)
    found: dict[str, list[Any]] = {"kept_comments": [], "kept_formats": [], "kept_rights": [], "": []}
    for node in root.iter():
        kind = _kind_of(node)
        if kind is not None:
            found[kind].append(node)
    stripped = _strip_attributes(root, gone, found[""])
    removed = [node for nodes in found.values() for node in nodes]
    for kind, nodes in found.items():
        if kind and nodes:
            count = sum(not str(node.tag).endswith(("RangeEnd", "permEnd", "RangeStart")) for node in nodes) or 1
            kept.append(template_sentence(kind, count=count, where=_where(nodes[0], name)))
    for node in removed:
        _remove(node)
    return _written(root) if removed or stripped else part


def _kind_of(node: Any) -> str | None:
    tag = node.tag
    if not isinstance(tag, str):
        return ""  # A comment of XML or an instruction to a program.
    if tag in _COMMENT:
        return "kept_comments"
    if tag in _FORMATS or tag in _CELLS or (tag in _MARKS and node.getparent().tag in _PROPERTY_PARENTS):
        return "kept_formats"
    if tag in _RIGHTS:
        return "kept_rights"
    return "" if tag in _BINDINGS or tag in _LINKED or tag in _RANGES or tag == _SESSION else None


def _strip_attributes(root: Any, gone: frozenset[str], removed: list[Any]) -> bool:
    """Take off ids of editing sessions and links that are gone, with elements that are nothing without their link."""
    stripped = False
    for node in root.iter(etree.Element):
        for name, value in list(node.attrib.items()):
            linked = bool(gone) and str(name).startswith(_RELATIONS) and value in gone
            if linked and node.tag not in _UNLINKED:
                removed.append(node)
            elif linked or str(name).startswith(_SESSION):
                del node.attrib[name]
                stripped = True
    return stripped


def _remove(node: Any) -> None:
    parent = node.getparent()
    if parent is None:
        return
    if node.tail:  # Text behind it belongs to the parent.
        before = node.getprevious()
        if before is None:
            parent.text = (parent.text or "") + node.tail
        else:
            before.tail = (before.tail or "") + node.tail
    parent.remove(node)


def _where(node: Any, part: str) -> str:
    """The text of the paragraph, by which staff find the place; the part's name outside any."""
    paragraph = next(node.iterancestors(f"{W}p"), None)
    text = "" if paragraph is None else "".join(each.text or "" for each in paragraph.iter(f"{W}t")).strip()
    told = text if len(text) <= _MOST else f"{text[:_MOST]}…"
    return f"“{told}”" if told else part


def _written(root: Any) -> bytes:
    written: bytes = etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)
    return written
