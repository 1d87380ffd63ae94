"""Findings on register entries that name nothing known, with the nearest match (docs/definitions.md, 登记簿)."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import PurePosixPath

import pandas as pd
from rapidfuzz import process

from pipeline.base.finding import Finding
from pipeline.merge.result import Result
from pipeline.messages.catalogue import finding
from pipeline.rules.places import Columns, place_of, row_no
from pipeline.schema.registers import REGISTER

_NUMBERED = ("assigned", "supervised", "spot_checks")
_NEAR = 85


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
    names = {*files["file"], *(PurePosixPath(path).name for path in files["file"])}
    if known.issuperset(asked.dropna()) and (known | names).issuperset(decided.dropna()):
        return
    hidden = set(frame.loc[frame["hidden"].astype(bool), "case_no"].tolist())
    open_ = sorted(known - hidden)
    for id_ in _NUMBERED:
        register = history[id_]
        here = register[(register["folder"] == folder) & ~register["case_no"].isin(known) & register["case_no"].notna()]
        yield from _entries(here, "case_no", id_, "编号", open_, result.columns)
    decisions = history["decisions"]
    here = decisions[
        (decisions["folder"] == folder) & decisions["subject"].notna() & ~decisions["subject"].isin(known | names)
    ]
    yield from _entries(here, "subject", "decisions", "文件或编号", [*open_, *sorted(names)], result.columns)


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
            example=near[0] if near else "3700002023020001",
        )
