"""A page of Markdown as one HTML file: pictures inside it, nothing asked of a network, printable as it is."""

from __future__ import annotations

import base64
import re
from pathlib import Path

from markdown_it import MarkdownIt

_STYLE = Path(__file__).with_name("manual.css")
_PICTURE = re.compile(r'<img src="([^"]+)"')


def html(markdown: str, folder: Path) -> bytes:
    """The page, UTF-8. Pictures are read from their places beside ``folder``; a missing one raises OSError."""
    body = MarkdownIt("commonmark").enable("table").render(markdown)

    def inside(found: re.Match[str]) -> str:
        content = (folder / found[1]).read_bytes()
        return f'<img src="data:image/png;base64,{base64.b64encode(content).decode("ascii")}"'

    style = _STYLE.read_text(encoding="utf-8")
    title = markdown.split("\n", 1)[0].lstrip("# ")
    return (
        f'<!doctype html>\n<html lang="zh-CN"><head><meta charset="utf-8"><meta name="renderer" content="webkit">'
        f'<meta name="viewport" content="width=device-width"><title>{title}</title><style>\n{style}</style></head>\n'
        f"<body>\n{_PICTURE.sub(inside, body)}</body></html>\n"
    ).encode()
