"""From a number as somebody wrote it to the number of the matter that he meant."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

import pandas as pd

from pipeline.merge.numbers.local_numbers import Own, choose
from pipeline.merge.numbers.renumbered import Renumbered

_IDS = ("case_no", "related_case_no", "root_case_no", "subject")


@dataclass(frozen=True)
class Numbering:
    """``plain``: text -> number shown, of texts that mean one matter whoever writes them, and need it.

    ``shown``: folded number -> number shown; ``class_of``: text -> folded number of its matter, where that is another
    text; ``texts``: all that stand for a matter somewhere; ``split``: folded number -> the matters of several units;
    ``unit_of``: roster name -> unit of today.
    """

    plain: Mapping[str, str]
    shown: Mapping[str, str]
    class_of: Mapping[str, str]
    texts: frozenset[str]
    split: Mapping[str, list[Own]]
    unit_of: Mapping[str, str]
    new: Renumbered

    def over(self, frame: pd.DataFrame, unit: str) -> pd.DataFrame:
        """``frame`` with the matters' own numbers; ``unit``: the column that says whose number it is.

        A file's name as a subject stays.
        """
        changed = {}
        for id_ in _IDS:
            if id_ not in frame or (not (self.plain or self.split) and id_ != "subject"):
                continue
            texts = frame[id_]
            distinct = texts.dropna().unique() if self.split or id_ == "subject" else ()
            meant = (
                [text for text in distinct if self.knows(text)]
                if id_ == "subject"
                else [t for t in distinct if self.cls(t) in self.split]
            )
            hit = texts.isin([*self.plain, *meant])
            if hit.any():
                blank = [None] * int(hit.sum())
                names = frame.loc[hit, unit] if unit in frame else blank
                days = frame.loc[hit, "registered_on"] if id_ == "case_no" and "registered_on" in frame else blank
                values = texts.to_numpy(dtype=object).copy()
                values[hit.to_numpy()] = [self.of(*row) for row in zip(texts[hit], names, days, strict=True)]
                changed[id_] = pd.Series(values, index=frame.index, dtype="str")
        return frame.assign(**changed) if changed else frame

    def cls(self, text: str) -> str:
        """The folded number of the matter that the text means."""
        return self.class_of.get(text) or self.new.cls(text)

    def knows(self, text: str) -> bool:
        """Whether the text means a matter about which there is a finding."""
        cls = self.cls(text)
        return cls in self.texts or cls in self.shown or cls in self.split

    def of(self, text: str, name: object, day: object) -> str:
        """The number of the matter that a row of this unit and 登记日期 means by ``text``, else the text itself."""
        cls = self.cls(text)
        if cls not in self.split:
            return self.shown.get(cls, cls)
        unit = str(name) if isinstance(name, str) else ""
        own = choose(self.split[cls], unit, self.unit_of.get(unit, unit), day)
        if own is None:
            return f"{text}（{unit}）" if unit and not pd.isna(day) else text  # type: ignore[call-overload]
        return self.shown[self.new.cls(own.shown)]

    def by_unit(self, texts: Iterable[str]) -> dict[tuple[str, str], str]:
        """(Text, unit) -> number shown, of the numbers of several units; units of then and of today."""
        numbers: dict[tuple[str, str], str] = {}
        for text in texts if self.split else ():
            for own in self.split.get(self.cls(text), ()):
                numbers |= {(text, name): self.of(text, name, None) for name in own.names | own.units}
        return numbers

    def others(self) -> dict[str, tuple[str, ...]]:
        """Number shown -> the other texts by which its matter is known, whoever writes them."""
        writings: dict[str, set[str]] = {}
        for text in self.texts.intersection(self.plain):
            if text != self.plain[text]:
                writings.setdefault(self.plain[text], set()).add(text)
        return {number: tuple(sorted(texts)) for number, texts in writings.items()}
