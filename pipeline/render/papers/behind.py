"""The matters behind a rate: those in its denominator and not in its numerator, by the reason given for each."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Annotated

from pipeline.bundles import Report
from pipeline.messages import paper_words
from pipeline.render.naming import Name
from pipeline.render.overview import Overview
from pipeline.render.phrases import counted, in_lines
from pipeline.schema.papers import FEEDBACK
from pipeline.schema.reasons import Part, Why

LIMITS = ("accepted_on_time", "concluded_on_time", "simple_on_time")
"""The rates of limits: a letter names the matters that missed them."""
SATISFACTION, LED = "satisfaction", "led_by_official"
_CASES_WIDTH = 22
_MOST_NAMED = 30
"""The most numbers of one reason in a letter; 反馈单, where it is made, has them all."""


@dataclass(frozen=True, slots=True)
class Behind:
    """One of 原因: matters that a rate lacks for one reason."""

    label: Annotated[str, Name("名称", "指标名称", "按期办结率")]
    reason: Annotated[str, Name("原因", "为什么没有计入分子", "超过期限才办结")]
    count: Annotated[int, Name("件数", "件数，检举控告也计", "2")]
    cases: Annotated[str, Name("事项", "信访件编号，检举控告除外", "QH202301050101、\nQH202301050102")]


class Lacking:
    """The matters behind the rates of each township, split by township only once."""

    def __init__(self, report: Report, weighted: list[str]) -> None:
        self.report, self.ids = report, [*weighted, *([] if LED in weighted else [LED])]
        self._overview = Overview(report)

    @cached_property
    def _rows(self) -> dict[tuple[str, str], list[tuple[str, str]]]:
        """(Township, indicator) -> reason and item of each matter that the rate lacks; '' for one without a number."""
        members = self.report.tables["members"]
        missing = members[(members["part"] == Part.DENOMINATOR.value) & members["township"].notna()]
        rows: dict[tuple[str, str], list[tuple[str, str]]] = {}
        columns = (missing["township"], missing["indicator"], missing["reason"], missing["item"].fillna(""))
        for township, id_, reason, item in zip(*(column.tolist() for column in columns), strict=True):
            rows.setdefault((township, id_), []).append((str(reason), item))
        return rows

    def of(self, township: str) -> tuple[Behind, ...]:
        """Every reason of every rate, the scored ones first; the most frequent reason first, ties in their order."""
        lines = []
        for id_ in self.ids:
            rows = self._rows.get((township, id_), [])
            for reason, count in Counter(why for why, _ in rows).most_common():
                label, cases = self.report.settings.label(id_), self._named(rows, reason)
                lines.append(Behind(label, reason, count, in_lines("、".join(cases), _CASES_WIDTH)))
        return tuple(lines)

    def in_words(self, township: str, id_: str) -> str:
        """What a letter says of them: a missed limit with its numbers, 不满意 by class and count, others by count.

        '' where nothing lies behind the rate, as with 按时报送率 without a ledger.
        """
        rows = self._rows.get((township, id_))
        if rows is None:
            return ""
        discontent = self._discontent(rows) if id_ == SATISFACTION else ""
        if discontent:
            rows = [(why, item) for why, item in rows if why != Why.DISCONTENT]
        parts = []
        for reason, count in Counter(why for why, _ in rows).most_common():
            named = self._named(rows, reason) if id_ in LIMITS else []
            more = self._more if len(named) > _MOST_NAMED else ""
            said = f"（{'、'.join(named[:_MOST_NAMED])}{more}）" if named else ""
            parts.append(f"{reason}{count}件{said}")
        if not parts:
            return discontent
        if discontent:
            return paper_words.LACKING_BESIDES.format(discontent=discontent, reasons="，".join(parts))
        return paper_words.LACKING.format(reasons="，".join(parts))

    def _discontent(self, rows: Sequence[tuple[str, str]]) -> str:
        """The matters that really were rated 不满意, by class and never by number; '' where there are none."""
        by_class = Counter(self._classes.get(item, paper_words.NO_CLASS) for why, item in rows if why == Why.DISCONTENT)
        if not by_class or set(by_class) == {paper_words.NO_CLASS}:
            return paper_words.UNCLASSED.format(count=by_class.total()) if by_class else ""
        classes = counted(dict(by_class.most_common()), "件")
        return paper_words.DISCONTENT.format(count=by_class.total(), classes=classes)

    @cached_property
    def _more(self) -> str:
        """What stands behind the first numbers: where the others are listed, if any paper lists them."""
        listed = self.report.settings.makes(FEEDBACK, self.report.period.kind)
        return paper_words.AND_MORE if listed else paper_words.AND_OTHERS

    @cached_property
    def _classes(self) -> dict[str, str]:
        matters = self.report.tables["matters"]
        known = matters[matters["category"].notna()]
        return dict(zip(known["case_no"], known["category"], strict=True))

    def _named(self, rows: Sequence[tuple[str, str]], reason: str) -> list[str]:
        """The numbers of one reason, without those that stand in no list."""
        unlisted = self._overview.unlisted
        return [item for why, item in rows if why == reason and item and item not in unlisted]
