"""The charts of 审核.html: the coordinates of each line and bar in an inline SVG, and a sentence that says the same."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import pandas as pd

from pipeline.base.county import COUNTY
from pipeline.base.rate import Rate
from pipeline.messages.page import PAGE_WORDS as WORDS
from pipeline.render.overview import NO_VALUE, Overview, whole
from pipeline.schema.table_labels import BALANCE_LABELS

LEFT, TOP, WIDTH, HEIGHT = 40, 12, 250, 96
"""The plot area of a line chart, in units of its SVG; a rate of 100 % is at the top."""
LINE_SIZE = (LEFT + WIDTH + 14, TOP + HEIGHT + 24)
FEWEST_MONTHS = 2
_BAR, _STEP, DEPTH = 64, 96, 120
"""The bars of 收支核对: width, distance from one bar to the next, height of the plot area."""
_MINUS = ("concluded", "handed_back", "moved_out")
_ENDS = ("open_start", "open_end")


@dataclass(frozen=True, slots=True)
class LineChart:
    """One indicator of the whole county over the months.

    ``text``: the alternative text. ``path``: the line, with a gap where the denominator is 0. ``dots``: (x, y, label).
    """

    indicator: str
    label: str
    text: str
    path: str
    dots: tuple[tuple[str, str, str], ...]


@dataclass(frozen=True, slots=True)
class Months:
    """The weighted rates of the last months.

    ``count``: how many months have data; below FEWEST_MONTHS there is no chart. ``ticks``: (x, month) under each plot.
    ``table``: one row per month: (month, origin, each indicator's rate as printed, '' without data). ``packed``: the
    rates of every township, for the script.
    """

    count: int
    labels: tuple[str, ...]
    charts: tuple[LineChart, ...]
    ticks: tuple[tuple[str, str], ...]
    table: tuple[tuple[str, str, tuple[str, ...]], ...]
    townships: tuple[str, ...]
    packed: dict[str, Any]


@dataclass(frozen=True, slots=True)
class Bar:
    """A bar of 收支核对. ``kind``: end (open at the beginning or the end), plus or minus."""

    label: str
    value: str
    kind: str
    x: int
    y: str
    height: str


@dataclass(frozen=True, slots=True)
class Balance:
    """收支核对.

    ``rows``: (township, seven counts), 全县 last. ``bars``: the county's, from the matters open at the beginning to
    those open at the end. ``text``: the alternative text of the bars.
    """

    labels: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    bars: tuple[Bar, ...]
    text: str
    width: int


def months(overview: Overview) -> Months:
    """The weighted indicators by month: the county's as charts, the townships' for the script, which adds one."""
    report = overview.report
    ids = [i for i, weight in report.settings.weights.items() if weight]
    table = report.tables["series"]
    table = table[table["indicator"].isin(ids)]
    rates = {
        (month, name, id_): Rate(int(n), int(of))
        for month, name, id_, n, of in table[["month", "township", "indicator", "numerator", "denominator"]].itertuples(
            index=False
        )
        if not (pd.isna(n) or pd.isna(of))
    }
    names = _span(sorted(set(table["month"])))
    labels = tuple(report.settings.label(i) for i in ids)
    xs = [_number(LEFT + (WIDTH * i / (len(names) - 1) if len(names) > 1 else 0)) for i in range(len(names))]
    origins = table[table["township"] == COUNTY].drop_duplicates("month").set_index("month")["origin"].to_dict()
    measured = set(table["township"])
    townships = tuple(name for name in report.submissions if name in measured)

    def printed(name: str) -> list[list[str]]:
        return [[_printed(rates.get((month, name, id_))) for id_ in ids] for month in names]

    return Months(
        count=table["month"].nunique(),
        labels=labels,
        charts=tuple(
            _line(id_, label, names, xs, [rates.get((month, COUNTY, id_)) for month in names])
            for id_, label in zip(ids, labels, strict=True)
        ),
        ticks=tuple((x, month) for x, month in zip(xs, names, strict=True) if month in (names[0], names[-1])),
        table=tuple(
            (_month_name(m), str(origins.get(m, "")), tuple(line))
            for m, line in zip(names, printed(COUNTY), strict=True)
        ),
        townships=townships,
        packed={
            "months": [_month_name(m) for m in names],
            "xs": xs,
            "top": TOP,
            "height": HEIGHT,
            "ids": ids,
            "rates": {name: printed(name) for name in (*townships, COUNTY)},
        },
    )


def _line(id_: str, label: str, names: Sequence[str], xs: Sequence[str], rates: Sequence[Rate | None]) -> LineChart:
    path, dots, pen = [], [], "M"
    for month, x, rate in zip(names, xs, rates, strict=True):
        if rate is None or rate.value is None:
            pen = "M"
            continue
        y = _number(TOP + HEIGHT * float(1 - rate.value))
        path.append(f"{pen}{x} {y}")
        dots.append((x, y, f"{_month_name(month)} {rate}"))
        pen = "L"
    drawn = [
        (month, rate) for month, rate in zip(names, rates, strict=True) if rate is not None and rate.value is not None
    ]
    if not drawn:
        return LineChart(id_, label, WORDS["line_empty"].format(name=COUNTY, label=label), "", ())
    values = sorted((rate for _, rate in drawn), key=lambda r: r.value or 0)
    text = WORDS["line_text"].format(
        name=COUNTY,
        label=label,
        first=_month_name(drawn[0][0]),
        first_rate=drawn[0][1].percent,
        last=_month_name(drawn[-1][0]),
        last_rate=drawn[-1][1].percent,
        high=values[-1].percent,
        low=values[0].percent,
    )
    return LineChart(id_, label, text, "".join(path), tuple(dots))


def balance(overview: Overview) -> Balance | None:
    """收支核对 as a table, and the county's as bars; None when the report has none."""
    frame = overview.report.tables["balance"]
    if frame.empty:
        return None
    rows = tuple(
        (
            str(line["township"]),
            *("" if (v := whole(line[c])) is None else str(v) for c in BALANCE_LABELS if c != "township"),
        )
        for line in frame.to_dict("records")
    )
    county = next((line for line in frame.to_dict("records") if line["township"] == COUNTY), None)
    counts = {c: whole(county[c]) or 0 for c in BALANCE_LABELS if c != "township"} if county else {}
    text = WORDS["balance_text"].format(parts="、".join(f"{_unsigned(c)}{v}件" for c, v in counts.items()))
    return Balance(tuple(BALANCE_LABELS.values()), rows, _bars(counts), text, _STEP * len(counts))


def _bars(counts: dict[str, int]) -> tuple[Bar, ...]:
    """A bar from 0 up to the matters open at the beginning, then each change from where the bar before it ended."""
    spans, level = [], 0
    for column, value in counts.items():
        if column in _ENDS:
            low, high, level = 0, value, value
        elif column in _MINUS:
            low, high, level = level - value, level, level - value
        else:
            low, high, level = level, level + value, level + value
        spans.append((column, value, low, high))
    least = min((low for _, _, low, _ in spans), default=0)
    scale = (max((high for *_, high in spans), default=0) - min(least, 0)) or 1
    bars = []
    for i, (column, value, low, high) in enumerate(spans):
        kind = "end" if column in _ENDS else "minus" if column in _MINUS else "plus"
        sign = {"end": "", "minus": "－", "plus": "＋"}[kind]
        y, height = DEPTH * (1 - (high - min(least, 0)) / scale), DEPTH * (high - low) / scale
        x = _STEP * i + (_STEP - _BAR) // 2
        bars.append(Bar(_unsigned(column), f"{sign}{value}", kind, x, _number(y + 22), _number(height)))
    return tuple(bars)


def _unsigned(column: str) -> str:
    """The label of a column of 收支核对 without the sign before it.

    >>> _unsigned("concluded")
    '办结'
    """
    return BALANCE_LABELS[column].rpartition(" ")[2]


def _span(known: Sequence[str]) -> list[str]:
    """Every month from the first known one to the last.

    >>> _span(["2022-11", "2023-02"])
    ['2022-11', '2022-12', '2023-01', '2023-02']
    """
    if not known:
        return []
    return [str(month) for month in pd.period_range(known[0], known[-1], freq="M")]


def _month_name(month: str) -> str:
    """The name of a month as staff write it: 2023年2月 for '2023-02'."""
    year, number = month.split("-")
    return f"{year}年{int(number)}月"


def _printed(rate: Rate | None) -> str:
    if rate is None:
        return ""
    return NO_VALUE if rate.value is None else str(rate)


def _number(value: float) -> str:
    """A coordinate with at most one decimal, so that the bytes are the same on every machine.

    >>> _number(40), _number(12.345)
    ('40', '12.3')
    """
    return f"{value:.1f}".removesuffix(".0")
