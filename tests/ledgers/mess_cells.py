"""What a clerk writes for a value, and the lines that he puts among the matters."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from random import Random
from typing import Any

from tests.ledgers.mess_words import CODES, DAYS, HEADINGS, NONE, OTHERS, TOWNSHIPS, WIDE

Row = list[object]


def written(id_: str, matter: dict[str, Any], rng: Random, has: dict[str, bool], serial: int) -> tuple[object, bool]:
    """What is written for a value, and whether it is so odd that it must be noted."""
    value = matter.get(id_)
    if id_ == "序号":
        return serial, False
    if id_ in OTHERS:
        return OTHERS[id_], False
    if id_ == "case_no":
        return str(value).translate(WIDE) if has["wide"] and rng.random() < 0.5 else value, False
    if id_ == "persons":
        text = rng.choice((value, str(value), f"{value}人", str(value).translate(WIDE)))
        return text, str(text).endswith("人")
    if id_ in ("channel", "occurrence") and has["noted words"] and rng.random() < 0.3:
        return f"{value}{rng.choice(('（集体）', '。'))}", True
    if id_ in ("township", "channel", "occurrence"):
        return rng.choice(TOWNSHIPS.get(str(value)) or CODES[str(value)]), False
    return (
        (rng.choice(NONE), False) if value is None else _day(value, rng, odd=has["noted dates"] and rng.random() < 0.4)
    )


def _day(day: date, rng: Random, *, odd: bool) -> tuple[object, bool]:
    y, m, d = day.year, day.month, day.day
    silent = (
        day,
        f"{y}.{m}.{d}",
        f"{y}/{m:02d}/{d:02d}",
        f"{y}年{m}月{d}日",
        f"{y}{m:02d}{d:02d}",
        f"{y}。{m}。{d}",
        f"{y}-{m}-{d} 09:30",
        f"{y}年{m}月{d}日".translate(WIDE),
        f" {y} - {m} - {d}",
    )
    serial = (day - date(1899, 12, 30)).days
    noted = (
        f"{m}月{d}日",
        f"{y % 100}-{m}-{d}",
        f"{m}.{d}",
        serial,
        str(serial),
        f"{y}年{m}月{d}日（星期三）",
        f"{y}-{m}-{d} 上午",
        f"{y}–{m}–{d}",
        f"'{y}-{m:02d}-{d:02d}",
        f"二〇二三年{'一二'[m - 1]}月{DAYS[d - 1]}日",
    )
    return rng.choice(noted if odd else silent), odd


def hint(columns: Sequence[str]) -> Row:
    """A line of instructions as forms have it under their headings."""
    return ["格式：2023-02-06" if id_.endswith("_on") else "必填" if id_ in HEADINGS else None for id_ in columns]


def example(columns: Sequence[str], matter: dict[str, Any]) -> Row:
    """The form's example, left standing above the first matter."""
    own = {**matter, "case_no": "QH20229999"}
    return ["示例" if id_ == "序号" else own.get(id_, OTHERS.get(id_)) for id_ in columns]


def filled_down(columns: Sequence[str]) -> Row:
    """A line on which nobody wrote, with the noughts of formulas that were dragged too far."""
    return [0 if id_ in HEADINGS else None for id_ in columns]


def total(label: str, count: int, columns: Sequence[str]) -> Row:
    """The label in front, the number of matters under their numbers."""
    row: Row = [None] * len(columns)
    row[0], row[columns.index("case_no")] = label, f"{count}件"
    if columns[0] == "case_no":
        row[0] = f"{label}：{count}件"
    return row
