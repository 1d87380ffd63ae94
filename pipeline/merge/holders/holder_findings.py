"""What is told about whose matter it is, each with the row to write into 处理决定 (docs/definitions.md, 归属)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

import pandas as pd

from pipeline.base.finding import Finding
from pipeline.base.place import Place
from pipeline.merge.holders.history import claimants
from pipeline.merge.holders.holders import CLAIMED, Holders
from pipeline.merge.places import Columns, first_row, names, place_of, row_no
from pipeline.messages.catalogue import finding
from pipeline.rules.accusations import NUMBER, is_hidden


def holder_findings(
    frame: pd.DataFrame,
    rows: pd.DataFrame,
    found: Holders,
    folders: Sequence[str],
    unit: Mapping[str, str],
    columns: Columns,
) -> Iterable[Finding]:
    """待定, other units' rows, rows that name another unit, moves of this folder, agreements that a missed limit stops, nobody's matters."""
    here = rows[(rows["folder_no"] == len(folders) - 1) & rows["fresh"]]
    hidden = set(frame.loc[is_hidden(frame), "case_no"])
    present = frame[frame["present"]].set_index("case_no")
    rivals = claimants(frame)
    yield from _pending(here, rivals, hidden, columns)
    contested = here[here["case_no"].isin(found.matters)]
    holder = contested["case_no"].map(present["township"]) if len(contested) else contested["case_no"]
    basis = contested["case_no"].map(present["basis"]) if len(contested) else holder
    theirs = contested[
        (contested["unit"] != holder) & ~contested["case_no"].isin(rivals) & holder.notna() & (holder != "")
    ]
    yield from _also_listed(theirs, holder, basis, hidden, columns, unit)
    yield from _named_others(
        contested.assign(_holder=holder)[~contested["case_no"].isin(rivals)], hidden, columns, unit
    )
    yield from _moved(frame, len(folders) - 1, hidden)
    for number, outcome in found.outcomes.items():
        for giver, taker in outcome.refused:
            shown = NUMBER if number in hidden else number
            for township in ("",) if number in hidden else (giver, taker):
                yield finding(
                    "R235",
                    Place(f"{folders[-1]}/"),
                    township=township,
                    case_no=shown,
                    giver=giver,
                    taker=taker,
                    case_nos=() if number in hidden else (number,),
                )
    nobody = frame[frame["present"] & (frame["part"] == "")]
    if len(nobody):
        text, listed = names(nobody, 20)
        first = listed[0] if listed else NUMBER
        yield finding(
            "R236",
            Place(f"{folders[-1]}/"),
            count=len(nobody),
            examples=text,
            first=first,
            case_nos=listed,
            cells=len(nobody),
        )


def _pending(
    here: pd.DataFrame, rivals: Mapping[str, Sequence[str]], hidden: set[str], columns: Columns
) -> Iterable[Finding]:
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


def _also_listed(
    theirs: pd.DataFrame,
    holder: pd.Series,
    basis: pd.Series,
    hidden: set[str],
    columns: Columns,
    unit: Mapping[str, str],
) -> Iterable[Finding]:
    for _, row in theirs.assign(_holder=holder.reindex(theirs.index), _basis=basis.reindex(theirs.index)).iterrows():
        if unit.get(row["names"], row["names"]) == row["_holder"]:
            continue
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


def _named_others(
    contested: pd.DataFrame, hidden: set[str], columns: Columns, unit: Mapping[str, str]
) -> Iterable[Finding]:
    """Rows of a ledger whose 责任单位 is another unit which doesn't hold the matter."""
    named = contested["names"].map(lambda name: unit.get(name, name))
    rows = contested[(named != contested["unit"]) & (named != contested["_holder"])].assign(_named=named)
    open_ = rows[~rows["case_no"].isin(hidden)]
    for (_file, sender, other, winner), group in open_.groupby(["source_file", "unit", "_named", "_holder"], sort=True):
        row = first_row(group)
        for township in (sender, other):
            yield finding(
                "R212",
                place_of(row, columns, "township"),
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
    for _, row in rows[rows["case_no"].isin(hidden)].iterrows():
        yield finding(
            "R212",
            Place(),
            count=1,
            sender=row["unit"],
            township_name=row["_named"],
            example=NUMBER,
            winner=row["_holder"],
        )


def _moved(frame: pd.DataFrame, newest: int, hidden: set[str]) -> Iterable[Finding]:
    """Moves that the newest folder brought, told to both."""
    chain = frame[frame["case_no"].duplicated(keep=False) & (frame["claim"] != CLAIMED)]
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
