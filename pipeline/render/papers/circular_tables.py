"""The attachments of 月度通报: the ranked table, the table of other indicators, the overdue matters."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import pandas as pd

from pipeline.base.county import COUNTY
from pipeline.base.rate import Rate
from pipeline.messages import paper_words
from pipeline.render.overview import NO_VALUE, Overview, movement, whole
from pipeline.render.papers.circular_names import OverdueLine, PlainLine, PlainTable, RankedLine, RankedTable
from pipeline.render.papers.facts import Facts
from pipeline.render.phrases import days_over
from pipeline.render.ranking_marks import OF_THE_YEAR, STAND_IN, is_to_mend, stand_ins
from pipeline.render.word.chart import MOST_BARS, Chart, Line
from pipeline.schema.indicators import INDICATOR, INDICATORS
from pipeline.schema.state_labels import state_label
from pipeline.schema.vocabulary import Group, Title

_OFF = "未启用"
_MENDING = "△"


def ranked_table(facts: Facts) -> RankedTable:
    """指标表: townships in the order of the ranking, 全县 last.

    A rate with too small a sample carries ※ where the county's rate counts in its place, ◇ where the township's own
    rate of the last 12 months does. Without a row in a special period, in which nobody is measured by rates.
    """
    settings = facts.report.settings
    columns = tuple(f"{settings.label(i)}（{float(settings.weights[i]):g}）" for i in facts.weighted)
    chart = score_chart(facts.report.period.label, facts.townships_ranked)
    if facts.report.period.special:
        return RankedTable(columns, (), (), chart)
    lines = []
    for row in facts.ranking:
        name, place = str(row["township"]), whole(row["rank"])
        moved = movement(place, whole(row["previous_rank"])) if facts.report.previous else ""
        signs = stand_ins(row)
        lines.append(
            RankedLine(
                rank=NO_VALUE if place is None else f"{place}\n{moved}" if moved not in ("", NO_VALUE) else str(place),
                township=name + (_MENDING if is_to_mend(row) else ""),
                score=str(row["score_1dp"]) if place is not None else state_label(Group, row["group"]),
                three_none=state_label(Title, row["three_none"]),
                cells=tuple(rate_cell(facts.rates, name, i, signs.get(i, "")) for i in facts.weighted),
            )
        )
    county = tuple(rate_cell(facts.rates, COUNTY, i) for i in facts.weighted)
    lines.append(RankedLine(NO_VALUE, COUNTY, NO_VALUE, NO_VALUE, county))
    return RankedTable(columns, tuple(lines), _ranked_notes(facts), chart)


def score_chart(
    label: str, rows: Sequence[Mapping[str, object]], units: str = "乡镇", column: str = "township"
) -> Chart:
    """The scores as 指标表 prints them, of the ranked units among ``rows`` (of a ranking), in their order.

    With more than MOST_BARS of them only the first and the last are drawn, with a gap between that says how many are
    left out. ``units``: what the units are called; ``column``: the column of their names.
    """
    ranked = [row for row in rows if whole(row["rank"]) is not None]
    names, scores = [str(row[column]) for row in ranked], [float(str(row["score_1dp"])) for row in ranked]
    span = (
        paper_words.SCORE_SPAN.format(
            best=names[0], best_score=scores[0], rank=whole(ranked[-1]["rank"]), last=names[-1], last_score=scores[-1]
        )
        if ranked
        else ""
    )
    meaning = paper_words.SCORE_CHART.format(period=label, count=len(ranked), units=units, span=span)
    drawn: list[float | None] = [*scores]
    if len(ranked) > MOST_BARS:
        first, last = MOST_BARS // 2, len(ranked) - (MOST_BARS - MOST_BARS // 2 - 1)
        names[first:last] = [paper_words.BARS_LEFT_OUT.format(count=last - first, units=units)]
        drawn[first:last] = [None]
        meaning += paper_words.ONLY_ENDS.format(first=first, last=len(ranked) - last, units=units)
    return Chart(
        "条形图",
        meaning,
        tuple(names),
        (Line("得分", tuple(drawn)),),
        percent=False,
        without=paper_words.NO_SCORE_CHART.format(units=units),
    )


def _ranked_notes(facts: Facts) -> tuple[str, ...]:
    options, earlier = facts.report.settings.options, facts.report.period.earlier_word
    notes = [
        paper_words.COLUMN_NOTE,
        (
            paper_words.SMALL_SAMPLE_NOTE.format(
                least=options.smallest_sample, of_the_year=OF_THE_YEAR, stand_in=STAND_IN, line=options.own_weight_line
            )
        ),
        _movement_note(facts, earlier) if facts.report.previous else paper_words.TIES_NOTE,
    ]
    if any(is_to_mend(row) for row in facts.ranking):
        notes.append(paper_words.MENDING_NOTE.format(mark=_MENDING))
    if facts.report.settings.departments.intersection(facts.report.submissions):
        notes.append(paper_words.DEPARTMENTS_NOTE.format(number=len(notes) + 1))
    return tuple(notes)


def _movement_note(facts: Facts, earlier: str) -> str:
    """How a rank has moved; and that it moves too where more or fewer townships are ranked: the last of 18 was 19th."""
    departments = facts.report.settings.departments
    townships = [row for row in facts.ranking if row["township"] not in departments]
    before, now = (sum(whole(row[rank]) is not None for row in townships) for rank in ("previous_rank", "rank"))
    others = paper_words.OTHERS_RANKED.format(earlier=earlier, before=before, now=now) if before != now else ""
    return paper_words.MOVEMENT_NOTE.format(earlier=earlier) + others


def plain_table(facts: Facts) -> PlainTable:
    """其他表: counts and the rates without weight; townships in roster order, 全县 last.

    An indicator whose register is missing has no column; a note names it. A special period has counts alone.
    """
    special = facts.report.period.special
    ids = [i.id for i in INDICATORS if i.id not in facts.weighted and (i.count or not special)]
    measured = [i for i in ids if facts.rates.get((COUNTY, i), (None, None))[0] is not None]
    names = [n for n in facts.report.submissions if (n, ids[0]) in facts.rates] if ids else []
    lines = tuple(
        PlainLine(name, tuple(rate_cell(facts.rates, name, i) for i in measured)) for name in (*names, COUNTY)
    )
    label = facts.report.settings.label
    off = "、".join(label(i) for i in ids if i not in measured)
    notes = (paper_words.NOT_COMPUTED.format(indicators=off),) if off else ()
    return PlainTable(tuple(label(i) for i in measured), lines, notes)


def overdue_lines(facts: Facts) -> tuple[OverdueLine, ...]:
    """逾期清单: a line per overdue matter and kind, in the order of Report.overdue, without 检举控告."""
    return tuple(
        OverdueLine(
            str(row["township"]),
            str(row["case_no"]),
            str(row["kind"]),
            _day(row["registered_on"]),
            _day(row["accepted_on"]),
            _day(row["due"]),
            days_over(int(str(row["days_over"]))),
        )
        for row in Overview(facts.report).overdue.to_dict("records")
    )


def rate_cell(
    rates: Mapping[tuple[str, str], tuple[int | None, int | None]], unit: str, id_: str, mark: str = ""
) -> str:
    """The text of a cell: '17/18' with its ``mark`` above '94.4%', or a count.

    — stands for a denominator of 0, 未启用 for an indicator whose register is missing.
    """
    n, of = rates.get((unit, id_), (None, None))
    if n is None:
        return _OFF
    if INDICATOR[id_].count:
        return str(n)
    rate = Rate(n, of or 0)
    return f"{NO_VALUE}{mark}" if rate.value is None else f"{n}/{of}{mark}\n{rate.percent}"


def _day(value: object) -> str:
    return f"{value:%Y-%m-%d}" if isinstance(value, pd.Timestamp) and not pd.isna(value) else NO_VALUE
