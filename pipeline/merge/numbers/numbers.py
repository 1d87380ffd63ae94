"""Every table in the matters' own numbers, before merging begins (docs/definitions.md, 编号)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np
import pandas as pd

from pipeline.base.finding import Finding
from pipeline.base.same_number import Numbers, fold, folded
from pipeline.bundles import PastEdition, Reading
from pipeline.merge.numbers.local_numbers import divide, published_split
from pipeline.merge.numbers.number_findings import NumberedTables, number_findings
from pipeline.merge.numbers.numbering import Numbering
from pipeline.merge.numbers.renumbered import Renumbered, renumbered
from pipeline.merge.registers import empty
from pipeline.rules.accusations import hidden_numbers
from pipeline.schema.vocabulary import Origin

_PLACES = ["source_file", "source_sheet", "source_row"]


@dataclass(frozen=True)
class Unified:
    """``reading`` and ``editions`` in the matters' own numbers; how the numbers written lead to them; what is told.

    The ledger, 上级登记台账 and the editions' matters say in ``hidden`` whether their matter is listed nowhere.
    """

    reading: Reading
    editions: tuple[PastEdition, ...]
    numbers: Numbers
    findings: tuple[Finding, ...]


def unify(
    reading: Reading, editions: Sequence[PastEdition], *, folders: Sequence[str], unit_of: Mapping[str, str]
) -> Unified:
    """The same tables, a matter called by one number everywhere.

    ``editions``: earlier published periods, oldest first; ``folders``: the source folders, oldest first; ``unit_of``:
    roster name -> unit of today. What is shown is the number as first sent: by the editions, then folder by folder,
    ledgers before registers, by file and row; after 改号 the new one. Of an edition's two rows that are one matter the
    one from a ledger counts, then the newer folder's; what it lacks the other fills in.
    """
    decisions = reading.registers.get("decisions", empty("decisions"))
    texts = _texts(reading, editions)
    split = published_split(
        (
            pair
            for e in editions
            for pair in zip(e.matters["case_no"].tolist(), e.matters["registered_on"], strict=True)
        ),
        unit_of,
    )
    new = renumbered(decisions, folders, editions, frozenset(split))
    class_of = _classes(texts, new)
    ledger = reading.ledger if "sender" in reading.ledger else reading.ledger.assign(sender=reading.ledger["township"])
    rows = _shared(ledger, editions, folders, class_of, unit_of, frozenset(split))
    if len(rows):
        divide(rows, split, *_named(reading.registers, class_of, new))
    shown = _shown(texts, class_of, new, reading, editions, folders)
    shown |= {cls: own.shown for owns in split.values() for own in owns if (cls := new.cls(own.shown)) not in shown}
    plain = {text: shown[cls] for text, cls in class_of.items() if cls in shown and cls not in split}
    plain |= {cls: number for cls, number in shown.items() if cls not in split}
    numbering = Numbering(plain, shown, class_of, frozenset(texts), split, unit_of, new)
    registers = {id_: numbering.over(frame, "township") for id_, frame in reading.registers.items()}
    unified = numbering.over(ledger, "sender")
    by_unit = numbering.by_unit(texts)
    past = tuple(_edition(e, numbering, by_unit) for e in editions)
    superior = [registers["superior"]] if "superior" in registers else []
    hidden = hidden_numbers([unified, *superior, *(e.matters for e in past)], registers.get("decisions"))
    changed = {text: number for text, number in plain.items() if text != number}
    numbers = Numbers(changed, by_unit, numbering.others(), hidden)
    findings = number_findings(
        NumberedTables(ledger, reading.registers, editions, folders, reading.columns, numbers, numbering)
    )
    if "superior" in registers:
        registers["superior"] = _marked(registers["superior"], hidden)
    unified = _marked(unified[reading.ledger.columns], hidden)
    renumbered_reading = replace(
        reading, ledger=unified, unplaced=numbering.over(reading.unplaced, "township"), registers=registers
    )
    return Unified(
        renumbered_reading,
        tuple(replace(e, matters=_marked(e.matters, hidden)) for e in past),
        numbers,
        tuple(findings),
    )


def _marked(frame: pd.DataFrame, hidden: frozenset[str]) -> pd.DataFrame:
    return frame.assign(hidden=frame["case_no"].isin(hidden) if hidden else False)


def _texts(reading: Reading, editions: Sequence[PastEdition]) -> list[str]:
    """Every distinct text that stands for a matter somewhere."""
    tables = [reading.ledger, *reading.registers.values(), *(e.matters for e in editions)]
    columns = [
        table[id_].dropna().to_numpy(dtype=object)
        for table in tables
        for id_ in ("case_no", "related_case_no")
        if id_ in table
    ]
    written: list[str] = pd.unique(np.concatenate(columns)).tolist()
    beside = [e.matters["other_numbers"].dropna() for e in editions if "other_numbers" in e.matters]
    others = [other for texts in beside for text in texts for other in text.split("、")]
    return [*dict.fromkeys([*written, *others])] if others else written


def _classes(texts: Sequence[str], new: Renumbered) -> dict[str, str]:
    """Text -> the folded number of its matter, where that is another text."""
    classes = folded(texts)
    if new.leads:
        for text in texts:
            same = classes.get(text, text)
            if same in new.leads:
                classes[text] = new.leads[same]
    return classes


def _shared(
    ledger: pd.DataFrame,
    editions: Sequence[PastEdition],
    folders: Sequence[str],
    class_of: Mapping[str, str],
    unit_of: Mapping[str, str],
    split: frozenset[str],
) -> pd.DataFrame:
    """The rows of divide: those of numbers that several units have, or that are in ``split``."""
    at = {name: place for place, name in enumerate(folders)}
    sources = [*(e.matters for e in editions), ledger]
    numbers = [frame["case_no"].to_numpy(dtype=object) for frame in sources]
    senders = [frame["sender" if frame is ledger else "township"].to_numpy(dtype=object) for frame in sources]
    raw, texts = pd.factorize(np.concatenate(numbers))
    names, known = pd.factorize(np.concatenate(senders))
    sent = (raw >= 0) & (names >= 0)
    if not sent.any():
        return pd.DataFrame()
    classes = [class_of.get(text, text) for text in texts] if class_of or split else texts
    number = pd.factorize(np.asarray(classes, dtype=object))[0][raw]
    unit = pd.factorize(np.array([unit_of.get(name, name) for name in known], dtype=object))[0][names]
    pairs = pd.unique(number[sent].astype(np.int64) * len(known) + unit[sent])
    several = np.bincount(pairs // len(known), minlength=len(texts)) > 1
    take = sent & several[number]
    if split:
        take |= sent & np.array([cls in split for cls in classes], dtype=bool)[raw]
    if not take.any():
        return pd.DataFrame()
    here = np.split(take, np.cumsum([len(frame) for frame in sources])[:-1])
    rows = pd.concat(
        [
            pd.DataFrame(
                {
                    "text": number[mine],
                    "name": sender[mine],
                    "day": frame["registered_on"].to_numpy()[mine],
                    "other": frame["township"].to_numpy(dtype=object)[mine],
                    "order": frame["folder"].map(at).to_numpy()[mine] if frame is ledger else -1,
                }
            )
            for frame, number, sender, mine in zip(sources, numbers, senders, here, strict=True)
        ],
        ignore_index=True,
    ).sort_values("order", kind="stable")
    rows["number"] = [class_of.get(text, text) for text in rows["text"]]
    rows["unit"] = [unit_of.get(name, name) for name in rows["name"]]
    rows["other"] = [unit_of.get(name, name) if isinstance(name, str) else "" for name in rows["other"]]
    return rows.reset_index(drop=True)


def _named(
    registers: Mapping[str, pd.DataFrame], class_of: Mapping[str, str], new: Renumbered
) -> tuple[frozenset[str], frozenset[str]]:
    """The numbers that registers or decisions name, and those whose holder or number 处理决定 has settled."""
    named: set[str] = set()
    for id_, frame in registers.items():
        for column in ("case_no", "subject"):
            if column in frame and id_ != "decisions":
                named |= {class_of.get(text, text) for text in frame[column].dropna().unique()}
    settled = {now for old, now in new.leads.items() if old != now}
    if "decisions" in registers:
        frame = registers["decisions"]
        subjects = [(fold(subject), text) for subject, text in zip(frame["subject"], frame["decision"], strict=True)]
        named |= {new.leads.get(subject, subject) for subject, _ in subjects}
        settled |= {new.leads.get(subject, subject) for subject, text in subjects if text.startswith("归属乡镇")}
    return frozenset(named), frozenset(settled)


def _shown(
    texts: Sequence[str],
    class_of: Mapping[str, str],
    new: Renumbered,
    reading: Reading,
    editions: Sequence[PastEdition],
    folders: Sequence[str],
) -> dict[str, str]:
    """Folded number -> the text shown, of every matter called by several texts or by one that isn't folded."""
    if not class_of:
        return {}
    known = set(texts)
    members: dict[str, list[str]] = {}
    for text, cls in class_of.items():
        members.setdefault(cls, [cls] if cls in known else []).append(text)
    may = {
        cls: [text for text in alike if cls not in new.written or fold(text) == cls] for cls, alike in members.items()
    }
    first = {cls: alike[0] for cls, alike in may.items() if len(alike) == 1}
    for text in _in_order(
        {text for cls, alike in may.items() if cls not in first for text in alike}, reading, editions, folders
    ):
        first.setdefault(class_of.get(text, text), text)
    first |= {
        cls: written
        for cls, written in new.written.items()
        if cls in members and (cls not in first or cls in new.rewritten)
    }
    return {cls: first.get(cls) or alike[0] for cls, alike in members.items()}


def _in_order(
    wanted: set[str], reading: Reading, editions: Sequence[PastEdition], folders: Sequence[str]
) -> Iterable[str]:
    """The wanted texts as they were first sent."""
    for edition in editions:
        rows = edition.matters[edition.matters["case_no"].isin(wanted)]
        yield from rows.sort_values(["source_file", "source_row"], kind="stable")["case_no"]
    sent = [reading.ledger, *reading.registers.values()]
    for column in ("case_no", "related_case_no"):
        for folder in folders:
            for frame in sent:
                if column in frame:
                    here = frame[(frame["folder"] == folder) & frame[column].isin(wanted)]
                    yield from here.sort_values(["source_file", "source_row"], kind="stable")[column]


def _edition(edition: PastEdition, numbering: Numbering, by_unit: Mapping[tuple[str, str], str]) -> PastEdition:
    matters = numbering.over(edition.matters, "township")
    if matters is edition.matters and not by_unit:
        return edition
    called = called_today(edition.matters, matters)
    if matters["case_no"].duplicated().any():
        matters = _one_row_each(matters)
    numbers = Numbers(numbering.plain, by_unit)
    return replace(
        edition,
        matters=matters,
        tables={name: numbers.over(renamed(table, called)) for name, table in edition.tables.items()},
    )


def called_today(before: pd.DataFrame, after: pd.DataFrame) -> dict[str, str]:
    """The numbers by which an edition had its matters -> those of today, where the two differ.

    Both tables have the same matters, row by row.
    """
    old, new = before["case_no"], after["case_no"]
    differ = (old != new).to_numpy()
    return dict(zip(old[differ], new[differ], strict=True))


def renamed(table: pd.DataFrame, called: Mapping[str, str]) -> pd.DataFrame:
    """A table of that edition with ``called`` in case_no; whose number it was, the table needn't say."""
    if "case_no" not in table or not called:
        return table
    hit = table["case_no"].isin(list(called))
    return table.assign(case_no=table["case_no"].mask(hit, table["case_no"].map(called))) if hit.any() else table


def _one_row_each(matters: pd.DataFrame) -> pd.DataFrame:
    """One row per matter, with its blanks filled from the others.

    A ledger's row goes before one that only an edition or the register knew, a newer folder's before an older one's.
    """
    rank = matters["origin"].map({Origin.LEDGER: 0, Origin.EARLIER: 1}).fillna(2)
    ordered = matters.assign(_rank=rank, _folder=matters["source_file"].fillna("").str.split("/").str[0])
    ordered = ordered.sort_values(["_rank", "_folder", "source_row"], ascending=[True, False, True], kind="stable")
    ordered = ordered.drop(columns=["_rank", "_folder"])
    several = ordered["case_no"].duplicated(keep=False)
    rows = ordered[several]
    filled = rows.groupby("case_no", sort=False).first().reset_index().reindex(columns=matters.columns)
    # A row keeps its own place, even where it has none.
    filled[_PLACES] = rows.drop_duplicates("case_no")[_PLACES].to_numpy()
    joined = pd.concat([ordered[~several], filled.astype(matters.dtypes.to_dict())])
    return joined.sort_values("case_no", kind="stable").reset_index(drop=True)
