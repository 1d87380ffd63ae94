"""Proves or refutes 更正通报, 更正函 and 督办更正函 by the edition as it was issued and the one of today."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pandas as pd

from tests.sentences.published import Published, paragraphs, rows_of

_NOTHING = "—"
_PAPERS = ("通报/更正通报.docx", "函件/*更正函.docx")
_HEADING = re.compile(r"(?P<paper>[^（）]+)（(?:(?P<number>[^，）]+)，)?(?P<day>\d{4}年\d+月\d+日)）")
_OPENING = re.compile(
    r"(?:根据[^，]+，)?(?:[^，]+，)?\d{4}年[^，]+?(?:有关|发(?P<you>你.+?)的下列)文书印发后，"
    r"(?:按现有台账和登记簿重新核算，|(?P<why>[^。]+)有补充或者更正。经重新核算，)下列内容与印发时不同，现予更正。"
)
_QUOTED = re.compile(
    r"\d+\.(?:原印“(?P<was>[^“”]+)”更正为|在“(?P<beside>[^“”]+)”(?P<place>之后|之后另起一段|之前)增加|(?P<gone>删去))"
    r"“(?P<now>[^“”]+)”。"
)
_CLOSING = re.compile(r"以上各项以更正后的内容为准，其余内容不变。(?P<sheet>具体事项见本期反馈单。)?")
_WITHDRAWN = re.compile(r"按现在的核算，你.+不再有该函所列的情形，该函所提事项不必再办。")
_OTHER = "正文有关文句更正如下："
_INNER = str.maketrans("“”", "‘’")


def refuted_in_corrections(edition: Published, kept: Path) -> Iterator[str]:
    """What a correcting paper of the edition says that isn't so. ``kept``: the edition whose papers were issued."""
    for pattern in _PAPERS:
        for path in sorted(edition.folder.glob(pattern)):
            township = path.stem.rpartition("-")[0]
            yield from (f"{path.name}：{wrong}" for wrong in _refuted(edition, kept, path, township))


def _refuted(edition: Published, kept: Path, path: Path, township: str) -> Iterator[str]:
    """``township``: to whom the letter goes; '' for the paper to all."""
    then = Published(kept, None)
    for unit, item, was, now in (row for row in rows_of(path) if len(row) == 4 and row[0] != "单位"):
        told = [_now(then, unit, item), _now(edition, unit, item)]
        if told != [was, now.split("，")[0]] or (township and unit != township):
            yield f"{unit}｜{item}｜{was}｜{now}"
    paper, opened = "", False
    for line in paragraphs(path):
        if opening := _OPENING.fullmatch(line):
            opened = True
            if (opening["why"] or "") != _why(then, edition, township, opening["you"] or ""):
                yield line
        elif not opened:
            continue  # mark, number, title and addressee
        elif closing := _CLOSING.fullmatch(line):
            if closing["sheet"] and not (edition.folder / "反馈单" / f"{township}.docx").is_file():
                yield line
            return
        elif heading := _HEADING.fullmatch(line):
            paper = heading["paper"]
            if not _place(kept, paper, township).is_file():
                yield line
        elif _WITHDRAWN.fullmatch(line):
            if _place(edition.folder, paper, township).exists():
                yield line
        elif line != _OTHER and not _holds(line, _said(kept, paper, township), _said(edition.folder, paper, township)):
            yield line
    yield "没有开头或者结尾"


def _place(folder: Path, paper: str, township: str) -> Path:
    if paper == "乡镇情况反馈单":
        return folder / "反馈单" / f"{township}.docx"
    return folder / "函件" / f"{township}-{paper}.docx" if township else folder / "通报" / f"{paper}.docx"


def _why(then: Published, now: Published, township: str, you: str) -> str:
    """The ledgers and registers whose bytes aren't those of then, of the township alone where the paper is its own."""
    listed = []
    for each in (then, now):
        files = each.table("files")
        used = files[(files["verdict"] == "采用") & ~files["file"].str.contains("发文登记")]
        listed.append({(row.sha256, "" if pd.isna(row.township) else row.township) for row in used.itertuples()})
    owners = {owner for _, owner in listed[0] ^ listed[1] if not township or owner in (township, "")}
    units = [unit for unit in now.table("windows")["township"].unique() if unit in owners]
    named = you if township else "、".join(units) + (f"{len(units)}个乡镇" if len(units) > 1 else "")
    parts = [f"{named}的台账"] if units else []
    return "和".join([*parts, *(["登记簿"] if "" in owners else [])])


def _said(folder: Path, paper: str, township: str) -> str:
    """The text of a paper as a sentence quotes it, a paragraph a line; '' where there is no such paper."""
    place = _place(folder, paper, township)
    return "\n".join(line.translate(_INNER) for line in paragraphs(place)) if place.is_file() else ""


def _stands(words: str, text: str) -> bool:
    """Whether the words are whole sentences or clauses of a text, one after the other."""
    return re.search(rf"(?:^|[。；\n]){re.escape(words)}(?:[。；]|$)", text, re.MULTILINE) is not None


def _stands_beside(words: str, beside: str, place: str, text: str) -> bool:
    """Whether the words stand where they are said to be added, in the text as it is now."""
    one, other = (words, beside) if place == "之前" else (beside, words)
    between = "[。；]?\n" if "另起一段" in place else "[。；]"
    return re.search(re.escape(one) + between + re.escape(other), text) is not None


def _holds(line: str, then: str, now: str) -> bool:
    """Whether what a line calls printed then stood there and stands there no more, and the other way round."""
    found = _QUOTED.fullmatch(line)
    if found is None:
        return False
    was = found["now"] if found["gone"] else found["was"]
    is_ = None if found["gone"] else found["now"]
    if found["place"] and not _stands_beside(found["now"], found["beside"], found["place"], now):
        return False
    return (was is None or (_stands(was, then) and not _stands(was, now))) and (
        is_ is None or (_stands(is_, now) and not _stands(is_, then))
    )


def _now(edition: Published, unit: str, item: str) -> str:
    row = edition.ranking[edition.ranking["township"] == unit]
    if item in ("排名", "得分", "三无"):
        if row.empty:
            return _NOTHING
        mine = row.iloc[0]
        if item == "排名":
            return str(mine["group"]) if pd.isna(mine["rank"]) else f"第{int(mine['rank'])}名"
        value = mine["score_1dp" if item == "得分" else "three_none"]
        return _NOTHING if pd.isna(value) else str(value)
    if item == "逾期事项":
        return f"{edition.overdue.loc[edition.overdue['township'] == unit, 'case_no'].nunique()}件"
    n, of = edition.pair(unit, item)
    return "未计算" if n is None else f"{n}" if of is None else f"{n}/{of}"
