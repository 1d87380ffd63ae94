"""Findings on numbers: other writings, numbers that look alike, changed numbers, numbers of several units."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

import pandas as pd

from pipeline.base.finding import Finding
from pipeline.base.period import parse_period
from pipeline.base.place import Place, cell_ranges
from pipeline.base.same_number import Numbers, fold, may_look_alike, skeleton
from pipeline.bundles import PastEdition
from pipeline.merge.numbers.numbering import Numbering
from pipeline.messages import reason_words
from pipeline.messages.catalogue import finding
from pipeline.messages.merging import AMONG_EDITIONS, IN_LEDGER
from pipeline.messages.unnamed import NUMBER
from pipeline.rules.fitting_days import number_of
from pipeline.rules.places import Columns, place_of
from pipeline.schema.registers import REGISTER

_ROW = ["source_file", "source_sheet", "source_row", "folder"]


@dataclass(frozen=True)
class NumberedTables:
    """The tables as they were written, and what was made of their numbers."""

    ledger: pd.DataFrame
    registers: Mapping[str, pd.DataFrame]
    editions: Sequence[PastEdition]
    folders: Sequence[str]
    columns: Columns
    numbers: Numbers
    numbering: Numbering

    @cached_property
    def here(self) -> list[tuple[str, pd.DataFrame]]:
        """The rows of the newest folder: of the ledgers (''), then by its name of each register with case numbers."""
        newest = self.folders[-1]
        frames = [
            ("", self.ledger),
            *((REGISTER[id_].name, frame) for id_, frame in self.registers.items() if "case_no" in frame),
        ]
        return [(name, frame[frame["folder"] == newest]) for name, frame in frames]


def number_findings(tables: NumberedTables) -> Iterator[Finding]:
    """Of the rows of the newest folder, and of every decision that can't be followed.

    What concerns 检举控告 goes to the office alone.
    """
    numbering = tables.numbering
    if numbering.plain or numbering.split:
        for name, rows in tables.here:
            yield from _written(tables, name, rows)
    yield from _local(tables)
    yield from _decisions(tables)
    yield from _look_alikes(tables)


def _written(tables: NumberedTables, name: str, rows: pd.DataFrame) -> Iterator[Finding]:
    """R223: another writing than the number shown; R225: a number that 处理决定 has changed."""
    numbering = tables.numbering
    rows = rows[rows["case_no"].isin([text for text, number in numbering.plain.items() if text != number])]
    if rows.empty:
        return
    number = rows["case_no"].map(numbering.plain)
    old = [fold(text) in numbering.new.leads and numbering.new.cls(text) != fold(text) for text in rows["case_no"]]
    rows = rows.assign(
        _number=number, _hidden=number.isin(tables.numbers.hidden), _code=["R225" if each else "R223" for each in old]
    )
    rows = rows.assign(_to="" if name else rows["sender"].fillna("")).sort_values("source_row", kind="stable")
    rows.loc[rows["_hidden"], "_to"] = ""
    for (code, _to, _file, _sheet, hidden), group in rows.groupby(
        ["_code", "_to", "source_file", "source_sheet", "_hidden"], sort=True
    ):
        first = group.iloc[0]
        shown = (NUMBER, NUMBER) if hidden else (first["case_no"], first["_number"])
        yield _of_column(
            str(code),
            group,
            tables.columns,
            first["_to"],
            () if hidden else group["_number"],
            before=shown[0],
            after=shown[1],
        )


def _local(tables: NumberedTables) -> Iterator[Finding]:
    """R227: one per ledger whose numbers other units give to matters of their own."""
    numbering = tables.numbering
    if not numbering.split:
        return
    _, rows = tables.here[0]
    rows = rows[[numbering.cls(text) in numbering.split for text in rows["case_no"]]]
    number = [numbering.of(*row) for row in zip(rows["case_no"], rows["sender"], rows["registered_on"], strict=True)]
    secret = [
        any(own.shown in tables.numbers.hidden for own in numbering.split[numbering.cls(text)])
        for text in rows["case_no"]
    ]
    rows = rows.assign(_number=number, _hidden=secret).sort_values("source_row", kind="stable")
    for (sender, _file, hidden), group in rows.groupby(["sender", "source_file", "_hidden"], sort=True):
        first = group.iloc[0]
        owns = [own for text in group["case_no"] for own in numbering.split[numbering.cls(text)]]
        others = sorted({name for own in owns for name in own.names} - {str(sender)})
        yield _of_column(
            "R227",
            group,
            tables.columns,
            "" if hidden else str(sender),
            () if hidden else group["_number"],
            townships="、".join(others[:5]) + ("等" if len(others) > 5 else ""),
            before=NUMBER if hidden else first["case_no"],
            after=NUMBER if hidden else first["_number"],
        )


def _decisions(tables: NumberedTables) -> Iterator[Finding]:
    """R226: a changed number that is none, or leads back; R228: an entry that doesn't say whose number it means."""
    new, numbering = tables.numbering.new, tables.numbering
    for rows, why in ((new.unclear, reason_words.NO_NEW_NUMBER), (new.cycles, reason_words.IN_CIRCLES)):
        for _, row in rows.iterrows():
            number = number_of("QH2023020001", parse_period(str(row["folder"])).last_day)
            place = place_of(row, tables.columns, "decision")
            yield finding("R226", place, row=int(row["source_row"]), why=why, number=number)
    if not numbering.split:
        return
    for id_, frame in tables.registers.items():
        column = "subject" if "subject" in frame else "case_no"
        if column not in frame or "township" in frame:
            continue
        for _, row in frame[
            [isinstance(t, str) and numbering.cls(t) in numbering.split for t in frame[column]]
        ].iterrows():
            owns = numbering.split[numbering.cls(row[column])]
            secret = any(own.shown in tables.numbers.hidden for own in owns)
            yield finding(
                "R228",
                place_of(row, tables.columns, column),
                row=int(row["source_row"]),
                sheet=REGISTER[id_].name,
                case_no=NUMBER if secret else row[column],
                townships="、".join(name for own in owns for name in sorted(own.names)),
                example=NUMBER if secret else owns[0].shown,
            )


def _look_alikes(tables: NumberedTables) -> Iterator[Finding]:
    """R224: numbers that differ only in what looks alike; one for all that look the same, at the one that came last."""
    numbering = tables.numbering
    groups: dict[str, set[str]] = {}
    for text in may_look_alike(numbering.texts):
        groups.setdefault(skeleton(text), set()).add(numbering.cls(text))
    known = numbering.texts.union(numbering.class_of.values()) if groups else frozenset()
    for looks, classes in groups.items():
        if looks in known:
            classes.add(numbering.new.leads.get(looks, looks))
    groups = {looks: classes for looks, classes in groups.items() if len(classes) > 1}
    if not groups:
        return
    wanted = {cls for classes in groups.values() for cls in classes}
    rows = _where(tables, [text for text in numbering.texts if numbering.cls(text) in wanted])
    for _, classes in sorted(groups.items()):
        alike = rows[rows["_cls"].isin(classes)]
        now = alike[alike["folder"] == tables.folders[-1]]
        if now.empty:
            continue
        first = alike.drop_duplicates("_cls")
        here = now[now["_cls"] == first["_cls"].iloc[-1]]
        row = (here if len(here) else now).iloc[0]
        others = first[first["_cls"] != row["_cls"]]
        if others.empty:
            continue
        secret = bool(alike["_number"].isin(tables.numbers.hidden).any())
        yield finding(
            "R224",
            place_of(row, tables.columns),
            township="" if secret else row["_to"],
            row=int(row["source_row"]),
            case_nos=() if secret else [row["_number"]],
            case_no=NUMBER if secret else row["_number"],
            others="、".join(
                NUMBER if secret else f"{n}（{w}）" for n, w in zip(others["_number"], others["_where"], strict=True)
            ),
            other=NUMBER if secret else others["_number"].iloc[0],
        )


def _where(tables: NumberedTables, texts: Sequence[str]) -> pd.DataFrame:
    """The rows with one of the texts, as first sent: folded number, number shown, township, and the place in words."""
    numbering, at = tables.numbering, {name: place for place, name in enumerate(tables.folders)}
    parts = []
    for edition in tables.editions:
        rows = edition.matters[edition.matters["case_no"].isin(texts)]
        where = AMONG_EDITIONS.format(edition=edition.name)
        parts.append(rows.assign(folder="", _to="", _unit=rows["township"], _where=where, _order=-1))
    frames = [
        ("", tables.ledger),
        *((REGISTER[id_].name, frame) for id_, frame in tables.registers.items() if "case_no" in frame),
    ]
    for name, frame in frames:
        rows = frame[frame["case_no"].isin(texts)]
        if rows.empty:
            continue  # an empty column of places is one of texts, with which nothing can be reckoned
        unit = rows["sender"] if not name else rows.get("township", pd.Series(None, index=rows.index, dtype="str"))
        places = [
            name or IN_LEDGER.format(township=of, folder=folder)
            for of, folder in zip(unit, rows["folder"], strict=True)
        ]
        parts.append(
            rows.assign(
                _to="" if name else unit.fillna(""),
                _unit=unit,
                _where=places,
                _order=2 * rows["folder"].map(at) + bool(name),
            )
        )
    columns = ["case_no", "_to", "_unit", "_where", "_order", *_ROW]
    chosen = [part[columns].astype({"_where": "str", "_to": "str"}) for part in parts if len(part)]
    if not chosen:  # they stand in 关联件编号 alone
        return pd.DataFrame(columns=[*columns, "_cls", "_number"])
    rows = pd.concat(chosen, ignore_index=True)
    rows = rows.sort_values(["_order", "source_file", "source_row"], kind="stable")
    number = [numbering.of(text, unit, None) for text, unit in zip(rows["case_no"], rows["_unit"], strict=True)]
    return rows.assign(_cls=[numbering.cls(text) for text in rows["case_no"]], _number=number)


def _of_column(
    code: str, group: pd.DataFrame, columns: Columns, township: str, case_nos: Iterable[str], **words: object
) -> Finding:
    """A finding about the number cells of one sheet's rows."""
    first = group.iloc[0]
    at = columns.get((first["source_file"], first["source_sheet"]), {}).get("case_no", 0)
    rows = [int(row) for row in group["source_row"]]
    place = Place(first["source_file"], first["source_sheet"], cell_ranges(rows, at, len(rows)))
    return finding(
        code, place, township=township, row=rows[0], cells=len(rows), case_nos=case_nos, count=len(rows), **words
    )
