"""What a rule is, and the facts that its test may look at."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property

import pandas as pd

from pipeline.base.period import Period
from pipeline.messages.catalogue import CATALOGUE, Message
from pipeline.rules.accusations import is_accusation, is_hidden, says_accusation
from pipeline.rules.deadlines import WorkingDays, counted_procedure, deadlines, told_days, unreadable
from pipeline.rules.places import Columns
from pipeline.settings.record import Settings

A_YEAR = pd.Timedelta(days=366)
"""Two dates of a matter further apart than this put a year in doubt."""


@dataclass(frozen=True)
class Facts:
    """The rows of one folder with what many tests ask of them; a mask is False where a value is null."""

    frame: pd.DataFrame
    columns: Columns
    settings: Settings
    period: Period
    cut_off: date

    def __getitem__(self, id_: str) -> pd.Series:
        """The column as read, unreadable cells null; 无法告知 is no 告知日期."""
        return told_days(self.frame[id_]) if id_ == "notified_on" else self.frame[id_]

    @cached_property
    def end(self) -> pd.Timestamp:
        """The cut-off."""
        return pd.Timestamp(self.cut_off)

    @cached_property
    def working_days(self) -> WorkingDays:
        """The county's calendar."""
        return WorkingDays(self.settings.holidays)

    @cached_property
    def due(self) -> pd.DataFrame:
        """The limits of pipeline.rules.deadlines."""
        return deadlines(self.frame, self.settings)

    @cached_property
    def procedure(self) -> pd.Series:
        """办理程序 as it counts."""
        return counted_procedure(self.frame)

    @cached_property
    def solving(self) -> pd.Series:
        """Matters whose resolution is measured: 信访处理意见 and 简易办理."""
        return self.procedure.isin(["信访处理意见", "简易办理"])

    @cached_property
    def accusation(self) -> pd.Series:
        """检举控告 has limits of its own."""
        return is_accusation(self.frame)

    @cached_property
    def hidden(self) -> pd.Series:
        """Matters that are counted and never named: 检举控告 by the row or by any other source on the matter."""
        return self.says_accusation | is_hidden(self.frame)

    @cached_property
    def says_accusation(self) -> pd.Series:
        """Rows that call themselves 检举控告."""
        return says_accusation(self.frame)

    @cached_property
    def concluded(self) -> pd.Series:
        """With 办结日期."""
        return self.frame["concluded_on"].notna()

    @cached_property
    def accepted(self) -> pd.Series:
        """With 受理日期."""
        return self.frame["accepted_on"].notna()

    @cached_property
    def concluded_too_early(self) -> pd.Series:
        """办结日期 before registration or acceptance: an error of its own, after which the other dates say nothing."""
        frame = self.frame
        return (frame["concluded_on"] < frame["registered_on"]) | (frame["concluded_on"] < frame["accepted_on"])

    @cached_property
    def accepted_wrongly(self) -> pd.Series:
        """受理日期 that contradicts registration or conclusion."""
        frame = self.frame
        return (frame["accepted_on"] < frame["registered_on"]) | (frame["concluded_on"] < frame["accepted_on"])

    @cached_property
    def ahead(self) -> pd.Series:
        """登记日期 after the day of sending, as far as anybody knows that day; it counts as unreadable."""
        frame = self.frame
        return frame["ahead"] if "ahead" in frame else pd.Series(data=False, index=frame.index)

    @cached_property
    def ledger_key(self) -> pd.Series:
        """A number for each township's rows of one file: what one ledger is to the rules that compare rows."""
        return self.frame.groupby(["township", "source_file"], dropna=False).ngroup()

    @cached_property
    def sheet_key(self) -> pd.Series:
        """A number for each township's rows of one sheet, in the order of township, file and sheet."""
        return self.frame.groupby(["township", "source_file", "source_sheet"], dropna=False).ngroup()

    @cached_property
    def related_at(self) -> pd.Series:
        """For rows with 关联件编号 the position of the row that they mean; -1 when the folder has none.

        That is the first one with that number of the row's own township, else the first of any: what a neighbour writes
        beside the same number says nothing of a township that lists the matter itself.
        """
        related = self.related.dropna()
        wanted = self.number[self.number.isin(related)]
        townships = self.frame["township"].fillna("")
        own: dict[tuple[str, str], int] = {}
        anyone: dict[str, int] = {}
        for at, township, number in zip(wanted.index, townships[wanted.index], wanted, strict=True):
            own.setdefault((township, number), at)
            anyone.setdefault(number, at)
        found = [
            own.get((township, number), anyone.get(number, -1))
            for township, number in zip(townships[related.index], related, strict=True)
        ]
        return pd.Series(found, index=related.index, dtype="int64")

    @cached_property
    def matter_key(self) -> pd.Series:
        """A matter of a township, the same in every folder."""
        return self.frame["township"].fillna("") + "\n" + self.number

    @cached_property
    def number_key(self) -> pd.Series:
        """A number for each 信访件编号."""
        return pd.Series(self.number.factorize()[0], index=self.frame.index)

    @property
    def number(self) -> pd.Series:
        """The matters' own numbers, as written where nothing more is known."""
        return self._number("number", "case_no")

    @property
    def related(self) -> pd.Series:
        """The numbers of 关联件编号, likewise."""
        return self._number("related", "related_case_no")

    def _number(self, read: str, written: str) -> pd.Series:
        return self.frame[read if read in self.frame else written]

    @cached_property
    def repeated(self) -> pd.DataFrame:
        """The rows whose number stands more than once in their ledger, with ``_key``, the ledger's."""
        keys = pd.DataFrame({"_key": self.ledger_key, "_number": self.number_key})
        return self.frame.assign(_key=self.ledger_key, case_no=self.number)[keys.duplicated(keep=False)]

    def bad(self, id_: str) -> pd.Series:
        """Cells of the column that hold something unreadable."""
        return unreadable(self.frame, id_)

    def blank_cell(self, id_: str) -> pd.Series:
        """Blank cells of the column; a sheet without the column is told of once, by the reader, not row by row."""
        blank = self.frame[id_].isna()
        lacking = [place for place, ids in self.columns.items() if id_ not in ids]
        if lacking and blank.any():
            places = pd.MultiIndex.from_frame(self.frame[["source_file", "source_sheet"]])
            blank &= ~places.isin(lacking)
        return blank


@dataclass(frozen=True, slots=True)
class Rule:
    """One rule: its code in the catalogue, the columns it looks at, and a test over the whole frame.

    The first of ``columns`` is the one whose cell is marked. A row where any of ``columns`` can't be read isn't asked:
    the unreadable cell is told of already. Their dates and counts are quoted from the first row, and those codes that
    ``quotes`` names; texts never. ``words`` fills further words of the sentence from the facts. ``of_ledger``: what it
    says holds of a whole ledger, not of a matter, so that each ledger is told of it. ``own``: the sentences of a rule
    of the county's own, which the catalogue doesn't have; ``named``: the columns whose values stand in them, as
    value_<id>.
    """

    code: str
    columns: tuple[str, ...]
    test: Callable[[Facts], pd.Series]
    words: Callable[[Facts], Mapping[str, object]] = lambda _: {}
    quotes: tuple[str, ...] = ()
    of_ledger: bool = False
    own: Message | None = None
    named: tuple[str, ...] = ()

    @property
    def entry(self) -> Message:
        """Its severity and sentences. Raises KeyError where the catalogue hasn't its code."""
        return self.own or CATALOGUE[self.code]

    @property
    def marked(self) -> str:
        """The id of the column whose cell is marked."""
        return self.columns[0]

    def rows(self, facts: Facts) -> pd.Series:
        """The rows that break the rule."""
        mask = self.test(facts)
        if mask.dtype != bool:
            mask = mask.fillna(value=False).astype(bool)
        if mask.any():
            for id_ in self.columns:
                mask = mask & ~facts.bad(id_)  # not in place: a test may return a column of the facts
        return mask
