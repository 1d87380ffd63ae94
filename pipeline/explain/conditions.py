"""三无: the definition, count and verdict of each condition, with the matters, findings or months behind them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

import pandas as pd

from pipeline.base.county import COUNTY
from pipeline.base.listed import texts_in
from pipeline.base.place import Place
from pipeline.editions.archive import load_edition
from pipeline.explain.figure import items, published_figure, shown_figure
from pipeline.explain.places import Places
from pipeline.explain.question import TITLE, Asked
from pipeline.measure.ranks.three_none import SOUNDNESS
from pipeline.messages import explain_words
from pipeline.report.headings import CASE_NO
from pipeline.schema.indicators import INDICATOR
from pipeline.schema.reasons import Part
from pipeline.schema.registers import REGISTER
from pipeline.schema.state_labels import state_label
from pipeline.schema.vocabulary import Title, Verdict
from pipeline.settings.as_text import condition_words

_VERDICT = {True: "成立", False: "不成立"}
_SOUND_WORDS = {
    SOUNDNESS[0]: explain_words.ALL_SENT,
    SOUNDNESS[1]: explain_words.ALL_LISTED.format(register=REGISTER["superior"].name),
    SOUNDNESS[2]: explain_words.NO_ERROR,
}


def explain_title(asked: Asked, outputs: Path, only: str) -> list[str]:
    """Explain all conditions (``only`` is 三无), or the one named ``only``.

    ``outputs``: the folder of the editions of a quarter's or year's months.
    """
    table = asked.edition.tables["three_none"]
    rows = table[table["township"] == asked.township]
    rows = rows if only == TITLE else rows[rows["condition"] == only]
    options = asked.settings.options
    lines = [
        f"{asked.period.label} {asked.township} {only}　{_title(asked)}"
        if only == TITLE
        else f"{asked.period.label} {asked.township} {only}",
        (explain_words.CONDITIONS.format(period=asked.period.label)),
        explain_words.CONDITIONS_BASIS.format(edition=asked.edition.name, preset=options.three_none_preset),
    ]
    if rows.empty:
        return [*lines, "", explain_words.NO_SUCH_CONDITION if only != TITLE else explain_words.NO_TITLES]
    for row in rows.to_dict("records"):
        name = str(row["condition"])
        holds = None if pd.isna(row["holds"]) else bool(row["holds"])
        count = None if pd.isna(row["count"]) else int(row["count"])
        lines += ["", f"{name}　{'—' if count is None else f'{count}件'}　{_verdict(holds)}"]
        lines += (
            _sound(asked, name, count, row["case_nos"])
            if name in SOUNDNESS
            else _condition(asked, name, count, row["case_nos"])
        )
        if holds is False and name not in SOUNDNESS:
            lines += _months(asked, outputs, name)
    return lines


def _title(asked: Asked) -> str:
    if asked.township == COUNTY:
        return "（全县各条件的合计）"
    table = asked.edition.tables["ranking"]
    return state_label(Title, table.loc[table["township"] == asked.township, "three_none"].iloc[0])


def _verdict(holds: bool | None) -> str:
    return state_label(Title, Title.UNASSESSED) if holds is None else _VERDICT[holds]


def _condition(asked: Asked, name: str, count: int | None, case_nos: object) -> Iterator[str]:
    definition = condition_words(asked.rows).get(name, "")
    yield explain_words.JUDGED.format(words=definition)
    tests = asked.conditions.get(name, ())
    if any(test.on_indicator for test in tests):
        for id_ in (test.subject for test in tests):
            counted = [item for item in items(asked, id_) if item.part == Part.COUNTED]
            yield f"  {INDICATOR[id_].label}：{shown_figure(id_, *published_figure(asked, id_))}"
            if INDICATOR[id_].count:
                yield from (f"    {item.number}　{item.where}" for item in counted if not item.accused)
                if hidden := sum(item.accused for item in counted):
                    yield explain_words.HIDDEN.format(hidden=hidden)
        return
    if count is None:
        yield explain_words.NO_REGISTER_TO_COUNT.format(register=REGISTER["supervised"].name)
    elif numbers := texts_in(case_nos):
        yield from _listed(asked, numbers, [test.subject for test in tests])
        if hidden := count - len(numbers):
            yield explain_words.HIDDEN.format(hidden=hidden)
    elif count:
        yield explain_words.ALLOWED.format(count=count)


def _sound(asked: Asked, name: str, count: int | None, case_nos: object) -> Iterator[str]:
    yield explain_words.JUDGED.format(words=_SOUND_WORDS[name])
    tables = asked.edition.tables
    own = tables["findings"]["township"].isin(asked.old_names) | (asked.township == COUNTY)
    if name == SOUNDNESS[0]:
        own_files = tables["files"]["township"].isin(asked.old_names) | (asked.township == COUNTY)
        refused = tables["files"][own_files & (tables["files"]["verdict"] == Verdict.REFUSED)]
        yield from (
            explain_words.REFUSED.format(file=file, reason=reason)
            for file, reason in refused[["file", "reason"]].itertuples(index=False)
        )
    elif name == SOUNDNESS[1] and (numbers := texts_in(case_nos)):
        yield from _listed(asked, numbers, (CASE_NO,))
    elif name == SOUNDNESS[2]:
        errors = tables["findings"][
            own & (tables["findings"]["severity"] == "错误") & tables["findings"]["township"].notna()
        ]
        for row in errors.fillna("").to_dict("records"):
            yield f"    {row['code']} {Place(row['file'], row['sheet'], row['cell'])}：{row['message']}"
        if count is not None and count > len(errors):
            yield explain_words.UNLISTED_ERRORS.format(count=count - len(errors))


def _listed(asked: Asked, numbers: Sequence[str], columns: Sequence[str]) -> Iterator[str]:
    """Yield a line per matter with its row and the cells of ``columns``."""
    places = Places(asked.edition.tables, numbers)
    shown = [number for number in numbers if number not in places.hidden]
    for number, matter in zip(shown, places.matters(shown), strict=True):
        yield f"    {number}　{places.spot(matter, columns)}".rstrip("　")
    if len(shown) < len(numbers):
        yield explain_words.UNLISTED.format(count=len(numbers) - len(shown))


def _months(asked: Asked, outputs: Path, name: str) -> Iterator[str]:
    """Yield a line per month of a quarter, a year or a part of one in whose edition the condition doesn't hold.

    Only the editions from which this one was made count.
    """
    if not asked.period.of_months:
        return
    named = asked.edition.manifest["earlier_editions"]
    for month in asked.period.months():
        edition = load_edition(outputs, month, ("three_none",)) if month in named else None
        if edition is None:
            continue
        if edition.manifest_sha256 != named[month]:
            yield explain_words.MADE_ANEW.format(month=month)
            continue
        table = edition.tables["three_none"]
        row = table[(table["township"] == asked.township) & (table["condition"] == name)]
        if len(row) and row["holds"].iloc[0] == False:  # noqa: E712 - three-valued
            yield explain_words.MONTH_FAILED.format(month=month, count=row["count"].iloc[0])
