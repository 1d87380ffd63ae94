"""From the source folders to the report: every stage in its order, nothing written."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import partial
from pathlib import Path

import pandas as pd

from pipeline.base.county import COUNTY
from pipeline.base.finding import Finding
from pipeline.base.period import Period, parse_period
from pipeline.base.place import Place
from pipeline.base.same_number import Numbers
from pipeline.bundles import Merged, Reading, Report
from pipeline.check.check import check_ledgers
from pipeline.editions.archive import Edition, Standing
from pipeline.ledgers.memory import ReadMemory
from pipeline.ledgers.reader import read_folders
from pipeline.measure import plausible, unannounced
from pipeline.measure.balance import balance, opening
from pipeline.measure.indicators import Measured
from pipeline.measure.late_findings import late_findings
from pipeline.measure.lists import desk_lists, lists
from pipeline.measure.lists.attention import Occasions, Urging, letters, urged_until
from pipeline.measure.lists.due_soon import due_soon
from pipeline.measure.lists.follow_up import follow_up
from pipeline.measure.lists.overdue import overdue_list
from pipeline.measure.lists.spot_checks import draw_stands, spot_checks
from pipeline.measure.matters import matters_table
from pipeline.measure.members import counted_table, members_table
from pipeline.measure.ranks.streaks import last_titled, streaks, titles_of, with_given
from pipeline.measure.ranks.three_none import figures_of
from pipeline.measure.series import series
from pipeline.measure.state import in_force
from pipeline.measure.volumes import volumes
from pipeline.measure.zero_with_visits import zero_with_visits
from pipeline.merge.numbers.numbers import unify
from pipeline.merge.publishing import kept_table, stands_table
from pipeline.merge.submissions import declared_zero, replaced_files
from pipeline.report import earlier
from pipeline.report import findings as found
from pipeline.report.figures import Figures, figures
from pipeline.report.headings import headings_table
from pipeline.report.judgement import judge, reminders, sent_by_unit, statuses
from pipeline.report.notes import notes
from pipeline.report.restate import restated
from pipeline.report.restate import told as restate_told
from pipeline.report.sources import Sources, choose
from pipeline.report.undecided import in_words, undecided, without_decisions
from pipeline.rules.windows import windows_table
from pipeline.schema.contract import LEDGER_KIND
from pipeline.schema.indicators import INDICATOR
from pipeline.settings.record import Settings
from pipeline.sheets.opening import NO_PASSWORDS, Passwords

Tell = Callable[[str], None]
NO_EDITION = Standing()
EMPTY_LEDGER = "R027"


@dataclass(frozen=True)
class Computed:
    """The report, the findings as records, and the SHA-256 of every file read."""

    report: Report
    findings: tuple[Finding, ...]
    inputs: Mapping[str, str]


def check_folders(
    inputs: Path,
    settings: Settings,
    sources: Sources,
    cut_off: date,
    tell: Tell,
    memory: ReadMemory | None = None,
    passwords: Passwords = NO_PASSWORDS,
) -> tuple[Reading, list[Finding]]:
    """Read the sources and check the period's own ledgers; faults of older folders were told in their time, one of several own folders is told once.

    A file that another stands in for (its correction, or the one that the office named) is told of no more, nor an
    empty one whose township 报送登记 has as 零报告.
    """
    reading = _read(inputs, settings, sources, tell, memory, passwords)
    unit_of = {t.name: settings.successor(t.name, sources.period.last_day) for t in settings.roster}
    numbers = unify(reading, (), folders=sources.folders, unit_of=unit_of).numbers
    return reading, _checked(reading, numbers, settings, sources, cut_off, tell)


def _read(
    inputs: Path, settings: Settings, sources: Sources, tell: Tell, memory: ReadMemory | None, passwords: Passwords
) -> Reading:
    tell("读取台账")
    return read_folders(inputs, sources.folders, settings, sources.period, memory=memory, passwords=passwords)


def _checked(
    reading: Reading, numbers: Numbers, settings: Settings, sources: Sources, cut_off: date, tell: Tell
) -> list[Finding]:
    """What the reader found in the period's own folders, and what their rows break."""
    replaced = replaced_files(reading, sources.folders)
    zero = declared_zero(reading.registers.get("reports"))
    told = [
        f
        for f in reading.findings
        if f.place.file not in replaced
        and (not f.place.file or f.place.file.split("/")[0] in sources.own)
        and not (f.code == EMPTY_LEDGER and (f.place.file.split("/")[0], f.township) in zero)
    ]
    tell("逐行核对")
    rows = numbers.beside(reading.ledger[~reading.ledger["source_file"].isin(list(replaced))])
    ledgers = [(parse_period(folder), rows[rows["folder"] == folder]) for folder in sources.own]
    return [*told, *check_ledgers(ledgers, reading.columns, settings, cut_off=cut_off)]


def compute(
    inputs: Path,
    settings: Settings,
    sources: Sources,
    cut_off: date,
    editions: Mapping[str, Edition],
    tell: Tell,
    memory: ReadMemory | None = None,
    passwords: Passwords = NO_PASSWORDS,
    *,
    standing: Standing = NO_EDITION,
) -> Computed:
    """The period's report.

    ``editions``: earlier published periods by name, oldest first. ``standing``: the edition that this one replaces.
    ``memory``: of what was read before.
    """
    period = sources.period
    earlier.refuse_unknown_units(editions, settings)
    reading = _read(inputs, settings, sources, tell, memory, passwords)
    tell("合并台账")
    measure = partial(
        figures,
        settings=settings,
        sources=sources,
        cut_off=cut_off,
        editions=editions,
        own=standing.edition,
        later=standing.later,
        stays=standing.stays,
    )
    result = measure(reading)
    editions = earlier.in_numbers_of_today(editions, result.merged.numbers)
    told = _checked(reading, result.merged.numbers, settings, sources, cut_off, tell)
    merged, measured, state = result.merged, result.measured, result.measured.state
    names = settings.names_on(period.last_day)
    known_names = [name for unit in settings.roster for name in (unit.name, *unit.former_names)]
    unit_of = {name: settings.successor(name, period.last_day) for name in known_names}

    def faults(of: Figures) -> list[Finding]:
        visited = zero_with_visits(of.merged.registers.get("visits"), of.merged.zero, sources.own, of.windows, unit_of)
        return [*told, *found.for_office([*of.merged.findings, *visited]), *late_findings(of.measured, reading.columns)]

    settled = found.settle(faults(result), merged.registers.get("decisions"))
    settled = found.switch(settled, settings)
    tell("计算指标和排名")
    errors = found.errors_by_township(settled, unit_of)
    judged = judge(result, settings, sources, editions, errors)
    conditions, ranking = judged.conditions, judged.ranking
    plain = without_decisions(reading, faults, measure, settings, sources, editions)
    moved = undecided((result, judged), plain, names)
    previous = earlier.just_before(period, editions)
    before = earlier.of_today(previous, settings, period.last_day)
    years = earlier.yearly(period, editions, conditions, ranking, settings)
    runs = streaks(with_given(years, settings.past_titles), last_titled(period), settings, period.last_day)
    ranking["streak"] = ranking["township"].map(runs).astype("Int64")
    known = earlier.monthly(period, editions, measured.table)
    again = partial(_again, inputs, settings, (*sources.earlier, *sources.folders), editions, memory, passwords)
    corrected = restated(period, measured.table, standing, editions, dict(_hashes(merged)), again, settings.named_today)
    others = list(earlier.of_another_formula(period, editions, standing.edition))
    history = [
        *earlier.contradictions(settings, known, years),
        *restate_told(corrected),
        *reminders(result, judged, settings, sources),
        *plausible.reminders(measured, names, Place(f"{sources.own[-1]}/")),
        *earlier.formula_changed(period, others),
    ]
    findings = found.ordered([*settled, *found.switch(history, settings)], names)
    published = matters_table(merged.matters, state)
    late = overdue_list(
        measured, names, {i: INDICATOR[i].label for i in ("overdue_unaccepted", "overdue_open")}, cut_off
    )
    tables = {
        "files": merged.files,
        "rows": reading.rows,
        "findings": found.table(findings),
        "changes": reading.changes,
        "decided": reading.decided,
        "matters": published,
        "trace": merged.trace,
        "indicators": measured.table,
        "three_none": conditions,
        "members": members_table(measured, merged.matters, names),
        "counted": counted_table(merged.matters, published, measured, merged.registers.get("superior"), merged.first),
        "ranking": ranking,
        "scored": judged.scored,
        "undecided": moved,
        "overdue": late,
        "volumes": volumes(measured, names),
        "submissions": lists.submissions(
            merged.registers.get("reports"), sources.own, settings, period.last_day, result.windows
        ),
        "assigned": lists.assigned(
            merged.registers.get("assigned"),
            merged.registers.get("decisions"),
            state,
            names,
            unit_of,
            result.windows,
            pd.Timestamp(cut_off),
        ),
        "omissions": lists.omissions(merged.omissions, names, unit_of),
        "balance": balance(state, opening(state, earlier.at_the_start(period, editions), unit_of), names),
        "series": series(known, settings, period.last_day),
        "restated": corrected,
        "windows": windows_table(result.windows, sources.own, merged.submitted, merged.refused, settings),
        "stands": stands_table(merged.matters),
        "kept": kept_table(merged.matters),
        "stood": measured.stood,
    }
    tables |= _desk(result, tables, sources, settings, standing, unit_of)
    tables["headings"] = headings_table(reading.columns, reading.rows, tables)
    listed = (
        urged_until(_urgings(editions, settings, period), merged.registers.get("issued"), settings, previous.cut_off)
        if previous
        else {}
    )
    tables["letters"] = letters(
        _occasions(tables), _occasions(before) if before else None, measured.cases, settings, names, period, listed
    )
    draft_list = not all(_kept(merged, id_, sources.own[-1]) for id_ in ("superior", "reports"))
    report = Report(
        period=period,
        cut_off=cut_off,
        settings=settings,
        tables=tables,
        previous={} if period.cut else before,
        last_year=earlier.of_today(earlier.year_before(period, editions), settings, period.last_day),
        county_title=titles_of(conditions, ranking).of[COUNTY],
        county_streak=runs.get(COUNTY),
        overdue=late,
        due_soon=due_soon(state, names, cut_off),
        notes=notes(
            settings,
            period=period,
            cut_off=cut_off,
            folders=sources.folders,
            registers=merged.registers,
            draft_list=draft_list,
            editions={e.name: e.manifest_sha256 for e in editions.values()},
            missing_months=list(judged.missing_months),
            pending=int((state["claim"] == "待定").sum()),
            accusations=_count_in_force(measured, state["hidden"]),
            other_procedures=_count_in_force(measured, state["procedure"].isin(["法定程序", "建议意见", "检举控告"])),
            set_aside=int(merged.set_aside["folder"].isin(sources.own).sum()),
            early=result.windows.early,
            other_formulas=[e.period.label for e in others],
            decided=in_words(reading.registers.get("decisions"), moved),
            unannounced=unannounced.in_words(judged.unannounced),
        ),
        submissions=statuses(merged, sources.own[-1], names, sent_by_unit(merged, settings, sources)),
        registers=merged.registers,
        follow_up=follow_up(before["overdue"], state, unit_of, names) if "overdue" in before else None,
        draft_list=draft_list,
        hidden=merged.numbers.hidden_texts,
    )
    return Computed(report, tuple(findings), dict(_hashes(merged)))


def _desk(
    result: Figures,
    tables: Mapping[str, pd.DataFrame],
    sources: Sources,
    settings: Settings,
    standing: Standing,
    unit_of: Mapping[str, str],
) -> dict[str, pd.DataFrame]:
    """The lists that the office works by."""
    registers, state, period = result.merged.registers, result.measured.state, sources.period
    names = settings.names_on(period.last_day)
    files, rows = result.merged.files, tables["rows"]
    ledgers = set(rows.loc[rows["kind"] == LEDGER_KIND, "file"])
    own = files["file"].isin(ledgers) & files["file"].str.split("/").str[0].isin(sources.own)
    before = None if standing.edition is None else standing.edition.tables.get("spot_checks")
    kept = before if draw_stands(before, registers.get("spot_checks"), issued=standing.stays) else None
    return {
        "spot_checks": spot_checks(result.measured, names, files.loc[own, "sha256"], kept),
        "late_returns": desk_lists.late_returns(state, names, settings),
        "leaders_on_duty": desk_lists.leaders_on_duty(registers.get("visits"), names, unit_of, period, settings),
        "batches": desk_lists.batches(tables["assigned"], names),
        "advice": desk_lists.advice(registers.get("advice"), names, unit_of, period),
    }


def _hashes(merged: Merged) -> Iterator[tuple[str, str]]:
    return zip(merged.files["file"], merged.files["sha256"], strict=True)


def _again(
    inputs: Path,
    settings: Settings,
    folders: Sequence[str],
    editions: Mapping[str, Edition],
    memory: ReadMemory | None,
    passwords: Passwords,
    edition: Edition,
) -> pd.DataFrame | None:
    """The indicators of an earlier edition's period by what lies in its folders today; None when they give no such period."""
    names = list(dict.fromkeys(folders))
    if not set(names) & set(edition.period.months()):
        return None
    sources = choose(names, edition.name)
    if sources.period != edition.period:
        return None
    reading = read_folders(inputs, sources.folders, settings, sources.period, memory=memory, passwords=passwords)
    before = {name: e for name, e in editions.items() if e.period.order < edition.period.order}
    after = tuple(e for e in editions.values() if e.period.order > edition.period.order)
    return figures(reading, settings, sources, edition.cut_off, before, edition, after, stays=True).measured.table


def _kept(merged: Merged, id_: str, folder: str) -> bool:
    """Whether a register of the period's newest folder says anything: an older one, or a form without rows, compares nothing."""
    return id_ in merged.registers and bool((merged.registers[id_]["folder"] == folder).any())


def _occasions(tables: Mapping[str, pd.DataFrame]) -> Occasions:
    """What the tables of a period, this one's or an earlier one's by today's names, say of it."""
    late = _numbers(tables["overdue"]) if "overdue" in tables else {}
    return Occasions(figures_of(tables["indicators"]), _numbers(tables["omissions"]), late)


def _numbers(table: pd.DataFrame) -> dict[str, tuple[str, ...]]:
    """Township -> its case numbers."""
    return {str(name): tuple(dict.fromkeys(rows)) for name, rows in table.groupby("township", sort=False)["case_no"]}


def _urgings(editions: Mapping[str, Edition], settings: Settings, period: Period) -> Iterator[Urging]:
    """What the months before ``period`` say of their 督办函, by the names of today."""
    for edition in editions.values():
        if edition.period.kind == "month" and {"letters", "overdue"} <= set(edition.tables):
            told = replace(edition, tables={name: edition.tables[name] for name in ("letters", "overdue")})
            tables = earlier.of_today(told, settings, period.last_day)
            yield Urging(tables["letters"], edition.cut_off, _numbers(tables["overdue"]))


def _count_in_force(measured: Measured, mask: pd.Series) -> int:
    """Matters in force of which ``mask`` holds, one of several claimants once."""
    state = measured.state
    return int((in_force(state) & state["present"] & ~state["withdrawn_valid"] & mask).sum())
