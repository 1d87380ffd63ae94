"""Radicals that look like characters and stand in their place in text copied from a PDF."""

from __future__ import annotations

import re
import unicodedata

_SIGNS = (
    "⺁厂⺅亻⺆冂⺇几⺊卜⺋㔾⺒巳⺕彐⺖忄⺗㣺⺘扌⺙攵⺝月⺟母⺠民⺡氵⺢氺⺣灬⺤爫⺥爫⺩王⺪疋⺫罒⺬示⺭礻⺰纟⺲罒⺳网⺶羊⺷羊⺹耂⺻聿⺼月⺽臼⺾艹⻀艹⻁虎⻂衤⻃覀⻄西⻅见⻆角⻈讠⻉贝⻊足⻋车⻌辶⻍辶⻎辶⻏阝⻐钅"
    "⻑長⻒镸⻓长⻔门⻖阝⻗雨⻘青⻙韦⻚页⻛风⻜飞⻝食⻟飠⻠饣⻢马⻣骨⻤鬼⻥鱼⻦鸟⻧卤⻨麦⻩黄⻪黾⻬齐⻭歯⻮齿⻯竜⻰龙⻱龜⻲亀⻳龟"
)
_FOLDED = str.maketrans(_SIGNS[::2], _SIGNS[1::2])
_RADICAL = re.compile("[\u2e80-\u2eff]")


def even(text: str) -> str:
    """A text in its compatibility form (NFKC), with each radical replaced by the character that it looks like.

    >>> even("\u2f6f\u2ed4乡"), even("Ａ１")
    ('石门乡', 'A1')
    """
    if text.isascii():
        return text
    text = unicodedata.normalize("NFKC", text)
    return text.translate(_FOLDED) if _RADICAL.search(text) else text
