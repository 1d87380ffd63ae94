"""Findings on register entries that name nothing known, with the nearest match (docs/definitions.md, 登记簿)."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import PurePosixPath

import pandas as pd
from rapidfuzz import process

from pipeline.base.finding import Finding
from pipeline.base.named_files import files_meant
from pipeline.base.period import parse_period
from pipeline.merge.result import Result
from pipeline.messages.catalogue import finding
from pipeline.rules.fitting_days import number_of
from pipeline.rules.places import Columns, place_of, row_no
from pipeline.schema.registers import REGISTER
from pipeline.sheets.personal import MASK

_NUMBERED = ("assigned", "supervised", "spot_checks")
_NEAR = 85
_ALIKE = 60


def unmatched_entries(result: Result) -> Iterable[Finding]:
    """R237, for entries of the newest folder: numbers that nothing else has, files that aren't there."""
    history, folder = result.registers.history, result.folder
    frame, files = result.stands.frame, result.sent.files
    asked = pd.concat([history[id_].loc[history[id_]["folder"] == folder, "case_no"] for id_ in _NUMBERED])
    decided = history["decisions"].loc[history["decisions"]["folder"] == folder, "subject"]
    known = (
        set(result.listed.rows["case_no"].tolist())
        | set(frame["case_no"].tolist())
        | set(history["superior"]["case_no"].tolist())
    )
    paths = files["file"].tolist()
    subjects = set(decided.dropna()) - known
    if known.issuperset(asked.dropna()) and all(files_meant(subject, paths) for subject in subjects):
        return
    hidden = set(frame.loc[frame["hidden"].astype(bool), "case_no"].tolist())
    open_ = sorted(known - hidden)
    for id_ in _NUMBERED:
        register = history[id_]
        here = register[(register["folder"] == folder) & ~register["case_no"].isin(known) & register["case_no"].notna()]
        yield from _entries(here, "case_no", id_, "编号", open_, result.columns)
    others = {subject for subject in subjects if not files_meant(subject, paths)}
    decisions = history["decisions"]
    here = decisions[(decisions["folder"] == folder) & decisions["subject"].isin(others)]
    names = sorted({*paths, *map(_name, paths)})
    yield from _entries(here, "subject", "decisions", "文件或编号", [*open_, *names], result.columns)


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


def _entries(
    rows: pd.DataFrame, column: str, id_: str, what: str, known: list[str], columns: Columns
) -> Iterable[Finding]:
    """One finding per row whose ``column`` names nothing in ``known``. ``what``: how messages call such a name."""
    for _, row in rows.iterrows():
        near = process.extractOne(str(row[column]), known, score_cutoff=_NEAR)
        yield finding(
            "R237",
            place_of(row, columns, column),
            row=row_no(row),
            sheet=REGISTER[id_].name,
            subject=f"{what}{row[column]}",
            near=f"，最接近的是 {near[0]}" if near else "",
            example=near[0] if near else number_of("3700002023020001", parse_period(str(row["folder"])).last_day),
        )
