"""Two Word documents held side by side, part by part, so that a difference can be read."""

from __future__ import annotations

import difflib
import io
import zipfile

from lxml import etree

_OFFICE_FILES = (".docx", ".xlsx")


def differences(expected: bytes, actual: bytes, inside: str = "") -> list[str]:
    """[] when both have the same parts with the same content.

    Otherwise one line per part that only one has, and a diff of each XML part. XML is compared as elements in their
    order with sorted attributes, so that a namespace's prefix or an attribute's place makes no difference. A workbook
    inside (the figures of a chart) is compared in the same way.
    """
    old, new = _parts(expected), _parts(actual)
    lines = [f"- {inside}{name}" for name in sorted(old.keys() - new.keys())]
    lines += [f"+ {inside}{name}" for name in sorted(new.keys() - old.keys())]
    for name in sorted(old.keys() & new.keys()):
        if old[name] == new[name]:
            continue
        if name.endswith(_OFFICE_FILES):
            lines += differences(old[name], new[name], f"{inside}{name}/")
        elif name.endswith((".xml", ".rels")):
            lines += difflib.unified_diff(
                _readable(old[name]),
                _readable(new[name]),
                f"expected {inside}{name}",
                f"actual {inside}{name}",
                n=2,
                lineterm="",
            )
        else:
            lines.append(f"! {inside}{name} differs")
    return lines


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
