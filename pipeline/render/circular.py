"""通报/月度通报.docx: the circular of a month, quarter or range."""

from __future__ import annotations

from typing import Any

from pipeline.bundles import Report
from pipeline.render.circular_names import Attachment, AttachmentNumbers, Circular
from pipeline.render.circular_parts import Facts
from pipeline.render.circular_tables import overdue_lines, plain_table, ranked_table
from pipeline.render.naming import as_context, describe
from pipeline.render.phrases import day_words
from pipeline.render.word import render_document

DOCUMENT = "月度通报"
CONTEXT_NAMES = describe(Circular)


def render_circular(report: Report, template: bytes) -> bytes:
    """The finished document; the same bytes for the same arguments. Raises word.DocumentFault when the template can't be filled."""
    context = circular_context(report)
    title = str(context["标题"]).replace("\n", "")
    return render_document(template, context, report.settings.office, title=title, made_on=report.cut_off)


def circular_context(report: Report) -> dict[str, Any]:
    """What the template can use, by the names of CONTEXT_NAMES."""
    facts, office = Facts(report), report.settings.office
    body = office_of(report)
    below, below_townships = facts.below()
    late = overdue_lines(facts)
    titles = [f"{report.period.label}各乡镇主要指标和排名", *(["逾期事项清单"] if late else []), "统计口径"]
    chosen = report.settings.documents.get(DOCUMENT)
    consent = office.get("经县委县政府同意", "")
    circular = Circular(
        mark=f"{body}文件", number=office.get("发文字号") or f"〔{report.cut_off.year}〕　号",
        title=f"{body}\n关于{report.period.label}全县信访事项\n办理情况的通报",
        addressee=office.get("主送", ""), signer=body, issued_on=office.get("成文日期") or f"{report.cut_off.year}年　月　日",
        copies=office.get("抄送", ""), printer=office.get("印发机关") or body,
        printed_on=office.get("印发日期") or f"{report.cut_off.year}年　月　日",
        publicity=office.get("公开属性", ""), contact=_contact(report), basis=chosen.basis if chosen else "",
        consent="经县委、县政府同意" if consent else "", period=report.period.label, earlier=report.period.earlier_word,
        cut_off=day_words(report.cut_off), registered=facts.registered(), ledgers=facts.ledgers(), figures=facts.figures(), counts=facts.counts(),
        standing=facts.standing(), three_none=facts.three_none(), better=facts.better(),
        overdue=facts.overdue(), below=below, below_townships=below_townships, mended=facts.mended(),
        attachments=tuple(Attachment(i, title) for i, title in enumerate(titles, 1)),
        attachment_numbers=AttachmentNumbers("附件1", "附件2" if late else "", f"附件{len(titles)}"),
        ranked_table=ranked_table(facts), plain_table=plain_table(facts), overdue_lines=late, notes=report.notes,
    )  # fmt: skip
    made: dict[str, Any] = as_context(circular)
    return made


def office_of(report: Report) -> str:
    """The issuer: 联席会议办公室 of the settings, else made from the county's name."""
    office = report.settings.office
    return office.get("联席会议办公室") or f"{office.get('县名', '')}信访工作联席会议办公室"


def _contact(report: Report) -> str:
    office = report.settings.office
    labelled = (("联系人", office.get("联系人", "")), ("联系电话", office.get("联系电话", "")))
    return "，".join(f"{label}：{value}" for label, value in labelled if value)
