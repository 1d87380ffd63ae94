"""Findings on what the office itself enters: objections without an answer, papers and numbers in 发文登记."""

from __future__ import annotations

import re
from collections.abc import Iterable

import pandas as pd
from rapidfuzz import fuzz, process

from pipeline.base.finding import Finding
from pipeline.merge.result import Result
from pipeline.messages.catalogue import finding
from pipeline.rules.places import place_of, row_no
from pipeline.schema.papers import PAPER_BY_WORD

_ALIKE = 60
_YEAR = re.compile(r"[〔\[［【(（﹝]\s*(\d{4})\s*[〕\]］】)）﹞]")


def unanswered(result: Result) -> Iterable[Finding]:
    """R238, for entries of 异议登记 of the newest folder without 答复. What was objected to isn't quoted."""
    for _, row in _newest(result, "objections").iterrows():
        if pd.isna(row["answer"]) and not pd.isna(row["what"]):
            day = "" if pd.isna(row["on"]) else f"{row['on']:%Y-%m-%d}"
            yield finding(
                "R238",
                place_of(row, result.columns, "answer"),
                row=row_no(row),
                unit="" if pd.isna(row["township"]) else row["township"],
                day=day,
            )


def issued_entries(result: Result) -> Iterable[Finding]:
    """R239 and R240, for entries of 发文登记 of the newest folder.

    R239: a paper that neither the program nor 设置·文书 knows, so that its number and day are printed nowhere. R240: a
    year in the brackets of 文号 that isn't that of 成文日期.
    """
    known = {*PAPER_BY_WORD, *result.context.settings.documents}
    for _, row in _newest(result, "issued").iterrows():
        name, number, day = row["document"], row["number"], row["dated_on"]
        if not pd.isna(name) and name not in known:
            near = process.extractOne(str(name), sorted(known), scorer=fuzz.ratio, score_cutoff=_ALIKE)
            yield finding(
                "R239",
                place_of(row, result.columns, "document"),
                row=row_no(row),
                name=name,
                near=f"，最接近的是“{near[0]}”" if near else "",
                example=near[0] if near else "督办函",
            )
        found = None if pd.isna(number) else _YEAR.search(str(number))
        if found and not pd.isna(day) and int(found[1]) != day.year:
            yield finding(
                "R240",
                place_of(row, result.columns, "number"),
                row=row_no(row),
                number=number,
                day=f"{day:%Y-%m-%d}",
                example=str(number).replace(found[1], str(day.year), 1),
            )


def _newest(result: Result, id_: str) -> pd.DataFrame:
    register = result.registers.history[id_]
    return register[register["folder"] == result.folder]
