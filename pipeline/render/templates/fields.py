"""The Word fields of a part: what each asks for, and the text that stands as its result."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from pipeline.render.templates.places import W

_PARAGRAPH, _TEXT, _CODE, _MARK, _SIMPLE = (f"{W}{name}" for name in ("p", "t", "instrText", "fldChar", "fldSimple"))
_KIND, _INSTRUCTION = f"{W}fldCharType", f"{W}instr"


@dataclass
class Field:
    """A field that begins in ``paragraph``. ``code`` and ``result``: their texts, those of fields within included."""

    paragraph: Any
    code: str = ""
    result: str = ""
    shows: bool = field(default=False, repr=False)

    @property
    def name(self) -> str:
        """The field's name in capitals: IF, MERGEFIELD; '=' for a formula, '' when there is none."""
        words = self.code.replace("\\", " ").split()
        return "" if not words else "=" if words[0].startswith("=") else words[0].upper()


def fields_of_part(root: Any) -> Iterator[Field]:
    """The fields of a part, each when it ends; one that never ends comes last."""
    open_: list[Field] = []
    for node in root.iter(_TEXT, _CODE, _MARK, _SIMPLE):
        kind = node.get(_KIND)
        if node.tag == _SIMPLE:
            result = "".join(text.text or "" for text in node.iter(_TEXT))
            yield Field(_paragraph(node), str(node.get(_INSTRUCTION, "")), result)
        elif kind == "begin":
            open_.append(Field(_paragraph(node)))
        elif kind == "separate" and open_:
            open_[-1].shows = True
        elif kind == "end" and open_:
            yield open_.pop()
        elif node.tag == _CODE and open_:
            open_[-1].code += node.text or ""
        elif node.tag == _TEXT:
            for each in open_:
                if each.shows:
                    each.result += node.text or ""
                else:
                    each.code += node.text or ""
    yield from open_


def _paragraph(node: Any) -> Any:
    return next(node.iterancestors(_PARAGRAPH), None)
