"""The facts of 月度通报 as counts and phrases; every figure is read from the report's tables."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import pandas as pd

from pipeline.base.county import COUNTY
from pipeline.base.rate import Rate
from pipeline.bundles import Report
from pipeline.messages import paper_words
from pipeline.render.overview import NO_VALUE, Overview, whole
from pipeline.render.papers.circular_names import (
    Below,
    Count,
    Figure,
    Ledgers,
    Registered,
    Standing,
    ThreeNone,
    Units,
)
from pipeline.render.papers.ledgers_in import ledgers_in
from pipeline.render.phrases import MOST_NAMED, compared, counted, rate_words, units
from pipeline.render.ranking_marks import is_to_mend
from pipeline.render.workload import OWN_LEVEL, Workload, share
from pipeline.schema.indicators import INDICATORS
from pipeline.schema.state_labels import state_label
from pipeline.schema.table_labels import BLANK
from pipeline.schema.vocabulary import Group
from pipeline.settings.record import AttentionRule

_TOP_CLASSES, _MOST_CLASSES = 3, 5
TABLE = "附件1"
"""The attachment with the figures of each township."""


def rows_of(frame: pd.DataFrame) -> dict[str, list[dict[Any, Any]]]:
    """Township -> its rows of a table, in their order."""
    rows: dict[str, list[dict[Any, Any]]] = {}
    for row in frame.to_dict("records"):
        rows.setdefault(str(row["township"]), []).append(row)
    return rows


@dataclass(frozen=True)
class Facts:
    """One report, as the circular presents it."""

    report: Report

    @cached_property
    def rates(self) -> dict[tuple[str, str], tuple[int | None, int | None]]:
        """(township, indicator) -> numerator and denominator, None for a null."""
        return pairs_of(self.report.tables["indicators"])

    def rate(self, township: str, id_: str) -> Rate | None:
        """A township's rate; None when its denominator is 0 or null."""
        return rate_of(self.rates.get((township, id_)))

    @property
    def table(self) -> str:
        """The attachment with the figures of each township; '' in a special period, which has none."""
        return "" if self.report.period.special else TABLE

    @cached_property
    def weighted(self) -> list[str]:
        """Ids of the indicators that carry weight, in the order of the settings."""
        return [id_ for id_, weight in self.report.settings.weights.items() if weight]

    @cached_property
    def ranking(self) -> list[dict[str, object]]:
        """The rows of the ranking in its order."""
        rows = self.report.tables["ranking"].to_dict("records")
        return [{str(key): value for key, value in row.items()} for row in rows]

    @property
    def townships_ranked(self) -> list[dict[str, object]]:
        """The rows of the ranking that have a rank, without 县直部门, which are ranked among themselves."""
        apart = self.report.settings.departments
        return [row for row in self.ranking if whole(row["rank"]) is not None and row["township"] not in apart]

    def named(self, names: Sequence[str]) -> str:
        """Units by name, many of them by the attachment that lists them."""
        return units(names, self.table, self.report.settings.departments)

    def registered(self) -> Registered:
        """登记 of the whole county."""
        rows = _county(self.report.tables["volumes"])
        channels, classes = rows[rows["by"] == "channel"], rows[rows["by"] == "class"]
        workload = Workload(self.report)
        own = workload.of(COUNTY)
        return Registered(
            matters=int(channels["matters"].sum()),
            compared=workload.compared(),
            visits=int(channels["visits"].sum()),
            persons=int(channels["persons"].sum()),
            channels=_in_channels(channels),
            group_visits=paper_words.GROUP_VISITS.format(visits=own["group_visits"], persons=own["group_persons"])
            if own["group_visits"]
            else paper_words.NO_GROUP_VISITS,
            levels=_by_level(workload),
            classes=counted(_foremost_classes(classes[classes["code"] != BLANK]), "件"),
            unclassed=int(classes.loc[classes["code"] == BLANK, "matters"].sum()),
            accepted=own["accepted"],
            concluded=own["concluded"],
            in_hand=own["open_end"],
        )

    @property
    def _earlier(self) -> list[tuple[str, Mapping[str, pd.DataFrame]]]:
        """The editions that figures are compared with: of a year 上年 alone, of a part of one 上年同期 alone."""
        before = [(self.report.period.earlier_word, self.report.previous)]
        if self.report.period.yearly and self.report.previous:
            return before
        return [*before, (paper_words.A_YEAR_BEFORE, self.report.last_year)]

    def ledgers(self) -> Ledgers:
        """台账 of the whole period."""
        return ledgers_in(self.report, self._with_errors, self.table)

    @cached_property
    def _with_errors(self) -> list[str]:
        marked = {row["township"] for row in self.ranking if is_to_mend(row)}
        return [n for n in self.report.submissions if n in marked]

    def figures(self) -> tuple[Figure, ...]:
        """指标: the weighted rates of the county whose denominator isn't 0; none in a special period."""
        if self.report.period.special:
            return ()
        pairs = [(word, pairs_of(tables["indicators"])) for word, tables in self._earlier if "indicators" in tables]
        figures = []
        for id_ in self.weighted:
            rate = self.rate(COUNTY, id_)
            if rate is not None:
                changes = "".join(compared(rate, rate_of(then.get((COUNTY, id_))), word) for word, then in pairs)
                figures.append(
                    Figure(self.report.settings.label(id_), rate.percent, rate.numerator, rate.denominator, changes)
                )
        return tuple(figures)

    def counts(self) -> tuple[Count, ...]:
        """件数: the county's counts, without those whose register is missing."""
        counts = ((i.label, self.rates.get((COUNTY, i.id), (None, None))[0]) for i in INDICATORS if i.count)
        return tuple(Count(label, number) for label, number in counts if number is not None)

    def standing(self) -> Standing:
        """排名: how many townships are ranked, and the others by group."""
        groups: dict[str, list[str]] = {}
        for row in self.ranking:
            groups.setdefault(str(row["group"]), []).append(str(row["township"]))
        ranked = groups.pop(Group.RANKED, [])
        departments = self.report.settings.departments.intersection(ranked)
        return Standing(
            len(ranked) - len(departments),
            len(departments),
            tuple(Units(state_label(Group, group), self.named(names)) for group, names in groups.items()),
            self.named([n for n in self._with_errors if n in ranked]),
        )

    def three_none(self) -> ThreeNone:
        """三无: the names are in roster order."""
        settings = self.report.settings
        conditions = "，".join(c.name for c in settings.conditions if c.preset == settings.options.three_none_preset)
        titled = set(Overview(self.report).three_none_names)
        names = units([n for n in self.report.submissions if n in titled])
        overview = Overview(self.report)
        not_assessed = self.named([n for n in self.report.submissions if n in overview.not_assessed])
        return ThreeNone(conditions, names, self.report.draft_list, overview.assessed, not_assessed)

    def below(self) -> tuple[tuple[Below, ...], str]:
        """低于标准, one per rule of 关注规则 that some township breaks, and the phrase for all these townships."""
        entries = []
        for rule, low in self.low:
            townships = (
                "、".join(f"{n}{rate_words(r)}" for n, r in low)
                if len(low) <= MOST_NAMED
                else self.named([n for n, _ in low])
            )
            entries.append(Below(self.report.settings.label(rule.indicator), rule.percent, rule.least, townships))
        named = {name for _, low in self.low for name, _ in low}
        return tuple(entries), self.named([n for n in self.report.submissions if n in named])

    @property
    def has_lines(self) -> bool:
        """Whether 关注规则 has a line for any rate."""
        return any(rule.line is not None for rule in self.report.settings.attention)

    @cached_property
    def low(self) -> list[tuple[AttentionRule, list[tuple[str, Rate]]]]:
        """Each rule of 关注规则 on a rate that some township breaks, with those townships and their rates.

        None in a special period.
        """
        broken: list[tuple[AttentionRule, list[tuple[str, Rate]]]] = []
        if self.report.period.special:
            return broken
        for rule in self.report.settings.attention:
            if rule.line is None:
                continue
            low = [
                (n, r)
                for n in self.report.submissions
                if (r := self.rate(n, rule.indicator))
                and r.denominator >= rule.least
                and r.value is not None
                and r.value < rule.line
            ]
            if low:
                broken.append((rule, low))
        return broken


def pairs_of(frame: pd.DataFrame) -> dict[tuple[str, str], tuple[int | None, int | None]]:
    """(Township, indicator) -> numerator and denominator of an indicators table."""
    columns = ("township", "indicator", "numerator", "denominator")
    return {(t, i): (whole(n), whole(of)) for t, i, n, of in zip(*(frame[c] for c in columns), strict=True)}


def rate_of(pair: tuple[int | None, int | None] | None) -> Rate | None:
    """The rate of numerator and denominator; None when the denominator is 0 or either is null."""
    if pair is None or pair[0] is None or not pair[1]:
        return None
    return Rate(pair[0], pair[1])


def _county(volumes: pd.DataFrame) -> pd.DataFrame:
    return volumes[volumes["township"] == COUNTY]


def _by_level(workload: Workload) -> str:
    """县及以上登记的112件（占35.9%；县80件、市32件），乡镇登记的200件: from above and own."""
    counts = {level: workload.of(COUNTY, level)["registered"] for level in workload.levels(COUNTY)}
    whole, own, unknown = sum(counts.values()), counts.pop(OWN_LEVEL, 0), counts.pop(BLANK, 0)
    above, levels = sum(counts.values()), counted(counts, "件")
    said = share(above, whole)
    inside = [
        *([paper_words.SHARE_OF.format(share=said)] if above and said != NO_VALUE else []),
        *([levels] if above else []),
    ]
    words = paper_words.FROM_ABOVE.format(above=above, inside=f"（{'；'.join(inside)}）" if inside else "", own=own)
    return words + (paper_words.NO_LEVEL.format(count=unknown) if unknown else "")


def _in_channels(rows: pd.DataFrame) -> str:
    """来信12件（占3.8%）、来访41件（占13.1%）, and behind it the number of matters without a channel."""
    counts, whole = _by_code(rows[rows["code"] != BLANK]), int(rows["matters"].sum())
    by_channel = "、".join(f"{name}{n}件{_of_all(n, whole)}" for name, n in counts.items() if n)
    blank = int(rows.loc[rows["code"] == BLANK, "matters"].sum())
    without = paper_words.WITHOUT_CHANNEL.format(count=blank) if blank else ""
    return f"{by_channel}，另有{without}" if by_channel and without else by_channel or without


def _of_all(part: int, whole: int) -> str:
    said = share(part, whole)
    return "" if said == NO_VALUE else f"（{paper_words.SHARE_OF.format(share=said)}）"


def _foremost_classes(rows: pd.DataFrame) -> dict[str, int]:
    """The three largest classes and those with as many as the third; with more than five, those above the third alone.

    Ties keep the order of the table. Empty where no class stands out.
    """
    counts = {code: n for code, n in _by_code(rows.sort_values("matters", ascending=False, kind="stable")).items() if n}
    least = [*counts.values(), 0][:_TOP_CLASSES][-1]
    most = {code: n for code, n in counts.items() if n >= least}
    return most if len(most) <= _MOST_CLASSES else {code: n for code, n in counts.items() if n > least}


def _by_code(rows: pd.DataFrame) -> dict[str, int]:
    codes: Sequence[str] = list(rows["code"])
    return dict(zip(codes, (int(n) for n in rows["matters"]), strict=True))
