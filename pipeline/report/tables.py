"""The tables that an edition publishes, from what the period's computing has come to."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import pandas as pd

from pipeline.bundles import Reading
from pipeline.measure.balance import balance, movements, opening
from pipeline.measure.explaining_tables import counted_table, members_table
from pipeline.measure.lists import desk_lists, lists
from pipeline.measure.lists.daily import daily_reports
from pipeline.measure.lists.overdue import overdue_list
from pipeline.measure.lists.spot_checks import draw_stands, spot_checks
from pipeline.measure.matters_table import matters_table
from pipeline.measure.volumes import by_calendar, volumes
from pipeline.measure.workload import workload
from pipeline.merge.publishing import kept_table, stands_table
from pipeline.messages import reason_words
from pipeline.report import earlier
from pipeline.report.basis import Basis
from pipeline.report.figures import Figures
from pipeline.report.judgement import Judged
from pipeline.rules.coded import plain
from pipeline.rules.windows import windows_table
from pipeline.schema.contract import LEDGER_KIND
from pipeline.schema.indicators import INDICATOR

Tables = dict[str, pd.DataFrame]
_OVERDUE = ("overdue_unaccepted", "overdue_open")


@dataclass(frozen=True)
class Work:
    """What was read, measured and judged of a period."""

    basis: Basis
    reading: Reading
    result: Figures
    judged: Judged


def period_tables(work: Work) -> Tables:
    """Table -> its rows, of those that need nothing of earlier periods but what they had in hand at the end."""
    basis, reading, judged = work.basis, work.reading, work.judged
    merged, measured, state = work.result.merged, work.result.measured, work.result.measured.state
    matters = plain(merged.matters)
    published = matters_table(matters, state)
    late = {id_: INDICATOR[id_].label for id_ in _OVERDUE}
    start = opening(state, earlier.at_the_start(basis.period, basis.editions), basis.unit_of)
    moves = movements(state, start)
    tables = {
        "files": merged.files,
        "rows": _counted_rows(reading.rows, merged.trace),
        "changes": reading.changes,
        "decided": reading.decided,
        "matters": published,
        "trace": merged.trace,
        "indicators": measured.table,
        "three_none": judged.conditions,
        "members": members_table(measured, matters, basis.names),
        "counted": counted_table(matters, published, measured, merged.registers.get("superior"), merged.first),
        "ranking": judged.ranking,
        "scored": judged.scored,
        "overdue": overdue_list(measured, basis.names, late, basis.cut_off),
        "volumes": volumes(measured, basis.names),
        "calendar": by_calendar(measured, basis.names, basis.period),
        "workload": workload(measured, moves, basis.names),
        "balance": balance(state, start, moves, basis.names),
        "omissions": lists.omissions(merged.omissions, basis.names, basis.unit_of),
        "stands": stands_table(matters),
        "kept": kept_table(matters),
        "stood": measured.stood,
    }
    return tables | _by_registers(work) | _desk_lists(work)


def _counted_rows(rows: pd.DataFrame, trace: pd.DataFrame) -> pd.DataFrame:
    """The reader's rows by sheet, with those that merging set aside, for nobody has their 登记日期, no longer kept."""
    undated = trace[trace["reason"] == reason_words.UNDATED]
    if undated.empty:
        return rows
    sheets = pd.MultiIndex.from_frame(rows[["file", "sheet"]])
    moved = undated.groupby(["file", "sheet"]).size().reindex(sheets, fill_value=0).to_numpy()
    return rows.assign(kept=rows["kept"] - moved, set_aside=rows["set_aside"] + moved)


def _by_registers(work: Work) -> Tables:
    """What the registers say beside the ledgers: who sent when, what was assigned, which days were spoken of."""
    basis, result, last_day = work.basis, work.result, work.basis.period.last_day
    merged, own, settings = result.merged, basis.sources.own, basis.settings
    registers = merged.registers
    return {
        "submissions": lists.submissions(registers.get("reports"), own, settings, last_day, result.windows),
        "daily": daily_reports(registers.get("reports"), basis.names, basis.unit_of, basis.period, settings),
        "assigned": lists.assigned(
            registers.get("assigned"),
            registers.get("decisions"),
            result.measured.state,
            basis.names,
            basis.unit_of,
            result.windows,
            pd.Timestamp(basis.cut_off),
        ),
        "windows": windows_table(result.windows, own, merged.submitted, merged.refused, settings),
    }


def _desk_lists(work: Work) -> Tables:
    """The lists that the office works by."""
    basis, result = work.basis, work.result
    names, unit_of, period, settings = basis.names, basis.unit_of, basis.period, basis.settings
    registers, state = result.merged.registers, result.measured.state
    duty = desk_lists.leaders_on_duty(registers.get("visits"), names, unit_of, period, settings)
    return {
        "spot_checks": spot_checks(result.measured, names, _digests_of_ledgers(work), _draw_that_stands(work)),
        "late_returns": desk_lists.late_returns(state, names, settings),
        "leaders_on_duty": duty,
        "advice": desk_lists.advice(registers.get("advice"), names, unit_of, period),
    }


def _digests_of_ledgers(work: Work) -> pd.Series:
    """The SHA-256 of each ledger of the period's own folders, which the draw of spot checks starts from."""
    rows, files = work.reading.rows, work.result.merged.files
    ledgers = set(rows.loc[rows["kind"] == LEDGER_KIND, "file"])
    own = files["file"].str.split("/").str[0].isin(work.basis.sources.own)
    return files.loc[files["file"].isin(ledgers) & own, "sha256"]


def _draw_that_stands(work: Work) -> pd.DataFrame | None:
    """The spot checks of the edition that this run replaces, where they may not be drawn anew."""
    standing = work.basis.standing
    before = None if standing.edition is None else standing.edition.tables.get("spot_checks")
    checked = work.result.merged.registers.get("spot_checks")
    return before if draw_stands(before, checked, issued=standing.stays) else None


def numbers_by_township(table: pd.DataFrame) -> Mapping[str, tuple[str, ...]]:
    """Township -> its case numbers, each once."""
    return {str(name): tuple(dict.fromkeys(rows)) for name, rows in table.groupby("township", sort=False)["case_no"]}
