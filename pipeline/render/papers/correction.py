"""通报/更正通报.docx: a draft that corrects the issued papers of the period which went to all."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Annotated

import pandas as pd

from pipeline.bundles import Report
from pipeline.messages import paper_words
from pipeline.messages.issuing import EDITED, KEPT_LOST, KEPT_UNREAD, LIST_NOT_KEPT, NOT_PRINTED, NOT_SENT
from pipeline.render.naming import Name, describe
from pipeline.render.papers.circular import addressee_of
from pipeline.render.papers.paper import Kind, Made, Paper, body_of, made_of, paper_names
from pipeline.render.phrases import MOST_NAMED, day_words, sense_lines, units
from pipeline.report.corrections import LETTER, SENTENCE, SOURCE
from pipeline.schema.papers import CORRECTING, CORRECTION, PAPER

ROW = PAPER[CORRECTION]
_UNCOMPARED = (EDITED, KEPT_LOST, KEPT_UNREAD, LIST_NOT_KEPT)
"""Stand in place of a sentence as issued, where nobody knows it."""
_INNER = str.maketrans("“”", "‘’")
_SAID = ["item", "issued", "now"]


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
    withdrawn: Annotated[bool, Name("不再发", "按现在的核算不再发这份函", "否")]
    items: Annotated[tuple[Corrected, ...], Name("更正项", "数、得分、名次、三无和清单，每处一项")]
    sentences: Annotated[tuple[str, ...], Name("文句", "正文里更正的文句，每处一句", "原印“登记3件”更正为“登记4件”")]


@dataclass(frozen=True, slots=True)
class Correction(Paper):
    """The whole 更正通报."""

    papers: Annotated[tuple[CorrectedPaper, ...], Name("更正件", "每份被更正的文书一项")]
    because: Annotated[str, Name("来源", "印发后有补充或者更正的台账、登记簿，没有时为空", "城关镇的台账和登记簿")]


def _make(report: Report) -> Iterator[Made]:
    """One draft where an issued paper that went to all has figures or sentences that come out otherwise now."""
    rows = known(report.tables["corrections"])
    rows = rows[rows["recipient"].isna()]
    if rows.empty:
        return
    body = body_of(report, ROW.issuer)
    title = (
        f"{sense_lines(body, report.settings.office.get('县名', ''))}\n关于更正{report.period.label}信访工作\n"
        "有关数据的通报"
    )
    names = paper_names(report, ROW.name, title=title, issuer=body, mark=f"{body}文件", addressee=addressee_of(report))
    because = changed_sources(rows, report.settings.departments)
    yield made_of(ROW, Correction(**names, papers=corrected(rows), because=because))


def known(frame: pd.DataFrame) -> pd.DataFrame:
    """The rows of the table corrections of which it is known what stood there and what would stand there now."""
    unknown = frame["issued"].isin(_UNCOMPARED) | (frame["now"] == NOT_SENT)
    return frame[~frame["document"].isin(CORRECTING) & ~unknown]


def changed_sources(rows: pd.DataFrame, departments: Collection[str] = (), you: str = "") -> str:
    """What the papers were issued by and is another one now: 城关镇的台账和登记簿; '' where nothing is.

    ``you``: what a letter calls the one unit of whose ledgers it speaks.
    """
    changed = rows.loc[rows["kind"] == SOURCE, "township"]
    owners = list(dict.fromkeys(changed.dropna()))
    named = f"{len(owners)}个单位" if len(owners) > MOST_NAMED else units(owners, departments=departments)
    ledgers = [paper_words.ITS_LEDGER.format(units=you or named)] if owners else []
    return paper_words.AND.join([*ledgers, *([paper_words.REGISTERS] if changed.isna().any() else [])])


def corrected(rows: pd.DataFrame) -> tuple[CorrectedPaper, ...]:
    """Each paper that rows of the table corrections correct, in their order."""
    return tuple(
        CorrectedPaper(
            str(group["document"].iloc[0]),
            str(group["number"].fillna("").iloc[0]),
            day_words(date.fromisoformat(str(group["dated_on"].iloc[0]))),
            bool((group["kind"] == LETTER).any()),
            tuple(
                Corrected(str(row.township), str(row.item), str(row.issued), str(row.now))
                for row in group[~group["kind"].isin((SENTENCE, LETTER, SOURCE))].itertuples()
            ),
            tuple(_sentence(*map(str, row)) for row in group.loc[group["kind"] == SENTENCE, _SAID].to_numpy()),
        )
        for _, group in rows.groupby(["edition", "path"], sort=False)
    )


def _sentence(place: str, was: str, now: str) -> str:
    """What becomes of a paragraph of the text: another one, one more at its place, or none.

    Quotation marks become inner ones; the mark at the end is left to the sentence that quotes it.
    """
    was, now = (text.translate(_INNER).rstrip("。；") for text in (was, now))
    if was == NOT_PRINTED:
        return paper_words.SENTENCE_MORE.format(place=place, now=now)
    return (
        paper_words.SENTENCE_GONE.format(was=was)
        if now == NOT_PRINTED
        else paper_words.SENTENCE_OTHER.format(was=was, now=now)
    )


CORRECT = Kind(ROW, describe(Correction), _make)
