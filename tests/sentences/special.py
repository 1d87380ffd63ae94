"""Proves or refutes the circular of a special period from the published tables alone."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pandas as pd

from tests.sentences.circular import PROOFS, Proofs, refuted_in_sections
from tests.sentences.published import Published, rows_of

PAPER = "专项期间通报"
_SIGNS = {"零报告": "零", "按时": "报", "迟报": "迟", "缺报": "缺"}


def refuted_in_special(edition: Published) -> Iterator[str]:
    """Sentences and marks of 专项期间通报 that don't hold; nothing where there is no such paper."""
    if not (edition.folder / "通报" / f"{PAPER}.docx").is_file():
        return
    yield from refuted_in_sections(edition, PAPER, [*OF_DAYS, *PROOFS])
    yield from _grid(edition)


def _grid(edition: Published) -> Iterator[str]:
    """Every unit's row of the grid, its days one after another, against the table daily."""
    rows = [row for row in rows_of(edition.folder / "通报" / f"{PAPER}.docx") if len(row) > 2]
    told: dict[str, list[str]] = {}
    for unit, *signs in rows:
        told.setdefault(unit, []).extend(signs)
    days = told.pop("单位", [])
    daily = edition.table("daily")
    if days != [str(day.day) for day in sorted(daily["day"].unique())]:
        yield f"{PAPER}：{days}"
    for unit, mine in daily.groupby("township"):
        if told.pop(str(unit), []) != [_SIGNS[state] for state in mine.sort_values("day")["status"]]:
            yield f"{PAPER}：{unit}"
    yield from (f"{PAPER}：{unit}" for unit in told)


def _sums(edition: Published, found: re.Match[str]) -> bool:
    counts = edition.table("daily")["status"].value_counts()
    units = edition.table("daily")["township"].nunique()
    late, missing, zero = (int(counts.get(state, 0)) for state in ("迟报", "缺报", "零报告"))
    due = int(counts.sum())
    said = [int(found[key]) for key in ("units", "due", "sent", "zero", "late", "missing")]
    return said == [units, due, due - late - missing, zero, late, missing]


def _days(edition: Published, found: re.Match[str]) -> bool:
    """缺报 and 迟报 by unit, with their days: 甲镇3月5日、8日（2天）；乙镇4月1日（1天）."""
    said = set()
    for part in found["units"].split("；"):
        one = re.fullmatch(r"(\D+)((?:\d+月)?\d+日.*)（(\d+)天）", part)
        if one is None:
            return False
        month = ""
        days = [re.fullmatch(r"(?:(\d+)月)?(\d+)日", day) for day in one[2].split("、")]
        for day in days:
            month = (day and day[1]) or month
            said.add((one[1], month, day[2] if day else ""))
        if len(days) != int(one[3]):
            return False
    rows = edition.table("daily")
    mine = rows[rows["status"] == found["state"]]
    return said == {(n, str(d.month), str(d.day)) for n, d in zip(mine["township"], mine["day"], strict=True)}


def _nobody_reports(edition: Published, _: re.Match[str]) -> bool:
    return edition.table("daily").empty


def _no_limit_missed(edition: Published, _: re.Match[str]) -> bool:
    return edition.overdue.empty


def _missing_units(edition: Published, found: re.Match[str]) -> bool:
    rows: pd.DataFrame = edition.table("daily")
    names = list(dict.fromkeys(rows.loc[rows["status"] == "缺报", "township"]))
    said = "、".join(names) + (f"{len(names)}个乡镇" if len(names) > 1 else "")
    return bool(names) and found["units"] == said


def _in_sheets(edition: Published, _: re.Match[str]) -> bool:
    sheets = {path.stem for path in (edition.folder / "反馈单").glob("*.docx")}
    return set(edition.overdue["township"]) <= sheets


OF_DAYS: Proofs = [
    (
        (
            r"按报送登记，(?P<units>\d+)个乡镇应报(?P<due>\d+)次，当日报送(?P<sent>\d+)次（其中零报告(?P<zero>\d+)次），"
            r"迟报(?P<late>\d+)次，缺报(?P<missing>\d+)次，逐日情况见附件1。"
        ),
        _sums,
    ),
    (r"零报告说明当天没有紧急重大情况，不说明没有人来访。", lambda _, __: True),
    (r"(?P<state>缺报|迟报)的有：(?P<units>.+)。", _days),
    (r"报送登记没有每日报送的记录，不列每日报送情况。", _nobody_reports),
    (r"建议(?P<units>.+)补报缺报日期的情况，妥善安排每日报送。", _missing_units),
    (r"具体事项见各乡镇反馈单。", _in_sheets),
    (r"截至.+没有逾期未受理、逾期未办结的事项。", _no_limit_missed),
]
"""What a sentence of this paper alone says -> its proof."""
