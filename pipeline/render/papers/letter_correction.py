"""函件/<乡镇>-更正函.docx and -督办更正函.docx: drafts that correct what was issued to one township alone."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from functools import partial
from typing import Annotated

from pipeline.bundles import Report
from pipeline.messages import paper_words
from pipeline.render.naming import Name, describe
from pipeline.render.papers.correction import CorrectedPaper, changed_sources, corrected, known
from pipeline.render.papers.letters import Letter, letter_names
from pipeline.render.papers.paper import Kind, Made, body_of, made_of
from pipeline.render.phrases import sense_lines
from pipeline.schema.papers import FEEDBACK, LETTER_CORRECTION, PAPER, URGING_CORRECTION, PaperRow


@dataclass(frozen=True, slots=True)
class LetterCorrection(Letter):
    """The whole 更正函, and the whole 督办更正函."""

    papers: Annotated[tuple[CorrectedPaper, ...], Name("更正件", "每份被更正的文书一项")]
    because: Annotated[str, Name("来源", "印发后有补充或者更正的台账、登记簿，没有时为空", "你镇的台账和登记簿")]
    in_feedback: Annotated[bool, Name("见反馈单", "本期有反馈单，逐件列着乡镇的事项", "是")]


def _make(row: PaperRow, report: Report) -> Iterator[Made]:
    """A letter to each township, in roster order, of which ``row`` corrects something."""
    rows = known(report.tables["corrections"])
    corrected_of = set(rows["recipient"])
    for name in (name for name in report.submissions if name in corrected_of):
        mine = rows[rows["recipient"] == name]
        letters = _corrected_by(set(mine["document"]))
        mine = mine[mine["document"].map(letters) == row.name]
        if mine.empty:
            continue
        issuer = body_of(report, row.issuer)
        about = paper_words.CORRECTION_TITLE.format(period=report.period.label)
        title = f"{sense_lines(issuer, report.settings.office.get('县名', ''))}\n{about}"
        names = letter_names(report, row.name, name, issuer=issuer, title=title)
        in_feedback = report.settings.makes(FEEDBACK, report.period.kind)
        because = changed_sources(mine, you=names["you"])
        letter = LetterCorrection(**names, papers=corrected(mine), because=because, in_feedback=in_feedback)
        yield made_of(row, letter, name)


def _corrected_by(documents: Collection[str]) -> dict[str, str]:
    """Paper to a township -> the letter in which it is corrected: that of the office that issued the paper.

    A working sheet is corrected in the letter that there is, so that a township gets one letter where one will do.

    >>> _corrected_by(["督办函", "乡镇情况反馈单"])
    {'督办函': '督办更正函', '乡镇情况反馈单': '督办更正函'}
    >>> _corrected_by(["督办函", "工作提示函", "乡镇情况反馈单"])["乡镇情况反馈单"]
    '更正函'
    """
    bureau = PAPER[URGING_CORRECTION].issuer
    urged = [each for each in documents if each in PAPER and PAPER[each].issuer == bureau]
    by_office = [each for each in documents if each not in urged and (each not in PAPER or PAPER[each].headed)]
    with_urged = urged and not by_office
    return {each: URGING_CORRECTION if each in urged or with_urged else LETTER_CORRECTION for each in documents}


TO_ONE, TO_ONE_URGED = (
    Kind(PAPER[name], describe(LetterCorrection), partial(_make, PAPER[name]))
    for name in (LETTER_CORRECTION, URGING_CORRECTION)
)
