"""The figure of an indicator: its formula, and each item with the part it is in, the reason and the deciding cells."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import pandas as pd

from pipeline.base.county import COUNTY
from pipeline.base.place import Place
from pipeline.base.rate import Rate
from pipeline.explain.places import LEDGER_LABEL, PUBLISHED, UNREAD, Places, Spot, text
from pipeline.explain.question import Asked
from pipeline.messages import explain_words
from pipeline.report.columns_lacking import columns_lacking
from pipeline.report.rule_notes import limits_in_words
from pipeline.schema.indicators import INDICATOR, Indicator
from pipeline.schema.reasons import Part
from pipeline.schema.registers import REGISTER

MOST_LINES = 60
"""For a reason with more items only their numbers are listed; everything else is in the table that --csv writes."""
MOST_NUMBERS = 400
_NUMBERS_PER_LINE = 6
_PENDING = "归属待定"
_RETURNED_AGAIN = ("resolution", "first_time_resolution", "backlog_clearance", "backlog_overdue")
_RATED = ("satisfaction", "rating_turnout", "office_satisfaction")
_UNTIMED = ("led_by_official", "reported_on_time", "repeat", "at_fault")


@dataclass(frozen=True)
class Item:
    """One item of a figure, in texts that staff read. ``accused``: a 检举控告 matter, without number or place."""

    township: str
    number: str
    part: str
    reason: str
    basis: str
    done: str
    repeat: str
    spots: tuple[Spot, ...]
    notes: tuple[str, ...]
    accused: bool

    @property
    def where(self) -> str:
        """'2023-02/西河镇.xlsx 台账 第7行（受理日期L7、办结日期P7）'; for a register's item its row there too."""
        return "；".join(map(str, self.spots))


def published_figure(asked: Asked, id_: str) -> tuple[int | None, int | None]:
    """Return numerator and denominator as they were published; None where there is none."""
    table = asked.edition.tables["indicators"]
    row = table[(table["township"] == asked.township) & (table["indicator"] == id_)].iloc[0]
    return tuple(None if pd.isna(row[c]) else int(row[c]) for c in ("numerator", "denominator"))  # type: ignore[return-value]


def shown_figure(id_: str, n: int | None, of: int | None) -> str:
    """Return the figure as it is printed: '1/6  16.7%', '3件', or 未计算."""
    if n is None:
        return "未计算"
    return f"{n}件" if INDICATOR[id_].count else str(Rate(n, of or 0))


def items(asked: Asked, id_: str) -> list[Item]:
    """Return every item of the township's figure (of all townships for 全县), in the order of the table members."""
    tables = asked.edition.tables
    members = tables["members"]
    here = members[
        (members["indicator"] == id_)
        & (members["county"] if asked.township == COUNTY else members["township"] == asked.township)
    ]
    places = Places(tables, [*here["item"], *here["repeat_no"].dropna()])
    notes = _notes(tables["counted"], here["item"], places)
    matters = places.matters(here["item"])
    return [
        _item(id_, member, matter, places, notes)
        for member, matter in zip(here.to_dict("records"), matters, strict=True)
    ]


def _notes(counted: pd.DataFrame, numbers: pd.Series, places: Places) -> dict[str, list[str]]:
    """Number -> a sentence per value of the matter that counts otherwise than its cell says."""
    notes: dict[str, list[str]] = {}
    rows = counted[counted["case_no"].isin(numbers)]
    for number, column, sent, counts, reason, *place in rows.itertuples(index=False):
        nothing = "空白或读不出" if reason == PUBLISHED else "空白"
        change = "" if reason == UNREAD else f"所报{text(sent) or nothing}，计{text(counts) or '空白'}，"
        notes.setdefault(number, []).append(f"{LEDGER_LABEL[column]}：{change}{reason}{places.seen(place, column)}")
    return notes


def _item(
    id_: str, member: Mapping[Any, Any], matter: Mapping[Any, Any], places: Places, notes: Mapping[str, list[str]]
) -> Item:
    """Make an item of a row of members and the row of matters of the same number (empty where there is none)."""
    number = "" if member["item"] in places.hidden else text(member["item"])
    own_notes = list(notes.get(str(member["item"]), ())) if number else []
    if id_ == "concluded_on_time" and matter.get("extension_valid") is True:
        own_notes.append(f"延期批准{_day(matter['extension_approved_on'])}，延期至{_day(matter['extended_to'])}")
    return Item(
        township=text(member["township"]) or _PENDING,
        number=number,
        part=text(member["part"]),
        reason=text(member["reason"]),
        basis=_day(member["basis_on"]),
        done=_day(member["done_on"]),
        repeat="" if member["repeat_no"] in places.hidden else text(member["repeat_no"]),
        spots=places.of(INDICATOR[id_], member, matter),
        notes=tuple(own_notes),
        accused=not number,
    )


def explain_figure(asked: Asked, id_: str) -> list[str]:
    """Return title, figure, formula, options in force, the items by part and reason, and the check of the sum.

    Raises ValueError when the items don't add up to the figure: the edition then contradicts itself.
    """
    indicator, (n, of) = INDICATOR[id_], published_figure(asked, id_)
    lines = [
        f"{asked.period.label} {asked.township} {asked.settings.label(id_)}　{shown_figure(id_, n, of)}",
        *_formula(asked, indicator),
        *_columns_lacking(asked, indicator),
    ]
    if n is None:
        return [*lines, explain_words.NOT_COMPUTED.format(register=REGISTER[indicator.register].name)]
    every = items(asked, id_)
    for part in Part if of is not None else (Part.COUNTED, Part.OUT):
        of_part = [item for item in every if item.part == part]
        lines += ["", *_part(indicator, part, of_part, by_township=asked.township == COUNTY)]
    counted = sum(item.part == Part.COUNTED for item in every)
    inside = counted + sum(item.part == Part.DENOMINATOR for item in every)
    if counted != n or (of is not None and inside != of):
        raise ValueError("members and indicators of an edition differ")
    sums = (
        explain_words.SUM_OF_COUNT.format(counted=counted)
        if of is None
        else explain_words.SUM_OF_RATE.format(counted=counted, inside=inside)
    )
    return [*lines, "", explain_words.CHECKED.format(sums=sums, figure=shown_figure(id_, n, of))]


def _formula(asked: Asked, indicator: Indicator) -> Iterator[str]:
    options = asked.settings.options
    if indicator.count:
        yield explain_words.FORMULA_OF_COUNT.format(counted=options.definition(indicator.numerator))
    else:
        numerator, denominator = options.definition(indicator.numerator), options.definition(indicator.denominator)
        yield explain_words.FORMULA_OF_RATE.format(numerator=numerator, denominator=denominator)
    if indicator.id in _RETURNED_AGAIN:
        yield explain_words.RETURNED_AGAIN.format(days=options.came_back_days)
    elif indicator.id in _RATED:
        silence = (
            explain_words.SILENCE_IS_CONTENT
            if options.silence_is_content and indicator.id == "satisfaction"
            else explain_words.SILENCE_IS_NOT_CONTENT
        )
        yield explain_words.RATED.format(days=options.rating_days, silence=silence)
    elif indicator.id not in (*_UNTIMED, "conclusion"):
        yield explain_words.LIMITS.format(limits=limits_in_words(asked.settings))
    cut_off = asked.edition.cut_off
    yield (
        explain_words.FIGURE_BASIS.format(
            edition=asked.edition.name,
            year=cut_off.year,
            month=cut_off.month,
            day=cut_off.day,
            formula_version=asked.edition.formula_version,
        )
    )


def _columns_lacking(asked: Asked, indicator: Indicator) -> Iterator[str]:
    """Yield what was found of each ledger without a column that decides this indicator."""
    units = None if asked.township == COUNTY else asked.old_names
    for _, row in columns_lacking(asked.edition.tables["findings"], units, indicator.fields):
        place = Place(row["file"], row["sheet"], row["cell"])
        yield explain_words.COLUMN_LACKING.format(place=place, message=row["message"])


def _part(indicator: Indicator, part: Part, of_part: Sequence[Item], *, by_township: bool) -> Iterator[str]:
    yield f"{part}（{len(of_part)}件）"
    shown = [item for item in of_part if not item.accused]
    groups: dict[str, list[Item]] = {}
    for item in shown:
        groups.setdefault(item.reason, []).append(item)
    for reason, members in groups.items():
        yield f"  {reason}（{len(members)}件）"
        if part is Part.OUT or len(members) > MOST_LINES:
            yield from _numbers(members, by_township=by_township)
        else:
            yield from (_line(indicator, item, by_township=by_township) for item in members)
    if len(shown) < len(of_part):
        yield explain_words.HIDDEN_OF_PART.format(count=len(of_part) - len(shown), part=part)


def _line(indicator: Indicator, item: Item, *, by_township: bool) -> str:
    dates = [
        f"{label} {day}" for label, day in ((indicator.basis, item.basis), (indicator.done, item.done)) if label and day
    ]
    notes = f"（{'；'.join(item.notes)}）" if item.notes else ""
    return (
        "    "
        + "　".join(filter(None, [item.township if by_township else "", item.number, *dates, item.where]))
        + notes
    )


def _numbers(members: Sequence[Item], *, by_township: bool) -> Iterator[str]:
    """Yield the numbers of one reason's items, several per line and by township for the whole county.

    More than MOST_NUMBERS are counted per township instead.
    """
    if len(members) > MOST_NUMBERS:
        counts: dict[str, int] = {}
        for item in members:
            counts[item.township] = counts.get(item.township, 0) + 1
        by_name = "、".join(f"{name}{count}件" for name, count in counts.items())
        yield explain_words.BY_TOWNSHIP.format(counts=by_name)
        return
    groups: dict[str, list[str]] = {}
    for item in members:
        groups.setdefault(item.township if by_township else "", []).append(item.number)
    for name, numbers in groups.items():
        for start in range(0, len(numbers), _NUMBERS_PER_LINE):
            head = f"{name}：" if name and not start else ""
            yield f"    {head}{'、'.join(numbers[start : start + _NUMBERS_PER_LINE])}"


def _day(value: object) -> str:
    return f"{value:%Y-%m-%d}" if isinstance(value, pd.Timestamp) and not pd.isna(value) else ""
