"""Making a broken template: one that ships, changed as staff change it in Word, and the sentences that report it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from xml.sax.saxutils import escape

from pipeline.render.package import pack, unpack

TEMPLATES = Path(__file__).resolve().parents[3] / "templates"
DOCUMENT = "word/document.xml"
Change = Callable[[str], str]


@dataclass(frozen=True)
class Misuse:
    """A broken template: that of ``paper`` with ``change`` done to ``part``. ``sentences``: its faults, in order."""

    name: str
    paper: str
    change: Change
    sentences: tuple[str, ...]
    part: str = DOCUMENT

    @property
    def template(self) -> bytes:
        """The broken template."""
        parts = unpack((TEMPLATES / f"{self.paper}.docx").read_bytes())
        before = parts[self.part].decode("utf-8")
        after = self.change(before)
        assert after != before, self.name
        return pack(parts | {self.part: after.encode("utf-8")})


def _swap(xml: str, *, old: str, new: str) -> str:
    return xml.replace(escape(old), escape(new), 1)


def write(old: str, new: str) -> Change:
    """Type ``new`` over the first ``old``."""
    return partial(_swap, old=old, new=new)


def _without(xml: str, *, text: str) -> str:
    position = xml.index(f">{escape(text)}</w:t>")
    start, end = xml.rindex("<w:p>", 0, position), xml.index("</w:p>", position) + len("</w:p>")
    return xml[:start] + xml[end:]


def delete(text: str) -> Change:
    """Delete the first paragraph that is ``text``."""
    return partial(_without, text=text)


def each(*changes: Change) -> Change:
    """Make several changes, one after the other."""

    def done(xml: str) -> str:
        for change in changes:
            xml = change(xml)
        return xml

    return done


CIRCULAR, LETTER, SHEET = "月度通报", "督办函", "乡镇情况反馈单"
