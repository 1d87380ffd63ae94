"""What stages hand to each other: frozen bundles of tables.

Shared column conventions: dates are datetime64[s] at midnight (NaT null), counts are Int64 (NA null), everything else
is pandas ``str`` (NaN null). ``<id>_bad`` (bool) tells that the cell of a date, code, count or township held something
unreadable.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING, Any

import pandas as pd

from pipeline.base.same_number import NO_NUMBERS, Numbers
from pipeline.schema.contract import TABLES
from pipeline.schema.ledger import LEDGER

if TYPE_CHECKING:
    from pipeline.base.model import Finding
    from pipeline.base.period import Period
    from pipeline.settings.record import Settings

pd.set_option("mode.string_storage", "python")
"""Text as Python strings: merging and measuring our columns, short and mostly codes, takes half the time that it takes with pyarrow's

(benchmarks/text_storage.py), from one county's month to 360,000 rows.
"""

_DTYPES = {"text": "str", "date": "datetime64[s]", "int": "Int64", "bool": "boolean"}


def text_of(keys: pd.Series, texts: Mapping[str, str] | pd.Series, otherwise: pd.Series) -> pd.Series:
    """The text that ``texts`` has for each key, else that of ``otherwise``.

    Where no key is known pandas maps to floats, which take no text.

    >>> text_of(pd.Series(["甲", "乙"]), {"甲": "丙"}, pd.Series(["丁", "丁"])).tolist()
    ['丙', '丁']
    """
    return keys.map(texts).astype("str").fillna(otherwise)


def contract_table(name: str, rows: Sequence[Mapping[Any, Any]] = ()) -> pd.DataFrame:
    """A table of schema.contract from its rows, typed by the conventions above; without rows it is empty."""
    columns = TABLES[name].columns
    return pd.DataFrame(list(rows), columns=list(columns)).astype(
        {column: _DTYPES[kind] for column, kind in columns.items()}
    )


def unreadable_labels(frame: pd.DataFrame) -> pd.Series:
    """The labels of the ledger columns whose cells can't be read by ``<id>_bad``, joined by 、 (null: none): how the table matters says it."""
    found = pd.Series("", index=frame.index, dtype="str")
    for column in LEDGER:
        flag = frame.get(f"{column.id}_bad")
        if flag is not None and flag.any():
            found = found.mask(flag, found + "、" + column.label)
    return found.str.removeprefix("、").replace("", None).astype("str")


def with_unreadable(matters: pd.DataFrame) -> pd.DataFrame:
    """A published table of matters with ``<id>_bad`` as its column unreadable says."""
    texts = matters["unreadable"].fillna("")
    told = {text: frozenset(text.split("、")) for text in texts.unique()}
    flags = {
        f"{column.id}_bad": texts.map({text: column.label in labels for text, labels in told.items()}).astype(bool)
        for column in LEDGER
    }
    return matters.assign(**flags)


@dataclass(frozen=True)
class Reading:
    """All that was read of the source folders.

    files, rows, changes, decided: the contract's tables (schema/contract.py); files in path order. ledger: a kept row a
    row: LEDGER ids, ``<id>_bad``, folder (period folder's name), source_file, source_sheet, source_row, sender (the
    unit in whose ledger the row stands) and township (the unit that 责任单位 names, by the roster; the sender where it
    names none). A registered_on that is blank, unreadable or later than the ledger's day is null and bad. Rows set
    aside aren't in it. unplaced: the rows set aside, for want of a case_no (or of any unit): the same columns, and
    reason. registers: REGISTERS ids -> typed rows of that sheet over all source folders, with folder, source_file,
    source_sheet, source_row; a register that no folder has is missing from the mapping. Of 处理决定 ``decision`` is the
    bare word (registers.DECISIONS), ``to`` the township or the new number that it names (null), ``from_on`` the day
    from which (in the text, else 起始日期, else 日期), ``column`` the id of the ledger's column that 栏目 names (null).
    columns: (source_file, source_sheet) -> {field id: column index from 0}, for the A1 cell of a finding. zero_files:
    (folder, township) of ledgers that declare 零报告 in the file itself. carried: file -> the SHA-256 of the files that
    it replaces, for files sent back marked that have come in again.
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


@dataclass(frozen=True)
class Report:
    """Everything a renderer may use; every figure comes from ``tables`` (the contract's, see schema/contract.py).

    ``previous``, ``last_year``: the same tables of the period just before and of the same period a year ago, empty when
    there is no edition of it. ``overdue``: what the circular lists, 检举控告 aside: case_no, township, kind (逾期未受理
    or 逾期未办结), registered_on, accepted_on, due (the limit or due date passed), days_over (by the cut-off); roster
    order, then most days over first. ``notes``: the 口径 notes in the order they are printed, whole Chinese sentences.
    ``due_soon``: limits of the 30 days after the cut-off: as ``overdue``, with kind 待受理 or 待办结 and days_left.
    ``follow_up``: what the edition just before had past its limit, 检举控告 aside: case_no, township, kind, mended;
    None without one. ``draft_list``: the three-none list is 拟定名单（未经比对）, for 上级登记台账 or 报送登记 is
    missing. ``registers``: as Merged's. ``county_title``: 是 when it is 三无县, else 否 or 未评定. ``county_streak``:
    三无县 for so many years in a row, up to this year in a yearly edition and up to last year in others (as
    tables["ranking"]["streak"] for townships); None when it isn't. tables["decided"]: what the reader decided, a
    sentence each (“表头在第3行”, “‘办结情况’认作‘办结日期’”), sheet order. tables["balance"]: 收支核对, a township a
    row, 全县 last: open_start + registered + moved_in − concluded − handed_back − moved_out = open_end.
    tables["series"]: the last 12 months ending with the period's last one: month ('2023-02'), origin 本期, 往期 or
    历史数据; month, roster, indicator order. A month of which nothing is known has no rows. tables["restated"]:
    published figures of earlier periods that come out otherwise today; ``documents`` names the papers that printed
    them. ``hidden``: the numbers, in every writing, of matters that are counted and stand in no list. ``submissions``:
    township -> status of its ledger for the newest folder (已报, 迟报, 零报告, 未报送, 已报（退回）).
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
    registers: Mapping[str, pd.DataFrame] = field(default_factory=dict)
    follow_up: pd.DataFrame | None = None
    draft_list: bool = False
    county_title: str = "未评定"
    county_streak: int | None = None
    hidden: frozenset[str] = frozenset()


@dataclass(frozen=True)
class RolledUp:
    """A roll-up of several counties: ``tables`` are those of schema.contract.ROLLUP_TABLES.

    ``whole``: what the sum of all is called (全市). ``counties``: those added up, in order; ``missing``: those of the
    city's list that have no edition. ``earlier``: whether ranks of the period before are known.
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


@dataclass(frozen=True)
class PastEdition:
    """What a run needs of a published period: its name, cut-off and matters table.

    ``made_from``: the earlier editions that it was made from, those made anew since aside. ``tables``: windows, stands,
    kept and stood where it has them (an edition of formula version 1 has none). ``cut``: it ended before its period
    does. ``current``: it was made by the present formula version. ``stays``: a later edition rests on it or a paper of
    it was issued, so that it can't be made again at will.
    """

    name: str
    cut_off: date
    matters: pd.DataFrame
    made_from: frozenset[str] = frozenset()
    tables: Mapping[str, pd.DataFrame] = field(default_factory=dict)
    cut: bool = False
    current: bool = True
    stays: bool = True


@dataclass(frozen=True)
class Merged:
    """The stands of every matter, and why they are as they are.

    matters, by case_no and held_from: a stand a row, a matter in the hands of one unit by one clock; almost every
    matter has one. LEDGER ids with the values that count for the stand, ``<id>_bad``, ``<id>_submitted`` for the ids
    whose counted value may differ (merge.rows.COUNTED_IDS), source_file, source_sheet, source_row, folder, origin (台账
    上级 往期), in_superior, received_above (收到日期 is the register's), handed_back (the register or a decision
    agrees), found_false (抽查 不属实), root_case_no, open_at (where 办结日期 can't be read: the last cut-off of an
    edition that had it open), other_numbers (by what other numbers and writings it is known, joined by 、), hidden
    (检举控告 by whatever anybody ever said of it: listed nowhere), and township (the unit of today; '' of a matter
    handed back that nobody lists), part (the roster name that held it then: windows are asked by it), way (首报 协议
    决定 退回 重办), clock_on (null: the matter's first clock), held_from, held_until (null: from the beginning, still;
    the days of a matter's stands tile), present (what stands is asked of it; one a matter), claim (确定; 待定: the
    county's row; 争议: a claimant's own row), first_part, listed_in (who first listed it, in which folder), accepted_on
    (that counts for the limit), accepted_first (from which the due date counts), concluded_on, concluded_day (the
    published day where there is one), taken_back, notified_on, settled, settled_cohort and settled_returned (where a
    better state waits once the window of the conclusion, or of the last day to come back, is closed), rating_unit,
    rating_office, rating_own (the township's word alone), receipt_on (own receipt, by 决定 or 退回), rework_on
    (重新办理), mended (the folder in which it was a row set aside), pending_only (False). first: where a value stands
    that counts as first submitted and isn't the matter's own row's: case_no, id, source_file, source_sheet, source_row.
    trace: the contract's. files: the contract's, verdicts settled. registers: one row a key, the newest folder's.
    omissions: case_no, township, registered_on, received_on of matters of 上级登记台账 that their holder's ledgers
    lack. submitted: (folder, township) with an adopted ledger or 零报告. zero: those that declared 零报告. refused:
    those with nothing but refused files. set_aside: rows set aside, each a matter not accepted in time in its folder:
    township (of today), part, folder, source_file, source_sheet, source_row, again (the ledger before had a row set
    aside with the same cells), is_matter (the number of the matter that its ledger lacks and that it is, null). moves:
    case_no, from, to (units of today, '' nobody), on, way, basis. unclaimed: case_no, clock_on: handed back, listed by
    nobody since. confirmed: case_no, township, id, value: days that 更正属实 says are right. numbers: how numbers as
    they were written lead to the matters' own, which stand in every table here.
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
    confirmed: pd.DataFrame = field(
        default_factory=lambda: pd.DataFrame(columns=["case_no", "township", "id", "value"])
    )
