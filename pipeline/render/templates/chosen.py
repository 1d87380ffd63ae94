"""The Word templates of a run: where each comes from, what is wrong with it, which of the county's own no row asks for."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from pipeline.base.errors import UserError
from pipeline.base.place import Place
from pipeline.messages.catalogue import finding
from pipeline.render.templates.files import TEMPLATE_FOLDER, find_template, own_names
from pipeline.schema.settings_sheets import DOCUMENTS, SETTINGS_FILE, SETTINGS_SHEET
from pipeline.settings.parts import nearest, sentence
from pipeline.settings.record import Document, Settings


@dataclass(frozen=True)
class Checked:
    """A template: ``label`` for the manifest, ``faults`` that stop a run, ``notes`` that don't."""

    label: str
    content: bytes
    faults: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()


@dataclass(frozen=True)
class Templates:
    """``found``: file name -> template, the review page's too.

    ``missing``: a sentence for each row of 文书 whose template is nowhere.

    ``unasked``: a sentence for each file in inputs/templates that no row asks for.
    """

    found: Mapping[str, Checked]
    missing: tuple[str, ...] = ()
    unasked: tuple[str, ...] = ()

    def content(self, name: str) -> bytes:
        """The bytes of a template."""
        return self.found[name].content

    def raise_faults(self) -> None:
        """Raise one UserError, a sentence a line, when a template can't be used."""
        faults = [f"模板“{each.label}”：{fault}" for each in self.found.values() for fault in each.faults]
        if faults or self.missing:
            raise UserError("\n".join([*self.missing, *faults]))

    @property
    def notes(self) -> list[str]:
        """What the office should look at though the run goes on."""
        return [f"模板“{each.label}”：{note}" for each in self.found.values() for note in each.notes] + list(
            self.unasked
        )


def gather_templates(inputs: Path, settings: Settings, *, rolled: bool = False) -> Templates:
    """Every template that a run would take (``rolled``: and a roll-up), checked whole.

    Raises UserError when one that ships is nowhere or can't be read.
    """
    from pipeline.render.page.review_page import PAGE_PARTS  # noqa: PLC0415 - docxtpl is slow to import, a check of ledgers needs none of it
    from pipeline.render.papers.documents import kinds_of  # noqa: PLC0415 - docxtpl is slow to import, a check of ledgers needs none of it
    from pipeline.render.papers.rolled import ROLLED  # noqa: PLC0415
    from pipeline.render.templates.faults import check_template  # noqa: PLC0415
    from pipeline.render.templates.fonts import foreign_faces  # noqa: PLC0415

    own, found, missing = own_names(inputs), {}, []
    for kind in (*kinds_of(settings), *((ROLLED,) if rolled else ())):
        document = settings.documents.get(kind.name, Document())
        if document.own and kind.name not in own:
            missing.append(_missing(kind.name, document.cell, own))
            continue
        label, content = find_template(inputs, kind.template)
        found[kind.template] = Checked(
            label, content, check_template(content, kind.names), foreign_faces(content, settings.office)
        )
    found |= {name: Checked(*find_template(inputs, name)) for name in PAGE_PARTS}
    asked = {*DOCUMENTS, *settings.documents, ROLLED.name}
    unasked = tuple(_unasked(name) for name in own if name not in asked)
    return Templates(found, tuple(missing), unasked)


def _missing(name: str, cell: str, own: tuple[str, ...]) -> str:
    known = [*DOCUMENTS, *own]
    place = Place(f"{SETTINGS_FILE}.xlsx", SETTINGS_SHEET["documents"].name, cell)
    return sentence(finding("R334", place, found=name, nearest=nearest(name, known), usable="、".join(DOCUMENTS)))


def _unasked(name: str) -> str:
    return (
        f"inputs/{TEMPLATE_FOLDER}/{name}.docx：{SETTINGS_FILE}.xlsx“文书”工作表里没有“{name}”，没有生成；"
        f"要用它请加一行，例如 {name}、每月、全县，不用请移走这个文件"
    )
