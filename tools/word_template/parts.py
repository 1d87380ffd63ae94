"""The parts of a clean Word package around a body: relationships, settings, footers, properties."""

from __future__ import annotations

from xml.sax.saxutils import escape

from docx import Document
from docx.opc.constants import RELATIONSHIP_TYPE

from tools.word_template.blocks import paragraph, when

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
_LETTER_LINKS = (("rIdMark", "header", "header1.xml"), ("rIdFoot", "footer", "footer3.xml"))
_LETTER_FOOT = 280
"""By how many twips a letter's page numbers are raised.

Its footer is 5 mm lower than usual, because the red rules of page 1 are 20 mm from the edge.
"""


def word_parts(body: str, styles: str, fonts: str, *, title: str, letter: bool = False) -> dict[str, bytes]:
    """Part name -> its bytes, for a document with this body (paragraphs and tables).

    It has one portrait section of 22 lines × 28 characters. ``letter``: 信函格式, with mark and red double rules in
    header and footer of the first page, which has no page number.
    """
    links = (*_LINKS, *(_LETTER_LINKS if letter else ()))
    lift = _LETTER_FOOT if letter else 0
    texts = {
        "[Content_Types].xml": _content_types(links),
        "_rels/.rels": _relations(
            (
                ("rId1", f"{_OFFICE}/officeDocument", "word/document.xml"),
                ("rId2", f"{_PACKAGE}/relationships/metadata/core-properties", "docProps/core.xml"),
                ("rId3", f"{_OFFICE}/extended-properties", "docProps/app.xml"),
            )
        ),
        "docProps/app.xml": (
            '<Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/extended-properties"/>'
        ),
        "docProps/core.xml": _core(title),
        "word/_rels/document.xml.rels": _relations(
            tuple((id_, f"{_OFFICE}/{kind}", target) for id_, kind, target in links)
        ),
        "word/document.xml": (
            f'<w:document xmlns:w="{MAIN}" xmlns:r="{_OFFICE}"><w:body>{body}{_section(letter=letter)}</w:body><'
            "/w:document>"
        ),
        "word/fontTable.xml": fonts,
        "word/footer1.xml": _footer("PageOdd", lift),
        "word/footer2.xml": _footer("PageEven", lift),
        "word/settings.xml": _settings(),
        "word/styles.xml": styles,
    }
    if letter:
        texts["word/header1.xml"] = f'<w:hdr xmlns:w="{MAIN}">{_headed(_line("LetterMark", "{{ 机关标志 }}"))}</w:hdr>'
        texts["word/footer3.xml"] = f'<w:ftr xmlns:w="{MAIN}">{_headed(_line("LetterFoot", ""))}</w:ftr>'
    # The format demands a theme; no style here takes a font or a colour from it.
    theme = Document().part.part_related_by(RELATIONSHIP_TYPE.THEME).blob
    return {name: (_HEAD + text).encode("utf-8") for name, text in texts.items()} | {"word/theme/theme1.xml": theme}


def _section(*, letter: bool) -> str:
    first = (
        '<w:headerReference w:type="first" r:id="rIdMark"/><w:footerReference w:type="first" r:id="rIdFoot"/>'
        if letter
        else ""
    )
    return (
        f'<w:sectPr>{first}<w:footerReference w:type="default" r:id="rIdOdd"/><w:footerReference w:type="even" '
        'r:id="rIdEven"/>'
        '<w:pgSz w:w="11906" w:h="16838"/><w:pgMar w:top="2098" w:right="1474" w:bottom="1984" w:left="1588" '
        'w:header="851" '
        f'w:footer="{1134 if letter else 1414}" w:gutter="0"/>{"<w:titlePg/>" if letter else ""}<w:docGrid '
        'w:type="lines" w:linePitch="579"/></w:sectPr>'
    )


def _headed(line: str) -> str:
    """Return a line with red rules; an empty one where the office has no name to print above them."""
    return when("机关标志", line) + when("not 机关标志", paragraph("Normal"))


def _line(style: str, text: str) -> str:
    run = f"<w:r><w:t>{text}</w:t></w:r>" if text else ""
    return f'<w:p><w:pPr><w:pStyle w:val="{style}"/></w:pPr>{run}</w:p>'


def _content_types(links: tuple[tuple[str, str, str], ...]) -> str:
    overrides = {f"/word/{target}": f"{_WORD_TYPE}.{kind}+xml" for _, kind, target in links if kind != "theme"} | {
        "/docProps/app.xml": "application/vnd.openxmlformats-officedocument.extended-properties+xml",
        "/docProps/core.xml": "application/vnd.openxmlformats-package.core-properties+xml",
        "/word/document.xml": f"{_WORD_TYPE}.document.main+xml",
        "/word/theme/theme1.xml": "application/vnd.openxmlformats-officedocument.theme+xml",
    }
    return (
        f'<Types xmlns="{_PACKAGE}/content-types"><Default Extension="rels" '
        'ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        '<Default Extension="xml" ContentType="application/xml"/>'
        + "".join(f'<Override PartName="{name}" ContentType="{kind}"/>' for name, kind in sorted(overrides.items()))
        + "</Types>"
    )


def _relations(rows: tuple[tuple[str, str, str], ...]) -> str:
    links = "".join(f'<Relationship Id="{id_}" Type="{kind}" Target="{target}"/>' for id_, kind, target in rows)
    return f'<Relationships xmlns="{_PACKAGE}/relationships">{links}</Relationships>'


def _core(title: str) -> str:
    return (
        f'<cp:coreProperties xmlns:cp="{_PACKAGE}/metadata/core-properties" '
        'xmlns:dc="http://purl.org/dc/elements/1.1/">'
        f"<dc:title>{escape(title)}</dc:title></cp:coreProperties>"
    )


def _footer(style: str, lift: int) -> str:
    """Return a footer with — 1 —, raised by ``lift`` twips."""
    raised = f'<w:spacing w:after="{lift}"/>' if lift else ""
    field = '<w:fldSimple w:instr=" PAGE "><w:r><w:t>1</w:t></w:r></w:fldSimple>'
    dash = '<w:r><w:t xml:space="preserve">{}</w:t></w:r>'
    return (
        f'<w:ftr xmlns:w="{MAIN}"><w:p><w:pPr><w:pStyle '
        f'w:val="{style}"/>{raised}</w:pPr>{dash.format("— ")}{field}{dash.format(" —")}</w:p></w:ftr>'
    )


def _settings() -> str:
    return (
        f'<w:settings xmlns:w="{MAIN}"><w:zoom w:percent="100"/><w:bordersDoNotSurroundHeader/><w:bordersDoNotSurrou'
        "ndFooter/>"
        '<w:defaultTabStop w:val="420"/><w:evenAndOddHeaders/><w:characterSpacingControl w:val="doNotCompress"/>'
        '<w:compat><w:compatSetting w:name="compatibilityMode" w:uri="http://schemas.microsoft.com/office/word" '
        'w:val="15"/></w:compat>'
        '<w:themeFontLang w:val="en-US" w:eastAsia="zh-CN"/></w:settings>'
    )
