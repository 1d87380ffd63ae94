"""Findings on whose matter it is, each with the row to write into 处理决定 (docs/definitions.md, 归属)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

import pandas as pd

from pipeline.base.finding import Finding
from pipeline.base.place import Place
from pipeline.merge.context import Context
from pipeline.merge.faults.about import names
from pipeline.merge.holders.history import claimants
from pipeline.merge.result import Result
from pipeline.messages.catalogue import finding
from pipeline.messages.unnamed import NUMBER
from pipeline.rules.accusations import is_hidden
from pipeline.rules.places import Columns, first_row, place_of, places_of, row_no
from pipeline.schema.vocabulary import Claim


def holder_findings(result: Result) -> Iterable[Finding]:
    """Findings on matters of the newest folder whose holder somebody should look at.

    R205 待定; R206 rows of units that don't hold the matter; R212 rows that name another unit; R234 moves that this
    folder brought; R235 agreements that a missed limit stops; R236 matters that nobody holds.
    """
    frame, rows, context, columns = result.stands.frame, result.listed.rows, result.context, result.columns
    here = rows[(rows["folder_no"] == context.newest) & rows["fresh"]]
    hidden = set(frame.loc[is_hidden(frame), "case_no"])
    rivals = claimants(frame)
    yield from _pending(here, rivals, hidden, columns)
    contested = _with_holder(here[here["case_no"].isin(result.holders.matters)], frame, context)
    contested = contested[~contested["case_no"].isin(rivals)]
    yield from _also_listed(contested, hidden, columns)
    yield from _named_others(contested, hidden, columns)
    yield from _moved(frame, context.newest, hidden)
    yield from _stopped(result, hidden)
    nobody = frame[frame["present"] & (frame["part"] == "")]
    if len(nobody):
        yield _of_nobody(nobody, result.folder)


def _with_holder(rows: pd.DataFrame, frame: pd.DataFrame, context: Context) -> pd.DataFrame:
    """``rows`` with _holder and _basis of the matter, and _named, the unit of today that 责任单位 names."""
    present = frame[frame["present"]].set_index("case_no")
    numbers = rows["case_no"]
    return rows.assign(
        _holder=numbers.map(present["township"]) if len(rows) else numbers,
        _basis=numbers.map(present["basis"]) if len(rows) else numbers,
        _named=rows["names"].map(context.today),
    )


def _stopped(result: Result, hidden: set[str]) -> Iterable[Finding]:
    """R235, to the giver and to the taker."""
    for number, outcome in result.holders.outcomes.items():
        secret = number in hidden
        for giver, taker in outcome.refused:
            for township in ("",) if secret else (giver, taker):
                yield finding(
                    "R235",
                    Place(f"{result.folder}/"),
                    township=township,
                    case_no=NUMBER if secret else number,
                    giver=giver,
                    taker=taker,
                    case_nos=() if secret else (number,),
                )


def _of_nobody(rows: pd.DataFrame, folder: str) -> Finding:
    """R236, of all matters handed back that nobody lists."""
    text, listed = names(rows, 20)
    return finding(
        "R236",
        Place(f"{folder}/"),
        count=len(rows),
        examples=text,
        first=listed[0] if listed else NUMBER,
        case_nos=listed,
        cells=len(rows),
    )


def _pending(
    here: pd.DataFrame, rivals: Mapping[str, Sequence[str]], hidden: set[str], columns: Columns
) -> Iterable[Finding]:
    """R205, for each row of a matter with ``rivals`` (number -> its claimants)."""
    rows = here[here["case_no"].isin(rivals)]
    for number, group in rows.groupby("case_no", sort=True):
        units = "、".join(sorted(rivals[str(number)]))
        secret = number in hidden
        for _, row in (group.iloc[:1] if secret else group).iterrows():
            yield finding(
                "R205",
                Place() if secret else place_of(row, columns),
                township="" if secret else row["unit"],
                row=0 if secret else row_no(row),
                case_no=NUMBER if secret else number,
                townships=units,
                winner=row["unit"],
                case_nos=() if secret else (str(number),),
            )


def _also_listed(contested: pd.DataFrame, hidden: set[str], columns: Columns) -> Iterable[Finding]:
    """R206: rows of units that don't hold the matter and don't name its holder; to the unit and to the holder."""
    holder = contested["_holder"]
    theirs = (contested["unit"] != holder) & holder.notna() & (holder != "") & (contested["_named"] != holder)
    for _, row in contested[theirs].iterrows():
        secret = row["case_no"] in hidden
        for township in ("",) if secret else (row["unit"], row["_holder"]):
            yield finding(
                "R206",
                Place() if secret else place_of(row, columns),
                township=township,
                row=0 if secret else row_no(row),
                case_no=NUMBER if secret else row["case_no"],
                townships=row["unit"],
                basis=row["_basis"],
                winner=row["_holder"],
                case_nos=() if secret else (row["case_no"],),
            )


def _named_others(contested: pd.DataFrame, hidden: set[str], columns: Columns) -> Iterable[Finding]:
    """R212: rows of a ledger whose 责任单位 is another unit which doesn't hold the matter."""
    named = contested["_named"]
    rows = contested[(named != contested["unit"]) & (named != contested["_holder"])]
    open_ = rows[~rows["case_no"].isin(hidden)]
    by = ["source_file", "source_sheet", "unit", "_named", "_holder"]
    for (*_, sender, other, winner), group in open_.groupby(by, sort=True):
        row = first_row(group)
        for township in (sender, other):
            yield finding(
                "R212",
                places_of(group, columns, "township"),
                township=str(township),
                row=row_no(row),
                cells=len(group),
                count=len(group),
                case_nos=sorted(group["case_no"]),
                sender=sender,
                township_name=other,
                example=row["case_no"],
                winner=winner,
            )
    secret = rows[rows["case_no"].isin(hidden)]
    for (sender, other, winner), group in secret.groupby(["unit", "_named", "_holder"], sort=True):
        yield finding(
            "R212",
            Place(),
            count=len(group),
            sender=sender,
            township_name=other,
            example=NUMBER,
            winner=winner,
        )


def _moved(frame: pd.DataFrame, newest: int, hidden: set[str]) -> Iterable[Finding]:
    """R234: moves that the newest folder brought, to the giver and to the taker."""
    chain = frame[frame["case_no"].duplicated(keep=False) & (frame["claim"] != Claim.CLAIMED)]
    giver, known = (
        chain.groupby("case_no", sort=False)[["township", "until_no"]].shift().T.to_numpy() if len(chain) else ((), ())
    )
    moved = chain.assign(_giver=list(giver), _known=list(known))
    moved = moved[
        moved["_giver"].notna()
        & (moved["_giver"] != moved["township"])
        & (moved["_known"] == newest)
        & (moved["township"] != "")
    ]
    for _, row in moved.iterrows():
        secret = row["case_no"] in hidden
        for township in ("",) if secret else sorted({row["_giver"], row["township"]} - {""}):
            yield finding(
                "R234",
                Place(),
                township=township,
                case_no=NUMBER if secret else row["case_no"],
                on=f"{row['held_from']:%Y-%m-%d}",
                taker=row["township"],
                basis=row["basis"],
                giver=row["_giver"] or "退回前单位",
                case_nos=() if secret else (row["case_no"],),
            )
