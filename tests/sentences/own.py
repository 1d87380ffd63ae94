"""Proves or refutes papers of the county's own, line by line and cell by cell, from the published tables alone.

What their templates may print is anything, so a line has to say of what it speaks: a sentence of the circular, a count
or a rate by its label, a place by its unit.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pandas as pd

from tests.sentences.circular import PROOFS, holds
from tests.sentences.published import WHOLE, Published, paragraphs, percent, tables_of

_NOTHING = "—"
_EMPTY = "（本表没有内容）"
_STANDS = re.compile(r"名次：(?:第(?P<place>\d+)名，得分(?P<score>[\d.]+)(?:，.+)?|(?P<group>[^，]+))")
_COUNT = re.compile(r"(?P<label>逾期未受理|逾期未办结|到期未化解积案|有责督办)(?P<count>\d+|—)件")
_PLACE = re.compile(r"(?P<place>\d+|—)(?: [↑↓→]\d*| 新)?")


def refuted_in_own(edition: Published, papers: Path) -> Iterator[str]:
    """Lines and rows of 其他文书/ in the folder ``papers`` that don't hold in an edition, each with its file's name."""
    for path in sorted((papers / "其他文书").rglob("*.docx")):
        unit = path.stem if path.stem in set(edition.ranking["township"]) else WHOLE
        for line in paragraphs(path):
            if not _line(edition, unit, path, line):
                yield f"{path.name}：{line}"
        for head, *rows in tables_of(path):
            yield from (f"{path.name}：{'｜'.join(row)}" for row in rows if not _row(edition, head, row))
            if [row[1] for row in rows if row[0] != "名次"][: len(edition.ranking)] and not _all_there(
                edition, head, rows
            ):
                yield f"{path.name}：表里的单位不全"


def _line(edition: Published, unit: str, path: Path, line: str) -> bool:
    name = path.stem if unit == WHOLE else f"{path.parent.name}"
    if re.fullmatch(rf"(?:{unit})?\d{{4}}年.*{name}", line):
        return True
    if stands := _STANDS.fullmatch(line):
        return _stands(edition, unit, stands)
    if counts := [found for part in line.removesuffix("。").split("、") if (found := _COUNT.fullmatch(part))]:
        told = {found["label"]: found["count"] for found in counts}
        pairs = {label: edition.figures.get((unit, label), (None, None))[0] for label in told}
        return told == {label: _NOTHING if n is None else str(n) for label, n in pairs.items()}
    return all(holds(edition, sentence, PROOFS) for sentence in re.findall(r"[^。]+。", line)) and line.endswith("。")


def _stands(edition: Published, unit: str, said: re.Match[str]) -> bool:
    (row,) = edition.ranking[edition.ranking["township"] == unit].to_dict("records")
    if pd.isna(row["rank"]):
        return said["group"] == row["group"]
    return (said["place"], said["score"]) == (str(int(row["rank"])), str(row["score_1dp"]))


def _row(edition: Published, head: list[str], row: list[str]) -> bool:
    """名次, 乡镇, and under each label the rate of the unit; a row over all columns says that there is none."""
    if set(row) == {_EMPTY}:
        return edition.special
    place, unit, *cells = row
    unit = unit.rstrip("△")
    ranked = edition.ranking.set_index("township")["rank"]
    rank = ranked.get(unit)
    found = _PLACE.fullmatch(" ".join(place.split()))
    if found is None or found["place"] != (_NOTHING if rank is None or pd.isna(rank) else str(int(rank))):
        return False
    pairs = [edition.pair(unit, re.sub(r"（.+", "", label)) for label in head[2:]]
    return ["".join(cell.split()) for cell in cells] == [
        _NOTHING if n is None or not of else f"{n}/{of}{percent(n, of)}" for n, of in pairs
    ]


def _all_there(edition: Published, head: list[str], rows: list[list[str]]) -> bool:
    told = {row[1].rstrip("△") for row in rows}
    return "乡镇" not in head or told in ({_EMPTY}, {*edition.ranking["township"], WHOLE})
