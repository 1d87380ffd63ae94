"""A story told: run after run, each with the editions that stand when it is made."""

from __future__ import annotations

from copy import copy

from pipeline.base.period import parse_period
from pipeline.report.sources import choose
from tests.reference.figures import Figures
from tests.reference.story import Run, Story
from tests.reference.view import HOLDS, Edition, View


class Teller:
    """Makes the runs of a story in their order and keeps what they published."""

    def __init__(self, story: Story) -> None:
        self.settings, self.folders, self.editions = story.settings, {}, []

    def run(self, run: Run) -> Figures:
        """The figures of one run; its edition takes the place of the one of the same name."""
        self.settings = run.settings or self.settings
        self.folders.update(run.arrived)
        view = self._view(run)
        figures = Figures(view)
        edition = _edition(view, figures)
        self.editions = [e for e in self.editions if e.period.name != edition.period.name] + [edition]
        return figures

    def _view(self, run):
        sources = choose(sorted(self.folders), run.period)
        return View(
            self.settings,
            sources.period,
            run.cut_off or sources.period.last_day,
            sources.folders,
            sources.own,
            {name: self.folders[name] for name in sources.folders},
            list(self.editions),
        )


def tell(story: Story) -> list[Figures]:
    teller = Teller(story)
    return [teller.run(run) for run in story.runs]


def _edition(view, figures):
    matters, ledgers = figures.matters, figures.matters.ledgers
    made = Edition(view.period, view.cut_off, tuple(e.period.name for e in view.earlier))
    if view.period.kind in HOLDS:
        pairs = [(each.name, month) for each in view.settings.roster for month in view.period.months()]
        made.windows = {pair: matters.windows.of(*pair) for pair in pairs}
    made.lines = {n: m.line for n, m in matters.all.items()}
    made.firsts = {n: {} if m.omitted else dict(m.first) for n, m in matters.all.items()}
    made.claims = {n: {u: dict(first) for u, first in m.claims.items()} for n, m in matters.all.items() if m.claims}
    made.records = {n: {u: copy(r) for u, r in m.records.items()} for n, m in matters.all.items()}
    made.counted, made.known = figures.counted, figures.known
    made.ledgers = {pair for pair in ledgers.came if parse_period(pair[1]).kind == "month"}
    made.refused = set(ledgers.refused)
    made.aside = {key: list(rows) for key, rows in ledgers.aside.items()}
    made.table = {key: tuple(value) for key, value in figures.table.items() if value[1] is not None}
    made.aside_counted = figures.aside_counted
    made.aside_newest = {(s, f) for s, f in ledgers.aside if ledgers.current(view.unit(s)) == f}
    return made
