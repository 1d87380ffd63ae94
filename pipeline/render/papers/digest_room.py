"""What of 会议数据摘要 fits on its one page: how many lines a row takes, what is left out where there are too many.

A page has room for 32 lines. A month of twenty townships takes 20 to 30; a county with long names, many batches and a
year to compare with would take 50.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from math import ceil
from typing import Annotated

from pipeline.messages import paper_words
from pipeline.render.naming import Name
from pipeline.render.phrases import MOST_NAMED, units

COLUMNS = {"项目": 1720, "数据": 5184, "来源": 1940}
"""Heading -> width in twips, of the template that ships."""
_SIZE, _LINE = 220, 300
"""Of a cell's text, in twips: a character's width and a line's height."""
_ROW_AIR = 14
_PAGE, _HEAD, _SPARE = 225 * 567 // 10, 400, _LINE
_TITLE, _TITLE_WIDTH = 700, 20
_SIGNER, _SIGNER_WIDTH = 480, 31
_NOTE, _NOTE_WIDTH, _ITS_OWN = 340, 40, 40
_CELL_AIR, _BREAK_AIR = 130, 1.5
"""A line may end this many characters early, for numbers aren't torn and no line begins with a mark."""
_NARROW = 0.66
"""The width of a digit, of a Chinese character: half in the office's faces, more in those that stand in for them."""
_MOST_LINES_OF_NAMES, _MOST_LINES_OF_LEDGERS = 2, 3
_OUT_FIRST = ("参加排名", "信访形式", "领导接访", "督办反馈")
_MOST_LEFT_OUT_NAMED = 5
_STAY = 2
"""So many of the rates, those in time, stay as long as any other row can go."""
_NAMES_BEHIND = re.compile(r"(?<=个)（[^（）]+）")


@dataclass(frozen=True, slots=True)
class Number:
    """One of 数据."""

    label: Annotated[str, Name("项目", "说的是什么", "按期办结率")]
    value: Annotated[str, Name("数据", "可以照念的数", "91.8%（579/631），较上月下降2.5个百分点")]
    source: Annotated[str, Name("来源", "数从哪里来", "汇总表“指标”")]


@dataclass(frozen=True, slots=True)
class Fitted:
    """The rows that fit, and what was left out in words, '' where nothing was."""

    numbers: tuple[Number, ...]
    left_out: str


def fitted(numbers: Sequence[Number], rates: Collection[str], title: str, line: str) -> Fitted:
    """As much as one page holds; ``rates``: the labels of rates; ``title``, ``line``: what stands above the table.

    Where all of it is too much the rates lose their comparison with last year first; then rows go, those that a speech
    can best do without before the others. What went is said.
    """
    for kept, without in _shorter_and_shorter(numbers, rates):
        left_out = _in_words(without)
        if _height(kept, title, line, left_out) <= _PAGE - _SPARE:
            break
    return Fitted(tuple(kept), left_out)


def named(names: Sequence[str]) -> str:
    """The townships by name where these fit on two lines; else their number, for the source has the names."""
    said = units(names)
    short = len(names) <= MOST_NAMED and _lines(said, "数据") <= _MOST_LINES_OF_NAMES
    return said if short else f"{len(names)}个乡镇"


def lines_of(numbers: Iterable[Number]) -> int:
    """How many lines of the table these rows take."""
    return sum(max(_lines(n.label, "项目"), _lines(n.value, "数据"), _lines(n.source, "来源")) for n in numbers)


def without_many_names(state: str) -> str:
    """How the ledgers came; without the names where these would take more than three lines.

    >>> many = f"迟报12个（{'、'.join(['马头乡'] * 12)}）"
    >>> without_many_names("已报16个，迟报1个（马头乡）"), without_many_names(f"{many}，{many}")
    ('已报16个，迟报1个（马头乡）', '迟报12个，迟报12个')
    """
    return state if _lines(state, "数据") <= _MOST_LINES_OF_LEDGERS else _NAMES_BEHIND.sub("", state)


def _shorter_and_shorter(numbers: Sequence[Number], rates: Collection[str]) -> Iterator[tuple[list[Number], list[str]]]:
    """The rows, and what they are without: at first all, at last one."""
    kept, without = list(numbers), list[str]()
    yield kept, without
    short = [replace(n, value=_compared_once(n.value)) if n.label in rates else n for n in kept]
    if short != kept:
        kept, without = short, [paper_words.YEAR_COMPARED]
        yield kept, without
    for label in _by_need(kept, rates)[:-1]:
        kept = [n for n in kept if n.label != label]
        without = [*without, label]
        yield kept, without


def _by_need(numbers: Sequence[Number], rates: Collection[str]) -> list[str]:
    """The labels in the order in which they go."""
    labels = [n.label for n in numbers]
    first = [label for label in _OUT_FIRST if label in labels]
    of_rates = [label for label in labels if label in rates]
    others = [label for label in labels if label not in (*first, *of_rates)]
    return [*first, *reversed(of_rates[_STAY:]), *reversed(others), *reversed(of_rates[:_STAY])]


def _compared_once(value: str) -> str:
    """A rate with its first comparison alone."""
    return "，".join(value.split("，")[:2])


def _in_words(without: Sequence[str]) -> str:
    """What was left out, by name; of many things the first and their number."""
    if not without:
        return ""
    many = paper_words.SO_MANY_ITEMS.format(count=len(without)) if len(without) > _MOST_LEFT_OUT_NAMED else ""
    return paper_words.NO_ROOM.format(items="、".join(without[:_MOST_LEFT_OUT_NAMED]) + many)


def _height(numbers: Sequence[Number], title: str, line: str, left_out: str) -> int:
    """Twips from the top of the text to the foot of the note."""
    rows = _LINE * lines_of(numbers) + _ROW_AIR * len(numbers)
    titles = sum(ceil(_width(line) / _TITLE_WIDTH) for line in title.split("\n"))
    signers = ceil(_width(line) / _SIGNER_WIDTH)
    notes = ceil((_ITS_OWN + _width(left_out)) / _NOTE_WIDTH)
    return _HEAD + rows + _TITLE * titles + _SIGNER * signers + _NOTE * notes


def _lines(text: str, column: str) -> int:
    """How many lines a text takes in its column, rather one too many than one too few."""
    of_one = (COLUMNS[column] - _CELL_AIR) / _SIZE
    width = _width(text)
    return 1 if width <= of_one else ceil(width / (of_one - _BREAK_AIR))


def _width(text: str) -> float:
    return len(text) - (1 - _NARROW) * len(text.encode("ascii", "ignore"))
