"""Every kind of paper, and how the papers of a report are made."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator
from functools import partial
from importlib import import_module

from pipeline.bundles import Report
from pipeline.editions.cache import NO_CACHE, Cache
from pipeline.messages import paper_words
from pipeline.render.naming import MissingValue
from pipeline.render.papers.own import SAMPLES, own_kinds
from pipeline.render.papers.paper import Kind, Made
from pipeline.render.papers.rolled import ROLLED, RolledKind
from pipeline.render.word.filling import DocumentFault, render_document
from pipeline.schema.papers import PAPERS
from pipeline.settings.record import Settings


def _shipped() -> tuple[Kind, ...]:
    """The kind of each row of schema/papers, from the module that it names."""
    made = (kind for module in dict.fromkeys(row.module for row in PAPERS) for kind in _kinds_in(module))
    kinds = {kind.name: kind for kind in made}
    return tuple(kinds[row.name] for row in PAPERS)


def _kinds_in(module: str) -> list[Kind]:
    names = vars(import_module(f"pipeline.render.papers.{module}"))
    return [kind for kind in names.values() if isinstance(kind, Kind)]


KINDS = _shipped()
"""The program's own papers, in the order of their rows."""

LISTED: tuple[Kind | RolledKind, ...] = (*KINDS, ROLLED, *SAMPLES)
"""The kinds that 可用字段.xlsx lists: the program's papers, that of a roll-up, and the two of a county's own."""


def kinds_of(settings: Settings) -> tuple[Kind, ...]:
    """The program's papers, then the county's own."""
    return (*KINDS, *own_kinds(settings))


def papers_of(report: Report, without: Collection[str] = (), only: Collection[str] = ()) -> Iterator[tuple[Kind, Made]]:
    """Every document of a report that is to be filled, with its kind.

    Kinds that 设置·文书 turns off, or doesn't want for such a period, are left out, and those whose template is one of
    ``without``, the file names of templates with faults. ``only``: the kinds that are made, by their names; all where
    none is named.
    """
    for kind in kinds_of(report.settings):
        if (
            (not only or kind.name in only)
            and kind.template not in without
            and report.settings.makes(kind.name, report.period.kind)
        ):
            yield from ((kind, document) for document in kind.documents(report))


def render_papers(
    papers: Iterable[tuple[Kind, Made]], report: Report, template: Callable[[str], bytes], cache: Cache = NO_CACHE
) -> tuple[dict[str, bytes], dict[str, str]]:
    """Path -> bytes of every document, and path -> sentence of every document that couldn't be made.

    A fault stops only the document that has it. ``template``: gives the bytes of a template by its file name.
    ``cache``: where papers lie that were made of the same template and values before.
    """
    made: dict[str, bytes] = {}
    faults: dict[str, str] = {}
    office = report.settings.office
    for kind, document in papers:
        try:
            content, context = template(kind.template), document.context()
            made[document.path] = cache.once(
                "papers",
                (content, context, office, document.title, report.cut_off),
                partial(render_document, content, context, office, title=document.title, made_on=report.cut_off),
            )
        except DocumentFault as fault:
            faults[document.path] = str(fault)
        except MissingValue as missing:
            faults[document.path] = paper_words.BLANK_VALUE.format(name=missing)
    return made, faults
