"""Two Word documents held side by side, part by part, so that a difference can be read."""

from __future__ import annotations

import difflib
import io
import zipfile

from lxml import etree

_OFFICE_FILES = (".docx", ".xlsx")


def differences(expected: bytes, actual: bytes, inside: str = "") -> list[str]:
    """[] when both hold the same parts with the same content; else a line a part that only one has, and a diff of each XML part.

    XML is compared as elements in their order with attributes sorted, so that a namespace prefix or an attribute's
    place tells nothing. A workbook inside (a chart's figures) is compared the same way.
    """
    left, right = _parts(expected), _parts(actual)
    told = [f"- {inside}{name}" for name in sorted(left.keys() - right.keys())]
    told += [f"+ {inside}{name}" for name in sorted(right.keys() - left.keys())]
    for name in sorted(left.keys() & right.keys()):
        if left[name] == right[name]:
            continue
        if name.endswith(_OFFICE_FILES):
            told += differences(left[name], right[name], f"{inside}{name}/")
        elif name.endswith((".xml", ".rels")):
            told += difflib.unified_diff(
                _readable(left[name]),
                _readable(right[name]),
                f"expected {inside}{name}",
                f"actual {inside}{name}",
                n=2,
                lineterm="",
            )
        else:
            told.append(f"! {inside}{name} differs")
    return told


def _parts(content: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        return {name: package.read(name) for name in package.namelist()}


def _readable(part: bytes) -> list[str]:
    """An element or a text a line, indented by depth."""
    lines: list[str] = []

    def walk(element: etree._Element, depth: int) -> None:
        name = etree.QName(element)
        attributes = " ".join(
            f'{etree.QName(key).localname}="{value}"' for key, value in sorted(element.attrib.items())
        )
        text = (element.text or "").strip("\n")
        lines.append(
            "  " * depth + " ".join(filter(None, (name.localname, attributes))) + (f": {text}" if text else "")
        )
        for child in element:
            if isinstance(child.tag, str):
                walk(child, depth + 1)

    walk(etree.fromstring(part), 0)
    return lines
