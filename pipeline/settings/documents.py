"""文书: which papers are made, when and for whom, the county's own papers among them."""

from __future__ import annotations

from pipeline.base.file_names import illegal_part
from pipeline.schema.papers import (
    COUNTY_RECIPIENT,
    EVERY_KIND,
    OWN_RECIPIENTS,
    PAPER,
    PAPER_BY_WORD,
    PERIOD_WORDS,
)
from pipeline.settings.consent import read_consent
from pipeline.settings.parts import Entry, nearest, split_names
from pipeline.settings.record import Document
from pipeline.settings.roster import Names

_EVERY = "每期"
_SYNONYMS = {
    "月": "每月",
    "季": "每季度",
    "每季": "每季度",
    "季度": "每季度",
    "累计期": "累计",
    "年": "每年",
    "年度": "每年",
}


def read_documents(entries: list[Entry], names: Names) -> dict[str, Document]:
    """Paper -> what its row says. A name that isn't one of the program's papers is a template of the county's own.

    何时 narrows the periods for which a paper is made; a blank leaves them as they are. 发给 of a county's own paper is
    one of OWN_RECIPIENTS or units of the roster, and 全县 where it is blank. 发给 of the program's papers can't be
    chosen.
    """
    seen: dict[object, str] = {}
    documents = {}
    for entry in entries:
        name = entry.text("document")
        own = name not in PAPER
        if own and (illegal := illegal_part(f"{name}.docx")):
            entry.fault("R343", "document", found=name, illegal=illegal)
        if own and name in PAPER_BY_WORD:
            entry.fault("R366", "document", found=name, paper=PAPER_BY_WORD[name])
        periods = _periods(entry, name)
        recipient, townships = _recipient(entry, name, names)
        enabled = entry.flag("enabled", blank=True)
        consent = read_consent(entry, "consent")
        _only_headed(entry, name)
        if entry.once(seen, name, "document", name):
            documents[name] = Document(
                entry.text("when"),
                recipient,
                entry.text("basis"),
                consent or "",
                withheld=consent == "",
                enabled=enabled,
                own=own,
                periods=periods,
                townships=townships,
                cell=entry.address("document"),
            )
    return documents


def _only_headed(entry: Entry, name: str) -> None:
    """依据 and 同意 of a sheet for the office's own use would be printed nowhere: a fault."""
    if name in PAPER and not PAPER[name].headed:
        for id_ in ("basis", "consent"):
            if entry.text(id_):
                headed = "、".join(row.name for row in PAPER.values() if row.headed)
                entry.fault("R362", id_, document=name, label=entry.sheet.field(id_).label, headed=headed)


def _periods(entry: Entry, name: str) -> tuple[str, ...]:
    """The kinds of period (month, quarter, cumulative, year, range) for which the paper is made."""
    usable = PAPER[name].periods if name in PAPER else EVERY_KIND
    kinds: list[str] = []
    for written in split_names(entry.text("when")):
        word = _SYNONYMS.get(written, written)
        if word == _EVERY:
            kinds += usable
        elif word not in PERIOD_WORDS:
            shown = [_EVERY, *PERIOD_WORDS]
            entry.fault("R340", "when", found=written, nearest=nearest(written, shown), usable="、".join(shown))
        elif PERIOD_WORDS[word] not in usable:
            shown = [word for word, kind in PERIOD_WORDS.items() if kind in usable]
            entry.fault("R341", "when", document=name, found=written, usable="、".join(shown))
        else:
            kinds.append(PERIOD_WORDS[word])
    return tuple(dict.fromkeys(kinds)) or usable


def _recipient(entry: Entry, name: str, names: Names) -> tuple[str, tuple[str, ...]]:
    """The words of 发给 that hold, and the units that they name."""
    written = entry.text("recipient")
    if name in PAPER:
        usable = PAPER[name].recipient
        if written not in ("", usable):
            entry.fault("R342", "recipient", document=name, found=written, usable=usable)
        return usable, ()
    if written in ("", *OWN_RECIPIENTS):
        return written or COUNTY_RECIPIENT, ()
    units = tuple(dict.fromkeys(names.owners.get(word, "") for word in split_names(written)))
    if "" in units:
        wrong = next(word for word in split_names(written) if word not in names.owners)
        usable_names = [*OWN_RECIPIENTS, *names.owners.values()]
        entry.fault(
            "R344", "recipient", found=wrong, nearest=nearest(wrong, usable_names), usable="、".join(OWN_RECIPIENTS)
        )
    return written, units
