"""The office's working lists in 汇总.xlsx.

到期预警, 延期件, 积案批次, 督办销号, 接访, 退回超期, 退回后无人接手, 接访天数, 收支核对, 抽查核实单, 处理决定, 送签单,
变更.
"""

from __future__ import annotations

import pandas as pd

from pipeline.render.overview import NO_VALUE, Overview, joined_labels
from pipeline.render.papers.paper import body_of
from pipeline.render.workbook.block import BlockSheet, Link
from pipeline.render.workbook.filtered_table import HEADER_ROW, Listed, format_of, table
from pipeline.render.workbook.formats import Formats
from pipeline.render.workbook.links import HOW, Beside
from pipeline.schema.papers import filed
from pipeline.schema.registers import REGISTER
from pipeline.schema.summary_sheets import DECIDED_SHEET
from pipeline.schema.table_labels import BALANCE_LABELS, CHANGE_LABELS, LIST_LABELS

_LATE = "逾期未反馈"
_RANK_ALONE = "（数字未变，名次、分组或三无随之变动）"
_WIDTHS = {"township": 12, "case_no": 22, "batch": 30, "reason": 30, "place": 12, "official": 14, "indicators": 40}


def due_soon(sheet: BlockSheet, overview: Overview, formats: Formats) -> None:
    """到期预警: the limits in the 30 days after the cut-off, without 检举控告."""
    frame = overview.due_soon
    _list(
        sheet, overview, formats, "到期预警", f"共{len(frame)}件，期限在数据截至日后30天内。检举控告事项不列。", frame
    )


def extended(sheet: BlockSheet, overview: Overview, formats: Formats) -> None:
    """延期件: matters with a valid extension that weren't concluded before the period, without 检举控告."""
    frame = overview.report.tables["matters"]
    first = pd.Timestamp(overview.report.period.first_day)
    is_valid = frame["extension_valid"].fillna(value=False).astype(bool)
    rows = frame[is_valid & ~(frame["concluded_on"] < first) & ~overview.accusations]
    _list(sheet, overview, formats, "延期件", f"共{len(rows)}件：延期有效、本期开始时尚未办结。", rows)


def batches(sheet: BlockSheet, overview: Overview, formats: Formats) -> None:
    """积案批次: the matters of 交办清单 by batch and township: assigned, settled, past their day."""
    frame = overview.report.tables["assigned"]
    counts = overview.report.tables["batches"]
    note = f"共交办{len(frame)}件次（同一事项在两个批次的各计一次），已化解{int(frame['settled'].sum())}件次。"
    _list(sheet, overview, formats, "积案批次", note, counts)


def urged(sheet: BlockSheet, overview: Overview, formats: Formats) -> None:
    """督办销号: the rows of 督办登记 with the state of the reply on the day of the cut-off, without 检举控告."""
    register = overview.report.registers.get("supervised")
    end = pd.Timestamp(overview.report.cut_off)
    if register is None:
        empty = pd.DataFrame(columns=list(LIST_LABELS["督办销号"]), dtype="str")
        _list(sheet, overview, formats, "督办销号", "没有督办登记。", empty)
        return
    rows = register[~register["case_no"].isin(overview.unlisted)]
    replied, late = rows["replied_on"].notna() & (rows["replied_on"] <= end), rows["reply_by"] < end
    state = pd.Series("待反馈", index=rows.index).mask(late, _LATE).mask(replied, "已销号").astype("str")
    note = f"共{len(rows)}件，已销号{int(replied.sum())}件。检举控告事项不列。"
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
    note = f"共{len(rows)}次。" if register is not None else "没有接访登记。"
    _list(sheet, overview, formats, "接访", note, rows)


def late_returns(sheet: BlockSheet, overview: Overview, formats: Formats) -> None:
    """退回超期: matters handed back too late, with consent or without, except 检举控告."""
    frame = overview.report.tables["late_returns"]
    frame = frame[~frame["case_no"].isin(overview.unlisted)]
    note = f"共{len(frame)}件：本期退回、收到后超过5个工作日，同意与否都列。只作情况说明，不排名。检举控告事项不列。"
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
        f"共{len(rows)}件，请确定承办单位，在登记簿“处理决定”登记“归属乡镇”。检举控告事项不列。",
        rows,
    )


def leaders_on_duty(sheet: BlockSheet, overview: Overview, formats: Formats) -> None:
    """接访天数: one row per unit, with the days on which a leader was on duty and the days due; no rank."""
    frame = overview.report.tables["leaders_on_duty"]
    note = (
        "没有接访登记。"
        if frame.empty
        else "按接访登记；同一天多次接访计一天，县级和全县没有应接访天数。只作情况说明，不排名。"
    )
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
    note = (
        "期初在办 ＋ 登记 ＋ 划入 － 办结 － 退回 － 划出 ＝ 期末在办，单位：件。件数多少不评优劣。"
        "归属待定的只计入全县，各乡镇之和可能少于全县。"
    )
    table(sheet, overview, formats, "收支核对", note, columns)


def spot_checks(sheet: BlockSheet, overview: Overview, formats: Formats) -> None:
    """抽查核实单: the matters drawn, those rated 不满意, and extensions; the office fills in the results."""
    frame = overview.report.tables["spot_checks"]
    picked = frame[~frame["case_no"].isin(overview.unlisted)].assign(result="", checked_by="", checked_on="")
    reasons = "、".join(f"{why}{count}件" for why, count in picked["why"].value_counts(sort=False).items())
    note = (
        f"共{len(picked)}件{f'（{reasons}）' if reasons else ''}："
        "已化解的每乡镇抽百分之五、不少于3件，以本期全部台账的摘要为种子，收齐前无从预知；"
        "评价不满意而报已化解的、本期批准延期的全部列入。核实结果请填入登记簿“抽查登记”。"
    )
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
    frame = frame.assign(indicators=[joined_labels(ids, label) or _RANK_ALONE for ids in frame["indicators"]])
    note = f"内部掌握：{len(frame)}个单位的数字、得分或三无因处理决定而不同，左为采用的结果，右为不作任何决定时的结果。"
    _list(sheet, overview, formats, DECIDED_SHEET, note, frame)


def signatures(sheet: BlockSheet, overview: Overview, formats: Formats, beside: Beside) -> None:
    """送签单: each paper of the edition that is signed, with issuer and signer, linked to its file."""
    report = overview.report
    office = report.settings.office
    papers = [(row, files) for row, files in filed(beside.paths, tuple(report.submissions)) if row.signer]
    rows = [
        (row.name, township, body_of(report, row.issuer), office.get(row.signer, ""))
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
    table(sheet, overview, formats, "送签单", f"共{len(rows)}份，签发意见和日期请手填。", columns)


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
    note = f"共{len(frame)}处：读取台账时按规范改读的值，原台账没有改动。检举控告事项不列。{HOW if links else ''}"
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
    return (
        column.map({True: "是", False: "否"}).fillna(NO_VALUE) if pd.api.types.is_bool_dtype(column.dtype) else column
    )
