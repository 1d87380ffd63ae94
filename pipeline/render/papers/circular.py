"""通报/月度通报.docx: the circular of a month, a quarter or a part of a year."""

from __future__ import annotations

from collections.abc import Iterator

from pipeline.base.period import Period
from pipeline.bundles import Report
from pipeline.messages import paper_words
from pipeline.render.naming import describe
from pipeline.render.papers.better import better
from pipeline.render.papers.circular_names import Attachment, AttachmentNumbers, Circular, sections
from pipeline.render.papers.circular_tables import overdue_lines, plain_table, ranked_table
from pipeline.render.papers.facts import Facts
from pipeline.render.papers.overdue_facts import mended_of, overdue_of
from pipeline.render.papers.paper import Kind, Made, body_of, made_of, paper_names
from pipeline.render.papers.work_done import work_done
from pipeline.render.phrases import TITLE_LINE, TOWNSHIPS, sense_lines, width_in_characters
from pipeline.schema.papers import PAPER
from pipeline.schema.settings_sheets import MEASURES_PAPER, OFFICE_DEFAULTS

ROW = PAPER["月度通报"]


def circular_of(report: Report, document: str = ROW.name, title: str = "") -> Circular:
    """The values of 月度通报.docx, or of another ``document`` about the whole county with its own ``title``."""
    facts, body, county = Facts(report), body_of(report, ROW.issuer), report.settings.office.get("县名", "")
    below, below_townships = facts.below()
    late = overdue_lines(facts) if report.settings.options.overdue_listed else ()
    praised, none_praised = better(facts)
    measures = report.settings.office.get(MEASURES_PAPER, "")
    notes_title = paper_words.CHANGED_MEASURES if measures else paper_words.MEASURES
    apart = bool(report.settings.departments.intersection(report.submissions))
    indicators_title = paper_words.INDICATORS_TITLE.format(
        period=report.period.label, units=paper_words.WITH_DEPARTMENTS if apart else TOWNSHIPS
    )
    listed_title = indicators_title.replace("\n", "")
    ranked = [] if report.period.special else [listed_title]
    titles = [*ranked, *(["逾期事项清单"] if late else []), notes_title]
    mended = mended_of(report)
    names = paper_names(
        report,
        document,
        title=title or f"{sense_lines(body, county)}\n{_about(report.period)}",
        issuer=body,
        mark=f"{body}文件",
        addressee=addressee_of(report),
    )
    return Circular(
        **names,
        registered=facts.registered(),
        ledgers=facts.ledgers(),
        figures=facts.figures(),
        counts=facts.counts(),
        standing=facts.standing(),
        three_none=facts.three_none(),
        work=work_done(report),
        better=praised,
        none_better=none_praised,
        overdue=overdue_of(report),
        special=report.period.special,
        sections=sections(special=report.period.special, mended=mended.known or bool(mended.replies)),
        below=below,
        has_lines=facts.has_lines,
        below_townships=below_townships,
        mended=mended,
        attachments=tuple(Attachment(i, title) for i, title in enumerate(titles, 1)),
        attachment_numbers=AttachmentNumbers(
            facts.table, f"附件{len(ranked) + 1}" if late else "", f"附件{len(titles)}" if len(titles) > 1 else "附件"
        ),
        indicators_title=listed_title if width_in_characters(listed_title) <= TITLE_LINE else indicators_title,
        ranked_table=ranked_table(facts),
        plain_table=plain_table(facts),
        overdue_lines=late,
        notes=report.own_notes if measures else report.notes,
        notes_title=notes_title,
        measures_paper=measures,
    )


def addressee_of(report: Report) -> str:
    """主送 of 单位; as it ships it names the townships alone, so that 县直部门 of the roster are added."""
    written = report.settings.office.get("主送", "")
    apart = bool(report.settings.departments.intersection(report.submissions))
    return (
        paper_words.ADDRESSED_TOO.format(addressee=written) if apart and written == OFFICE_DEFAULTS["主送"] else written
    )


def _about(period: Period) -> str:
    """What the circular is about, in two lines; the days of a special period fill the first."""
    if period.special:
        return f"关于{period.label}\n全县信访事项办理情况的通报"
    return f"关于{period.label}全县信访事项\n办理情况的通报"


def _make(report: Report) -> Iterator[Made]:
    yield made_of(ROW, circular_of(report))


MONTHLY = Kind(ROW, describe(Circular), _make)
