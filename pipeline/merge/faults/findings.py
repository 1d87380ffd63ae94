"""The findings of merging; what concerns a 检举控告 matter goes to the office alone."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import pandas as pd

from pipeline.base.finding import Finding
from pipeline.base.period import parse_period
from pipeline.base.place import Place
from pipeline.merge.faults.about import about, names
from pipeline.merge.faults.changes import changed_values
from pipeline.merge.faults.office_entries import issued_entries, unanswered
from pipeline.merge.faults.register_findings import files_not_there, unmatched_entries
from pipeline.merge.faults.reporting_findings import reporting_findings
from pipeline.merge.holders.holder_findings import holder_findings
from pipeline.merge.registers import VANISHED
from pipeline.merge.result import Result
from pipeline.merge.rows import PLACE
from pipeline.messages.catalogue import finding
from pipeline.messages.merging import EARLIER_LEDGER, PUBLISHED_IN
from pipeline.messages.unnamed import NUMBER
from pipeline.rules.accusations import is_hidden
from pipeline.rules.places import SHEETS, first_row, place_of, places_of, row_no
from pipeline.rules.required import still_required
from pipeline.schema.vocabulary import Claim, Origin


def merge_findings(result: Result) -> list[Finding]:
    """Every finding of merging for the newest folder.

    What concerns a 检举控告 matter goes to the office, without its number.
    """
    return [
        *_vanished(result),
        *_taken_out(result),
        *_undated(result),
        *_omissions(result),
        *changed_values(result),
        *holder_findings(result),
        *_not_handed_back(result),
        *_simple_though_assigned(result),
        *reporting_findings(result),
        *unmatched_entries(result),
        *files_not_there(result),
        *unanswered(result),
        *issued_entries(result),
    ]


def _vanished(result: Result) -> Iterable[Finding]:
    """R203 and R204: matters that section 1 still requires and the newest ledger of their holder lacks."""
    folder = result.folder
    declared_zero = {(name, result.context.today(unit)) for name, unit in result.sent.zero}
    gone = _gone(result)
    edition_of = _had(gone, result.published.by_key)
    for unit, group in gone.groupby("township", sort=True):
        declared = (folder, unit) in declared_zero
        owed = group[group["concluded_on"].isna()] if declared else group
        for hidden, part in owed.groupby(is_hidden(owed), sort=True):
            township = "" if hidden else str(unit)
            if declared:
                yield _declared_zero(part, folder, township)
                continue
            for edition, lacking in part.groupby(edition_of.reindex(part.index).fillna(""), sort=True):
                text, listed = names(lacking, 20)
                yield finding(
                    VANISHED,
                    Place(f"{folder}/"),
                    township=township,
                    count=len(lacking),
                    examples=text,
                    case_nos=listed,
                    cells=len(lacking),
                    had=PUBLISHED_IN.format(edition=edition) if edition else EARLIER_LEDGER,
                )


def _gone(result: Result) -> pd.DataFrame:
    """The stands whose matters the newest ledger of their holder lacks though section 1 still requires them.

    A matter that is a row set aside isn't gone. A new holder that hasn't listed its matter yet has its window to do so.
    """
    frame = result.stands.frame
    absent = frame["present"] & (frame["claim"] == Claim.SURE) & ~frame["current"] & frame["withdrawn_on"].isna()
    gone = frame[absent & (frame["origin"] != Origin.SUPERIOR) & ~frame["lacking"].fillna(value=False).astype(bool)]
    set_aside = result.listed.set_aside
    gone = gone[~gone["case_no"].isin(set(set_aside["is_matter"].dropna()) if len(set_aside) else set())]
    gone = gone[gone["township"].map(result.stands.newest) == result.context.newest]
    return gone[still_required(gone, parse_period(result.folder).last_day)]


def _undated(result: Result) -> Iterable[Finding]:
    """R281: rows of the newest folder that are no matter, for nobody has their 登记日期."""
    set_aside = result.listed.set_aside
    here = set_aside[(set_aside["folder"] == result.folder) & set_aside["is_matter"].isna()] if len(set_aside) else None
    if here is None or result.listed.undated.empty:
        return
    undated, frame = result.listed.undated, result.stands.frame
    secret = {*undated.loc[is_hidden(undated), "case_no"], *frame.loc[frame["hidden"].astype(bool), "case_no"]}
    rows = undated.merge(here[list(PLACE)], on=list(PLACE))
    rows = rows.assign(_hidden=rows["case_no"].isin(secret))  # whoever ever called it so, in whichever folder
    for (part, _file, _sheet, hidden), group in rows.groupby(
        ["part", "source_file", "source_sheet", "_hidden"], sort=True
    ):
        first = first_row(group)
        yield finding(
            "R281",
            Place() if hidden else places_of(group, result.columns, "registered_on"),
            township="" if hidden else result.context.today(str(part)),
            row=0 if hidden else row_no(first),
            cells=len(group),
            count=len(group),
            case_nos=() if hidden else sorted(group["case_no"]),
            example=NUMBER if hidden else first["case_no"],
        )


def _declared_zero(rows: pd.DataFrame, folder: str, township: str) -> Finding:
    """R203: the unit declared 零报告 and has open matters."""
    text, listed = names(rows)
    return finding(
        "R203",
        Place(f"{folder}/"),
        township=township,
        count=len(rows),
        examples=text,
        first=listed[0] if listed else NUMBER,
        case_nos=listed,
    )


def _had(gone: pd.DataFrame, editions: Sequence[pd.DataFrame]) -> pd.Series:
    """The edition from which the last state of a matter comes, null where a ledger has it."""
    names_of = pd.Series(None, index=gone.index, dtype="str")
    unseen = ~gone["fresh"].fillna(value=False).astype(bool)
    for edition in editions:
        here = unseen & gone["case_no"].isin(edition["case_no"])
        names_of = names_of.mask(here, edition["name"].iloc[0] if len(edition) else "")
    return names_of


def _taken_out(result: Result) -> Iterable[Finding]:
    """R222: matters that 更正属实 has taken out for good."""
    entries = result.registers.newest["decisions"]
    entries = entries[(entries["rule"] == VANISHED) & entries["decision"].str.startswith("更正属实")]
    gone = result.stands.taken_out.drop_duplicates("case_no")
    for unit, group in gone.groupby("township", sort=True):
        row = first_row(entries[entries["subject"].isin(group["case_no"])])
        text, listed = names(group if "hidden" in group else group.assign(hidden=False), 20)
        yield finding(
            "R222",
            place_of(row, result.columns, "subject"),
            township=str(unit),
            row=row_no(row),
            count=len(group),
            examples=text,
            case_nos=listed,
            cells=len(group),
        )


def _omissions(result: Result) -> Iterable[Finding]:
    """R207: matters of 上级登记台账 that their holder's ledgers lack; the place is of one that may be named."""
    for unit, group in result.stands.missing.groupby("township", sort=True):
        text, listed = names(group, 20)
        shown = group[~group["hidden"]]
        place = place_of(first_row(group if shown.empty else shown), result.columns)
        yield finding(
            "R207",
            place,
            township=str(unit),
            case_nos=listed,
            cells=len(group),
            count=len(group),
            examples=text,
        )


def _not_handed_back(result: Result) -> Iterable[Finding]:
    """R211: rows with 退回日期 to which neither the register nor a decision agrees."""
    frame = result.stands.frame
    claimed = frame[
        frame["withdrawn_on"].notna()
        & ~frame["handed_back"]
        & frame["present"]
        & (frame["origin"] == "台账")
        & ~is_hidden(frame)
    ]
    for (township, *_), group in claimed.groupby(SHEETS, sort=True):
        yield about("R211", group, result.columns, str(township), "withdrawn_on", example=first_row(group)["case_no"])


def _simple_though_assigned(result: Result) -> Iterable[Finding]:
    """R221: matters of 交办清单 that a ledger has as 简易办理."""
    frame, assigned = result.stands.frame, result.registers.newest["assigned"]
    frame = frame[
        [
            "case_no",
            "township",
            "procedure",
            "current",
            "present",
            "hidden",
            "source_file",
            "source_sheet",
            "source_row",
        ]
    ]
    simple = frame[
        (frame["procedure"] == "简易办理")
        & frame["current"]
        & frame["present"]
        & frame["case_no"].isin(assigned["case_no"])
    ]
    for (township, *_), group in simple[~is_hidden(simple)].groupby(SHEETS, sort=True):
        yield about("R221", group, result.columns, str(township), "procedure", example=first_row(group)["case_no"])
