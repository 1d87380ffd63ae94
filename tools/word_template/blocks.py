"""The blocks of a 公文: paragraphs whose tags are whole in one run, tables, the 版记."""

from __future__ import annotations

from collections.abc import Sequence
from xml.sax.saxutils import escape

_RULE = '<w:{side} w:val="single" w:sz="{size}" w:space="0" w:color="auto"/>'
_SIDES = ("top", "left", "bottom", "right", "insideH", "insideV")
TEXT_WIDTH = 8844


def paragraph(style: str, text: str = "") -> str:
    """Return a paragraph of one run."""
    run = f'<w:r><w:t xml:space="preserve">{escape(text)}</w:t></w:r>' if text else ""
    kind = "" if style == "Normal" else f'<w:pPr><w:pStyle w:val="{style}"/></w:pPr>'
    return f"<w:p>{kind}{run}</w:p>"


def paragraphs(rows: Sequence[tuple[str, str]]) -> str:
    """Return several paragraphs, each given by style and text."""
    return "".join(paragraph(style, text) for style, text in rows)


def when(condition: str, *parts: str) -> str:
    """Return ``parts``, printed only if the condition holds; the tags are in paragraphs of their own, which vanish."""
    return f"{paragraph('Normal', f'{{%p if {condition} %}}')}{''.join(parts)}{paragraph('Normal', '{%p endif %}')}"


def each(loop: str, *parts: str) -> str:
    """Return ``parts``, printed for each item of the loop ('段 in 口径')."""
    return f"{paragraph('Normal', f'{{%p for {loop} %}}')}{''.join(parts)}{paragraph('Normal', '{%p endfor %}')}"


def cell(text: str, width: int, style: str = "TableText", span: int = 1) -> str:
    """Return a cell; those of width 0 share equally what the others leave."""
    size = f'<w:tcW w:w="{width}" w:type="dxa"/>' if width else '<w:tcW w:w="0" w:type="auto"/>'
    spans = f'<w:gridSpan w:val="{span}"/>' if span > 1 else ""
    return f'<w:tc><w:tcPr>{size}{spans}<w:vAlign w:val="center"/></w:tcPr>{paragraph(style, text)}</w:tc>'


def row(cells: Sequence[str], height: int = 0, *, head: bool = False) -> str:
    """Return a row that doesn't split, of exact height or, with 0, as high as its text; ``head``: on each page."""
    repeat = "<w:tblHeader/>" if head else ""
    size = f'<w:trHeight w:val="{height}" w:hRule="exact"/>' if height else ""
    return f"<w:tr><w:trPr><w:cantSplit/>{size}{repeat}</w:trPr>{''.join(cells)}</w:tr>"


def rows_of(loop: str, line: str, columns: int) -> str:
    """Return ``line``, printed once per item; the tags are in rows of their own, which vanish."""
    return "".join((tag_row(f"{{%tr for {loop} %}}", columns), line, tag_row("{%tr endfor %}", columns)))


def tag_row(tag: str, columns: int) -> str:
    """Return a row that holds nothing but a tag."""
    return f"<w:tr>{cell(tag, 0, span=columns)}</w:tr>"


def cells_of(loop: str, text: str, style: str = "TableText") -> list[str]:
    """Return a cell, printed per item; the tags are in cells of their own, which vanish."""
    return [cell(f"{{%tc for {loop} %}}", 0, style), cell(text, 0, style), cell("{%tc endfor %}", 0, style)]


def grid_table(rows: Sequence[str], columns: int) -> str:
    """Return a ruled table over the text's width with fixed columns."""
    borders = "".join(_RULE.format(side=side, size=4) for side in _SIDES)
    edge = "".join(f'<w:{side} w:w="28" w:type="dxa"/>' for side in ("left", "right"))
    grid = f'<w:gridCol w:w="{TEXT_WIDTH // columns}"/>' * columns
    return (
        f'<w:tbl><w:tblPr><w:tblW w:w="{TEXT_WIDTH}" w:type="dxa"/><w:jc '
        f'w:val="center"/><w:tblBorders>{borders}</w:tblBorders><w:tblLayout w:type="fixed"/>'
        f"<w:tblCellMar>{edge}</w:tblCellMar></w:tblPr><w:tblGrid>{grid}</w:tblGrid>{''.join(rows)}</w:tbl>"
    )


def imprint(rows: Sequence[tuple[str, str]], *, ruled: bool = True) -> str:
    """Return the 版记, always at the foot of the last page: rows of (condition or '', text) between rules."""
    side = (
        '<w:tblpPr w:leftFromText="0" w:rightFromText="0" w:vertAnchor="margin" w:horzAnchor="page" '
        'w:tblpX="1588" w:tblpYSpec="bottom"/>'
    )
    borders = (
        _RULE.format(side="top", size=8) + _RULE.format(side="bottom", size=8) + _RULE.format(side="insideH", size=6)
        if ruled
        else ""
    )
    lines = []
    for condition, text in rows:
        line = row([cell(text, TEXT_WIDTH, "Imprint" if "\t" in text else "ImprintCopies")], 480)
        lines.append(
            line if not condition else f"{tag_row(f'{{%tr if {condition} %}}', 1)}{line}{tag_row('{%tr endif %}', 1)}"
        )
    return (
        f'{paragraph("Anchor")}<w:tbl><w:tblPr>{side}<w:tblW w:w="{TEXT_WIDTH}" '
        f'w:type="dxa"/><w:tblBorders>{borders}</w:tblBorders>'
        '<w:tblLayout w:type="fixed"/><w:tblCellMar><w:left w:w="0" w:type="dxa"/><w:right w:w="0" '
        'w:type="dxa"/></w:tblCellMar></w:tblPr>'
        f'<w:tblGrid><w:gridCol w:w="{TEXT_WIDTH}"/></w:tblGrid>{"".join(lines)}</w:tbl>{paragraph("Anchor")}'
    )
