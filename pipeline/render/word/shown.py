"""Which texts of a Word part a reader sees: those of runs that stand where runs may and aren't hidden."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from lxml import etree

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_TEXT, _RUN, _PARAGRAPH, _ROW = (f"{W}{name}" for name in ("t", "r", "p", "tr"))
_PROPERTIES, _VALUE, _STYLE = f"{W}rPr", f"{W}val", f"{W}styleId"
RUN_PARENTS = frozenset(
    f"{W}{name}"
    for name in [
        "p",
        "hyperlink",
        "ins",
        "moveTo",
        "sdtContent",
        "smartTag",
        "customXml",
        "fldSimple",
        "rt",
        "rubyBase",
        "bdo",
        "dir",
    ]
)
"""The elements in which a run's text is read."""
_MAY_HOLD_RUNS = RUN_PARENTS | {f"{W}del", f"{W}moveFrom"}
_OFF = frozenset({"0", "false", "off"})
_HOLD_TEXT = frozenset(f"{W}{name}" for name in ("t", "delText", "instrText", "delInstrText"))


@dataclass(frozen=True)
class Hiding:
    """The styles of a template whose text is hidden; () when no style hides any."""

    styles: frozenset[str] = frozenset()
    by_default: bool = False
    shows: frozenset[str] = field(default=frozenset())

    @classmethod
    def read(cls, part: bytes) -> Hiding:
        """The styles of word/styles.xml."""
        root = etree.fromstring(part)
        own: dict[str, tuple[str, bool | None]] = {}
        for style in root.iter(f"{W}style"):
            based = style.find(f"{W}basedOn")
            own[str(style.get(_STYLE))] = (
                "" if based is None else str(based.get(_VALUE)),
                _vanishes(style.find(_PROPERTIES)),
            )
        known = {name: _inherited(name, own) for name in own}
        default = bool(_vanishes(root.find(f"{W}docDefaults/{W}rPrDefault/{_PROPERTIES}")))
        return cls(
            frozenset(name for name, hides in known.items() if hides),
            default,
            frozenset(name for name, hides in known.items() if hides is False),
        )


def is_shown(text: Any, hiding: Hiding = Hiding()) -> bool:
    """Whether a w:t is read by a reader: in a run of a paragraph, not hidden by itself, its styles or its row."""
    if not in_place(text):
        return False
    run = text.getparent()
    properties = run.find(_PROPERTIES)
    own = _vanishes(properties)
    if own is not None:
        return not own
    if not hiding.styles and not hiding.by_default:
        return not _in_hidden_row(run)
    paragraph = next(run.iterancestors(_PARAGRAPH), None)
    named = (
        None if properties is None else properties.find(f"{W}rStyle"),
        None if paragraph is None else paragraph.find(f"{W}pPr/{W}pStyle"),
    )
    for style in (str(each.get(_VALUE)) for each in named if each is not None):
        if style in hiding.styles:
            return False
        if style in hiding.shows:
            return not _in_hidden_row(run)
    return not hiding.by_default and not _in_hidden_row(run)


def in_place(text: Any) -> bool:
    """Whether a w:t stands in a run where runs may stand."""
    run = text.getparent()
    if run is None or run.tag != _RUN:
        return False
    holder = run.getparent()
    return holder is not None and holder.tag in RUN_PARENTS


def stray_texts(root: Any) -> Iterator[str]:
    """Each text that lies where no reader shows it: outside runs, beside elements, in a run within a text."""
    for node in root.iter(etree.Element):
        if not str(node.tag).startswith(W):
            continue
        held = (node.text or "").strip()
        if node.tag == _TEXT:
            run = node.getparent()
            if held and (run is None or run.tag != _RUN or run.getparent().tag not in _MAY_HOLD_RUNS):
                yield held
        elif held and node.tag not in _HOLD_TEXT:
            yield held
        if beside := (node.tail or "").strip():
            yield beside


def _in_hidden_row(run: Any) -> bool:
    return any(row.find(f"{W}trPr/{W}hidden") is not None for row in run.iterancestors(_ROW))


def _vanishes(properties: Any) -> bool | None:
    """Whether run properties hide their text; None when they don't say."""
    if properties is None:
        return None
    said = [mark for name in ("vanish", "specVanish") if (mark := properties.find(f"{W}{name}")) is not None]
    return None if not said else any(mark.get(_VALUE) not in _OFF for mark in said)


def _inherited(name: str, own: Mapping[str, tuple[str, bool | None]]) -> bool | None:
    seen: set[str] = set()
    while name in own and name not in seen:
        seen.add(name)
        name, hides = own[name]
        if hides is not None:
            return hides
    return None
