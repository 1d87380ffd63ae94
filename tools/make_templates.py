"""Write the Word templates into templates/: ``uv run tools/make_templates.py``, the same bytes every time.

Staff may then edit them in Word or WPS. This overwrites what they changed, so run it only to begin anew.
"""

from __future__ import annotations

import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from pipeline.render.package import pack  # noqa: E402
from tools.word_template import annual, commendation, correction, digest, feedback, letters, monthly, rolled  # noqa: E402
from tools.word_template.parts import word_parts  # noqa: E402
from tools.word_template.styles import fonts_xml, styles_xml  # noqa: E402

PAPERS = {each.TITLE: each.body for each in (monthly, commendation, digest, annual, feedback, rolled, correction)} | {
    letters.SUMMONING: letters.summoning
}
LETTERS = {letters.REMINDING: letters.reminding, letters.URGING: letters.urging}
TEMPLATES = {f"{title}.docx": (title, body) for title, body in (PAPERS | LETTERS).items()}


def make(name: str) -> bytes:
    """The bytes of one template."""
    title, body = TEMPLATES[name]
    return pack(word_parts(body(), styles_xml(), fonts_xml(), title=title, letter=title in LETTERS))


def main() -> None:
    """Write all of them."""
    for name in TEMPLATES:
        path = ROOT / "templates" / name
        path.write_bytes(make(name))
        print(path.relative_to(ROOT).as_posix())


if __name__ == "__main__":
    main()
