"""The office's working lists in 汇总.xlsx.

到期预警, 延期件, 积案批次, 督办销号, 接访, 退回超期, 退回后无人接手, 接访天数, 收支核对, 抽查核实单, 处理决定, 送签单,
变更.
"""

from __future__ import annotations

from enum import StrEnum
from functools import partial

import pandas as pd

from pipeline.messages import workbook_words
from pipeline.render.overview import NO_VALUE, Overview, joined_labels
from pipeline.render.papers.paper import body_of
from pipeline.render.workbook.block import BlockSheet, Link
from pipeline.render.workbook.filtered_table import HEADER_ROW, Listed, format_of, table
from pipeline.render.workbook.formats import Formats
from pipeline.render.workbook.links import Beside
from pipeline.schema.papers import filed
from pipeline.schema.registers import REGISTER
from pipeline.schema.state_labels import answer_label, state_label
from pipeline.schema.summary_sheets import DECIDED_SHEET
from pipeline.schema.table_labels import BALANCE_LABELS, CHANGE_LABELS, LIST_LABELS
from pipeline.schema.vocabulary import Answer, Group, Title

_STATES: dict[str, type[StrEnum]] = {
    "at_fault": Answer,
    "group": Group,
    "plain_group": Group,
    "three_none": Title,
    "plain_three_none": Title,
}
_LATE = "逾期未反馈"
_WIDTHS = {"township": 12, "case_no": 22, "batch": 30, "reason": 30, "place": 12, "official": 14, "indicators": 40}


def due_soon(sheet: BlockSheet, overview: Overview, formats: Formats) -> None:
    """到期预警: the limits in the 30 days after the cut-off, without 检举控告."""
    frame = overview.due_soon
    _list(sheet, overview, formats, "到期预警", workbook_words.DUE_SOON.format(count=len(frame)), frame)


def extended(sheet: BlockSheet, overview: Overview, formats: Formats) -> None:
    """延期件: matters with a valid extension that weren't concluded before the period, without 检举控告."""
    frame = overview.report.tables["matters"]
    first = pd.Timestamp(overview.report.period.first_day)
    is_valid = frame["extension_valid"].fillna(value=False).astype(bool)
    rows = frame[is_valid & ~(frame["concluded_on"] < first) & ~overview.accusations]
    _list(sheet, overview, formats, "延期件", workbook_words.EXTENDED.format(count=len(rows)), rows)


def batches(sheet: BlockSheet, overview: Overview, formats: Formats) -> None:
    """积案批次: the matters of 交办清单 by batch and township: assigned, settled, past their day."""
    frame = overview.report.tables["assigned"]
    counts = overview.report.tables["batches"]
    note = workbook_words.BATCHES.format(count=len(frame), settled=int(frame["settled"].sum()))
    _list(sheet, overview, formats, "积案批次", note, counts)


def urged(sheet: BlockSheet, overview: Overview, formats: Formats) -> None:
    """督办销号: the rows of 督办登记 with the state of the reply on the day of the cut-off, without 检举控告."""
    register = overview.report.registers.get("supervised")
    end = pd.Timestamp(overview.report.cut_off)
    if register is None:
        empty = pd.DataFrame(columns=list(LIST_LABELS["督办销号"]), dtype="str")
        _list(sheet, overview, formats, "督办销号", workbook_words.NO_SUPERVISED, empty)
        return
    rows = register[~register["case_no"].isin(overview.unlisted)]
    replied, late = rows["replied_on"].notna() & (rows["replied_on"] <= end), rows["reply_by"] < end
    state = pd.Series("待反馈", index=rows.index).mask(late, _LATE).mask(replied, "已销号").astype("str")
    note = workbook_words.SUPERVISED.format(count=len(rows), replied=int(replied.sum()))
    _list(sheet, overview, formats, "督办销号", note, rows.assign(state=state))
    last = list(LIST_LABELS["督办销号"]).index("state")
    alarm = {"type": "cell", "criteria": "==", "value": f'"{_LATE}"', "format": formats.alarm_text}
    sheet.conditional_format(HEADER_ROW + 1, last, HEADER_ROW + max(len(rows), 1), last, alarm)


def visits(sheet: BlockSheet, overview: Overview, formats: Formats) -> None:
    """接访: the rows of 接访登记 in the period, by day."""
    register = overview.report.registers.get("visits")
    period = overview.report.period
    columns = list(LIST_LABELS["接访"])
    rows = pd.DataFrame(columns=columns, dtype="str")
    if register is not None:
        rows = register[
            register["on"].between(pd.Timestamp(period.first_day), pd.Timestamp(period.last_day))
        ].sort_values("on", kind="stable")
    note = workbook_words.VISITS.format(count=len(rows)) if register is not None else workbook_words.NO_VISITS
    _list(sheet, overview, formats, "接访", note, rows)


def late_returns(sheet: BlockSheet, overview: Overview, formats: Formats) -> None:
    """退回超期: matters handed back too late, with consent or without, except 检举控告."""
    frame = overview.report.tables["late_returns"]
    frame = frame[~frame["case_no"].isin(overview.unlisted)]
    note = workbook_words.LATE_RETURNS.format(count=len(frame))
    _list(sheet, overview, formats, "退回超期", note, frame)


def unclaimed(sheet: BlockSheet, overview: Overview, formats: Formats) -> None:
    """退回后无人接手: matters handed back with consent that no unit has taken over, and who handed them back."""
    matters, stands = overview.report.tables["matters"], overview.report.tables["stands"]
    rows = matters[(matters["township"].fillna("") == "") & ~overview.accusations]
    held = (
        stands[stands["part"].notna() & (stands["part"] != "")]
        .drop_duplicates("case_no", keep="last")
        .set_index("case_no")
    )
    by, until = (rows["case_no"].map(held[column].to_dict()) for column in ("part", "held_until"))
    rows = rows.assign(handed_back_by=by.astype("str"), held_until=pd.to_datetime(until))
    _list(
        sheet,
        overview,
        formats,
        "退回后无人接手",
        workbook_words.UNCLAIMED.format(count=len(rows)),
        rows,
    )


def leaders_on_duty(sheet: BlockSheet, overview: Overview, formats: Formats) -> None:
    """接访天数: one row per unit, with the days on which a leader was on duty and the days due; no rank."""
    frame = overview.report.tables["leaders_on_duty"]
    note = workbook_words.NO_VISITS if frame.empty else workbook_words.ON_DUTY
    _list(sheet, overview, formats, "接访天数", note, frame)


def balance(sheet: BlockSheet, overview: Overview, formats: Formats) -> None:
    """收支核对: one row per township: matters in hand at both ends, those that came and went, and the check."""
    frame = overview.report.tables["balance"]
    columns = [Listed(label, 12, frame[id_], format_of(frame[id_], formats)) for id_, label in BALANCE_LABELS.items()]
    came = frame["open_start"] + frame["registered"] + frame["moved_in"]
    gap = came - frame["concluded"] - frame["handed_back"] - frame["moved_out"] - frame["open_end"]
    columns.append(
        Listed(
            "核对", 12, ["✓ 相符" if difference == 0 else f"▲ 差{difference}件" for difference in gap], formats.centred
        )
    )
    note = workbook_words.BALANCE
    table(sheet, overview, formats, "收支核对", note, columns)


def spot_checks(sheet: BlockSheet, overview: Overview, formats: Formats) -> None:
    """抽查核实单: the matters drawn, those rated 不满意, and extensions; the office fills in the results."""
    frame = overview.report.tables["spot_checks"]
    picked = frame[~frame["case_no"].isin(overview.unlisted)].assign(result="", checked_by="", checked_on="")
    reasons = "、".join(f"{why}{count}件" for why, count in picked["why"].value_counts(sort=False).items())
    note = workbook_words.SPOT_CHECKS.format(count=len(picked), reasons=f"（{reasons}）" if reasons else "")
    _list(sheet, overview, formats, "抽查核实单", note, picked)
    if len(picked):
        column = list(LIST_LABELS["抽查核实单"]).index("result")
        answers = next(f.codes for f in REGISTER["spot_checks"].fields if f.id == "result")
        sheet.data_validation(
            HEADER_ROW + 1, column, HEADER_ROW + len(picked), column, {"validate": "list", "source": list(answers)}
        )


def undecided(sheet: BlockSheet, overview: Overview, formats: Formats) -> None:
    """处理决定: scores and titles that depend on decisions, with them and without any; for the office only."""
    frame = overview.report.tables["undecided"]
    label = overview.report.settings.label
    frame = frame.assign(
        indicators=[joined_labels(ids, label) or workbook_words.RANK_ALONE for ids in frame["indicators"]]
    )
    note = workbook_words.UNDECIDED.format(units=len(frame))
    _list(sheet, overview, formats, DECIDED_SHEET, note, frame)


def signatures(sheet: BlockSheet, overview: Overview, formats: Formats, beside: Beside) -> None:
    """送签单: each paper of the edition that is signed, with issuer and signer, linked to its file."""
    report = overview.report
    office = report.settings.office
    papers = [(row, files) for row, files in filed(beside.paths, tuple(report.submissions)) if row.signer]
    rows = [
        (row.name, township or row.recipient, body_of(report, row.issuer), office.get(row.signer, ""))
        for row, files in papers
        for township in files
    ]
    links = [Link(path) for _, files in papers for path in files.values()]
    widths = {"paper": 18, "recipient": 14, "issuer": 36, "signer": 14, "opinion": 26, "signed_on": 16}
    cells = [*(zip(*rows, strict=True) if rows else [()] * 4), [""] * len(rows), [""] * len(rows)]
    columns = [
        Listed(
            label,
            widths[id_],
            list(column),
            formats.link if id_ == "paper" else formats.text,
            links if id_ == "paper" else (),
        )
        for (id_, label), column in zip(LIST_LABELS["送签单"].items(), cells, strict=True)
    ]
    table(sheet, overview, formats, "送签单", workbook_words.SIGNATURES.format(count=len(rows)), columns)


def changes(sheet: BlockSheet, overview: Overview, formats: Formats, beside: Beside) -> None:
    """变更: every value that the reader changed, before and after, without 检举控告."""
    frame = overview.changes
    links = beside.sources(overview, frame["file"], frame["sheet"], frame["cell"].fillna(""))
    widths = {"file": 46, "sheet": 12, "cell": 9, "column": 16, "before": 26, "after": 22}
    columns = [
        Listed(label, widths[id_], frame[id_], formats.link, links)
        if links and id_ == "file"
        else Listed(label, widths[id_], frame[id_], formats.text)
        for id_, label in CHANGE_LABELS.items()
    ]
    note = workbook_words.CHANGES.format(count=len(frame), links=workbook_words.HOW_LINKS if links else "")
    table(sheet, overview, formats, "变更", note, columns)


def _list(sheet: BlockSheet, overview: Overview, formats: Formats, name: str, note: str, frame: pd.DataFrame) -> None:
    columns = [
        Listed(
            label,
            _WIDTHS.get(id_, 13),
            _readable(frame[id_]),
            formats.wrapped if id_ == "indicators" else format_of(frame[id_], formats),
        )
        for id_, label in LIST_LABELS[name].items()
    ]
    table(sheet, overview, formats, name, note, columns)


def _readable(column: pd.Series) -> pd.Series:
    """What people read of a column of truths or of states; any other column as it is."""
    if pd.api.types.is_bool_dtype(column.dtype):
        return column.map(answer_label, na_action="ignore").fillna(NO_VALUE)
    kind = _STATES.get(str(column.name))
    return column if kind is None else column.map(partial(state_label, kind), na_action="ignore").astype("str")
