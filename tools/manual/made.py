"""The manual's files: what is in them, and which pages they are made of."""

from __future__ import annotations

import re

from pipeline.messages.refusals import REFUSALS
from tools.bundle.packages import ROOT
from tools.manual.as_html import html
from tools.manual.as_word import word

PAGES = ROOT / "docs" / "manual"
MANUAL, TOWNSHIPS = "使用手册", "乡镇填报须知"
OWN_RULES = "八"
"""The chapter's number in the manual."""
_LINK = re.compile(r"(?<!!)\[([^\]]+)\]\([^)]+\)")
_GAP = re.compile(r"\{[a-z_]*(?::[^}]*)?\}")


def manual_files() -> dict[str, bytes]:
    """File name -> bytes; the same pages and pictures give the same bytes."""
    manual, townships = text("manual"), text("township")
    return {
        f"{MANUAL}.docx": word(manual, PAGES, title=MANUAL),
        f"{MANUAL}.html": html(manual, PAGES),
        f"{TOWNSHIPS}.docx": word(townships, PAGES, title=TOWNSHIPS),
    }


def text(name: str) -> str:
    """A page as Markdown, the chapter on own rules and the list of refusals filled in."""
    page = (PAGES / f"{name}.md").read_text(encoding="utf-8")
    return page.replace("{{refusals}}", refusals()).replace("{{own-rules}}", own_rules())


def own_rules() -> str:
    """The page on a county's own rules as a chapter of the manual: its headings one step down, links as words."""
    page = (PAGES.parent / "own-rules.md").read_text(encoding="utf-8")
    stepped = re.sub(r"^#+ .*$", lambda line: f"#{line[0]}", page, flags=re.MULTILINE)
    return _LINK.sub(r"\1", stepped.replace("## ", f"## {OWN_RULES}、", 1)).strip()


def refusals() -> str:
    """Every refusal as a row of a table: its code, and its sentence with … where names and days stand."""
    rows = [
        f"| {code} | {shown(sentence)} |" for code, sentence in sorted(REFUSALS.items()) if shown(sentence) is not None
    ]
    return "\n".join(("| 编号 | 怎么说 |", "| --- | --- |", *rows))


def shown(sentence: str) -> str | None:
    """A sentence as the manual prints it; None where all its words come from elsewhere.

    >>> shown("没有“{period}”；现有：{existing}。请改用 {program} run {period}。")
    '没有“…”；现有：…。请改用 tongbao run …。'
    >>> shown("{path}：{message}；{remedy}。")
    """
    plain = _GAP.sub("…", sentence.replace("{program}", "tongbao").replace("{{", "{").replace("}}", "}"))
    return None if not re.search(r"[\u4e00-\u9fff]", plain) else plain.replace("|", "｜")
