"""The parts of a clean Word package around a body: relationships, settings, footers, properties."""

from __future__ import annotations

from xml.sax.saxutils import escape

from docx import Document
from docx.opc.constants import RELATIONSHIP_TYPE

MAIN = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_WORD_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml"
_HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_LINKS = (
    ("rIdStyles", "styles", "styles.xml"),
    ("rIdSettings", "settings", "settings.xml"),
    ("rIdFonts", "fontTable", "fontTable.xml"),
    ("rIdOdd", "footer", "footer1.xml"),
    ("rIdEven", "footer", "footer2.xml"),
    ("rIdTheme", "theme", "theme/theme1.xml"),
)
SECTION = (
    '<w:sectPr><w:footerReference w:type="default" r:id="rIdOdd"/><w:footerReference w:type="even" r:id="rIdEven"/>'
    '<w:pgSz w:w="11906" w:h="16838"/><w:pgMar w:top="2098" w:right="1474" w:bottom="1984" w:left="1588" w:header="851" w:footer="1414" w:gutter="0"/>'
    '<w:docGrid w:type="lines" w:linePitch="579"/></w:sectPr>'
)


def word_parts(body: str, styles: str, fonts: str, *, title: str) -> dict[str, bytes]:
    """Part name -> bytes of a document whose body (paragraphs and tables) is ``body``; one portrait section of 22 lines × 28 characters."""
    texts = {
        "[Content_Types].xml": _content_types(),
        "_rels/.rels": _relations((
            ("rId1", f"{_OFFICE}/officeDocument", "word/document.xml"),
            ("rId2", f"{_PACKAGE}/relationships/metadata/core-properties", "docProps/core.xml"),
            ("rId3", f"{_OFFICE}/extended-properties", "docProps/app.xml"),
        )),
        "docProps/app.xml": '<Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/extended-properties"/>',
        "docProps/core.xml": _core(title),
        "word/_rels/document.xml.rels": _relations(tuple((id_, f"{_OFFICE}/{kind}", target) for id_, kind, target in _LINKS)),
        "word/document.xml": f'<w:document xmlns:w="{MAIN}" xmlns:r="{_OFFICE}"><w:body>{body}{SECTION}</w:body></w:document>',
        "word/fontTable.xml": fonts,
        "word/footer1.xml": _footer("PageOdd"),
        "word/footer2.xml": _footer("PageEven"),
        "word/settings.xml": _settings(),
        "word/styles.xml": styles,
    }  # fmt: skip
    # The format asks for a theme; no style here takes a face or a colour from it.
    theme = Document().part.part_related_by(RELATIONSHIP_TYPE.THEME).blob
    return {name: (_HEAD + text).encode("utf-8") for name, text in texts.items()} | {"word/theme/theme1.xml": theme}


def _content_types() -> str:
    overrides = {
        "/docProps/app.xml": "application/vnd.openxmlformats-officedocument.extended-properties+xml",
        "/docProps/core.xml": "application/vnd.openxmlformats-package.core-properties+xml",
        "/word/document.xml": f"{_WORD_TYPE}.document.main+xml",
        "/word/fontTable.xml": f"{_WORD_TYPE}.fontTable+xml",
        "/word/footer1.xml": f"{_WORD_TYPE}.footer+xml",
        "/word/footer2.xml": f"{_WORD_TYPE}.footer+xml",
        "/word/settings.xml": f"{_WORD_TYPE}.settings+xml",
        "/word/styles.xml": f"{_WORD_TYPE}.styles+xml",
        "/word/theme/theme1.xml": "application/vnd.openxmlformats-officedocument.theme+xml",
    }
    return (
        f'<Types xmlns="{_PACKAGE}/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        '<Default Extension="xml" ContentType="application/xml"/>'
        + "".join(f'<Override PartName="{name}" ContentType="{kind}"/>' for name, kind in overrides.items())
        + "</Types>"
    )


def _relations(rows: tuple[tuple[str, str, str], ...]) -> str:
    links = "".join(f'<Relationship Id="{id_}" Type="{kind}" Target="{target}"/>' for id_, kind, target in rows)
    return f'<Relationships xmlns="{_PACKAGE}/relationships">{links}</Relationships>'


def _core(title: str) -> str:
    return (
        f'<cp:coreProperties xmlns:cp="{_PACKAGE}/metadata/core-properties" xmlns:dc="http://purl.org/dc/elements/1.1/">'
        f"<dc:title>{escape(title)}</dc:title></cp:coreProperties>"
    )


def _footer(style: str) -> str:
    """— 1 —"""
    field = '<w:fldSimple w:instr=" PAGE "><w:r><w:t>1</w:t></w:r></w:fldSimple>'
    dash = '<w:r><w:t xml:space="preserve">{}</w:t></w:r>'
    return f'<w:ftr xmlns:w="{MAIN}"><w:p><w:pPr><w:pStyle w:val="{style}"/></w:pPr>{dash.format("— ")}{field}{dash.format(" —")}</w:p></w:ftr>'


def _settings() -> str:
    return (
        f'<w:settings xmlns:w="{MAIN}"><w:zoom w:percent="100"/><w:bordersDoNotSurroundHeader/><w:bordersDoNotSurroundFooter/>'
        '<w:defaultTabStop w:val="420"/><w:evenAndOddHeaders/><w:characterSpacingControl w:val="doNotCompress"/>'
        '<w:compat><w:compatSetting w:name="compatibilityMode" w:uri="http://schemas.microsoft.com/office/word" w:val="15"/></w:compat>'
        '<w:themeFontLang w:val="en-US" w:eastAsia="zh-CN"/></w:settings>'
    )
