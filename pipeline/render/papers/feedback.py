"""反馈单/<乡镇>.docx: a township's figures beside the county's, its matters that come due, the faults of its ledger.

Only the office and the township itself read it.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import date
from typing import Any

import pandas as pd

from pipeline.base.county import COUNTY
from pipeline.base.finding import Finding, Severity
from pipeline.base.rate import Rate, points
from pipeline.bundles import Report
from pipeline.messages import note_words, paper_words
from pipeline.render.daily_grid import DailyGrid
from pipeline.render.naming import describe
from pipeline.render.overview import NO_VALUE, Overview, movement, whole
from pipeline.render.papers.behind import Lacking
from pipeline.render.papers.facts import Facts, pairs_of, rate_of, rows_of
from pipeline.render.papers.feedback_names import (
    Feedback,
    OwnCondition,
    OwnCount,
    OwnFault,
    OwnMatter,
    OwnRate,
    Parts,
)
from pipeline.render.papers.paper import Kind, Made, body_of, made_of, sheet_names
from pipeline.render.papers.trend import Trends
from pipeline.render.phrases import called, day_words, days_over, in_lines
from pipeline.schema.indicators import INDICATORS
from pipeline.schema.papers import PAPER
from pipeline.schema.state_labels import state_label
from pipeline.schema.vocabulary import Daily, Status, Title

ROW = PAPER["乡镇情况反馈单"]
_HOLDS = {True: "符合", False: "不符合"}
_SEVERITIES = (Severity.ERROR, Severity.REMINDER)
_CASES_WIDTH = 22
"""How many characters of 9 points a line of the column 涉及事项 holds."""


_WITHOUT_RATES = (False, True, False, False, True, True, False, True)
"""Which of the parts a special period has."""


def _parts(*, special: bool) -> Parts:
    numbers = iter("一二三四五六七八")
    return Parts(*(next(numbers) if there or not special else "" for there in _WITHOUT_RATES))


def _make(report: Report) -> Iterator[Made]:
    sheets = Sheets(report)
    for name in report.submissions:
        yield made_of(ROW, sheets.of(name), name)


class Sheets:
    """Makes the sheet of each township; the tables are split by township only once."""

    def __init__(self, report: Report) -> None:
        self.report, self.facts, self.overview = report, Facts(report), Overview(report)
        self.grid = DailyGrid(report.tables["daily"])
        self.trends = Trends(report, self.facts.weighted)
        self.lacking = Lacking(report, self.facts.weighted)
        self.before = pairs_of(report.previous["indicators"]) if "indicators" in report.previous else {}
        self.ranking = {str(row["township"]): row for row in self.facts.ranking}
        self.faults: dict[str, list[Finding]] = {}
        for fault in report.faults:
            if fault.severity in _SEVERITIES and not fault.office_alone:
                self.faults.setdefault(fault.township, []).append(fault)
        self.late_returns = [
            None if rows is None else Counter(rows["township"])
            for rows in (tables.get("late_returns") for tables in (report.tables, report.previous))
        ]
        self.parts = {
            key: rows_of(frame)
            for key, frame in (
                ("conditions", report.tables["three_none"]),
                ("overdue", self.overview.overdue),
                ("soon", self.overview.due_soon),
            )
        }

    def of(self, name: str) -> Feedback:
        """The sheet of one township."""
        report, row = self.report, self.ranking.get(name, {})
        order = [*self.facts.weighted, *(i.id for i in INDICATORS if not i.count and i.id not in self.facts.weighted)]
        return Feedback(
            **sheet_names(
                report,
                f"{name}{report.period.label}\n信访事项办理情况反馈单（核对稿）"
                if report.period.special
                else f"{name}{report.period.label}信访事项\n办理情况反馈单（核对稿）",
                body_of(report, ROW.issuer),
            ),
            township=name,
            called=called([name], self.report.settings.departments),
            sent=self._day_by_day(name) if report.period.special else state_label(Status, report.submissions[name]),
            standing=self._standing(row),
            three_none=state_label(Title, row.get("three_none", Title.UNASSESSED)),
            special=report.period.special,
            sections=_parts(special=report.period.special),
            objections_by=_until(report),
            rates=tuple(self._rate(name, i) for i in order),
            counts=(*(self._count(name, i.id) for i in INDICATORS if i.count), self._handed_back_late(name)),
            trend=self.trends.of(name),
            conditions=tuple(self._condition(r) for r in self._of("conditions", name)),
            conditions_note=self._conditions_note(name),
            overdue=tuple(own_matter(r, "days_over") for r in self._of("overdue", name)),
            overdue_note=_beside(
                self._of("overdue", name), self.overview.overdue_unlisted[name], paper_words.NO_OVERDUE
            ),
            soon=tuple(own_matter(r, "days_left") for r in self._of("soon", name)),
            soon_note=_beside(self._of("soon", name), self.overview.due_soon_unlisted[name], paper_words.NONE_SOON),
            behind=self.lacking.of(name),
            faults=tuple(_fault(fault) for fault in self.faults.get(name, ())),
        )

    def _of(self, part: str, name: str) -> list[dict[Any, Any]]:
        return self.parts[part].get(name, [])

    def _standing(self, row: dict[str, object]) -> str:
        place = whole(row.get("rank"))
        if place is None:
            return f"不排名（{row.get('group', '未报送')}）"
        moved = movement(place, whole(row["previous_rank"])) if self.report.previous else ""
        word = self.report.period.earlier_word
        change = {"": "", "新": f"，{word}未排名", NO_VALUE: f"，与{word}相同"}.get(moved)
        if change is None:
            change = f"，较{word}{'上升' if moved[0] == '↑' else '下降'}{moved[1:]}位"
        return f"第{place}名，得分{row['score_1dp']}{change}"

    def _rate(self, name: str, id_: str) -> OwnRate:
        own, county, before = (
            self.facts.rate(name, id_),
            self.facts.rate(COUNTY, id_),
            rate_of(self.before.get((name, id_))),
        )
        nothing = Rate(0, 0)
        return OwnRate(
            self.report.settings.label(id_),
            NO_VALUE if own is None else str(own),
            (county or nothing).percent,
            (before or nothing).percent,
            points(own or nothing, before or nothing),
        )

    def _count(self, name: str, id_: str) -> OwnCount:
        own, before = self.facts.rates.get((name, id_), (None, None))[0], self.before.get((name, id_), (None, None))[0]
        return OwnCount(
            self.report.settings.label(id_), *(NO_VALUE if value is None else str(value) for value in (own, before))
        )

    def _handed_back_late(self, name: str) -> OwnCount:
        """退回超期, without 检举控告."""
        return OwnCount("退回超期", *(NO_VALUE if count is None else str(count[name]) for count in self.late_returns))

    def _day_by_day(self, name: str) -> str:
        """The unit's daily reports of a special period, for which no ledger is due."""
        states = [(Daily.ON_TIME, Daily.ZERO), (Daily.LATE,), (Daily.MISSING,)]
        sent, late, missing = (len(self.grid.days_of(name, *each)) for each in states)
        due = sent + late + missing
        if not due:
            return paper_words.NO_DAILY_OWN
        return paper_words.DAILY_OWN.format(due=due, sent=sent, late=late, missing=missing)

    def _conditions_note(self, name: str) -> str:
        if name in self.report.settings.departments:
            return paper_words.NOT_JUDGED
        return note_words.MONTH_BY_MONTH if self.report.period.of_months else ""

    def _condition(self, row: dict[str, Any]) -> OwnCondition:
        count, holds = whole(row["count"]), row["holds"]
        return OwnCondition(
            str(row["condition"]),
            NO_VALUE if count is None else str(count),
            state_label(Title, Title.UNASSESSED) if pd.isna(holds) else _HOLDS[bool(holds)],
            in_lines(self.overview.evidence(row["case_nos"]), _CASES_WIDTH),
        )


def _until(report: Report) -> str:
    """The last day for objections as papers write it; a blank of the cut-off's year where none is set."""
    day = report.settings.office.get("异议截止日期", "")
    if not day:
        return f"{report.cut_off.year}年　月　日"
    try:
        return day_words(date.fromisoformat(day))
    except ValueError:
        return day


def _beside(listed: Sequence[object], unlisted: int, none: str) -> str:
    """What stands under a list: that there is nothing (``none``), or how many matters more are in no list."""
    if unlisted:
        return paper_words.UNLISTED.format(count=unlisted)
    return "" if listed else none


def own_matter(row: dict[Any, Any], days: str) -> OwnMatter:
    """The record of a row of Report.overdue or Report.due_soon; ``days``: the column with the number of days."""
    registered_on, accepted_on, due = (
        NO_VALUE if pd.isna(row[c]) else f"{row[c]:%Y-%m-%d}" for c in ("registered_on", "accepted_on", "due")
    )
    return OwnMatter(str(row["case_no"]), str(row["kind"]), registered_on, accepted_on, due, days_over(int(row[days])))


def _fault(fault: Finding) -> OwnFault:
    place = " ".join(part for part in (fault.place.sheet, fault.place.cell) if part)
    return OwnFault(fault.severity.value, place, fault.message, fault.remedy)


FEEDBACK = Kind(ROW, describe(Feedback), _make)
