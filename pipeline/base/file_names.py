"""Which names a file may have on every system that the office uses; Windows is the strictest."""

from __future__ import annotations

import re

_FORBIDDEN = re.compile(r'[<>:"/\\|?*\x00-\x1f]')
_RESERVED = re.compile(r"(con|prn|aux|nul|com[0-9¹²³]|lpt[0-9¹²³])(\..*)?", re.IGNORECASE)
_LONGEST = 255


def illegal_part(name: str) -> str:
    """Say for a message why ``name`` can't be the name of a file or folder; '' when it can.

    >>> illegal_part("城关镇.docx"), illegal_part("城关/河东"), illegal_part("con")
    ('', '“/”', '保留名“con”')
    """
    if match := _FORBIDDEN.search(name):
        return f"“{match[0]}”" if match[0].isprintable() else "控制字符"
    if not name:
        return "空名称"
    if name[-1] in ". ":
        return "结尾的空格" if name[-1] == " " else "结尾的“.”"
    if _RESERVED.fullmatch(name):
        return f"保留名“{name}”"
    return "过长的名称" if len(name.encode("utf-16-le")) // 2 > _LONGEST else ""
