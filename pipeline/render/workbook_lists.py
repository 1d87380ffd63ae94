"""The office's working lists in 汇总.xlsx: what comes due, what is extended, assigned, urged, received, sent in, to be checked and signed."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from math import ceil

import pandas as pd

from pipeline.render.overview import NO_VALUE, Overview
from pipeline.render.papers.letters import SUMMONS
from pipeline.render.papers.paper import body_of
from pipeline.render.workbook_block import BlockSheet
from pipeline.render.workbook_formats import Formats
from pipeline.render.workbook_sheets import format_of, table
from pipeline.schema.table_labels import CHANGE_LABELS, LIST_LABELS

_SHARE, _FEWEST = 20, 3  # one in twenty of what was resolved, at least three a township
_WIDTHS = {"township": 12, "case_no": 22, "batch": 30, "reason": 30, "file": 30, "before": 30, "after": 24, "place": 12, "official": 14}


def due_soon(sheet: BlockSheet, overview: Overview, formats: Formats) -> None:
    """Limits of the 30 days after the cut-off."""
    frame = overview.report.due_soon
    _list(sheet, overview, formats, "到期预警", f"共{len(frame)}件，期限在数据截至日后30天内。检举控告事项不列。", frame)


def extended(sheet: BlockSheet, overview: Overview, formats: Formats) -> None:
    """Matters with a valid extension that weren't concluded before the period."""
    frame = overview.report.tables["matters"]
    first = pd.Timestamp(overview.report.period.first_day)
    here = frame["extension_valid"].fillna(value=False).astype(bool) & ~(frame["concluded_on"] < first) & ~overview.accusations
    _list(sheet, overview, formats, "延期件", f"共{int(here.sum())}件：延期有效、本期开始时尚未办结。", frame[here])


def batches(sheet: BlockSheet, overview: Overview, formats: Formats) -> None:
    """交办清单 by batch and township: assigned, settled, past their day."""
    frame = overview.report.tables["assigned"]
    grouped = frame.groupby(["batch", "township"], sort=False).agg(
        matters=("case_no", "size"), settled=("settled", "sum"), overdue=("overdue", "sum")
    )
    counts = grouped.reset_index().astype({"matters": "Int64", "settled": "Int64", "overdue": "Int64"})
    note = f"共交办{len(frame)}件次（同一事项在两个批次的各计一次），已化解{int(frame['settled'].sum())}件次。"
    _list(sheet, overview, formats, "积案批次", note, counts)


def urged(sheet: BlockSheet, overview: Overview, formats: Formats) -> None:
    """督办登记 with the state of each reply by the cut-off."""
    register = overview.report.registers.get("supervised")
    end = pd.Timestamp(overview.report.cut_off)
    if register is None:
        _list(sheet, overview, formats, "督办销号", "没有督办登记。", pd.DataFrame(columns=list(LIST_LABELS["督办销号"]), dtype="str"))
        return
    rows = register[~register["case_no"].isin(overview.unlisted)]
    replied, late = rows["replied_on"].notna() & (rows["replied_on"] <= end), rows["reply_by"] < end
    state = pd.Series("待反馈", index=rows.index).mask(late, "逾期未反馈").mask(replied, "已销号").astype("str")
    _list(
        sheet, overview, formats, "督办销号", f"共{len(rows)}件，已销号{int(replied.sum())}件。检举控告事项不列。", rows.assign(state=state)
    )


def visits(sheet: BlockSheet, overview: Overview, formats: Formats) -> None:
    """接访登记 of the period."""
    register = overview.report.registers.get("visits")
    period = overview.report.period
    columns = list(LIST_LABELS["接访"])
    rows = pd.DataFrame(columns=columns, dtype="str")
    if register is not None:
        rows = register[register["on"].between(pd.Timestamp(period.first_day), pd.Timestamp(period.last_day))].sort_values(
            "on", kind="stable"
        )
    note = f"共{len(rows)}次。" if register is not None else "没有接访登记。"
    _list(sheet, overview, formats, "接访", note, rows)


def submissions(sheet: BlockSheet, overview: Overview, formats: Formats) -> None:
    """When each ledger was due and came."""
    frame = overview.report.tables["submissions"]
    counts = "，".join(f"{status}{n}份" for status, n in frame["status"].value_counts(sort=False).items())
    _list(sheet, overview, formats, "报送", f"按登记簿“报送登记”：{counts}。" if counts else "没有报送登记。", frame)


def spot_checks(sheet: BlockSheet, overview: Overview, formats: Formats) -> None:
    """One in twenty of what was resolved in the period, three a township at least: the same ones whenever the period is run."""
    frame = overview.report.tables["matters"]
    period = overview.report.period
    concluded = frame["concluded_on"].between(pd.Timestamp(period.first_day), pd.Timestamp(period.last_day))
    rows = frame[concluded & (frame["settled"] == "已化解") & (frame["claim"] == "确定") & ~overview.accusations]
    chosen = [index for _, group in rows.groupby("township", sort=False) for index in _drawn(group["case_no"], period.name)]
    order = {name: i for i, name in enumerate(overview.report.submissions)}
    picked = rows.loc[chosen].assign(result="", checked_by="", checked_on="")
    picked = picked.sort_values(["township", "case_no"], key=lambda c: c.map(order) if c.name == "township" else c, kind="stable")
    note = f"从本期办结且填已化解的{len(rows)}件中按编号抽取{len(picked)}件（百分之五，每乡镇不少于3件）；核实结果请填入登记簿“抽查登记”。"
    _list(sheet, overview, formats, "抽查核实单", note, picked)


def _drawn(numbers: pd.Series, seed: str) -> list[object]:
    """Which rows: those whose number and the period hash lowest, so nobody chooses and a rerun draws the same."""
    count = max(_FEWEST, ceil(len(numbers) / _SHARE))
    ranked = sorted(numbers.items(), key=lambda item: hashlib.sha256(f"{seed}/{item[1]}".encode()).digest())
    return [index for index, _ in ranked[:count]]


def signatures(sheet: BlockSheet, overview: Overview, formats: Formats) -> None:
    """Each paper of the period with issuer and signer, for the round of signatures."""
    report = overview.report
    office = report.settings.office
    letters = report.tables["letters"]
    small, bureau = body_of(report, "联席会议办公室"), body_of(report, "信访局")
    yearly = report.period.kind == "year"
    rows = [
        ("年度通报表扬", 1, body_of(report, "联席会议"), office.get("联席会议召集人", "")) if yearly else ("月度通报", 1, small, office.get("办公室主任", "")),
        *((name, int(letters.loc[letters["document"] == name, "township"].nunique()), body, office.get(key, ""))
          for name, body, key in (("工作提示函", small, "办公室主任"), ("督办函", bureau, "信访局局长"))),
        ("约谈建议名单", int((letters["document"] == SUMMONS).any()), small, office.get("办公室主任", "")),
    ]  # fmt: skip
    frame = pd.DataFrame([(*row, "", "") for row in rows if row[1]], columns=list(LIST_LABELS["送签单"]))
    _list(sheet, overview, formats, "送签单", "签发意见和日期请手填。", frame.astype({"copies": "Int64"}))


def changes(sheet: BlockSheet, overview: Overview, formats: Formats) -> None:
    """Every value read otherwise than written; none of 检举控告."""
    frame = overview.changes
    columns = [(label, _WIDTHS.get(id_, 12), frame[id_], formats.text) for id_, label in CHANGE_LABELS.items()]
    table(sheet, overview, formats, "变更", f"共{len(frame)}处：读取台账时按规范改读的值，原台账没有改动。", columns)


def _list(sheet: BlockSheet, overview: Overview, formats: Formats, name: str, note: str, frame: pd.DataFrame) -> None:
    columns: Sequence[tuple[str, int, pd.Series, object]] = [
        (label, _WIDTHS.get(id_, 14), _shown(frame[id_]), format_of(frame[id_], formats)) for id_, label in LIST_LABELS[name].items()
    ]
    table(sheet, overview, formats, name, note, columns)


def _shown(column: pd.Series) -> pd.Series:
    return column.map({True: "是", False: "否"}).fillna(NO_VALUE) if pd.api.types.is_bool_dtype(column.dtype) else column
