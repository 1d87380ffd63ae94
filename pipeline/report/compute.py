"""From the source folders to the report: every stage in its order, nothing written."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial

import pandas as pd

from pipeline.base.county import COUNTY
from pipeline.base.finding import Finding
from pipeline.base.place import Place
from pipeline.bundles import Reading, Report
from pipeline.editions.archive import Edition
from pipeline.measure.lists import desk_lists
from pipeline.measure.lists.attention import Occasions, Urging, letters, urged_until
from pipeline.measure.lists.due_soon import due_soon
from pipeline.measure.lists.follow_up import follow_up
from pipeline.measure.ranks.streaks import Titles, last_titled, streaks, titles_of, with_given
from pipeline.measure.ranks.three_none import figures_of
from pipeline.measure.reminders import plausible
from pipeline.measure.reminders.late_findings import late_findings
from pipeline.measure.reminders.zero_with_visits import zero_with_visits
from pipeline.measure.series import series
from pipeline.merge.submissions import replaced_files
from pipeline.report import earlier, restate
from pipeline.report.basis import Basis
from pipeline.report.checking import Tell, faults_of_rows
from pipeline.report.corrections import corrections
from pipeline.report.figures import Figures, figures, figures_again
from pipeline.report.findings import errors_by_township, for_office, ordered, settle, switch, without_hidden
from pipeline.report.findings import table as findings_table
from pipeline.report.headings import headings_table
from pipeline.report.judgement import judge, reminders, sent_by_unit, statuses
from pipeline.report.notes import notes, own_notes
from pipeline.report.outside import for_papers
from pipeline.report.sent_again import sent_again
from pipeline.report.tables import Tables, Work, numbers_by_township, period_tables
from pipeline.report.undecided import undecided, without_decisions


@dataclass(frozen=True)
class Computed:
    """The report, the findings as records, and the SHA-256 of every file read, those that gave way among them.

    ``held``: the files that couldn't be opened.
    """

    report: Report
    findings: tuple[Finding, ...]
    inputs: Mapping[str, str]
    held: tuple[str, ...]


@dataclass(frozen=True)
class _Past:
    """What earlier editions say beside the period.

    ``before``: the tables of the period just before, by today's names, with its cut-off in ``previous``; ``months`` and
    ``years``: the figures and titles of earlier ones; ``others``: editions of another formula version.
    """

    previous: Edition | None
    before: Mapping[str, pd.DataFrame]
    months: Mapping[str, tuple[str, pd.DataFrame]]
    years: Mapping[int, Titles]
    others: Sequence[Edition]


def compute(basis: Basis, tell: Tell) -> Computed:
    """The period's report. ``tell`` takes each step in words."""
    earlier.refuse_unknown_units(basis.editions, basis.settings)
    tell("读取台账")
    reading = basis.read()
    tell("合并台账")
    result = figures(reading, basis)
    merged = result.merged
    basis = replace(basis, editions=earlier.in_numbers_of_today(basis.editions, merged.numbers))
    tell("逐行核对")
    instead = replaced_files(reading, basis.sources.folders)
    of_rows = faults_of_rows(basis, reading, merged.numbers, instead)
    again = sent_again(basis, reading, merged.numbers, instead, of_rows)
    faults = partial(_faults, basis, reading, of_rows)
    settled = switch(settle(faults(result), merged.registers.get("decisions"), merged.files["file"]), basis.settings)
    tell("计算指标和排名")
    judged = judge(result, basis, errors_by_township(settled, basis.unit_of))
    plain = without_decisions(reading, faults, partial(figures, basis=basis.without_decisions()), basis)
    moved = undecided((result, judged), plain, basis)
    past = _past(basis, judged.conditions, judged.ranking, result.measured.table)
    titled = with_given(past.years, basis.settings.past_titles)
    runs = streaks(titled, last_titled(basis.period), basis.settings, basis.period.last_day)
    streak = judged.ranking["township"].map(runs).astype("Int64")
    work = Work(basis, reading, result, replace(judged, ranking=judged.ranking.assign(streak=streak)))
    # A zip has no hash of its own: its members have theirs.
    hashed = merged.files.dropna(subset="sha256")
    hashes = {**dict(zip(hashed["file"], hashed["sha256"], strict=True)), **reading.claim_books}
    restated = _restated(work, hashes)
    others = [*basis.settings.notes, *again.findings, *_reminders(work, past, restated), *_stale(work, hashes)]
    every = [*settled, *switch(others, basis.settings)]
    findings = ordered(without_hidden(every, merged.numbers.hidden_texts), basis.names)
    tables = period_tables(work)
    tables["batches"] = desk_lists.batches(tables["assigned"], basis.names)
    tables["findings"] = findings_table(findings)
    tables["resent"] = again.table
    tables["undecided"] = moved
    tables["series"] = series(past.months, basis.settings, basis.period.last_day)
    tables["restated"] = restated
    tables["headings"] = headings_table(reading.columns, tables)
    tables["letters"] = _letters(work, past, tables)
    tables["corrections"] = corrections(basis.papers, tables, basis.settings)
    told = tuple(for_papers(findings, reading.sheets, basis.settings))
    report = replace(_report(work, past, tables, runs), faults=told)
    return Computed(report, tuple(findings), {**hashes, **again.inputs}, reading.held)


def _faults(basis: Basis, reading: Reading, of_rows: Sequence[Finding], result: Figures) -> list[Finding]:
    """Every finding of the period's own data, as merging and measuring came out; none settled yet."""
    merged = result.merged
    visits = merged.registers.get("visits")
    visited = zero_with_visits(visits, merged.zero, basis.sources.own, result.windows, basis.unit_of)
    draft = basis.period.name if basis.standing.edition is not None and not basis.standing.stays else ""
    return [
        *of_rows,
        *for_office([*merged.findings, *visited]),
        *late_findings(result.measured, reading.columns, draft),
    ]


def _past(basis: Basis, conditions: pd.DataFrame, ranking: pd.DataFrame, indicators: pd.DataFrame) -> _Past:
    period, editions, settings = basis.period, basis.editions, basis.settings
    previous = earlier.just_before(period, editions)
    return _Past(
        previous,
        earlier.of_today(previous, settings, period.last_day),
        earlier.monthly(period, editions, indicators),
        earlier.yearly(period, editions, conditions, ranking, settings),
        list(earlier.of_another_formula(period, editions, basis.standing.edition)),
    )


def _restated(work: Work, hashes: Mapping[str, str]) -> pd.DataFrame:
    basis, indicators = work.basis, work.result.measured.table
    again = partial(figures_again, basis)
    named = basis.settings.named_today
    return restate.restated(basis.period, indicators, basis.standing, basis.editions, hashes, again, named)


def _stale(work: Work, hashes: Mapping[str, str]) -> Iterator[Finding]:
    """Earlier editions on which this run rests and which are to be made again first."""
    basis = work.basis
    months = earlier.months(basis.period, basis.editions)
    yield from restate.to_make_again(basis.period, months, hashes)
    again = partial(figures_again, basis)
    others = {name: edition for name, edition in basis.editions.items() if name not in months}
    yield from restate.stale_drafts(basis.period, others, hashes, again, basis.settings)


def _reminders(work: Work, past: _Past, restated: pd.DataFrame) -> list[Finding]:
    """What no row is to blame for: contradictions with earlier periods, odd figures, days off that nobody knows."""
    basis = work.basis
    place = Place(f"{basis.sources.own[-1]}/")
    return [
        *earlier.contradictions(basis.settings, past.months, past.years),
        *restate.told(restated, basis.settings),
        *reminders(work.result, work.judged, basis),
        *plausible.reminders(work.result.measured, basis.names, place),
        *earlier.formula_changed(basis.period, past.others),
    ]


def _letters(work: Work, past: _Past, tables: Tables) -> pd.DataFrame:
    """Which townships get a letter, by this period and the one before."""
    basis, issued = work.basis, work.result.merged.registers.get("issued")
    urged = (
        urged_until(_urgings(basis), issued, basis.settings, past.previous.cut_off) if past.previous is not None else {}
    )
    return letters(
        _occasions(tables),
        _occasions(past.before) if past.before else None,
        work.result.measured.cases,
        basis.settings,
        basis.names,
        basis.period,
        urged,
    )


def _urgings(basis: Basis) -> Iterator[Urging]:
    """What the months before the period say of their 督办函, by the names of today."""
    used = ("letters", "overdue")
    for edition in basis.editions.values():
        if edition.period.kind == "month" and {*used} <= set(edition.tables):
            needed = replace(edition, tables={name: edition.tables[name] for name in used})
            tables = earlier.of_today(needed, basis.settings, basis.period.last_day)
            yield Urging(tables["letters"], edition.cut_off, numbers_by_township(tables["overdue"]))


def _occasions(tables: Mapping[str, pd.DataFrame]) -> Occasions:
    """What the tables of a period, this one's or an earlier one's by today's names, say of it."""
    overdue = numbers_by_township(tables["overdue"]) if "overdue" in tables else {}
    return Occasions(figures_of(tables["indicators"]), numbers_by_township(tables["omissions"]), overdue)


def _report(work: Work, past: _Past, tables: Tables, runs: Mapping[str, int]) -> Report:
    basis, merged, state = work.basis, work.result.merged, work.result.measured.state
    period, settings, newest = basis.period, basis.settings, basis.sources.own[-1]
    draft_list = not all(_has_rows(merged.registers, id_, newest) for id_ in ("superior", "reports"))
    overdue_before = past.before.get("overdue")
    return Report(
        period=period,
        cut_off=basis.cut_off,
        settings=settings,
        tables=tables,
        previous={} if period.cut else past.before,
        last_year=earlier.of_today(earlier.year_before(period, basis.editions), settings, period.last_day),
        county_title=titles_of(tables["three_none"], tables["ranking"]).of[COUNTY],
        county_streak=runs.get(COUNTY),
        overdue=tables["overdue"],
        due_soon=due_soon(state, basis.names, basis.cut_off),
        notes=notes(work, tables["undecided"], past.others, draft_list=draft_list),
        own_notes=own_notes(work, tables["undecided"], past.others, draft_list=draft_list),
        submissions=statuses(merged, newest, basis.names, sent_by_unit(merged, settings, basis.sources)),
        registers=merged.registers,
        follow_up=None if overdue_before is None else follow_up(overdue_before, state, basis.unit_of, basis.names),
        draft_list=draft_list,
        hidden=merged.numbers.hidden_texts,
        issued=basis.issued,
    )


def _has_rows(registers: Mapping[str, pd.DataFrame], id_: str, folder: str) -> bool:
    """Whether a register of the period's newest folder says anything.

    An older one, or a form without rows, compares nothing.
    """
    return id_ in registers and bool((registers[id_]["folder"] == folder).any())
