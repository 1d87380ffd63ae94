"""走势: the rates with the largest weights over the last 12 months of a township, as a chart and as a table below."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import Annotated

from pipeline.bundles import Report
from pipeline.messages import paper_words
from pipeline.render.naming import Name
from pipeline.render.overview import NO_VALUE
from pipeline.render.papers.facts import pairs_of, rate_of
from pipeline.render.word.chart import Chart, Line

_MOST = 3
"""The most lines that a reader can tell apart in print."""
_FEWEST = 2


@dataclass(frozen=True, slots=True)
class TrendLine:
    """One of 走势.行."""

    label: Annotated[str, Name("名称", "指标名称", "按期办结率")]
    cells: Annotated[tuple[str, ...], Name("格", "每月的分子/分母和百分率，没有数据的为—")]


@dataclass(frozen=True, slots=True)
class Trend:
    """走势. With fewer than two months of data, months and lines are empty and a sentence replaces the chart."""

    title: Annotated[str, Name("标题", "走势和它的起止月份，最多12个月", "走势（2022年3月至2023年2月）")]
    chart: Annotated[Chart, Name("图", "权重居前三位的指标的折线图；有数据的月份不足2个时印一句话", "（图表）")]
    months: Annotated[tuple[str, ...], Name("月份", "有数据的第一个月到本期，不足2个月时为空")]
    lines: Annotated[tuple[TrendLine, ...], Name("行", "每个指标一行")]


class Trends:
    """Makes the trend of each township; Report.tables["series"] is split only once.

    ``weighted``: ids of the indicators that carry weight. The first three by weight are drawn; ties keep their order.
    """

    def __init__(self, report: Report, weighted: list[str]) -> None:
        self.report, self.ids = report, sorted(weighted, key=lambda id_: -report.settings.weights[id_])[:_MOST]

    @cached_property
    def _months(self) -> dict[str, dict[tuple[str, str], tuple[int | None, int | None]]]:
        series = self.report.tables["series"]
        chosen = series[series["indicator"].isin(self.ids)]
        return {str(month): pairs_of(rows) for month, rows in chosen.groupby("month", sort=True)}

    def of(self, township: str) -> Trend:
        """The trend of one township, from its first month with a value on."""
        rates = {
            month: [rate_of(pairs.get((township, id_))) for id_ in self.ids] for month, pairs in self._months.items()
        }
        known = [month for month in rates if any(rates[month])]
        if len(known) < _FEWEST:
            return Trend(
                paper_words.TREND,
                Chart("折线图", f"{township}的走势图", (), (), percent=True, without=paper_words.NO_TREND),
                (),
                (),
            )
        months = [month for month in rates if month >= known[0]]
        lines = [
            (self.report.settings.label(id_), [rates[month][i] for month in months]) for i, id_ in enumerate(self.ids)
        ]
        labels = tuple(_label(month, first=not i) for i, month in enumerate(months))
        meaning = paper_words.TREND_CHART.format(
            township=township,
            first=_month_name(months[0]),
            last=_month_name(months[-1]),
            lines="、".join(label for label, _ in lines),
        )
        drawn = tuple(Line(label, tuple(None if rate is None else rate.printed for rate in of)) for label, of in lines)
        return Trend(
            paper_words.TREND_SPAN.format(first=_month_name(months[0]), last=_month_name(months[-1])),
            Chart("折线图", meaning, labels, drawn, percent=True, without=paper_words.NO_TREND),
            labels,
            tuple(
                TrendLine(
                    label, tuple(NO_VALUE if r is None else f"{r.numerator}/{r.denominator}\n{r.percent}" for r in of)
                )
                for label, of in lines
            ),
        )


def _month_name(month: str) -> str:
    return f"{month[:4]}年{int(month[5:])}月"


def _label(month: str, *, first: bool) -> str:
    """The label of a month; the first one and each January have the year too."""
    return f"{month[:4]}年\n{int(month[5:])}月" if first or month.endswith("-01") else f"{int(month[5:])}月"
