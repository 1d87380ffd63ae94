"""What issued papers of the period would say otherwise now: figures, scores, ranks, 三无, lists, letters."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import pandas as pd

from pipeline.base.county import COUNTY
from pipeline.bundles import contract_table
from pipeline.editions.issued import IssuedPaper
from pipeline.measure.ranks.three_none import figures_of
from pipeline.messages.issuing import LIST_NOT_KEPT, SOURCE_NOW, SOURCE_THEN
from pipeline.schema.papers import PAPER
from pipeline.schema.registers import ISSUED_BOOK
from pipeline.schema.state_labels import state_label
from pipeline.schema.vocabulary import Group, Title, Verdict
from pipeline.settings.record import Settings

COMPARED = ("indicators", "ranking", "overdue", "letters", "files")
"""The tables of an edition that issued papers are compared by."""
Tables = Mapping[str, pd.DataFrame]
FIGURE, SCORE, RANK, TITLE, LIST, LETTER, SENTENCE, SOURCE = (
    "指标",
    "得分",
    "排名",
    "三无",
    "清单",
    "函件",
    "文句",
    "来源",
)
"""What stands in the column kind; frozen words."""
_NONE = "—"
_OVERDUE = "逾期事项"
_LEDGER, _REGISTER = "台账", "登记簿"
_OVERDUE_KINDS = ("overdue_unaccepted", "overdue_open")
Row = dict[str, object]


def corrections(issued: Sequence[tuple[IssuedPaper, Tables]], now: Tables, settings: Settings) -> pd.DataFrame:
    """The contract's corrections without its sentences; papers as they were issued, units in roster order.

    ``issued``: each paper with the tables of the edition that it belongs to. A paper to a township is compared by what
    concerns that township alone, the others by every unit.
    """
    rows: list[Row] = []
    for paper, then in issued:
        for kind, unit, item, was, is_ in _differences(paper, then, now, settings):
            rows.append(row_of(paper, kind, unit, item, was, is_))
    return contract_table("corrections", rows)


def row_of(paper: IssuedPaper, kind: str, unit: str, item: str, was: str, now: str) -> Row:
    """A row of the contract's corrections."""
    return {
        "path": paper.path,
        "edition": paper.edition,
        "document": paper.document,
        "recipient": paper.township or None,
        "number": paper.number or None,
        "dated_on": paper.day or None,
        "kind": kind,
        "township": unit or None,
        "item": item,
        "issued": was,
        "now": now,
    }


def _differences(
    paper: IssuedPaper, then: Tables, now: Tables, settings: Settings
) -> Iterator[tuple[str, str, str, str, str]]:
    units = [paper.township] if paper.township else None
    row = PAPER.get(paper.document)
    letter = row.letter if row else paper.document
    asked = _asked(then, letter, paper.township) if row and row.prints == "asked" else None
    yield from _sources(then, now, settings, units)
    yield from _letter(paper, letter, then, now)
    lists = list(_overdue(then, now, units))
    if asked is not None and lists:  # a letter about overdue matters says their number by its list
        asked = asked.difference(_OVERDUE_KINDS)
    yield from _figures(then, now, settings, units, asked)
    if asked is None:
        yield from _ranking(then, now, units)
    yield from lists


def _sources(
    then: Tables, now: Tables, settings: Settings, units: Sequence[str] | None
) -> Iterator[tuple[str, str, str, str, str]]:
    """Whose ledgers, and whether registers (unit ''), aren't those by which the paper was issued.

    In roster order, the registers last. Of a paper to a township its own ledgers and the registers are looked at.
    """
    before, after = (_used(tables["files"]) for tables in (then, now))
    for unit in dict.fromkeys([*(each.name for each in settings.roster), *before, *after, ""]):
        if before.get(unit) != after.get(unit) and (units is None or unit in units or not unit):
            yield SOURCE, unit, _LEDGER if unit else _REGISTER, SOURCE_THEN, SOURCE_NOW


def _used(files: pd.DataFrame) -> dict[str, set[str]]:
    """Unit -> the contents of its ledgers that were used; '' -> those of the registers.

    What was issued changes no figure.
    """
    used = files[(files["verdict"] == Verdict.ADOPTED) & ~files["file"].str.endswith(f"/{ISSUED_BOOK}")]
    units = used["township"].fillna("")
    return {str(unit): set(hashes) for unit, hashes in used["sha256"].groupby(units, sort=False)}


def _letter(paper: IssuedPaper, letter: str, then: Tables, now: Tables) -> Iterator[tuple[str, str, str, str, str]]:
    before, after = (_asked(tables, letter, paper.township) for tables in (then, now))
    if before and not after:
        yield LETTER, paper.township, letter, "发", "不发"


def _asked(tables: Tables, letter: str, township: str) -> set[str]:
    """The indicators for which a township gets a letter."""
    letters = tables["letters"]
    mine = letters[(letters["document"] == letter) & (letters["township"] == township)]
    return set(mine["indicator"].dropna())


def _figures(
    then: Tables, now: Tables, settings: Settings, units: Sequence[str] | None, only: set[str] | None
) -> Iterator[tuple[str, str, str, str, str]]:
    """Indicators that come out otherwise; a paper to a township shows those of the county beside its own.

    A letter (``only``: its indicators) about overdue matters shows the township's number alone.
    """
    after = figures_of(now["indicators"])
    for (unit, indicator), figure in figures_of(then["indicators"]).items():
        beside = unit == COUNTY and (only is None or indicator not in _OVERDUE_KINDS)
        wanted = (units is None or unit in units or beside) and (only is None or indicator in only)
        current = after.get((unit, indicator), (None, None))
        if wanted and current != figure:
            yield FIGURE, unit, settings.label(indicator), _fraction(figure), _fraction(current)


def _ranking(then: Tables, now: Tables, units: Sequence[str] | None) -> Iterator[tuple[str, str, str, str, str]]:
    after: dict[str, Mapping[Any, object]] = {
        str(row["township"]): row for row in now["ranking"].astype("object").to_dict("records")
    }
    for row in then["ranking"].astype("object").to_dict("records"):
        unit = str(row["township"])
        current: Mapping[Any, object] = after.get(unit, {})
        if units is not None and unit not in units:
            continue
        for kind, said in ((RANK, _place), (SCORE, _score), (TITLE, _title)):
            was, is_ = said(row), said(current)
            if was != is_:
                yield kind, unit, kind, was, is_


def _overdue(then: Tables, now: Tables, units: Sequence[str] | None) -> Iterator[tuple[str, str, str, str, str]]:
    """Townships with another list of overdue matters; one line for all where an old edition has no such table."""
    if "overdue" not in then:
        yield LIST, units[0] if units else "", _OVERDUE, LIST_NOT_KEPT, f"{len(_of(now['overdue'], units))}件"
        return
    before, after = (
        {str(name): set(rows["case_no"]) for name, rows in tables["overdue"].groupby("township", sort=False)}
        for tables in (then, now)
    )
    for unit in dict.fromkeys([*before, *after]):
        was, is_ = before.get(unit, set()), after.get(unit, set())
        if was != is_ and (units is None or unit in units):
            other = f"，其中{len(is_ - was)}件原来没有列" if is_ - was else ""
            yield LIST, unit, _OVERDUE, f"{len(was)}件", f"{len(is_)}件{other}"


def _of(table: pd.DataFrame, units: Sequence[str] | None) -> pd.DataFrame:
    return table if units is None else table[table["township"].isin(units)]


def _fraction(figure: tuple[int | None, int | None]) -> str:
    n, of = figure
    return "未计算" if n is None else f"{n}" if of is None else f"{n}/{of}"


def _place(row: Mapping[Any, object]) -> str:
    if not row:
        return _NONE
    return f"第{row['rank']}名" if _known(row["rank"]) else state_label(Group, row["group"])


def _score(row: Mapping[Any, object]) -> str:
    return str(row["score_1dp"]) if row and _known(row["score_1dp"]) else _NONE


def _title(row: Mapping[Any, object]) -> str:
    return state_label(Title, row["three_none"]) if row and _known(row["three_none"]) else _NONE


def _known(value: object) -> bool:
    return value is not None and value is not pd.NA and value == value  # noqa: PLR0124 - NaN isn't itself
