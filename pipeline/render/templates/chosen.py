"""The Word templates of a run: each with its origin and faults, and the county's own that no row of 文书 names."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from pipeline.base.errors import UserError
from pipeline.base.fingerprint import fingerprint
from pipeline.base.place import Place
from pipeline.editions.cache import NO_CACHE, Cache
from pipeline.messages import template_words
from pipeline.messages.catalogue import finding
from pipeline.messages.paper_templates import template_sentence
from pipeline.render.templates.files import TEMPLATE_FOLDER, find_template, own_names
from pipeline.schema.papers import PAPER, ROLLED_PAPER
from pipeline.schema.settings_sheets import SETTINGS_BOOK, SETTINGS_SHEET
from pipeline.settings.parts import nearest, sentence
from pipeline.settings.record import Document, Settings

if TYPE_CHECKING:
    from pipeline.render.papers.paper import Kind
    from pipeline.render.papers.rolled import RolledKind

_KNOWN: dict[str, bytes] = {}
"""What was found in each template that this process has looked through, by all that it depends on."""


@dataclass(frozen=True)
class Checked:
    """A template: ``label`` for the manifest, ``faults`` that stop its paper, ``notes`` that don't.

    ``kept_out``: a sentence about what of the file never passes into a paper; '' when there is nothing.
    """

    label: str
    content: bytes
    faults: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
    kept_out: str = ""


@dataclass(frozen=True)
class Templates:
    """The templates of a run.

    ``by_file``: file name -> template, with the parts of the review page. ``missing``: a sentence for each row of 文书
    whose template doesn't exist. ``unasked``: a sentence for each file in inputs/templates that no row of 文书 names.
    """

    by_file: Mapping[str, Checked]
    missing: tuple[str, ...] = ()
    unasked: tuple[str, ...] = ()

    def content(self, name: str) -> bytes:
        """The bytes of the template file ``name``."""
        return self.by_file[name].content

    def raise_missing(self) -> None:
        """Raise one UserError, one sentence per line, when a row of 文书 names a template that doesn't exist."""
        if self.missing:
            raise UserError("\n".join(self.missing))

    @property
    def faulty(self) -> frozenset[str]:
        """The file names of the templates from which no paper is made."""
        return frozenset(name for name, each in self.by_file.items() if each.faults)

    @property
    def notes(self) -> list[str]:
        """Sentences about what the office should look at, although the run goes on; those that stop a paper first."""
        faults = [
            template_sentence("not_made", label=each.label, paper=name.removesuffix(".docx"), fault=fault)
            for name, each in self.by_file.items()
            for fault in each.faults
        ]
        notes = [f"模板“{each.label}”：{note}" for each in self.by_file.values() for note in each.notes]
        return faults + notes + list(self.unasked)


def gather_templates(inputs: Path, settings: Settings, *, rolled: bool = False, cache: Cache = NO_CACHE) -> Templates:
    """Every template that a run takes (with ``rolled`` a roll-up's too), checked.

    ``cache``: where it lies what was found in a template before, by its content and the names that it may use.

    Raises UserError when a template that the program brings along is missing, or any can't be read.
    """
    # Imported here because docxtpl is slow to import, and a check of ledgers needs none of it.
    from pipeline.render.page.review_page import PAGE_PARTS  # noqa: PLC0415
    from pipeline.render.papers.documents import kinds_of  # noqa: PLC0415
    from pipeline.render.papers.rolled import ROLLED  # noqa: PLC0415

    own, by_file, missing = own_names(inputs), {}, []
    for kind in (*kinds_of(settings), *((ROLLED,) if rolled else ())):
        document = settings.documents.get(kind.name, Document())
        if document.own and kind.name not in own:
            missing.append(_missing(kind.name, document.cell, own))
            continue
        label, content = find_template(inputs, kind.template)
        found = cache.once(
            "templates", (content, kind.names, settings.office), partial(_found, content, kind, settings)
        )
        faults, notes, left = json.loads(found)
        by_file[kind.template] = Checked(label, content, tuple(faults), tuple(notes), left)
    by_file |= {name: Checked(*find_template(inputs, name)) for name in PAGE_PARTS}
    known = {*PAPER, *settings.documents, ROLLED_PAPER.name}
    unasked = tuple(_unasked(name) for name in own if name not in known)
    return Templates(by_file, tuple(missing), unasked)


def _found(content: bytes, kind: Kind | RolledKind, settings: Settings) -> bytes:
    """What is wrong with a template, what should be looked at and what never passes into a paper, as JSON.

    It is remembered in this process: counties that are made one after the other mostly have the same templates.
    """
    key = fingerprint(content, kind.names, settings.office)
    if key not in _KNOWN:
        _KNOWN[key] = _looked_through(content, kind, settings)
    return _KNOWN[key]


def _looked_through(content: bytes, kind: Kind | RolledKind, settings: Settings) -> bytes:
    from pipeline.render.templates.faults import check_template, kept_out  # noqa: PLC0415 - as above
    from pipeline.render.templates.fonts import foreign_faces  # noqa: PLC0415
    from pipeline.render.templates.heads import unmarked_heads  # noqa: PLC0415

    notes = (*unmarked_heads(content), *foreign_faces(content, settings.office))
    told = (check_template(content, kind.names), notes, kept_out(content))
    return json.dumps(told, ensure_ascii=False).encode("utf-8")


def _missing(name: str, cell: str, own: tuple[str, ...]) -> str:
    known = [*PAPER, *own]
    place = Place(SETTINGS_BOOK, SETTINGS_SHEET["documents"].name, cell)
    return sentence(finding("R334", place, found=name, nearest=nearest(name, known), usable="、".join(PAPER)))


def _unasked(name: str) -> str:
    return template_words.NOT_ASKED.format(folder=TEMPLATE_FOLDER, name=name, book=SETTINGS_BOOK)
