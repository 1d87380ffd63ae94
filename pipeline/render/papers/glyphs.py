"""Characters that a face of the office lacks: the _GB2312 faces hold only the 6,763 Chinese characters of GB 2312."""

from __future__ import annotations

from collections.abc import Iterable

from pipeline.messages import paper_words
from pipeline.settings.record import Settings

_SMALL = "_GB2312"
_FACES = ("正文字体", "楷体字体")


def missing_glyphs(settings: Settings) -> list[str]:
    """One sentence with the characters in 乡镇名录 and 单位 that a face in use lacks; [] when it has all of them."""
    faces = [face for key in _FACES if (face := settings.office.get(key, "")).endswith(_SMALL)]
    names = [unit.name for unit in settings.roster] + [
        text for key, text in settings.office.items() if key not in _FACES
    ]
    lacking = "".join(dict.fromkeys(_outside(names)))
    if not faces or not lacking:
        return []
    others = "、".join(face.removesuffix(_SMALL) for face in faces)
    return [
        (
            paper_words.GLYPH_LACKING.format(
                character=lacking, face="、".join(faces), settings="、".join(_FACES), others=others
            )
        )
    ]


def _outside(texts: Iterable[str]) -> Iterable[str]:
    for text in texts:
        for character in text:
            try:
                character.encode("gb2312")
            except UnicodeEncodeError:
                if "\u3400" <= character <= "\u9fff" or character >= "\U00020000":
                    yield character
