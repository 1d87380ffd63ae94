"""The townships on 审核.html: a row for each, the ranking, and all that is known of one."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import Any
from urllib.parse import quote

import pandas as pd

from pipeline.base.county import COUNTY
from pipeline.base.finding import SEVERITY_ORDER
from pipeline.base.rate import Rate
from pipeline.messages.page import PAGE_WORDS as WORDS
from pipeline.render.overview import NO_VALUE, REFUSED, UNSENT, Overview, movement, stand_ins, whole
from pipeline.render.page.listing import ACT
from pipeline.schema.indicators import INDICATOR, INDICATORS

"""How the marks of the ranking begin that name the rates for which the county's stands in; on the page a sign beside each rate says it."""


@dataclass(frozen=True, slots=True)
class TownshipRow:
    """One township at a glance.

    ``faults``: findings by severity, in the order of Severity. ``returned``: where its marked ledger is, or ''.
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

    ``pair``: 'n/N'; ``percent``: '94.4%' (— when nothing was due); ``key`` sorts, '' without value.
    """

    pair: str
    percent: str
    key: str
    sign: str = ""


@dataclass(frozen=True, slots=True)
class RankRow:
    """One line of the ranking, with the rate of every weighted indicator."""

    place: str
    key: str
    name: str
    group: str
    unsent: bool
    score: str
    movement: str
    gained: str
    three_none: str
    streak: str
    marks: str
    to_mend: bool
    rates: tuple[RateCell, ...]


@dataclass(frozen=True)
class Townships:
    """All of one report's townships.

    ``paths``: files of the edition beside the page, to be linked where a township has one.
    """

    overview: Overview
    paths: Collection[str]

    def rows(self) -> tuple[TownshipRow, ...]:
        """A row for each township of the roster."""
        report = self.overview.report
        counted = {
            name: (int(kept), int(aside)) for name, kept, aside in self.overview.ledger_rows.itertuples(index=False)
        }
        counts = report.tables["findings"].groupby(["severity", "township"]).size().to_dict()
        ranking = report.tables["ranking"].set_index("township")
        result = []
        for name, status in report.submissions.items():
            kept, aside = counted.get(name, (0, 0))
            standing, key, title = NO_VALUE, "", NO_VALUE
            if name in ranking.index:
                line = ranking.loc[name]
                place = whole(line["rank"])
                standing, key = (str(line["group"]), "") if place is None else (f"第{place}名", str(place))
                title = str(line["three_none"])
            faults = tuple(int(counts.get((s.value, name), 0)) for s in SEVERITY_ORDER)
            result.append(
                TownshipRow(
                    name,
                    status,
                    status == UNSENT,
                    kept,
                    aside,
                    faults,
                    standing,
                    key,
                    title,
                    self._link(f"退回/{name}.xlsx"),
                )
            )
        return tuple(result)

    def ranked(self) -> tuple[RankRow, ...]:
        """The ranking's lines in its order, 全县 last."""
        report, rates = self.overview.report, self._rates()
        weighted = [i for i, w in report.settings.weights.items() if w]
        result = []
        for line in report.tables["ranking"].to_dict("records"):
            place, previous, streak = whole(line["rank"]), whole(line["previous_rank"]), whole(line["streak"])
            name = str(line["township"])
            marks = [mark for mark in _text(line["marks"]).split("；") if mark]
            signs = stand_ins(line["marks"])
            told = "；".join(mark for mark in marks if "率代用：" not in mark)
            result.append(
                RankRow(
                    place=NO_VALUE if place is None else str(place),
                    key="" if place is None else str(place),
                    name=name,
                    group=str(line["group"]),
                    unsent=line["group"] == UNSENT,
                    score=_text(line["score_1dp"]),
                    movement=movement(place, previous),
                    gained="" if place is None or previous is None else str(previous - place),
                    three_none=_text(line["three_none"]),
                    streak="" if streak is None else WORDS["streak"].format(years=streak),
                    marks=told,
                    to_mend="待更正" in told or line["group"] == UNSENT,
                    rates=tuple(rate_cell(rates.get((name, i)), signs.get(INDICATOR[i].label, "")) for i in weighted),
                )
            )
        county = tuple(rate_cell(rates.get((COUNTY, i))) for i in weighted)
        return (*result, RankRow("", "", COUNTY, "", False, "", "", "", "", "", "", False, county))

    def details(self) -> dict[str, dict[str, Any]]:
        """Township -> what its own sheet shows beside its row and its rank: every figure, each condition, its files and papers.

        figures: [label, own, county], each as printed; a line that is off for all is left out. conditions: [condition,
        count, holds (null 未评定), case numbers]. files: [file, sign, verdict, reason]. links: [text, address].
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
            files.setdefault(township, []).append([file, ACT if verdict == REFUSED else "", verdict, _text(reason)])
        return {
            name: {
                "figures": figures.get(name, []),
                "conditions": conditions.get(name, []),
                "files": files.get(name, []),
                "links": [[_paper(path), quote(path)] for path in self._papers(name)],
            }
            for name in report.submissions
        }

    def _figures(self) -> dict[str, list[list[str]]]:
        table = self.overview.report.tables["indicators"]
        cells = {
            (name, id_): (whole(n), whole(of))
            for name, id_, n, of in table[["township", "indicator", "numerator", "denominator"]].itertuples(index=False)
        }
        shown = [i for i in INDICATORS if cells.get((COUNTY, i.id), (None, None))[0] is not None]
        return {
            name: [
                *(
                    [i.label, _printed(*cells.get((name, i.id), (None, None))), _printed(*cells[COUNTY, i.id])]
                    for i in shown
                ),
                *self._told(name),
            ]
            for name in self.overview.report.submissions
        }

    def _told(self, name: str) -> list[list[str]]:
        """退回超期, and 领导接访 where 接访登记 is kept: [label, own, county]; neither is ranked."""
        back, duty = (self.overview.report.tables[table] for table in ("late_returns", "leaders_on_duty"))
        told = [[WORDS["late_returns"], str(int((back["township"] == name).sum())), str(len(back))]]
        by_place = {row["place"]: row for row in duty.to_dict("records")}
        if name in by_place:
            own, all_ = by_place[name], by_place[COUNTY]
            days = f"{own['days']}" if pd.isna(own["due"]) else f"{own['days']}/{own['due']}"
            told.append([WORDS["duty_days"], days, str(all_["days"])])
            told += [
                [WORDS[word], str(own[id_]), str(all_[id_])]
                for word, id_ in (("duty_visits", "visits"), ("duty_settled", "settled"))
            ]
        return told

    def _rates(self) -> dict[tuple[str, str], Rate | None]:
        table = self.overview.report.tables["indicators"]
        return {
            (name, id_): None if pd.isna(n) or pd.isna(of) else Rate(int(n), int(of))
            for name, id_, n, of in table[["township", "indicator", "numerator", "denominator"]].itertuples(index=False)
        }

    def _papers(self, name: str) -> list[str]:
        """What the edition holds for one township: its ledger sent back, its feedback sheet, the letters to it."""
        own = {f"退回/{name}.xlsx", f"反馈单/{name}.docx"}
        found = (
            path for path in self.paths if path in own or (path.startswith(f"函件/{name}-") and path.endswith(".docx"))
        )
        return sorted(found, key=lambda path: (not path.endswith(".xlsx"), path))

    def _link(self, path: str) -> str:
        return quote(path) if path in self.paths else ""


def rate_cell(rate: Rate | None, sign: str = "") -> RateCell:
    """A rate that is off is 未启用, one without denominator —; ``sign``: another rate counts instead.

    >>> rate_cell(Rate(17, 18)).percent, rate_cell(Rate(0, 0)).percent, rate_cell(None).percent
    ('94.4%', '—', '未启用')
    """
    if rate is None:
        return RateCell("", "未启用", "")
    if rate.value is None:
        return RateCell("", NO_VALUE, "", sign)
    return RateCell(f"{rate.numerator}/{rate.denominator}", rate.percent, f"{float(rate.value):.6f}", sign)


def _paper(path: str) -> str:
    """What a file of one township is called: the paper after its name, else its folder.

    >>> _paper("函件/石门乡-督办函.docx"), _paper("反馈单/石门乡.docx")
    ('督办函', '反馈单')
    """
    place = PurePosixPath(path)
    if place.suffix == ".xlsx":
        return WORDS["paper_returned"]
    return place.stem.rpartition("-")[2] if "-" in place.stem else place.parts[0]


def _printed(numerator: int | None, denominator: int | None) -> str:
    """A count, a rate as 'n/N  p%', or — where there is none."""
    if numerator is None:
        return NO_VALUE
    if denominator is None:
        return str(numerator)
    rate = Rate(numerator, denominator)
    return NO_VALUE if rate.value is None else str(rate)


def _text(value: object) -> str:
    return value if isinstance(value, str) else ""
