"""From the figures of a period to the three-none conditions and the ranking."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date

import pandas as pd

from pipeline.base.county import COUNTY
from pipeline.base.finding import Finding
from pipeline.base.period import parse_period
from pipeline.base.place import Place
from pipeline.base.rate import Rate
from pipeline.bundles import Merged
from pipeline.measure.indicators import Measured
from pipeline.measure.ranks.ranking import Units, rank
from pipeline.measure.ranks.scoring import rates_of
from pipeline.measure.ranks.three_none import Soundness, three_none, titles, with_months
from pipeline.measure.registered import due_ledgers
from pipeline.measure.reminders.unannounced import reminders as unannounced_reminders
from pipeline.measure.reminders.unannounced import unannounced
from pipeline.measure.stands import in_force
from pipeline.messages.catalogue import finding
from pipeline.report import earlier
from pipeline.report.basis import Basis
from pipeline.report.figures import Figures
from pipeline.report.sources import Sources
from pipeline.schema.vocabulary import Claim, Status, Verdict
from pipeline.settings.record import Settings

_ZEROS_IN_A_ROW = 3
_FEW_RATED = 10
"""From so many matters on a 参评率 below half the county's is worth a look."""


@dataclass(frozen=True)
class Judged:
    """The contract's three_none, ranking (without streaks) and scored.

    ``missing_months``: the months of the period without an edition. ``unannounced``: the years whose days off aren't
    known, with the limits that fall in them (measure/unannounced).
    """

    conditions: pd.DataFrame
    ranking: pd.DataFrame
    scored: pd.DataFrame
    missing_months: tuple[str, ...]
    unannounced: Mapping[int, Mapping[str, int]] = field(default_factory=dict)


def judge(result: Figures, basis: Basis, errors: Mapping[str, int]) -> Judged:
    """``errors``: how many 错误 each township has open.

    Where too many months are missing, and in a special period, nobody has a title: no list.
    """
    settings, sources, editions = basis.settings, basis.sources, basis.editions
    period, own, names = sources.period, sources.own, basis.names
    measured, registers, state = result.measured, result.merged.registers, result.measured.state
    sent = sent_by_unit(result.merged, settings, sources)
    soundness = Soundness(missing_ledgers(sent, settings, sources), _left_out(result.merged, settings, sources), errors)
    conditions = three_none(measured, registers.get("supervised"), soundness, settings, period)
    months = earlier.months(period, editions)
    by_unit = {m: earlier.of_today(e, settings, period.last_day) for m, e in months.items() if e is not None}
    conditions = with_months(conditions, {m: tables["three_none"] for m, tables in by_unit.items()})
    missing = tuple(m for m, edition in months.items() if edition is None)
    too_few = len(missing) > settings.options.missing_months_allowed
    no_list = too_few or (period.cut and period.kind == "year") or period.special
    here = in_force(state) & ~state["withdrawn_valid"] & (state["claim"] == Claim.SURE)
    instead = {} if settings.options.self_rated_counts else rated_above(measured)
    rates = rates_of(measured.table)
    counted = {name: {**figures, **instead.get(name, {})} for name, figures in rates.items()}
    units = Units(
        names,
        unsent=frozenset(n for n in names if (own[-1], n) not in sent),
        in_force=frozenset(state.loc[here, "township"].unique()),
        with_errors=frozenset(errors),
        titles={} if no_list else titles(conditions),
        previous=earlier.ranks(earlier.just_before(period, editions), settings),
        departments=settings.departments,
        special=period.special,
        year=earlier.last_months(period, editions, settings, counted),
        instead=instead,
    )
    ranked = rank(measured.table, settings, units)
    ledgers = due_ledgers(registers.get("reports"), own, settings, period.last_day)
    return Judged(conditions, ranked.ranking, ranked.scored, missing, unannounced(state, ledgers, settings))


def sent_by_unit(merged: Merged, settings: Settings, sources: Sources) -> set[tuple[str, str]]:
    """(folder, unit of the folder's last day) with an adopted ledger or 零报告."""
    return {(folder, settings.successor(township, _last_day(folder, sources))) for folder, township in merged.submitted}


def statuses(merged: Merged, folder: str, names: tuple[str, ...], sent: set[tuple[str, str]]) -> dict[str, str]:
    """How each township stands with the newest folder: 未报送, 零报告, 迟报, 已报（退回）, 已报."""
    refused = set(
        merged.files.loc[
            (merged.files["verdict"] == Verdict.REFUSED) & merged.files["file"].str.startswith(f"{folder}/"), "township"
        ].dropna()
    )
    late = {f.township for f in merged.findings if f.code == "R214"}
    status: dict[str, str] = {}
    for name in names:
        if (folder, name) not in sent:
            status[name] = Status.REFUSED if name in refused else Status.UNSENT
        elif (folder, name) in merged.zero:
            status[name] = Status.ZERO
        else:
            status[name] = Status.LATE if name in late else Status.SENT
    return status


def _last_day(folder: str, sources: Sources) -> date:
    """The day by which a folder's units exist: its last, or the period's where that comes before (a range of days)."""
    return min(parse_period(folder).last_day, sources.period.last_day)


def missing_ledgers(sent: set[tuple[str, str]], settings: Settings, sources: Sources) -> dict[str, int]:
    """Unit of today -> how many of the ledgers that it owes for the period's own folders aren't in.

    Owed is one by each unit that exists on the folder's last day; a merged unit answers for every ledger that any part
    of it owed.
    """
    missing = dict.fromkeys(settings.names_on(sources.period.last_day), 0)
    for folder in sources.own:
        for part in settings.names_on(_last_day(folder, sources)):
            unit = settings.successor(part, sources.period.last_day)
            if unit in missing and (folder, part) not in sent:
                missing[unit] += 1
    return missing


def _left_out(merged: Merged, settings: Settings, sources: Sources) -> dict[str, tuple[str | None, ...]] | None:
    """Unit of today -> the matters that its ledger and its parts' left out; None without 上级登记台账.

    A hidden matter is a None.
    """
    if "superior" not in merged.registers:
        return None
    unit = merged.omissions["township"].map(lambda name: settings.successor(name, sources.period.last_day))
    return {
        str(name): (*sorted(rows.loc[~rows["hidden"], "case_no"]), *[None] * int(rows["hidden"].sum()))
        for name, rows in merged.omissions.groupby(unit)
    }


def rated_above(measured: Measured) -> dict[str, dict[str, Rate | None]]:
    """责任单位满意率 and 参评率 of each unit and of 全县 over the matters that 上级登记台账 has.

    Ratings that only the township wrote are left out.
    """
    known = measured.state["in_superior"]
    holder = measured.state["township"]
    by_unit: dict[str, dict[str, Rate | None]] = {name: {} for name in measured.table["township"].unique()}
    for id_ in earlier.RATED_BY_TOWNSHIP:
        member = measured.members[id_]
        inside = known if member.denominator is None else member.denominator & known
        assert member.unit is not None
        assert member.county is not None
        counted = member.numerator & known
        n, of = (holder[mask & member.unit].value_counts() for mask in (counted, inside))
        for name, rates in by_unit.items():
            rates[id_] = Rate(int(n.get(name, 0)), int(of.get(name, 0)))
        by_unit[COUNTY][id_] = Rate(int((counted & member.county).sum()), int((inside & member.county).sum()))
    return by_unit


def reminders(result: Figures, judged: Judged, basis: Basis) -> Iterator[Finding]:
    """R348: three zero reports in a row or more. R349: a 参评率 below half the county's, over ten matters or more;
    those that it lacks only because a cell can't be read say nothing of ratings and are left out of it.
    R260: limits in working days of a year that no calendar knows.
    """
    yield from unannounced_reminders(judged.unannounced)
    sources, names, place = basis.sources, basis.names, Place(f"{basis.sources.own[-1]}/")
    zero = {(folder, basis.unit_of.get(unit, unit)) for folder, unit in result.merged.zero}
    for name in names:
        run = 0
        while run < len(sources.folders) and (sources.folders[-1 - run], name) in zero:
            run += 1
        if run >= _ZEROS_IN_A_ROW:
            yield finding("R348", place, township=name, unit=name, count=run)
    rates = rates_of(judged.scored, "own_")
    whole, unread = rates[COUNTY].get("rating_turnout"), _unread(result.measured)
    for name in names:
        own = rates[name].get("rating_turnout")
        if not own or not whole or not whole.value:
            continue
        readable = Rate(own.numerator, own.denominator - unread.get(name, 0))
        if readable.denominator >= _FEW_RATED and readable.value is not None and 2 * readable.value < whole.value:
            yield finding("R349", place, township=name, unit=name, own=str(own), whole=str(whole))


def _unread(measured: Measured) -> dict[str, int]:
    """Unit -> how many matters of the denominator of 参评率 aren't in its numerator because a cell can't be read."""
    member, state = measured.members["rating_turnout"], measured.state
    assert member.unit is not None
    bad = state[[f"{id_}_bad" for id_ in ("procedure", "occurrence", "concluded_on", "rating_unit")]].any(axis=1)
    units = state.loc[member.inside & ~member.numerator & member.unit & bad, "township"]
    return {str(name): int(count) for name, count in units.value_counts().items()}
