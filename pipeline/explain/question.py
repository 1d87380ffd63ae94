"""What is asked for: which township of the edition, and which of its figures."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from pipeline.base.county import COUNTY
from pipeline.base.period import Period, parse_period
from pipeline.editions.archive import Edition
from pipeline.measure.ranks.three_none import SOUNDNESS
from pipeline.messages.refusals import refusal
from pipeline.schema.indicators import ACCEPTED_ON_TIME, INDICATORS, WITH_NOTICE
from pipeline.settings.as_json import conditions_of, rows_of, units_of
from pipeline.settings.as_text import settings_from_rows
from pipeline.settings.parts import nearest
from pipeline.settings.record import Settings, Test

SCORE, TITLE = "得分", "三无"
_COUNTY_WORDS = (COUNTY, "县", "全县合计")
_SCORE_WORDS = (SCORE, "排名", "名次", "score", "ranking")
_TITLE_WORDS = (TITLE, "three_none")


@dataclass(frozen=True)
class Asked:
    """A figure of an edition. ``subject`` is an indicator's id, 得分, 三无, or the name of a condition."""

    edition: Edition
    township: str
    subject: str
    settings: Settings

    @property
    def period(self) -> Period:
        """The edition's period."""
        return parse_period(self.edition.name)

    @property
    def rows(self) -> Mapping[str, str]:
        """The settings by which the edition was made, as its manifest has them."""
        return rows_of(self.edition.manifest)

    @property
    def conditions(self) -> Mapping[str, Sequence[Test]]:
        """Name -> tests of each condition by which the edition judged."""
        return conditions_of(self.edition.manifest)

    @property
    def old_names(self) -> frozenset[str]:
        """The township and the units that were merged into it by the period's last day."""
        units = units_of(self.edition.manifest)
        return frozenset(u.name for u in units if u.merged_into == self.township) | {self.township}


def ask(edition: Edition, township: str, figure: str) -> Asked:
    """Read the question. Raises UserError with the nearest name for a township or figure that the edition lacks."""
    rows = rows_of(edition.manifest)
    subject = _subject(conditions_of(edition.manifest), figure)
    return Asked(edition, _township(edition, rows, township), subject, settings_from_rows(rows))


def _township(edition: Edition, rows: Mapping[str, str], text: str) -> str:
    names = [name for name in dict.fromkeys(edition.tables["indicators"]["township"]) if name != COUNTY]
    if text in (*_COUNTY_WORDS, rows.get("单位.县名")):
        return COUNTY
    units = units_of(edition.manifest)
    known: dict[str, str] = {
        **{alias: unit.name for unit in units if unit.name in names for alias in unit.aliases},
        **{unit.name: unit.merged_into for unit in units if unit.merged_into in names},
        **{name: name for name in names},
    }
    if text not in known:
        raise refusal(
            "E032", edition=edition.name, text=text, nearest=nearest(text, [*known, COUNTY]), townships="、".join(names)
        )
    return known[text]


def _subject(conditions: Collection[str], text: str) -> str:
    known = dict.fromkeys(_SCORE_WORDS, SCORE) | dict.fromkeys(_TITLE_WORDS, TITLE)
    known |= {condition: condition for condition in (*SOUNDNESS, *conditions)}
    known[WITH_NOTICE] = ACCEPTED_ON_TIME
    for indicator in INDICATORS:
        known |= {indicator.id: indicator.id, indicator.label: indicator.id}
        if not indicator.count:
            known.setdefault(indicator.label.removesuffix("率"), indicator.id)
    if text not in known:
        labels = [i.label for i in INDICATORS]
        raise refusal(
            "E033", text=text, nearest=nearest(text, list(known)), figures="、".join(labels), score=SCORE, title=TITLE
        )
    return known[text]
