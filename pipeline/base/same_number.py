"""When two texts are the same matter's number, and when they only look alike (docs/definitions.md, 编号)."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

import pandas as pd

from pipeline.base.listed import list_column, texts_in

_PLAIN = re.compile(r"[0-9A-Z]*")
_SIMPLE = re.compile("[!-~\u4e00-\u9fff〔〕【】—]*")
"""Characters that NFKC leaves alone."""
_ALL_PLAIN = re.compile(r"[0-9A-Z\n]*")
_DASHES = re.compile(r"--+")
_OPENING, _CLOSING = "([{<〔【〈《「『〖〘〚⟨⟦⟪⦅", ")]}>〕】〉》」』〗〙〛⟩⟧⟫⦆"
_NO_DASH = "〜〰"
"""Unicode counts wave dashes among the dashes, but they stand for a span."""
_UNSEEN = "\u115f\u1160\u3164\u2800\u034f\u17b4\u17b5"
"""Fillers and joiners that are invisible and yet neither spaces nor control characters."""
_LOOKS = str.maketrans(
    "OoIilı" + "АВСЕНІЈКМОРЅТУХЗаеорсухіј" + "ΑΒΕΖΗΙΚΜΝΟΡΤΥΧαικνορυχ" + "〇一ー",
    "001111" + "ABCEH1JKM0PSTYX3ae0pcyx1j" + "ABEZH1KMN0PTYXa1kv0pux" + "0--",
)
"""Character -> the Latin letter or digit it looks like: O, I and l, then Cyrillic, then Greek, then 〇, 一 and ー."""
_LETTERS_THAT_LOOK = "".join(map(chr, _LOOKS))
_ONE_THAT_LOOKS = re.compile(f"[{_LETTERS_THAT_LOOK}]")


def fold(text: str) -> str:
    """Return a number in the form in which numbers are compared.

    That is NFKC in upper case, with one kind of dash and of bracket, and without spaces and invisible characters.
    Folding a folded text changes nothing.

    >>> fold("青信〔2023〕15号") == fold("青信[2023] 15号"), fold("qh—2023－001"), fold("ａ０\u200b")
    (True, 'QH-2023-001', 'A0')
    """
    if _PLAIN.fullmatch(text):
        return text
    if _SIMPLE.fullmatch(text):
        same = text.upper().translate(_EACH)
    else:
        # A character that is taken out or made upper case may let its neighbours join: repeat until nothing changes.
        before, same = "", text
        while same != before:
            upper = unicodedata.normalize("NFKC", same).upper()
            before, same = same, unicodedata.normalize("NFKC", upper.translate(_EACH))
    return _DASHES.sub("-", same) if "--" in same else same


class _EachCharacter(dict[int, str]):
    """Character -> what it is folded to, worked out when a character is first met."""

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
    """Text -> fold(text), for the distinct ``texts`` that folding changes.

    Usually it changes none of them. One look at all of them together shows that.
    """
    listed = list(texts)
    if _ALL_PLAIN.fullmatch("\n".join(listed)):
        return {}
    changed = {text: fold(text) for text in listed if not _PLAIN.fullmatch(text)}
    return {text: same for text, same in changed.items() if text != same}


def skeleton(text: str) -> str:
    """Return what a number looks like: each character is replaced by the Latin letter or digit that it looks like.

    >>> skeleton("QH2О23O0l") == skeleton("QH2023001"), skeleton("L5"), skeleton("l5")
    (True, 'L5', '15')
    """
    looks = fold(unicodedata.normalize("NFKC", text).translate(_LOOKS))
    return looks if looks.isascii() else fold(looks.translate(_LOOKS))


def may_look_alike(texts: Iterable[str]) -> list[str]:
    """Return the texts that hold a letter which looks like another.

    Of any two different numbers that look alike at least one is among them.
    """
    listed = list(texts)
    together = "\n".join(listed)
    if not any(letter in together for letter in _LETTERS_THAT_LOOK):
        return []
    return list(filter(_ONE_THAT_LOOKS.search, listed))


@dataclass(frozen=True)
class Numbers:
    """How numbers as they were written lead to the matters' own numbers, which are shown everywhere.

    ``by_text``: text -> the number shown, where the two differ. ``by_unit``: (text, unit of the roster) -> the number
    shown, where several units use the same number for matters of their own. ``others``: number shown -> the matter's
    other numbers, sorted. ``hidden``: the numbers shown of 检举控告 matters, which are listed nowhere.
    """

    by_text: Mapping[str, str] = field(default_factory=dict)
    by_unit: Mapping[tuple[str, str], str] = field(default_factory=dict)
    others: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    hidden: frozenset[str] = frozenset()

    def __bool__(self) -> bool:
        """Whether any number is shown in another way than somebody wrote it."""
        return bool(self.by_text or self.by_unit)

    @property
    def hidden_texts(self) -> frozenset[str]:
        """The hidden numbers, in every writing that belongs to one matter alone."""
        return self.hidden | {text for text, number in self.by_text.items() if number in self.hidden}

    def shown(self, text: str, unit: str = "") -> str:
        """Return the number of the matter that ``unit`` calls ``text``."""
        return self.by_unit.get((text, unit)) or self.by_text.get(text, text)

    def beside(self, rows: pd.DataFrame) -> pd.DataFrame:
        """Add ``number`` and ``related`` (the matters' own numbers) and ``hidden`` to ledger rows as written."""
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
        """Return a published table with the matters' present numbers.

        They are put into case_no, related_case_no, root_case_no, repeat_no, item and case_nos (lists).
        """
        if not self:
            return table
        columns = [c for c in ("case_no", "related_case_no", "root_case_no", "repeat_no", "item") if c in table]
        unit_column = next((c for c in ("township", "part") if c in table), None)
        units = [""] * len(table) if unit_column is None else table[unit_column].fillna("").tolist()
        changed: dict[str, pd.Series] = {}
        for column in columns:
            texts = [
                self.shown(text, unit) if isinstance(text, str) else None
                for text, unit in zip(table[column].tolist(), units, strict=True)
            ]
            changed[column] = pd.Series(texts, index=table.index, dtype="str")
        if "case_nos" in table:
            lists = zip(map(texts_in, table["case_nos"]), units, strict=True)
            changed["case_nos"] = list_column(
                ([self.shown(number, unit) for number in numbers] for numbers, unit in lists), table.index
            )
        return table.assign(**changed)


NO_NUMBERS = Numbers()
