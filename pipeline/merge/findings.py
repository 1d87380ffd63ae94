"""What merging tells: vanished, zero reports, omissions, changed values, hand-backs, ledgers late or missing; of 检举控告 the office alone."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

import pandas as pd

from pipeline.base.finding import Finding
from pipeline.base.period import parse_period
from pipeline.base.place import Place
from pipeline.merge.changes import changed_values
from pipeline.merge.holders.holder_findings import holder_findings
from pipeline.merge.holders.holders import CLAIMED, Holders
from pipeline.merge.places import Columns, first_row, names, place_of, row_no, said
from pipeline.merge.register_findings import unmatched_entries
from pipeline.merge.registers import VANISHED, Decisions
from pipeline.merge.submissions import Submissions
from pipeline.messages.catalogue import finding
from pipeline.messages.merging import EARLIER_LEDGER, PUBLISHED_IN
from pipeline.rules.accusations import NUMBER, is_hidden
from pipeline.rules.required import still_required
from pipeline.rules.windows import Windows
from pipeline.settings.record import Settings


@dataclass(frozen=True)
class Told:
    """What findings are made from.

    ``frame``: the stands; ``rows``: every row; ``newest``: unit of today -> its newest folder's place; ``counted``:
    what editions have, oldest first. Others as in merge().
    """

    frame: pd.DataFrame
    rows: pd.DataFrame
    found: Holders
    missing: pd.DataFrame
    taken_out: pd.DataFrame
    sent: Submissions
    newest: Mapping[str, int]
    folders: Sequence[str]
    registers: Mapping[str, pd.DataFrame]
    history: Mapping[str, pd.DataFrame]
    decisions: Decisions
    windows: Windows
    unit: Mapping[str, str]
    columns: Columns
    names_today: Sequence[str]
    cut_off: date
    set_aside: pd.DataFrame
    settings: Settings
    counted: Sequence[pd.DataFrame]


def merge_findings(told: Told) -> list[Finding]:
    """Every finding of merging for the newest folder.

    What concerns a 检举控告 matter goes to the office, without its number.
    """
    return [
        *_vanished(told),
        *_taken_out(told),
        *_omissions(told),
        *changed_values(told.frame, told.counted, told.registers["superior"], told.columns, told.settings),
        *holder_findings(told.frame, told.rows, told.found, told.folders, told.unit, told.columns),
        *_not_handed_back(told),
        *_simple_though_assigned(told),
        *_late(told.registers["reports"], told.folders[-1], told.columns),
        *_sent_early(told.registers["reports"], told.folders[-1], told.cut_off, told.columns),
        *_unsent(told),
        *unmatched_entries(told.history, told.rows, told.frame, told.sent.files, told.columns, told.folders[-1]),
    ]


def _vanished(told: Told) -> Iterable[Finding]:
    """Matters that section 1 still requires and the newest ledger of their holder lacks."""
    folder = told.folders[-1]
    zero = {(f, told.unit.get(t, t)) for f, t in told.sent.zero}
    frame = told.frame
    gone = frame[
        frame["present"]
        & (frame["claim"] != CLAIMED)
        & ~frame["current"]
        & frame["withdrawn_on"].isna()
        & (frame["origin"] != "上级")
    ]
    # A new holder that has not listed its matter yet has its window to do so.
    gone = gone[~gone["lacking"].fillna(value=False).astype(bool) & (gone["claim"] == "确定")]
    mine = set(told.set_aside["is_matter"].dropna()) if len(told.set_aside) else set()
    gone = gone[~gone["case_no"].isin(mine)]
    gone = gone[gone["township"].map(told.newest) == len(told.folders) - 1]
    gone = gone[still_required(gone, parse_period(folder).last_day)]
    had = _had(gone, told.counted)
    for unit, group in gone.groupby("township", sort=True):
        declared = (folder, unit) in zero
        owed = group[group["concluded_on"].isna()] if declared else group
        for hidden, part in owed.groupby(is_hidden(owed), sort=True):
            township = "" if hidden else str(unit)
            if declared:
                text, listed = names(part)
                first = listed[0] if listed else NUMBER
                yield finding(
                    "R203",
                    Place(f"{folder}/"),
                    township=township,
                    count=len(part),
                    examples=text,
                    first=first,
                    case_nos=listed,
                )
                continue
            for edition, lacking in part.groupby(had.reindex(part.index).fillna(""), sort=True):
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


def _had(gone: pd.DataFrame, counted: Sequence[pd.DataFrame]) -> pd.Series:
    """The edition from which the last state of a matter comes, null where a ledger has it."""
    found = pd.Series(None, index=gone.index, dtype="str")
    unseen = ~gone["fresh"].fillna(value=False).astype(bool)
    for edition in counted:
        here = unseen & gone["case_no"].isin(edition["case_no"])
        found = found.mask(here, edition["name"].iloc[0] if len(edition) else "")
    return found


def _taken_out(told: Told) -> Iterable[Finding]:
    entries = told.registers["decisions"]
    entries = entries[(entries["rule"] == VANISHED) & entries["decision"].str.startswith("更正属实")]
    gone = told.taken_out.drop_duplicates("case_no")
    for unit, group in gone.groupby("township", sort=True):
        row = first_row(entries[entries["subject"].isin(group["case_no"])])
        text, listed = names(group if "hidden" in group else group.assign(hidden=False), 20)
        yield finding(
            "R222",
            place_of(row, told.columns, "subject"),
            township=str(unit),
            row=row_no(row),
            count=len(group),
            examples=text,
            case_nos=listed,
            cells=len(group),
        )


def _omissions(told: Told) -> Iterable[Finding]:
    for unit, group in told.missing.groupby("township", sort=True):
        text, listed = names(group, 20)
        place = place_of(first_row(group), told.columns)
        yield finding(
            "R207", place, township=str(unit), count=len(group), examples=text, case_nos=listed, cells=len(group)
        )


def _not_handed_back(told: Told) -> Iterable[Finding]:
    frame = told.frame
    claimed = frame[
        frame["withdrawn_on"].notna()
        & ~frame["handed_back"]
        & frame["present"]
        & (frame["origin"] == "台账")
        & ~is_hidden(frame)
    ]
    for (township, _file), group in claimed.groupby(["township", "source_file"], sort=True):
        yield about("R211", group, told.columns, str(township), "withdrawn_on", example=first_row(group)["case_no"])


def _simple_though_assigned(told: Told) -> Iterable[Finding]:
    frame, assigned = told.frame, told.registers["assigned"]
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
    for (township, _file), group in simple[~is_hidden(simple)].groupby(["township", "source_file"], sort=True):
        yield about("R221", group, told.columns, str(township), "procedure", example=first_row(group)["case_no"])


def about(code: str, group: pd.DataFrame, columns: Columns, township: str, id_: str, **words: object) -> Finding:
    """A finding about one column of several rows of one file."""
    row = first_row(group)
    return finding(
        code,
        place_of(row, columns, id_),
        township=township,
        row=row_no(row),
        cells=len(group),
        count=len(group),
        case_nos=sorted(group["case_no"]),
        **words,
    )


def _late(reports: pd.DataFrame, folder: str, columns: Columns) -> Iterable[Finding]:
    monthly = reports[(reports["folder"] == folder) & (reports["daily"] != "是")]
    late = monthly[monthly["sent_on"].notna() & (monthly["sent_on"] > monthly["due_on"])]
    for _, row in late.sort_values("source_row").iterrows():
        place = place_of(row, columns, "sent_on")
        due, sent = said(row["due_on"]), said(row["sent_on"])
        yield finding("R214", place, township=row["township"], row=row_no(row), folder=folder, due=due, sent=sent)


def _sent_early(reports: pd.DataFrame, folder: str, cut_off: date, columns: Columns) -> Iterable[Finding]:
    """Ledgers sent before the cut-off can't tell of the days in between."""
    monthly = reports[
        (reports["folder"] == folder) & (reports["daily"] != "是") & (reports["sent_on"] < pd.Timestamp(cut_off))
    ]
    for _, row in monthly.sort_values("source_row").iterrows():
        place = place_of(row, columns, "sent_on")
        yield finding(
            "R219",
            place,
            township=row["township"],
            row=row_no(row),
            folder=folder,
            sent=said(row["sent_on"]),
            cut_off=cut_off,
        )


def _unsent(told: Told) -> Iterable[Finding]:
    folder = told.folders[-1]
    for township in told.names_today:
        if told.newest.get(township, -1) < len(told.folders) - 1:
            yield finding("R213", Place(f"{folder}/"), township=township, folder=folder)
