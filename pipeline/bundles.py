"""What stages hand each other: frozen bundles of tables.

The tables' columns have these types: dates are datetime64[s] at midnight (null is NaT), counts are Int64 (null is NA),
lists of ids are Python lists (null is None), everything else is pandas ``str`` (null is NaN). ``<id>_bad`` (bool) says
that the cell of a date, code, count or township can't be read.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cache
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from pipeline.base.same_number import NO_NUMBERS, Numbers
from pipeline.schema.contract import PANDAS_TYPES, TABLES
from pipeline.schema.ledger import BEYOND_NOTICE, LEDGER, LEDGER_IDS, NOTICE_IMPOSSIBLE
from pipeline.schema.vocabulary import Title

if TYPE_CHECKING:
    from pipeline.base.finding import Finding
    from pipeline.base.period import Period
    from pipeline.editions.issued import Issued
    from pipeline.settings.record import Settings


def text_of(keys: pd.Series, texts: Mapping[str, str] | pd.Series, otherwise: pd.Series) -> pd.Series:
    """Return for each key its text in ``texts``, or that of ``otherwise`` where it has none.

    When no key is known pandas maps to floats, which can't hold a text; hence the conversion.

    >>> text_of(pd.Series(["甲", "乙"]), {"甲": "丙"}, pd.Series(["丁", "丁"])).tolist()
    ['丙', '丁']
    """
    return keys.map(texts).astype("str").fillna(otherwise)


def contract_table(name: str, rows: Sequence[Mapping[Any, Any]] = ()) -> pd.DataFrame:
    """Make a table of schema.contract from its rows, with the types above; without rows it is empty."""
    if not rows:
        return _without_rows(name, pd.get_option("mode.string_storage")).copy()
    return _typed(name, rows)


def _typed(name: str, rows: Sequence[Mapping[Any, Any]]) -> pd.DataFrame:
    columns = TABLES[name].columns
    return pd.DataFrame(list(rows), columns=list(columns)).astype(
        {column: PANDAS_TYPES[kind] for column, kind in columns.items()}
    )


@cache
def _without_rows(name: str, _storage: str) -> pd.DataFrame:
    """A table without rows, made once for each way to store texts: most tables of a small county have none."""
    return _typed(name, ())


def unreadable_ids(frame: pd.DataFrame) -> pd.Series:
    """Return the ids of each row's ledger columns whose ``<id>_bad`` is true, as a list (null: none).

    This is the column unreadable of the table matters.
    """
    ids: list[list[str] | None] = [None] * len(frame)
    for column in LEDGER:
        flag = frame.get(f"{column.id}_bad")
        for at in () if flag is None else flag.fillna(value=False).to_numpy(dtype=bool).nonzero()[0]:
            ids[at] = [*(ids[at] or ()), column.id]
    return pd.Series(ids, index=frame.index, dtype="object")


def with_unreadable(matters: pd.DataFrame) -> pd.DataFrame:
    """Add ``<id>_bad`` to a published table of matters, as its column unreadable says."""
    flags = {f"{column.id}_bad": np.zeros(len(matters), dtype=bool) for column in LEDGER}
    for at in matters["unreadable"].notna().to_numpy().nonzero()[0]:
        for id_ in matters["unreadable"].iloc[at]:
            if id_ in LEDGER_IDS:
                flags[f"{id_}_bad"][at] = True
    return matters.assign(**flags)


def with_notice(matters: pd.DataFrame) -> pd.DataFrame:
    """A published table of matters, with 无法告知 put into notified_on as the reader keeps it, where notice says so."""
    if "notice" not in matters:
        return matters
    impossible = (matters["notice"] == BEYOND_NOTICE).fillna(value=False)
    return matters.assign(notified_on=matters["notified_on"].mask(impossible, pd.Timestamp(NOTICE_IMPOSSIBLE)))


@dataclass(frozen=True)
class Reading:
    """All that was read from the source folders.

    - ``files``, ``rows``, ``changes``, ``decided``: the contract's tables (schema/contract.py); files in path order.
    - ``ledger``: one row per kept row of a ledger: LEDGER ids, ``<id>_bad``, folder (the period folder's name),
      source_file, source_sheet, source_row, sender (the unit in whose ledger the row stands) and township (the unit
      that 责任单位 names, by the roster; the sender where it names none). A registered_on that is blank, unreadable or
      later than the ledger's day is null and bad. Rows set aside aren't in it.
    - ``unplaced``: the rows set aside because they have no case_no (or no unit): the same columns, and reason.
    - ``registers``: REGISTERS id -> typed rows of that sheet over all source folders, with folder, source_file,
      source_sheet, source_row; a register that no folder has is missing. In 处理决定 decision is the bare word
      (registers.DECISIONS), to is the township or new number that it names (null), from_on is the day from which it
      holds (in the text, else 起始日期, else 日期), column is the id of the ledger's column that 栏目 names (null).
    - ``columns``: (source_file, source_sheet) -> {field id: column index from 0}, for the A1 cell of a finding.
    - ``zero_files``: (folder, township) of the ledgers that declare 零报告 in the file itself.
    - ``carried``: file -> the SHA-256 of the files that it replaces, for marked files that came in again.
    - ``sheets``: file -> the names of its sheets, in the workbook's order.
    - ``claim_books``: path of each 认领.xlsx that was read -> its SHA-256.
    - ``held``: the files that couldn't be opened, by path: nobody knows what is in them.
    """

    files: pd.DataFrame
    rows: pd.DataFrame
    changes: pd.DataFrame
    decided: pd.DataFrame
    ledger: pd.DataFrame
    unplaced: pd.DataFrame
    registers: Mapping[str, pd.DataFrame]
    columns: Mapping[tuple[str, str], Mapping[str, int]]
    zero_files: frozenset[tuple[str, str]]
    findings: tuple[Finding, ...]
    carried: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    sheets: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    claim_books: Mapping[str, str] = field(default_factory=dict)
    held: tuple[str, ...] = ()


@dataclass(frozen=True)
class Report:
    """Everything that a renderer may use; every figure comes from ``tables`` (the contract's, see schema/contract.py).

    - ``previous``, ``last_year``: the same tables of the period just before and of the same period a year ago; empty
      when there is no edition of it.
    - ``overdue``: what the circular lists, without 检举控告: case_no, township, kind (逾期未受理 or 逾期未办结),
      registered_on, accepted_on, due (the limit or due date that has passed), days_over (by the cut-off); roster order,
      then most days over first.
    - ``due_soon``: the limits of the 30 days after the cut-off: as ``overdue``, with kind 待受理 or 待办结, days_left.
    - ``notes``: the 口径 notes in the order in which they are printed, whole Chinese sentences. ``own_notes``: those of
      them that speak of this period alone, and how the settings differ from those of the newest yearly edition.
    - ``submissions``: township -> status of its ledger for the newest folder (已报, 迟报, 零报告, 未报送,
      已报（退回）).
    - ``registers``: as in Merged.
    - ``follow_up``: what was past its limit in the edition just before, without 检举控告: case_no, township, kind,
      mended; None when there is no such edition.
    - ``draft_list``: the three-none list is 拟定名单（未经比对）, because 上级登记台账 or 报送登记 is missing.
    - ``county_title``: 是 when the county is 三无县, else 否 or 未评定. ``county_streak``: for how many years in a row
      it is 三无县, up to this year in a yearly edition and up to last year in others (as tables["ranking"]["streak"]
      for townships); None when it isn't.
    - ``hidden``: the numbers, in every writing, of matters that are counted and stand in no list.
    - ``issued``: the rows of 发文登记 by which papers that weren't issued yet get number, day and signer.
    - ``faults``: the findings as papers may have them (report.outside), in the order of tables["findings"].

    Some of the tables: decided has what the reader decided, one sentence per row (“表头在第3行”,
    “‘办结情况’认作‘办结日期’”), in sheet order. balance is 收支核对, one row per township, 全县 last: open_start +
    registered + moved_in − concluded − handed_back − moved_out = open_end. series has the 12 months that end with the
    period's last one: month ('2023-02'), origin 本期, 往期 or 历史数据; by month, roster and indicator; a month of
    which nothing is known has no rows. restated has the published figures of earlier periods that come out differently
    now; its documents names the papers that printed them.
    """

    period: Period
    cut_off: date
    settings: Settings
    tables: Mapping[str, pd.DataFrame]
    previous: Mapping[str, pd.DataFrame]
    last_year: Mapping[str, pd.DataFrame]
    overdue: pd.DataFrame
    due_soon: pd.DataFrame
    notes: tuple[str, ...]
    submissions: Mapping[str, str] = field(default_factory=dict)
    own_notes: tuple[str, ...] = ()
    registers: Mapping[str, pd.DataFrame] = field(default_factory=dict)
    follow_up: pd.DataFrame | None = None
    draft_list: bool = False
    county_title: str = Title.UNASSESSED
    county_streak: int | None = None
    hidden: frozenset[str] = frozenset()
    faults: tuple[Finding, ...] = ()
    issued: tuple[Issued, ...] = ()


@dataclass(frozen=True)
class RolledUp:
    """A roll-up of several counties: ``tables`` are those of schema.contract.ROLLUP_TABLES.

    ``whole``: the name of the sum of all (全市). ``counties``: those that were added up, in order; ``missing``: those
    in the city's list that have no edition. ``earlier``: whether the ranks of the period before are known.
    ``issued``: as in Report.
    """

    period: Period
    cut_off: date
    settings: Settings
    whole: str
    counties: tuple[str, ...]
    missing: tuple[str, ...]
    tables: Mapping[str, pd.DataFrame]
    notes: tuple[str, ...]
    earlier: bool = False
    issued: tuple[Issued, ...] = ()


@dataclass(frozen=True)
class PastEdition:
    """What a run needs of a published period: its name, cut-off and matters table.

    ``made_from``: the earlier editions from which it was made, except those that were made anew since. ``tables``:
    windows, stands, kept and stood where it has them (an edition of formula version 1 has none). ``cut``: it ended
    before its period does. ``current``: it was made by the present formula version. ``stays``: a later edition was made
    from it or a paper of it was issued, so that it can't be made again at will. ``undecided``: of this period's own,
    whether the figures are asked for as if there were no decisions; then whose a matter was in it says nothing.
    """

    name: str
    cut_off: date
    matters: pd.DataFrame
    made_from: frozenset[str] = frozenset()
    tables: Mapping[str, pd.DataFrame] = field(default_factory=dict)
    cut: bool = False
    current: bool = True
    stays: bool = True
    undecided: bool = False


@dataclass(frozen=True)
class Merged:
    """The stands of every matter, and why they are as they are.

    ``matters`` has one row per stand, a matter in the hands of one unit by one clock, by case_no and held_from; almost
    every matter has one stand. What says the same few words again and again is categorical, with the words sorted
    (rules.coded). Its columns:

    - the LEDGER ids with the values that count for the stand, ``<id>_bad``, and ``<id>_submitted`` for the ids whose
      counted value may differ (merge.rows.COUNTED_IDS);
    - source_file, source_sheet, source_row, folder, origin (台账 上级 往期), other_numbers (the matter's other numbers
      and writings, joined by 、), root_case_no;
    - in_superior, received_above (收到日期 is the register's), handed_back (the register or a decision agrees),
      <id>_confirmed of the steps (更正属实 names that date), found_false (抽查 不属实: 化解), registered_false (抽查
      不属实: 登记), hidden (anybody ever called it 检举控告: it is listed nowhere);
    - township (the present unit; '' for a matter handed back that nobody lists), part (the roster name that held it
      then, by which windows are asked), way (首报 协议 决定 退回 重办), first_part and listed_in (who first listed it,
      in which folder), claim (确定; 待定: the county's row; 争议: a claimant's own row);
    - clock_on (null: the matter's first clock), held_from and held_until (null: from the beginning, until now; the days
      of a matter's stands tile), present (the stand that answers for the matter's state; one per matter);
    - accepted_on (counts for the limit), accepted_first (from which the due date counts), concluded_on, concluded_day
      (the published day where there is one), open_at (where 办结日期 can't be read: the last cut-off of an edition in
      which the matter was open), taken_back, notified_on, receipt_on (a receipt of the unit's own, by 决定 or 退回),
      rework_on (重新办理);
    - settled, settled_cohort and settled_returned (where a better state waits until the window of the conclusion, or of
      the last day to come back, is closed), rating_unit, rating_office, rating_own (from the township alone);
    - mended (the folder in which it was a row set aside), pending_only (False).

    The other fields:

    - ``first``: the place of a value that counts as first submitted and isn't in the matter's own row: case_no, id,
      source_file, source_sheet, source_row.
    - ``trace``: the contract's. ``files``: the contract's, with verdicts settled.
    - ``registers``: one row per key, the newest folder's.
    - ``omissions``: case_no, township, registered_on, received_on, hidden of the matters of 上级登记台账 that their
      holder's ledgers lack. Hidden ones, which some other ledger calls 检举控告, count and are listed nowhere.
    - ``submitted``: (folder, township) with an adopted ledger or 零报告; ``zero``: those that declared 零报告;
      ``refused``: those with refused files alone.
    - ``set_aside``: the rows set aside, each a matter not accepted in time in its folder: township (present unit),
      part, folder, source_file, source_sheet, source_row, again (the ledger before had a row set aside with the same
      cells), is_matter (the number of the matter that the row is and that its ledger lacks, null).
    - ``moves``: case_no, from, to (present units, '' for nobody), on, way, basis.
    - ``unclaimed``: case_no, clock_on of the matters handed back that nobody has listed since.
    - ``numbers``: how numbers as they were written lead to the matters' own, which all these tables hold.
    """

    matters: pd.DataFrame
    first: pd.DataFrame
    trace: pd.DataFrame
    files: pd.DataFrame
    registers: Mapping[str, pd.DataFrame]
    omissions: pd.DataFrame
    submitted: frozenset[tuple[str, str]]
    zero: frozenset[tuple[str, str]]
    findings: tuple[Finding, ...]
    numbers: Numbers = NO_NUMBERS
    set_aside: pd.DataFrame = field(default_factory=pd.DataFrame)
    moves: pd.DataFrame = field(default_factory=pd.DataFrame)
    unclaimed: pd.DataFrame = field(default_factory=pd.DataFrame)
    refused: frozenset[tuple[str, str]] = frozenset()
