"""通报/更正通报.docx: a draft that corrects the issued papers of the period which went to all."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Annotated

from pipeline.bundles import Report
from pipeline.render.naming import Name, describe
from pipeline.render.papers.paper import Kind, Made, Paper, body_of, made_of, paper_names
from pipeline.render.phrases import day_words, sense_lines
from pipeline.schema.papers import CORRECTION, PAPER

ROW = PAPER[CORRECTION]


@dataclass(frozen=True, slots=True)
class Corrected:
    """One of 更正项."""

    unit: Annotated[str, Name("单位", "乡镇，或 全县", "城关镇")]
    item: Annotated[str, Name("项目", "指标、得分、排名、三无或清单", "按期办结率")]
    was: Annotated[str, Name("原", "定稿的文书所印的", "17/20")]
    now: Annotated[str, Name("现", "现在核算的", "18/20")]


@dataclass(frozen=True, slots=True)
class CorrectedPaper:
    """One of 更正件."""

    name: Annotated[str, Name("文书", "被更正的文书", "月度通报")]
    number: Annotated[str, Name("文号", "被更正文书的文号，没有时为空", "青信联办〔2023〕3号")]
    day: Annotated[str, Name("日期", "被更正文书的成文日期", "2023年3月6日")]
    items: Annotated[tuple[Corrected, ...], Name("更正项", "每处一项")]


@dataclass(frozen=True, slots=True)
class Correction(Paper):
    """The whole 更正通报."""

    papers: Annotated[tuple[CorrectedPaper, ...], Name("更正件", "每份被更正的文书一项")]


def _make(report: Report) -> Iterator[Made]:
    """One draft where an issued paper that went to all has figures which come out otherwise now; otherwise none."""
    frame = report.tables["corrections"]
    rows = frame[frame["recipient"].isna() & (frame["document"] != CORRECTION)]
    if rows.empty:
        return
    papers = tuple(
        CorrectedPaper(
            str(group["document"].iloc[0]),
            str(group["number"].fillna("").iloc[0]),
            day_words(date.fromisoformat(str(group["dated_on"].iloc[0]))),
            tuple(
                Corrected(str(row.township), str(row.item), str(row.issued), str(row.now)) for row in group.itertuples()
            ),
        )
        for _, group in rows.groupby(["edition", "path"], sort=False)
    )
    body = body_of(report, ROW.issuer)
    title = (
        f"{sense_lines(body, report.settings.office.get('县名', ''))}\n关于更正{report.period.label}信访工作\n"
        "有关数据的通报"
    )
    names = paper_names(
        report, ROW.name, title=title, issuer=body, mark=f"{body}文件", addressee=report.settings.office.get("主送", "")
    )
    yield made_of(ROW, Correction(**names, papers=papers))


CORRECT = Kind(ROW, describe(Correction), _make)
