"""Write the Word templates into templates/: ``uv run tools/make_templates.py``, the same bytes every time.

Staff may then edit them in Word or WPS. This overwrites what they changed, so run it only to begin anew.
"""

from __future__ import annotations

import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from pipeline.render.package import pack  # noqa: E402
from pipeline.schema.papers import PAPERS, REMINDING, ROLLED_PAPER, SUMMONS, URGING  # noqa: E402
from tools.word_template import annual, commendation, correction, digest, feedback, letters, monthly, rolled, special  # noqa: E402
from tools.word_template.parts import word_parts  # noqa: E402
from tools.word_template.styles import fonts_xml, styles_xml  # noqa: E402

BODIES = {
    "circular": monthly.body,
    "special": special.body,
    "commendation": commendation.body,
    "feedback": feedback.body,
    "digest": digest.body,
    "correction": correction.body,
    "letter_correction": correction.letter,
    "annual": annual.body,
    "rolled": rolled.body,
}
"""Module of render/papers -> the template's text, where it makes one paper."""
LETTERS = {URGING: letters.urging, REMINDING: letters.reminding, SUMMONS: letters.summoning}
"""Word of the table letters -> the template's text."""
TEMPLATES = {f"{row.name}.docx": row for row in (*PAPERS, ROLLED_PAPER)}


def make(name: str) -> bytes:
    """The bytes of one template."""
    row = TEMPLATES[name]
    body = LETTERS[row.letter] if row.letter else BODIES[row.module]
    letter = row.letter in (URGING, REMINDING) or row.module == "letter_correction"
    return pack(word_parts(body(), styles_xml(), fonts_xml(), title=row.name, letter=letter))


def main() -> None:
    """Write all of them."""
    for name in TEMPLATES:
        path = ROOT / "templates" / name
        path.write_bytes(make(name))
        print(path.relative_to(ROOT).as_posix())


if __name__ == "__main__":
    main()
