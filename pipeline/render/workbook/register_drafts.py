"""内部/登记草稿.xlsx: rows that the office may copy into 登记簿.xlsx once it has looked at them."""

from __future__ import annotations

import io
import re
from collections.abc import Collection, Iterator, Mapping
from datetime import date, datetime, time, timedelta

import pandas as pd
from xlsxwriter.workbook import Workbook

from pipeline.base.listed import texts_in
from pipeline.bundles import Report
from pipeline.messages.catalogue import CATALOGUE
from pipeline.messages.issuing import DRAFT_NOTE
from pipeline.render.overview import Overview
from pipeline.render.package import without_system
from pipeline.render.workbook.book import OPTIONS
from pipeline.render.workbook.formats import FONT
from pipeline.schema.ledger import LEDGER
from pipeline.schema.papers import PAPER, URGING, own_paper
from pipeline.schema.registers import REGISTER
from pipeline.schema.whose_word import RULE_COLUMNS

_AWAIT = frozenset(code for code, message in CATALOGUE.items() if REGISTER["decisions"].name in message.remedy)
"""The rules whose remedy is an entry in 处理决定."""
_APPLIED_FOR = "R386"
"""The rule of 申请更正."""
_LETTERS = re.compile("[A-Z]+")
_AMENDABLE = {f.id: f.label for f in LEDGER if f.id not in ("case_no", "township")}
Row = Mapping[str, object]


def register_drafts(report: Report, files: Collection[str]) -> bytes | None:
    """The workbook: matters of 督办函 for 督办登记, findings that await 处理决定; None when there is neither.

    ``files``: the papers of the edition, by path; a 督办函 that isn't among them has urged nobody.
    检举控告 matters are in neither list. 有责 and 决定 stay blank: they are the office's to fill in.
    """
    rows = {"supervised": list(_supervised(report, files)), "decisions": list(_decisions(report))}
    if not any(rows.values()):
        return None
    buffer = io.BytesIO()
    book = Workbook(buffer, {**OPTIONS, "default_format_properties": dict(FONT)})
    book.set_properties({"title": "登记草稿", "created": datetime.combine(report.cut_off, time())})
    bold, days = book.add_format({**FONT, "bold": True}), book.add_format({**FONT, "num_format": "yyyy-mm-dd"})
    for id_, drafts in rows.items():
        register = REGISTER[id_]
        sheet = book.add_worksheet(register.name)
        sheet.write_string(0, 0, DRAFT_NOTE.format(register=register.name))
        for column, field in enumerate(register.fields):
            sheet.set_column(column, column, 18)
            sheet.write_string(1, column, field.label, bold)
            for line, draft in enumerate(drafts, start=2):
                value = draft.get(field.id)
                if isinstance(value, date):
                    sheet.write_datetime(line, column, datetime.combine(value, time()), days)
                elif value is not None:
                    sheet.write_string(line, column, str(value))
        sheet.freeze_panes(2, 0)
    book.close()
    return without_system(buffer.getvalue())


def _supervised(report: Report, files: Collection[str]) -> Iterator[Row]:
    """The matters that each 督办函 lists, each once, with the letter's day and that for its answer where known."""
    urged = set(_urged(report, files))
    days = _urged_on(report)
    overdue = Overview(report).overdue.drop_duplicates(["township", "case_no"])
    for township, number in zip(overdue["township"], overdue["case_no"], strict=True):
        if township in urged:
            day = days.get(str(township))
            reply = day + timedelta(days=report.settings.options.reply_days) if day else None
            yield {"case_no": number, "township": township, "supervised_on": day, "reply_by": reply}


def _urged(report: Report, files: Collection[str]) -> Iterator[str]:
    """The townships with a 督办函 among ``files``, or with a paper of the county's own for those that get one."""
    letter = PAPER[URGING]
    chosen = report.settings.documents.items()
    own = (own_paper(name, each.recipient) for name, each in chosen if each.own and each.recipient == letter.addressed)
    for row in (letter, *own):
        yield from (township for path in files if (township := row.township_of(path)))


def _urged_on(report: Report) -> dict[str, date | None]:
    """Township -> 成文日期 of its 督办函 of this period, the first behind the cut-off that 发文登记 has."""
    days = {row.township: row.day for row in report.issued if row.document == URGING}
    register = report.registers.get("issued")
    if register is None:
        return days
    behind = register[(register["document"] == URGING) & (register["dated_on"] > pd.Timestamp(report.cut_off))]
    first = behind.groupby("township")["dated_on"].min()
    return {**days, **{str(name): day.date() for name, day in first.items()}}


def _decisions(report: Report) -> Iterator[Row]:
    """One row per matter, or per file, of each finding that awaits a decision of the office."""
    seen: set[tuple[str, str]] = set()
    findings = report.tables["findings"]
    columns = _Columns(report)
    about = findings[["code", "file", "sheet", "cell", "case_nos"]]
    for code, file, sheet, cells, numbers in about.itertuples(index=False, name=None):
        named = texts_in(numbers) or [str(file).rpartition("/")[2]]
        for subject in named if code in _AWAIT else ():
            column = columns.amended(code, file, sheet, cells)
            if subject and (subject, column or code) not in seen:
                seen.add((subject, column or code))
                yield {"subject": subject, "rule": code, "column": column}


class _Columns:
    """The columns of the ledgers that the findings are about."""

    def __init__(self, report: Report) -> None:
        rows = report.tables["headings"][["file", "sheet", "column", "letter"]]
        self._ids = {(file, sheet, letter): column for file, sheet, column, letter in rows.itertuples(index=False)}

    def amended(self, code: str, file: object, sheet: object, cells: object) -> str | None:
        """栏目 of an entry 更正属实 that answers the finding; None where it is about no such column or several."""
        letters = set(_LETTERS.findall(cells)) if isinstance(cells, str) else set()
        if len(letters) != 1 or code not in (_APPLIED_FOR, *RULE_COLUMNS):
            return None
        return _AMENDABLE.get(self._ids.get((file, sheet, letters.pop()), ""))
