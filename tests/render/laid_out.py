"""Finished documents laid out by LibreOffice, in free faces of the right widths, and a ruler for their pages."""

from __future__ import annotations

import io
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import pdfplumber

from pipeline.render.pdf import to_pdf

_DAY = date(2023, 2, 28)
MILLIMETRE = 72 / 25.4
_MARGIN = 34
"""Millimetres: the text of a page that lies across begins 35 from its left edge."""
_FACES = {
    "方正小标宋简体": "FandolSong",
    "仿宋_GB2312": "FandolFang",
    "楷体_GB2312": "FandolKai",
    "黑体": "FandolHei",
    "宋体": "FandolSong",
}


def fonts_file(faces: Path, folder: Path) -> Path:
    """A fontconfig file of one's own, by which the office's faces come out as the Fandol ones in ``faces``."""
    rules = "".join(
        f'<match target="pattern"><test name="family"><string>{face}</string></test>'
        f'<edit name="family" mode="assign" binding="strong"><string>{free_face}</string></edit></match>'
        for face, free_face in _FACES.items()
    )
    path = folder / "fonts.conf"
    folders = f"<dir>{faces}</dir><dir>/usr/share/fonts</dir><cachedir>{folder / 'cache'}</cachedir>"
    path.write_text(f"<fontconfig>{folders}{rules}</fontconfig>", encoding="utf-8")
    return path


@dataclass(frozen=True)
class Line:
    """A line of text: its left and right ends and the top of its characters in points, its size, its words."""

    left: float
    right: float
    top: float
    size: float
    text: str


@dataclass(frozen=True)
class Rule:
    """A horizontal rule, in millimetres from the left and the top of the paper."""

    left: float
    right: float
    top: float
    red: bool


@dataclass(frozen=True)
class LaidPage:
    """A page as it would come out of the printer.

    ``turned``: the lines that run down a page lying across, measured on the upright sheet that it is when bound.
    """

    lines: tuple[Line, ...]
    rules: tuple[Rule, ...]
    width: float
    turned: tuple[Line, ...] = ()

    @property
    def text(self) -> str:
        """Every word on it, without spaces."""
        return "".join(line.text for line in self.lines).replace(" ", "")


def lay_out(documents: Mapping[str, bytes], soffice: str) -> dict[str, list[LaidPage]]:
    """Name -> pages of each document, all by one call of LibreOffice."""
    pages, faults = to_pdf({f"{name}.docx": content for name, content in documents.items()}, Path(soffice), _DAY)
    assert faults == []
    return {Path(name).stem: _pages(content) for name, content in pages.items()}


def _pages(content: bytes) -> list[LaidPage]:
    with pdfplumber.open(io.BytesIO(content)) as book:
        return [
            LaidPage(tuple(_lines(page)), tuple(_rules(page)), float(page.width), _turned(page)) for page in book.pages
        ]


def _lines(page: Any) -> list[Line]:
    rows: dict[float, list[Any]] = {}
    for character in (each for each in page.chars if not _is_turned(page, each)):
        rows.setdefault(round(character["bottom"], 0), []).append(character)
    found = []
    for bottom in sorted(rows):
        row = sorted(rows[bottom], key=lambda c: c["x0"])
        found.append(
            Line(
                row[0]["x0"],
                row[-1]["x1"],
                min(c["top"] for c in row),
                max(c["size"] for c in row),
                "".join(c["text"] for c in row),
            )
        )
    return found


def _is_turned(page: Any, character: Any) -> bool:
    """Whether a character stands in the left margin of a page that lies across, where nothing but its number does."""
    return bool(page.width > page.height and character["x1"] < _MARGIN * MILLIMETRE)


def _turned(page: Any) -> tuple[Line, ...]:
    """The one line in that margin. The sheet's left is the page's upper edge, the sheet's foot its left one."""
    line = sorted((c for c in page.chars if _is_turned(page, c)), key=lambda c: c["top"])
    if not line:
        return ()
    top = float(page.width) - max(c["x1"] for c in line)
    text = "".join(c["text"] for c in line)
    return (Line(line[0]["top"], line[-1]["bottom"], top, max(c["size"] for c in line), text),)


def _rules(page: Any) -> list[Rule]:
    drawn = {
        (
            round(r["x0"] / MILLIMETRE, 1),
            round(r["x1"] / MILLIMETRE, 1),
            round(r["top"] / MILLIMETRE, 1),
            r["stroking_color"] == (1.0, 0.0, 0.0),
        )
        for r in (*page.lines, *page.rects)
        if abs(r["bottom"] - r["top"]) < 2 and r["x1"] - r["x0"] > 10
    }
    return [Rule(*each) for each in sorted(drawn, key=lambda each: each[2])]
