"""What the office must act on after a run, as 首页 of 汇总.xlsx and the page show it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from pipeline.base.finding import Severity
from pipeline.messages import note_words
from pipeline.render.overview import NOBODY, REFUSED, UNSENT, Overview
from pipeline.schema.state_labels import state_label
from pipeline.schema.vocabulary import Claim, Status, Verdict


@dataclass(frozen=True, slots=True)
class Task:
    """Something the office must act on.

    ``part``: the sheet of 汇总.xlsx, and the section of 审核.html, that shows more.
    """

    what: str
    where: str
    part: str


def office_tasks(overview: Overview) -> tuple[Task, ...]:
    """Every task.

    In this order: missing ledgers, refused files, rows set aside, errors, overdue matters, matters of two owners.
    """
    return (
        *_ledgers(overview),
        *_rows_and_errors(overview),
        *_overdue(overview),
        *_undecided(overview),
    )


def _ledgers(overview: Overview) -> Iterator[Task]:
    if unsent := [n for n, status in overview.report.submissions.items() if status == UNSENT]:
        yield Task(f"{state_label(Status, UNSENT)}台账{len(unsent)}个", "、".join(unsent), "排名")
    files = overview.report.tables["files"]
    refused = files[files["verdict"] == REFUSED]
    for file, reason in zip(refused["file"], refused["reason"].fillna(""), strict=True):
        yield Task(f"{state_label(Verdict, REFUSED)}文件", f"{file}：{reason}", "问题清单")


def _rows_and_errors(overview: Overview) -> Iterator[Task]:
    per_township = zip(overview.ledger_rows["township"], overview.ledger_rows["set_aside"], strict=True)
    if set_aside := {name: int(rows) for name, rows in per_township if rows}:
        what = f"未计入{sum(set_aside.values())}行（读不出编号、责任单位或登记日期）"
        yield Task(what, _by_township(overview, set_aside, "行"), "问题清单")
    findings = overview.report.tables["findings"]
    errors = Counter(findings.loc[findings["severity"] == Severity.ERROR.value, "township"].fillna(NOBODY))
    if errors:
        yield Task(f"{Severity.ERROR.value}{errors.total()}条", _by_township(overview, errors, "条"), "问题清单")


def _overdue(overview: Overview) -> Iterator[Task]:
    """What is overdue by township, and beside it what counts for 全县 alone."""
    groups = overview.overdue.groupby("kind", sort=True)
    listed = {str(kind): Counter(group["township"]) for kind, group in groups}
    for kind in sorted({*listed, *overview.overdue_alone}):
        per_township, alone = listed.get(kind, Counter()), overview.overdue_alone[kind]
        named = [_by_township(overview, per_township, "件")] if per_township else []
        beside = [note_words.OVERDUE_ALONE.format(also="另" if named else "", count=alone)] if alone else []
        yield Task(f"{kind}{per_township.total() + alone}件", "；".join([*named, *beside]), "逾期件")


def _undecided(overview: Overview) -> Iterator[Task]:
    undecided = (overview.report.tables["matters"]["claim"] == Claim.PENDING) & ~overview.accusations
    if undecided.any():
        yield Task(f"归属待定{int(undecided.sum())}件", "暂只计入全县", "合并台账")


def _by_township(overview: Overview, counts: Mapping[str, int], unit: str) -> str:
    """Townships with their counts, in roster order: 城关镇3件、东禾镇1件."""
    order = {name: i for i, name in enumerate(overview.report.submissions)}
    names = sorted(counts, key=lambda n: (order.get(n, len(order)), n))
    return "、".join(f"{name}{counts[name]}{unit}" for name in names)
