"""When two texts are the same matter's number, and when they only look alike (docs/definitions.md, 编号)."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

import pandas as pd

_PLAIN = re.compile(r"[0-9A-Z]*")
_SIMPLE = re.compile("[!-~\u4e00-\u9fff〔〕【】—]*")
"""Characters that NFKC leaves alone."""
_ALL_PLAIN = re.compile(r"[0-9A-Z\n]*")
_DASHES = re.compile(r"--+")
_OPENING, _CLOSING = "([{<〔【〈《「『〖〘〚⟨⟦⟪⦅", ")]}>〕】〉》」』〗〙〛⟩⟧⟫⦆"
_NO_DASH = "〜〰"
"""Wave dashes stand for a span, though Unicode counts them among the dashes."""
_UNSEEN = "\u115f\u1160\u3164\u2800\u034f\u17b4\u17b5"
"""Fillers and joiners that show nothing and are neither spaces nor control characters."""
_LOOKS = str.maketrans(
    "OoIilı" + "АВСЕНІЈКМОРЅТУХЗаеорсухіј" + "ΑΒΕΖΗΙΚΜΝΟΡΤΥΧαικνορυχ" + "〇一ー",
    "001111" + "ABCEH1JKM0PSTYX3ae0pcyx1j" + "ABEZH1KMN0PTYXa1kv0pux" + "0--",
)
"""O and 0, I, l and 1; Cyrillic, then Greek letters as the Latin letter or digit that they look like; then 〇, 一 and ー."""
_LETTERS_THAT_LOOK = "".join(map(chr, _LOOKS))
_ONE_THAT_LOOKS = re.compile(f"[{_LETTERS_THAT_LOOK}]")


def fold(text: str) -> str:
    """A number as numbers are compared: NFKC, upper case, one kind of dash and of bracket, no space and no invisible character.

    Folding a folded text changes nothing.

    >>> fold("青信〔2023〕15号") == fold("青信[2023] 15号"), fold("qh—2023－001"), fold("ａ０\u200b")
    (True, 'QH-2023-001', 'A0')
    """
    if _PLAIN.fullmatch(text):
        return text
    if _SIMPLE.fullmatch(text):
        same = text.upper().translate(_EACH)
    else:
        # Taking a character out, or its upper case, may let its neighbours join.
        before, same = "", text
        while same != before:
            before, same = (
                same,
                unicodedata.normalize("NFKC", unicodedata.normalize("NFKC", same).upper().translate(_EACH)),
            )
    return _DASHES.sub("-", same) if "--" in same else same


class _EachCharacter(dict[int, str]):
    """What a character is folded to, found out when it is first met."""

    def __missing__(self, point: int) -> str:
        self[point] = _folded(chr(point))
        return self[point]


def _folded(char: str) -> str:
    kind = unicodedata.category(char)
    if char in _OPENING:
        return "("
    if char in _CLOSING:
        return ")"
    if (kind == "Pd" and char not in _NO_DASH) or char in "−─━":
        return "-"
    invisible = (
        kind in {"Zs", "Zl", "Zp", "Cc", "Cf", "Cs"}
        or char in _UNSEEN
        or "\ufe00" <= char <= "\ufe0f"
        or char.isspace()
    )
    return "" if invisible else char


_EACH = _EachCharacter()


def folded(texts: Iterable[str]) -> dict[str, str]:
    """Text -> fold(text), of the distinct ``texts`` that folding changes; none of them usually, which one look at all together tells."""
    listed = list(texts)
    if _ALL_PLAIN.fullmatch("\n".join(listed)):
        return {}
    changed = {text: fold(text) for text in listed if not _PLAIN.fullmatch(text)}
    return {text: same for text, same in changed.items() if text != same}


def skeleton(text: str) -> str:
    """What a number looks like: letters of other scripts, O, I and l taken for the Latin letter or digit that they look like.

    >>> skeleton("QH2О23O0l") == skeleton("QH2023001"), skeleton("L5"), skeleton("l5")
    (True, 'L5', '15')
    """
    looks = fold(unicodedata.normalize("NFKC", text).translate(_LOOKS))
    return looks if looks.isascii() else fold(looks.translate(_LOOKS))


def may_look_alike(texts: Iterable[str]) -> list[str]:
    """Those of the texts that hold a letter which looks like another: one of any two numbers that look alike is among them."""
    listed = list(texts)
    together = "\n".join(listed)
    return (
        list(filter(_ONE_THAT_LOOKS.search, listed)) if any(letter in together for letter in _LETTERS_THAT_LOOK) else []
    )


@dataclass(frozen=True)
class Numbers:
    """How numbers as they were written lead to the matters' own.

    ``by_text``: text -> the number shown, where the two differ. ``by_unit``: (text, unit of the roster) -> the number
    shown, where several units give their own matters that number. ``others``: number shown -> what else the matter was
    called, sorted. ``hidden``: the numbers shown that are listed nowhere, 检举控告.
    """

    by_text: Mapping[str, str] = field(default_factory=dict)
    by_unit: Mapping[tuple[str, str], str] = field(default_factory=dict)
    others: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    hidden: frozenset[str] = frozenset()

    def __bool__(self) -> bool:
        """Whether any number is shown otherwise than somebody wrote it."""
        return bool(self.by_text or self.by_unit)

    @property
    def hidden_texts(self) -> frozenset[str]:
        """The hidden numbers in every writing that belongs to one matter alone."""
        return self.hidden | {text for text, number in self.by_text.items() if number in self.hidden}

    def shown(self, text: str, unit: str = "") -> str:
        """The number of the matter that ``unit`` calls ``text``."""
        return self.by_unit.get((text, unit)) or self.by_text.get(text, text)

    def beside(self, rows: pd.DataFrame) -> pd.DataFrame:
        """Ledger rows as they were written, with ``number`` and ``related`` (the matters' own numbers) and ``hidden``."""
        units = rows["sender" if "sender" in rows else "township"]
        added = {
            id_: self._of(rows[column], units) if self else rows[column]
            for id_, column in (("number", "case_no"), ("related", "related_case_no"))
        }
        return rows.assign(**added, hidden=added["number"].isin(self.hidden) if self.hidden else False)

    def _of(self, texts: pd.Series, units: pd.Series) -> pd.Series:
        shown = [
            self.shown(text, unit) if isinstance(text, str) else None for text, unit in zip(texts, units, strict=True)
        ]
        return pd.Series(shown, index=texts.index, dtype="str")

    def over(self, table: pd.DataFrame) -> pd.DataFrame:
        """A published table with the numbers of today, in case_no, related_case_no, root_case_no, repeat_no, item and case_nos (joined by 、)."""
        if not self:
            return table
        columns = [
            c for c in ("case_no", "related_case_no", "root_case_no", "repeat_no", "item", "case_nos") if c in table
        ]
        unit = next((c for c in ("township", "part") if c in table), None)
        units = [""] * len(table) if unit is None else table[unit].fillna("").tolist()
        changed: dict[str, pd.Series] = {}
        for column in columns:
            texts = [
                "、".join(self.shown(no, of) for no in text.split("、")) if isinstance(text, str) else None
                for text, of in zip(table[column].tolist(), units, strict=True)
            ]
            changed[column] = pd.Series(texts, index=table.index, dtype="str")
        return table.assign(**changed)


NO_NUMBERS = Numbers()
