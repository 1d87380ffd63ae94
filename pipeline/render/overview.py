"""What the summary workbook and the review page say alike: the state of the run, what awaits the office, what stays unlisted."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

import pandas as pd

from pipeline import FORMULA_VERSION
from pipeline.base.model import Severity
from pipeline.base.period import newest
from pipeline.base.same_number import fold
from pipeline.bundles import Report
from pipeline.rules.hidden import is_hidden
from pipeline.schema.indicators import INDICATOR
from pipeline.schema.reasons import Part

UNSENT = "未报送"
REFUSED = "拒收"
NO_VALUE = "—"
NOBODY = "（不属某一乡镇）"
_SHORTEST = 6
"""A number shorter than this stands for itself only where it is the whole text: 12 is no case number in 第12行."""


@dataclass(frozen=True, slots=True)
class Task:
    """Something the office must act on: ``part`` names the sheet of 汇总.xlsx (and the section of 审核.html) that shows more."""

    what: str
    where: str
    part: str


@dataclass(frozen=True)
class Overview:
    """Counts over one report. Nothing here measures: every number counts rows of the report's tables."""

    report: Report

    @cached_property
    def accusations(self) -> pd.Series:
        """Rows of matters that are counted and never listed: 检举控告 by whatever anybody ever said of them."""
        return is_hidden(self.report.tables["matters"])

    @cached_property
    def unlisted(self) -> frozenset[str]:
        """Case numbers that appear in no list, in every writing."""
        return self.report.hidden | frozenset(self.report.tables["matters"].loc[self.accusations, "case_no"].dropna())

    def evidence(self, case_nos: object) -> str:
        """Case numbers joined by '、' without those of 检举控告; '' for null."""
        if not isinstance(case_nos, str):
            return ""
        return "、".join(no for no in case_nos.split("、") if no not in self.unlisted)

    def without_unlisted(self, column: pd.Series) -> pd.Series:
        """A column of case numbers or other texts, null where it is the number of a 检举控告 matter."""
        return (
            column.mask(column.isin(self.unlisted))
            if self.unlisted and pd.api.types.is_string_dtype(column.dtype)
            else column
        )

    @cached_property
    def changes(self) -> pd.DataFrame:
        """The table changes without the lines of 检举控告: those of its rows, and those that hold its number."""
        return self._listable("changes", ("before", "after"))

    @cached_property
    def decided(self) -> pd.DataFrame:
        """The table decided without the lines of 检举控告, as for changes."""
        return self._listable("decided", ("decision",))

    def _listable(self, name: str, texts: tuple[str, ...]) -> pd.DataFrame:
        frame = self.report.tables[name]
        if frame.empty or not self.unlisted:
            return frame
        told = {text for column in texts for text in frame[column].dropna().unique() if self._names_unlisted(text)}
        rows = zip(*(frame[column].fillna("") for column in ("file", "sheet", "cell", *texts)), strict=True)
        keep = [
            (file, sheet, _row_of(cell)) not in self._places and told.isdisjoint(said)
            for file, sheet, cell, *said in rows
        ]
        return frame[keep]

    @cached_property
    def _places(self) -> frozenset[tuple[str, str, int]]:
        """(file, sheet, row) where a 检举控告 matter stands."""
        matters, trace = self.report.tables["matters"], self.report.tables["trace"]
        kept = matters.loc[self.accusations, ["source_file", "source_sheet", "source_row"]]
        lost = trace.loc[
            trace["case_no"].isin(self.unlisted), ["file", "sheet", "row"]
        ]  # what an earlier ledger said of them
        held = [  # and what the office's registers say of them
            register.loc[register["case_no"].isin(self.unlisted), ["source_file", "source_sheet", "source_row"]]
            for register in self.report.registers.values()
            if {"case_no", "source_row"} <= set(register.columns)
        ]
        return frozenset(
            (file, sheet, int(row))
            for part in (kept, lost, *held)
            for file, sheet, row in part.dropna().itertuples(index=False, name=None)
        )

    def _names_unlisted(self, text: str) -> bool:
        same = fold(text)
        starts = ((i, n) for n in self._lengths for i in range(len(same) - n + 1))
        return same in self._folded or any(same[i : i + n] in self._folded for i, n in starts)

    @cached_property
    def _lengths(self) -> frozenset[int]:
        """How long the numbers are that may stand inside a sentence."""
        return frozenset(len(no) for no in self._folded if len(no) >= _SHORTEST)

    @cached_property
    def _folded(self) -> frozenset[str]:
        return frozenset(map(fold, self.unlisted))

    @cached_property
    def newest_folder(self) -> str:
        """The newest period folder that files were read from; '' when there is none."""
        folders = {str(file).split("/", 1)[0] for file in self.report.tables["files"]["file"].dropna()}
        period = newest(sorted(folders))
        return period.name if period else ""

    @cached_property
    def ledger_rows(self) -> pd.DataFrame:
        """township, kept, set_aside: sums over the adopted ledgers of the newest folder."""
        files, rows = self.report.tables["files"], self.report.tables["rows"]
        adopted = files.loc[files["verdict"] == "采用", "file"]
        here = (
            rows["file"].str.startswith(f"{self.newest_folder}/")
            & rows["file"].isin(adopted)
            & (rows["kind"] == "台账")
        )
        return rows[here].groupby("township", sort=False)[["kept", "set_aside"]].sum().reset_index()

    def severity_count(self, severity: Severity) -> int:
        """How many lines of the findings have this severity."""
        return int((self.report.tables["findings"]["severity"] == severity.value).sum())

    @cached_property
    def statuses(self) -> dict[str, int]:
        """Status of the newest ledger -> townships, in the order met in the roster."""
        return dict(Counter(self.report.submissions.values()))

    @cached_property
    def three_none_names(self) -> tuple[str, ...]:
        """Townships whose title is 是, in the table's order."""
        ranking = self.report.tables["ranking"]
        return tuple(ranking.loc[ranking["three_none"] == "是", "township"])

    @property
    def title(self) -> str:
        """县名信访事项 with the period: 青禾县信访事项（2023年2月）."""
        return f"{self.report.settings.office.get('县名', '')}信访事项（{self.report.period.label}）"

    @property
    def period_label(self) -> str:
        """2023年2月."""
        return self.report.period.label

    @property
    def cut_off(self) -> str:
        """数据截至2023年2月28日."""
        day = self.report.cut_off
        return f"数据截至{day.year}年{day.month}月{day.day}日"

    @property
    def state(self) -> str:
        """The run in one line: ledgers in, matters, findings."""
        sent = "、".join(f"{status}{count}个" for status, count in self.statuses.items()) or "没有报送登记"
        found = "、".join(f"{s.value}{self.severity_count(s)}条" for s in Severity)
        return f"应报乡镇{len(self.report.submissions)}个：{sent}。合并事项{len(self.report.tables['matters'])}件。{found}。三无乡镇{len(self.three_none_names)}个。"

    @property
    def ranking_notes(self) -> tuple[str, ...]:
        """Under the ranking: weights, cut-off and formula version, smallest sample, how to read the columns."""
        options = self.report.settings.options
        weights = "、".join(f"{INDICATOR[i].label}{_plain(w)}" for i, w in self.report.settings.weights.items() if w)
        earlier = self.report.period.earlier_word
        movement = f"升降与{earlier}名次比较：↑上升、↓下降、{NO_VALUE}不变，“新”为{earlier}未排名。"
        return (
            f"权重：{weights}。",
            f"{self.cut_off}；公式版本{FORMULA_VERSION}；得分保留一位小数，名次按这一位小数排，同分同名次。",
            f"分母不足{options.smallest_sample}件的指标用本单位近12个月的率，仍不足的以全县率代用；自有指标所占权重不足{options.own_weight_line}%的列入“样本不足”，不排名。",
            f"{movement}分母为0的率记“{NO_VALUE}”。排名只作本期工作通报，不作考核结论。",
        )

    @cached_property
    def tasks(self) -> tuple[Task, ...]:
        """What the office must act on: ledgers missing, files refused, rows set aside, errors, matters overdue or claimed twice."""
        tables = self.report.tables
        found = []
        if unsent := [n for n, status in self.report.submissions.items() if status == UNSENT]:
            found.append(Task(f"{UNSENT}台账{len(unsent)}个", "、".join(unsent), "排名"))
        refused = tables["files"][tables["files"]["verdict"] == REFUSED]
        for file, reason in zip(refused["file"], refused["reason"].fillna(""), strict=True):
            found.append(Task(f"{REFUSED}文件", f"{file}：{reason}", "问题清单"))
        aside = {
            n: int(c) for n, c in zip(self.ledger_rows["township"], self.ledger_rows["set_aside"], strict=True) if c
        }
        if aside:
            what = f"未计入{sum(aside.values())}行（读不出编号、责任单位或登记日期）"
            found.append(Task(what, self._by_township(aside, "行"), "问题清单"))
        errors = Counter(
            tables["findings"].loc[tables["findings"]["severity"] == Severity.ERROR.value, "township"].fillna(NOBODY)
        )
        if errors:
            found.append(Task(f"{Severity.ERROR.value}{errors.total()}条", self._by_township(errors, "条"), "问题清单"))
        listed = {str(kind): Counter(group["township"]) for kind, group in self.overdue.groupby("kind", sort=True)}
        alone = self.overdue_alone
        for kind in sorted({*listed, *alone}):
            told = [self._by_township(listed[kind], "件")] if kind in listed else []
            told += [f"{'另' if told else ''}有{alone[kind]}件责任单位未定，暂只计入全县"] if alone[kind] else []
            found.append(
                Task(f"{kind}{listed.get(kind, Counter()).total() + alone[kind]}件", "；".join(told), "逾期件")
            )
        undecided = int(((tables["matters"]["claim"] == "待定") & ~self.accusations).sum())
        if undecided:
            found.append(Task(f"归属待定{undecided}件", "暂只计入全县", "合并台账"))
        return tuple(found)

    @cached_property
    def overdue(self) -> pd.DataFrame:
        """Report.overdue, should a 检举控告 matter stand in it without that matter."""
        return self.report.overdue[~self.report.overdue["case_no"].isin(self.unlisted)]

    @cached_property
    def overdue_alone(self) -> Counter[str]:
        """逾期未受理 and 逾期未办结 -> how many count for 全县 alone, for it is not settled whose they are; the county's counts have them, no list does."""
        members = self.report.tables["members"]
        labels = {i: INDICATOR[i].label for i in ("overdue_unaccepted", "overdue_open")}
        alone = members[
            members["indicator"].isin(labels)
            & (members["part"] == Part.COUNTED.value)
            & members["township"].isna()
            & members["county"]
        ]
        return Counter(labels[str(i)] for i in alone.loc[~alone["item"].isin(self.unlisted), "indicator"])

    @cached_property
    def due_soon(self) -> pd.DataFrame:
        """Report.due_soon, likewise."""
        return self.report.due_soon[~self.report.due_soon["case_no"].isin(self.unlisted)]

    def _by_township(self, counts: Mapping[str, int], unit: str) -> str:
        """城关镇3件、东禾镇1件, in roster order."""
        order = {name: i for i, name in enumerate(self.report.submissions)}
        names = sorted(counts, key=lambda n: (order.get(n, len(order)), n))
        return "、".join(f"{name}{counts[name]}{unit}" for name in names)


STAND_IN, OF_THE_YEAR = "※", "◇"
"""Beside a rate too small to count for itself: the county's counts instead, or the unit's own of the last 12 months."""


def stand_ins(marks: object) -> dict[str, str]:
    """Label of an indicator -> its sign, from the marks of a ranking's row.

    >>> stand_ins("待更正；本单位近12个月的率代用：化解率；全县率代用：参评率、积案化解率")
    {'化解率': '◇', '参评率': '※', '积案化解率': '※'}
    """
    found: dict[str, str] = {}
    for mark in marks.split("；") if isinstance(marks, str) else ():
        words, stands, labels = mark.partition("率代用：")
        if stands:
            found |= dict.fromkeys(labels.split("、"), OF_THE_YEAR if words.endswith("近12个月的") else STAND_IN)
    return found


def movement(rank: int | None, previous: int | None) -> str:
    """Ranks gained or lost since the period before; '' for a township without rank.

    >>> movement(3, 5), movement(3, 2), movement(3, 3), movement(3, None), movement(None, 3)
    ('↑2', '↓1', '—', '新', '')
    """
    if rank is None:
        return ""
    if previous is None:
        return "新"
    gap = previous - rank
    return f"↑{gap}" if gap > 0 else f"↓{-gap}" if gap < 0 else NO_VALUE


def whole(value: object) -> int | None:
    """A cell of an Int64 column as an int, None when null."""
    return None if pd.isna(value) else int(value)  # type: ignore[call-overload]


def _row_of(cell: str) -> int:
    digits = re.match(r"[A-Z]+(\d+)", cell)
    return int(digits[1]) if digits else 0


def _plain(weight: object) -> str:
    return f"{float(weight):g}"  # type: ignore[arg-type]
