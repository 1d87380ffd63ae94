"""What 汇总.xlsx and 审核.html say alike: the state of the run, what the office must act on, what is never listed."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property

import pandas as pd

from pipeline import FORMULA_VERSION
from pipeline.base.finding import Severity
from pipeline.base.listed import texts_in
from pipeline.base.period import newest
from pipeline.base.same_number import fold
from pipeline.bundles import Report
from pipeline.messages import note_words
from pipeline.render.overdue_places import overdue_places
from pipeline.rules.accusations import is_hidden
from pipeline.schema.indicators import INDICATOR
from pipeline.schema.reasons import Part
from pipeline.schema.state_labels import state_label
from pipeline.schema.vocabulary import Status, Title, Verdict

UNSENT = Status.UNSENT
REFUSED = Verdict.REFUSED
NO_VALUE = "—"
NOBODY = "（不属某一乡镇）"
_SHORTEST = 6
"""A shorter case number is recognised only where it is the whole text: 12 is no case number in 第12行."""


@dataclass(frozen=True)
class Overview:
    """Counts over one report. Nothing here measures: every number counts rows of the report's tables."""

    report: Report

    @cached_property
    def accusations(self) -> pd.Series:
        """True for each row of matters that is counted and never listed, because somebody once entered 检举控告."""
        return is_hidden(self.report.tables["matters"])

    @cached_property
    def unlisted(self) -> frozenset[str]:
        """Case numbers that appear in no list, in every way in which they were written."""
        return self.report.hidden | frozenset(self.report.tables["matters"].loc[self.accusations, "case_no"].dropna())

    def evidence(self, case_nos: object) -> str:
        """The case numbers of a cell joined by '、', without those of 检举控告; '' for null."""
        return "、".join(no for no in texts_in(case_nos) if no not in self.unlisted)

    def without_unlisted(self, column: pd.Series) -> pd.Series:
        """A column of case numbers or other texts, with null in place of the number of a 检举控告 matter."""
        return (
            column.mask(column.isin(self.unlisted))
            if self.unlisted and pd.api.types.is_string_dtype(column.dtype)
            else column
        )

    @cached_property
    def changes(self) -> pd.DataFrame:
        """The table changes without 检举控告: neither changes in the rows of such a matter nor any with its number."""
        return self._listable("changes", ("before", "after"))

    @cached_property
    def decided(self) -> pd.DataFrame:
        """The table decided without 检举控告, in the same way."""
        return self._listable("decided", ("decision",))

    def _listable(self, name: str, texts: tuple[str, ...]) -> pd.DataFrame:
        frame = self.report.tables[name]
        if frame.empty or not self.unlisted:
            return frame
        revealing = {text for column in texts for text in frame[column].dropna().unique() if self._names_unlisted(text)}
        rows = zip(*(frame[column].fillna("") for column in ("file", "sheet", "cell", *texts)), strict=True)
        keep = [
            (file, sheet, _row_of(cell)) not in self._places and revealing.isdisjoint(row_texts)
            for file, sheet, cell, *row_texts in rows
        ]
        return frame[keep]

    @cached_property
    def _places(self) -> frozenset[tuple[str, str, int]]:
        """(file, sheet, row) of every row that is about a 检举控告 matter."""
        matters, trace = self.report.tables["matters"], self.report.tables["trace"]
        adopted = matters.loc[self.accusations, ["source_file", "source_sheet", "source_row"]]
        # What an earlier ledger said of such a matter …
        superseded = trace.loc[trace["case_no"].isin(self.unlisted), ["file", "sheet", "row"]]
        # … and what the office's registers say of it.
        registered = [
            register.loc[register["case_no"].isin(self.unlisted), ["source_file", "source_sheet", "source_row"]]
            for register in self.report.registers.values()
            if {"case_no", "source_row"} <= set(register.columns)
        ]
        return frozenset(
            (file, sheet, int(row))
            for part in (adopted, superseded, *registered)
            for file, sheet, row in part.dropna().itertuples(index=False, name=None)
        )

    def _names_unlisted(self, text: str) -> bool:
        same = fold(text)
        starts = ((i, n) for n in self._lengths for i in range(len(same) - n + 1))
        return same in self._folded or any(same[i : i + n] in self._folded for i, n in starts)

    @cached_property
    def _lengths(self) -> frozenset[int]:
        """The lengths of those case numbers that are recognised inside a sentence."""
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
        """Columns township, kept, set_aside: sums over the adopted ledgers of the newest folder."""
        files, rows = self.report.tables["files"], self.report.tables["rows"]
        adopted = files.loc[files["verdict"] == Verdict.ADOPTED, "file"]
        newest_folder = rows["file"].str.startswith(f"{self.newest_folder}/")
        ledger_rows = rows[newest_folder & rows["file"].isin(adopted) & (rows["kind"] == "台账")]
        return ledger_rows.groupby("township", sort=False)[["kept", "set_aside"]].sum().reset_index()

    def severity_count(self, severity: Severity) -> int:
        """The number of rows of the table findings with this severity."""
        return int((self.report.tables["findings"]["severity"] == severity.value).sum())

    @cached_property
    def statuses(self) -> dict[str, int]:
        """Status of the newest ledger -> number of townships, in roster order of first occurrence."""
        return dict(Counter(self.report.submissions.values()))

    @property
    def statuses_in_words(self) -> str:
        """已报18个、未报送2个."""
        return "、".join(f"{state_label(Status, status)}{count}个" for status, count in self.statuses.items())

    @cached_property
    def three_none_names(self) -> tuple[str, ...]:
        """Townships with the title 三无, in the order of the ranking."""
        ranking = self.report.tables["ranking"]
        return tuple(ranking.loc[ranking["three_none"] == Title.YES, "township"])

    @property
    def assessed(self) -> bool:
        """Whether 三无 was judged of anybody; else no township has it and none lacks it."""
        return not set(self.report.tables["ranking"]["three_none"]).isdisjoint((Title.YES, Title.NO))

    @property
    def not_assessed(self) -> frozenset[str]:
        """The townships of which 三无 wasn't judged: they had no matters, or a register is missing."""
        ranking = self.report.tables["ranking"]
        return frozenset(ranking.loc[ranking["three_none"] == Title.UNASSESSED, "township"])

    @property
    def title(self) -> str:
        """The county's 信访事项 with the period: 青禾县信访事项（2023年2月）."""
        return f"{self.report.settings.office.get('县名', '')}信访事项（{self.report.period.label}）"

    @property
    def period_label(self) -> str:
        """The period as staff write it: 2023年2月."""
        return self.report.period.label

    @property
    def cut_off(self) -> str:
        """The cut-off day in words: 数据截至2023年2月28日."""
        day = self.report.cut_off
        return f"数据截至{day.year}年{day.month}月{day.day}日"

    @property
    def state(self) -> str:
        """The run in one line: ledgers in, matters, findings."""
        sent = self.statuses_in_words or "没有报送登记"
        findings = "、".join(f"{s.value}{self.severity_count(s)}条" for s in Severity)
        return note_words.STATE.format(
            due=len(self.report.submissions),
            sent=sent,
            matters=len(self.report.tables["matters"]),
            findings=findings,
            three_none=len(self.three_none_names),
        )

    @property
    def ranking_notes(self) -> tuple[str, ...]:
        """The notes under the ranking: weights, cut-off, formula version, smallest sample, how to read the columns."""
        options = self.report.settings.options
        weights = "、".join(
            f"{self.report.settings.label(i)}{_plain(w)}" for i, w in self.report.settings.weights.items() if w
        )
        earlier = self.report.period.earlier_word
        movement = note_words.MOVEMENT.format(earlier=earlier, same=NO_VALUE)
        return (
            note_words.WEIGHTS.format(weights=weights),
            note_words.READ_SCORES.format(cut_off=self.cut_off, version=FORMULA_VERSION),
            note_words.SMALL_SAMPLES.format(least=options.smallest_sample, line=options.own_weight_line),
            note_words.RANKING_ONLY.format(movement=movement, no_value=NO_VALUE),
        )

    @cached_property
    def overdue(self) -> pd.DataFrame:
        """Report.overdue without any 检举控告 matter."""
        return self.report.overdue[~self.report.overdue["case_no"].isin(self.unlisted)]

    @cached_property
    def overdue_places(self) -> pd.DataFrame:
        """File, sheet and cell of each row of ``overdue``."""
        return overdue_places(self.overdue, self.report.tables["matters"], self.report.tables["headings"])

    @cached_property
    def overdue_unlisted(self) -> Counter[str]:
        """Township -> how many of its overdue matters (one for each way) are 检举控告: counted, and in no list."""
        return self._unlisted_in(self.report.overdue)

    @cached_property
    def due_soon_unlisted(self) -> Counter[str]:
        """As ``overdue_unlisted``, of the matters that are due soon."""
        return self._unlisted_in(self.report.due_soon)

    def _unlisted_in(self, matters: pd.DataFrame) -> Counter[str]:
        return Counter(matters.loc[matters["case_no"].isin(self.unlisted), "township"])

    @cached_property
    def overdue_alone(self) -> Counter[str]:
        """逾期未受理 and 逾期未办结 -> how many count for 全县 alone, because it isn't settled whose they are.

        The county's counts have them, no list does.
        """
        members = self.report.tables["members"]
        labels = {i: INDICATOR[i].label for i in ("overdue_unaccepted", "overdue_open")}
        alone = members[
            members["indicator"].isin(labels)
            & (members["part"] == Part.COUNTED.value)
            & members["township"].isna()
            & members["county"]
        ]
        return Counter(labels[str(i)] for i in alone.loc[~alone["item"].isin(self.unlisted), "indicator"])

    @property
    def beside_overdue(self) -> str:
        """The words that go behind a count of the lists: how many overdue matters count for 全县 alone; '' for none."""
        alone = self.overdue_alone.total()
        return note_words.BESIDE.format(alone=alone) if alone else ""

    @cached_property
    def due_soon(self) -> pd.DataFrame:
        """Report.due_soon without any 检举控告 matter."""
        return self.report.due_soon[~self.report.due_soon["case_no"].isin(self.unlisted)]


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


def joined_labels(ids: object, label: Callable[[str], str]) -> str:
    """The labels of a list of ids, joined by 、; '' for null.

    >>> joined_labels(["a", "b"], {"a": "甲", "b": "乙"}.__getitem__), joined_labels(None, str)
    ('甲、乙', '')
    """
    return "、".join(label(id_) for id_ in ids) if isinstance(ids, list) else ""


def whole(value: object) -> int | None:
    """A cell of an Int64 column as an int; None for null."""
    return None if pd.isna(value) else int(value)  # type: ignore[call-overload]


def _row_of(cell: str) -> int:
    digits = re.match(r"[A-Z]+(\d+)", cell)
    return int(digits[1]) if digits else 0


def _plain(weight: object) -> str:
    return f"{float(weight):g}"  # type: ignore[arg-type]
