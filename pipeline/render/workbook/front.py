"""首页 of 汇总.xlsx: the run, the counts, what the office must act on, the papers, and links to every sheet."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from pathlib import PurePosixPath

from xlsxwriter.format import Format

from pipeline import FORMULA_VERSION
from pipeline.base.finding import Severity
from pipeline.messages import workbook_words
from pipeline.render.office_tasks import office_tasks
from pipeline.render.overview import Overview
from pipeline.render.workbook.block import BlockSheet, height_for, lines_needed, safe_text
from pipeline.render.workbook.cells import put, to_file, to_sheet
from pipeline.render.workbook.formats import Formats, set_page, set_title
from pipeline.schema.papers import DRAFTS_BOOK, EACH_TOWNSHIP, REVIEW_PAGE, filed
from pipeline.schema.state_labels import state_label
from pipeline.schema.summary_sheets import SHEET_WORDS
from pipeline.schema.vocabulary import Verdict

_WIDTHS = (24, 12, 66, 22)


def front(
    sheet: BlockSheet, overview: Overview, formats: Formats, beside: Collection[str], names: Sequence[str]
) -> None:
    """Write 首页. ``beside``: paths of the edition's other files, to link; ``names``: the sheets of the workbook."""
    report = overview.report
    first, last = report.period.first_day, report.period.last_day
    for column, width in enumerate(_WIDTHS):
        sheet.set_column(column, column, width)
    span = f"统计期间{first.year}年{first.month}月{first.day}日至{last.year}年{last.month}月{last.day}日"
    set_title(
        sheet,
        formats,
        overview.title,
        workbook_words.COVER.format(span=span, cut_off=overview.cut_off, version=FORMULA_VERSION, state=overview.state),
        last_column=3,
        height=36,
    )
    row = _heading(sheet, 3, formats, ("项目", "数量", "说明", "见"), "概况", formats.heading)
    for label, count, text, part in _counts(overview):
        _line(sheet, row, formats, label, count, text)
        to_sheet(sheet, row, 3, part, formats)
        row += 1
    row = _tasks(sheet, row + 1, overview, formats)
    if kinds := list(_papers(beside, tuple(report.submissions))):
        row = _heading(sheet, row + 1, formats, ("文书", "份数", "给谁", "打开"), "文书和审核页", formats.heading)
        for label, count, recipients, path in kinds:
            _line(sheet, row, formats, label, count, recipients)
            to_file(sheet, row, 3, path, f"{label} →", formats)
            row += 1
    row = _heading(sheet, row + 1, formats, ("表", "", "内容", "见"), "各表", formats.heading)
    for name in names[1:]:
        sheet.merge_range(row, 0, row, 1, name, formats.text)
        put(sheet, row, 2, SHEET_WORDS[name], formats.wrapped)
        to_sheet(sheet, row, 3, name, formats)
        row += 1
    sheet.hide_gridlines(2)
    set_page(sheet, overview, upright=True)


def _tasks(sheet: BlockSheet, row: int, overview: Overview, formats: Formats) -> int:
    """Write what the office must act on, in red; returns the row after it."""
    tasks = office_tasks(overview)
    if not tasks:
        put(sheet, row, 0, "✓ 没有等待办公室处理的事项", formats.heading)
        return row + 1
    row = _heading(
        sheet, row, formats, ("事项", "", "涉及", "见"), f"▲ 需要处理（{len(tasks)}项）", formats.alarm_heading
    )
    for task in tasks:
        sheet.merge_range(row, 0, row, 1, safe_text(task.what), formats.wrapped)
        sheet.set_row(row, height_for(max(lines_needed(task.where, _WIDTHS[2]), lines_needed(task.what, 36))))
        put(sheet, row, 2, task.where, formats.wrapped)
        to_sheet(sheet, row, 3, task.part, formats)
        row += 1
    return row


def _counts(overview: Overview) -> list[tuple[str, int, str, str]]:
    tables = overview.report.tables
    verdicts = tables["files"]["verdict"].value_counts(sort=False)
    files = "、".join(f"{state_label(Verdict, verdict)}{count}个" for verdict, count in verdicts.items())
    hidden = int(overview.accusations.sum())
    kept, set_aside = (int(overview.ledger_rows[c].sum()) for c in ("kept", "set_aside"))
    titles = "、".join(overview.three_none_names) or "无"
    severities = {s: overview.severity_count(s) for s in Severity}
    return [
        ("应报乡镇", len(overview.report.submissions), overview.statuses_in_words, "报送"),
        ("收到文件", len(tables["files"]), files, "问题清单"),
        ("本期台账计入的行", kept, f"另有{set_aside}行未计入（读不出编号、责任单位或登记日期）", "问题清单"),
        ("合并事项", len(tables["matters"]), workbook_words.HIDDEN_MATTERS.format(hidden=hidden), "合并台账"),
        ("错误", severities[Severity.ERROR], "更正前可能影响数字", "问题清单"),
        ("提醒", severities[Severity.REMINDER], "请看一看", "问题清单"),
        ("说明", severities[Severity.NOTE], "记录在案，不必处理", "问题清单"),
        ("逾期件", len(overview.overdue), f"逾期未受理、逾期未办结{overview.beside_overdue}", "逾期件"),
        ("30天内到期", len(overview.due_soon), "待受理、待办结", "到期预警"),
        ("三无乡镇", len(overview.three_none_names), titles, "三无"),
    ]


def _papers(beside: Collection[str], names: Sequence[str]) -> Iterator[tuple[str, int, str, str]]:
    """(kind, number, recipients, path to open) of the review page and of each kind of paper.

    The path is the paper itself if there is only one of its kind, else the folder.
    """
    if REVIEW_PAGE in beside:
        yield "审核页", 1, "办公室核对用：问题、读取时的认定、改读的值", REVIEW_PAGE
    if DRAFTS_BOOK in beside:
        yield "登记草稿", 1, "办公室登记用：可以抄入督办登记、处理决定的行", DRAFTS_BOOK
    for row, files in filed(beside, names):
        everybody = names and set(files) >= set(names)
        recipients = row.recipient if "" in files else EACH_TOWNSHIP if everybody else "、".join(files)
        folder = str(PurePosixPath(row.path()).parent)
        yield row.name, len(files), recipients, next(iter(files.values())) if len(files) == 1 else folder


def _line(sheet: BlockSheet, row: int, formats: Formats, label: str, count: int, text: str) -> None:
    put(sheet, row, 0, label, formats.text)
    sheet.write_number(row, 1, count, formats.number)
    sheet.set_row(row, height_for(lines_needed(text, _WIDTHS[2])))
    put(sheet, row, 2, text, formats.wrapped)


def _heading(sheet: BlockSheet, row: int, formats: Formats, labels: tuple[str, ...], title: str, style: Format) -> int:
    """Write the title of a block and the header below it; returns the row after them.

    The first two columns are joined when the second label is ''.
    """
    sheet.set_row(row, 22)
    put(sheet, row, 0, title, style)
    for column, label in enumerate(labels):
        put(sheet, row + 1, column, label, formats.header)
    if not labels[1]:
        sheet.merge_range(row + 1, 0, row + 1, 1, labels[0], formats.header)
    return row + 2
