"""Every kind of paper, and how the papers of a report are made."""

from __future__ import annotations

from collections.abc import Callable

from pipeline.bundles import Report
from pipeline.render.papers.annual import ANNUAL
from pipeline.render.papers.circular import MONTHLY
from pipeline.render.papers.commendation import COMMENDATION
from pipeline.render.papers.digest import DIGEST
from pipeline.render.papers.feedback import FEEDBACK
from pipeline.render.papers.letters import REMIND, SUMMON, URGE
from pipeline.render.papers.paper import Kind
from pipeline.render.word import DocumentFault, render_document

KINDS: tuple[Kind, ...] = (MONTHLY, COMMENDATION, DIGEST, ANNUAL, REMIND, URGE, SUMMON, FEEDBACK)


def render_papers(report: Report, template: Callable[[str], bytes]) -> tuple[dict[str, bytes], dict[str, str]]:
    """Path -> bytes of every document, and path -> sentence of each that couldn't be made: one's fault stops that one alone.

    ``template``: the bytes of a template by file name. A kind that 设置·文书 turns off is left out.
    """
    papers: dict[str, bytes] = {}
    faults: dict[str, str] = {}
    office = report.settings.office
    for kind in KINDS:
        chosen = report.settings.documents.get(kind.name)
        for made in kind.make(report) if chosen is None or chosen.enabled else ():
            try:
                papers[made.path] = render_document(template(kind.template), made.context, office, title=made.title, made_on=report.cut_off)
            except DocumentFault as fault:
                faults[made.path] = str(fault)
    return papers, faults
