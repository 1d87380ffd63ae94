"""Findings on register entries that name nothing known, with the nearest match (docs/definitions.md, 登记簿)."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import PurePosixPath

import pandas as pd
from rapidfuzz import process
from rapidfuzz.distance import OSA

from pipeline.base.finding import Finding
from pipeline.base.named_files import files_meant
from pipeline.base.period import parse_period
from pipeline.merge.result import Result
from pipeline.messages.catalogue import finding
from pipeline.rules.fitting_days import number_of
from pipeline.rules.places import Columns, place_of, places_of, row_no
from pipeline.schema.registers import REGISTER
from pipeline.sheets.personal import MASK

_NUMBERED = ("assigned", "supervised", "spot_checks")
_NEAR = 85
_ALIKE = 60


def unmatched_entries(result: Result) -> Iterable[Finding]:
    """R237 and R229, for entries of the newest folder: numbers that nothing else has, files that aren't there.

    A number that a ledger has in a row that doesn't count (set aside, of a file refused) is known: what is wrong with
    that row is told there. R229: the unit of the entry has sent nothing for the folder, so its numbers can't be there.
    """
    history, folder = result.registers.history, result.folder
    frame, files = result.stands.frame, result.sent.files
    asked = pd.concat([history[id_].loc[history[id_]["folder"] == folder, "case_no"] for id_ in _NUMBERED])
    decided = history["decisions"].loc[history["decisions"]["folder"] == folder, "subject"]
    known = {
        number
        for rows in (result.listed.rows, frame, history["superior"], result.listed.undated, result.sent.lost)
        for number in rows["case_no"].dropna().tolist()
    }
    paths = files["file"].tolist()
    subjects = set(decided.dropna()) - known
    if known.issuperset(asked.dropna()) and all(files_meant(subject, paths) for subject in subjects):
        return
    hidden = set(frame.loc[frame["hidden"].astype(bool), "case_no"].tolist())
    owner = frame.loc[~frame["case_no"].isin(hidden)].drop_duplicates("case_no").set_index("case_no")["township"]
    for id_ in _NUMBERED:
        register = history[id_]
        here = register[(register["folder"] == folder) & ~register["case_no"].isin(known) & register["case_no"].notna()]
        here = here if "township" in here else here.assign(township=None)
        owed = here["township"].map(lambda unit: not pd.isna(unit) and (folder, unit) not in result.sent.submitted)
        for unit, rows in here[owed.astype(bool)].groupby("township", sort=True):
            yield _not_yet(rows, id_, str(unit), folder, result.columns)
        used = set(register["case_no"].dropna())
        for _, row in here[~owed.astype(bool)].iterrows():
            own = owner if pd.isna(row["township"]) else owner[owner == row["township"]]
            near = _one_slip(str(row["case_no"]), sorted(set(own.index) - used))
            yield _entry(row, "case_no", id_, "编号", near, result.columns)
    others = {subject for subject in subjects if not files_meant(subject, paths)}
    decisions = history["decisions"]
    here = decisions[(decisions["folder"] == folder) & decisions["subject"].isin(others)]
    names = sorted({*paths, *map(_name, paths)})
    for _, row in here.iterrows():
        written = str(row["subject"])
        file = process.extractOne(written, names, score_cutoff=_NEAR)
        near = _one_slip(written, sorted(owner.index)) or (file[0] if file else "")
        yield _entry(row, "subject", "decisions", "文件或编号", near, result.columns)


def files_not_there(result: Result) -> Iterable[Finding]:
    """R250, for entries of 报送登记 of the newest folder that name a file which doesn't lie there."""
    reports = result.registers.history["reports"]
    named = reports[(reports["folder"] == result.folder) & reports["file_name"].notna()]
    here = [path for path in result.sent.files["file"] if path.startswith(f"{result.folder}/")]
    # A masked name can't be copied, and one that is hardly alike isn't the one that was meant.
    names = sorted(name for name in map(_name, here) if MASK not in name)
    for _, row in named.iterrows():
        if not files_meant(row["file_name"], here):
            near = process.extractOne(row["file_name"], names, score_cutoff=_ALIKE)
            yield finding(
                "R250",
                place_of(row, result.columns, "file_name"),
                row=row_no(row),
                name=row["file_name"],
                folder=result.folder,
                near=f"，最接近的是“{near[0]}”" if near else "",
                example=near[0] if near else f"{row['township']}.xlsx",
            )


def _name(path: str) -> str:
    return PurePosixPath(path).name


def _one_slip(written: str, known: list[str]) -> str:
    """The first number of ``known`` that is ``written`` but for one character, or two that changed places.

    Numbers of one area and month are alike to the last digits, so one that differs by more is another matter.
    """
    near = process.extractOne(written, known, scorer=OSA.distance, score_cutoff=1)
    return near[0] if near else ""


def _not_yet(rows: pd.DataFrame, id_: str, unit: str, folder: str, columns: Columns) -> Finding:
    """R229, of the entries of a register whose unit has sent nothing."""
    return finding(
        "R229",
        places_of(rows, columns, "case_no"),
        row=row_no(rows.iloc[0]),
        cells=len(rows),
        sheet=REGISTER[id_].name,
        count=len(rows),
        unit=unit,
        folder=folder,
        example=rows["case_no"].iloc[0],
    )


def _entry(row: pd.Series, column: str, id_: str, what: str, near: str, columns: Columns) -> Finding:
    """R237, of an entry whose ``column`` names nothing. ``what``: how messages call such a name."""
    return finding(
        "R237",
        place_of(row, columns, column),
        row=row_no(row),
        sheet=REGISTER[id_].name,
        subject=f"{what}{row[column]}",
        near=f"，最接近的是 {near}" if near else "",
        example=near or number_of("3700002023020001", parse_period(str(row["folder"])).last_day),
    )
