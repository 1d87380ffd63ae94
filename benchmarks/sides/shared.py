"""What the other sides share: the ledgers, the rules that they check, the figures, and a paper for each township."""

from __future__ import annotations

import io
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

import openpyxl
import pandas as pd
from docx import Document
from openpyxl.comments import Comment
from openpyxl.styles import PatternFill

FIRST, LAST = datetime(2023, 2, 1), datetime(2023, 2, 28)
HEADER_ROW = 2
NUMBER, DAY, ACCEPTED, CONCLUDED = "信访件编号", "登记日期", "受理日期", "办结日期"
CHANNEL, CLASS, LEVEL = "信访形式", "内容分类", "信访层级"
DAYS = (DAY, "告知日期", ACCEPTED, "限办日期", CONCLUDED)
CODES = {
    CHANNEL: ("来信", "来访", "网上", "来电"),
    LEVEL: ("乡镇", "县", "市", "省", "国家"),
    "办理程序": ("信访处理意见", "简易办理"),
}
PERSONAL = ("姓名", "联系电话")
BLANK = "未填"
TABLES = {"channel": CHANNEL, "class": CLASS, "level": LEVEL}
Figures = dict[str, dict[str, dict[str, int]]]
"""Township -> channel, class or level -> its word -> the matters registered in the month."""
_ACCEPT_DAYS, _CONCLUDE_DAYS = 15, 60


@dataclass(frozen=True)
class Fault:
    """A faulty cell: its row among the rows read, its column, and what is wrong."""

    row: int
    column: str
    sentence: str


def ledgers(inputs: Path) -> list[Path]:
    """The ledgers of the month."""
    return sorted(path for path in (inputs / "2023-02").glob("*.xlsx") if path.stem != "登记簿")


def checked(frame: pd.DataFrame) -> list[Fault]:
    """What is wrong in a ledger as it was read: days that are none, words that are no codes, days out of order."""
    days = {column: pd.to_datetime(frame[column], format="ISO8601", errors="coerce") for column in DAYS}
    rules = [(column, frame[column].notna() & day.isna(), "不是日期") for column, day in days.items()]
    rules += [
        (column, frame[column].notna() & ~frame[column].isin(words), "不在选项内") for column, words in CODES.items()
    ]
    rules += [
        (NUMBER, frame[NUMBER].isna() | frame[NUMBER].duplicated(keep=False), "没有编号或编号重复"),
        (DAY, frame[DAY].isna(), "没有登记日期"),
        (ACCEPTED, days[ACCEPTED] < days[DAY], "早于登记日期"),
        (CONCLUDED, days[CONCLUDED] < days[ACCEPTED], "早于受理日期"),
        (CONCLUDED, days[CONCLUDED] > pd.Timestamp(LAST), "晚于数据截至日"),
        (CLASS, frame[CLASS].isna(), "没有内容分类"),
    ]
    return [
        Fault(int(row), column, sentence) for column, mask, sentence in rules for row in mask.to_numpy().nonzero()[0]
    ]


def counted(frame: pd.DataFrame) -> dict[str, dict[str, int]]:
    """The figures of a township: a word that is no code counts as not filled in."""
    day = pd.to_datetime(frame[DAY], format="ISO8601", errors="coerce")
    month = frame[(day >= FIRST) & (day <= LAST)]
    figures = {}
    for name, column in TABLES.items():
        known = month[column].isin(CODES[column]) if column in CODES else month[column].notna()
        figures[name] = {str(word): int(n) for word, n in month[column].where(known, BLANK).value_counts().items()}
    return figures


def rates(frame: pd.DataFrame) -> list[dict[str, str]]:
    """Two rates by their plain definitions, for the papers; the program's know extensions, 补登 and much else."""
    days = {column: pd.to_datetime(frame[column], format="ISO8601", errors="coerce") for column in DAYS}
    due = days[DAY] + pd.Timedelta(days=_ACCEPT_DAYS)
    ends = days[ACCEPTED] + pd.Timedelta(days=_CONCLUDE_DAYS)
    pairs = (
        ("及时受理率", (due >= FIRST) & (due <= LAST), days[ACCEPTED] <= due),
        ("按期办结率", (ends >= FIRST) & (ends <= LAST), days[CONCLUDED] <= ends),
    )
    return [{"name": name, "n": str(int((of & held).sum())), "of": str(int(of.sum()))} for name, of, held in pairs]


def write_template(path: Path) -> None:
    """A paper for docxtpl: a title, the rates in a table, the month's matters by channel, and the faults in a table."""
    document = Document()
    document.add_heading("{{ title }}", 1)
    document.add_paragraph("数据截至2023年2月28日。{% for c in channels %}{{ c.word }}{{ c.count }}件；{% endfor %}")
    for loop, cells in (("rates", ("name", "n", "of")), ("faults", ("row", "column", "sentence"))):
        table = document.add_table(rows=3, cols=len(cells), style="Table Grid")
        table.rows[0].cells[0].text = f"{{%tr for each in {loop} %}}"
        for cell, name in zip(table.rows[1].cells, cells, strict=True):
            cell.text = f"{{{{ each.{name} }}}}"
        table.rows[2].cells[0].text = "{%tr endfor %}"
        document.add_paragraph("")
    document.save(str(path))


def context(title: str, figures: Mapping[str, Mapping[str, int]], own: Sequence[Any], faults: Sequence[Fault]) -> Any:
    """What the template is filled with."""
    channels = [{"word": word, "count": str(count)} for word, count in figures["channel"].items()]
    told = [{"row": str(f.row + HEADER_ROW + 1), "column": f.column, "sentence": f.sentence} for f in faults]
    return {"title": title, "channels": channels, "rates": own, "faults": told}


def marked(path: Path, faults: Sequence[Fault]) -> bytes:
    """The township's own workbook, without the columns about persons, its faulty cells marked and listed."""
    book = openpyxl.load_workbook(path)
    sheet = book.worksheets[0]
    columns = {str(cell.value): number for number, cell in enumerate(sheet[HEADER_ROW], 1)}
    fill = PatternFill("solid", fgColor="FFC7CE")
    for fault in faults:
        cell = sheet.cell(fault.row + HEADER_ROW + 1, columns[fault.column])
        cell.fill, cell.comment = fill, Comment(fault.sentence, "县联席办")
    for name in PERSONAL:
        for row in range(HEADER_ROW + 1, sheet.max_row + 1):
            sheet.cell(row, columns[name]).value = None
    listed = book.create_sheet("需修改", 0)
    for fault in faults:
        listed.append([fault.row + HEADER_ROW + 1, fault.column, fault.sentence])
    content = io.BytesIO()
    book.save(content)
    return content.getvalue()


def keep_figures(outputs: Path, figures: Figures) -> None:
    """Leave the figures for the comparison."""
    (outputs / "figures.json").write_text(json.dumps(figures, ensure_ascii=False), encoding="utf-8")
