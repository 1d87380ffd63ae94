"""The townships on 审核.html: one row per township, the ranking, and the details of each."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection
from dataclasses import dataclass
from functools import cached_property
from typing import Any
from urllib.parse import quote

import pandas as pd

from pipeline.base.county import COUNTY
from pipeline.base.finding import SEVERITY_ORDER
from pipeline.base.rate import Rate
from pipeline.messages.page import PAGE_WORDS as WORDS
from pipeline.render.overview import NO_VALUE, REFUSED, UNSENT, Overview, movement, whole
from pipeline.render.page.listing import ACT
from pipeline.render.ranking_marks import is_to_mend, labels, stand_ins
from pipeline.schema.indicators import INDICATORS
from pipeline.schema.papers import RETURNED, PaperRow, filed
from pipeline.schema.state_labels import state_label
from pipeline.schema.vocabulary import Group, Status, Title, Verdict


@dataclass(frozen=True, slots=True)
class TownshipRow:
    """One township in a row.

    ``faults``: numbers of findings in the order of SEVERITY_ORDER. ``standing_key``: the sort key of ``standing``.
    ``returned``: the address of its marked ledger, or ''.
    """

    name: str
    status: str
    unsent: bool
    kept: int
    set_aside: int
    faults: tuple[int, ...]
    standing: str
    standing_key: str
    three_none: str
    returned: str


@dataclass(frozen=True, slots=True)
class RateCell:
    """A rate as printed.

    ``pair``: 'n/N'. ``percent``: '94.4%', or — for a denominator of 0. ``key``: the sort key, '' without a value.
    ``sign``: the sign of another rate that counts in its place.
    """

    pair: str
    percent: str
    key: str
    sign: str = ""


@dataclass(frozen=True, slots=True)
class RankRow:
    """One line of the ranking; the county's has only a name and rates. ``key`` and ``gained`` are sort keys."""

    name: str
    rates: tuple[RateCell, ...]
    """The rates of the weighted indicators."""
    place: str = ""
    key: str = ""
    group: str = ""
    unsent: bool = False
    score: str = ""
    movement: str = ""
    gained: str = ""
    three_none: str = ""
    streak: str = ""
    marks: str = ""
    to_mend: bool = False


@dataclass(frozen=True)
class Townships:
    """All townships of one report. ``paths``: the edition's files beside the page, to which it links."""

    overview: Overview
    paths: Collection[str]

    def rows(self) -> tuple[TownshipRow, ...]:
        """One row per township, in roster order."""
        report = self.overview.report
        ledger_rows = {
            name: (int(kept), int(set_aside))
            for name, kept, set_aside in self.overview.ledger_rows.itertuples(index=False)
        }
        finding_counts = report.tables["findings"].groupby(["severity", "township"]).size().to_dict()
        ranking = report.tables["ranking"].set_index("township")
        result = []
        for name, status in report.submissions.items():
            kept, set_aside = ledger_rows.get(name, (0, 0))
            standing, key, title = NO_VALUE, "", NO_VALUE
            if name in ranking.index:
                line = ranking.loc[name]
                place = whole(line["rank"])
                standing, key = (
                    (state_label(Group, line["group"]), "") if place is None else (f"第{place}名", str(place))
                )
                title = state_label(Title, line["three_none"])
            faults = tuple(int(finding_counts.get((s.value, name), 0)) for s in SEVERITY_ORDER)
            returned = self._link(RETURNED.path(name))
            unsent = status == UNSENT
            result.append(
                TownshipRow(
                    name, state_label(Status, status), unsent, kept, set_aside, faults, standing, key, title, returned
                )
            )
        return tuple(result)

    def ranked(self) -> tuple[RankRow, ...]:
        """The lines of the ranking in its order, 全县 last."""
        report, rates = self.overview.report, self._rates()
        weighted = [i for i, w in report.settings.weights.items() if w]
        result = []
        for line in report.tables["ranking"].to_dict("records"):
            place, previous, streak = whole(line["rank"]), whole(line["previous_rank"]), whole(line["streak"])
            name = str(line["township"])
            signs = stand_ins(line)
            result.append(
                RankRow(
                    place=NO_VALUE if place is None else str(place),
                    key="" if place is None else str(place),
                    name=name,
                    group=state_label(Group, line["group"]),
                    unsent=line["group"] == UNSENT,
                    score=_text(line["score_1dp"]),
                    movement=movement(place, previous),
                    gained="" if place is None or previous is None else str(previous - place),
                    three_none=state_label(Title, line["three_none"]),
                    streak="" if streak is None else WORDS["streak"].format(years=streak),
                    # A sign beside each rate says which other rate counts in its place.
                    marks=labels(line),
                    to_mend=is_to_mend(line) or line["group"] == UNSENT,
                    rates=tuple(rate_cell(rates.get((name, i)), signs.get(i, "")) for i in weighted),
                )
            )
        county = tuple(rate_cell(rates.get((COUNTY, i))) for i in weighted)
        return (*result, RankRow(COUNTY, county))

    def details(self) -> dict[str, dict[str, Any]]:
        """Township -> what its dialog shows beside its row and its rank.

        figures: [label, own, county], each as printed, without indicators whose register is missing. conditions:
        [condition, count, holds (null for 未评定), case numbers]. files: [file, sign, verdict, reason]. links: [text,
        address].
        """
        report = self.overview.report
        figures = self._figures()
        conditions: dict[str, list[list[object]]] = {}
        for name, condition, count, holds, case_nos in report.tables["three_none"].itertuples(index=False):
            held = None if pd.isna(holds) else bool(holds)
            conditions.setdefault(name, []).append([condition, whole(count), held, self.overview.evidence(case_nos)])
        files: dict[str, list[list[str]]] = {}
        for file, township, verdict, reason in report.tables["files"][
            ["file", "township", "verdict", "reason"]
        ].itertuples(index=False):
            files.setdefault(township, []).append(
                [file, ACT if verdict == REFUSED else "", state_label(Verdict, verdict), _text(reason)]
            )
        return {
            name: {
                "figures": figures.get(name, []),
                "conditions": conditions.get(name, []),
                "files": files.get(name, []),
                "links": [[label, quote(path)] for label, path in self._papers(name)],
            }
            for name in report.submissions
        }

    def _figures(self) -> dict[str, list[list[str]]]:
        table, label = self.overview.report.tables["indicators"], self.overview.report.settings.label
        cells = {
            (name, id_): (whole(n), whole(of))
            for name, id_, n, of in table[["township", "indicator", "numerator", "denominator"]].itertuples(index=False)
        }
        measured = [i for i in INDICATORS if cells.get((COUNTY, i.id), (None, None))[0] is not None]
        return {
            name: [
                *(
                    [label(i.id), _printed(*cells.get((name, i.id), (None, None))), _printed(*cells[COUNTY, i.id])]
                    for i in measured
                ),
                *self._unranked_figures(name),
            ]
            for name in self.overview.report.submissions
        }

    def _unranked_figures(self, name: str) -> list[list[str]]:
        """退回超期, and 领导接访 if 接访登记 is kept, each as [label, own, county]. They are reported, never ranked."""
        returns = self._late_returns
        figures = [[WORDS["late_returns"], str(returns[name]), str(returns.total())]]
        if name in self._on_duty:
            own, county = self._on_duty[name], self._on_duty[COUNTY]
            days = f"{own['days']}" if pd.isna(own["due"]) else f"{own['days']}/{own['due']}"
            figures.append([WORDS["duty_days"], days, str(county["days"])])
            figures += [
                [WORDS[label], str(own[id_]), str(county[id_])]
                for label, id_ in (("duty_visits", "visits"), ("duty_settled", "settled"))
            ]
        return figures

    @cached_property
    def _late_returns(self) -> Counter[str]:
        return Counter(self.overview.report.tables["late_returns"]["township"].fillna("").tolist())

    @cached_property
    def _on_duty(self) -> dict[str, dict[Any, Any]]:
        """Township or 全县 -> its row of 接访天数."""
        duty = self.overview.report.tables["leaders_on_duty"]
        return {str(row["place"]): row for row in duty.to_dict("records")}

    def _rates(self) -> dict[tuple[str, str], Rate | None]:
        table = self.overview.report.tables["indicators"]
        return {
            (name, id_): None if pd.isna(n) or pd.isna(of) else Rate(int(n), int(of))
            for name, id_, n, of in table[["township", "indicator", "numerator", "denominator"]].itertuples(index=False)
        }

    def _papers(self, name: str) -> list[tuple[str, str]]:
        """(label, path) of the edition's files for one township: its marked ledger, then the papers in their order."""
        files = {row: townships[name] for row, townships in self._filed if name in townships}
        returned = files.pop(RETURNED, "")
        own = [(WORDS["paper_returned"], returned)] if returned else []
        return [*own, *((row.short, path) for row, path in files.items())]

    @cached_property
    def _filed(self) -> list[tuple[PaperRow, dict[str, str]]]:
        return list(filed(self.paths))

    def _link(self, path: str) -> str:
        return quote(path) if path in self.paths else ""


def rate_cell(rate: Rate | None, sign: str = "") -> RateCell:
    """The cell of a rate: 未启用 for None (its register is missing), — for a denominator of 0.

    ``sign``: the sign of another rate that counts in its place.

    >>> rate_cell(Rate(17, 18)).percent, rate_cell(Rate(0, 0)).percent, rate_cell(None).percent
    ('94.4%', '—', '未启用')
    """
    if rate is None:
        return RateCell("", "未启用", "")
    if rate.value is None:
        return RateCell("", NO_VALUE, "", sign)
    return RateCell(f"{rate.numerator}/{rate.denominator}", rate.percent, f"{float(rate.value):.6f}", sign)


def _printed(numerator: int | None, denominator: int | None) -> str:
    """A count, or a rate as 'n/N  p%'; — for a null or a denominator of 0."""
    if numerator is None:
        return NO_VALUE
    if denominator is None:
        return str(numerator)
    rate = Rate(numerator, denominator)
    return NO_VALUE if rate.value is None else str(rate)


def _text(value: object) -> str:
    return value if isinstance(value, str) else ""
