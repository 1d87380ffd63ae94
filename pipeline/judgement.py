"""From the figures of a period to the three-none conditions and the ranking."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import pandas as pd

from pipeline import earlier
from pipeline.archive import Edition
from pipeline.bundles import Merged
from pipeline.figures import Figures
from pipeline.measure.ranking import rank
from pipeline.measure.state import in_force
from pipeline.measure.three_none import Soundness, three_none, titles, with_months
from pipeline.settings import Settings
from pipeline.sources import Sources


@dataclass(frozen=True)
class Judged:
    """The contract's three_none and ranking (without streaks), and the months of a quarter or year that have no edition."""

    conditions: pd.DataFrame
    ranking: pd.DataFrame
    missing_months: tuple[str, ...]


def judge(result: Figures, settings: Settings, sources: Sources, editions: Mapping[str, Edition], errors: Mapping[str, int]) -> Judged:
    """``errors``: how many 错误 each township has open. Without too many months nobody has a title: no list."""
    period, own = sources.period, sources.own
    measured, registers, state = result.measured, result.merged.registers, result.measured.state
    names = settings.names_on(period.last_day)
    sent = sent_by_unit(result.merged, settings, sources)
    soundness = Soundness(
        missing_ledgers={name: sum((folder, name) not in sent for folder in own) for name in names},
        omissions=_left_out(result.merged),
        errors=errors,
    )
    conditions = three_none(measured, registers.get("supervised"), soundness, settings, period)
    months = earlier.months(period, editions)
    by_unit = {m: earlier.of_today(e, settings, period.last_day) for m, e in months.items() if e is not None}
    conditions = with_months(conditions, {m: tables["three_none"] for m, tables in by_unit.items()})
    missing = tuple(m for m, edition in months.items() if edition is None)
    no_list = len(missing) > settings.options.missing_months_allowed or (period.cut and period.kind == "year")
    here = in_force(state) & ~state["withdrawn_valid"] & (state["claim"] == "确定")
    ranking = rank(
        measured.table, settings, names=names, unsent=frozenset(n for n in names if (own[-1], n) not in sent),
        in_force=frozenset(state.loc[here, "township"].unique()), with_errors=frozenset(errors), titles={} if no_list else titles(conditions),
        previous=earlier.ranks(earlier.just_before(period, editions)),
    )  # fmt: skip
    return Judged(conditions, ranking, missing)


def sent_by_unit(merged: Merged, settings: Settings, sources: Sources) -> set[tuple[str, str]]:
    """(folder, unit of today) with an adopted ledger or 零报告."""
    return {(folder, settings.successor(township, sources.period.last_day)) for folder, township in merged.submitted}


def _left_out(merged: Merged) -> dict[str, tuple[str, ...]] | None:
    if "superior" not in merged.registers:
        return None
    return {str(name): tuple(sorted(rows["case_no"])) for name, rows in merged.omissions.groupby("township")}
